"""How well questions are answered: sentences with the records that are right, asked one by one.

`tests/answers/README.md` says what the sentences are and who may read which of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from macros.catalogue.yaml_plain import read_plainly
from macros.model import Audience, Value, is_list
from macros.model.errors import KimError
from macros.site.answers import answers
from macros.site.matching import Suggest, engine
from macros.view.view import View

FOLDER = "tests/answers"
READERS: Mapping[str, Audience] = {"tenants": "public", "staff": "staff"}
PARTS = ("develop", "held_out")


class Sentence(NamedTuple):
    """What somebody types, and the ids that are a right answer: none, where nothing answers it."""

    text: str
    right: frozenset[str]


class Score(NamedTuple):
    """How the sentences of one reader and part were answered, as numbers of sentences.

    Of those with an answer: a right one `first`, one among the first `three`, a `wrong` one first,
    `none` at all. `false` are those that nothing answers and that got a suggestion.
    """

    reader: str
    part: str
    answerable: int
    first: int
    three: int
    wrong: int
    none: int
    unanswerable: int
    false: int


def scores(root: Path, views: Mapping[Audience, View]) -> list[Score]:
    """Each reader and part. Raises KimError where a file of sentences isn't there."""
    scores = []
    with engine() as over:
        for reader, audience in READERS.items():
            suggest = over(answers(views[audience]))
            scores += [
                score(reader, part, sentences(root, reader, part), suggest) for part in PARTS
            ]
    return scores


def score(reader: str, part: str, asked: Sequence[Sentence], suggest: Suggest) -> Score:
    """What is suggested for each sentence, held against what is right."""
    ids = [[fit.id for fit in suggest(sentence.text).suggestions] for sentence in asked]
    answered = [
        (sentence.right, got) for sentence, got in zip(asked, ids, strict=True) if sentence.right
    ]
    silent = [got for sentence, got in zip(asked, ids, strict=True) if not sentence.right]
    return Score(
        reader=reader,
        part=part,
        answerable=len(answered),
        first=sum(not right.isdisjoint(got[:1]) for right, got in answered),
        three=sum(not right.isdisjoint(got) for right, got in answered),
        wrong=sum(bool(got) and right.isdisjoint(got[:1]) for right, got in answered),
        none=sum(not got for _, got in answered),
        unanswerable=len(silent),
        false=sum(bool(got) for got in silent),
    )


def sentences(root: Path, reader: str, part: str) -> list[Sentence]:
    """The sentences of a reader and a part."""
    file = f"{FOLDER}/{reader}_{part}.yml"
    try:
        text = (root / file).read_text("utf-8")
    except FileNotFoundError:
        raise KimError(f"There are no sentences to ask: {file} is missing.") from None
    rows = (read_plainly(f"rows:\n{text}") or {}).get("rows")
    return [_sentence(row) for row in rows if isinstance(row, Mapping)] if is_list(rows) else []


def _sentence(row: Mapping[str, Value]) -> Sentence:
    right = row.get("answers")
    return Sentence(str(row["text"]), frozenset(map(str, right)) if is_list(right) else frozenset())
