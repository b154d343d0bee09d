"""Two versions into changes and back, and what is said of changes that don't fit."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from macros.history.diff import LONGEST, applied, at, changes, changes_of_versions, kind_of
from macros.model import Change, Kind, Path, Unreadable, Value, Values, Version


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {}, []),
        ({"a": "1"}, {"a": "1"}, []),
        # fields, in the new order; what is gone comes last
        ({"a": "1"}, {"a": "2"}, [Change(("a",), "1", "2")]),
        (
            {"a": "1", "b": "1"},
            {"c": "1", "b": "2"},
            [Change(("c",), None, "1"), Change(("b",), "1", "2"), Change(("a",), "1", None)],
        ),
        # groups
        ({}, {"a": {"b": "1"}}, [Change(("a",), None, {"b": "1"})]),
        (
            {"a": {"b": {"c": "1"}, "d": "1"}},
            {"a": {"b": {"c": "2"}}},
            [Change(("a", "b", "c"), "1", "2"), Change(("a", "d"), "1", None)],
        ),
        ({"a": {"b": "1"}}, {"a": "1"}, [Change(("a",), {"b": "1"}, "1")]),
        ({"a": {"b": "1"}}, {"a": ["1"]}, [Change(("a",), {"b": "1"}, ["1"])]),
        ({"a": "1"}, {"a": ["1"]}, [Change(("a",), "1", ["1"])]),
        # lists
        ({"a": ["x", "y"]}, {"a": ["x", "z"]}, [Change(("a", 1), "y", "z")]),
        ({"a": ["x", "y"]}, {"a": ["y"]}, [Change(("a", 0), "x", None)]),
        ({"a": ["y"]}, {"a": ["x", "y"]}, [Change(("a", 0), None, "x")]),
        ({"a": []}, {"a": ["x", "y"]}, [Change(("a", 0), None, "x"), Change(("a", 1), None, "y")]),
        (
            {"a": ["x", "m", "y", "z"]},
            {"a": ["p", "q", "x", "y"]},
            [
                Change(("a", 0), None, "p"),
                Change(("a", 1), None, "q"),
                Change(("a", 1), "m", None),
                Change(("a", 3), "z", None),
            ],
        ),
        (
            {"a": ["m", "1", "2", "n"]},
            {"a": ["m", "3", "n", "o"]},
            [Change(("a", 1), "1", "3"), Change(("a", 2), "2", None), Change(("a", 3), None, "o")],
        ),
        (
            {"a": ["m", "1", "n"]},
            {"a": ["m", "2", "3", "n"]},
            [Change(("a", 1), "1", "2"), Change(("a", 2), None, "3")],
        ),
        (
            {"a": [{"b": "1", "c": "1"}, "x"]},
            {"a": ["y", {"b": "2", "c": "1"}, "x"]},
            [
                Change(("a", 0), {"b": "1", "c": "1"}, "y"),
                Change(("a", 1), None, {"b": "2", "c": "1"}),
            ],
        ),
        (
            {"a": [{"b": "1", "c": "1"}, "x"]},
            {"a": [{"b": "2", "c": "1"}, "x"]},
            [Change(("a", 0, "b"), "1", "2")],
        ),
        ({"a": [["x", "y"]]}, {"a": [["y"]]}, [Change(("a", 0, 0), "x", None)]),
        # the order of a group's parts is none, and a text is not what it shows
        ({"a": [{"b": "1", "c": "2"}]}, {"a": [{"c": "2", "b": "1"}]}, []),
        ({"a": ['["x"]']}, {"a": [["x"]]}, [Change(("a", 0), '["x"]', ["x"])]),
        (
            {"a": ["y", "['x']"]},
            {"a": [["x"]]},
            [Change(("a", 0), "y", ["x"]), Change(("a", 1), "['x']", None)],
        ),
        (
            {"a": ["y", {"b": "1", "c": "2"}]},
            {"a": [{"c": "2", "b": "1"}]},
            [Change(("a", 0), "y", None)],
        ),
        # what comes again and again is matched like anything else
        (
            {"a": ["x"] * 250},
            {"a": ["y", *["x"] * 249, "z"]},
            [Change(("a", 0), None, "y"), Change(("a", 250), "x", "z")],
        ),
    ],
)
def test_changes(old: Values, new: Values, expected: list[Change]) -> None:
    made = changes(old, new)
    assert list(made) == expected
    assert applied(old, made) == new


NUMBERS = [str(number) for number in range(LONGEST)]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        # up to the longest that are matched, what moved is taken out and put in
        ([*NUMBERS, "x"], ["x", *NUMBERS], LONGEST + 1),
        (["x", *NUMBERS], [*NUMBERS, "x"], LONGEST + 1),
        ([*NUMBERS[1:], "x"], ["x", *NUMBERS[1:]], 2),
        # what both begin and end with doesn't count
        (["a", "b", *NUMBERS[1:], "x"], ["a", "b", "x", *NUMBERS[1:]], 2),
        ([*NUMBERS[1:], "x", "a", "b"], ["x", *NUMBERS[1:], "a", "b"], 2),
        # the longer one counts
        (["x"], [*NUMBERS[1:200], "x", *NUMBERS[200:]], LONGEST - 1),
        (["x"], [*NUMBERS[:200], "x", *NUMBERS[200:]], LONGEST + 1),
        ([*NUMBERS[1:200], "x", *NUMBERS[200:]], ["x"], LONGEST - 1),
        ([*NUMBERS[:200], "x", *NUMBERS[200:]], ["x"], LONGEST + 1),
    ],
)
def test_lists_that_are_long_are_compared_place_by_place(
    old: list[str], new: list[str], count: int
) -> None:
    made = changes({"a": old}, {"a": new})
    assert len(made) == count
    assert applied({"a": old}, made) == {"a": new}


@pytest.mark.parametrize(
    ("old", "values", "new", "expected"),
    [
        (None, None, {"a": "1"}, [Change(("a",), None, "1")]),
        ({"a": "1"}, {"a": "1"}, None, [Change(("a",), "1", None)]),
        # a version that can't be read undoes no values
        (Unreadable("a: ["), {"a": "1"}, {"a": "2"}, [Change(("a",), "1", "2")]),
        (Unreadable("a: ["), {"a": "1"}, {"a": "1"}, []),
        ({"a": "1"}, {"a": "1"}, Unreadable("a: ["), [Change((), None, "a: [")]),
        (None, None, Unreadable("a: ["), [Change((), None, "a: [")]),
        (Unreadable("a: ["), {}, Unreadable("a: {"), [Change((), "a: [", "a: {")]),
    ],
)
def test_changes_between_versions(
    old: Version | None, values: Values | None, new: Version | None, expected: list[Change]
) -> None:
    assert list(changes_of_versions(old, values, new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "existed", "kind"),
    [
        (None, {}, False, "created"),
        (None, {}, True, "restored"),
        ({}, {}, True, "changed"),
        ({}, {}, False, "changed"),
        ({}, None, True, "deleted"),
        (None, None, False, "deleted"),
    ],
)
def test_what_becomes_of_a_record(old: object, new: object, existed: bool, kind: Kind) -> None:
    assert kind_of(old, new, existed=existed) == kind
    assert kind_of(None, {}) == "created"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change(("a",), "other", "b"), "'a' was not 'other'."),
        (Change(("a",), "other", None), "'a' was not 'other'."),
        (Change(("a",), None, "b"), "'a' was not 'None'."),
        (Change(("none",), "a", None), "'none' was not 'a'."),
        (Change(("none", "a"), None, "a"), "There is no 'none' to change."),
        (Change(("a", "inside"), None, "a"), "There is nothing inside 'a' to change."),
        (Change(("list", 0), "other", None), "What was taken out of a list did not stand there."),
        (Change(("list", 9), "one", None), "A list ended before the place that was changed."),
        (Change(("list", 9), None, "one"), "What was put into a list would leave a gap."),
        (Change(("list", 3), None, "one"), "What was put into a list would leave a gap."),
        (Change(("list", 0), "other", "one"), "'other' did not stand where it was changed."),
        (Change(("list", 9), "one", "two"), "A list ended before the place that was changed."),
        (Change(("list", 9, "a"), "one", "two"), "A list ended before the place that was changed."),
    ],
)
def test_changes_that_do_not_fit_are_refused(change: Change, message: str) -> None:
    with pytest.raises(ValueError, match=r"\.") as refusal:
        applied({"a": "a", "list": ["one", "two"]}, [change])
    assert str(refusal.value) == message


def test_what_is_changed_is_another_value_and_leaves_the_old_one_alone() -> None:
    old: Values = {"a": {"b": "1"}, "list": ["one"]}
    made = applied(old, [Change(("a", "b"), "1", "2"), Change(("list", 1), None, "two")])
    assert made == {"a": {"b": "2"}, "list": ["one", "two"]}
    assert old == {"a": {"b": "1"}, "list": ["one"]}
    assert applied(None, [Change(("a",), None, "1")]) == {"a": "1"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("a",), "1"),
        (("none",), None),
        (("a", "inside"), None),
        (("a", 0), None),
        (("list", 0, "b"), "2"),
        (("list", 1), "x"),
        (("list", 2), None),
        (("list", "b"), None),
        (("list", 1, 0), None),
        (("none", "a"), None),
    ],
)
def test_where_a_path_leads(path: Path, expected: Value | None) -> None:
    values: Mapping[str, Value] = {"a": "1", "list": [{"b": "2"}, "x"]}
    assert at(values, path) == expected


def test_where_no_path_leads() -> None:
    values: Mapping[str, Value] = {"a": "1"}
    assert at(values, ()) == values
    assert at(None, ("a",)) is None
