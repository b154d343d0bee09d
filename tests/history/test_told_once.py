"""What a record changed only because its schema did, case by case."""

from __future__ import annotations

from macros.history.told_once import (
    UNCHANGED,
    Parted,
    Reshaped,
    follow,
    following,
    names_before,
    only_follows,
    parted,
    reshaped,
    reshaped_of,
    say_following,
    shapes_of,
    words_in,
)
from macros.model import Change, Commit, Key, Kind, Person, Revision, SchemaChange, SchemaRevision
from tests.history.states import instant

WHEN = instant("2026-01-01T12:00")
NOBODY = Person("", "", "")
COMMIT = Commit("1", (), NOBODY, NOBODY, WHEN, WHEN, "", "")
RENAMED = SchemaChange("renamed", ("price",), "Price", "cost", "price", ("cost",))
RETYPED = SchemaChange("retyped", ("helpers",), "Helpers", was=("helpers",))
INSIDE = SchemaChange("renamed", ("steps", "which"), "Steps", was=("steps", "what"))
TITLED = SchemaChange("titled", ("title",), "Title")
SHAPE = Reshaped({"price": "cost"}, frozenset({"helpers"}))


def schema(register: str, *changes: SchemaChange) -> SchemaRevision:
    return SchemaRevision("", register, "", (), changes, COMMIT, WHEN)


SCHEMAS = [schema("tasks", RENAMED, INSIDE), schema("tasks", RETYPED), schema("", RENAMED)]


def test_fields_of_a_record_get_other_names_and_kinds() -> None:
    assert reshaped([RENAMED, RETYPED, INSIDE, TITLED]) == SHAPE
    assert reshaped([INSIDE, TITLED]) == UNCHANGED
    assert reshaped_of([*SCHEMAS, schema("roles", TITLED)], "tasks") == SHAPE
    assert reshaped_of(SCHEMAS, "roles") == UNCHANGED


def test_only_registers_whose_fields_did_are_kept() -> None:
    roles, terms = schema("roles", TITLED), schema("terms", RETYPED)
    assert shapes_of([*SCHEMAS, roles, terms]) == {
        "tasks": SHAPE,
        "terms": Reshaped({}, frozenset({"helpers"})),
    }


def test_the_names_before_are_told_latest_first_and_each_once() -> None:
    names = {"c": "b", "b": "a", "x": "y", "y": "x"}
    shape = Reshaped(names, frozenset())
    assert list(names_before("c", shape)) == ["b", "a"]
    assert list(names_before("x", shape)) == ["y"]
    assert list(names_before("a", shape)) == []


def test_what_differs_is_parted_into_what_follows_and_what_does_not() -> None:
    shape = Reshaped({"price": "outlay", "outlay": "cost"}, frozenset({"helpers"}))
    old = {"cost": "5", "helpers": "R", "title": "A", "gone": "x"}
    new = {"price": "5", "helpers": ["R"], "title": "B"}
    differing = ["cost", "gone", "helpers", "price", "title"]
    assert parted(old, new, differing, shape) == Parted(("helpers", "price"), ("gone", "title"))
    assert parted(old, {**new, "price": "6"}, differing, shape).others == (
        *("gone", "price", "title"),
    )
    assert parted(old, new, ["cost", "price"], UNCHANGED) == Parted((), ("cost", "price"))


def revision(kind: Kind, *changes: Change) -> Revision:
    return Revision(Key("tasks", "T-1"), kind, COMMIT, WHEN, changes, "")


MOVED = (Change(("cost",), "5", None), Change(("price",), None, "5"))
TOLD = Change(("price",), "5", "5", was="cost")


def test_a_trail_is_told_so_where_the_record_was_changed() -> None:
    trail = [revision("changed", *MOVED), revision("created", *MOVED)]
    assert [step.changes for step in following(trail, SHAPE)] == [(TOLD,), MOVED]
    for shape in (Reshaped(SHAPE.names, frozenset()), Reshaped({}, SHAPE.kinds)):
        (first,) = following(trail[:1], shape)
        assert first.changes == ((TOLD,) if shape.names else MOVED)
    assert list(following(trail, UNCHANGED)) == trail


def test_only_a_field_as_a_whole_goes_on_under_another_name_or_in_another_form() -> None:
    listed = Change(("helpers",), "R", ["R"])
    inside = Change(("helpers", 0), "R", ["R"])
    grouped = Change(("helpers",), {"a": "R"}, ["R"])
    other = Change(("helpers",), "R", "S")
    came = Change(("helpers",), None, ["R"])
    changes = (*MOVED, inside, other, came)
    assert follow(changes, SHAPE) == (TOLD, inside, other, came)
    assert [change.was for change in follow((listed, grouped), SHAPE)] == ["helpers", "helpers"]
    alike = (Change(("helpers",), ["R"], ["S"]), Change(("helpers",), {"a": "R"}, {"a": "S"}))
    assert follow(alike, SHAPE) == alike
    assert follow([Change(("helpers",), ["R"], "R")], SHAPE)[0].was == "helpers"
    swapped = (Change(("cost",), "5", None), Change(("price",), "6", "5"))
    assert follow(swapped, SHAPE) == swapped
    circle = Reshaped({"a": "b", "b": "a"}, frozenset())
    pair = (Change(("a",), "1", None), Change(("b",), None, "1"))
    assert follow(pair, circle) == (Change(("b",), "1", "1", was="a"),)


def test_it_says_the_same_only_where_the_texts_are_the_same() -> None:
    listed = Change(("helpers",), "R", ["R"], was="helpers")
    assert only_follows([TOLD, listed])
    assert not only_follows([TOLD, listed._replace(new=["R", "S"])])
    assert not only_follows([])
    assert say_following(listed) == "the same in another form, as its schema has it since"
    assert say_following(TOLD) == "the same; its schema called the field 'cost' until then"
    assert say_following(TOLD._replace(new="6")) == ""
    assert say_following(TOLD._replace(was="")) == ""
    assert list(words_in({"a": ["1", {"b": "2"}], "c": "3"})) == ["1", "2", "3"]
