from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import chain
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.load import load
from macros.catalogue.references import link
from macros.catalogue.schemas import Schemas
from macros.model import (
    Audience,
    BackRef,
    Catalogue,
    Field,
    Key,
    PublicName,
    Record,
    Reference,
    Register,
    Schema,
    Value,
    field_at,
)
from macros.view.public import public_schema
from macros.view.view import View, view
from tests.conftest import broken_rules, lay_base, make_register

TODAY = date(2026, 11, 22)
ID = Field("id", "Reference", "", "string", public=True)
PUBLISH = Field("publish", "Who may see it", "", "string")
STATUS = Field("status", "Status", "", "string", public=True)
REGISTERS = ("tasks", "people")
IDS = {
    register: tuple(f"{register.upper()}-{number}" for number in range(3)) for register in REGISTERS
}
IDS_OF_ALL = {id_ for ids in IDS.values() for id_ in ids}


def named(register: Register) -> Register:
    """The register, with a name for the public: without one nothing of it is published."""
    name = register.schema.title
    return replace(
        register,
        schema=replace(
            register.schema, public=PublicName(name, "", "", "What everybody may see.", (), ())
        ),
    )


def catalogue(*registers: Register) -> Catalogue:
    known = {register.schema.name: named(register) for register in registers}
    links = link(known)
    problems = tuple(broken_rules(known))
    return Catalogue(known, links.references, links.used_by, (), problems)


# -------------------------------------------------------------------------- whatever a record holds


def a_field(pick: Random, name: str, depth: int = 3) -> Field:
    """A field: a text, a reference, a list or a group, to some depth, public or not at each."""
    kind = pick.choice(
        ["text", "reference"]
        if depth == 0
        else ["text", "reference", "references", "list", "group", "group"]
    )
    refs = pick.choice([("tasks",), ("people",), ("people", "tasks")])
    public = pick.random() < 0.7
    if kind == "group":
        parts = tuple(
            a_field(pick, f"part{number}", depth - 1) for number in range(pick.randint(1, 3))
        )
        return Field(name, name, "", "object", public=public, parts=parts)
    if kind == "list":
        return Field(name, name, "", "array", public=public, each=a_field(pick, name, depth - 1))
    if kind == "references":
        return Field(
            name, name, "", "array", public=public, refs=refs, each=Field(name, name, "", "string")
        )
    return Field(name, name, "", "string", public=public, refs=refs if kind == "reference" else ())


def a_value(pick: Random, field: Field, public: bool, count: Iterator[int]) -> Value:
    """A value for a field. Each text says whether every field around it is for everybody."""
    if field.parts:
        return {
            part.name: a_value(pick, part, public and part.public, count)
            for part in field.parts
            if pick.random() < 0.9
        }
    if field.each:
        inner = field.each if not field.refs else replace(field.each, refs=field.refs)
        return [a_value(pick, inner, public, count) for _ in range(pick.randint(1, 2))]
    if field.refs:
        return pick.choice([id_ for register in field.refs for id_ in IDS[register]])
    return f"{'open' if public else 'secret'}-{next(count)}"


class Made(NamedTuple):
    """A catalogue made by chance, what in it is published, and what everybody sees of it."""

    whole: Catalogue
    published: set[Key]
    shown: View


def made(seed: int) -> Made:
    pick = Random(seed)  # noqa: S311 - chance for tests
    count = iter(range(10_000))
    published: set[Key] = set()
    registers = []
    for register in REGISTERS:
        own = tuple(a_field(pick, f"field{number}") for number in range(3))
        records: list[Mapping[str, Value]] = []
        for id_ in IDS[register]:
            publish, status = (
                pick.choice(["public", "public", "staff", ""]),
                pick.choice(["current", "current", "retired"]),
            )
            if publish == "public" and status != "retired":
                published.add(Key(register, id_))
            own_values = {field.name: a_value(pick, field, field.public, count) for field in own}
            records.append({"id": id_, "publish": publish, "status": status, **own_values})
        made = make_register(register, (ID, PUBLISH, STATUS, *own), records)
        registers.append(replace(made, schema=replace(made.schema, label=("field0",))))
    whole = catalogue(*registers)
    return Made(whole, published, view(whole, "public", TODAY))


def texts(value: object) -> Iterator[str]:
    """Every text in a value, keys of groups too."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (*texts(key), *texts(inner))
    elif isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from texts(inner)
    else:
        yield str(value)


def seen(shown: View) -> set[str]:
    """Every text that a view holds in its records, references and names."""
    shown_texts = {text for record in shown.records.values() for text in texts(record.values)}
    shown_texts |= {shown.label(key) for key in shown.records}
    shown_texts |= set(texts([record.file for record in shown.records.values()]))
    shown_texts |= set(
        texts(
            [
                (record.document.value, record.document.marks, record.document.keys)
                for record in shown.records.values()
            ]
        )
    )
    for arrows in (shown.references, shown.used_by):
        every = chain.from_iterable(arrows.values())
        ends = [end for arrow in every for end in (arrow.source, arrow.target)]
        shown_texts |= {text for key in (*arrows, *ends) for text in key}
    return shown_texts | set(shown.ids)


def is_public(own: tuple[Field, ...], path: tuple[str | int, ...]) -> bool:
    """Whether every field on the way to a value is for everybody."""
    steps = [
        field_at(own, path[: number + 1])
        for number, step in enumerate(path)
        if isinstance(step, str)
    ]
    return all(field is not None and field.public for field in steps)


SEEDS = given(seed=st.integers(0, 2**32))


@SEEDS
def test_everybody_sees_no_text_of_a_staff_field_at_any_depth(seed: int) -> None:
    assert not [text for text in seen(made(seed).shown) if "secret" in text]


@SEEDS
def test_everybody_sees_every_text_that_is_for_everybody(seed: int) -> None:
    whole, published, shown = made(seed)
    for register in whole.registers.values():
        for record in register.records:
            if record.key in published:
                assert {text for text in texts(record.values) if text.startswith("open")} <= seen(
                    shown
                )


@SEEDS
def test_everybody_sees_neither_the_id_nor_any_text_of_a_staff_record(seed: int) -> None:
    whole, published, shown = made(seed)
    assert set(shown.records) == published
    there = seen(shown)
    for register in whole.registers.values():
        for record in register.records:
            if record.key not in published:
                assert record.key.id not in there
                assert (
                    not {
                        text
                        for text in texts(record.values)
                        if "-" in text and text not in IDS_OF_ALL
                    }
                    & there
                )


@SEEDS
def test_everybody_sees_only_arrows_between_published_records_out_of_public_fields(
    seed: int,
) -> None:
    whole, published, shown = made(seed)
    for arrows, all_arrows in (
        (shown.references, whole.references),
        (shown.used_by, whole.used_by),
    ):
        assert set(arrows) <= published
        for key in published:
            assert arrows.get(key, ()) == tuple(
                arrow
                for arrow in all_arrows.get(key, ())
                if {arrow.source, arrow.target} <= published
                and is_public(whole.registers[arrow.source.register].schema.fields, arrow.path)
            )


@SEEDS
def test_everybody_sees_only_fields_that_are_for_everybody_in_the_schemas(seed: int) -> None:
    whole, _, shown = made(seed)
    for register in shown.registers.values():
        schema = register.schema
        own = whole.registers[schema.name].schema.fields
        assert register.records
        assert schema.source == {}
        assert {field.name for field in schema.fields} == {
            field.name for field in own if field.public
        }
        assert {*schema.columns, *schema.facets, *schema.label} <= {
            field.name for field in schema.fields
        }
        assert all(field.public for field in inner_fields(schema.fields))


def test_staff_see_everything() -> None:
    whole = made(7).whole
    shown = view(whole, "staff", TODAY)
    assert (shown.registers, shown.references, shown.used_by) == (
        whole.registers,
        whole.references,
        whole.used_by,
    )


def inner_fields(own: tuple[Field, ...]) -> Iterator[Field]:
    for field in own:
        yield field
        each = field.each
        while each:
            yield from inner_fields(each.parts)
            each = each.each
        yield from inner_fields(field.parts)


# --------------------------------------------------------------------------------------- one by one


def shown_to(audience: Audience, own: tuple[Field, ...], *records: Mapping[str, Value]) -> View:
    return view(
        catalogue(make_register("tasks", (ID, PUBLISH, STATUS, *own), records)), audience, TODAY
    )


def values_of(shown: View, id_: str = "T-1") -> Mapping[str, Value]:
    return shown.records[Key("tasks", id_)].values


@pytest.mark.parametrize(
    ("says", "there"),
    [
        ({"publish": "public"}, True),
        ({"publish": "public", "status": "current"}, True),
        ({"publish": "staff"}, False),
        ({}, False),
        ({"publish": "Public"}, False),
        ({"publish": ["public"]}, False),
        ({"publish": "public", "status": "retired"}, False),
    ],
)
def test_a_record_is_there_for_everybody_only_where_it_says_so_and_is_not_over(
    says: dict[str, Value], there: bool
) -> None:
    shown = shown_to("public", (), {"id": "T-1", **says})
    assert (Key("tasks", "T-1") in shown.records) == there
    assert ("tasks" in shown.registers) == there


def test_what_is_left_of_a_group_or_list_without_its_staff_parts_is_nothing() -> None:
    inner = (Field("note", "Note", "", "string"),)
    own = (
        Field("group", "Group", "", "object", public=True, parts=inner),
        Field(
            "groups",
            "Groups",
            "",
            "array",
            public=True,
            each=Field("groups", "Groups", "", "object", parts=inner),
        ),
        Field("by", "By", "", "string", public=True, refs=("people",)),
        Field("all", "All", "", "array", public=True, refs=("people",)),
    )
    record: dict[str, Value] = {
        "id": "T-1",
        "publish": "public",
        "group": {"note": "x"},
        "groups": [{"note": "x"}],
        "by": "P-1",
        "all": ["P-1"],
    }
    assert values_of(shown_to("public", own, record)) == {"id": "T-1"}


def test_a_field_that_the_schema_does_not_declare_is_not_for_everybody() -> None:
    own = (Field("loose", "Loose", "", "object", public=True),)
    record: dict[str, Value] = {
        "id": "T-1",
        "publish": "public",
        "unknown": "x",
        "loose": {"unknown": "x"},
    }
    assert values_of(shown_to("public", own, record)) == {"id": "T-1"}


def test_numbers_and_false_are_kept_for_everybody() -> None:
    own = (
        Field("homes", "Homes", "", "integer", public=True),
        Field("urgent", "Urgent", "", "boolean", public=True),
    )
    record: dict[str, Value] = {"id": "T-1", "publish": "public", "homes": 0, "urgent": False}
    assert values_of(shown_to("public", own, record)) == {"id": "T-1", "homes": 0, "urgent": False}


def test_a_reference_stays_where_any_register_that_it_may_name_has_published_the_record() -> None:
    people = make_register(
        "people", (ID, PUBLISH), [{"id": "P-1", "publish": "public"}, {"id": "P-2"}]
    )
    by = Field("by", "By", "", "array", public=True, refs=("teams", "people"))
    tasks = make_register(
        "tasks", (ID, PUBLISH, by), [{"id": "T-1", "publish": "public", "by": ["P-1", "P-2"]}]
    )
    shown = view(catalogue(people, tasks), "public", TODAY)
    assert values_of(shown)["by"] == ["P-1"]
    assert shown.find(by, "P-1") == Key("people", "P-1")
    assert shown.find(by, "P-2") is None


def test_an_arrow_out_of_a_staff_part_of_a_public_group_is_not_for_everybody() -> None:
    """Both records are published; that one names the other is for staff."""
    by = Field("by", "By", "", "string", refs=("tasks",))
    what = Field("what", "What", "", "string", public=True)
    own = (
        Field(
            "steps",
            "Steps",
            "",
            "array",
            public=True,
            each=Field("steps", "Steps", "", "object", parts=(what, by)),
        ),
    )
    records: list[dict[str, Value]] = [
        {"id": "T-1", "publish": "public", "steps": [{"what": "Look", "by": "T-2"}]},
        {"id": "T-2", "publish": "public"},
    ]
    shown = shown_to("public", own, *records)
    assert values_of(shown) == {"id": "T-1", "steps": [{"what": "Look"}]}
    assert shown.references[Key("tasks", "T-1")] == ()
    assert shown.used_by.get(Key("tasks", "T-2"), ()) == ()


def test_a_view_finds_records_by_id_and_names_them() -> None:
    people = make_register(
        "people", (ID, Field("title", "Title", "", "string")), [{"id": "X", "title": "Keeper"}]
    )
    tasks = make_register("tasks", (ID,), [{"id": "X"}, {"id": "Y"}])
    shown = view(catalogue(people, tasks), "staff", TODAY)
    assert shown.ids == {"X": (Key("people", "X"), Key("tasks", "X")), "Y": (Key("tasks", "Y"),)}
    assert shown.label(Key("people", "X")) == "Keeper"
    assert shown.label(Key("tasks", "Y")) == "Y"
    assert shown.schema(Key("tasks", "Y")).name == "tasks"
    assert (shown.audience, shown.today) == ("staff", TODAY)


def test_only_staff_are_shown_what_the_checks_warn_of() -> None:
    see = Field("see", "See", "", "string", public=True, refs=("tasks",))
    records: list[dict[str, Value]] = [
        {"id": "T-1", "publish": "public", "see": "T-2"},
        {"id": "T-2", "publish": "public", "status": "retired"},
        {"id": "T-3", "see": "T-2"},
        {"id": "T-4", "see": "T-9"},
    ]
    warning = (
        "'T-2' is retired.",
        "No record says that it took its place: choose another, or take it out.",
    )
    assert shown_to("staff", (see,), *records).warnings == {
        "registers/tasks/T-1.yml": (warning,),
        "registers/tasks/T-3.yml": (warning,),
    }
    assert shown_to("public", (see,), *records).warnings == {}
    assert values_of(shown_to("public", (see,), *records)) == {"id": "T-1"}


def test_everybody_sees_of_the_small_project_what_it_says_they_may(tmp_path: Path) -> None:
    file = lay_base(tmp_path) / "registers/tasks/T-1.yml"
    file.write_text(file.read_text("utf-8").replace("publish: staff", "publish: public"), "utf-8")
    loaded, _ = load(tmp_path)
    leans = [problem for problem in loaded.problems if problem.rule == "leans-on-staff"]
    assert [problem.field for problem in leans] == [
        "helpers[0]",
        "see_also[1]",
        "sources[1].document",
    ]
    shown = view(loaded, "public", TODAY)
    assert {key.id for key in shown.records} == {"ROLE-keeper", "DOC-plan", "T-1", "T-2"}
    task = values_of(shown)
    assert task["helpers"] == ["DOC-plan"]
    assert task["see_also"] == ["T-2"]
    assert task["steps"] == [
        {"what": "Ring the tenant", "done": True},
        {"what": "Look at the flue"},
    ]
    assert task["sources"] == [{"document": "DOC-plan", "part": "Page 2"}]
    assert not {"publish", "notes", "evidence", "finished", "keep", "code", "cost", "built"} & set(
        task
    )
    assert shown.references[Key("tasks", "T-1")] == (
        Reference(Key("tasks", "T-1"), ("owner_role",), Key("roles", "ROLE-keeper")),
        Reference(Key("tasks", "T-1"), ("helpers", 1), Key("documents", "DOC-plan")),
        Reference(Key("tasks", "T-1"), ("depends_on", 0), Key("tasks", "T-2")),
        Reference(Key("tasks", "T-1"), ("see_also", 0), Key("tasks", "T-2")),
        Reference(Key("tasks", "T-1"), ("sources", 0, "document"), Key("documents", "DOC-plan")),
    )


def test_everybody_sees_no_staff_field_and_no_staff_record_of_the_real_registers(
    real: Catalogue,
) -> None:
    shown = view(real, "public", TODAY)
    records = [record for register in real.registers.values() for record in register.records]
    published = {record.key for record in records if record.public and not record.retired}
    assert set(shown.records) == published
    hidden = {record.key.id for record in records} - {key.id for key in published}
    for key, record in shown.records.items():
        own = real.registers[key.register].schema
        assert set(record.values) <= {field.name for field in own.fields if field.public}
        assert not hidden & set(texts(record.values))
        assert record.file == ""
    arrows: list[Reference] = [
        arrow for ways in (*shown.references.values(), *shown.used_by.values()) for arrow in ways
    ]
    assert all({arrow.source, arrow.target} <= published for arrow in arrows)


def test_a_record_in_a_view_is_a_new_one_and_the_catalogue_keeps_its_own(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    whole: Record = base_loaded[0].registers["tasks"].records[0]
    before = dict(whole.values)
    view(base_loaded[0], "public", TODAY)
    assert whole.values == before
    assert whole.file


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (("", ""), ("task", "tasks")),
        (("repair", ""), ("repair", "repairs")),
        (("", "works"), ("task", "works")),
        (("repair", "works"), ("repair", "works")),
    ],
)
def test_everybody_reads_a_register_under_its_public_name(
    name: tuple[str, str], words: tuple[str, str]
) -> None:
    own = (ID, PUBLISH, STATUS)
    register = make_register("tasks", own, [{"id": "T-1", "publish": "public"}])
    before = replace(
        register.schema, singular="task", label=("id",), plural="tasks", sort=("status", "publish")
    )
    for columns in (("id", "publish"), ()):
        public = PublicName("Works", *name, "What we do.", columns, ("status", "publish"))
        after = public_schema(replace(before, public=public), public)
        assert after == Schema(
            before.name,
            "Works",
            "What we do.",
            *words,
            before.group,
            before.order,
            label=("id",),
            columns=("id",) if columns else ("id", "status"),
            sort=("status",),
            facets=("status",),
            public=public,
            fields=(ID, STATUS),
            review=before.review,
        )


# --------------------------------------------------------------------- what nobody named is private


@dataclass(frozen=True, slots=True)
class WiderField(Field):
    """A field with an attribute that came after the view was written."""

    reviewed_by: str = ""


@dataclass(frozen=True, slots=True)
class WiderSchema(Schema):
    """A schema with an attribute that came after the view was written."""

    reviewed_by: str = ""


WORD = "only-for-staff"


def planted(kind: type, name: str) -> object:
    """A value for an attribute of a field or schema that can be told from what it is by default."""
    annotation = str(kind.__dataclass_fields__[name].type)  # type: ignore[attr-defined]
    if annotation.startswith("tuple"):
        return (WORD,)
    if annotation.startswith("Mapping"):
        return {WORD: WORD}
    if annotation.startswith("BackRef"):
        return BackRef(WORD, WORD)
    return True if annotation == "bool" else WORD


def attributes(kind: type) -> list[str]:
    structure = {"parts", "each", "fields", "public", "name"}
    return [attribute.name for attribute in fields(kind) if attribute.name not in structure]


FIELD_SHOWN = {
    "title",
    "description",
    "kind",
    "refs",
    "format",
    "options",
    "labels",
    "place",
    "planned",
}
SCHEMA_SHOWN = {
    "title",
    "description",
    "singular",
    "plural",
    "group",
    "order",
    "review",
    "kind",
    "unreported",
}
"""What the public may see; `label`, `columns` and such only name public fields."""


@pytest.mark.parametrize("name", attributes(WiderField))
@pytest.mark.parametrize("depth", ["field", "part", "each"])
def test_an_attribute_of_a_field_is_public_only_where_the_view_names_it(
    name: str, depth: str
) -> None:
    field = WiderField("notes", "Notes", "", "string", public=True)
    field = replace(field, **{name: planted(WiderField, name)})  # type: ignore[arg-type]
    around = Field("group", "Group", "", "object", public=True)
    outer = {
        "field": field,
        "part": replace(around, parts=(field,)),
        "each": replace(around, kind="array", each=field),
    }[depth]
    values = {"id": "T-1", "publish": "public", outer.name: "words"}
    register = make_register("tasks", [ID, PUBLISH, outer], [values])
    shown = view(catalogue(register), "public", TODAY).registers["tasks"].schema
    assert (WORD in repr(shown.fields) or "True" in _changed_flags(shown.fields)) == (
        name in FIELD_SHOWN
    )


@pytest.mark.parametrize("public", [True, False])
def test_the_field_with_the_code_of_a_language_is_named_where_it_is_public_too(
    public: bool,
) -> None:
    code = Field("code", "Code", "", "string", public=public)
    text = Field("text", "Text", "", "string", public=True, language="code")
    beside = Field("beside", "Beside", "", "object", public=True, parts=(code, text))
    outside = Field("outside", "Outside", "", "array", public=True, each=replace(text, name=""))
    register = make_register(
        "tasks",
        [ID, PUBLISH, code, text, beside, outside],
        [{"id": "T-1", "publish": "public", "code": "pl", "text": "Woda"}],
    )
    shown = view(catalogue(register), "public", TODAY).registers["tasks"].schema
    texts = [field for field in _all(shown.fields) if field.title == "Text"]
    assert [field.language for field in texts] == ["code" if public else ""] * 3


def _changed_flags(shown: Sequence[Field]) -> str:
    """The flags that are set in what is shown, but for `public`, which it says of all of it."""
    return repr([replace(field, public=False, parts=(), each=None) for field in _all(shown)])


def _all(shown: Sequence[Field]) -> Iterator[Field]:
    for field in shown:
        yield field
        yield from _all((*field.parts, *filter(None, [field.each])))


@pytest.mark.parametrize("name", attributes(WiderSchema))
def test_an_attribute_of_a_schema_is_public_only_where_the_view_names_it(name: str) -> None:
    register = named(make_register("tasks", [ID, PUBLISH], [{"id": "T-1", "publish": "public"}]))
    known = {field.name: getattr(register.schema, field.name) for field in fields(Schema)}
    schema = replace(WiderSchema(**known), **{name: planted(WiderSchema, name)})  # type: ignore[arg-type]
    register = replace(register, schema=schema)
    public = Catalogue({"tasks": register}, {}, {}, (), ())
    # A public name has words of its own; without them the schema's are shown.
    if schema.public:
        unnamed = schema.public._replace(
            singular="", title=schema.title, description=schema.description
        )
        public = Catalogue(
            {"tasks": replace(register, schema=replace(schema, public=unnamed))}, {}, {}, (), ()
        )
    shown = view(public, "public", TODAY).registers["tasks"].schema
    assert (WORD in repr(shown)) == (name in SCHEMA_SHOWN)


def test_staff_are_led_to_the_forge_that_is_named_and_to_none_otherwise() -> None:
    tasks = catalogue(make_register("tasks", [ID, PUBLISH], []))
    assert view(tasks, "staff", TODAY).forge == ""
    forge = "https://forge.example.org/example"
    assert view(tasks, "staff", TODAY, forge=forge).forge == forge
    assert view(tasks, "public", TODAY, forge=forge).forge == ""
