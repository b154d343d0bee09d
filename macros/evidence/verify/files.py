"""The files of a pack against its own list: whether each is there and as it was, and no other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from macros.evidence.file_names import belongs
from macros.evidence.format import SIGNED, SUMS, FormatError, PackFiles, read_sums
from macros.evidence.verify.findings import Findings, problem

AGAIN = "Ask for the pack again, and compare its SHA-256 with the sender's."


def sum_of(path: Path) -> str:
    """A file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# ------------------------------------------------------------------------------------- the list


def check_sums(files: PackFiles) -> Findings:
    """What is wrong with the files, by MANIFEST.sha256."""
    if SUMS not in files:
        yield problem(
            "no-manifest",
            f"There is no {SUMS}, so nobody can say what the pack should hold.",
            "This is no evidence pack, or no whole one.",
        )
        return
    try:
        sums = read_sums(files[SUMS].read_bytes())
    except FormatError as error:
        yield problem("manifest", str(error), AGAIN)
        return
    for name, times in Counter(name for _, name in sums).items():
        if times > 1:
            yield problem("listed-twice", f"{SUMS} lists '{name}' {times} times.", AGAIN)
    listed = {name: digest for digest, name in sums}
    for name, digest in listed.items():
        yield from _check_sum(files, name, digest)
    yield from _extra(files, listed)


def _check_sum(files: PackFiles, name: str, digest: str) -> Findings:
    if name not in files:
        message = f"{SUMS} names '{name}', and the pack doesn't hold it."
        yield problem("missing-file", message, AGAIN)
    elif sum_of(files[name]) != digest:
        message = f"'{name}' is not the file that {SUMS} lists: it was changed since, or damaged."
        yield problem("changed-file", message, AGAIN)


def _extra(files: PackFiles, listed: Mapping[str, str]) -> Findings:
    for name in sorted(name for name in files if not belongs(name)):
        yield problem(
            "extra-file",
            f"'{name}' doesn't belong in a pack: no version of this program makes such a file, "
            "so somebody put it there.",
            "Don't open it, and ask for the pack again.",
        )
    others = filter(belongs, files.keys() - listed.keys() - {SUMS, *SIGNED.values()})
    for name in sorted(others):
        yield problem(
            "extra-file",
            f"'{name}' is in the pack, and {SUMS} doesn't list it: somebody put it there.",
            "Leave it alone, and ask for the pack again.",
        )
