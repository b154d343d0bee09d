"""What became of links that somebody confirmed: which are suspect, and what is to be read again.

It is for staff alone, but for what was made from an earlier text. It is worked out once it is asked
for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from macros.catalogue.confirmations import Link, links, made_earlier, suspect_links
from macros.catalogue.read_again import ReadAgain, read_again
from macros.model import Catalogue, Key
from macros.model.mappings import grouped


@dataclass(frozen=True)
class Confirmed:
    """The links of a catalogue; of None, there are none."""

    catalogue: Catalogue | None = None

    @cached_property
    def suspect(self) -> Mapping[Key, tuple[Link, ...]]:
        """The links that were confirmed before the other end changed, by what is at either end."""
        of = self.catalogue
        return suspect_links(links(of.registers, of.references, of.pages)) if of else {}

    @cached_property
    def readers(self) -> Mapping[Key, tuple[ReadAgain, ...]]:
        """What is to be read again, by the record that says that people have read it."""
        return _by((again.link.source, again) for again in self.all_again)

    @cached_property
    def read(self) -> Mapping[Key, tuple[ReadAgain, ...]]:
        """The same, by the record or page that is to be read."""
        return _by((again.link.target, again) for again in self.all_again)

    @cached_property
    def all_again(self) -> tuple[ReadAgain, ...]:
        """Everything that is to be read again."""
        of = self.catalogue
        return tuple(read_again(of.registers, of.references, of.pages)) if of else ()


def _by(pairs: Iterable[tuple[Key, ReadAgain]]) -> Mapping[Key, tuple[ReadAgain, ...]]:
    return {key: tuple(every) for key, every in grouped(pairs).items()}


def made_from_earlier(catalogue: Catalogue) -> Mapping[Key, str]:
    """Records made from an earlier text of another, and the field that says so.

    Looked for in all there is: what is confirmed is nothing for the public.
    """
    schemas = {name: register.schema for name, register in catalogue.registers.items()}
    made = made_earlier(catalogue.registers, catalogue.references)
    fields = ((link.source, schemas[link.source.register].field(link.field)) for link in made)
    return {key: field.earlier for key, field in fields if field}
