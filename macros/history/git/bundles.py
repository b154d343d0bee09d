"""A history in one file: a bundle made, the same bytes each time, and one unpacked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from macros.history.git.names import GitReference
from macros.history.git.objects import object_format
from macros.history.git.run import HistoryError, Repository, as_text

PACK = (
    "-c", "pack.packSizeLimit=0", "-c", "pack.compression=6", "-c", "core.compression=6",
    "-c", "pack.writeBitmapHashCache=false",
    "pack-objects", "--stdout", "--revs", "--quiet", "--delta-base-offset", "--no-reuse-delta",
    "--no-reuse-object", "--no-use-bitmap-index", "--threads=1", "--window=10", "--depth=50",
)  # fmt: skip
"""Packs all that is reached, and uses nothing again of how it is packed now."""

_FORMAT = re.compile(rb"# v3 git bundle\n(?:@[^\n]*\n)*?@object-format=(sha1|sha256)\n")


def bundle(repository: Repository, tip: str, named: Sequence[GitReference]) -> bytes:
    """A bundle of a history: HEAD, the names given, and all that they reach.

    The same bytes for the same commits, however the repository has been repacked. HEAD and a
    branch are both named, or a clone would be without files (gitformat-bundle(5)).
    """
    kind = object_format(repository)
    head = "# v2 git bundle\n" if kind == "sha1" else f"# v3 git bundle\n@object-format={kind}\n"
    names = [(tip, "HEAD"), *((reference.id, reference.name) for reference in named)]
    ids = dict.fromkeys(id_ for id_, _ in names)
    pack = repository.run(*PACK, input_="".join(f"{id_}\n" for id_ in ids).encode())
    return (head + "".join(f"{id_} {name}\n" for id_, name in names) + "\n").encode() + pack


def unbundled(file: Path, folder: Path, prefix: str) -> Repository:
    """A bundle's history in a new bare repository.

    Raises HistoryError where the bundle can't be read.
    """
    init = ("init", "--bare", "--quiet", "--template=", f"--object-format={_object_format(file)}")
    fetch = ("fetch", "--quiet", "--no-auto-maintenance", "--no-tags")
    repository = Repository(folder, prefix)
    done = Repository(file.parent).tried(*init, str(folder))
    if not done.returncode:
        done = repository.tried(*fetch, str(file), "+refs/*:refs/*", "+HEAD:refs/kim/head")
    if done.returncode:
        complaint = as_text(done.stderr).split("\n")[-1]
        raise HistoryError(
            f"Git can't read the bundle: {complaint or 'it gave no reason'}.",
            "Ask for the pack again.",
        )
    repository.run("update-ref", "--no-deref", "HEAD", "refs/kim/head")
    return repository


def _object_format(file: Path) -> str:
    """How a bundle's objects are named, by its first lines."""
    with file.open("rb") as opened:
        named = _FORMAT.match(opened.read(1000))
    return named[1].decode() if named else "sha1"
