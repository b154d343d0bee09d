"""Two versions of a schema compared by what they mean: each difference in its exact words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.history.old_schemas import declared_in
from macros.history.schema_changes import no_records, register_changes
from macros.history.schema_history import same_values
from macros.history.schema_words import in_words, with_records
from macros.history.told_once import (
    Reshaped,
    follow,
    is_the_same,
    only_follows,
    reshaped,
    say_following,
)
from macros.model import Change, SchemaChange, Values
from tests.conftest import BASE, PROJECT

TASKS = "tasks.schema.json"
FILES = {
    path.name: path.read_bytes()
    for path in (*(BASE / "schemas").glob("*.json"), PROJECT / "schemas/common.schema.json")
}
TEXT = FILES[TASKS].decode()

RECORDS: Mapping[str, Values] = {
    "T-1": {"title": "Ring", "cost": "5", "homes": "2", "publish": "public"},
    "T-2": {"title": "Write", "cost": "7", "publish": "staff"},
    "T-3": {"title": "Call", "cost": "9", "publish": "public", "status": "retired"},
}

COST = '"cost": { "title": "Cost", "description": "What it costs, in thousands of pounds.", '
NUMBER = '"type": "number", "minimum": 0 }'
STEP = '"by": { "title": "By", "description": "The post that does it.", "type": "string", '


def told(*edits: tuple[str, str], name: str = TASKS) -> list[str]:
    """What is said of the edited schema, each as 'about: words'."""
    text = FILES[name].decode()
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return words_of(FILES, {**FILES, name: text.encode()})


def words_of(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[str]:
    changes = register_changes(declared_in(old), declared_in(new), {})
    lines: list[str] = []
    for name, own in changes:
        records = RECORDS if name == "tasks" else {}
        words = [in_words(change) for change in with_records(own, records, records)]
        lines += [f"{name}: {about}: {says}" for about, says in words]
    return lines


EDITS: Sequence[tuple[str, Sequence[tuple[str, str]], Sequence[str]]] = [
    (
        "opened",
        [(COST + NUMBER, COST + '"x-audience": "public", ' + NUMBER)],
        ["Cost: Opened: everybody may see it. 1 published record shows it: T-1."],
    ),
    (
        "opened inside a list",
        [(STEP, STEP + '"x-audience": "public", ')],
        ["Steps, by: Opened: everybody may see it. No published record shows it."],
    ),
    (
        "closed",
        [('"maximum": 5000,\n      "x-audience": "public"', '"maximum": 5000')],
        ["Homes: Closed: only staff may see it. 1 published record showed it: T-1."],
    ),
    (
        "added",
        [("    " + COST, '    "price": { "title": "Price", "type": "number" },\n    ' + COST)],
        ["Price: Added, for staff. No record has a value."],
    ),
    (
        "taken out",
        [(COST + NUMBER + ",\n", "")],
        ["Cost: Taken out; it was for staff. 3 records had a value: T-1, T-2 and T-3."],
    ),
    (
        "renamed",
        [(COST, COST.replace('"cost"', '"price"'))],
        ["Cost: Renamed: the field 'cost' is called 'price' now. No record has a value."],
    ),
    (
        "renamed, with another title",
        [(COST, COST.replace('"cost"', '"price"').replace('"Cost"', '"Price"'))],
        [
            "Price: Renamed: the field 'cost' is called 'price' now. No record has a value.",
            "Price: Its title was 'Cost' until then.",
        ],
    ),
    (
        "of another kind",
        [(COST + NUMBER, COST + '"type": "array", "items": { "type": "string" } }')],
        [
            (
                "Cost: Of another kind: a number became a list of text. "
                "3 records have a value: T-1, T-2 and T-3."
            )
        ],
    ),
    (
        "required",
        [('"status", "owner_role"]', '"status", "owner_role", "cost"]')],
        ["Cost: Required: no record may lack it. 3 records have a value: T-1, T-2 and T-3."],
    ),
    (
        "no longer required",
        [('"kind", "status", "owner_role"]', '"status", "owner_role"]')],
        ["Kind of task: No longer required. No record has a value."],
    ),
    (
        "other choices",
        [('["one-off", "routine"]', '["one-off", "often"]')],
        [
            (
                "Kind of task: Other choices. It may be often too. It may no longer be routine. "
                "No record has a value."
            )
        ],
    ),
    (
        "help",
        [("Whether it can wait.", "How long.")],
        ["Urgent: Its help, examples, form or further use changed."],
    ),
    (
        "a register's title",
        [('"title": "Tasks",', '"title": "Work",')],
        ["Work: The register was called 'Tasks' until then."],
    ),
    (
        "closed as a whole",
        [
            (
                (
                    '"prefix": "T-", "public": { "title": "Tasks for everybody", '
                    '"description": "What everybody may see of the tasks." },'
                ),
                '"prefix": "T-",',
            )
        ],
        [
            (
                "Tasks: Closed: only staff may see the register; it had 24 open fields. "
                "1 published record showed it: T-1."
            )
        ],
    ),
    (
        "settings",
        [('"order": 4', '"order": 5'), ('"facets": ["kind", "status"]', '"facets": []')],
        ["Tasks: Settings of the register changed: order, facets."],
    ),
    (
        "rules",
        [('"evidence"] },\n      "x-message"', '"text"] },\n      "x-message"')],
        ["Tasks: The rules by which fields go together changed."],
    ),
    (
        "not JSON",
        [('{\n  "$schema"', '{{\n  "$schema"')],
        [
            (
                "Tasks: This version or the one before can't be read as a schema, "
                "so what changed can't be said."
            )
        ],
    ),
    (
        "not JSON Schema",
        [('"type": "number", "minimum"', '"type": 5, "minimum"')],
        [
            (
                "Tasks: This version or the one before can't be read as a schema, "
                "so what changed can't be said."
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("edits", "words"), [rest for _, *rest in EDITS], ids=[e[0] for e in EDITS]
)
def test_what_a_schema_says_otherwise_is_told_in_these_words(
    edits: Sequence[tuple[str, str]], words: Sequence[str]
) -> None:
    assert told(*edits) == [f"tasks: {line}" for line in words]


def test_a_schema_that_is_only_written_otherwise_changed_nothing() -> None:
    source = json.loads(TEXT)
    backwards = {**dict(reversed(source.items()))}
    assert words_of(FILES, {**FILES, TASKS: json.dumps(backwards, indent=9).encode()}) == []


def test_a_field_that_moves_into_a_shared_part_changed_nothing() -> None:
    common = json.loads(FILES["common.schema.json"])
    source = json.loads(TEXT)
    common["$defs"]["cost"] = source["properties"]["cost"]
    source["properties"]["cost"] = {"$ref": "common.schema.json#/$defs/cost"}
    new = {TASKS: json.dumps(source).encode(), "common.schema.json": json.dumps(common).encode()}
    assert words_of(FILES, {**FILES, **new}) == []


def test_a_shared_part_is_told_of_each_register_that_has_it() -> None:
    notes = '"description": "For staff: what a colleague should know.'
    lines = told((notes, f'"x-audience": "public", {notes}'), name="common.schema.json")
    opened = "Notes: Opened: everybody may see it. No published record shows it."
    registers = ("documents", "expectations", "roles", "tasks")
    assert lines == [f"{register}: {opened}" for register in registers]


def test_without_a_part_that_it_names_a_schema_cannot_be_read() -> None:
    lines = words_of(FILES, {**FILES, "common.schema.json": b"{"})
    assert len(lines) == 4
    assert all("can't be read as a schema" in line for line in lines)


def test_a_register_that_comes_or_goes_is_told_with_what_it_opened() -> None:
    without = {name: content for name, content in FILES.items() if name != TASKS}
    assert words_of(without, FILES) == [
        (
            "tasks: Tasks: Opened: everybody may see the register, with 24 fields. "
            "1 published record shows it: T-1."
        ),
        "tasks: Tasks: A new register.",
    ]
    assert words_of(FILES, without) == [
        "tasks: Tasks: The register is no more. 3 records were in it: T-1, T-2 and T-3.",
        (
            "tasks: Tasks: Closed: only staff may see the register; it had 24 open fields. "
            "1 published record showed it: T-1."
        ),
    ]


def renamed(records: Sequence[Sequence[Change]]) -> bool:
    """Whether 'cost' goes on as 'outlay', of which the words say nothing, where records say so."""
    other = '"outlay": { "title": "Outlay", "description": "Money.", "type": "string" }'
    new = {**FILES, TASKS: TEXT.replace(COST + NUMBER, other).encode()}
    same = {"tasks": same_values(records)} if records else {"tasks": no_records}
    changes = dict(register_changes(declared_in(FILES), declared_in(new), same))
    return any(change.what == "renamed" for change in changes["tasks"])


def moved(old: str, new: str) -> Sequence[Change]:
    return [Change(("cost",), old, None), Change(("outlay",), None, new)]


def test_records_tell_that_a_field_goes_on_under_another_name() -> None:
    assert renamed([moved("5", "5"), moved("7", "7")])
    assert not renamed([])
    assert not renamed([moved("5", "5"), moved("7", "8")])
    assert not renamed([[Change(("cost",), "5", None)]])


# ---------------------------------------------------------------------------- told once on records

SHAPE = Reshaped({"price": "cost"}, frozenset({"helpers"}))


def test_a_value_under_another_name_is_one_change() -> None:
    told_once = follow([Change(("price",), None, "5"), Change(("cost",), "5", None)], SHAPE)
    assert told_once == (Change(("price",), "5", "5", was="cost"),)
    assert only_follows(told_once)
    assert say_following(told_once[0]) == "the same; its schema called the field 'cost' until then"


def test_another_value_under_another_name_is_told_as_such() -> None:
    told_once = follow([Change(("price",), None, "6"), Change(("cost",), "5", None)], SHAPE)
    assert told_once == (Change(("price",), "5", "6", was="cost"),)
    assert not only_follows(told_once)
    assert say_following(told_once[0]) == ""


def test_a_value_of_another_kind_is_the_same_in_another_form() -> None:
    (change,) = follow([Change(("helpers",), "ROLE-a", ["ROLE-a"])], SHAPE)
    assert change.was == "helpers"
    assert say_following(change) == "the same in another form, as its schema has it since"


VALUES: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=3), st.lists(st.text(max_size=3), max_size=2)
)
CHANGES = st.builds(
    Change,
    st.sampled_from([("price",), ("cost",), ("helpers",), ("title",), ("helpers", 0)]),
    st.none() | VALUES,
    st.none() | VALUES,
)


@given(st.lists(CHANGES, unique_by=lambda change: change.path))
def test_no_value_is_lost_when_it_is_told_once(changes: list[Change]) -> None:
    told_once = follow(changes, SHAPE)
    assert [c.new for c in told_once if c.new is not None] == [
        c.new for c in changes if c.new is not None
    ]
    assert sorted(repr(c.old) for c in told_once if c.old is not None) == sorted(
        repr(c.old) for c in changes if c.old is not None
    )
    assert all(c in changes or c.was for c in told_once)
    assert all(not is_the_same(c) for c in told_once if not c.was)


def test_without_a_change_of_the_schema_nothing_is_told_otherwise() -> None:
    changes = moved("5", "5")
    assert follow(changes, reshaped([SchemaChange("titled", ("cost",), "Cost")])) == tuple(changes)


def test_what_is_remembered_of_a_schema_goes_with_each_file_that_it_leads_to() -> None:
    """The same text says something else where a part that it leads to does, however far off."""
    near, far = "near.schema.json", "far.schema.json"
    files = {TASKS: leading_to(near), near: leading_to(far)}
    for title in ("Size", "Width", "Size"):
        part = {"title": title, "type": "integer"}
        read = declared_in({**files, far: json.dumps({"properties": {"size": part}}).encode()})
        declared = read["tasks"]
        assert declared
        assert declared.fields["size",].title == title
    assert declared_in({TASKS: files[TASKS]}) == {"tasks": None}


def leading_to(file: str) -> bytes:
    """A schema whose field is what another says of it."""
    return json.dumps({"properties": {"size": {"$ref": f"{file}#/properties/size"}}}).encode()
