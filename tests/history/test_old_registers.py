"""Old states in the shape of today's registers: values, schemas and registers that are no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.catalogue.schemas import Schemas
from macros.history.old_registers import as_text, catalogue, fitted, gone_register, in_words
from macros.history.replay import RecordVersion
from macros.model import Catalogue, Field, Key, Register, Schema, Unreadable, Value, Version
from macros.pages.tables import table
from macros.view.view import view
from tests.history.states import state_of, stood

# --------------------------------------------------------------------------------------- values

TEXT, NUMBER = Field("", "", "", "string"), Field("", "", "", "integer")
POSTS = Field("helpers", "", "", "array", refs=("roles",), each=TEXT)
HOMES = Field("homes", "", "", "array", each=NUMBER)
KEEP = Field("keep", "", "", "object", parts=(replace(NUMBER, name="years"),))


@pytest.mark.parametrize(
    ("value", "field", "expected"),
    [
        ("12", NUMBER, 12),
        ("a dozen", NUMBER, "a dozen"),
        ("12", TEXT, "12"),
        ("12", None, "12"),
        (["12"], None, ["12"]),
        (["12"], Field("was", "", "", ""), ["12"]),
        (["12", "½"], TEXT, '["12", "½"]'),
        ({"years": "6"}, NUMBER, '{"years": "6"}'),
        (["12", "a dozen", ["6"]], HOMES, [12, "a dozen", '["6"]']),
        (["ROLE-keeper", ["ROLE-officer"]], POSTS, ["ROLE-keeper", '["ROLE-officer"]']),
        (["12", ["6"]], Field("any", "", "", "array"), ["12", '["6"]']),
        ("ROLE-keeper", POSTS, "ROLE-keeper"),
        ({"years": "6", "was": ["x"]}, KEEP, {"years": 6, "was": ["x"]}),
        ({"years": "6"}, HOMES, '{"years": "6"}'),
        (["6"], KEEP, '["6"]'),
    ],
)
def test_a_value_is_what_its_field_makes_of_it(
    value: Value, field: Field | None, expected: Value
) -> None:
    assert fitted(value, field) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Damp", "Damp"),
        (12, "12"),
        (True, "true"),
        (["½", "b"], '["½", "b"]'),
        ({"a": ["£5"]}, '{"a": ["£5"]}'),
    ],
)
def test_any_old_value_is_one_text(value: Value, expected: str) -> None:
    assert as_text(value) == expected


def test_a_value_is_what_its_field_makes_of_it_in_a_whole_record(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    old: Mapping[str, Value] = {
        "title": ["A", "list"],
        "homes": "12",
        "cost": "a lot",
        "urgent": "true",
        "helpers": "ROLE-keeper",
        "steps": [{"what": "Ring", "done": "false"}, "not a group"],
        "keep": {"kind": "period", "years": "6"},
        "held_by": {"was": "once a field"},
    }
    register = catalogue(
        base_loaded[1].registers, {Key("tasks", "T-1"): stood(Key("tasks", "T-1"), old)}
    ).registers["tasks"]
    assert register.records[0].values == {
        "id": "T-1",
        "title": '["A", "list"]',
        "homes": 12,
        "cost": "a lot",
        "urgent": True,
        "helpers": "ROLE-keeper",
        "steps": [{"what": "Ring", "done": False}, "not a group"],
        "keep": {"kind": "period", "years": 6},
        "held_by": {"was": "once a field"},
    }
    assert register.schema.fields[-1].title == "Held by"


# -------------------------------------------------------------------------------------- schemas


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("risks", "Risks"),
        ("held_by", "Held by"),
        ("data-sharing_agreements", "Data sharing agreements"),
        ("EU_rules", "EU rules"),
        ("", ""),
    ],
)
def test_a_name_without_a_title_in_words(name: str, words: str) -> None:
    assert in_words(name) == words


def test_a_register_that_is_no_more() -> None:
    assert gone_register("data-sharing") == Schema(
        name="data-sharing",
        title="Data sharing",
        description="This register is no more.",
        singular="record",
        plural="records",
        group="",
        order=0,
        label=(),
        columns=("id",),
        sort=(),
        facets=(),
        public=None,
        fields=(Field("id", "Reference", "", "string"),),
        final=("retired",),
    )


def register(name: str, schemas: Mapping[str, Schema], **versions: Version) -> Register:
    """A register as it stood, in today's shape."""
    return catalogue(schemas, state_of(name, versions)).registers[name]


@pytest.mark.parametrize(
    ("version", "columns", "label", "fields"),
    [
        ({"id": "R1", "title": "Damp"}, ("id", "title"), ("title",), ["title"]),
        ({"id": "R1", "name": "Damp"}, ("id", "name"), ("name",), ["name"]),
        (
            {"id": "R1", "name": "Damp", "title": "Damp"},
            ("id", "title"),
            ("title",),
            ["name", "title"],
        ),
        ({"id": "R1", "level": "high"}, ("id",), (), ["level"]),
    ],
)
def test_a_register_that_is_no_more_shows_what_its_records_are_called(
    version: Version, columns: tuple[str, ...], label: tuple[str, ...], fields: list[str]
) -> None:
    schema = register("risks", {}, R1=version).schema
    unknown = tuple(Field(name, in_words(name), "", "") for name in fields)
    gone = gone_register("risks")
    assert schema == replace(gone, columns=columns, label=label, fields=(*gone.fields, *unknown))


def test_fields_that_are_no_more_come_after_todays_in_the_order_of_the_records(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    today = base_loaded[1].registers["tasks"]
    versions: Mapping[str, Version] = {
        "T-2": {"title": "Two", "level": "2", "held_by": "x"},
        "T-1": {"name": "One", "level": "1"},
    }
    records = state_of("tasks", versions)
    schema = catalogue({"tasks": today}, records).registers["tasks"].schema
    unknown = tuple(
        Field(name, title, "", "")
        for name, title in (("name", "Name"), ("level", "Level"), ("held_by", "Held by"))
    )
    assert schema == replace(today, fields=(*today.fields, *unknown))


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (("title", "id"), ("title", "id")),
        (("title", "kind"), ("id", "title", "kind")),
        ((), ("id",)),
    ],
)
def test_a_table_of_old_records_always_has_their_ids(
    columns: tuple[str, ...], shown: tuple[str, ...], base_loaded: tuple[Catalogue, Schemas]
) -> None:
    today = replace(base_loaded[1].registers["tasks"], columns=columns)
    assert register("tasks", {"tasks": today}, T1={"title": "One"}).schema.columns == shown


# -------------------------------------------------------------------------------------- records


def test_a_record_has_the_id_of_its_file_whatever_it_said_itself(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    old = register("tasks", base_loaded[1].registers, T1={"id": "T-99", "title": "One"}).records
    assert [(record.key.id, record.values) for record in old] == [
        ("T1", {"id": "T1", "title": "One"})
    ]
    assert old[0].file == "registers/tasks/T1.yml"


def test_every_register_of_today_is_there_and_what_cannot_be_read_is_left_out(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    versions: Mapping[str, Version] = {"R-2": Unreadable("a: ["), "R-10": {}, "R-9": {}}
    old = catalogue(base_loaded[1].registers, state_of("risks", versions))
    assert list(old.registers) == [*base_loaded[1].registers, "risks"]
    assert [record.key.id for record in old.registers["risks"].records] == ["R-9", "R-10"]
    assert old.registers["tasks"].records == ()
    unread = state_of("lost", {"L-1": Unreadable("a: [")})
    assert "lost" not in catalogue({}, unread).registers


def test_records_stand_in_the_order_that_todays_schema_asks_for(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    versions: Mapping[str, Version] = {
        "T-1": {"kind": "routine"},
        "T-10": {"kind": "one-off"},
        "T-9": {"kind": "one-off"},
    }
    old = catalogue(base_loaded[1].registers, state_of("tasks", versions)).registers["tasks"]
    assert [record.key.id for record in old.records] == ["T-9", "T-10", "T-1"]


WORDS = st.sampled_from(
    [
        "",
        "true",
        "12",
        "9" * 400,
        "-0",
        "1.5",
        "2026-13-45",
        "2026-02",
        "Q5 2024/25",
        "Q1 2024/25",
        "javascript:alert(1)",
        "https://a.example/",
        "<b>",
        "ROLE-keeper",
        "T-1",
        "period",
        "retired",
        "\x00",
        "a\n\nb",
        "½",
    ]
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    WORDS | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["what", "by", "kind", "years", "document", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=settings().max_examples // 2)  # each has eighteen records
def test_whatever_an_old_version_held_its_table_can_be_made(
    data: st.DataObject, base_loaded: tuple[Catalogue, Schemas]
) -> None:
    schemas: Mapping[str, Schema] = base_loaded[1].registers
    records: dict[Key, RecordVersion] = {}
    for name in (*schemas, "gone & <away>"):
        fields = (
            [field.name for field in schemas[name].fields]
            if name in schemas
            else ["id", "title", "x"]
        )
        for id_ in ("ROLE-keeper", "T-1", "odd #?%"):
            version: Version = data.draw(
                st.dictionaries(st.sampled_from(fields), VALUES, max_size=8)
            )
            records[Key(name, id_)] = stood(Key(name, id_), version)
    then = view(catalogue(schemas, records), "staff", date(2026, 1, 1))
    for register in then.registers.values():
        html = table(then, register, [field.name for field in register.schema.fields])
        assert html.count("<tr") == len(register.records) + 1
        assert 'href="javascript' not in html
        assert "<b>" not in html
