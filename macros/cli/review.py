"""kim review: keep in a record or a page what came of a review."""

from __future__ import annotations

from datetime import date
from typing import Literal

import click

from macros.catalogue.load import load
from macros.cli import completion
from macros.cli.due import post_of
from macros.cli.reviewed import Reviewed, find_reviewed, write_review, wrong_with
from macros.cli.start import DayType, main, project_root, with_today
from macros.cli.streams import say
from macros.model import Value
from macros.model.errors import KimError
from macros.rules.calendar import last_day_in, say_date
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
    """Keep in a record, or in a page, what came of a review.

    That is the outcome, what was checked, and by which post. Put right first what is wrong, and
    then say so here. A next review that the record states is taken out where it then follows from
    the cycle. A page is named by its file, and always states its own.

    Example: kim review IA3 --outcome no-change --checked "The text against the plan" --role SIRO
    """
    root = project_root()
    catalogue, schemas = load(root, warnings=False)
    reviewed = find_reviewed(catalogue, schemas, name)
    post = post_of(catalogue, role)
    _refuse(reviewed, outcome, again, today)
    if wrong := wrong_with(catalogue, reviewed):
        raise KimError(f"{wrong} Nothing was changed: put that right first.")
    group = {"outcome": outcome, "checked": " ".join(checked.split()), "by_role": post}
    new: dict[str, Value | None] = {
        "last_reviewed": today.isoformat(),
        "review_outcome": group,
        "next_review": _next(reviewed, again, today),
    }
    if outcome == "retired":
        new["status"] = "retired"
    write_review(root, reviewed, new)
    say(f"{reviewed.file}: reviewed on {say_date(today)}. {_again(reviewed, again, today)}")
    say(f"{NEXT} git commit {reviewed.file}")


def _refuse(reviewed: Reviewed, outcome: str, again: date | None, today: date) -> None:
    """Raises KimError where such a review can't be."""
    if reviewed.is_over:
        raise KimError(f"{reviewed.name} is retired: it needs no review.")
    if reviewed.field("review_outcome") is None:
        register = reviewed.file.split("/")[1]
        raise KimError(f"The register '{register}' keeps no reviews: add 'review_outcome' to it.")
    if again and again <= today:
        raise KimError(f"--next is {say_date(again)}: give a day after {say_date(today)}.")
    if reviewed.is_page and not _next(reviewed, again, today):
        raise KimError("A page states its next review: say with --next by which day.")
    status = reviewed.field("status")
    if outcome == "retired" and (status is None or "retired" not in status.options):
        way = " Delete its file, and say in the commit why." if reviewed.is_page else ""
        raise KimError(f"A {reviewed.singular} can't be retired: it has no such status.{way}")


def _next(reviewed: Reviewed, again: date | None, today: date) -> str | None:
    """What is to be stated as its next review; None where that follows from the cycle."""
    if again:
        return again.isoformat()
    stated = reviewed.values.get("next_review")
    day = last_day_in(stated)
    if day and day > today and reviewed.cycle not in STEPS:
        return str(stated)
    return None


def _again(reviewed: Reviewed, again: date | None, today: date) -> str:
    stated = last_day_in(_next(reviewed, again, today))
    day = next_review(stated, today, reviewed.cycle)
    return f"To be checked again by {say_date(day)}." if day else "No day for the next one is set."
