"""kim export: a register to take away, as staff see it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.cli import completion
from macros.cli.new import schema_named
from macros.cli.start import main, project_root, with_today
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.model import Register
from macros.model.errors import KimError
from macros.model.machine import refused
from macros.model.text import counted
from macros.pages.register_files import FORMS, register_file
from macros.view.view import view


@main.command()
@click.argument("name", metavar="REGISTER", shell_complete=completion.registers)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMS)),
    default="xlsx",
    show_default=True,
    help="A workbook to change and give back, a plain table, or all values for a program.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The file to write. Without it, a file in this folder with the register's name.",
)
@with_today
def export(name: str, form: str, out: Path | None, today: date) -> None:
    """Write a register as a workbook, as a table or as JSON.

    It holds all that staff see, so it is not for everybody. Change the workbook or the table, and
    give it back with kim import.

    Example: kim export retention --out schedule.xlsx
    """
    root = project_root()
    catalogue, schemas = load(root, warnings=False)
    schema = schema_named(schemas, name)
    register = catalogue.registers.get(name, Register(schema, ()))
    content = register_file(view(catalogue, "staff", today), register, form)
    path = out or Path(f"{name}.{form}")
    try:
        write_whole(path, content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise KimError(refused(error, str(path))) from error
    records = counted(len(register.records), schema.singular, schema.plural)
    say(f"{path}: {schema.title}, {records}.")
