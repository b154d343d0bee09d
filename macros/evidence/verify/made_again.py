"""A pack's readable files against what its own history gives when they are made again.

Who makes them again is the caller's business: nothing about that is known in this folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from macros.evidence.file_names import belongs
from macros.evidence.format import (
    BUNDLE,
    CHECKS,
    MANIFEST,
    RECORDS,
    SIGNER,
    SUMS,
    PackFiles,
    read_sums,
)
from macros.evidence.verify.files import AGAIN, sum_of
from macros.evidence.verify.findings import Finding, Findings, fine, problem, unchecked
from macros.model.text import few, is_or_are

MOST = 10
"""Files that are named of those that couldn't be checked."""


def check_made_again(files: PackFiles, made: Mapping[str, bytes], other_version: str) -> Findings:
    """The files that are as listed, against the bytes that they should have.

    Of what isn't as listed, the list has already said so. `other_version` is what the pack says
    that it was made with, or empty where that is this very program: another may make its files
    otherwise, so that nobody can say here whether one was changed. That is the pack's own word: it
    never makes a file that differs a sound one.
    """
    listed = {name: digest for digest, name in read_sums(files[SUMS].read_bytes())}
    as_listed = {name for name in made if name in files and sum_of(files[name]) == listed.get(name)}
    unlisted = [name for name in made if name not in listed]
    changed = [
        name for name in made if name in as_listed and files[name].read_bytes() != made[name]
    ]
    own = made.keys() | {BUNDLE, MANIFEST, SIGNER}
    strange = sorted(filter(belongs, (listed.keys() & files.keys()) - own))
    if unlisted or changed or strange:
        yield from _differing([*unlisted, *changed], strange, other_version)
    elif len(as_listed) == len(made):
        yield fine(
            "made-again",
            f"Made again from the bundle, all {len(made)} files for reading come out the same, "
            "byte for byte.",
        )


def _differing(changed: Sequence[str], strange: Sequence[str], other_version: str) -> Findings:
    """What is said of files that aren't as made again; every version makes the records alike."""
    if not other_version:
        yield from map(_changed, changed)
        yield from map(_strange, strange)
        return
    yield from map(_changed, filter(_is_alike, changed))
    if unsure := [name for name in (*changed, *strange) if not _is_alike(name)]:
        yield _unchecked(unsure, other_version)


def _is_alike(name: str) -> bool:
    """Whether a file is the same by whatever version it is made: Git alone makes it."""
    return name == RECORDS


def _unchecked(names: Sequence[str], version: str) -> Finding:
    quoted = few([f"'{name}'" for name in names], MOST)
    are = is_or_are(len(names))
    checks = f" Follow no command of this pack's {CHECKS} before that." if CHECKS in names else ""
    return unchecked(
        "not-made-again",
        f"{quoted} {are} not checked: the pack says that another version of this "
        "program made it, and what this one makes of the history isn't the same. So nobody can "
        "say here whether somebody changed it.",
        f"Trust the bundle, and verify the pack with the version that it names: {version}.{checks}",
    )


def _changed(name: str) -> Finding:
    return problem(
        "not-from-history",
        f"'{name}' is not what the pack's own history gives: it was changed, "
        "and the list of checksums made anew.",
        "Trust the bundle and not this file.",
    )


def _strange(name: str) -> Finding:
    return problem(
        "extra-file",
        f"'{name}' is listed, and no pack made from this history has it: "
        "somebody put it there, and made the list anew.",
        AGAIN,
    )
