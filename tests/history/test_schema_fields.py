"""Two versions of a schema compared: parts of groups, references, choices, and other names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from macros.history.old_schemas import declared_in
from macros.history.schema_changes import register_changes
from macros.history.schema_history import same_values
from macros.history.schema_words import in_words, with_records
from macros.model import Change, SchemaChange, Values
from tests.history.test_schema_changes import FILES, RECORDS, TASKS, TEXT, words_of

GONE = object()
"""Stands for what is taken out."""

WEIGHT: Mapping[str, object] = {"title": "Weight", "description": "In tonnes.", "type": "number"}
WHAT = json.loads(TEXT)["properties"]["steps"]["items"]["properties"]["what"]
PLACE: Mapping[str, Any] = {
    "title": "Place",
    "description": "Where.",
    "type": "object",
    "properties": {"street": {"title": "Street", "type": "string"}},
}


def edited(edits: Mapping[str, object]) -> Mapping[str, bytes]:
    """The schemas with these parts of the tasks' put in or taken out, by their way."""
    source = json.loads(TEXT)
    for way, value in edits.items():
        *around, name = way.split(".")
        part = source
        for step in around:
            part = part[step]
        part.pop(name, None)
        part.update({} if value is GONE else {name: value})
    return {**FILES, TASKS: json.dumps(source).encode()}


def fields(**edits: object) -> Mapping[str, object]:
    return {f"properties.{name}": value for name, value in edits.items()}


STEPS = "properties.steps.items.properties"
NO_VALUE = "No record has a value."


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            {},
            fields(homes=GONE),
            ["Homes: Taken out; it was for everybody. 1 record had a value: T-1."],
        ),
        (
            {},
            fields(weight={**WEIGHT, "x-audience": "public"}),
            [f"Weight: Added, for everybody. {NO_VALUE}"],
        ),
        ({}, fields(place=PLACE), [f"Place: Added, for staff. {NO_VALUE}"]),
        (fields(place=PLACE), {}, ["Place: Taken out; it was for staff. No record had a value."]),
        (
            fields(place=PLACE),
            fields(place={**PLACE, "properties": {"weight": WEIGHT, **PLACE["properties"]}}),
            [f"Place, weight: Added, for staff. {NO_VALUE}"],
        ),
        (
            fields(place=PLACE),
            fields(spot={**PLACE, "properties": {"weight": WEIGHT, **PLACE["properties"]}}),
            [
                f"Place: Renamed: the field 'place' is called 'spot' now. {NO_VALUE}",
                f"Place, weight: Added, for staff. {NO_VALUE}",
            ],
        ),
        (
            fields(place=PLACE),
            fields(spot={**PLACE, "properties": {"lane": PLACE["properties"]["street"]}}),
            [
                f"Place: Renamed: the field 'place' is called 'spot' now. {NO_VALUE}",
                f"Place, street: Renamed: the field 'street' is called 'lane' now. {NO_VALUE}",
            ],
        ),
        (
            {},
            {
                f"{STEPS}.what": GONE,
                f"{STEPS}.which": WHAT,
                "properties.steps.items.required": ["which"],
            },
            [f"Steps, what: Renamed: the field 'what' is called 'which' now. {NO_VALUE}"],
        ),
        (
            {f"{STEPS}.weight": WEIGHT},
            fields(weight=WEIGHT),
            [
                f"Weight: Added, for staff. {NO_VALUE}",
                "Steps, weight: Taken out; it was for staff. No record had a value.",
            ],
        ),
        (
            {},
            {"properties.steps.x-audience": "staff"},
            [
                "Steps: Closed: only staff may see it. No published record showed it.",
                "Steps, what: Closed: only staff may see it. No published record showed it.",
                "Steps, done: Closed: only staff may see it. No published record showed it.",
            ],
        ),
        (
            {},
            {"x-register.public.title": "All tasks"},
            ["Tasks: Settings of the register changed: public."],
        ),
        (
            {},
            {"properties.helpers.x-ref": ["roles"]},
            [
                (
                    "Helpers: Of another kind: a list of text that names records of roles, "
                    f"documents became a list of text that names records of roles. {NO_VALUE}"
                )
            ],
        ),
        (
            {},
            {"properties.superseded_by.x-ref": ["tasks", "roles"]},
            [
                (
                    "Replaced by: Of another kind: the name of a record of tasks became the "
                    f"name of a record of tasks, roles. {NO_VALUE}"
                )
            ],
        ),
        (
            fields(day={"title": "Day", "type": "string", "x-format": "date"}),
            fields(day={"title": "Day", "type": "string", "x-format": "partial-date"}),
            [
                (
                    "Day: Of another kind: text in the form 'date' became text in the form "
                    f"'partial-date'. {NO_VALUE}"
                )
            ],
        ),
        (
            fields(day={"title": "Day", "type": "string"}),
            fields(day={"title": "Day", "type": "array"}),
            [f"Day: Of another kind: text became a list of anything. {NO_VALUE}"],
        ),
        (
            {},
            {"properties.kind.enum": ["one-off", "routine", "often", "seldom"]},
            [f"Kind of task: Other choices. It may be often, seldom too. {NO_VALUE}"],
        ),
        (
            {"properties.kind.enum": ["often", "one-off", "seldom", "routine"]},
            {},
            [f"Kind of task: Other choices. It may no longer be often, seldom. {NO_VALUE}"],
        ),
        ({}, {"properties.kind.enum": ["routine", "one-off"]}, []),
        (
            {},
            {"additionalProperties": True},
            ["Tasks: The rules by which fields go together changed."],
        ),
        (
            {"properties.see_also.items.enum": ["T-1"]},
            {"properties.see_also.items.enum": ["T-2"]},
            [f"See also: Other choices. It may be T-2 too. It may no longer be T-1. {NO_VALUE}"],
        ),
    ],
)
def test_what_became_of_parts_references_and_choices(
    before: Mapping[str, object], after: Mapping[str, object], words: Sequence[str]
) -> None:
    lines = words_of(edited(before), edited(after))
    assert lines == [f"tasks: {line}" for line in words]


MASS: Mapping[str, object] = {"title": "Mass", "description": "How heavy it is.", "type": "number"}


@pytest.mark.parametrize(
    ("new", "former"),
    [
        (fields(load={**MASS, "title": "Load"}), "mass"),
        (fields(load={**MASS, "description": "Other words."}), "mass"),
        (fields(load={"title": "Weight", "type": "number"}), "weight"),
        (fields(masses={"title": "Load", "type": "number"}), "mass"),
        (fields(load={"title": "Load", "type": "number"}), ""),
        (fields(load={**MASS, "type": "string"}), ""),
        (fields(load={**MASS, "enum": [1, 2]}), ""),
    ],
)
def test_a_field_is_the_one_with_its_words_or_a_name_much_like_it(
    new: Mapping[str, object], former: str
) -> None:
    old = declared_in(edited(fields(weight=WEIGHT, mass=MASS)))
    ((_, changes),) = register_changes(old, declared_in(edited(new)), {})
    assert "".join(change.old for change in changes if change.what == "renamed") == former


def test_a_change_says_both_names_both_titles_and_where_the_field_was() -> None:
    old = declared_in(edited(fields(mass=MASS)))
    new = {**MASS, "title": "Masses", "type": "integer"}
    same = {"tasks": same_values([[Change(("mass",), "5", None), Change(("load",), None, "5")]])}
    ((_, changes),) = register_changes(old, declared_in(edited(fields(load=new))), same)
    assert list(changes) == [
        SchemaChange("renamed", ("load",), "Masses", "mass", "load", ("mass",)),
        SchemaChange("titled", ("load",), "Masses", "Mass", "Masses"),
        SchemaChange("retyped", ("load",), "Masses", "a number", "a whole number", was=("mass",)),
    ]
    titled = declared_in(edited({"title": "Work"}))
    ((_, changes),) = register_changes(declared_in(FILES), titled, {})
    assert list(changes) == [SchemaChange("titled", (), "Work", "Tasks", "Work")]


def test_a_schema_that_can_be_read_again_is_told_with_what_it_opens() -> None:
    assert words_of({**FILES, TASKS: b"{"}, FILES) == [
        (
            "tasks: Tasks: Opened: everybody may see the register, with 24 fields. "
            "1 published record shows it: T-1."
        ),
        (
            "tasks: Tasks: This version or the one before can't be read as a schema, "
            "so what changed can't be said."
        ),
    ]


def test_what_went_is_of_the_records_before_and_of_many_only_three_are_named() -> None:
    removed, required = (SchemaChange(what, ("cost",), "") for what in ("removed", "required"))
    after: Mapping[str, Values] = {f"T-{number}": {"cost": "1"} for number in range(4, 9)}
    told_of = with_records([removed, required], RECORDS, after)
    assert [change.ids for change in told_of] == [tuple(RECORDS), tuple(after)]
    five, four = told_of[1], told_of[1]._replace(ids=("T-4", "T-5", "T-6", "T-7"))
    assert [in_words(change) for change in (five, four)] == [
        (
            "The file",
            "Required: no record may lack it. 5 records have a value: T-4, T-5, T-6 and 2 more.",
        ),
        (
            "The file",
            "Required: no record may lack it. 4 records have a value: T-4, T-5, T-6 and 1 more.",
        ),
    ]
