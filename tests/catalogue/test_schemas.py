from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from macros.catalogue.formats import FORMATS
from macros.catalogue.schema_fields import follow
from macros.catalogue.schema_names import ENDING, SHARED
from macros.catalogue.schemas import Schemas, read_schemas
from macros.catalogue.validate import check
from macros.catalogue.yaml_reader import parse
from macros.model import Catalogue, Document, Field, Mark, Problem, Value, field_at
from tests.conftest import BASE, PROJECT

REAL = sorted(path.name.removesuffix(ENDING) for path in (PROJECT / "schemas").glob("*.json"))
REGISTERS = [name for name in REAL if name not in SHARED]
NAMES = st.text(st.characters(codec="utf-8"), max_size=8)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.text(max_size=6)
    | st.sampled_from(["tasks", "string", "#/$defs/x", "common.schema.json", "^($"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            NAMES | st.sampled_from(["$ref", "type", "x-ref", "title", "items"]), inner, max_size=3
        )
    ),
    max_leaves=5,
)
TEXTS = st.text(max_size=8) | st.sampled_from(
    [
        "true",
        "7",
        "1.5",
        "2024-11-11",
        "Q4 9999/00",
        "9999-12-31",
        "ROLE-keeper",
        "T-1",
        "retired",
        "period",
    ]
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            TEXTS | st.sampled_from(["kind", "years", "document", "what"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


SLOW = settings(
    max_examples=settings().max_examples // 3,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)

FILES = {
    path.name: path.read_bytes()
    for path in (
        *(BASE / "schemas").glob("*.json"),
        *(PROJECT / "schemas" / (name + ENDING) for name in SHARED),
    )
}
"""The schemas of the base project."""


def with_tasks(source: object) -> tuple[Schemas, list[Problem]]:
    """The schemas of the base project, with another one for its tasks."""
    return read_schemas({**FILES, "tasks.schema.json": json.dumps(source).encode()})


def problems_of(schemas: Schemas, text: str, register: str = "tasks") -> list[Problem]:
    document, problems = parse(text.encode(), "T-1.yml")
    assert document is not None, problems
    return check(schemas, register, document, "T-1.yml")[1]


def problem_of(schemas: Schemas, text: str, field: str) -> Problem:
    [problem] = [problem for problem in problems_of(schemas, text) if problem.field == field]
    return problem


# --------------------------------------------------------------------------------- the real schemas


def test_the_real_schemas_have_no_faults() -> None:
    schemas, problems = read_schemas(
        {path.name: path.read_bytes() for path in (PROJECT / "schemas").glob("*.json")}
    )
    assert problems == []
    assert schemas.broken == frozenset()
    assert sorted(schemas.registers) == REGISTERS


def examples(node: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every example in a schema, with the way to the field that it is of."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if key == "examples" and isinstance(inner, list):
                yield from ((way, example) for example in inner)
            elif key != "x-labels":
                yield from examples(inner, (*way, key))


@pytest.mark.parametrize("name", [name for name in REAL if name != "register"])
def test_each_example_in_a_schema_satisfies_the_field_that_it_is_of(
    name: str, real_schemas: Schemas
) -> None:
    values = list(examples(real_schemas.sources[name + ENDING]))
    assert values
    for way, value in values:
        field = real_schemas.validators[name].validator.evolve(
            schema={"$ref": f"{name}{ENDING}#/{'/'.join(way)}"}
        )
        assert [error.message for error in field.iter_errors(value)] == [], (
            f"{'.'.join(way)}: {value}"
        )


@pytest.mark.parametrize("name", REGISTERS)
def test_each_register_says_what_its_tables_and_pages_need(
    name: str, real_schemas: Schemas
) -> None:
    schema = real_schemas.registers[name]
    assert schema.file == f"schemas/{name}{ENDING}"
    id_ = schema.field("id")
    assert id_ is not None
    assert id_.required
    assert id_.examples
    for field in schema.fields:
        assert field.title
        assert field.description.endswith((".", "?"))
        assert set(field.labels) <= set(field.options)
        assert set(field.refs) <= set(real_schemas.registers)


# -------------------------------------------------------------------------------- schemas to fields


def test_a_field_has_everything_that_its_schema_says(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    schema = base_loaded[1].registers["tasks"]
    fields = {field.name: field for field in schema.fields}
    assert (schema.title, schema.singular, schema.group, schema.order) == (
        "Tasks",
        "task",
        "delivery",
        4,
    )
    assert (schema.label, schema.sort, schema.facets) == (
        ("title",),
        ("kind", "id"),
        ("kind", "status"),
    )
    assert (schema.columns, schema.review, schema.guidance) == (
        ("id", "title", "kind", "due"),
        "annual",
        "index.md",
    )
    assert fields["kind"].options == ("one-off", "routine")
    assert fields["kind"].labels["routine"] == "Done again and again"
    assert fields["helpers"].refs == ("roles", "documents")
    assert fields["see_also"].refs == ()
    assert fields["see_also"].each is not None
    assert fields["see_also"].each.refs == ("tasks",)
    assert (fields["depends_on"].acyclic, fields["depends_on"].due_by) == (True, "due")
    assert (fields["finished"].after, fields["finished"].public) == ("started", False)
    assert fields["owner_role"].itself
    assert fields["code"].unique
    assert fields["code"].pattern == "^[A-Z]{3}$"
    assert fields["steps"].each is not None
    assert [(part.name, part.public, part.required) for part in fields["steps"].each.parts] == [
        ("what", True, True),
        ("by", False, False),
        ("done", True, False),
    ]
    assert fields["title"].examples == ("Check the boilers",)
    assert [field.name for field in schema.fields if field.required] == [
        "id",
        "title",
        "kind",
        "status",
        "owner_role",
    ]


def test_what_stands_beside_a_ref_wins_and_the_rest_is_shared(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    started = base_loaded[1].registers["tasks"].field("started")
    assert started is not None
    assert (started.title, started.format, started.public) == ("Started", "date", True)
    assert started.description == "A day, as year-month-day."


def test_a_field_can_be_found_by_its_path(base_loaded: tuple[Catalogue, Schemas]) -> None:
    fields = base_loaded[1].registers["tasks"].fields
    by = field_at(fields, ("steps", 0, "by"))
    assert by is not None
    assert by.refs == ("roles",)
    assert field_at(fields, ("zebra",)) is None
    assert field_at(fields, ("zebra", "stripe")) is None
    assert field_at(fields, ("title", 0)) is None


def test_a_part_without_a_title_is_called_by_its_name() -> None:
    source = json.loads(FILES["tasks.schema.json"])
    del source["properties"]["keep"]["properties"]["years"]["title"]
    schemas, problems = with_tasks(source)
    years = field_at(schemas.registers["tasks"].fields, ("keep", "years"))
    assert problems == []
    assert years is not None
    assert years.title == "Years"


@pytest.mark.parametrize(
    "target", ["#/$defs/nothing", "nothing.schema.json", "#/title/deeper", "#/required/0"]
)
def test_a_ref_that_points_at_nothing_is_followed_to_nothing(target: str) -> None:
    sources = {name: json.loads(content) for name, content in FILES.items()}
    assert follow(target, "tasks.schema.json", sources) is None


def test_a_ref_may_point_at_a_whole_schema_or_a_part_of_it() -> None:
    sources = {name: json.loads(content) for name, content in FILES.items()}
    assert follow("tasks.schema.json", "roles.schema.json", sources) == sources["tasks.schema.json"]
    assert (
        follow("#/properties/id", "roles.schema.json", sources)
        == sources["roles.schema.json"]["properties"]["id"]
    )


# ------------------------------------------------------------------------------ no schema is thrown


def places(node: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield way
    for key, inner in pairs(node):
        yield from places(inner, (*way, key))


def pairs(node: Any) -> Iterable[tuple[str | int, Any]]:
    """What stands in a group or a list, each with its name or number."""
    if isinstance(node, list):
        return enumerate(node)
    return node.items() if isinstance(node, dict) else ()


MUTATED = ["tasks.schema.json", *(shared + ENDING for shared in SHARED)]
WAYS = {name: list(places(json.loads(FILES[name]))) for name in MUTATED}


@settings(SLOW)
@given(data=st.data(), name=st.sampled_from(sorted(WAYS)), instead=JSON, remove=st.booleans())
def test_whatever_stands_in_a_schema_it_is_told_and_never_thrown(
    data: st.DataObject, name: str, instead: object, remove: bool
) -> None:
    way = data.draw(st.sampled_from(WAYS[name]))
    source = {"": json.loads(FILES[name])}
    node: Any = source
    for step in ("", *way)[:-1]:
        node = node[step]
    last = ("", *way)[-1]
    if remove:
        del node[last]
    else:
        node[last] = instead
    schemas, problems = read_schemas({**FILES, name: json.dumps(source.get("")).encode()})
    assert bool(schemas.broken) == bool(problems)
    assert all(
        problem.message and problem.line >= 1 and problem.column >= 1 for problem in problems
    )


@given(content=st.binary(max_size=40) | JSON.map(json.dumps).map(str.encode))
@example(content=b"")
@example(content=b"\xef\xbb\xbf{}")
@example(content=b"[" * 100_000)
@example(content=b'{"a":' * 900 + b"1" + b"}" * 900)
@example(content=b'{"a": ' + b"1" * 5000 + b"}")
@example(content=b'{"$schema": 5}')
@settings(SLOW)
def test_whatever_a_schemas_file_holds_it_is_told_and_never_thrown(content: bytes) -> None:
    schemas, problems = read_schemas({**FILES, "tasks.schema.json": content})
    assert "tasks" in schemas.broken
    assert "tasks" not in schemas.registers
    assert {problem.file for problem in problems} == {"schemas/tasks.schema.json"}


@pytest.mark.parametrize("name", SHARED)
def test_without_a_shared_schema_only_that_is_said(name: str) -> None:
    _, problems = read_schemas(
        {key: content for key, content in FILES.items() if key != name + ENDING}
    )
    assert [problem.file for problem in problems] == [f"schemas/{name}{ENDING}"]


def test_a_shared_part_that_holds_itself_ends_the_reading() -> None:
    source = json.loads(FILES["common.schema.json"])
    source["$defs"]["sources"]["items"]["properties"]["more"] = {"$ref": "#/$defs/sources"}
    schemas, problems = read_schemas({**FILES, "common.schema.json": json.dumps(source).encode()})
    assert bool(schemas.broken) == bool(problems)


def test_a_ref_that_comes_back_to_itself_ends_the_reading() -> None:
    source = json.loads(FILES["common.schema.json"])
    source["$defs"]["quarter"] = {"$ref": "#/$defs/timescale"}
    source["$defs"]["timescale"] = {"$ref": "#/$defs/quarter"}
    read_schemas({**FILES, "common.schema.json": json.dumps(source).encode()})


@pytest.mark.parametrize(
    ("way", "instead"),
    [
        (("properties", "helpers", "x-ref"), 5),
        (("properties", "helpers", "x-ref"), [["roles"]]),
        (("properties", "helpers", "x-ref"), {"roles": True}),
        (("properties", "see_also", "items", "x-ref"), 5),
        (("properties", "finished", "x-after"), ["started"]),
        (("x-register", "columns"), "title"),
        (("required",), "title"),
        (("properties", "code", "pattern"), 5),
        (("$schema",), "https://example.com/dialect"),
        (("$id",), "https://example.com/tasks"),
        (("$id",), 5),
        (("properties", "code", "$anchor"), "code"),
        (("$defs",), {"loop": {"$ref": "#/$defs/loop"}}),
    ],
    ids=str,
)
def test_an_annotation_of_another_kind_is_told_and_never_thrown(
    way: tuple[str, ...], instead: object
) -> None:
    source = json.loads(FILES["tasks.schema.json"])
    node = source
    for step in way[:-1]:
        node = node[step]
    node[way[-1]] = instead
    schemas, problems = with_tasks(source)
    assert bool(problems) == ("tasks" in schemas.broken)
    assert {problem.file for problem in problems} <= {"schemas/tasks.schema.json"}


def test_what_is_wrong_in_a_schema_is_said_at_its_line_and_column() -> None:
    text = (
        FILES["tasks.schema.json"].decode().replace('"group": "delivery"', '"group": "deliverance"')
    )
    line = next(
        number for number, text_line in enumerate(text.split("\n"), 1) if "deliverance" in text_line
    )
    _, problems = read_schemas({**FILES, "tasks.schema.json": text.encode()})
    assert [(problem.line, problem.column, problem.field) for problem in problems] == [
        (line, text.split("\n")[line - 1].index('"deliverance"') + 1, "x-register.group")
    ]


def test_an_annotation_is_not_looked_for_among_examples_and_labels() -> None:
    source = json.loads(FILES["tasks.schema.json"])
    source["properties"]["code"]["examples"] = ["BLR"]
    source["properties"]["kind"]["enum"].append("x-zebra")
    source["properties"]["kind"]["x-labels"]["x-zebra"] = "Zebra"
    assert with_tasks(source)[1] == []


# ------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "12", 12),
        ("integer", "-7", -7),
        ("integer", "0", 0),
        ("integer", "007", "007"),
        ("integer", "1.0", "1.0"),
        ("integer", "9" * 17, "9" * 17),
        ("integer", "\u0661", "\u0661"),
        ("number", "1.5", 1.5),
        ("number", "-2", -2),
        ("number", "3", 3),
        ("number", "3.0", 3.0),
        ("number", "1e3", "1e3"),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("boolean", "yes", "yes"),
        ("string", "12", "12"),
    ],
)
def test_a_text_becomes_the_value_that_its_schema_means(
    kind: str, text: str, value: object, base_loaded: tuple[Catalogue, Schemas]
) -> None:
    name = {"integer": "homes", "number": "cost", "boolean": "urgent", "string": "notes"}[kind]
    values, _ = check(base_loaded[1], "tasks", Document({name: text}, {}, {}), "T-1.yml")
    assert values[name] == value
    assert type(values[name]) is type(value)


@given(data=st.data(), register=st.sampled_from([*REGISTERS, "page"]))
def test_whatever_a_record_holds_the_checker_tells_and_never_throws(
    real_schemas: Schemas, data: st.DataObject, register: str
) -> None:
    fields = real_schemas.registers[register].fields if register != "page" else real_schemas.page
    names = st.sampled_from([field.name for field in fields])
    values = data.draw(st.dictionaries(names | NAMES, VALUES, max_size=6))
    before = copy.deepcopy(values)
    _, problems = check(real_schemas, register, Document(values, {}, {}), "T-1.yml")
    assert values == before
    assert all(
        problem.message and problem.file == "T-1.yml" and problem.rule for problem in problems
    )
    assert len(set(problems)) == len(problems)


@pytest.mark.parametrize("text", ["Q4 9999/00", "Q3 9999/00", "9999-12-31", "Q1 1900/01"])
def test_the_ends_of_the_calendar_are_told_and_never_thrown(
    text: str, base_loaded: tuple[Catalogue, Schemas]
) -> None:
    values = dict.fromkeys(("due", "quarter", "started", "built"), text)
    check(base_loaded[1], "tasks", Document(values, {}, {}), "T-1.yml")


def test_a_problem_stands_where_its_value_does_and_a_missing_field_where_its_group_does(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    text = "\nid: T-1\nkind: no\nsteps:\n  - done: true\nzebra: 1\n"
    problems = problems_of(base_loaded[1], text)
    marks = {problem.field: Mark(problem.line, problem.column) for problem in problems}
    assert marks["kind"] == Mark(3, 7)
    assert marks["steps[0].what"] == Mark(5, 5)
    assert marks["zebra"] == Mark(6, 1)
    assert marks["title"] == Mark(2, 1)


def test_a_long_value_is_cut_in_a_message(base_loaded: tuple[Catalogue, Schemas]) -> None:
    problem = problem_of(base_loaded[1], f"kind: {'x' * 500}", "kind")
    assert f"'{'x' * 57}...'" in problem.message
    assert len(problem.message) < 120


def test_a_condition_speaks_with_its_own_message(base_loaded: tuple[Catalogue, Schemas]) -> None:
    problems = problems_of(
        base_loaded[1],
        "id: T-1\ntitle: Keys\nkind: one-off\nstatus: done\n"
        "owner_role: ROLE-keeper\nillustrative: true\n",
    )
    assert [(problem.field, problem.rule, problem.message) for problem in problems] == [
        (
            "evidence",
            "missing-field",
            "A task that is done says where the proof is: add 'evidence'.",
        )
    ]


KEYWORDS: list[tuple[dict[str, object], str, str, str]] = [
    (
        {"oneOf": [{"required": ["cost"]}, {"required": ["homes"]}]},
        "cost: 1\nhomes: 1",
        "condition",
        "The record does not fit the other fields.",
    ),
    (
        {"dependentRequired": {"cost": ["homes"]}},
        "cost: 1",
        "condition",
        "The record does not fit the other fields.",
    ),
    (
        {"anyOf": [{"required": ["cost"]}], "x-message": "Say what it costs."},
        "homes: 1",
        "condition",
        "Say what it costs.",
    ),
    (
        {"not": {"required": ["cost"]}, "x-message": "It costs nothing."},
        "cost: 1",
        "not-allowed",
        "It costs nothing.",
    ),
    (
        {"properties": {"kind": {"const": "routine"}}, "x-message": "Here it comes back."},
        "kind: one-off",
        "value",
        "Here it comes back.",
    ),
]


@pytest.mark.parametrize(
    ("condition", "text", "rule", "message"), KEYWORDS, ids=lambda part: str(part)[:40]
)
def test_each_kind_of_condition_has_its_words(
    condition: dict[str, object], text: str, rule: str, message: str
) -> None:
    source = json.loads(FILES["tasks.schema.json"])
    source["allOf"] = [condition]
    source["required"] = ["id", "owner_role"]
    schemas, problems = with_tasks(source)
    assert problems == []
    problems = problems_of(schemas, f"id: T-1\nowner_role: ROLE-keeper\n{text}\n")
    assert [(problem.rule, problem.message) for problem in problems] == [(rule, message)]


def test_true_and_false_are_written_as_in_the_file() -> None:
    source = json.loads(FILES["tasks.schema.json"])
    source["allOf"] = [{"properties": {"urgent": {"const": False}}}]
    schemas, _ = with_tasks(source)
    problem = problem_of(schemas, "urgent: true", "urgent")
    assert problem.message == "'true' in 'Urgent' does not fit the other fields."
    assert problem.hint == "Here it is 'false'."


def test_two_equal_groups_in_a_list_are_told_in_words(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    text = "sources:\n  - document: DOC-plan\n  - document: DOC-plan\n"
    [message] = [
        problem.message for problem in problems_of(base_loaded[1], text) if problem.rule == "twice"
    ]
    assert "{" not in message


def test_an_example_in_a_hint_is_written_as_in_the_file(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    text = "urgent: maybe\nhelpers: ROLE-officer\nhomes: many\nkeep: long\nid: T-1\n"
    hints = {problem.field: problem.hint for problem in problems_of(base_loaded[1], text)}
    assert hints["urgent"] == "Example: urgent: true"
    assert hints["helpers"] == "Example: helpers: and below it '  - ROLE-officer'"
    assert hints["homes"] == "Example: homes: 12"
    assert hints["keep"] == ""
    assert hints["kind"] == "Whether it comes back. Example: kind: one-off"
    assert hints["status"] == "How far it has got. Example: status: planned"


@pytest.mark.parametrize(
    ("example_", "hint"),
    [
        ([[]], ""),
        ([{"kind": "period"}], "Example: keep: and below it '  kind: period'"),
        ([False], "Example: keep: false"),
    ],
)
def test_an_example_that_does_not_fit_a_line_is_left_out(example_: list[object], hint: str) -> None:
    source = json.loads(FILES["tasks.schema.json"])
    source["properties"]["keep"]["examples"] = example_
    schemas, _ = with_tasks(source)
    assert problem_of(schemas, "keep: long", "keep").hint == hint


def test_a_field_whose_schema_declares_no_fields_is_read_as_text(real_schemas: Schemas) -> None:
    document = Document({"zebra": {"a": ["1", {"b": "2"}]}}, {}, {})
    values, _ = check(real_schemas, "actions", document, "IA1.yml")
    assert values == document.value


@given(text=st.text(max_size=30))
def test_every_format_answers_every_text(text: str) -> None:
    for check_format in FORMATS.values():
        fault = check_format(text)
        assert fault is None or (fault.message and fault.hint)


def test_formats_take_what_they_mean() -> None:
    good = {
        "line": "One line",
        "url": "https://example.com/a?b=c#d",
        "page": "docs/kim-log/index.md",
        "telephone": "+44 1632 960123",
        "email": "keys.office@example.org",
        "date": "2024-02-29",
        "partial-date": "2025-09",
        "quarter": "Q3 1999/00",
        "timescale": "To be determined",
        "when": "Q3 2027/28",
        "markdown": "Two\nlines",
        "retention-rule": "anything",
        "easy-read": "anything",
        "steps": "anything",
        "open-table": "anything",
    }
    assert set(good) == set(FORMATS)
    assert [name for name, text in good.items() if FORMATS[name](text)] == []


def test_a_hint_for_an_address_that_starts_right_does_not_say_how_to_start() -> None:
    fault = FORMATS["url"]("https://example.com/two words")
    assert fault is not None
    assert fault.hint != "Start it with 'https://'."


def test_a_field_made_by_hand_finds_its_parts() -> None:
    field = Field("steps", "Steps", "", "object", parts=(Field("what", "What", "", "string"),))
    assert field.part("what") == field.parts[0]
    assert field.part("by") is None
