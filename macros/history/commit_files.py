"""The files of a commit, as the comparison of two commits asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from macros.catalogue.schema_names import ENDING
from macros.history.schema_history import is_told
from macros.history.versions import key_of
from macros.model import Key
from macros.model.mappings import differing

SCHEMAS = "schemas/"


class CommitFiles(NamedTuple):
    """The files of a commit: the blob of each, and the path of each record and page."""

    blobs: Mapping[str, str]
    paths: Mapping[Key, str]

    @property
    def records(self) -> Iterable[Key]:
        """The records, without the pages."""
        return [key for key in self.paths if not key.is_page]

    @property
    def schemas(self) -> Mapping[str, str]:
        """The blob of each schema, by the schema's name in its folder."""
        paths = filter(_is_schema, self.blobs)
        return {path.removeprefix(SCHEMAS): self.blobs[path] for path in paths}

    def blob(self, key: Key) -> str:
        """What holds a record; empty where it isn't there."""
        return self.blobs[self.paths[key]] if key in self.paths else ""


def _is_schema(path: str) -> bool:
    return path.startswith(SCHEMAS) and path.endswith(ENDING)


def commit_files(tree: Mapping[str, str]) -> CommitFiles:
    """A commit's files; of two with one record's name, the one that lies least deep."""
    paths: dict[Key, str] = {}
    for path in sorted(tree, key=lambda path: (path.count("/"), path)):
        if key := key_of(path):
            paths.setdefault(key, path)
    return CommitFiles(tree, paths)


def program_files(old: CommitFiles, new: CommitFiles) -> Iterator[str]:
    """The files that differ and are neither a record nor a page, nor said in words."""
    names = sorted(differing(old.blobs, new.blobs))
    return (path for path in names if not (key_of(path) or is_told(path)))
