"""All that the page's scripts know of packs, in JSON: sentences, names, forms and limits.

Each value is the one that `format` and `verify` have, so that a page can't be more or less strict
than `kim verify`. What is the browser's own is what it has room for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from macros.catalogue.text_files import LARGEST as LARGEST_RECORD
from macros.evidence.browser.given_sentences import ELSEWHERE, GIVEN
from macros.evidence.browser.history_sentences import THE_HISTORY, THE_SEALS
from macros.evidence.browser.record_sentences import THE_FACTS, THE_RECORDS
from macros.evidence.browser.sentence import Sentence
from macros.evidence.browser.zip_sentences import THE_LIST, THE_ZIP
from macros.evidence.file_names import FIXED, OF_A_REGISTER
from macros.evidence.format import (
    BUNDLE,
    COVER,
    MANIFEST,
    READ,
    RECORDS,
    REGISTERS,
    SIGNED,
    SIGNER,
    SUMS,
)
from macros.evidence.verify import archive, bundle, names
from macros.history.git.bundles import LONGEST, MOST_NAMES

SENTENCES: Mapping[str, Sentence] = {
    **THE_ZIP,
    **THE_LIST,
    **THE_FACTS,
    **THE_RECORDS,
    **THE_HISTORY,
    **THE_SEALS,
    **GIVEN,
    **ELSEWHERE,
}
"""Every sentence, by the name that the scripts have for it."""

MANIFEST_FORMS: Mapping[str, str] = {
    "format": "number",
    "tool": "text",
    "today": "text",
    "as_at": "text",
    "expectation": "text",
    "illustrative": "yes or no",
    "folder": "folder",
    "branch": "text",
    "object_format": "text",
    "tip": "id",
    "tree": "id",
    "roots": "ids",
    "commits": "number",
    "commit": "id",
    "seals": "tags",
    "tags": "tags",
}
"""What each field of manifest.json holds, in the order in which `format` has them."""

LIMITS: Mapping[str, int] = {
    "mostFiles": archive.MOST_FILES,
    "mostBytes": archive.MOST_BYTES,
    "mostTimes": archive.MOST_TIMES,
    "small": archive.SMALL,
    "largest": bundle.LARGEST,
    "mostThings": bundle.MOST_FILES,
    "largestRecord": LARGEST_RECORD,
    "longestLine": LONGEST,
    "mostNames": MOST_NAMES,
    "few": names.FEW,
    # What a browser has room for: more is left to `kim verify`.
    "mostPacked": 512 * 1024**2,
    "mostHere": 1024**3,
    "mostKept": 256 * 1024**2,
    "mostHistory": 8 * 1024**3,
}


def as_pattern(pattern: str) -> str:
    """A pattern as JavaScript has it, that must fit the whole."""
    return f"^(?:{pattern})$".replace(r"\Z", "$")


def table_json() -> str:
    """The table. Its shape is a contract with theme/assets/verify."""
    table: Mapping[str, Any] = {
        "sentences": {name: sentence._asdict() for name, sentence in SENTENCES.items()},
        "limits": LIMITS,
        "manifest": MANIFEST_FORMS,
        "names": {
            "sums": SUMS,
            "manifest": MANIFEST,
            "bundle": BUNDLE,
            "cover": COVER,
            "records": RECORDS,
            "signer": SIGNER,
            "signatures": dict(SIGNED),
            "registers": REGISTERS,
            "forms": READ,
            "fixed": sorted(FIXED),
            "ofARegister": as_pattern(OF_A_REGISTER.pattern),
            "own": as_pattern(archive.OWN_NAME.pattern),
            "packings": archive.OWN_PACKINGS,
            "flags": archive.OWN_FLAGS,
        },
    }
    return json.dumps(table, ensure_ascii=False)
