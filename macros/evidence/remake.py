"""A pack's readable files made once more from its own bundle, and compared with those in it.

It stands between making and verifying, which don't know each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from macros.evidence.collect import PackError, collect
from macros.evidence.contents import PackScope
from macros.evidence.format import CHECKS, SIGNED, Manifest
from macros.evidence.instructions import instructions
from macros.evidence.pack import readable_files
from macros.evidence.tool import tool
from macros.evidence.verify.findings import Finding, Findings, note, problem, stops
from macros.evidence.verify.made_again import check_made_again
from macros.history import git
from macros.rules.calendar import Fault, read_date

FEW = 5
"""Differences that are told where another version of the program made the pack."""

DISTRUST = "Don't rely on it."


def compare_remade(
    files: Mapping[str, Path], manifest: Manifest, history: git.Repository
) -> Findings:
    """Whether the files for reading follow from the history that is in the pack."""
    scope = _scope(manifest)
    if scope is None:
        yield problem("facts", "The pack doesn't say on which day it was made.", DISTRUST)
        return
    try:
        contents = collect(history, scope, manifest.branch)
    except PackError as error:
        message = f"No such pack can be made from this history. {error}"
        yield problem("facts", message, DISTRUST)
        return
    signed = next((kind for kind, name in SIGNED.items() if name in files), None)
    made = {**readable_files(contents), CHECKS: instructions(manifest, signed)}
    findings = list(check_made_again(files, made))
    if manifest.tool == tool() or not stops(findings):
        yield from findings
    else:
        yield _other_version(manifest, findings)


def _scope(manifest: Manifest) -> PackScope | None:
    """What the pack was asked for; None where it names a day that is none."""
    today = read_date(manifest.today)
    as_at = read_date(manifest.as_at) if manifest.as_at else None
    if isinstance(today, Fault) or isinstance(as_at, Fault):
        return None
    return PackScope(today, as_at, manifest.expectation)


def _other_version(manifest: Manifest, findings: Sequence[Finding]) -> Finding:
    """Another version than the one that made the files may make them otherwise."""
    differences = " ".join(finding.message for finding in findings[:FEW])
    more = len(findings) - FEW
    rest = f" So it is with {more:,} more." if more > 0 else ""
    return note(
        "not-made-again",
        "The pack was made by another version of this program, or says so, and some of it doesn't "
        "come out the same when it is made again. Only the registers' JSON is sure to be what the "
        f"history holds. As this version sees it: {differences}{rest}",
        "Verify it with the version that it names, before you rely on those files: "
        f"{manifest.tool}.",
    )
