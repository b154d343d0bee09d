from __future__ import annotations

from dataclasses import replace

import pytest

from macros.catalogue.references import label, link, names, sort_key
from macros.model import Field, Key, Record, Reference, Value
from tests.catalogue.tasks import ID, TITLE, tasks
from tests.conftest import broken_rules, make_register, make_schema

# -------------------------------------------------------------------------------------- references


def test_a_reference_is_found_from_both_ends() -> None:
    people = make_register("people", (ID,), [{"id": "P-1"}, {"id": "P-2"}])
    by = Field("by", "By", "", "string", refs=("people",))
    registers = {
        "people": people,
        **tasks({"id": "T-1", "by": "P-1"}, {"id": "T-2", "by": "P-1"}, fields=(by,)),
    }
    links = link(registers)
    first = Reference(Key("tasks", "T-1"), ("by",), Key("people", "P-1"))
    second = Reference(Key("tasks", "T-2"), ("by",), Key("people", "P-1"))
    assert links.references[Key("tasks", "T-1")] == (first,)
    assert links.references[Key("people", "P-1")] == ()
    assert links.used_by == {Key("people", "P-1"): (first, second)}
    assert broken_rules(registers) == []


def test_references_are_found_in_lists_groups_and_lists_of_groups() -> None:
    by = Field("by", "By", "", "string", refs=("people",))
    group = Field("group", "Group", "", "object", parts=(by,))
    fields = (
        by,
        Field("all", "All", "", "array", refs=("people",), each=Field("all", "All", "", "string")),
        Field(
            "each", "Each", "", "array", each=Field("each", "Each", "", "string", refs=("people",))
        ),
        group,
        Field(
            "groups",
            "Groups",
            "",
            "array",
            each=Field("groups", "Groups", "", "object", parts=(by, group)),
        ),
        Field("plain", "Plain", "", "array", each=Field("plain", "Plain", "", "string")),
        Field("loose", "Loose", "", "array"),
        Field("number", "Number", "", "integer"),
    )
    values: dict[str, Value] = {
        "by": "a",
        "all": ["b", "c"],
        "each": ["d"],
        "group": {"by": "e", "other": "x"},
        "groups": [{"by": "f"}, {"group": {"by": "g"}}],
        "plain": ["x"],
        "loose": ["x"],
        "number": 7,
        "unknown": "x",
    }
    assert [(named.path, named.text) for named in names(fields, values)] == [
        (("by",), "a"),
        (("all", 0), "b"),
        (("all", 1), "c"),
        (("each", 0), "d"),
        (("group", "by"), "e"),
        (("groups", 0, "by"), "f"),
        (("groups", 1, "group", "by"), "g"),
    ]


def test_of_several_registers_the_first_that_has_the_record_is_meant() -> None:
    by = Field("by", "By", "", "string", refs=("teams", "people"))
    people = make_register("people", (ID,), [{"id": "A"}, {"id": "B"}])
    teams = make_register("teams", (ID,), [{"id": "B"}])
    links = link(
        {
            "people": people,
            "teams": teams,
            **tasks({"id": "T-1", "by": "A"}, {"id": "T-2", "by": "B"}, fields=(by,)),
        }
    )
    assert [link.target for made in links.references.values() for link in made] == [
        Key("people", "A"),
        Key("teams", "B"),
    ]


# ------------------------------------------------------------------------------------------ labels


@pytest.mark.parametrize(
    ("fields", "values", "called"),
    [
        (("title",), {"id": "T-1", "title": "Keys"}, "Keys"),
        (("title", "number"), {"id": "T-1", "title": "Keys", "number": 7}, "Keys 7"),
        (("title", "number"), {"id": "T-1", "number": 0}, "0"),
        (("title",), {"id": "T-1"}, "T-1"),
        ((), {"id": "T-1", "title": "Keys"}, "T-1"),
        (("title",), {}, ""),
    ],
)
def test_a_record_is_called_by_the_fields_that_its_schema_names(
    fields: tuple[str, ...], values: dict[str, Value], called: str
) -> None:
    assert label(make_schema("tasks", (ID, TITLE), fields), values) == called


def test_a_record_is_public_or_over_only_where_it_says_so() -> None:
    def record(**values: Value) -> Record:
        return make_register("tasks", (ID,), [{"id": "T-1", **values}]).records[0]

    assert record(publish="public").public
    assert not record(publish="staff").public
    assert not record().public
    assert record(status="retired").retired
    assert not record().retired


# ------------------------------------------------------------------------------------------- order


def test_records_stand_by_the_fields_that_the_schema_names_then_by_id() -> None:
    [register] = tasks(
        {"id": "T-10", "title": "Keys"},
        {"id": "T-9", "title": "Keys"},
        {"id": "T-8", "title": "Lifts 10"},
        {"id": "T-7", "title": "lifts 9"},
        {"id": "T-11", "title": "Doors"},
        {"id": "T-12"},
    ).values()
    schema = replace(register.schema, sort=("title",))
    records = sorted(register.records, key=lambda record: sort_key(schema, record))
    ids = [record.key.id for record in records]
    assert ids == ["T-12", "T-11", "T-9", "T-10", "T-7", "T-8"]
    assert sort_key(schema, records[0])[0] == ()


def test_ids_stand_as_people_count_also_where_they_get_another_figure() -> None:
    keys = [Key("a", "RET-1000"), Key("a", "RET-999"), Key("a", "RET-1001"), Key("a", "RET-100")]
    in_order = [key.id for key in sorted(keys, key=lambda key: key.counted)]
    assert in_order == ["RET-100", "RET-999", "RET-1000", "RET-1001"]
