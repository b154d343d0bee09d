"""What Git keeps under a digest: what it holds, which files a commit has, how much there is."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, NamedTuple, TypeAlias

from macros.history.git.run import Repository, damaged
from macros.model.text import decoded

FILES = ("100644", "100755")
"""Modes of plain files. A symbolic link or a submodule may have a record's name, and is none."""


SHA1 = 40
"""Letters of a name by that digest."""


def contents(repository: Repository, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each object, by the name that it was asked for, from one process.

    The name of an object is the digest of what it holds, and each is checked: Git itself gives out
    an object that somebody has overwritten. Raises HistoryError where one is missing or isn't what
    its name says.
    """
    wanted = list(names)
    if not wanted:
        return
    # A file and not a pipe: nobody has to write while somebody reads.
    with tempfile.TemporaryFile() as asked:
        asked.write("\n".join(wanted).encode() + b"\n")
        asked.seek(0)
        with repository.printing("cat-file", "--batch", "--buffer", asked=asked) as output:
            for name in wanted:
                yield name, _next_object(output, name)


def _next_object(output: IO[bytes], name: str) -> bytes:
    """The object that Git prints next: its kind and size in a line, what it holds, a line's end.

    Of one that is missing, Git prints the name and a word: then there is no size.
    """
    _, kind, size = (*output.readline().split(), b"", b"", b"")[:3]
    content = output.read(int(size) + 1)[:-1] if size else b""
    if _digest(kind + b" " + size + b"\0" + content, len(name)) != name:
        raise damaged(name)
    return content


def _digest(content: bytes, letters: int) -> str:
    """What Git calls something, in a repository whose names have so many letters."""
    digest = hashlib.sha1 if letters == SHA1 else hashlib.sha256
    return digest(content, usedforsecurity=False).hexdigest()


def tag_id(content: bytes, letters: int) -> str:
    """What Git calls a tag that holds this, in a repository whose names have so many letters."""
    return _digest(b"tag %d\0%s" % (len(content), content), letters)


def tree(repository: Repository, commit: str) -> Mapping[str, str]:
    """Every plain file of the project in a commit: its path and its blob."""
    blobs: dict[str, str] = {}
    listed = repository.run("ls-tree", "-r", "-z", "--full-tree", commit)
    for line in listed.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, blob = about.decode("ascii").split(" ")
        name = decoded(path)
        if mode in FILES and name.startswith(repository.prefix):
            blobs[name.removeprefix(repository.prefix)] = blob
    return blobs


def listed(repository: Repository, commit: str, folder: str) -> list[tuple[str, str]]:
    """The id and the path of each plain file in a folder of a commit, as `git ls-tree` prints them.

    The path is from the top of the repository, and Git puts an odd one into quotation marks.
    """
    place = repository.prefix + folder
    lines = repository.run("ls-tree", "-r", "--full-tree", commit, "--", place).split(b"\n")
    parts = [line.decode("utf-8", "surrogateescape").partition("\t") for line in lines if line]
    about = [(*head.split(" "), path) for head, _, path in parts]
    return [(id_, path) for mode, _, id_, path in about if mode in FILES]


def format_of(id_: str) -> str:
    """How a repository names what it holds, sha1 or sha256, by one of its ids."""
    return "sha1" if len(id_) == SHA1 else "sha256"


def object_format(repository: Repository) -> str:
    """How this repository names what it holds: sha1 or sha256."""
    return repository.text("rev-parse", "--show-object-format")


class Kept(NamedTuple):
    """Something that a repository holds: its kind, its id and its size in bytes, unpacked."""

    kind: str
    id: str
    size: int


def kept(repository: Repository) -> list[Kept]:
    """All that the repository holds, whether a commit has it or not."""
    parts = "--batch-check=%(objecttype) %(objectname) %(objectsize)"
    lines = repository.text("cat-file", "--batch-all-objects", parts).splitlines()
    return [Kept(kind, id_, int(size)) for kind, id_, size in map(str.split, lines)]


def largest(things: Iterable[Kept]) -> int:
    """The size in bytes of the largest, unpacked."""
    return max((thing.size for thing in things), default=0)


class Thing(NamedTuple):
    """Something in a folder, by its mode and its id."""

    mode: str
    id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder itself."""
        return self.mode.lstrip("0") == "40000"


Apart: TypeAlias = "tuple[str, Thing | None, Thing | None]"
"""A name in a folder, and what it stood and stands for; None where it isn't there."""


def things_apart(old: bytes, new: bytes, width: int) -> Iterator[Apart]:
    """What differs between two folders as Git keeps them. A name can be made of any bytes.

    Raises HistoryError where one can't be read to its end: something could be hidden there.
    """
    was, now = _entries(old, width), _entries(new, width)
    before, after = _by_name(was - now), _by_name(now - was)
    for name in sorted(before.keys() | after.keys()):
        yield name.decode("utf-8", "surrogateescape"), before.get(name), after.get(name)


_Entries: TypeAlias = set[tuple[bytes, bytes, bytes]]


def _by_name(entries: _Entries) -> Mapping[bytes, Thing]:
    return {name: Thing(mode.decode(), id_.hex()) for mode, name, id_ in entries}


def _entries(folder: bytes, width: int) -> _Entries:
    """What is in a folder: mode, name, and id. Old programs put a 0 before some modes."""
    entries = re.findall(rb"([0-7]{5,7}) ([^\0]+)\0(.{%d})" % width, folder, re.DOTALL)
    if sum(len(mode) + len(name) + 2 + width for mode, name, _ in entries) != len(folder):
        raise damaged("a folder")
    return set(entries)


class _Folder(NamedTuple):
    """How many things a folder names, and the ids of the folders among them."""

    number: int
    folders: tuple[str, ...]


def most_files(repository: Repository, things: Iterable[Kept]) -> int:
    """The most files and folders that any one commit can hold, counted without walking them.

    Each folder is read once. A few hundred bytes can name the same folder again and again, and Git
    would list it each time.
    """
    folders = _folders(repository, things)
    counts: dict[str, int] = {}
    ahead = list(folders)
    while ahead:
        folder = folders[ahead[-1]]
        waiting = {id_ for id_ in folder.folders if id_ in folders and id_ not in counts}
        if waiting:
            ahead += waiting
        else:
            counts[ahead.pop()] = folder.number + sum(counts.get(id_, 0) for id_ in folder.folders)
    return max(counts.values(), default=0)


def _folders(repository: Repository, things: Iterable[Kept]) -> Mapping[str, _Folder]:
    """Every folder that any commit has, by its id."""
    ids = [thing.id for thing in things if thing.kind == "tree"]
    return {id_: _folder(content, len(id_) // 2) for id_, content in contents(repository, ids)}


_THING = re.compile(rb"(40000|1[0-7]{5}) [^\0]+\0")
"""A thing in a folder: its mode and its name. Its id comes after it, as bytes."""


def _folder(content: bytes, width: int) -> _Folder:
    number, place, folders = 0, 0, []
    while thing := _THING.match(content, place):
        place = thing.end() + width
        number += 1
        if thing[1] == b"40000":
            folders.append(content[thing.end() : place].hex())
    return _Folder(number, tuple(folders))
