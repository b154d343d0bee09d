"""Rows of past days' tables: one made before is shown again only where a new one is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from markupsafe import Markup

from macros.catalogue.confirmations import fingerprint
from macros.catalogue.load import load
from macros.history.old_registers import OldRecords, catalogue
from macros.history.replay import Records
from macros.model import Catalogue, Field, Key, Register, Schema, Values, Version
from macros.pages.notices import AGAIN
from macros.pages.old_rows import OldRows
from macros.pages.tables import facets_of, shown_of, table, table_of_rows
from macros.view.view import View, view
from tests.conftest import make_schema
from tests.history.states import stood
from tests.pages.edited_days import edited_days
from tests.projects import lay_small

DAYS, EDITS = 5, 20


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(lay_small(tmp_path_factory.mktemp("small")))[0]


def _views(days: Iterator[Records], schemas: Mapping[str, Schema]) -> Iterator[View]:
    """The view of each day, a month apart, of which the later ones know the records before."""
    made = OldRecords()
    for number, records in enumerate(days):
        day = date(2026, 1, 31) + timedelta(days=30 * number)
        yield view(catalogue(schemas, records, made), "staff", day)


def _by_rows(seen: View, register: Register, rows: OldRows) -> Markup:
    """A register's table, of rows some of which were made for earlier days."""
    shown = shown_of(seen, register)
    facets = facets_of(shown)
    own = [rows.row(seen, record, shown.fields, facets) for record in register.records]
    return table_of_rows(seen, shown, own, len(own))


@pytest.mark.parametrize("seed", range(2))
def test_a_row_made_before_is_what_would_be_made_anew(today: Catalogue, seed: int) -> None:
    schemas = {name: register.schema for name, register in today.registers.items()}
    rows = OldRows()
    for seen in _views(edited_days(today, DAYS, EDITS, Random(seed)), schemas):  # noqa: S311 - nothing secret
        for name, register in seen.registers.items():
            if register.records:
                anew = table(seen, register)
                assert _by_rows(seen, register, rows) == anew, (name, seen.today)


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
        old = _by_rows(seen, seen.registers["readings"], rows)
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
