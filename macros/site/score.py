"""How well questions are answered: sentences with the records that are right, asked one by one.

`tests/answers/README.md` says what the sentences are and who may read which of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from macros.catalogue.yaml_plain import read_plainly
from macros.model import Audience, Value, is_list
from macros.model.errors import KimError
from macros.site.answers import answers
from macros.site.matching import Fits, Suggest, engine
from macros.view.view import View

FOLDER = "tests/answers"
Outcome = Literal["first", "unsure", "wrong first", "wrong", "none"]
READERS: Mapping[str, Audience] = {"tenants": "public", "staff": "staff"}
PARTS = ("develop", "held_out")


class Sentence(NamedTuple):
    """What somebody types, and the ids that are a right answer: none, where nothing answers it."""

    text: str
    right: frozenset[str]


class Score(NamedTuple):
    """How the sentences of one reader and part were answered, as numbers of sentences.

    Of those with an answer: a right one `first`, a right one among two or three to choose from, as
    it is `unsure` which is meant, a `wrong` one first or none but wrong ones to choose from, or
    `none` at all. A right one is among the `three` that are shown. `false` are those that nothing
    answers and that got a suggestion.
    """

    reader: str
    part: str
    answerable: int
    first: int
    three: int
    unsure: int
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
    answered = [_outcome(sentence, suggest(sentence.text)) for sentence in asked if sentence.right]
    silent = [suggest(sentence.text).suggestions for sentence in asked if not sentence.right]
    outcomes = Counter(answered)
    return Score(
        reader=reader,
        part=part,
        answerable=len(answered),
        first=outcomes["first"],
        three=outcomes["first"] + outcomes["unsure"] + outcomes["wrong first"],
        unsure=outcomes["unsure"],
        wrong=outcomes["wrong first"] + outcomes["wrong"],
        none=outcomes["none"],
        unanswerable=len(silent),
        false=sum(map(bool, silent)),
    )


def _outcome(sentence: Sentence, fits: Fits) -> Outcome:
    """How a sentence that has an answer was answered. Wrong ones to choose from are wrong."""
    ids = [fit.id for fit in fits.suggestions]
    if not ids:
        return "none"
    if sentence.right.isdisjoint(ids):
        return "wrong"
    if not fits.sure:
        return "unsure"
    return "wrong first" if sentence.right.isdisjoint(ids[:1]) else "first"


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
