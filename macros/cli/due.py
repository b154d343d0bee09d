"""kim due: what is to be done by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from macros.catalogue.posts import post_names
from macros.catalogue.read import read
from macros.cli import completion
from macros.cli.disposals import disposals_of
from macros.cli.past import days_made, whole_history
from macros.cli.start import (
    Command,
    QuarterType,
    as_json,
    main,
    project_root,
    unknown,
    with_form,
    with_today,
)
from macros.cli.streams import say
from macros.history.git import HistoryError
from macros.history.made import made_days
from macros.history.revisions import History
from macros.model import Catalogue, Key
from macros.model.errors import KimError
from macros.model.seen import name_key
from macros.model.text import both, counted, either
from macros.rules.calendar import Quarter
from macros.view.due import all_due
from macros.view.due_thing import DUE_WITHIN, STATES, Due

NO_HISTORY = "What nobody has ever reviewed is left out: the history says since when it is due."
MAY_BE_MISSING = "Some files have errors, so something may be missing here: run kim check."


def with_owner(words: str) -> Callable[[Command], Command]:
    """Give a command the option --owner, a post by any of its names."""
    return click.option(
        "--owner",
        default="",
        metavar="ROLE",
        shell_complete=completion.ids,
        help=f"{words}: its id, its title or another of its names.",
    )


@main.command()
@with_owner("Only what this post answers for or does")
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=None,
    metavar="DAYS",
    help="Only what is overdue or due within so many days.",
)
@click.option(
    "--disposals",
    type=QuarterType(),
    default=None,
    metavar="QUARTER",
    help="A list to sign of what may go by the end of a quarter, as in 'Q3 2026/27'.",
)
@with_form("How to print the list; md and csv are for --disposals.", "json", "md", "csv")
@with_today
def due(owner: str, within: int | None, disposals: Quarter | None, form: str, today: date) -> None:
    """List what is to be done by when, and why.

    That is reviews, also of what nobody has ever reviewed, deadlines, time limits of the law, what
    is done again and again, entries that nobody has written, what is missing or to be read again,
    and links whose other end has changed. Without --within, what is later is listed too, and "due"
    means within 30 days.

    Example: kim due --owner ROLE-business-support-manager --within 60
    """
    root = project_root()
    if disposals:
        if owner or within is not None:
            raise click.UsageError("--disposals goes with neither --owner nor --within.")
        say(disposals_of(root, disposals, form, today))
        return
    if form in ("md", "csv"):
        raise click.UsageError(f"--format {form} goes with --disposals.")
    catalogue, _ = read(root)
    post = post_of(catalogue, owner) if owner else ""
    days = DUE_WITHIN if within is None else within
    things = all_due(catalogue, today, days, _made(root, today))
    if post:
        things = _of_post(things, post)
    if within is not None:
        things = [thing for thing in things if thing.state != "later"]
    say(_printed(things, form))
    if catalogue.errors:
        say(MAY_BE_MISSING, err=True)


def _made(root: Path, today: date) -> Mapping[Key, date]:
    """When each record was made. Where no history says it, it is said what is left out for that."""
    try:
        return days_made(root, today, lambda key: not key.is_page)
    except HistoryError as error:
        say(f"{error} {NO_HISTORY}", err=True)
        return {}


def history_of(root: Path, today: date) -> History | None:
    """The project's history. Where there is none, it is said what is left out for that."""
    try:
        return whole_history(root, today)[1]
    except HistoryError as error:
        say(f"{error} {NO_HISTORY}", err=True)
        return None


def things_due(
    catalogue: Catalogue, today: date, within: int, past: History | None
) -> Sequence[Due]:
    """Everything that is to be done."""
    return all_due(catalogue, today, within, made_days(past) if past else {})


def _of_post(things: Sequence[Due], post: str) -> list[Due]:
    """What a post answers for or does."""
    return [thing for thing in things if post in (thing.owner_role, *thing.by)]


def post_of(catalogue: Catalogue, owner: str) -> str:
    """The id of the post that is meant by an id, a title or another name that is recorded."""
    posts = list(post_names(catalogue))
    wanted = name_key(owner)
    meant = list(dict.fromkeys(id_ for name, id_ in posts if name_key(name) == wanted))
    if not meant:
        raise unknown(f"There is no post '{owner}'.", owner, [name for name, _ in posts])
    if len(meant) > 1:
        raise KimError(f"'{owner}' is the name of several posts: ask for {either(meant)}.")
    return meant[0]


def _printed(things: Sequence[Due], form: str) -> str:
    if form == "json":
        return as_json(list(map(_for_programs, things)))
    if not things:
        return "Nothing is due."
    return "\n".join([*map(_line, things), _total(things)])


def _for_programs(thing: Due) -> Mapping[str, Any]:
    """The contract of `kim due --format json`. `due` is null for a link: no day was set for it.

    `state` is "overdue", "no-report" (the day has passed and nobody has reported), "due" or
    "later".
    """
    return {
        "what": thing.what,
        "id": thing.key.id,
        "owner_role": thing.owner_role,
        "due": thing.due.isoformat() if thing.due else None,
        "state": thing.state,
        "register": thing.key.register,
        "by": list(thing.by),
        "field": thing.field,
        "target": thing.target.id if thing.target else None,
        "detail": thing.detail,
        "reason": thing.reason,
    }


def _total(things: Sequence[Due]) -> str:
    numbers = {state: sum(thing.state == state for thing in things) for state in STATES}
    parts = [f"{number} {STATES[state].counted}" for state, number in numbers.items() if number]
    return f"{counted(len(things), 'thing')} to do: {both(parts)}."


def _line(thing: Due) -> str:
    id_ = thing.key.id
    name = f"{id_} {thing.label}" if thing.label != id_ else id_
    posts = ", ".join(thing.by) or thing.owner_role
    return f"{_when(thing)}{name}: {_what(thing)} ({posts}). {thing.reason}"


def _what(thing: Due) -> str:
    if thing.target:
        again = "to be read again" if thing.what == "read" else "has changed"
        return f"{thing.target.id} {again}"
    return thing.detail or thing.what


def _when(thing: Due) -> str:
    if thing.due is None:
        return f"{thing.state}: "
    day = thing.due.isoformat()
    return f"no report since {day}: " if thing.state == "no-report" else f"{thing.state}: {day} "
