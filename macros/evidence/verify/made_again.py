"""A pack's readable files against what its own history gives when they are made again.

Who makes them again is the caller's business: nothing about that is known in this folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from macros.evidence.format import BUNDLE, MANIFEST, SIGNER, SUMS, read_sums
from macros.evidence.verify.files import AGAIN, sum_of
from macros.evidence.verify.findings import Finding, Findings, fine, problem


def check_made_again(files: Mapping[str, Path], made: Mapping[str, bytes]) -> Findings:
    """The files that are as listed, against the bytes that they should have.

    Of what isn't as listed, the list has already said so.
    """
    listed = {name: digest for digest, name in read_sums(files[SUMS].read_bytes())}
    as_listed = {name for name in made if name in files and sum_of(files[name]) == listed.get(name)}
    unlisted = [name for name in made if name not in listed]
    changed = [
        name for name in made if name in as_listed and files[name].read_bytes() != made[name]
    ]
    strange = (listed.keys() & files.keys()) - made.keys() - {BUNDLE, MANIFEST, SIGNER}
    yield from map(_changed, [*unlisted, *changed])
    yield from map(_strange, sorted(strange))
    if not unlisted and not changed and not strange and len(as_listed) == len(made):
        yield fine(
            "made-again",
            f"Made again from the bundle, all {len(made)} files for reading come out the same, "
            "byte for byte.",
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
