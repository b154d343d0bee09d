"""kim scan: personal data in whatever is about to be committed, sent or published."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import click

from macros.catalogue.permitted import not_allowed
from macros.catalogue.personal import PersonalData, Search
from macros.catalogue.personal_checks import problem_of
from macros.catalogue.project import Project
from macros.catalogue.read import read_project
from macros.catalogue.reporter import as_lines
from macros.catalogue.unread import Unread, say_unread
from macros.cli.bundles import bundles_in, opened_bundle
from macros.cli.start import main, painted, project_root, with_form, with_today
from macros.cli.streams import say
from macros.history import git
from macros.model import Problem
from macros.model.errors import KimError
from macros.model.text import counted

MESSAGE = "the message"
AUTHOR = "the author"
FOR_AUTHORS = (
    "It stays in the history for good. To be told by a post or by the forge's address instead, set "
    "user.name and user.email with 'git config'."
)

_SCISSORS = re.compile(r"^# -+ >8 -+$.*", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"^#.*$", re.MULTILINE)
_TRAILER = re.compile(r"^[A-Za-z]+(?:-[A-Za-z]+)*-by: .*$", re.MULTILINE)


class Told(NamedTuple):
    """Something personal, and what is said of it."""

    data: PersonalData
    problem: Problem


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--staged", is_flag=True, help="Look through what is staged for the next commit.")
@click.option(
    "--message",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Look through the message of a commit, as a commit-msg hook gets it.",
)
@click.option("--commits", metavar="RANGE", help="Look through commits, as in origin/main..HEAD.")
@with_form("How to print what is found.", "json")
@with_today
def scan(
    paths: tuple[Path, ...],
    staged: bool,
    message: Path | None,
    commits: str | None,
    form: str,
    today: date,
) -> None:
    """Look for personal data, and say where it is, not what.

    Without PATHS, in what `kim check` reads. PATHS can be any files and folders: spreadsheets,
    built sites, evidence packs with their history, archives, PDF and office files, what photos say
    of themselves. What can't be read is counted. With --staged, only what is staged in PATHS.

    Example: kim scan site/public ~/Downloads/returns.xlsx
    """
    scanner = Scanner(project_root(), today)
    if staged:
        scanner.look_at_staged(paths)
    elif not message and not commits:
        scanner.look_in(paths)
    if message:
        scanner.look_at_message(message)
    if commits:
        scanner.look_at_commits(commits)
    say(_for_programs(scanner) if form == "json" else _for_people(scanner))
    sys.exit(any(told.problem.severity == "error" for told in scanner.told))


class Scanner:
    """Collects what is personal in one place after another."""

    def __init__(self, root: Path, today: date) -> None:
        self.told: list[Told] = []
        self.texts = 0
        self._root = root
        self._project: Project = read_project(root, today)[0]
        self._search = Search(self._project.permitted)

    @property
    def unread(self) -> Mapping[Unread, int]:
        """How much of what was looked through can't be read, by why."""
        return self._search.unread

    def look_in(self, paths: Sequence[Path]) -> None:
        """Files and folders; without any, what the checks read."""
        if not paths:
            self.texts += len(self._project.texts)
            self._tell(self._project.personal_data)
            self._search.unread.update(self._project.search.unread)
        for path in _files(paths):
            self._look_at(self._name(path), path.read_bytes())

    def look_at_staged(self, paths: Sequence[Path]) -> None:
        """What the next commit will hold, in these files and folders, and by whom it will be."""
        prefix = self._prefix()
        within = [self._name(path) for path in paths]
        repository = git.Repository(self._root)
        for path, content in git.staged(repository):
            file = _in_project(path, prefix)
            if not within or any(PurePosixPath(file).is_relative_to(place) for place in within):
                self._look_at(file, content)
        self._look_at_author(git.next_author(repository), AUTHOR)

    def look_at_message(self, file: Path) -> None:
        """A message as Git will keep it: without comments, on the lines that it has now."""
        text = file.read_text("utf-8", "replace")
        text = _COMMENT.sub("", _SCISSORS.sub("", text))
        self._look_at_words(text, MESSAGE)
        if self._prefix_if_any() is not None:
            self._look_at_author(git.next_author(git.Repository(self._root)), AUTHOR)

    def look_at_commits(self, range_: str) -> None:
        """Each commit: what it changed, its message and its author."""
        prefix, repository = self._prefix(), git.Repository(self._root)
        for commit in git.commits_in(repository, range_):
            short = commit[:10]
            for path, content in git.changed_by(repository, commit):
                self._look_at(_in_project(path, prefix), content, f"{short}:")
            author, message = git.message_of(repository, commit)
            self._look_at_words(message, f"{short}: {MESSAGE}")
            self._look_at_author(author, f"{short}: {AUTHOR}")

    def _look_at_bundle(self, name: str, content: bytes) -> None:
        """Everything in a bundle's history, the same in the same file once."""
        prefix, before = self._prefix_if_any() or "", len(self.told)
        try:
            with opened_bundle(content) as history:
                for path, version, commit in history.versions():
                    self._look_at(_in_project(path, prefix), version, f"{name}: {commit}:")
                for place, message in history.messages():
                    self._look_at_words(message, f"{name}: {place}")
                for place, person in history.people():
                    self._look_at_author(person, f"{name}: {place}")
        except git.HistoryError:
            self._search.unread["locked"] += 1
        first = {
            (told.data.file, told.data.kind, told.data.plain): told
            for told in self.told[before:][::-1]
        }
        self.told[before:] = reversed(first.values())

    # ------------------------------------------------------------------------------------- one text

    def _look_at(self, file: str, content: bytes, before: str = "") -> None:
        self.texts += 1
        for name, bundle in bundles_in(file, content):
            self._look_at_bundle(f"{before}{name}", bundle)
        sightings = [*self._search.in_names([file]), *self._search.in_file(file, content)]
        project = self._project
        self._tell(not_allowed(sightings, project.allowances, project.today), before)

    def _look_at_words(self, text: str, place: str) -> None:
        """A message. Who signs it off is told of as authors are."""
        self.texts += 1
        trailers = [match.span() for match in _TRAILER.finditer(text)]
        body = _TRAILER.sub(lambda match: " " * len(match[0]), text)
        self._tell(self._search.in_file(place, body.encode()))
        for start, end in trailers:
            self._look_at_author(text[start:end], place, text.count("\n", 0, start) + 1)

    def _look_at_author(self, author: str, place: str, line: int = 1) -> None:
        for data in self._search.in_file(place, author.encode()):
            problem = problem_of(self._project, data)._replace(file=place, line=line)
            problem = problem._replace(severity="warning", hint=FOR_AUTHORS)
            self.told.append(Told(data, problem))

    def _tell(self, sightings: Iterable[PersonalData], before: str = "") -> None:
        for data in sightings:
            problem = problem_of(self._project, data)
            self.told.append(Told(data, problem._replace(file=f"{before}{problem.file}")))

    # --------------------------------------------------------------------------------------- places

    def _name(self, path: Path) -> str:
        """A file as the project calls it, or as it was asked for."""
        whole, root = path.resolve(), self._root.resolve()
        return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path.as_posix()

    def _prefix_if_any(self) -> str | None:
        return git.prefix_of(self._root)

    def _prefix(self) -> str:
        prefix = self._prefix_if_any()
        if prefix is None:
            raise KimError("This project lies in no Git repository, so nothing is staged in it.")
        return prefix


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Every file that is named, and those in every folder that is, but for Git's own."""
    for path in paths:
        if path.is_dir():
            inside = (inner for inner in sorted(path.rglob("*")) if ".git" not in inner.parts)
            yield from (inner for inner in inside if inner.is_file())
        else:
            yield path


def _in_project(path: str, prefix: str) -> str:
    return path.removeprefix(prefix) if path.startswith(prefix) else f"/{path}"


# ------------------------------------------------------------------------------ what is printed


def _for_people(scanner: Scanner) -> str:
    problems = sorted(told.problem for told in scanner.told)
    lines = as_lines(problems, f"{counted(scanner.texts, 'text')} looked through", painted)
    *told, total = lines.split("\n")
    return "\n".join(filter(None, [*told, say_unread(scanner.unread), total]))


def _for_programs(scanner: Scanner) -> str:
    """The contract of `kim scan --format json`."""
    ordered = sorted(scanner.told, key=lambda told: told.problem)
    problems = [
        told.problem._asdict() | {"kind": told.data.kind, "fingerprint": told.data.fingerprint}
        for told in ordered
    ]
    report = {"problems": problems, "texts": scanner.texts, "unread": dict(scanner.unread)}
    return json.dumps(report, indent=2)
