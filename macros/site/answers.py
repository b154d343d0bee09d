"""What can be suggested as an answer to a question, and the matching that the site itself runs.

The matching is JavaScript (MiniSearch and `kim-match.js`): the command line and the browser give
the same answers because they run the same file, here in an engine of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, NamedTuple, TypedDict

from py_mini_racer import mini_racer

from macros.catalogue.references import label
from macros.model import Record, Register, Value, is_list, records_of
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
    """Published answers, from registers whose schema names fields to match, but for some ids."""
    documents = [
        _answer(register, record)
        for register, record in _answering(view)
        if record.key.id not in without
    ]
    return Answers(documents=documents, synonyms=list(_synonyms(view)))


def _answering(view: View) -> Iterator[tuple[Register, Record]]:
    """Every record that can answer a question, with its register."""
    for register in view.registers.values():
        if register.schema.public and register.schema.public.answers:
            for record in register.records:
                yield register, record


def _answer(register: Register, record: Record) -> Answer:
    """Lists are other words for it; everything else that the schema names is text."""
    schema = register.schema
    matched = schema.public.answers if schema.public else ()
    names = [name for name in matched if schema.field(name) and name not in schema.label]
    values = [record.values.get(name) for name in names]
    return Answer(
        id=record.key.id,
        kind=schema.singular,
        title=label(schema, record.values),
        words=" ".join(_text(value) for value in values if _is_list(value)),
        text=" ".join(_text(value) for value in values if not _is_list(value)),
        href=place(record.key),
    )


def _is_list(value: Value | None) -> bool:
    return is_list(value) and all(isinstance(item, str) for item in value)


def _text(value: Value | None) -> str:
    """All words of a value. A picture's file and what is said of it answer nothing."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        parts = [part for name, part in value.items() if name not in ("picture", "alt")]
        return " ".join(_text(part) for part in parts)
    if is_list(value):
        return " ".join(_text(item) for item in value)
    return str(value)


def _synonyms(view: View) -> Iterator[list[str]]:
    """Words that mean the same: a title, and the words that people type instead, if any."""
    for record in records_of(view.registers, "synonym"):
        words = record.values.get("words")
        if is_list(words):
            yield [str(record.values.get("title", "")), *(str(word) for word in words)]
        else:
            yield []


def as_json(known: Answers) -> str:
    """The file that the tenants' site fetches when somebody starts to type."""
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def engine() -> Iterator[Callable[[Answers], Suggest]]:
    """The site's own matching: a set of answers in, and out what suggests at most three of them.

    The best is first, and nothing is suggested where nothing is near enough. The engine ends with
    the context, since it has a thread of its own; it works over one set of answers at a time.
    """
    with mini_racer() as running:
        for script in SCRIPTS:
            running.eval((files("macros") / "theme" / "assets" / script).read_text("utf-8"))

        def suggest(question: str) -> list[Suggestion]:
            matches = running.eval(f"JSON.stringify(suggest({json.dumps(question)}))")
            return [_suggestion(match) for match in json.loads(str(matches))]

        def over(known: Answers) -> Suggest:
            running.eval(f"globalThis.suggest = KimMatch.matcher({json.dumps(known)})")
            return suggest

        yield over


def _suggestion(match: Mapping[str, Any]) -> Suggestion:
    score = round(match["score"], 2)
    return Suggestion(match["id"], match["kind"], match["title"], match["href"], score)
