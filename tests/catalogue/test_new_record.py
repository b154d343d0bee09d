from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pytest

from macros.catalogue.new_record import next_id, scaffold
from macros.catalogue.schema_names import ENDING, SHARED
from macros.catalogue.schemas import Schemas
from macros.catalogue.unfilled import taught
from macros.catalogue.validate import check
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Field, Schema, Value
from tests.conftest import PROJECT, make_schema

REGISTERS = sorted(
    path.name.removesuffix(ENDING)
    for path in (PROJECT / "schemas").glob("*.json")
    if path.name.removesuffix(ENDING) not in SHARED
)


def numbered(*examples: str) -> Schema:
    return make_schema("tasks", (Field("id", "Reference", "", "string", examples=examples),))


# ---------------------------------------------------------------------------------------------- ids


@pytest.mark.parametrize(
    ("examples", "taken", "id_"),
    [
        (("T-1",), (), "T-1"),
        (("T-1",), ("T-1", "T-2"), "T-3"),
        (("T-1",), ("T-2", "T-10", "T-9"), "T-11"),
        (("T-1",), ("T-7",), "T-8"),
        (("RET-003",), (), "RET-001"),
        (("RET-003",), ("RET-003",), "RET-004"),
        (("RET-003",), ("RET-099",), "RET-100"),
        (("RET-003",), ("RET-100",), "RET-101"),
        (("RET-003",), ("RET-999", "RET-998"), "RET-1000"),
        (("RET-003",), ("RET-1000", "RET-999"), "RET-1001"),
        (("PRN-01",), ("PRN-22",), "PRN-23"),
        ((), ("T-1", "T-2"), "T-3"),
        (("VER-1.3",), ("VER-1.1", "VER-1.3"), "VER-1.4"),
        ((), (), ""),
        (("ROLE-siro",), ("ROLE-siro", "ROLE-dpo"), ""),
        (("IA3",), ("IA3", "DQ1", "IM2", "TA5"), ""),
        (("IA3",), ("DQ1",), ""),
        (("DEF-data", "DEF-act-2018"), ("DEF-data",), ""),
        (("7",), ("7",), "8"),
    ],
)
def test_the_next_id_is_the_number_after_the_highest_or_nothing_where_ids_are_not_numbered(
    examples: Sequence[str], taken: Sequence[str], id_: str
) -> None:
    assert next_id(numbered(*examples), taken) == id_
    assert next_id(numbered(*examples), tuple(reversed(taken))) == id_


def test_a_register_without_an_id_has_no_next_one() -> None:
    assert next_id(make_schema("tasks", ()), ()) == ""


@pytest.mark.parametrize("name", REGISTERS)
def test_the_next_id_in_a_real_register_is_free_and_in_its_form(
    name: str, real_schemas: Schemas
) -> None:
    schema = real_schemas.registers[name]
    field = schema.field("id")
    assert field is not None
    taken = [path.stem for path in (PROJECT / "registers" / name).glob("*.yml")]
    for known in (taken, [], taken[:1]):
        id_ = next_id(schema, known)
        assert id_ not in known
        assert not id_ or re.search(field.pattern, id_)


@pytest.mark.parametrize("name", REGISTERS)
def test_ids_that_are_numbers_have_room_and_one_spelling_each(
    name: str, real_schemas: Schemas
) -> None:
    schema = real_schemas.registers[name]
    field = schema.field("id")
    assert field
    numbered = re.fullmatch(r"(.*?)([0-9]+)", first) if (first := next_id(schema, [])) else None
    if not numbered or name in NOT_COUNTED_ON:
        return
    prefix, width = numbered[1], len(numbered[2])
    last = f"{prefix}{'9' * width}"
    assert next_id(schema, [last]) == f"{prefix}1{'0' * width}"
    assert next_id(schema, [last, f"{prefix}1{'0' * width}"]) == f"{prefix}1{'0' * (width - 1)}1"
    for much_later in (f"{prefix}123456", f"{prefix}100000"):
        assert re.search(field.pattern, much_later)
    for another_spelling in (f"{prefix}0{'9' * width}", f"{prefix}00{'9' * width}"):
        assert not re.search(field.pattern, another_spelling)


NOT_COUNTED_ON = ("clinics", "recommendations", "self-assessments", "versions")
"""Their numbers are those of a quarter, of the 21 recommendations of a report, or of a version."""


@pytest.mark.parametrize(
    "name", ["bodies", "definitions", "kim-log", "roles", "systems", "work-areas"]
)
def test_a_register_whose_ids_are_words_has_no_next_id_even_when_it_is_empty(
    name: str, real_schemas: Schemas
) -> None:
    schema = real_schemas.registers[name]
    assert (
        next_id(schema, [path.stem for path in (PROJECT / "registers" / name).glob("*.yml")]) == ""
    )
    assert next_id(schema, []) == ""


# ------------------------------------------------------------------------------------------- drafts


@pytest.mark.parametrize("name", REGISTERS)
def test_a_draft_of_a_real_register_asks_once_for_each_required_field_and_teaches(
    name: str, real_schemas: Schemas
) -> None:
    schema = real_schemas.registers[name]
    text = scaffold(schema, "X-1")
    document, problems = parse(text.encode(), "X-1.yml")
    assert document is None
    told = taught(problems, schema)
    required = [field for field in schema.fields if field.required and field.name != "id"]
    assert [re.split(r"[.\[]", problem.field)[0] for problem in told] == [
        field.name for field in required
    ]
    for problem, field in zip(told, required, strict=True):
        part = field.part(problem.field.rpartition(".")[2]) or field
        assert problem.rule == "empty-value"
        assert f"'{part.name}' ({part.title})" in problem.message
        assert problem.hint.startswith(part.description)
        for option in part.options:
            assert f"'{option}'" in problem.hint
    assert "\nid: X-1\n" in text
    for field in schema.fields:
        assert f"\n# {field.title}{'' if field.required else ' (if known)'}: " in text
        assert re.search(rf"^{'' if field.required else '# '}{field.name}:", text, re.MULTILINE)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_draft_explains_each_part_of_a_group_and_what_it_can_be(
    name: str, real_schemas: Schemas
) -> None:
    schema = real_schemas.registers[name]
    text = scaffold(schema, "X-1")
    for field in every_field(schema.fields):
        assert f"# {field.title}" in text
        assert field.description in text
        each = field.each or field
        for option in (*field.options, *each.options):
            assert re.search(rf"# One of: .*\b{re.escape(option)}\b", text), option


def every_field(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every_field(field.parts)
        yield from every_field(field.each.parts if field.each else ())


@pytest.mark.parametrize("name", REGISTERS)
def test_the_fields_that_a_draft_offers_can_be_taken_up_as_they_are(
    name: str, real_schemas: Schemas
) -> None:
    """Who deletes the '# ' before a field gets a line that can be read, with a value or without."""
    schema = real_schemas.registers[name]
    text = "\n".join(taken_up(scaffold(schema, "X-1"), schema)) + "\n"
    document, problems = parse(text.encode(), "X-1.yml")
    assert {problem.rule for problem in problems} <= {"empty-value"}, text
    assert document is None or set(document.value) == {field.name for field in schema.fields}


def taken_up(text: str, schema: Schema) -> Iterator[str]:
    """The lines of a draft with those that only explain taken out, and the rest uncommented."""
    names = "|".join(field.name for field in schema.fields)
    below = False
    for line in text.split("\n"):
        field = re.match(rf"(# )?({names}):( |$)", line)
        if field or (below and re.match(r"(# )? +[^ #]", line)):
            below = True
            yield line.removeprefix("# ")
        else:
            below = False


@pytest.mark.parametrize("name", REGISTERS)
def test_the_values_that_a_draft_offers_are_right_for_their_field(
    name: str, real_schemas: Schemas
) -> None:
    schema = real_schemas.registers[name]
    lines = [
        line
        for line in taken_up(scaffold(schema, "X-1"), schema)
        if re.match(r"[a-z_]+: \S", line) and not line.startswith("id:")
    ]
    document, problems = parse("\n".join(lines or ["x: y"]).encode(), "X-1.yml")
    assert problems == []
    assert document is not None
    offered: Mapping[str, Value] = document.value
    _, faults = check(real_schemas, name, Document(offered, {}, {}), "X-1.yml")
    assert [
        fault for fault in faults if fault.field in offered and fault.rule != "unknown-field"
    ] == []


FIELDS = (
    Field("id", "Reference", "Its number.", "string", required=True, examples=("T-1",)),
    Field("title", "Title", "Its name.", "string", required=True, examples=("Keys",)),
    Field(
        "kind",
        "Kind",
        "Which kind.",
        "string",
        required=True,
        options=("one-off", "routine"),
        examples=("one-off",),
    ),
    Field("by", "By", "Who does it.", "string", refs=("roles", "bodies"), examples=("ROLE-siro",)),
    Field("urgent", "Urgent", "Whether it can wait.", "boolean", examples=(True,)),
    Field("calm", "Calm", "Whether it can wait.", "boolean", examples=(False,)),
    Field("homes", "Homes", "How many.", "integer", examples=(12,)),
    Field(
        "aliases",
        "Also called",
        "Other names.",
        "array",
        each=Field("aliases", "Also called", "", "string"),
        examples=(["Lock", "Bolt"],),
    ),
    Field("none", "None", "Nothing yet.", "array", examples=([],)),
    Field(
        "steps",
        "Steps",
        "What is done.",
        "array",
        required=True,
        each=Field(
            "steps",
            "Steps",
            "",
            "object",
            parts=(
                Field("what", "What", "", "string", required=True),
                Field("done", "Done", "", "boolean", examples=(False,)),
            ),
        ),
    ),
    Field(
        "keep",
        "Kept",
        "How long.",
        "object",
        parts=(Field("years", "Years", "", "integer", examples=(6,)),),
    ),
)

DRAFT = """\
# A new task. Fill in each field, take up others that are known by deleting the '# '
# before them, and delete what only explains. What follows a '#' is not part of the record.

# Reference: Its number.
id: T-7

# Title: Its name.
# Example: Keys
title:

# Kind: Which kind.
# One of: one-off, routine
kind:

# By (if known): Who does it.
# Ids from: registers/roles, registers/bodies
# by: ROLE-siro

# Urgent (if known): Whether it can wait.
# urgent: true

# Calm (if known): Whether it can wait.
# calm: false

# Homes (if known): How many.
# homes: 12

# Also called (if known): Other names.
# aliases:
#   - Lock

# None (if known): Nothing yet.
# none:
#   -

# Steps: What is done.
steps:
  # What:
  - what:
    # Done (if known):
    # done: false

# Kept (if known): How long.
# keep:
#   # Years (if known):
#   years: 6
"""


def test_a_draft_explains_each_field_and_takes_no_example_for_a_fact() -> None:
    assert scaffold(make_schema("tasks", FIELDS), "T-7") == DRAFT


def test_no_line_of_a_draft_ends_in_a_space(real_schemas: Schemas) -> None:
    for schema in real_schemas.registers.values():
        assert [line for line in scaffold(schema, "X-1").split("\n") if line != line.rstrip()] == []
