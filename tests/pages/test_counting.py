"""Which records a page's words and tables speak of."""

from __future__ import annotations

from itertools import chain

from macros.model import Catalogue, each
from macros.pages.counting import unnamed
from macros.view.view import view
from tests.projects import TODAY


def test_records_that_none_of_a_register_names_are_found_by_its_references(real: Catalogue) -> None:
    seen = view(real, "staff", TODAY)
    lists = [record.values.get("actions") for record in seen.registers["commitments"].records]
    named = set(chain.from_iterable(map(each, lists)))
    actions = seen.registers["actions"].records
    ids = [record.key.id for record in unnamed(seen, actions, "commitments")]
    assert ids == [record.key.id for record in actions if record.key.id not in named]
    assert ids == ["DQ3", "IA1", "IA2", "IA9", "IA10"]
