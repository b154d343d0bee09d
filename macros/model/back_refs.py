"""Which links to a record a register asks for, as its schema says it (`x-back-ref`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from macros.model.values import Values


class BackRef(NamedTuple):
    """Links that are to lead to a record, and what is said where none does.

    `sources` are fields of other registers that name the record, as (register, field); `own` are
    fields of the record itself that do instead. `level` is 'must', 'should', or empty where the
    check asks for nothing. Where `meets` is true, what is linked does what the record asks for.
    `due` is what is to be done where none is there. `when` has fields of the record, and the
    choices in them for which links are asked for at all.
    """

    title: str
    gap: str
    sources: tuple[tuple[str, str], ...] = ()
    own: tuple[str, ...] = ()
    level: str = ""
    meets: bool = False
    due: str = ""
    when: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def asks(self, values: Values) -> bool:
        """Whether it asks for links to a record that holds this."""
        return all(values.get(name) in choices for name, choices in self.when.items())
