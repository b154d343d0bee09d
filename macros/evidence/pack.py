"""An evidence pack as files: bytes by name. Who writes them, and where, is somebody else's business."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from urllib.parse import quote

from macros.evidence.contents import PackContents
from macros.evidence.cover import cover
from macros.evidence.document import cover_html, document_html
from macros.evidence.format import (
    BUNDLE,
    CHECKS,
    COVER,
    FACTS,
    REGISTERS,
    SIGNED,
    SIGNER,
    STORIES,
    SUMS,
    Manifest,
    Sum,
    as_json,
    manifest_as_json,
    sums_as_text,
)
from macros.evidence.instructions import instructions
from macros.evidence.statistics import as_files
from macros.evidence.stories import page_stories, stories
from macros.evidence.tables import register_csv, register_json, workbook

CONTENTS = {
    "cover.html": "This page.",
    COVER: "The same for a program.",
    "document.html": "The pages that people wrote and every record with its story, to read and print.",
    f"{REGISTERS}NAME.json": "Each register: every value as it was, as text.",
    f"{REGISTERS}NAME.csv": (
        "The same as a table. A cell that begins with =, +, -, @, a tab, a line end, a wide or small form of these or an apostrophe has an apostrophe "
        "put before it, so that no program runs it as a formula: take that one off to have the value."
    ),
    "registers.xlsx": "The same as one workbook, a sheet for each register. Every cell is text. Longer cells than a spreadsheet holds are cut, and say so.",
    f"{STORIES}NAME.json": "Each record's story: every commit that changed it, field by field.",
    "pages/stories.json": "The same for the pages that people write, section by section.",
    "statistics/requests.json": "Requests for information: counts by subject, outcome and law, and how long they took. Also as CSV.",
    BUNDLE: "The whole history as a Git bundle: 'git clone history.bundle' gives a repository with files.",
    FACTS: "How the history looked: its tip, tree, beginning, length and seals; and how the pack was made.",
    SUMS: "The SHA-256 of every file but itself and its signature.",
    CHECKS: "How to check all of this with git and sha256sum alone.",
}


def shown(taken: PackContents) -> dict[str, bytes]:
    """What people read: all of a pack that follows from its commit, its day and what was asked for."""
    files = {
        "cover.html": cover_html(taken, CONTENTS),
        COVER: as_json(cover(taken)),
        "document.html": document_html(taken),
    }
    for name in taken.registers:
        files[f"{REGISTERS}{plain(name)}.json"] = register_json(taken, name)
        files[f"{REGISTERS}{plain(name)}.csv"] = register_csv(taken, name)
    files["registers.xlsx"] = workbook(taken)
    files |= {f"{STORIES}{plain(name)}.json": told for name, told in stories(taken)}
    files["pages/stories.json"] = page_stories(taken)
    return {**files, **as_files(taken)}


def with_manifest(
    files: Mapping[str, bytes], facts: Manifest, bundle: bytes, signer: Mapping[str, str]
) -> dict[str, bytes]:
    """The files with the history, the instructions and both manifests. `signer` is empty where nobody signs."""
    whole = {
        **files,
        BUNDLE: bundle,
        FACTS: manifest_as_json(facts),
        CHECKS: instructions(facts, signer.get("kind", "")),
    }
    if signer:
        whole[SIGNER] = as_json(signer)
    whole[SUMS] = sums_as_text(
        [Sum(hashlib.sha256(content).hexdigest(), name) for name, content in sorted(whole.items())]
    )
    return whole


def plain(name: str) -> str:
    """A register's name as a file's: letters that no system forbids."""
    return quote(name, safe="")


FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP can name. The real one would make each pack different."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The pack as a ZIP: the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files, key=lambda one: (one not in (SUMS, *SIGNED.values()), one)):
            about = zipfile.ZipInfo(name, FIRST_DAY)
            about.create_system, about.external_attr = 3, 0o100644 << 16
            stored = name.endswith((".bundle", ".xlsx"))
            about.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(about, files[name], compresslevel=None if stored else 9)
    return out.getvalue()
