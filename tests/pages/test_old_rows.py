"""Rows of past days' tables: one made before is shown again only where a new one is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from macros.catalogue.confirmations import fingerprint
from macros.catalogue.load import load
from macros.history.old_registers import OldRecords, catalogue
from macros.history.replay import Records
from macros.model import Catalogue, Field, Key, Schema, Value, Values, Version, is_list
from macros.pages.notices import AGAIN
from macros.pages.old_rows import OldRows
from macros.pages.tables import table
from macros.view.view import View, view
from tests.conftest import make_schema
from tests.history.states import stood
from tests.projects import lay_small

DAYS, EDITS = 5, 20


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(lay_small(tmp_path_factory.mktemp("small")))[0]


def _as_text(value: Value) -> Value:
    """A value as an old version has it."""
    if isinstance(value, Mapping):
        return {name: _as_text(inner) for name, inner in value.items()}
    if is_list(value):
        return [_as_text(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _edited(values: Values, others: Sequence[Values], chance: Random) -> Values:
    """A field taken out, set as another record has it, or as a number is written otherwise."""
    name = chance.choice(sorted(values))
    other = chance.choice(others).get(name)
    rest = {field: value for field, value in values.items() if field != name}
    if name == "id" or other is None or chance.random() < 0.1:
        return {**values, "status": chance.choice(("retired", "current"))}
    return {**rest, name: f"{other}.0" if str(other).isdigit() else other}


def _days(today: Catalogue, chance: Random) -> Iterator[Records]:
    """What stood on one day after another, most of it as on the day before."""
    every = (record for register in today.registers.values() for record in register.records)
    state = {record.key: stood(record.key, _plain(record.values)) for record in every}
    for _ in range(DAYS):
        yield dict(state)
        for key in chance.sample(sorted(state), EDITS):
            same = [
                record.version for other, record in state.items() if other.register == key.register
            ]
            version = state.pop(key).version
            others = [values for values in same if isinstance(values, Mapping)]
            if chance.random() < 0.98 and isinstance(version, Mapping):
                state[key] = stood(key, _edited(version, others, chance))


def _plain(values: Values) -> Values:
    return {name: _as_text(value) for name, value in values.items()}


def _views(days: Iterator[Records], schemas: Mapping[str, Schema]) -> Iterator[View]:
    """The view of each day, a month apart, of which the later ones know the records before."""
    made = OldRecords()
    for number, records in enumerate(days):
        day = date(2026, 1, 31) + timedelta(days=30 * number)
        yield view(catalogue(schemas, records, made), "staff", day)


@pytest.mark.parametrize("seed", range(2))
def test_a_row_made_before_is_what_would_be_made_anew(today: Catalogue, seed: int) -> None:
    schemas = {name: register.schema for name, register in today.registers.items()}
    rows = OldRows()
    for seen in _views(_days(today, Random(seed)), schemas):  # noqa: S311 - nothing secret
        for name, register in seen.registers.items():
            if register.records:
                anew = table(seen, register)
                assert table(seen, register, make_row=rows.row) == anew, (name, seen.today)


PAPERS = make_schema(
    "papers", [Field("title", "Title", "", "string"), Field("text", "Text", "", "string")]
)
READINGS = replace(
    make_schema(
        "readings",
        [
            Field("title", "Title", "", "string"),
            Field("size", "Size", "", "number"),
            Field("page", "Page", "", "string", format="page"),
            Field("paper", "Paper", "", "string", refs=("papers",), confirm=("text",), read="on"),
            Field("until", "Until", "", "string", format="date", ends="title"),
        ],
    ),
    columns=("title", "size", "page", "paper", "until"),
)
PAPER, READING = Key("papers", "P-2"), Key("readings", "R-1")
OLD: Values = {"title": "Damp", "text": "Old"}
READ: Values = {
    "title": "Read",
    "size": "1",
    "page": "registers/lost",
    "paper": "P-2",
    "until": "2026-03-15",
    "confirmed": [{"record": "P-2", "fingerprint": fingerprint(OLD, ["text"])}],
}


@pytest.mark.parametrize(
    ("key", "version", "day", "shown"),
    [
        (PAPER, OLD, 1, "Damp"),
        (PAPER, OLD, 16, "has run out"),
        (PAPER, {**OLD, "title": "Mould"}, 1, "Mould"),
        (PAPER, {**OLD, "status": "retired"}, 1, ">retired<"),
        (PAPER, {**OLD, "text": "New"}, 1, AGAIN),
        (Key("papers", "P-1"), OLD, 1, 'data-sort="000000001.00 000000001.00"'),
        (Key("lost", "L-1"), {"title": "Keys"}, 1, ">Lost</a>"),
        (READING, {**READ, "size": "1.0"}, 1, ">1.0<"),
        (READING, {**READ, "title": "Reread"}, 1, "Reread"),
    ],
)
def test_whatever_a_row_shows_makes_it_another(
    key: Key, version: Version, day: int, shown: str
) -> None:
    schemas = {schema.name: schema for schema in (PAPERS, READINGS)}
    before = {PAPER: stood(PAPER, OLD), READING: stood(READING, READ)}
    after = {**before, key: stood(key, version)}
    made, rows = OldRecords(), OldRows()
    for when, records in ((date(2026, 3, 1), before), (date(2026, 3, day), after)):
        seen = view(catalogue(schemas, records, made), "staff", when)
        old = table(seen, seen.registers["readings"], make_row=rows.row)
        assert old == table(seen, seen.registers["readings"])
    assert shown in old
    assert (AGAIN in old) is (shown == AGAIN)


def test_a_row_that_is_the_same_is_not_made_again() -> None:
    made, rows, records = OldRecords(), OldRows(), {READING: stood(READING, READ)}
    fields = READINGS.fields[:2]
    first, second = (catalogue({"readings": READINGS}, records, made) for _ in range(2))
    then, later = (view(state, "staff", date(2026, 2, 1)) for state in (first, second))
    row = rows.row(then, then.records[READING], fields, fields)
    assert rows.row(later, later.records[READING], fields, fields) is row
