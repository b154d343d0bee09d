"""kim check: what is wrong with registers, schemas and pages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.reporter import as_github, as_gitlab, as_json, as_text
from macros.cli.forge_files import out_of_date
from macros.cli.paths import lies_in, places
from macros.cli.start import day_of_reading, main, painted, project_root, with_form
from macros.cli.streams import hand_over, say
from macros.history.branch_clashes import clashes_at
from macros.history.date_checks import date_problems
from macros.history.given_again import given_again_at
from macros.history.latest_day import latest_day
from macros.model import Catalogue, Problem

FOR_PROGRAMS: Mapping[str, Callable[[Sequence[Problem], int], str]] = {
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@with_form("How to print what is found.", "json", "github", "gitlab")
def check(paths: tuple[Path, ...], form: str) -> None:
    """Say everything that is wrong with registers, schemas and pages.

    With PATHS, only what is wrong in those files and folders.

    Example: kim check registers/actions
    """
    root = project_root()
    catalogue, _ = load(root, latest_day(root, day_of_reading()))
    problems = _told(catalogue, root)
    problems = _within(problems, root, paths) if paths else [*problems, *_of_commits(root)]
    if form == "text":
        say(as_text(problems, catalogue.count, painted))
    else:
        hand_over(FOR_PROGRAMS[form](problems, catalogue.count))
    sys.exit(any(problem.severity == "error" for problem in problems))


def _told(catalogue: Catalogue, root: Path) -> list[Problem]:
    """What is wrong with the files: by themselves, by their ids in the history, by each other."""
    ids = (given_again_at(root, catalogue), clashes_at(root, catalogue))
    return sorted(chain(catalogue.problems, *ids, out_of_date(root, catalogue)))


def _of_commits(root: Path) -> list[Problem]:
    """What is wrong with the dates of the commits that brought the files."""
    return date_problems(root, day_of_reading())


def _within(problems: Sequence[Problem], root: Path, paths: Sequence[Path]) -> list[Problem]:
    """The problems in these files and folders."""
    wanted = places(root, paths)
    return [problem for problem in problems if lies_in(problem.file, wanted)]
