"""Has this been answered before? What can be suggested, and the same matching that the tenants' site runs.

The matching is JavaScript (MiniSearch and `kim-match.js`), so that the command line and the browser give
the same answers because they run the same file, here in an engine of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from typing import NamedTuple, TypedDict

from py_mini_racer import mini_racer

from macros.catalogue.references import label
from macros.model import Record, Register, Value, register_of
from macros.pages.fragments import place
from macros.view.view import View

SCRIPTS = ("vendor/minisearch-7.2.0.js", "kim-match.js")


class Answer(TypedDict):
    """One answer that can be suggested. `href` is its address from the site's root."""

    id: str
    kind: str
    title: str
    words: str
    text: str
    href: str


class Answers(TypedDict):
    """What the matching works on: the contract of answers.json."""

    documents: list[Answer]
    synonyms: list[list[str]]


class Suggestion(NamedTuple):
    """An answer that fits a question, and how well (comparable within one question only)."""

    id: str
    kind: str
    title: str
    href: str
    score: float


Suggest = Callable[[str], list[Suggestion]]
"""A question in, suggestions out."""


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


def _entry(register: Register, record: Record) -> Answer:
    """Lists are other words for it; everything else that the schema names is text."""
    schema = register.schema
    matched = schema.public.answers if schema.public else ()
    values = [
        record.values.get(name)
        for name in matched
        if schema.field(name) and name not in schema.label
    ]
    return Answer(
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
    """Words that mean the same: a title, and the words that people type instead."""
    register = register_of(view.registers, "synonym")
    for record in register.records if register else ():
        words = record.values.get("words")
        yield (
            [
                str(record.values.get("title", "")),
                *(str(one) for one in words if isinstance(words, list | tuple)),
            ]
            if isinstance(words, list | tuple)
            else []
        )


def as_json(found: Answers) -> str:
    """The file that the tenants' site fetches when somebody starts to type."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def engine() -> Iterator[Callable[[Answers], Suggest]]:
    """The site's own matching: a set of answers in, and out what suggests at most three of them, best first.

    Nothing is suggested where nothing is near enough. The engine ends with the context, since it has a thread
    of its own; it works over one set of answers at a time.
    """
    with mini_racer() as running:
        for script in SCRIPTS:
            running.eval((files("macros") / "theme" / "assets" / script).read_text("utf-8"))

        def over(known: Answers) -> Suggest:
            running.eval(f"globalThis.suggest = KimMatch.matcher({json.dumps(known)})")
            return suggest

        def suggest(question: str) -> list[Suggestion]:
            found = json.loads(
                str(running.eval(f"JSON.stringify(suggest({json.dumps(question)}))"))
            )
            return [
                Suggestion(
                    one["id"], one["kind"], one["title"], one["href"], round(one["score"], 2)
                )
                for one in found
            ]

        yield over
