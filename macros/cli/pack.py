"""kim pack: an evidence pack to hand over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from macros.cli.progress import progress
from macros.cli.start import DayType, main, project_root, with_today
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.evidence.contents import PackScope
from macros.evidence.make import MadePack, make_pack
from macros.evidence.pack import zipped
from macros.history import git
from macros.model.errors import KimError
from macros.model.machine import refused
from macros.model.text import counted, printable
from macros.rules.calendar import say_date

STEPS = 4
"""Steps of making a pack."""


@main.command()
@click.option(
    "--as-at",
    type=DayType(),
    default=None,
    help="The day whose registers are wanted.  [default: the last commit]",
)
@click.option(
    "--for",
    "expectation",
    default="",
    metavar="RECORD",
    help="Only an expectation, a recommendation or another such record, with what meets it.",
)
@click.option(
    "--include-illustrative",
    is_flag=True,
    help="Make the pack although records in it are made up; its cover says so.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The ZIP to make."
)
@with_today
def pack(
    as_at: date | None, expectation: str, include_illustrative: bool, out: Path, today: date
) -> None:
    """Make an evidence pack: the registers of a day, and their past.

    It holds the records, their stories, the whole history and how to check it all. It is handed
    over, never published: it holds records for staff and everybody's names.

    Example: kim pack --as-at 2026-09-30 --out pack.zip
    """
    root = project_root()
    scope = PackScope(today, as_at, expectation)
    _check_call(scope, out)
    try:
        repository = git.open_repository(root)
        made, content = _made(repository, scope, include_illustrative)
        write_whole(out, content)
    except KimError as error:
        raise KimError(f"{error} No pack was made.") from error
    except OSError as error:
        raise KimError(f"{refused(error, str(out))} No pack was made.") from error
    say("\n".join(_receipt(made, out, content)))
    for note in made.notes:
        say(printable(note), err=True)
    if changed := git.changed_here(repository):
        files = counted(len(changed), "file")
        say(f"What is not committed is not in it: {files}.", err=True)


def _made(
    repository: git.Repository, scope: PackScope, illustrative: bool
) -> tuple[MadePack, bytes]:
    """A pack, and the ZIP that it makes. Raises KimError where none can be made."""
    with progress(STEPS) as step:
        made = make_pack(repository, scope, step, illustrative=illustrative)
        step("closing the pack")
        return made, zipped(made.files)


def _receipt(made: MadePack, out: Path, content: bytes) -> Iterator[str]:
    """What was made and how it can be known again, and what to do with it."""
    records, commit = counted(len(made.contents.records), "record"), made.contents.commit.id[:12]
    signed = "signed" if made.signed else "not signed"
    yield f"{out}: {records} from the commit {commit}, {signed}."
    yield f"SHA-256: {hashlib.sha256(content).hexdigest()}"
    yield "Hand it over with that checksum, by two ways. Never publish it."


def _check_call(scope: PackScope, out: Path) -> None:
    if scope.as_at and scope.as_at > scope.today:
        raise click.UsageError(
            f"{say_date(scope.as_at)} is in the future: nobody knows yet what the registers "
            f"will hold. Today is {say_date(scope.today)}."
        )
    if out.exists():
        raise click.UsageError(
            f"'{out}' is there already. A pack is evidence, so none is written over another: "
            "choose another name."
        )
    folder = out.absolute().parent
    if not folder.is_dir():
        raise click.UsageError(f"There is no folder '{folder}'. Make it first.")
