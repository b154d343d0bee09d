"""What two sequences share, as difflib finds it: compiled where there is a build for this Python.

Both find the same, which the tests hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from difflib import SequenceMatcher
else:
    try:
        from cydifflib import SequenceMatcher
    except ImportError:  # no build for this Python: the same, some twenty times slower
        from difflib import SequenceMatcher

__all__ = ["SequenceMatcher"]
