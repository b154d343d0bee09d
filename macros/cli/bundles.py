"""Git bundles, as packs have one: each version of each file in them, each message, each person."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from macros.catalogue.packed import DEEPEST, is_zip, unpacked
from macros.evidence.signed_tags import signed_tags
from macros.history import git

STARTS = (b"# v2 git bundle\n", b"# v3 git bundle\n")
EVERY = "--all"
"""Every branch and tag, to Git."""

SHORT = 10
"""Letters of an id that are shown."""


def bundles_in(file: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """A file that is a bundle, or those that lie in an archive, by the names that they have."""
    if content.startswith(STARTS):
        yield file, content
    elif is_zip(content) and depth < DEEPEST:
        for name, inner in unpacked(content):
            yield from bundles_in(f"{file}/{name}", inner, depth + 1)


class Version(NamedTuple):
    """What a file held, and the first commit in which it did."""

    path: str
    content: bytes
    commit: str


class BundledHistory(NamedTuple):
    """A history that came in a bundle."""

    repository: git.Repository
    entries: Sequence[git.CommitEntry]

    def versions(self) -> Iterator[Version]:
        """Each version of each file once."""
        first: dict[str, dict[str, str]] = {}
        for entry in self.entries:
            for file in entry.files:
                if file.new:
                    first.setdefault(file.new, {}).setdefault(file.path, entry.id[:SHORT])
        for id_, content in git.contents(self.repository, first):
            for path, commit in first[id_].items():
                yield Version(path, content, commit)

    def messages(self) -> Iterator[tuple[str, str]]:
        """The message of each commit and each tag, with its place."""
        for entry in self.entries:
            commit = entry.commit
            yield f"{entry.id[:SHORT]}: the message", f"{commit.subject}\n\n{commit.body}"
        for tag in signed_tags(self.repository, ""):
            yield f"{tag.name}: the message", tag.message.decode("utf-8", "replace")

    def people(self) -> Iterator[tuple[str, str]]:
        """Each author, committer and maker of a tag once, with the place of the first."""
        first: dict[str, str] = {}
        for entry in self.entries:
            for kind, person in (
                ("author", entry.commit.author),
                ("committer", entry.commit.committer),
            ):
                who = f"{person.name} <{person.mail}>"
                first.setdefault(who, f"{entry.id[:SHORT]}: the {kind}")
        for tag in signed_tags(self.repository, ""):
            first.setdefault(tag.tagger, f"{tag.name}: the tagger")
        yield from ((place, who) for who, place in first.items() if who)


@contextmanager
def opened_bundle(content: bytes) -> Iterator[BundledHistory]:
    """The history in a bundle, for as long as it is looked at. Raises HistoryError for none."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "history.bundle"
        file.write_bytes(content)
        repository = git.unbundled(file, Path(folder) / "history.git", "")
        yield BundledHistory(repository, list(git.log(repository, EVERY)))
