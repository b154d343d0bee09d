"""What a schema says of questions: which fields of a register answer them, what comes first."""

from __future__ import annotations

from typing import NamedTuple

LAST = 9
"""The rank of a register whose schema gives it none: its records come after all others."""


class Asking(NamedTuple):
    """How a register's records are matched with a question.

    By the words in `fields`, or without any by what a record is called, and by `words` in which
    people ask for any of them. Of records that fit alike, those of the least `rank` come first, and
    of a register those that say `true` in the field `main`.
    """

    fields: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    rank: int = LAST
    main: str = ""


UNASKED = Asking()
"""What a schema says that says nothing of it."""
