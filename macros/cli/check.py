"""kim check: what is wrong with registers, schemas and pages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.reporter import as_github, as_json, as_text
from macros.cli.start import day_of_reading, main, painted, project_root, with_form, with_today
from macros.history.date_checks import date_problems
from macros.model import Catalogue, Problem

FOR_PROGRAMS: Mapping[str, Callable[[Sequence[Problem], int], str]] = {
    "json": as_json,
    "github": as_github,
}


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@with_form("How to print what is found.", "json", "github")
@with_today
def check(paths: tuple[Path, ...], form: str, today: date) -> None:
    """Say everything that is wrong with registers, schemas and pages.

    With PATHS, only what is wrong in those files and folders.

    Example: kim check registers/actions
    """
    root = project_root()
    catalogue, _ = load(root, today)
    problems = _within(catalogue.problems, root, paths) if paths else _all(catalogue, root)
    click.echo(_printed(problems, catalogue.count, form))
    sys.exit(any(problem.severity == "error" for problem in problems))


def _all(catalogue: Catalogue, root: Path) -> list[Problem]:
    """What is wrong with the files, and with the dates of the commits that brought them."""
    return [*catalogue.problems, *date_problems(root, day_of_reading())]


def _printed(problems: Sequence[Problem], records: int, form: str) -> str:
    if form == "text":
        return as_text(problems, records, painted)
    return FOR_PROGRAMS[form](problems, records)


def _within(problems: Sequence[Problem], root: Path, paths: Sequence[Path]) -> list[Problem]:
    """The problems in these files and folders."""
    places = [_place(root, path) for path in paths]
    return [problem for problem in problems if _lies_in(problem.file, places)]


def _place(root: Path, path: Path) -> str:
    """A path as seen from the project's folder, which is '.' itself."""
    if not path.exists():
        raise click.UsageError(f"There is no '{path}'.")
    whole, folder = path.resolve(), root.resolve()
    if not whole.is_relative_to(folder):
        raise click.UsageError(f"'{path}' is not in {root.name}.")
    return whole.relative_to(folder).as_posix()


def _lies_in(file: str, places: Sequence[str]) -> bool:
    return any(place in (".", file) or file.startswith(f"{place}/") for place in places)
