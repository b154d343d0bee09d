"""For whoever wants to get rid of something: the form that answers, and the lists to sign.

The form works in the reader's browser (`theme/assets/kim-dispose.js`) on what stands in it as data:
each retention class with its rule, its words and its holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Record, Register, each
from macros.model.text import upper_first
from macros.pages.fragments import ROOT, Fragment, Heading, anchor, render
from macros.pages.tenants import rule_sentences
from macros.pages.values import say_field
from macros.pages.where import link, where
from macros.rules.calendar import Quarter, quarter_of, say_date
from macros.rules.disposal import Hold
from macros.rules.kept_records import EVENT, RULE, Kinds
from macros.view.disposals import ACTION, Waiting, by_quarter, waiting
from macros.view.view import View

WORDS = ("title", "examples", "search_words")
"""The fields of a class by whose words it is found."""

ASKED = {
    "person-reaches-age": "The day on which the person was born",
    "birth": "The day on which the person was born",
    "end-of-financial-year": "A day in the financial year that it belongs to",
    "end-of-tax-year": "A day in the tax year that it belongs to",
    "end-of-calendar-year": "A day in the year that it belongs to",
}
"""What is asked for, where the event's own words don't say it."""


def may_i_dispose(view: View, register: Register) -> Fragment:
    """The form, hidden until a browser runs it."""
    kinds = view.kinds_kept
    live = [record for record in register.records if not record.retired]
    ordered = sorted(live, key=lambda record: str(record.values.get("title", "")).casefold())
    data = {
        "classes": [_class(view, register, record, kinds) for record in ordered],
        "events": _events(register),
        "stages": _stages(register),
    }
    table = json.dumps(data, ensure_ascii=False)
    return Fragment(render("dispose.html", root=ROOT, data=table))


def _class(view: View, register: Register, record: Record, kinds: Kinds) -> Mapping[str, object]:
    """All that the form has to know of one class."""
    words = (each(record.values.get(name)) for name in WORDS)
    return {
        "id": record.key.id,
        "title": str(record.values.get("title", "")),
        "words": " ".join(str(word) for group in words for word in group).lower(),
        "href": where(view, record.key),
        "rule": record.values.get(_rule_field(register).name, {}),
        "event": str(record.values.get(EVENT, "")),
        "sentences": rule_sentences(view, record),
        "reason": say_field(view, record, "basis"),
        "law": say_field(view, record, "statutory_source"),
        "action": say_field(view, record, ACTION),
        "exceptions": say_field(view, record, "exceptions"),
        "example": record.is_example,
        "on_hold": [
            {
                "name": hold.name,
                "since": hold.since.isoformat(),
                "lifted": hold.lifted.isoformat() if hold.lifted else None,
                "part": hold.part,
            }
            for hold in kinds.holds.get(record.key, ())
        ],
    }


def _rule_field(register: Register) -> Field:
    return next(field for field in register.schema.fields if field.format == RULE)


def _events(register: Register) -> Mapping[str, str]:
    """What is asked for each event from which a time counts."""
    field = register.schema.field(EVENT)
    labels = field.labels if field else {}
    return {**{event: upper_first(words) for event, words in labels.items()}, **ASKED}


def _stages(register: Register) -> Mapping[str, str]:
    """What the steps before the end are called."""
    stages = _rule_field(register).part("stages")
    action = stages.each.part("action") if stages and stages.each else None
    return {**(action.labels if action else {}), "audit": "Kept on for audit"}


# ------------------------------------------------------------------------------- lists to sign


class ShownDisposal(NamedTuple):
    """One line of a list to sign."""

    disposal: Waiting
    record: Markup
    of: Markup
    until: str
    keeper: Markup
    holds: Sequence[Markup]


class ShownList(NamedTuple):
    """The list of one quarter: its heading, its last day, and what may go by then."""

    quarter: Quarter
    heading: Heading
    last: str
    rows: Sequence[ShownDisposal]


def disposal_list(view: View) -> Fragment:
    """What may go by the end of this quarter and of the next, each as a list to sign."""
    today = quarter_of(view.today)
    following = Quarter(today.year + today.number // 4, today.number % 4 + 1)
    everything = waiting(view.registers, view.today)
    lists = [_list(view, quarter, everything) for quarter in (today, following)]
    html = render("disposals.html", lists=lists, today=say_date(view.today), root=ROOT)
    return Fragment(html, tuple(shown.heading for shown in lists))


def _list(view: View, quarter: Quarter, everything: Sequence[Waiting]) -> ShownList:
    heading = Heading(2, anchor("list", str(quarter)), f"{quarter}: {quarter.months}")
    rows = [_shown(view, disposal) for disposal in by_quarter(everything, quarter.last)]
    return ShownList(quarter, heading, say_date(quarter.last), rows)


def _shown(view: View, disposal: Waiting) -> ShownDisposal:
    return ShownDisposal(
        disposal,
        link(view, disposal.key),
        link(view, disposal.of),
        say_date(disposal.until),
        Markup(", ").join(_links(view, [disposal.owner_role])),
        [_hold(view, hold) for hold in disposal.holds],
    )


def _hold(view: View, hold: Hold) -> Markup:
    """A hold by its name, with the part of its kind that it covers where that isn't all."""
    name = Markup(", ").join(_links(view, [hold.name]))
    if not hold.part:
        return name
    return Markup("{}, in part: {}. Look whether this is in it").format(name, hold.part)


def _links(view: View, ids: Sequence[str]) -> Iterator[Markup]:
    for id_ in ids:
        yield from (link(view, key) for key in view.ids.get(id_, ())[:1])
