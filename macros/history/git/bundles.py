"""A history in one file: a bundle made, the same bytes each time, and one unpacked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, NamedTuple

from macros.history.git.names import GitReference
from macros.history.git.objects import format_of
from macros.history.git.run import HistoryError, Repository, as_text
from macros.model.text import decoded

PACK = (
    "-c", "pack.packSizeLimit=0", "-c", "pack.compression=6", "-c", "core.compression=6",
    "-c", "pack.writeBitmapHashCache=false", "-c", "pack.windowMemory=0",
    "-c", "core.bigFileThreshold=512m",
    "pack-objects", "--stdout", "--revs", "--quiet", "--delta-base-offset", "--no-reuse-delta",
    "--no-reuse-object", "--no-use-bitmap-index", "--threads=1", "--window=10", "--depth=50",
)  # fmt: skip
"""Packs all that is reached, and uses nothing again of how it is packed now."""


def bundle(repository: Repository, tip: str, named: Sequence[GitReference]) -> bytes:
    """A bundle of a history: HEAD, the names given, and all that they reach.

    The same bytes for the same commits, however the repository has been repacked. HEAD and a
    branch are both named, or a clone would be without files (gitformat-bundle(5)).
    """
    kind = format_of(tip)
    head = "# v2 git bundle\n" if kind == "sha1" else f"# v3 git bundle\n@object-format={kind}\n"
    names = [(tip, "HEAD"), *((reference.id, reference.name) for reference in named)]
    ids = dict.fromkeys(id_ for id_, _ in names)
    pack = repository.run(*PACK, input_="".join(f"{id_}\n" for id_ in ids).encode())
    return (head + "".join(f"{id_} {name}\n" for id_, name in names) + "\n").encode() + pack


class BundleHead(NamedTuple):
    """What stands before what is packed in a bundle: its objects' format and its names."""

    object_format: str
    names: Mapping[str, str]


def unbundled(file: Path, folder: Path, prefix: str) -> Repository:
    """A bundle's history in a new bare repository, with every name that the bundle gives.

    No setting of this machine is heeded, and no name in the bundle is left out, as a fetch would.
    Raises HistoryError where the bundle can't be read, to its last byte.
    """
    repository = Repository(folder, prefix, alone=True)
    with file.open("rb") as opened:
        head = _read_head(opened)
        init = ("init", "--bare", "--quiet", "--template=", "--initial-branch=none")
        outside = replace(repository, folder=file.parent)
        outside.run(*init, f"--object-format={head.object_format}", str(folder))
        packed = folder / "objects" / "pack" / "pack-bundle.pack"
        with packed.open("wb") as out:
            shutil.copyfileobj(opened, out)
    # From a file: Git would pass over what comes behind a pack that it is handed.
    _do(repository, "index-pack", str(packed))
    updates = (f"update {name}\0{id_}\0\0" for name, id_ in head.names.items())
    _do(repository, "update-ref", "--no-deref", "--stdin", "-z", asked="".join(updates))
    return repository


def _do(repository: Repository, *words: str, asked: str = "") -> None:
    run = repository.tried(*words, input_=asked.encode())
    if run.returncode:
        raise _unreadable(as_text(run.stderr).split("\n")[-1] or "it gave no reason")


def _unreadable(reason: str) -> HistoryError:
    message = f"Git can't read the bundle: {reason.rstrip('.')}."
    return HistoryError(message, "Ask for the pack again.")


# --------------------------------------------------------------------------------- its first lines

_SIGNATURE = re.compile(rb"# v([23]) git bundle\n")
_CAPABILITY = re.compile(rb"@object-format=(sha1|sha256)\n")
_NAME = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) (HEAD|refs/[^\x00-\x20\x7f]+)\n")

LONGEST, MOST_NAMES = 5_000, 100_000
"""Bytes in a line, and names, before a bundle is taken for one that is meant to do harm."""


def _read_head(opened: IO[bytes]) -> BundleHead:
    """A bundle's first lines (gitformat-bundle(5)), up to the empty one."""
    signature = _SIGNATURE.fullmatch(opened.readline(LONGEST))
    if not signature:
        raise _unreadable("it doesn't begin as one does")
    kind, names = "sha1", dict[str, str]()
    line = opened.readline(LONGEST)
    if signature[1] == b"3" and (capability := _CAPABILITY.fullmatch(line)):
        kind, line = capability[1].decode(), opened.readline(LONGEST)
    while line != b"\n":
        match = _NAME.fullmatch(line)
        if match is None or len(names) == MOST_NAMES:
            raise _unreadable(
                f"it isn't whole by itself, or its line {line[:60]!r} is none of ours"
            )
        name = decoded(match[2])
        if name in names:
            raise _unreadable(f"it names {name} twice")
        names[name] = match[1].decode()
        line = opened.readline(LONGEST)
    if "HEAD" not in names:
        raise _unreadable("it doesn't say which commit is the last")
    return BundleHead(kind, names)
