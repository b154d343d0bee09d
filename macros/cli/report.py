"""kim report: what a board reads of a quarter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from macros.cli.progress import progress
from macros.cli.start import QuarterType, day_of_reading, main, project_root, with_today
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.evidence.report.make import FORMS, fitting
from macros.evidence.report.states import states
from macros.history import git
from macros.model.errors import KimError
from macros.model.machine import refused
from macros.model.text import counted, either
from macros.rules.calendar import Quarter, quarter_of

STEPS = 3
"""Steps of making a report."""


@main.command()
@click.argument("quarter", metavar="QUARTER", type=QuarterType())
@click.option(
    "--out",
    "outs",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    multiple=True,
    help="The file to write: .pdf, .html or .docx. Give several for several forms.",
)
@with_today
def report(quarter: Quarter, outs: tuple[Path, ...], today: date) -> None:
    """Write the board's report for a quarter: PDF, HTML or Word.

    It has four sheets of A4 at most. It is made from what is committed: how far the plan has got
    since the quarter before, what is late and why, risks, requests and time limits, the log,
    audits, and decisions asked for.

    Example: kim report "Q3 2026/27" --out report.pdf --out report.docx
    """
    root = project_root()
    _check_call(quarter, outs, today)
    repository = git.open_repository(root)
    with progress(STEPS) as step:
        step("reading the registers and their past")
        made = states(repository, quarter, today, day_of_reading(today))
        step("fitting it on four sheets")
        whole, sheets = fitting(made)
        step("writing the files")
        for out in outs:
            _write(out, FORMS[out.suffix.lower()](whole))
    for out in outs:
        say(f"{out}: {whole.title}, as at {whole.day}, {counted(sheets, 'sheet')}.")
    if changed := git.changed_here(repository):
        files = counted(len(changed), "file")
        say(f"What is not committed is not in it: {files}.", err=True)


def _check_call(quarter: Quarter, outs: tuple[Path, ...], today: date) -> None:
    if quarter > quarter_of(today):
        raise click.UsageError(
            f"{quarter} is still to come: today it is {quarter_of(today)}. "
            "Give this quarter or an earlier one."
        )
    for out in outs:
        if out.suffix.lower() not in FORMS:
            raise click.UsageError(
                f"'{out.name}' doesn't say which form is wanted: it ends in {either(list(FORMS))}."
            )
        folder = out.absolute().parent
        if not folder.is_dir():
            raise click.UsageError(f"There is no folder '{folder}'. Make it first.")


def _write(out: Path, content: bytes) -> None:
    try:
        write_whole(out, content)
    except OSError as error:
        raise KimError(refused(error, str(out))) from error
