"""Which files a pack may hold, by name, whoever made it. Nothing else belongs in one."""

from __future__ import annotations

import re

from macros.evidence.format import (
    BUNDLE,
    CHECKS,
    COVER,
    MANIFEST,
    RECORDS,
    REGISTERS,
    SIGNED,
    SIGNER,
    STORIES,
    SUMS,
)

COVER_PAGE, DOCUMENT, WORKBOOK = "cover.html", "document.html", "registers.xlsx"
PAGE_STORIES, REQUESTS = f"pages/{STORIES.rstrip('/')}.json", "statistics/requests"

FIXED = frozenset(
    {
        *(SUMS, MANIFEST, SIGNER, BUNDLE, CHECKS, *SIGNED.values()),
        *(COVER, COVER_PAGE, DOCUMENT, WORKBOOK, RECORDS),
        *(PAGE_STORIES, f"{REQUESTS}.json", f"{REQUESTS}.csv"),
    }
)
"""The files that are called the same in each pack."""

OF_A_REGISTER = re.compile(rf"(?:{REGISTERS}[^/]+\.(?:json|csv)|{STORIES}[^/]+\.json)")
"""The files that are called after a register."""


def belongs(name: str) -> bool:
    """Whether any pack may hold a file of that name, in whatever form and by whatever version."""
    return name in FIXED or OF_A_REGISTER.fullmatch(name) is not None
