"""Records that stand together on a written page, and whether each of them has its place there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.pages.fragments import page_address
from macros.pages.where import spot
from macros.site.page_reader import FinishedPage
from macros.view.view import View


def without_a_place(view: View, pages: Mapping[str, FinishedPage]) -> Iterator[str]:
    """What is wrong, in a sentence for each register whose page doesn't show all of its records."""
    for name, register in view.readable.items():
        if not view.together(register.schema):
            continue
        home = view.home(register.schema)
        page = pages.get(f"{page_address(home)}index.html")
        places = page.places if page else frozenset[str]()
        missing = [record.key.id for record in register.records if spot(record.key) not in places]
        if missing:
            yield (
                f"{home}: {missing[0]} of the register '{name}' has no place on this page, and its "
                f'schema says that it stands here. Put {{{{ whole_register("{name}") }}}} there.'
            )
