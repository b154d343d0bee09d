"""What every command of `kim` shares: the group, the project's folder, days, forms and colour."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias

import click

from macros.cli.commands import LazyGroup, summaries
from macros.model import Severity
from macros.model.errors import KimError
from macros.model.text import guess_or
from macros.rules.calendar import Fault, Quarter, local_day, read_date, read_quarter

Command: TypeAlias = Callable[..., None]


class DayType(click.ParamType[date]):
    """A day as year-month-day."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that a text says, or click's own way of refusing it."""
        if isinstance(value, date):
            return value
        day = read_date(str(value))
        if isinstance(day, Fault):
            self.fail(f"{day.message} {day.hint}", param, ctx)
        return day


class QuarterType(click.ParamType[Quarter]):
    """A quarter of the financial year."""

    name = "quarter"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Quarter:
        """The quarter that a text says, or click's own way of refusing it."""
        if isinstance(value, Quarter):
            return value
        quarter = read_quarter(str(value))
        if isinstance(quarter, Fault):
            self.fail(f"{quarter.message} {quarter.hint}", param, ctx)
        return quarter


def project_root() -> Path:
    """The nearest folder, from here upwards, that holds a project."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if _is_project(folder):
            return folder
    raise click.UsageError(
        "There is no mkdocs.yml with schemas/ beside it here or above. Go to the project's folder."
    )


def _is_project(folder: Path) -> bool:
    return (folder / "mkdocs.yml").is_file() and (folder / "schemas").is_dir()


def uk_today() -> date:
    """The day that it is in the United Kingdom, wherever the machine is."""
    return local_day(datetime.now(UTC))


def with_today(command: Command) -> Command:
    """Give a command the option --today, so that the same commit and day give the same answer."""
    return click.option(
        "--today",
        type=DayType(),
        default=uk_today,
        show_default="today",
        help="The day to work with, as year-month-day.",
    )(command)


def day_of_reading(today: date | None = None) -> date:
    """The day on which a history is read: no commit can have been made later.

    A day to work with that lies behind doesn't undo what was committed since; one to come does
    no harm.
    """
    now = uk_today()
    return max(today or now, now)


def with_form(words: str, *forms: str) -> Callable[[Command], Command]:
    """Give a command the option --format: text for people, and whatever else it can print."""
    return click.option(
        "--format", "form", type=click.Choice(("text", *forms)), default="text", help=words
    )


@click.group(
    cls=LazyGroup, commands=summaries(), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="kim-site")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Check, build and read a landlord's registers.

    Example: kim check
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        ctx.color = False


def unknown(words: str, name: str, known: Iterable[str], otherwise: str = "") -> KimError:
    """The error that nothing has this name, with what does that is most like it."""
    return KimError(f"{words} {guess_or(name, known, otherwise)}".rstrip())


def as_json(value: object) -> str:
    """A value for programs, laid out so that people can read it too.

    In ASCII alone: it is the same in every terminal and every file that it is kept in.
    """
    return json.dumps(value, indent=2)


def painted(severity: Severity) -> str:
    """How bad a problem is, in colour, which click takes out where none can be seen."""
    return click.style(severity, fg="red" if severity == "error" else "yellow", bold=True)
