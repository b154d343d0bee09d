"""Which fields say when what a record is about was last done and is done again, by the schema."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgainFields:
    """What is done again and again, as often as the field says that starts this.

    `says` is what is to be done, `last` the field with the day on which it was last done (of a
    list of groups 'counts.as_at'), `by` the one with the posts that do it. Where the field `next`
    has a day, that one counts.
    """

    says: str
    last: str
    by: str
    next: str = ""
