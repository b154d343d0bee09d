"""What is missing because no link leads to it, where a register says that such a gap is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.catalogue.back_refs import Asked, asked
from macros.catalogue.references import Links
from macros.model import Key
from macros.view.due_record import Owned
from macros.view.due_thing import Due


def missing_links(live: Mapping[Key, Owned], links: Links) -> Iterator[Due]:
    """For each record without a link that its register asks for (`x-back-ref`, `due`)."""
    for key, owned in live.items():
        for answer in asked(owned.schema, key, links):
            if answer.back_ref.due and _is_lacking(answer, owned, live):
                back_ref, name = answer.back_ref, answer.field.name
                thing = owned.due("missing", None, "due", name, back_ref.gap)
                yield thing._replace(detail=back_ref.due)


def _is_lacking(answer: Asked, owned: Owned, live: Mapping[Key, Owned]) -> bool:
    """Whether nothing is there that isn't over. What is missing there is its own gap."""
    ends = answer.ends(owned.record.key)
    return not (answer.is_stated(owned.record.values) or any(end in live for end in ends))
