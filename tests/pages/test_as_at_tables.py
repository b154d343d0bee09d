"""Days that share a table: a page is left out only where it would have shown the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from markupsafe import Markup

from macros.catalogue.load import load
from macros.history.old_registers import OldRecords
from macros.history.replay import Records
from macros.history.snapshots import Snapshot, SnapshotDay
from macros.model import Catalogue, Commit, Key, Person, Unreadable
from macros.pages.as_at_tables import Standing, standing, table_html, view_then
from macros.pages.tables import table
from macros.view.view import View, view
from tests.history.states import stood
from tests.pages.edited_days import edited_days
from tests.projects import lay_small

DAYS, EDITS = 6, 5
CALLED = "some day"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(lay_small(tmp_path_factory.mktemp("small")))[0]


def a_snapshot(number: int, records: Records) -> Snapshot:
    until = datetime(2026, 1, 31, 23, 59, tzinfo=UTC) + timedelta(days=30 * number)
    nobody = Person("", "", "")
    commit = Commit(str(number), (), nobody, nobody, until, until, "", "")
    return Snapshot(SnapshotDay(str(number), f"day {number}", "", until, commit, until), records)


def all_anew(today: View, snapshot: Snapshot) -> Mapping[str, tuple[Markup, Sequence[str]]]:
    """What each register shows on a day, with nothing kept from another."""
    seen = view_then(today, snapshot, OldRecords())
    names = {key.register for key in snapshot.records}
    return {name: shown_anew(seen, snapshot, name) for name in names}


def shown_anew(seen: View, snapshot: Snapshot, name: str) -> tuple[Markup, Sequence[str]]:
    """The table of a register on a day, and its texts that can't be read."""
    register, texts = seen.registers.get(name), []
    for key in sorted(snapshot.records, key=lambda key: key.counted):
        version = snapshot.records[key].version
        if key.register == name and isinstance(version, Unreadable):
            texts.append(version.text)
    if register is None or not register.records:
        return Markup(), texts
    unreadable = f", and {len(texts)} that can't be read" if texts else ""
    many = len(register.records)
    records = f"{many} record{'s' if many > 1 else ''}{unreadable}"
    caption = f"{register.schema.title} as at {CALLED}: {records}"
    return table(seen, register, caption=caption), texts


def shown_of(today: View, stood_so: Standing, day: str, name: str) -> tuple[Markup, Sequence[str]]:
    shared = stood_so[day][name].table
    return table_html(today, name, shared, CALLED), [each.text for each in shared.unreadable]


@pytest.mark.parametrize("seed", range(2))
def test_days_share_a_table_exactly_where_each_would_show_the_same(
    catalogue: Catalogue, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 - nothing secret
    today = view(catalogue, "staff", datetime(2027, 1, 1, tzinfo=UTC).date())
    snapshots = []
    for number, records in enumerate(edited_days(catalogue, DAYS, EDITS, chance)):
        broken = chance.choice(sorted(records))
        unreadable = {broken: stood(broken, Unreadable("[broken"))} if chance.random() < 0.5 else {}
        snapshots.append(a_snapshot(number, {**records, **unreadable}))
    stood_so = standing(today, snapshots)
    anew = [all_anew(today, snapshot) for snapshot in snapshots]
    shared = 0
    for (before, old_shown), (after, new_shown) in pairwise(zip(snapshots, anew, strict=True)):
        old, new = (stood_so[snapshot.day.address] for snapshot in (before, after))
        for name in old.keys() & new.keys():
            assert shown_of(today, stood_so, after.day.address, name) == new_shown[name]
            is_same = old[name] is new[name]
            assert is_same is (old_shown[name] == new_shown[name]), (name, after.day)
            shared += is_same
    assert 0 < shared < sum(map(len, list(stood_so.values())[1:]))


def test_a_table_begins_anew_where_the_register_was_empty_in_between(catalogue: Catalogue) -> None:
    today = view(catalogue, "staff", datetime(2027, 1, 1, tzinfo=UTC).date())
    key, other = Key("lost", "L-1"), Key("kept", "K-1")
    there = {key: stood(key, {"title": "Keys"}), other: stood(other, {"title": "Doors"})}
    gone = {other: there[other]}
    states = (there, there, gone, there)
    snapshots = [a_snapshot(number, records) for number, records in enumerate(states)]
    stood_so = standing(today, snapshots)
    assert [list(stood_so[str(day)]) for day in range(4)] == [
        ["kept", "lost"],
        ["kept", "lost"],
        ["kept"],
        ["kept", "lost"],
    ]
    assert [day.address for day in stood_so["0"]["lost"].days] == ["0", "1"]
    assert [day.address for day in stood_so["3"]["lost"].days] == ["3"]
    assert stood_so["3"]["lost"].address == "as-at/3/lost/"
    assert [day.address for day in stood_so["3"]["kept"].days] == ["0", "1", "2", "3"]
    assert stood_so["3"]["kept"].address == "as-at/0/kept/"
