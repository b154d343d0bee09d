"""What comes of making a file anew for the public: the new file, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class FileFault(NamedTuple):
    """Why a file can't be published, and what would be right."""

    message: str
    hint: str


class Remade(NamedTuple):
    """A file made anew, and what the old one carried that the new one doesn't, in words."""

    content: bytes
    left_out: Sequence[str] = ()
