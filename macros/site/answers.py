"""What can be suggested as an answer to a question: records, pages of a kind, and a vocabulary.

`matching` is what finds them. What is matched, and what comes first, is said by the schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NotRequired, TypedDict

from macros.catalogue.page_texts import only_words
from macros.catalogue.references import label
from macros.model import (
    Audience,
    Page,
    PageKind,
    Record,
    RecordKind,
    Schema,
    Value,
    is_list,
    records_of,
)
from macros.pages.fragments import page_address
from macros.pages.where import before
from macros.site.languages import Spoken, spoken
from macros.view.page_kinds import path_of
from macros.view.view import View

FLOOR: Mapping[Audience, float] = {"public": 0, "staff": 0.6}
MARGIN: Mapping[Audience, float] = {"public": -0.1, "staff": -0.1}
"""What `Answers` calls the floor and the margin, both measured on the halves of tests/answers to
work with. A larger margin leaves fewer wrong first, and as many or more fewer right first.
"""


class Answer(TypedDict):
    """One record or page that can be suggested.

    `words` are what else people call it, one phrase each. `main` is 1 for a topic's main answer.
    """

    id: str
    title: str
    words: list[str]
    text: str
    main: NotRequired[int]


class Answering(TypedDict):
    """The records of a register, or the pages of a kind. `asked` is how people ask for any of them.

    `answers` says whether they answer questions: the box suggests no others, the search finds all.
    The address of each from the site's root is `place`, with the record's id in small letters, and
    then '/', unless `place` ends in '#'.
    """

    kind: str
    title: str
    place: str
    rank: int
    answers: bool
    asked: list[str]
    records: list[Answer]


class Elsewhere(TypedDict):
    """A subject that we have no answer to, the words people have for it, and where to go."""

    title: str
    words: list[str]
    text: str


class Answers(TypedDict):
    """What the matching works on.

    `floor` is by how much likelier than what others answer a record has to be for it to be shown,
    in natural logarithms: below nothing, it may be less likely. `margin` is what the odds of the
    first against all others together have to be for it to be meant, in the same measure: how far
    it is ahead of the second counts as well, and one known word needs more.
    """

    registers: list[Answering]
    synonyms: list[list[str]]
    elsewhere: list[Elsewhere]
    floor: float
    margin: float
    languages: list[Spoken]


def _schemas(view: View) -> Iterable[Schema]:
    """The registers that are for the audience to read, by rank."""
    schemas = (register.schema for register in view.registers.values())
    return sorted(filter(view.listed, schemas), key=lambda schema: schema.asking.rank)


def words(view: View) -> Answers:
    """What the filters of tables need: other words for a thing, and no kinds of it."""
    strict = [words for record, words in _synonyms(view) if record.values.get("kinds") is not True]
    return Answers(registers=[], synonyms=strict, elsewhere=[], floor=0, margin=0, languages=[])


def answers(view: View) -> Answers:
    """What the question box of an audience suggests and its search finds: all that it may read."""
    return Answers(
        registers=[
            *(_answering(view, schema) for schema in _schemas(view)),
            *(_of_kind(kind, pages) for kind, pages in view.kinds.items()),
        ],
        synonyms=[words for _, words in _synonyms(view)],
        elsewhere=[
            Elsewhere(
                title=str(record.values["title"]),
                words=_words(record.values.get("words")),
                text=str(record.values["text"]),
            )
            for record in _current(view, "elsewhere")
            if view.is_public or not record.public
        ],
        floor=FLOOR[view.audience],
        margin=MARGIN[view.audience],
        languages=spoken(view),
    )


def _synonyms(view: View) -> Iterable[tuple[Record, list[str]]]:
    """Words that mean the same: a title, and the words that people type instead, if any."""
    for record in _current(view, "synonym"):
        yield record, [str(record.values["title"]), *_words(record.values.get("words"))]


def _current(view: View, kind: RecordKind) -> Iterable[Record]:
    return (record for record in records_of(view.registers, kind) if not record.retired)


def _answering(view: View, schema: Schema) -> Answering:
    records = view.registers[schema.name].records
    return Answering(
        kind=schema.singular,
        title=schema.title,
        place=before(view, schema),
        rank=schema.asking.rank,
        answers=bool(schema.asking.fields),
        asked=list(schema.asking.words),
        records=[_answer(schema, record) for record in records if not record.retired],
    )


def _answer(schema: Schema, record: Record) -> Answer:
    """Lists are other words for it; everything else that the schema names is text."""
    names = [name for name in schema.asking.fields or schema.names if name not in schema.label]
    values = [record.values.get(name) for name in names]
    answer = Answer(
        id=record.key.id,
        title=label(schema, record.values),
        words=list(chain.from_iterable(map(_words, filter(_is_words, values)))),
        text=" ".join(_text(value) for value in values if not _is_words(value)),
    )
    if record.values.get(schema.asking.main) is True:
        answer["main"] = 1
    return answer


def _of_kind(kind: PageKind, pages: Sequence[Page]) -> Answering:
    """Written pages of a kind. The id of one is its address without the last stroke."""
    return Answering(
        kind=kind.singular,
        title=kind.title,
        place="",
        rank=kind.asking.rank,
        answers=True,
        asked=list(kind.asking.words),
        records=[
            Answer(
                id=page_address(path_of(page)).rstrip("/"),
                title=str(page.values["title"]),
                words=_words(page.values.get("search_words")),
                text=f"{page.values.get('description', '')}\n{only_words(page.text)}",
            )
            for page in pages
        ],
    )


def _is_words(value: Value | None) -> bool:
    return is_list(value) and all(isinstance(item, str) for item in value)


def _words(value: Value | None) -> list[str]:
    return [str(word) for word in value] if is_list(value) else []


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
