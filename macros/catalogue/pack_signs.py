"""Whether a file is an evidence pack, and by which names one is known.

Apart from what else lies beside the pages, so that a command that asks loads no pictures.
"""

from __future__ import annotations

import io
import zipfile

SUMS, FACTS = "MANIFEST.sha256", "manifest.json"
"""The two files by which an evidence pack is known."""

_SIGNS_OF_A_PACK = (b"PK\x03\x04", SUMS.encode(), FACTS.encode())
"""What the bytes of a ZIP with those two files hold, wherever it is cut."""


def is_pack(content: bytes) -> bool:
    """Whether these bytes are an evidence pack, whatever the file is called.

    By the names inside: a ZIP names its files at its end and before each, and either will do here,
    so that a pack that is cut short counts too.
    """
    if {SUMS, FACTS} <= {name.rpartition("/")[2] for name in _names_in(content)}:
        return True
    return all(sign in content for sign in _SIGNS_OF_A_PACK)


def _names_in(content: bytes) -> list[str]:
    """The names of the files in a ZIP; none where it isn't one that can be read."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return []
    try:
        return zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return []
