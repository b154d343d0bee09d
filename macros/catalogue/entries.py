"""What lies in the folders of a project, before any of it is read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple, TypeAlias

from macros.catalogue.published_list import NAME as PUBLISHED_LIST
from macros.catalogue.schema_names import ENDING
from macros.model import Place
from macros.model.problems import whole_file
from macros.model.text import printable

Kind: TypeAlias = Literal["file", "folder", "link", "other"]

KEEP = ".gitkeep"
"""What keeps an empty folder in Git; the only file in a register that isn't a record."""


class Entry(NamedTuple):
    """Something that lies in a folder: its path from the root, and what it is."""

    path: PurePosixPath
    kind: Kind

    @property
    def name(self) -> str:
        """What it is called, so that it can be printed."""
        return printable(self.path.name)

    @property
    def place(self) -> Place:
        """Where a problem with it is."""
        return whole_file(str(self.path))

    @property
    def is_file(self) -> bool:
        """Whether it can be read."""
        return self.kind == "file"

    @property
    def is_schema(self) -> bool:
        """Whether it is read as a schema, where it lies among schemas."""
        return self.is_file and self.path.name.endswith(ENDING)

    @property
    def is_published_list(self) -> bool:
        """Whether it is read as the list of what everybody may see, where it lies among schemas."""
        return self.is_file and self.path.name == PUBLISHED_LIST

    @property
    def is_record(self) -> bool:
        """Whether it is read as a record, where it lies in a register."""
        is_hidden = self.path.name.startswith(".")
        return self.is_file and self.path.suffix == ".yml" and not is_hidden


def in_folder(folder: Path) -> Iterable[Path]:
    """The paths in a folder; none where it isn't there."""
    return folder.iterdir() if folder.is_dir() else ()


def entries_at(root: Path, paths: Iterable[Path]) -> tuple[Entry, ...]:
    """What lies there, in the order of the paths, whatever the order that the folder has."""
    return tuple(Entry(PurePosixPath(path_from(root, path)), _kind(path)) for path in sorted(paths))


def path_from(root: Path, path: Path) -> str:
    """A path as it is from the root."""
    return path.relative_to(root).as_posix()


def _kind(path: Path) -> Kind:
    if path.is_symlink():
        return "link"
    if path.is_dir():
        return "folder"
    return "file" if path.is_file() else "other"


def content_of(root: Path, entry: Entry) -> bytes:
    """What a file holds."""
    return (root / entry.path).read_bytes()
