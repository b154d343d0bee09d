"""Personal data in files: where it stands, of what kind it is, and what may stay.

Nothing here prints what it is: a sighting has a mask of it, and its fingerprint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import PurePosixPath
from typing import NamedTuple

from macros.catalogue.passages import Passage, passages
from macros.catalogue.tables import column_of
from macros.catalogue.unread import Unread
from macros.model import START, Mark, Permitted, Problem
from macros.model.mappings import grouped
from macros.model.text import printable
from macros.rules.personal.data import KINDS, DataKind, fingerprint, mask, plain
from macros.rules.personal.detect import Sighting, detect
from macros.rules.personal.reading import Form
from macros.rules.personal.references import as_form

NAMES_APART = "\n\n\n"
"""Stands between names of files that are looked at together: none tells anything of another."""


class PersonalData(NamedTuple):
    """Something personal in a file. Neither `written` nor a name of a file may be printed."""

    file: str
    line: int
    column: int
    kind: str
    written: str
    fingerprint: str

    @classmethod
    def of(cls, file: str, mark: Mark, sighting: Sighting, written: str) -> PersonalData:
        """What was sighted in a file, its place and how it is written there."""
        print_ = fingerprint(file, sighting.kind, sighting.datum)
        return cls(file, *mark, sighting.kind, written, print_)

    @property
    def what(self) -> DataKind:
        """What the kind is called, and what to do."""
        return KINDS[self.kind]

    @property
    def mask(self) -> str:
        """Its outline."""
        return mask(self.written)

    def __repr__(self) -> str:
        return f"PersonalData({self.kind} {self.fingerprint}: {self.mask})"

    @property
    def plain(self) -> str:
        """What it is, however it is written."""
        return plain(self.written)


class Search:
    """Looks for personal data in files, and passes over what a landlord permits.

    `unread` counts what of these files can't be read.
    """

    def __init__(self, permitted: Permitted) -> None:
        self._forms = [as_form(form) for form in permitted.forms]
        self._data = permitted.data
        self.unread: Counter[Unread] = Counter()

    def in_file(self, file: str, content: bytes) -> Iterator[PersonalData]:
        """Everything personal in a file, and in the files inside it; each once."""
        seen: set[PersonalData] = set()
        known: set[tuple[str, str]] = set()
        for passage in passages(file, content):
            if passage.unread:
                self.unread[passage.unread] += 1
            for data in self._in_passage(passage):
                what = data.kind, data.plain
                if data not in seen and not (passage.again and what in known):
                    seen.add(data)
                    known.add(what)
                    yield data

    def _in_passage(self, passage: Passage) -> Iterator[PersonalData]:
        lines = _Lines(passage.text)
        for sighting in self.detected(passage.text, passage.form):
            line, column = lines.mark(sighting.start)
            if passage.row:
                line, column = 1, column_of(passage.text, sighting.start)
            mark = Mark(line + passage.line - 1, column)
            yield _placed(passage.file, mark, sighting, passage.text)

    def in_names(self, files: Sequence[str]) -> Iterator[PersonalData]:
        """Everything personal in what files and folders are called. It has no line."""
        text = NAMES_APART.join(printable(PurePosixPath(file).name) for file in files)
        lines = _Lines(text)
        for sighting in self.detected(text, "name"):
            number = (lines.mark(sighting.start).line - 1) // len(NAMES_APART)
            yield _placed(files[number], START, sighting, text)

    def detected(self, text: str, form: Form) -> Iterator[Sighting]:
        """Everything personal in a text, but for what is permitted everywhere."""
        for sighting in detect(text, form, self._forms):
            if (sighting.kind, plain(sighting.datum)) not in self._data:
                yield sighting


def _placed(file: str, mark: Mark, sighting: Sighting, text: str) -> PersonalData:
    return PersonalData.of(file, mark, sighting, text[sighting.start : sighting.end])


class _Lines:
    """A text's lines, counted when something is looked for in them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def mark(self, offset: int) -> Mark:
        """The line and the column of an offset."""
        if not self._starts:
            lengths = (len(line) + 1 for line in self._text.split("\n"))
            self._starts = [0, *accumulate(lengths)]
        line = bisect_right(self._starts, offset)
        return Mark(line, offset - self._starts[line - 1] + 1)


def masked(problems: Iterable[Problem], data: Iterable[PersonalData]) -> Iterator[Problem]:
    """Problems that print nothing personal of the files in which there is something."""
    by_file = grouped((sighting.file, sighting) for sighting in data)
    shown = {shown_path(file): sightings for file, sightings in by_file.items()}
    for problem in problems:
        sightings = by_file.get(problem.file) or shown.get(problem.file)
        yield _masked(problem, sightings) if sightings else problem


def _masked(problem: Problem, data: Collection[PersonalData]) -> Problem:
    file = shown_path(problem.file)
    line, column = (problem.line, problem.column) if file == problem.file else START
    message, hint = without(problem.message, data), without(problem.hint, data)
    field = without(problem.field, data)
    return problem._replace(
        file=file, line=line, column=column, field=field, message=message, hint=hint
    )


def without(text: str, data: Collection[PersonalData]) -> str:
    """A text with masks for what must not be printed, also where it is cut short."""
    for sighting in data:
        for written in {sighting.written, " ".join(sighting.written.split())}:
            text = text.replace(written, mask(written))
    return hidden(text)


def hidden(text: str) -> str:
    """A text with a mask for all that is personal in it."""
    for sighting in reversed(detect(text)):
        if KINDS[sighting.kind].identifies or sighting.kind == "name":
            written = text[sighting.start : sighting.end]
            text = f"{text[: sighting.start]}{mask(written)}{text[sighting.end :]}"
    return text


def shown_path(path: str) -> str:
    """A path as it may be printed: a name in it that tells of a person is masked."""
    return "/".join(_shown(part) for part in path.split("/"))


def _shown(part: str) -> str:
    sightings = detect(part, "name")
    for sighting in reversed(sightings):
        written = re.sub(r"[^\W_]", "•", part[sighting.start : sighting.end])
        part = f"{part[: sighting.start]}{written}{part[sighting.end :]}"
    return printable(part)
