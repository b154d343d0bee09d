"""What every command of `kim` shares: the group, the project's folder, the day, and how it stops."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from macros.history import snapshots
from macros.history.git import HistoryError, Repository, open_repository
from macros.history.load import load_history_at
from macros.history.revisions import History
from macros.history.snapshots import Snapshot, snapshots_of
from macros.rules.calendar import Fault, local_day, read_date, say_date


class DayType(click.ParamType[date]):
    """A day as year-month-day."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that a text says, or click's own way of refusing it."""
        if isinstance(value, date):
            return value
        found = read_date(str(value))
        if isinstance(found, Fault):
            self.fail(f"{found.message} {found.hint}", param, ctx)
        return found


def project_root() -> Path:
    """The nearest folder, from here upwards, that holds a project."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "schemas").is_dir():
            return folder
    raise click.UsageError(
        "There is no mkdocs.yml with schemas/ beside it here or above. Go to the project's folder."
    )


def with_today(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option --today, so that the same commit and day give the same answer."""
    return click.option(
        "--today",
        type=DayType(),
        default=date.today,
        show_default="today",
        help="The day to work with, as year-month-day.",
    )(function)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kim-site")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Check, build and read a landlord's registers.

    Example: kim check
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        ctx.color = False


def recalled(root: Path) -> tuple[Repository, History]:
    """The project's repository and its whole history. Stops where it can't be read in full."""
    try:
        repository = open_repository(root)
        return repository, load_history_at(repository, "HEAD")
    except HistoryError as reason:
        stop(str(reason))


def stood_on(root: Path, day: date, today: date) -> tuple[History, Snapshot]:
    """The history, and every record as it stood at the end of a day. Stops where there is no such state."""
    _, past = recalled(root)
    return past, snapshots_of(past, [day_of(past, day, today)])[0]


def day_of(past: History, day: date, today: date) -> snapshots.SnapshotDay:
    """The state that a day ended with. Stops where the day is before the first commit or still to come."""
    if day > today:
        stop(
            f"{say_date(day)} is in the future: today is {say_date(today)}. Give a day that has been."
        )
    found = snapshots.on(past, day)
    if found is None:
        first = say_date(local_day(past.landed[0]))
        stop(
            f"There was nothing yet on {say_date(day)}. The first commit landed on {first}: give that day or a later one."
        )
    return found


class Stopped(click.ClickException):
    """A command can't go on: the input is at fault, not the call, so it ends with 1.

    The reason is printed as it stands, once everything that the command had open is closed.
    """

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the reason."""
        click.echo(self.message, file, err=True)


def stop(reason: str) -> NoReturn:
    """Say what is wrong and end with 1."""
    raise Stopped(reason)
