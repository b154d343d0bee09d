"""A pack's readable files made once more from its own bundle, and compared with those in it.

It stands between making and verifying, which don't know each other.
"""

from __future__ import annotations

from macros.evidence.collect import PackError, collect
from macros.evidence.contents import PackScope
from macros.evidence.format import CHECKS, FORMAT, RECORDS, SIGNED, Manifest, PackFiles
from macros.evidence.instructions import instructions
from macros.evidence.pack import readable_files
from macros.evidence.tool import tool
from macros.evidence.verify.findings import Findings, problem
from macros.evidence.verify.made_again import check_made_again
from macros.history import git
from macros.rules.calendar import day_in

DISTRUST = "Don't rely on it."


def compare_remade(files: PackFiles, manifest: Manifest, history: git.Repository) -> Findings:
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
    if manifest.format != FORMAT:
        del made[RECORDS]
    if contents.illustrative and not manifest.illustrative:
        message = "The pack shows records that are made up, and says that it allows for none."
        yield problem("facts", message, DISTRUST)
    other_version = "" if manifest.tool == tool() else manifest.tool
    if manifest.format != FORMAT and not other_version:
        message = f"The pack says that this very program made it, in form {manifest.format}."
        yield problem("facts", f"{message} It makes no such form.", DISTRUST)
    yield from check_made_again(files, made, other_version)


def _scope(manifest: Manifest) -> PackScope | None:
    """What the pack was asked for; None where it names a day that is none."""
    today, as_at = day_in(manifest.today), day_in(manifest.as_at)
    if not today or (manifest.as_at and not as_at):
        return None
    return PackScope(today, as_at, manifest.expectation)
