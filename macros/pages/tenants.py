"""Pieces for people who read, and don't look records up.

Questions and answers, how long we keep things, the ask box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from macros.model import Key, Record, Register, each
from macros.pages.contacts import main_contact
from macros.pages.easy_read import picture
from macros.pages.fragments import ROOT, Fragment, Heading, anchor, render
from macros.pages.records import record_page
from macros.pages.sorting import NOTHING, SortKey, order
from macros.pages.together import rest, unchecked
from macros.pages.values import say_field, show_field, words
from macros.pages.where import link, spot
from macros.rules.calendar import say_date
from macros.rules.retention import wording
from macros.rules.retention_sentences import Around, sentences
from macros.view.view import View

MATCHING = (
    "vendor/wink-porter2-stemmer-2.0.1.js",
    "vendor/stopword-english-3.1.5.js",
    "vendor/damerau-levenshtein-1.0.8.js",
    "kim-words.js",
    "kim-code.js",
    "kim-counts.js",
    "kim-vectors.js",
    "kim-match.js",
    "kim-parts.js",
    "kim-language.js",
)
"""The scripts that match a question, in the order in which a page or an engine loads them."""


class Item(NamedTuple):
    """A record's name and what it says first. One that is read here has a place, and the rest."""

    name: Markup
    text: Markup
    anchor: str = ""
    rest: Markup = Markup()
    picture: str = ""


def listing(view: View, register: Register, text: str, by: str = "") -> Fragment:
    """The records of a register as links, each with its field `text` in full.

    Where `by` names a field, there is a heading for each of its values.
    """
    groups = [
        (Heading(2, anchor(register.schema.name, name), name), items)
        for name, items in _by_value(view, register, text, by)
    ]
    html = render("listing.html", groups=groups, headed=bool(by), unchecked=unchecked(register))
    return Fragment(html, tuple(heading for heading, _ in groups) if by else ())


def _by_value(
    view: View, register: Register, text: str, by: str
) -> Iterator[tuple[str, Sequence[Item]]]:
    """What the records say in field `by`, in that field's order, and the records that say it."""
    items: dict[str, list[Item]] = defaultdict(list)
    keys: dict[str, SortKey] = {}
    for record in register.records:
        item = _item(view, record, show_field(view, record, text))
        for name, key in _values(view, register, record, by):
            keys.setdefault(name, key)
            items[name].append(item)
            item = item._replace(anchor="")  # its place is where it stands first
    for name in sorted(items, key=keys.__getitem__):
        yield name, items[name]


def _item(view: View, record: Record, text: Markup) -> Item:
    if not view.together(view.schema(record.key)):
        return Item(link(view, record.key), text, picture=picture(view, record))
    return Item(escape(view.label(record.key)), text, spot(record.key), rest(view, record))


def _values(view: View, register: Register, record: Record, by: str) -> list[tuple[str, SortKey]]:
    field = register.schema.field(by)
    value = record.values.get(by)
    if field is None or value is None:
        return [("", NOTHING)]
    return [(words(view, field, part), order(view, field, part)) for part in each(value)]


FOUND_ABOVE = 8
"""Kinds of record, from which on one can look for words among them."""


def how_long(view: View, register: Register) -> Fragment:
    """The retention schedule in sentences, by kind of work.

    Each says what is kept, how long, from when, and what happens then.
    """
    items: dict[str, list[Item]] = defaultdict(list)
    for record in register.records:
        work = say_field(view, record, "function")
        items[work].append(_item(view, record, escape(rule_sentences(view, record))))
    groups = [(Heading(2, anchor("keep", work), work), items[work]) for work in items]
    html = render(
        "how_long.html",
        groups=groups,
        find=len(register.records) > FOUND_ABOVE,
        unchecked=unchecked(register),
    )
    return Fragment(html, tuple(heading for heading, _ in groups))


def rule_sentences(view: View, record: Record) -> str:
    """We keep it for 6 years. The time starts when the tenancy ends. Then we delete it."""
    rule = record.values.get("rule")
    event, action = (str(record.values.get(name, "")) for name in _ROUND_A_RULE)
    event_words, action_words = (say_field(view, record, name) for name in _ROUND_A_RULE)
    around = Around(event, event_words, action, action_words)
    words = wording(view.schema(record.key).field("rule"))
    return sentences(rule if isinstance(rule, Mapping) else {}, words, around)


_ROUND_A_RULE = ("trigger_event", "disposal_action")
"""The fields beside a rule that say from when it counts, and what is done in the end."""


def whole(view: View, key: Key) -> Fragment:
    """All of a record's page, inside another page."""
    fragment = record_page(view, view.records[key])
    if not view.together(view.schema(key)):
        return fragment
    html = Markup('<div id="{}">{}</div>').format(spot(key), fragment.html)
    return Fragment(html, fragment.headings)


def ask_box(view: View) -> Fragment:
    """One box: has this been answered? It works in the reader's browser and sends nothing."""
    return Fragment(render("ask_box.html", root=ROOT, scripts=MATCHING, main=main_contact(view)))


_LAST_CHANGED = Markup(
    '<p class="kim-aside" data-pagefind-ignore>The words of this page last changed on {}.</p>'
)


def last_changed(view: View, key: Key) -> Markup:
    """When a page's own words last changed: a day, and nothing else."""
    changes = view.changed.get(key, ())
    return _LAST_CHANGED.format(say_date(changes[0].day)) if changes else Markup()
