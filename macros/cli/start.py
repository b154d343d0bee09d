"""What every command of `kim` shares: the group, the project's folder, the day, and how it stops."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from macros.cli.commands import LazyGroup, summaries
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


@click.group(
    cls=LazyGroup, commands=summaries(), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="kim-site")
def main() -> None:
    """Check, build and read a landlord's registers.

    Example: kim check
    """


def stop(reason: str) -> NoReturn:
    """Say what is wrong and end with 1: the input is at fault, not the call."""
    click.echo(reason, err=True)
    sys.exit(1)
