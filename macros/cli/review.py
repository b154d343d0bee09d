"""kim review: keep in a record what came of a review."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import click

from macros.catalogue.edit import EditError
from macros.catalogue.load import load
from macros.catalogue.write_fields import New, with_fields
from macros.catalogue.yaml_reader import parse
from macros.cli import completion
from macros.cli.confirm import find_record
from macros.cli.due import post_of
from macros.cli.start import DayType, main, project_root, with_today
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.model import Catalogue, Record, Schema, Value
from macros.model.errors import KimError
from macros.rules.calendar import last_day_in, say_date
from macros.rules.dates import cycle
from macros.rules.reviews import STEPS, next_review

OUTCOMES = ("no-change", "changed", "retired")

NEXT = "Now commit it together with what you put right, and say in the message why:"


@main.command()
@click.argument("name", metavar="ID", shell_complete=completion.ids)
@click.option(
    "--outcome",
    type=click.Choice(OUTCOMES),
    required=True,
    help="Whether all of it still holds, something was put right, or the record is over.",
)
@click.option(
    "--checked", required=True, metavar="TEXT", help="What was compared with what, in a sentence."
)
@click.option(
    "--role",
    required=True,
    shell_complete=completion.ids,
    help="The post that looked at it: its id, its title or another of its names.",
)
@click.option(
    "--next",
    "again",
    type=DayType(),
    default=None,
    help="The day by which to look again, where it doesn't follow from the cycle.",
)
@with_today
def review(
    name: str,
    outcome: Literal["no-change", "changed", "retired"],
    checked: str,
    role: str,
    again: date | None,
    today: date,
) -> None:
    """Keep in a record what came of a review.

    That is the outcome, what was checked, and by which post. Put right first what is wrong, and
    then say so here. A next review that the record states is taken out where it then follows from
    the cycle.

    Example: kim review IA3 --outcome no-change --checked "The text against the plan" --role SIRO
    """
    root = project_root()
    catalogue, _ = load(root, warnings=False)
    record = find_record(catalogue, name)
    schema = catalogue.registers[record.key.register].schema
    post = post_of(catalogue, role)
    _refuse(schema, record, outcome, again, today)
    if wrong := _wrong(catalogue, record):
        raise KimError(f"{wrong} Nothing was changed: put that right first.")
    group = {"outcome": outcome, "checked": " ".join(checked.split()), "by_role": post}
    new: dict[str, Value | None] = {
        "last_reviewed": today.isoformat(),
        "review_outcome": group,
        "next_review": _next(schema, record, again, today),
    }
    if outcome == "retired":
        new["status"] = "retired"
    _write(root, record, schema, new)
    say(f"{record.file}: reviewed on {say_date(today)}. {_again(schema, record, again, today)}")
    say(f"{NEXT} git commit {record.file}")


def _refuse(schema: Schema, record: Record, outcome: str, again: date | None, today: date) -> None:
    """Raises KimError where such a review can't be."""
    if record.retired:
        raise KimError(f"{record.key.id} is retired: it needs no review.")
    if schema.field("review_outcome") is None:
        raise KimError(
            f"The register '{schema.name}' keeps no reviews: add 'review_outcome' to it."
        )
    if again and again <= today:
        raise KimError(f"--next is {say_date(again)}: give a day after {say_date(today)}.")
    status = schema.field("status")
    if outcome == "retired" and (status is None or "retired" not in status.options):
        raise KimError(f"A {schema.singular} can't be retired: it has no such status.")


def _next(schema: Schema, record: Record, again: date | None, today: date) -> str | None:
    """What the record is to state as its next review; None where that follows from the cycle."""
    if again:
        return again.isoformat()
    stated = record.values.get("next_review")
    day = last_day_in(stated)
    if day and day > today and cycle(schema, record) not in STEPS:
        return str(stated)
    return None


def _again(schema: Schema, record: Record, again: date | None, today: date) -> str:
    stated = last_day_in(_next(schema, record, again, today))
    day = next_review(stated, today, cycle(schema, record))
    return f"To be checked again by {say_date(day)}." if day else "No day for the next one is set."


def _wrong(catalogue: Catalogue, record: Record) -> str:
    """What the check finds wrong with the record's file first; empty where nothing is."""
    broken = (problem for problem in catalogue.errors if problem.file == record.file)
    first = next(broken, None)
    return f"{first.file}:{first.line}: {first.message}" if first else ""


def _write(root: Path, record: Record, schema: Schema, new: New) -> None:
    """Write the fields. What the check then refuses is taken back. Raises KimError."""
    path = root / record.file
    content = path.read_bytes()
    document, _ = parse(content, record.file)
    assert document, "what has no errors can be read"
    try:
        amended = with_fields(content, document, schema, new)
    except EditError as error:
        words = f"{record.file}: {error} Write 'last_reviewed' and 'review_outcome' yourself."
        raise KimError(words) from error
    write_whole(path, amended)
    if wrong := _wrong(load(root, warnings=False)[0], record):
        write_whole(path, content)
        raise KimError(f"{wrong} Nothing was changed.")
