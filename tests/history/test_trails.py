"""A history by hand: trails under all names, what stood when, and what came with the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from macros.history.replay import (
    RecordVersion,
    replayed,
    replayed_with_last,
    snapshots_at,
    versions_at,
)
from macros.history.revisions import History, arrives
from macros.model import Change, Commit, Key, Kind, Revision, Unreadable, Version
from tests.history.states import past_of

DAYS = [f"2026-01-0{number}T12:00" for number in range(1, 7)]
PAST = past_of(DAYS)
A, B = Key("t", "A"), Key("t", "B")


def revision(key: Key, number: int, kind: Kind, *changes: Change) -> Revision:
    """What the commit of this number did to a record."""
    file = f"registers/t/{key.id}.yml"
    return Revision(key, kind, PAST.line[number], PAST.landed[number], changes, file)


def title(old: str | None, new: str | None) -> Change:
    return Change(("title",), old, new)


CREATED = revision(A, 0, "created", title(None, "x"))
CHANGED = revision(A, 1, "changed", title("x", "y"))
BROKEN = replace(revision(A, 2, "changed", Change((), None, "title: [")), readable=False)
MENDED = revision(A, 3, "changed", title("y", "z"))
DELETED = revision(A, 4, "deleted", title("z", None))
RESTORED = revision(A, 5, "restored", title(None, "w"))
TRAIL = (CREATED, CHANGED, BROKEN, MENDED, DELETED, RESTORED)
STOOD: list[Version | None] = [
    {"title": "x"},
    {"title": "y"},
    Unreadable("title: ["),
    {"title": "z"},
    None,
    {"title": "w"},
]

# --------------------------------------------------------------------------------------- replay


def test_what_a_record_held_after_each_revision() -> None:
    assert replayed(()) is None
    assert [replayed(TRAIL[: number + 1]) for number in range(len(TRAIL))] == STOOD


def test_a_version_that_cannot_be_read_does_not_undo_the_last_values() -> None:
    assert replayed_with_last(()) == (None, {})
    assert replayed_with_last(TRAIL[:3]) == (Unreadable("title: ["), {"title": "y"})
    assert replayed_with_last(TRAIL[:4]) == ({"title": "z"}, {"title": "z"})
    assert replayed_with_last(TRAIL[:5]) == (None, {})


def test_every_state_in_one_walk() -> None:
    """B is there from the third commit on, and untouched since."""
    created = revision(B, 2, "created", title(None, "b"))
    past = replace(PAST, trails={A: TRAIL, B: (created,)})
    b = RecordVersion({"title": "b"}, created)
    states = [
        {A: RecordVersion(version, last)} if version is not None else {}
        for version, last in zip(STOOD, TRAIL, strict=True)
    ]
    expected = [*states[:2], *({**state, B: b} for state in states[2:])]
    ids = [commit.id for commit in past.line]
    assert snapshots_at(past, ids) == expected
    assert snapshots_at(past, [ids[1], ids[1], ids[4]]) == [expected[1], expected[1], expected[4]]
    assert snapshots_at(past, []) == []
    for commit, state in zip(past.line, expected, strict=True):
        versions = {key: record.version for key, record in state.items()}
        assert versions_at(past, past.landed_at(commit.id)) == versions
    assert versions_at(past, datetime.fromisoformat("2026-01-01T11:59:59+00:00")) == {}


# ---------------------------------------------------------------------------------- the history


def test_where_commits_stand() -> None:
    past = past_of(["2026-01-01T12:00", "2026-01-03T11:00", "2026-01-03T12:00", "2026-01-02T12:00"])
    assert past.places == {"0": 0, "1": 1, "2": 2, "3": 3}
    assert past.tip == past.line[3]
    assert past.skewed == [past.line[3]]
    assert past.landed_at("3") == past.landed_at("2") == past.line[2].committed
    assert past.commit_at(past.line[2].committed) == past.line[3]
    assert past.commit_at(past.line[3].committed) == past.line[0]
    assert past.commit_at(datetime.fromisoformat("2026-01-01T11:59:59+00:00")) is None


def test_whether_a_record_is_gone() -> None:
    past = replace(PAST, trails={A: TRAIL[:5], B: TRAIL})
    assert past.deleted(A)
    assert not past.deleted(B)


def by(*numbers: int) -> Revision:
    """A revision whose values these commits set."""
    changes = [Change((str(number),), None, "x", PAST.line[number]) for number in numbers]
    return replace(CREATED, changes=tuple(changes))


@pytest.mark.parametrize(
    ("told", "folders"),
    [
        (CREATED, ("macros", "tests")),
        (replace(CREATED, changes=()), ("macros", "tests")),
        (CHANGED, ()),
        (by(0), ("macros", "tests")),
        (by(0, 2), ("benchmarks", "macros", "tests")),
        (by(0, 1), ()),
        (by(1), ()),
    ],
)
def test_what_came_together_with_the_program(told: Revision, folders: tuple[str, ...]) -> None:
    past = replace(PAST, program={"0": ("macros", "tests"), "2": ("benchmarks", "macros")})
    assert past.with_program(told) == folders


# ---------------------------------------------------------------------------------- other names


def moved(number: int, old: Key, new: Key) -> tuple[Revision, Revision]:
    """Both halves of a move: the one that ends a trail, and the one that begins another."""
    departs = replace(revision(old, number, "deleted", title("x", None)), moved=new)
    comes = replace(revision(new, number, "created", title(None, "x")), moved=old)
    return departs, comes


def whole(arrival: Revision, old: Key, past: History) -> Revision:
    """A move as the trail tells it: one change, from the old file to the new."""
    changes = past.moves[arrival.key, arrival.commit.id]
    was = f"registers/t/{old.id}.yml"
    return replace(arrival, kind="changed", changes=changes, was=was)


def history_of(trails: Sequence[Revision]) -> History:
    by_key: dict[Key, list[Revision]] = {}
    for told in trails:
        by_key.setdefault(told.key, []).append(told)
    moves = {(told.key, told.commit.id): (title("x", "x2"),) for told in trails if arrives(told)}
    return replace(PAST, trails={key: tuple(own) for key, own in by_key.items()}, moves=moves)


def test_a_trail_goes_on_under_the_former_name() -> None:
    departs, comes = moved(2, A, B)
    after = revision(B, 3, "changed", title("x", "y"))
    again = revision(A, 4, "restored", title(None, "new"))
    past = history_of([CREATED, CHANGED, departs, comes, after, again])
    assert past.trail(B) == (CREATED, CHANGED, whole(comes, A, past), after)
    assert past.trail(A) == (CREATED, CHANGED, departs, again)
    assert past.trail(Key("t", "C")) == ()


def test_a_record_that_got_its_old_name_back_has_each_revision_once() -> None:
    departs, comes = moved(1, A, B)
    departs_again, comes_back = moved(2, B, A)
    past = history_of([CREATED, departs, comes, departs_again, comes_back])
    assert past.trail(A) == (CREATED, whole(comes, A, past), whole(comes_back, B, past))
    assert past.trail(B) == (CREATED, whole(comes, A, past), departs_again)


def test_what_arrives_says_where_it_came_from_and_is_there() -> None:
    departs, comes = moved(1, A, B)
    assert arrives(comes)
    assert not arrives(departs)
    assert not arrives(CREATED)


def test_a_move_without_its_other_half_is_told_as_it_is() -> None:
    """Where another commit took the old name away, nothing is joined."""
    departs, comes = moved(1, A, B)
    other: Commit = PAST.line[2]
    past = history_of([CREATED, replace(departs, commit=other), comes])
    assert past.trail(B) == (comes,)
