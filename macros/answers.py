"""Has this been answered before? What can be suggested, and the same matching that the tenants' site runs.

The matching is JavaScript (MiniSearch and `kim-match.js`), so that the command line and the browser give
the same answers because they run the same file, here in an engine of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from typing import NamedTuple, TypedDict

from py_mini_racer import mini_racer

from macros.link import label
from macros.model import Record, Register, Value
from macros.pages.html import place
from macros.rules.calendar import read_date
from macros.view import View

SYNONYMS = "synonyms"
"""The register of words that mean the same: a title, and the words that people type instead."""

REQUESTS = "requests"
"""The register of information requests, which the back-test replays."""

SCRIPTS = ("vendor/minisearch-7.2.0.js", "kim-match.js")


class Entry(TypedDict):
    """One answer that can be suggested. `href` is its address from the site's root."""

    id: str
    kind: str
    title: str
    words: str
    text: str
    href: str


class Answers(TypedDict):
    """What the matching works on: the contract of answers.json."""

    documents: list[Entry]
    synonyms: list[list[str]]


class Suggestion(NamedTuple):
    """An answer that fits a question, and how well (comparable within one question only)."""

    id: str
    kind: str
    title: str
    href: str
    score: float


def answers(view: View, without: frozenset[str] = frozenset()) -> Answers:
    """Every published answer, from the registers whose schema names fields to match; without some ids."""
    documents = [
        _entry(register, record)
        for register in view.registers.values()
        if register.schema.public and register.schema.public.answers
        for record in register.records
        if record.key.id not in without
    ]
    return Answers(documents=documents, synonyms=list(_synonyms(view)))


def _entry(register: Register, record: Record) -> Entry:
    """Lists are other words for it; everything else that the schema names is text."""
    schema = register.schema
    matched = schema.public.answers if schema.public else ()
    values = [record.values.get(name) for name in matched if schema.field(name) and name not in schema.label]
    return Entry(
        id=record.key.id,
        kind=schema.singular,
        title=label(schema, record.values),
        words=" ".join(_said(value) for value in values if _is_list(value)),
        text=" ".join(_said(value) for value in values if not _is_list(value)),
        href=place(record.key),
    )


def _is_list(value: Value | None) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _said(value: Value | None) -> str:
    if isinstance(value, Mapping):
        return " ".join(_said(one) for name, one in value.items() if name not in ("picture", "alt"))
    if isinstance(value, list | tuple):
        return " ".join(_said(one) for one in value)
    return str(value) if value is not None else ""


def _synonyms(view: View) -> Iterator[list[str]]:
    register = view.registers.get(SYNONYMS)
    for record in register.records if register else ():
        words = record.values.get("words")
        yield (
            [str(record.values.get("title", "")), *(str(one) for one in words if isinstance(words, list | tuple))]
            if isinstance(words, list | tuple)
            else []
        )


def as_json(found: Answers) -> str:
    """The file that the tenants' site fetches when somebody starts to type."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def matcher(over: Answers) -> Iterator[Callable[[str], list[Suggestion]]]:
    """The site's own matching over one set of answers: a question in, at most three answers out, best first.

    None where nothing is near enough. The engine ends with the context, since it has a thread of its own.
    """
    with mini_racer() as engine:
        for script in SCRIPTS:
            engine.eval((files("macros") / "theme" / "assets" / script).read_text("utf-8"))
        engine.eval(f"globalThis.suggest = KimMatch.matcher({json.dumps(over)})")

        def suggest(question: str) -> list[Suggestion]:
            found = json.loads(str(engine.eval(f"JSON.stringify(suggest({json.dumps(question)}))")))
            return [Suggestion(one["id"], one["kind"], one["title"], one["href"], round(one["score"], 2)) for one in found]

        yield suggest


class Replayed(NamedTuple):
    """One past request: what would have been suggested on the day that it came in."""

    id: str
    question: str
    suggestions: tuple[Suggestion, ...]


class Gap(NamedTuple):
    """A topic that was asked about several times and that no question and answer covers."""

    category: str
    requests: tuple[str, ...]


def back_test(view: View) -> list[Replayed]:
    """Each request against what was published before it: earlier requests, and answers of no known date.

    A question and answer without a day of publication counts as there: Git's history, not the record, knows
    better, and no date is invented here.
    """
    requests = sorted(_requests(view), key=lambda one: (one[1], one[0].key.id))
    return [_replay(view, record, day, requests) for record, day in requests]


def _requests(view: View) -> Iterator[tuple[Record, date]]:
    register = view.registers.get(REQUESTS)
    for record in register.records if register else ():
        day = read_date(str(record.values.get("received", "")))
        if isinstance(day, date):
            yield record, day


def _replay(view: View, record: Record, day: date, requests: Sequence[tuple[Record, date]]) -> Replayed:
    later = frozenset(one.key.id for one, _ in requests if one is record or not _answered_before(one, day))
    question = str(record.values.get("question") or record.values.get("title", ""))
    with matcher(answers(view, later)) as suggest:
        return Replayed(record.key.id, str(record.values.get("title", "")), tuple(suggest(question)))


def _answered_before(record: Record, day: date) -> bool:
    responded = read_date(str(record.values.get("responded", "")))
    return isinstance(responded, date) and responded < day


def gaps(view: View, least: int = 3) -> list[Gap]:
    """Topics asked about at least `least` times that no question and answer is about."""
    faqs = view.registers.get("faqs")
    covered = {record.values.get("category") for record in faqs.records} if faqs else set()
    asked: dict[str, list[str]] = {}
    for record, _ in _requests(view):
        categories = record.values.get("categories")
        first = categories[0] if isinstance(categories, list | tuple) and categories else ""
        asked.setdefault(str(first), []).append(record.key.id)
    return [Gap(category, tuple(ids)) for category, ids in sorted(asked.items()) if len(ids) >= least and category not in covered]
