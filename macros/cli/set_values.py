"""kim set: fields of a record changed in its file, and nothing else in it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from macros.catalogue.edit import EditError
from macros.catalogue.load import load
from macros.catalogue.references import label
from macros.catalogue.reporter import as_lines
from macros.catalogue.set_values import wish, with_wish
from macros.catalogue.sheets.named import Names
from macros.catalogue.write_fields import with_fields
from macros.catalogue.yaml_reader import parse
from macros.cli import completion
from macros.cli.changes import change_lines
from macros.cli.confirm import find_record
from macros.cli.start import day_of_reading, main, painted, project_root
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.history.describe import LabelOf, labelled
from macros.history.diff import changes
from macros.history.latest_day import latest_day
from macros.history.look_at import Sides, Users, look_at
from macros.model import Catalogue, Document, Problem, Record, Schema, Values
from macros.model.errors import KimError
from macros.model.mappings import differing
from macros.model.outside import on_terminal

TOLD = ("still says", "large", "audience")
"""Points that are news to whoever typed the change."""

NEXT = "Now commit it, and say in the message why:"


@main.command("set")
@click.argument("name", metavar="ID", shell_complete=completion.ids)
@click.argument("wishes", metavar="FIELD=VALUE...", nargs=-1, required=True)
def set_values(name: str, wishes: tuple[str, ...]) -> None:
    """Change fields of a record, each by its name or its title.

    A value is read as its field asks: a record by its id or its title, a choice by its words, a day
    as people write it. Nothing behind the sign takes the field out; in a list, +value puts in and
    -value takes out. All is checked first: where that finds something wrong, nothing is written.

    Example: kim set IA3 "timescale=Q4 2026/27" see_also=+TA1
    """
    root = project_root()
    today = latest_day(root, day_of_reading())
    catalogue, _ = load(root, today)
    record = find_record(catalogue, name)
    schema = catalogue.registers[record.key.register].schema
    content = (root / record.file).read_bytes()
    amended, values = _amended(catalogue, record, content, wishes)
    if amended == content:
        say(f"{record.file}: it says so already. Nothing was changed.")
        return
    after, _ = load(root, today, proposed={record.file: amended})
    new = [problem for problem in after.problems if _is_new(problem, catalogue)]
    if errors := [problem for problem in new if problem.severity == "error"]:
        raise KimError(as_lines(errors, "Nothing was changed"))
    write_whole(root / record.file, amended)
    for line in _told(schema, record.document.value, values, _labels(after)):
        say(line)
    if new:
        say(as_lines(new, "Something to look at", painted))
    say(f"{NEXT} git commit {record.file}")


def _amended(
    catalogue: Catalogue, record: Record, content: bytes, wishes: Sequence[str]
) -> tuple[bytes, Values]:
    """The record's file as it is wished for, and what it then holds."""
    schema = catalogue.registers[record.key.register].schema
    names = Names(catalogue.registers)
    old = record.document.value
    values = old
    for typed in wishes:
        values = with_wish(schema, values, wish(typed), names)
    new = {field: values.get(field) for field in differing(old, values)}
    try:
        return with_fields(content, _read(content, record), schema.fields, new), values
    except EditError as error:
        raise KimError(f"{record.file}: {error} Write {', '.join(new)} yourself.") from error


def _read(content: bytes, record: Record) -> Document:
    document, _ = parse(content, record.file)
    assert document, "a record was read from it"
    return document


def _is_new(problem: Problem, before: Catalogue) -> bool:
    """Whether a problem comes with the change, wherever its lines are by now."""
    return all(
        (old.file, old.rule, old.field, old.message)
        != (problem.file, problem.rule, problem.field, problem.message)
        for old in before.problems
    )


def _labels(catalogue: Catalogue) -> LabelOf:
    registers = catalogue.registers.values()
    pairs = [(register.schema, record) for register in registers for record in register.records]
    return labelled({record.key: label(schema, record.values) for schema, record in pairs})


def _told(schema: Schema, old: Values, new: Values, label_of: LabelOf) -> Sequence[str]:
    """What became of each field, and what to look at."""
    made = changes(old, new)
    points = look_at(Sides(schema, "changed", made, old, new), Users(), label_of)
    return [
        *(line.strip() for line in change_lines(schema, "changed", made, label_of)),
        *(f"Look at this: {point.says(on_terminal)}" for point in points if point.about in TOLD),
    ]
