"""What every command of `kim` shares: the group, the project's folder, the day and colour."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from macros.cli.commands import LazyGroup, summaries
from macros.model import Severity
from macros.rules.calendar import Fault, read_date


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


def painted(severity: Severity) -> str:
    """How bad a problem is, in colour, which click takes out where none can be seen."""
    return click.style(severity, fg="red" if severity == "error" else "yellow", bold=True)
