"""kim new: a file for a new record."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

import click

from macros.catalogue.new_record import next_id, scaffold
from macros.catalogue.read import read
from macros.catalogue.schemas import Schemas
from macros.cli import completion
from macros.cli.start import main, project_root
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.history.git import HistoryError
from macros.history.given_again import ids_ever
from macros.model import Schema
from macros.model.errors import KimError
from macros.model.text import did_you_mean


@main.command()
@click.argument("register", shell_complete=completion.registers)
@click.option(
    "--id", "id_", default="", help="The id, where the register's ids are words and not numbers."
)
def new(register: str, id_: str) -> None:
    """Start a record: a file in which every field is explained.

    It gets the next free id of its register. An id is never given again: not one of a record that
    was deleted, nor one that another branch has.

    Example: kim new faqs
    """
    root = project_root()
    _, schemas = read(root)
    schema = schema_named(schemas, register)
    home = root / "registers" / register
    taken = [path.stem for path in home.glob("*.yml")]
    id_ = free_id(schema, id_, taken, given_ids(root))
    path = home / f"{id_}.yml"
    home.mkdir(parents=True, exist_ok=True)
    write_whole(path, scaffold(schema, id_).encode())
    say(f"{path.relative_to(root).as_posix()}: fill it in, then run kim check.")


def schema_named(schemas: Schemas, register: str) -> Schema:
    """The schema of a register that is named to a command. Raises an error of the call."""
    if register in schemas.registers:
        return schemas.registers[register]
    if register in schemas.broken:
        raise KimError(f"The schema of '{register}' can't be used: run kim check.")
    known = sorted(schemas.registers)
    hint = f"{did_you_mean(register, known, '')} The registers are {', '.join(known)}."
    raise click.UsageError(f"There is no register '{register}'. {hint}")


def given_ids(root: Path) -> Collection[str]:
    """Every id that was ever given. Raises KimError where nobody can know."""
    try:
        return ids_ever(root)
    except HistoryError as error:
        raise KimError(f"{error} Nobody can know which ids are free, so none was given.") from error


def free_id(schema: Schema, id_: str, taken: Sequence[str], given: Collection[str]) -> str:
    """The id that was asked for, or the next number. Raises KimError where it can't be used."""
    id_ = id_ or next_id(schema, [*taken, *(other for other in given if fits(schema, other))])
    if not id_:
        example = f"kim new {schema.name} --id {example_of(schema) or '...'}"
        raise KimError(f"The ids of this register are not numbered: choose one, as in '{example}'.")
    if id_.casefold() in {other.casefold() for other in taken}:
        raise KimError(f"'{id_}' is taken. An id is never used twice: choose another.")
    if id_.casefold() in {other.casefold() for other in given}:
        where = "to a record that was deleted or that another branch has"
        raise KimError(
            f"'{id_}' was given before, {where}. An id is never used twice: choose another."
        )
    if not fits(schema, id_):
        hint = f"It looks like '{example_of(schema) or _pattern(schema)}'."
        raise KimError(f"'{id_}' is not in the form of this register's ids. {hint}")
    return id_


def fits(schema: Schema, id_: str) -> bool:
    """Whether an id is in the form of a register's ids, where it has one."""
    return bool(re.fullmatch(_pattern(schema), id_))


def _pattern(schema: Schema) -> str:
    field = schema.field("id")
    return field.pattern.strip("^$") if field and field.pattern else ".+"


def example_of(schema: Schema) -> str:
    """An id as the schema shows it; empty where it shows none."""
    field = schema.field("id")
    return str(field.examples[0]) if field and field.examples else ""
