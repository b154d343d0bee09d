"""What became of records between two states, and the numbers that the browser compares."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from macros.history.compare_days import DaysCompared, Lineage, RecordChange, compare_days, word
from macros.history.fingerprints import Fingerprint, Fingerprints, Form, fingerprints
from macros.history.moves import Former
from macros.history.told_once import Reshaped
from macros.model import Key, Unreadable, Value, Values, Version
from tests.history.states import state_of

BROKEN, BROKEN_AGAIN = Unreadable("title: ["), Unreadable("title: {")
PLAIN: Mapping[str, Value] = {"id": "A", "title": "Damp", "owner_role": "x", "status": "open"}


def key(id_: str) -> Key:
    return Key("risks", id_)


def compared(old: Mapping[str, Version], new: Mapping[str, Version], **names: str) -> DaysCompared:
    """Two states of one register; `names` says for a record which name it had before."""
    former = {key(now): key(was) for now, was in names.items()}
    return compare_days(state_of("risks", old), state_of("risks", new), Lineage(former, {}))


# ---------------------------------------------------------------------------------- one record


@pytest.mark.parametrize(
    ("old", "new", "fields", "owners", "retired", "whole"),
    [
        ({}, {"title": "Mould"}, ("title",), None, False, False),
        ({}, {"level": "high", "title": "Mould"}, ("title", "level"), None, False, False),
        ({"level": "high"}, {}, ("level",), None, False, False),
        ({}, {"status": "done"}, ("status",), None, False, False),
        ({}, {"owner_role": "y"}, (), ("x", "y"), False, False),
        ({}, {"owner_role": "y", "title": "Mould"}, ("title",), ("x", "y"), False, False),
        ({"owner_role": ["½", "y"]}, {}, (), ('["½", "y"]', "x"), False, False),
        ({}, {"status": "retired"}, (), None, True, False),
        ({}, {"status": "retired", "title": "Mould"}, ("title",), None, True, False),
        ({"status": "retired"}, {}, ("status",), None, False, False),
    ],
)
def test_what_became_of_a_record(
    old: Mapping[str, Value],
    new: Mapping[str, Value],
    fields: tuple[str, ...],
    owners: tuple[str, str] | None,
    retired: bool,
    whole: bool,
) -> None:
    assert compared({"A": {**PLAIN, **old}}, {"A": {**PLAIN, **new}}).changes == (
        RecordChange(key("A"), None, fields, owners, retired, whole),
    )


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (PLAIN, PLAIN, ()),
        (BROKEN, BROKEN, ()),
        (PLAIN, {**PLAIN, "id": "B"}, ()),
        (BROKEN, BROKEN_AGAIN, (RecordChange(key("A"), None, (), None, False, True),)),
        (PLAIN, BROKEN, (RecordChange(key("A"), None, (), None, False, True),)),
        (BROKEN, PLAIN, (RecordChange(key("A"), None, (), None, False, True),)),
    ],
)
def test_a_version_that_cannot_be_read_differs_as_a_whole(
    old: Version, new: Version, changes: tuple[RecordChange, ...]
) -> None:
    assert compared({"A": old}, {"A": new}) == DaysCompared((), (), changes)


@pytest.mark.parametrize(
    ("old", "new", "retired", "whole"),
    [
        (PLAIN, {**PLAIN, "id": "B"}, False, False),
        (PLAIN, {**PLAIN, "id": "B", "status": "retired"}, True, False),
        (BROKEN, BROKEN, False, False),
        (BROKEN, BROKEN_AGAIN, False, True),
    ],
)
def test_a_record_under_another_name_is_the_same_record(
    old: Version, new: Version, retired: bool, whole: bool
) -> None:
    assert compared({"A": old}, {"B": new}, B="A") == DaysCompared(
        (), (), (RecordChange(key("B"), key("A"), (), None, retired, whole),)
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), ("", ""), ("ROLE-x", "ROLE-x"), (["ROLE-½"], '["ROLE-½"]'), (True, "true")],
)
def test_an_owner_as_a_word(value: Value | None, expected: str) -> None:
    assert word(value) == expected


# --------------------------------------------------------------------------------- two states


def test_records_are_told_in_the_order_of_their_keys() -> None:
    mould = {**PLAIN, "title": "Mould"}
    old: Mapping[str, Version] = {"D": PLAIN, "C": PLAIN, "F": PLAIN, "E": PLAIN}
    new: Mapping[str, Version] = {"D": mould, "C": mould, "B": PLAIN, "A": PLAIN}
    days = compared(old, new)
    assert (days.added, days.deleted) == ((key("A"), key("B")), (key("E"), key("F")))
    assert [change.key for change in days.changes] == [key("C"), key("D")]


@pytest.mark.parametrize(
    ("old", "new", "names", "added", "deleted", "moved"),
    [
        # each name led to the next, and only the first and the last stood on these days
        ("A", "C", {"C": "B", "B": "A"}, "", "", {"C": "A"}),
        # of several that stood, the nearest
        ("AB", "C", {"C": "B", "B": "A"}, "", "A", {"C": "B"}),
        # another record has the old name now
        ("A", "AB", {"B": "A"}, "B", "", {}),
        # a record got its old name back
        ("A", "A", {"A": "B", "B": "A"}, "", "", {}),
        ("B", "A", {"A": "B", "B": "A"}, "", "", {"A": "B"}),
        # the name that it had stood on neither day
        ("C", "B", {"B": "A"}, "B", "C", {}),
    ],
)
def test_names_are_followed_to_one_that_stood(
    old: str, new: str, names: Mapping[str, str], added: str, deleted: str, moved: Mapping[str, str]
) -> None:
    days = compared(dict.fromkeys(old, PLAIN), dict.fromkeys(new, PLAIN), **names)
    assert days == DaysCompared(
        tuple(map(key, added)),
        tuple(map(key, deleted)),
        tuple(
            RecordChange(key(now), key(was), (), None, False, False) for now, was in moved.items()
        ),
    )


def test_changes_by_kind() -> None:
    title = RecordChange(key("A"), None, ("title",), None, False, False)
    whole = RecordChange(key("B"), None, (), None, False, True)
    given = RecordChange(key("C"), None, (), ("x", "y"), False, False)
    over = RecordChange(key("D"), None, (), None, True, False)
    renamed = RecordChange(key("E"), key("F"), (), None, False, False)
    days = DaysCompared((), (), (title, whole, given, over, renamed))
    assert days.changed == (title, whole)
    assert days.owned == (given,)
    assert days.retired == (over,)
    assert days.renamed == (renamed,)


# -------------------------------------------------------------------------- what a schema renamed

SHAPE = Reshaped({"level": "grade", "grade": "mark", "b": "a", "a": "b"}, frozenset({"steps"}))


@pytest.mark.parametrize(
    ("old", "new", "follows", "fields"),
    [
        ({"grade": "high"}, {"level": "high"}, ("level",), ()),
        ({"mark": "high"}, {"level": "high"}, ("level",), ()),  # two schemas lie between
        ({"grade": "high"}, {"level": "low"}, (), ("level",)),
        ({"grade": "high"}, {"level": ["high"]}, ("level",), ()),
        ({"grade": "high", "level": "x"}, {"level": "high"}, (), ("level", "grade")),
        ({"grade": "high"}, {}, (), ("grade",)),
        ({}, {"level": "high"}, (), ("level",)),
        ({"steps": "ring"}, {"steps": ["ring"]}, ("steps",), ()),
        ({"steps": "ring"}, {"steps": ["ring", "call"]}, (), ("steps",)),
        ({"steps": "ring"}, {"steps": "call"}, (), ("steps",)),
        ({"a": "x"}, {"b": "x"}, ("b",), ()),
        ({"grade": "high"}, {"level": "high", "title": "Mould"}, ("level",), ("title",)),
    ],
)
def test_what_only_follows_a_schema_is_told_apart(
    old: Mapping[str, Value],
    new: Mapping[str, Value],
    follows: tuple[str, ...],
    fields: tuple[str, ...],
) -> None:
    before, after = (state_of("risks", {"A": {"title": "Damp", **values}}) for values in (old, new))
    days = compare_days(before, after, Lineage({}, {"risks": SHAPE}))
    assert [(change.follows, set(change.fields)) for change in days.changes] == [
        (follows, set(fields))
    ]
    assert days.following == (days.changes if follows else ())
    assert days.changed == (days.changes if fields else ())


def test_words_have_one_number_under_all_names_of_a_field() -> None:
    states: list[Values] = [{"mark": "high"}, {"level": ["high"]}, {"grade": "low", "title": "x"}]
    versions = [state_of("risks", {"A": values}) for values in states]
    names = {"risks": ["mark", "grade", "level"]}
    (printed_once,) = fingerprints(versions, names, Lineage({}, {"risks": SHAPE}))
    assert [version.forms for version in printed_once.versions] == [
        (Form("mark", "str", 1),),
        (Form("level", "list", 1),),
        (Form("grade", "str", 2),),
    ]


# ---------------------------------------------------------------------------- for the browser


def printed(*states: Mapping[str, Version], **names: str) -> list[Fingerprints]:
    former: Former = {key(now): key(was) for now, was in names.items()}
    fields = {"risks": ["title", "steps"]}
    return fingerprints([state_of("risks", state) for state in states], fields, Lineage(former, {}))


def test_versions_are_numbered_field_by_field_and_states_by_version() -> None:
    damp: Version = {"title": "Damp"}
    mould: Version = {"title": "Mould", "steps": [{"do": "x", "by": "y"}]}
    again: Version = {"title": "Damp", "steps": [{"by": "y", "do": "x"}]}
    more: Version = {"title": "Cold", "steps": ["x"]}
    assert printed({"A": damp}, {"A": mould}, {}, {"A": again}, {"A": damp}, {"A": more}) == [
        Fingerprints(
            key("A"),
            (
                Fingerprint(damp, (1, 0), 0),
                Fingerprint(mould, (2, 1), 0),
                Fingerprint(again, (1, 1), 0),
                Fingerprint(more, (3, 2), 0),
            ),
            (0, 1, -1, 2, 0, 3),
        )
    ]


def test_a_version_that_cannot_be_read_has_the_number_of_its_text() -> None:
    assert printed({"A": BROKEN}, {"A": PLAIN}, {"A": BROKEN_AGAIN}, {"A": BROKEN}) == [
        Fingerprints(
            key("A"),
            (
                Fingerprint(BROKEN, (), 1),
                Fingerprint(PLAIN, (1, 0), 0),
                Fingerprint(BROKEN_AGAIN, (), 2),
            ),
            (0, 1, 2, 0),
        )
    ]


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ({}, 1),  # a record by itself counts by itself
        ({"B": "A"}, 2),
        ({"B": "C", "C": "A"}, 2),
        ({"B": "A", "A": "B"}, 2),
        ({"B": "C", "C": "A", "A": "C"}, 2),
    ],
)
def test_a_record_counts_on_under_another_name(names: Mapping[str, str], number: int) -> None:
    damp, mould = {"title": "Damp"}, {"title": "Mould"}
    assert printed({"A": damp}, {"B": mould}, **names) == [
        Fingerprints(key("A"), (Fingerprint(damp, (1, 0), 0),), (0, -1)),
        Fingerprints(key("B"), (Fingerprint(mould, (number, 0), 0),), (-1, 0)),
    ]
