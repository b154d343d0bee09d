"""Pages that say how something is done: the way to them, and what stands at their top."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Key, Page, Record, Schema, is_list
from macros.pages.fragments import ROOT, Fragment, page_address, render
from macros.pages.where import link
from macros.rules.calendar import last_day_in, say_partial_date
from macros.view.page_kinds import path_of
from macros.view.view import View


class HowTo(NamedTuple):
    """A page that says how something is done, and how far it can be leant on."""

    href: str
    title: str
    state: str


def ways_to_do(view: View, schema: Schema, record: Record | None = None) -> list[HowTo]:
    """The pages that a register names, and those that name the record. Staff alone have them."""
    return [
        HowTo(f"{ROOT}{page_address(path_of(page))}", str(page.values["title"]), _state(page))
        for page in chain.from_iterable(view.kinds.values())
        if path_of(page) in schema.how_to or (record and record.key.id in _records(page))
    ]


def _state(page: Page) -> str:
    """Whether a page is only a draft: that somebody wrote it doesn't say that it is in force."""
    draft = "drafted on this site, illustrative" if _is_example(page) else ""
    unchecked = "" if page.values.get("last_reviewed") else "not checked yet"
    return ", ".join(filter(None, (draft, unchecked)))


def page_head(view: View, key: Key) -> Fragment:
    """Who answers for a page of a kind and when it was checked; nothing on other pages."""
    for kind, pages in view.kinds.items():
        for page in pages:
            if page.file == key.id:
                html = render(
                    "page_head.html",
                    title=kind.title,
                    singular=kind.singular,
                    example=_is_example(page),
                    description=str(page.values.get("description", "")),
                    owner=next(_named(view, [str(page.values["owner_role"])]), None),
                    checked=_day(page, "last_reviewed"),
                    again=_day(page, "next_review"),
                    records=list(_named(view, _records(page))),
                )
                return Fragment(html)
    return Fragment(Markup())


def _is_example(page: Page) -> bool:
    return page.values.get("illustrative") is True


def _records(page: Page) -> list[str]:
    names = page.values.get("records")
    return [str(name) for name in names] if is_list(names) else []


def _named(view: View, names: list[str]) -> Iterator[Markup]:
    """Links to records, by their ids."""
    for name in names:
        for key in view.ids.get(name, ())[:1]:
            yield link(view, key)


def _day(page: Page, field: str) -> str:
    value = page.values.get(field)
    return say_partial_date(str(value)) if last_day_in(value) else ""
