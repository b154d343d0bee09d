"""kim import: a spreadsheet into a register."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.project import Project
from macros.catalogue.read import read_project
from macros.catalogue.sheets.apart import sheets_apart
from macros.catalogue.sheets.columns import columns
from macros.catalogue.sheets.errors_file import with_errors
from macros.catalogue.sheets.import_map import NOTHING, ImportMap, map_text, read_map
from macros.catalogue.sheets.problem import SheetProblem
from macros.catalogue.sheets.proposal import Files, elsewhere, files_of, told
from macros.catalogue.sheets.proposed import Existing, Proposal
from macros.catalogue.sheets.reading import SheetReading, read_sheets
from macros.catalogue.sheets.sheet import Sheet
from macros.cli import completion, import_report
from macros.cli.new import given_ids, schema_named
from macros.cli.start import main, project_root, with_today
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.model import Problem, Register, Schema
from macros.model.errors import KimError
from macros.model.machine import refused
from macros.model.text import printable

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
NEW_FILE = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True)
class Call:
    """What was asked for."""

    file: Path
    dry_run: bool
    saved: ImportMap
    save_map: Path | None
    existing: Existing
    partial: bool
    errors: Path | None
    today: date


@dataclass(frozen=True)
class Checked:
    """What files there would be, all that is wrong with cells, and with files that stay."""

    files: Files
    problems: Sequence[SheetProblem]
    others: Sequence[Problem]

    @property
    def errors(self) -> list[SheetProblem]:
        """What is in the way."""
        return [problem for problem in self.problems if problem.severity == "error"]


@main.command("import")
@click.argument("name", metavar="REGISTER", shell_complete=completion.registers)
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would become of it, and write nothing.")
@click.option(
    "--map", "map_file", type=FILE, default=None, help="What headings and words mean, as YAML."
)
@click.option(
    "--save-map",
    type=NEW_FILE,
    default=None,
    help="Write what each heading was taken for, to be looked at and given back with --map.",
)
@click.option(
    "--existing",
    type=click.Choice(("update", "skip", "stop")),
    default="update",
    show_default=True,
    help="What becomes of a row whose record is there already.",
)
@click.option(
    "--partial", is_flag=True, help="Write the rows that are right, and leave the others."
)
@click.option(
    "--errors",
    type=NEW_FILE,
    default=None,
    help="Write the same file with a column that says what is wrong.",
)
@with_today
def import_sheet(
    name: str,
    file: Path,
    dry_run: bool,
    map_file: Path | None,
    save_map: Path | None,
    existing: Existing,
    partial: bool,
    errors: Path | None,
    today: date,
) -> None:
    """Put a spreadsheet into a register: CSV, XLSX, ODS or XLS.

    Each row is matched with its record by the id, by the source's own number or by the title; a row
    without one is a new record. All that is wrong is said by cell, as kim check would say it, and
    nothing is written unless all is right, or with --partial.

    Example: kim import retention schedule.xlsx --dry-run
    """
    root = project_root()
    project, _ = read_project(root)
    schema = schema_named(project.schemas, name)
    saved = _read_map(map_file, schema) if map_file else NOTHING
    call = Call(file, dry_run, saved, save_map, existing, partial, errors, today)
    sheets = sheets_apart(file.read_bytes(), file.name)
    register = project.registers.get(name, Register(schema, ()))
    given = given_ids(root)
    reading = read_sheets(sheets, project.registers, register, saved, existing, given)
    if not reading.tables:
        raise KimError(import_report.no_table(printable(file.name), columns(schema)))
    checked = _check(root, project, schema, reading.proposals, today)
    say(
        "\n".join(
            import_report.report(printable(file.name), reading, checked.problems, checked.others)
        )
    )
    _write_beside(call, sheets, reading, checked)
    sys.exit(_finish(root, project, schema, call, reading, checked))


def _read_map(path: Path, schema: Schema) -> ImportMap:
    saved, problems = read_map(path.read_bytes(), path.name, columns(schema))
    if problems:
        lines = (
            f"{problem.file}:{problem.line}:{problem.column}: {problem.message} {problem.hint}"
            for problem in problems
        )
        raise KimError("\n".join(lines))
    return saved


def _check(
    root: Path, project: Project, schema: Schema, proposals: Sequence[Proposal], today: date
) -> Checked:
    """What the check says of the registers as they would be."""
    files = files_of(schema, proposals, project.register_files)
    faults = [problem for proposal in proposals for problem in proposal.problems]
    if not files.contents:
        return Checked(files, [*faults, *files.problems], ())
    catalogue, _ = load(root, today, proposed=files.contents)
    found_there = told(catalogue.problems, files, columns(schema))
    problems = sorted(
        [*faults, *files.problems, *found_there],
        key=lambda problem: (problem.spot, problem.heading),
    )
    return Checked(files, problems, elsewhere(catalogue.problems, files))


def _write_beside(
    call: Call, sheets: Sequence[Sheet], reading: SheetReading, checked: Checked
) -> None:
    """The map and the file of errors, which were asked for."""
    if call.save_map:
        _write(call.save_map, map_text(reading.headings, call.saved).encode())
        say(
            f"{call.save_map}: what each heading was taken for. Look at it, and give it with --map."
        )
    if call.errors and checked.errors:
        ending = call.file.suffix.lower()
        content = with_errors(
            call.file.read_bytes(), ending, sheets, reading.tables, checked.errors
        )
        _write(call.errors, content)
        say(f"{call.errors}: the same file, with a column that says what is wrong.")


def _finish(
    root: Path,
    project: Project,
    schema: Schema,
    call: Call,
    reading: SheetReading,
    checked: Checked,
) -> int:
    """Write what may be written, and say so. Gives the exit status."""
    status = int(bool(checked.errors or checked.others))
    why = _why_nothing(call, reading, checked)
    if why:
        say(why)
        return status or int(not call.dry_run and bool(reading.guesses))
    good = checked
    while good.errors and good.files.contents:  # a row may lean on one that is left out
        wrong = {problem.spot[:2] for problem in good.errors}
        left = [part for part in good.files.proposals.values() if part.spot[:2] not in wrong]
        good = _check(root, project, schema, left, call.today)
    for path, content in () if good.others else good.files.contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        _write(root / path, content)
    say(import_report.written(schema, good.files.contents))
    return status


def _why_nothing(call: Call, reading: SheetReading, checked: Checked) -> str:
    """Why nothing is written; empty where something is."""
    if call.dry_run:
        return "Nothing was written: this was a dry run."
    if reading.guesses:
        return (
            "Nothing was written: some headings were guessed. Write them down with --save-map "
            "MAP.yml, look at that file, and import with --map MAP.yml."
        )
    if checked.others:
        return "Nothing was written: put right first what is wrong elsewhere."
    if checked.errors and not call.partial:
        return "Nothing was written. Put it right, or import the rest with --partial."
    return ""


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise KimError(refused(error, str(path))) from error
