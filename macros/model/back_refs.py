"""Which links to a record a register asks for, as its schema says it (`x-back-ref`)."""

from __future__ import annotations

from typing import NamedTuple


class BackRef(NamedTuple):
    """Links that are to lead to a record, and what is said where none does.

    `sources` are fields of other registers that name the record, as (register, field); `own` are
    fields of the record itself that do instead. `level` is 'must', 'should', or empty where the
    check asks for nothing. Where `meets` is true, what is linked does what the record asks for.
    """

    title: str
    gap: str
    sources: tuple[tuple[str, str], ...] = ()
    own: tuple[str, ...] = ()
    level: str = ""
    meets: bool = False
