"""Words by which the site knows that somebody writes in another language, and where that leads.

The matching is JavaScript (`kim-language.js`), so that the browser and `kim ask` answer alike.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from typing import TypedDict

from macros.model import Record, Register, each, groups, records_of, register_of
from macros.pages.fragments import page_address
from macros.pages.languages import direction
from macros.pages.where import from_root
from macros.view.view import View

FILE = "languages.json"


class Need(TypedDict):
    """What is asked for in English, and the words for it in another language."""

    asked: str
    words: list[str]


class Spoken(TypedDict):
    """A text in another language, and what is shown of it to whoever types one of its words.

    `needs` are words for what we have answers to, `words` are others of the language.

    `title` is the language's own name. `href` is the address from the site's root. Without a
    `language` it is the page that has all texts, for words of a language that we have no text in.
    """

    id: str
    kind: str
    title: str
    text: str
    href: str
    language: str
    direction: str
    words: list[str]
    needs: list[Need]


def spoken(view: View) -> list[Spoken]:
    """The texts in other languages that an audience can read, and last the page of all of them."""
    register = register_of(view.registers, "translation")
    if register is None:
        return []
    records = [record for record in register.records if not record.retired]
    needs = _words_of_need(view)
    texts = [_spoken(view, register, record, needs) for record in records]
    known = {text["language"] for text in texts}
    rest = [own for code, own in needs.items() if code not in known]
    return [*texts, _every(view, register, [*chain.from_iterable(rest)])]


def _words_of_need(view: View) -> Mapping[str, list[Need]]:
    """The words in other languages that the vocabulary has, by language.

    Each stands for the first of the English words of its record, which is what answers are found
    by: so they are sent to the browser once, and no English word is a slip of theirs.
    """
    by_language: dict[str, list[Need]] = defaultdict(list)
    for record in records_of(view.registers, "synonym"):
        asked = next(map(str, each(record.values.get("words"))), view.label(record.key))
        for _, group in () if record.retired else groups(record.values.get("other_languages")):
            words = [str(word) for word in each(group.get("words"))]
            by_language[str(group.get("language"))].append(Need(asked=asked, words=words))
    return by_language


def _spoken(
    view: View, register: Register, record: Record, needs: Mapping[str, list[Need]]
) -> Spoken:
    language, title = (str(record.values.get(name, "")) for name in ("language", "own_name"))
    own = [str(word) for word in each(record.values.get("words"))]
    return Spoken(
        id=record.key.id,
        kind=register.schema.singular,
        title=title,
        text=str(record.values.get("heading", "")),
        href=from_root(view, record.key),
        language=language,
        direction=direction(title),
        words=[title, *own],
        needs=list(needs.get(language, ())),
    )


def _every(view: View, register: Register, needs: list[Need]) -> Spoken:
    return Spoken(
        id="",
        kind=register.schema.singular,
        title=register.schema.title,
        text="",
        href=page_address(view.home(register.schema)),
        language="",
        direction="ltr",
        words=[],
        needs=needs,
    )


def as_json(texts: list[Spoken]) -> str:
    """The file that a page fetches once somebody types, beside that of the answers."""
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
