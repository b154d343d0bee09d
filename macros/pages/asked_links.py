"""The links that a register asks for, on a record's page: what is there, or the gap in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.catalogue.back_refs import Asked, asked, asking
from macros.catalogue.references import Links
from macros.model import Key, Record, Schema, each
from macros.pages.values import show_field
from macros.pages.where import link, page_link, quoted
from macros.view.view import View


class AskedLinks(NamedTuple):
    """What a record's page says of the links of one kind.

    `links` are finished names, each with its reference; `gap` is empty where there is one, and
    `reason` is what the record says of why there is none, or of what is missing still.
    """

    title: str
    links: Sequence[tuple[Markup, str]]
    gap: str
    reason_title: str
    reason: Markup


def links_of(view: View) -> Links:
    """Who names whom, as this audience sees it."""
    return Links(view.references, view.used_by)


def asked_links(view: View, record: Record) -> list[AskedLinks]:
    """For each kind of link that the record's register asks for."""
    return [
        _shown(view, record, answer)
        for answer in asked(view.schema(record.key), record.key, links_of(view))
    ]


def _shown(view: View, record: Record, answer: Asked) -> AskedLinks:
    named = [(link(view, key), quoted(key)) for key in living(view, answer.ends(record.key))]
    links = [*named, *((page_link(view, file), "") for file in pages_of(view, record, answer))]
    reason = show_field(view, record, answer.field.name)
    links += [(text, "") for text in _texts(view, record, answer)]
    gap = answer.back_ref.gap if not links and answer.back_ref.asks(record.values) else ""
    return AskedLinks(answer.back_ref.title, links, gap, answer.field.title, reason)


def living(view: View, keys: Sequence[Key]) -> list[Key]:
    """Those of some records that aren't over: what is over meets nothing any more."""
    return [key for key in keys if key in view.records and not view.records[key].retired]


def pages_of(view: View, record: Record, answer: Asked) -> Iterator[str]:
    """The pages and registers that the record itself names for this."""
    for name in answer.back_ref.own:
        field = view.schema(record.key).field(name)
        if field and field.names_pages:
            yield from map(str, each(record.values.get(name)))


def _texts(view: View, record: Record, answer: Asked) -> Iterator[Markup]:
    """What the record itself says in words for this, such as a place outside."""
    for name in answer.back_ref.own:
        field = view.schema(record.key).field(name)
        if field and not (field.names_pages or field.targets) and name in record.values:
            yield show_field(view, record, name)


def told_apart(schema: Schema) -> frozenset[str]:
    """The fields that stand among these links on a page, and not among the others."""
    return frozenset(name for field, asks in asking(schema) for name in (field.name, *asks.own))
