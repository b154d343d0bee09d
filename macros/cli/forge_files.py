"""Files that forges and editors read and that follow from the registers: made, and compared.

They are made by `kim approvers --write`. Where one is out of date, `kim check` warns: a change of a
record's owner makes them so, and nobody who changes a record has to know of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from macros.catalogue.code_owners import CODE_OWNERS, code_owners
from macros.catalogue.editor_settings import EDITOR_SETTINGS, editor_settings
from macros.catalogue.posts import post_names
from macros.catalogue.teams import TEAMS, Teams, read_teams
from macros.model import Catalogue, Problem, warning, whole_file
from macros.model.errors import KimError
from macros.model.text import guess_or

RULE = "made-from-registers"

CURE = "Nobody has to mend it before this change is merged. 'kim approvers --write' does."


class MadeFile(NamedTuple):
    """A file that follows from the registers: where it lies, what it holds and what it should."""

    path: str
    before: str
    text: str


def teams_at(root: Path) -> Teams:
    """The file of teams; nobody is named in it where it isn't there."""
    path = root / TEAMS
    return read_teams(path.read_bytes()) if path.is_file() else Teams()


def made_files(root: Path, catalogue: Catalogue) -> Iterator[MadeFile]:
    """CODEOWNERS, where there is a file of teams, and the editor's settings.

    Raises KimError where the settings can't be read as JSON.
    """
    if (root / TEAMS).is_file():
        text = code_owners(catalogue, teams_at(root))
        yield MadeFile(CODE_OWNERS, _text(root / CODE_OWNERS), text)
    before = _text(root / EDITOR_SETTINGS)
    try:
        settings = editor_settings(catalogue.registers, before)
    except ValueError as error:
        words = (
            "can't be read as JSON, where nothing is explained in comments. Nothing was written."
        )
        raise KimError(f"{EDITOR_SETTINGS} {words}") from error
    yield MadeFile(EDITOR_SETTINGS, before, settings)


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def team_faults(root: Path, catalogue: Catalogue) -> list[str]:
    """What is wrong with the file of teams: no team, or a post that is no record."""
    teams = teams_at(root)
    posts = sorted({name.id for name in post_names(catalogue)})
    named = [post for post in (teams.digital, *teams.of) if post]
    unknown = dict.fromkeys(post for post in named if post not in posts)
    faults = [f"There is no post '{post}'. {guess_or(post, posts, '')}" for post in unknown]
    return [*teams.faults, *(fault.rstrip() for fault in faults)]


def out_of_date(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """A warning for each file that is there and doesn't say what the registers do."""
    for fault in team_faults(root, catalogue):
        yield warning(
            whole_file(TEAMS), RULE, fault, hint="Each post has one '@organisation/team'."
        )
    try:
        files = list(made_files(root, catalogue))
    except KimError:  # an editor's own file, which may have comments
        return
    for file in files:
        if file.before and file.before != file.text:
            message = "This file is out of date: owners, teams or registers have changed."
            yield warning(whole_file(file.path), RULE, message, hint=CURE)
