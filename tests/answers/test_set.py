"""The set that answers are measured on is large, whole, split by its rule, and names what is there.

Nothing here asks a matcher: how well one does is measured elsewhere.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from macros.model import Catalogue, Record, Register, Schema
from macros.model.seen import as_seen, name_key
from macros.view.page_kinds import path_of

FOLDER = Path(__file__).parent
PARTS = ("develop", "held_out")
READERS = ("tenants", "staff")
DANGER = "danger"
SOURCES = frozenset({"forum", "foi", "complaint", "council-page", "own"})
NEAR_MISS = "none"
KINDS = frozenset(
    {
        "gas",
        "carbon-monoxide",
        "fire",
        "flood",
        "electric",
        "ceiling",
        "no-heat",
        "domestic-abuse",
        "child",
        "suicide",
        "homeless",
        "hate-crime",
    }
)
LEAST_ANSWERED = {"tenants": 250, "staff": 120}
LEAST_UNANSWERED = {"tenants": 60, "staff": 30}
LEAST_OF_A_PART = {"tenants": 100, "staff": 50}
LEAST_UNANSWERED_OF_A_PART = {"tenants": 35, "staff": 15}
LEAST_OF_A_KIND = 5
"""How many sentences of each kind of danger each part has."""
LEAST_IN_DANGER = 40
"""How many sentences in danger each part has, and how many near misses."""


class Item(NamedTuple):
    """A sentence as somebody would type it, and what is right for it.

    `answers` are ids of records or addresses of procedures, the main one first, and none where
    nothing published answers. A sentence of the danger set has `kind` instead. `added` is the day
    on which a sentence came that wasn't there from the start.
    """

    text: str
    source: str
    answers: tuple[str, ...] = ()
    kind: str = ""
    added: date | None = None


@cache
def items(reader: str, part: str) -> Sequence[Item]:
    """The sentences of a part, in the order of its file, which is read once."""
    text = (FOLDER / f"{reader}_{part}.yml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.CSafeLoader)
    return tuple(Item(**{**row, "answers": tuple(row.get("answers", ()))}) for row in rows)


def both_parts(reader: str) -> list[Item]:
    return list(chain.from_iterable(items(reader, part) for part in PARTS))


def folded(text: str) -> str:
    """A sentence without what makes a copy look different: case and spaces."""
    return "".join(as_seen(text).casefold().split())


def part_of(text: str) -> str:
    """The part that a sentence belongs to, by the rule in README.md."""
    return PARTS[hashlib.sha256(folded(text).encode()).digest()[0] % 2]


def counts(some: Sequence[Item]) -> tuple[str, str]:
    """How many of some sentences have something to show, and how many haven't."""
    shown = sum(bool(item.answers) or item.kind in KINDS for item in some)
    return str(shown), str(len(some) - shown)


def table_row(head: str, parts: Iterable[Sequence[Item]]) -> str:
    """A row of the tables in README.md: the counts of each part."""
    return f"| {head} | {' | '.join(chain.from_iterable(map(counts, parts)))} |"


def added_on(day: date | None, reader: str, part: str) -> list[Item]:
    return [item for item in items(reader, part) if item.added == day]


def ids(registers: Iterable[tuple[Record, ...]]) -> set[str]:
    return {record.key.id for record in chain.from_iterable(registers)}


def answers(reader: str) -> set[str]:
    """The ids of every record that is a right answer to a sentence of a reader."""
    return set(chain.from_iterable(item.answers for item in both_parts(reader)))


def not_over(register: Register) -> tuple[Record, ...]:
    return tuple(record for record in register.records if not record.retired)


def title_of(record: Record, schema: Schema) -> str:
    """What people see as a record's title, without capitals and the mark at its end."""
    words = " ".join(str(record.values.get(name, "")) for name in schema.label)
    return name_key(words).rstrip("?.")


def titles_of(register: Register) -> set[str]:
    return {title_of(record, register.schema) for record in register.records}


@pytest.mark.parametrize("reader", READERS)
def test_it_has_enough_that_is_answered_and_enough_that_is_not(reader: str) -> None:
    answered = sum(bool(item.answers) for item in both_parts(reader))
    unanswered = sum(not item.answers for item in both_parts(reader))
    assert answered >= LEAST_ANSWERED[reader]
    assert unanswered >= LEAST_UNANSWERED[reader]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("reader", READERS)
def test_each_part_has_its_share(reader: str, part: str) -> None:
    assert len(items(reader, part)) >= LEAST_OF_A_PART[reader]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("reader", READERS)
def test_each_part_has_enough_that_is_not_answered(reader: str, part: str) -> None:
    unanswered = sum(not item.answers for item in items(reader, part))
    assert unanswered >= LEAST_UNANSWERED_OF_A_PART[reader]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_danger_of_every_kind_and_near_misses(part: str) -> None:
    kinds = Counter(item.kind for item in items(DANGER, part))
    assert kinds.keys() == KINDS | {NEAR_MISS}
    assert [kind for kind, times in kinds.items() if times < LEAST_OF_A_KIND] == []
    assert kinds[NEAR_MISS] >= LEAST_IN_DANGER
    assert kinds.total() - kinds[NEAR_MISS] >= LEAST_IN_DANGER


@pytest.mark.parametrize("reader", [*READERS, DANGER])
def test_no_sentence_stands_twice(reader: str) -> None:
    texts = Counter(folded(item.text) for item in both_parts(reader))
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("reader", [*READERS, DANGER])
def test_the_rule_says_in_which_part_a_sentence_stands(reader: str, part: str) -> None:
    assert [item.text for item in items(reader, part) if part_of(item.text) != part] == []


@pytest.mark.parametrize("reader", [*READERS, DANGER])
def test_each_sentence_has_words_and_says_where_its_kind_was_met(reader: str) -> None:
    odd = [
        item
        for item in both_parts(reader)
        if not item.text or item.text != as_seen(item.text) or item.source not in SOURCES
    ]
    assert odd == []


@pytest.mark.parametrize("reader", [*READERS, DANGER])
def test_a_sentence_has_one_to_twenty_words(reader: str) -> None:
    assert [item.text for item in both_parts(reader) if len(item.text.split()) > 20] == []


@pytest.mark.parametrize("reader", READERS)
def test_a_sentence_names_an_answer_once(reader: str) -> None:
    assert [i.text for i in both_parts(reader) if len(set(i.answers)) < len(i.answers)] == []


def test_what_is_right_for_tenants_is_published(real: Catalogue) -> None:
    published = ids(register.published for register in real.registers.values())
    assert answers("tenants") - published == set()


def test_what_is_right_for_staff_is_there_and_not_over(real: Catalogue) -> None:
    current = ids(map(not_over, real.registers.values()))
    pages = {path_of(page).removesuffix(".md") for page in real.pages if "kind" in page.values}
    assert answers("staff") - current - pages == set()


@pytest.mark.parametrize("reader", [*READERS, DANGER])
def test_no_sentence_is_a_title_of_ours(reader: str, real: Catalogue) -> None:
    titles = set(chain.from_iterable(map(titles_of, real.registers.values())))
    assert [i.text for i in both_parts(reader) if name_key(i.text).rstrip("?.") in titles] == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a tap", "held_out"),
        ("A  Tap", "held_out"),
        ("réparation", "develop"),
        ("RÉPARATION", "develop"),
    ],
)
def test_the_rule_parts_a_sentence_as_it_always_did(text: str, part: str) -> None:
    assert part_of(text) == part


@pytest.mark.parametrize("reader", [*READERS, DANGER])
def test_the_held_out_file_says_first_that_it_is_not_to_be_read(reader: str) -> None:
    text = (FOLDER / f"{reader}_held_out.yml").read_text(encoding="utf-8")
    assert text.startswith("# NOBODY WHO WORKS ON A MATCHER")


@pytest.mark.parametrize("reader", [*READERS, DANGER])
def test_the_readme_gives_the_counts(reader: str) -> None:
    row = table_row(f"`{reader}`", [items(reader, part) for part in PARTS])
    assert row in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", [*READERS, DANGER])
def test_the_readme_gives_the_counts_of_what_was_added_later(reader: str) -> None:
    days = {item.added for item in both_parts(reader)} - {None}
    rows = [
        table_row(f"{day}, `{reader}`", [added_on(day, reader, part) for part in PARTS])
        for day in days
    ]
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [row for row in rows if row not in readme] == []
