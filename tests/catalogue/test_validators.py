"""The gate before jsonschema: it lets through what jsonschema finds right, and nothing else."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator, SchemaError

from macros.catalogue.formats import FORMATS
from macros.catalogue.schema_names import ENDING
from macros.catalogue.schemas import Schemas
from macros.catalogue.unique import is_unique
from macros.catalogue.validators import (
    COMPARED,
    SAYS_NOTHING,
    GatedValidator,
    passes,
    read_validators,
    schema_fault,
)
from macros.catalogue.whole_validators import KimValidator
from macros.model import Catalogue
from macros.model.seen import value_as_seen

MUTANTS, SPOILT_SCHEMAS = 2000, 80

HALF = "\ud800"
"""Half of a character, which no file in UTF-8 holds: the gate refuses what it stands in."""

ODD: tuple[Any, ...] = (
    "", " ", "\n", "x", "true", "-1", "2026-02-30", "2026-02-28\n", "٣٤",
    "é", "\ufeff", "😀" * 30, HALF, "x" * 5000,
    0, 1, -1, 1.0, 2.5, 10**15, True, False, None, [], {}, [1, True],
    [1, 1.0], ["x", "x"], [[]], [{}, {}], {"x": "y"},
)  # fmt: skip


def agree(validator: GatedValidator, value: Any) -> bool:
    """Whether a value is valid, where both say the same of it."""
    valid = not any(validator.validator.iter_errors(value))
    assert validator.gate is not None
    if HALF in repr_of(value):
        assert valid or not passes(validator.gate, value)
    else:
        assert passes(validator.gate, value) == valid, value
    return valid


def repr_of(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_values_differ_as_jsonschema_has_it_and_as_people_see_them() -> None:
    inside = ([True], [[1]], {"x": "y", "z": 1}, {"z": 1.0, "x": " y"}, {"x": {"y": True}})
    whole = Draft202012Validator({"uniqueItems": True})
    for pair in product((*ODD, *inside), repeat=2):
        assert is_unique(pair) == whole.is_valid(list(map(value_as_seen, pair))), pair
    assert is_unique([])
    assert is_unique([[]])
    assert not is_unique(["x", 1, "y", "x"])


# ----------------------------------------------------------------------------------------- mutants


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside one."""
    for step, inner in steps(value):
        yield (*path, step)
        yield from places(inner, (*path, step))


def steps(value: object) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def mutated(value: Any, others: Sequence[Any], chance: random.Random) -> Any:
    """A value with one to three things in it changed."""
    whole = copy.deepcopy(value)
    for _ in range(chance.choice((1, 1, 2, 3))):
        ways = list(places(whole))
        if ways:
            *way, last = chance.choice(ways)
            home = whole
            for step in way:
                home = home[step]
            spoil(home, last, others, chance)
    return whole


def spoil(home: Any, at: Any, others: Sequence[Any], chance: random.Random) -> None:
    """Change what stands at one place of a group or list."""
    old, other = home[at], copy.deepcopy(chance.choice(others))
    match chance.randrange(9):
        case 0:
            del home[at]
        case 1:
            home[at] = copy.deepcopy(chance.choice(ODD))
        case 2:
            home[at] = [old, old]
        case 3:
            home[at] = {"x": old}
        case 4 if isinstance(home, dict):
            home[chance.choice((*other, "strange"))] = old
        case 5 if isinstance(old, str):
            home[at] = chance.choice(
                (old[:-1], f"{old}\n", f"{old} ", old.upper(), old + HALF, old * 40)
            )
        case 6 if isinstance(old, list) and old:
            old.append(copy.deepcopy(chance.choice((old[0], "x", []))))
        case _ if isinstance(home, dict):  # what another record says
            name = chance.choice(list(other))
            home[name] = other[name]
        case _:
            home[at] = chance.choice(ODD)


def test_the_gate_and_jsonschema_agree_about_thousands_of_spoilt_records(
    real: Catalogue, real_schemas: Schemas
) -> None:
    chance = random.Random(8)  # noqa: S311 - nothing secret
    values = {
        name: [dict(record.values) for record in home.records]
        for name, home in real.registers.items()
    }
    values["page"] = [dict(page.values) for page in real.pages]
    assert set(values) == set(real_schemas.validators) - {"common", "register"}
    filled = sorted(name for name in values if values[name])
    outcomes = []
    for number in range(MUTANTS):
        name = filled[number % len(filled)]
        whole = mutated(chance.choice(values[name]), values[name], chance)
        outcomes.append(agree(real_schemas.validators[name], whole))
    assert 0.1 < sum(outcomes) / MUTANTS < 0.9, "some are valid still and some are not"


def test_each_real_record_is_let_through(real: Catalogue, real_schemas: Schemas) -> None:
    for name, register in real.registers.items():
        for record in register.records:
            assert passes(real_schemas.validators[name].gate, record.values), record.file


def test_the_gates_of_schemas_agree_with_jsonschema_too(real_schemas: Schemas) -> None:
    """Of whether something is JSON Schema, and whether it is as the schema of schemas says."""
    chance = random.Random(8)  # noqa: S311 - nothing secret
    sources = [json.loads(json.dumps(source)) for source in real_schemas.sources.values()]
    outcomes = []
    for number in range(SPOILT_SCHEMAS):
        source = mutated(sources[number % len(sources)], sources, chance)
        agree(real_schemas.validators["register"], source)
        outcomes.append(is_schema(source))
        assert (schema_fault(source) is None) == outcomes[-1]
    assert 0.1 < sum(outcomes) / SPOILT_SCHEMAS < 0.9


def is_schema(source: Any) -> bool:
    try:
        KimValidator.check_schema(source)
    except SchemaError:
        return False
    return True


# ------------------------------------------------------------------------- every keyword by itself

BY_ITSELF: Mapping[str, Sequence[Any]] = {
    "additionalProperties": [False, {"type": "string"}],
    "allOf": [[{"type": "string"}, {"minLength": 2}]],
    "anyOf": [[{"type": "string"}, {"minimum": 1}]],
    "const": [1, True, "x", 1.0, None, [1], {"x": "y"}, ""],
    "contains": [{"const": "x"}, {"pattern": "^x"}],
    "enum": [[1, "x"], [True], [[1, 1]], [0]],
    "exclusiveMaximum": [1],
    "exclusiveMinimum": [1],
    "items": [False, {"type": "string"}, {"type": "integer"}],
    "maxItems": [0, 1],
    "maxLength": [0, 1, 30],
    "maxProperties": [0],
    "maximum": [1, 2.5],
    "minItems": [1, 2],
    "minLength": [1, 2, 30],
    "minProperties": [1],
    "minimum": [1, 2.5],
    "not": [{"pattern": r"^\w$"}, {"x-format": "date"}, {"type": "number"}],
    "oneOf": [[{"type": "string"}, {"minLength": 2}]],
    "pattern": [
        r"^\d+$",
        r"^\D+$",
        r"^\S*$",
        r"\s",
        r"^\w$",
        "^2026-02-28$",
        "(?i)X",
        r"^(?P<a>.)\Z",
    ],
    "properties": [{"x": False}, {"x": {"type": "string"}}, {"x": {"const": "z"}}],
    "propertyNames": [{"pattern": "^y"}],
    "required": [["x"], []],
    "type": [
        "string",
        "integer",
        "number",
        "boolean",
        "array",
        "object",
        "null",
        ["string", "null"],
    ],
    "uniqueItems": [True, False],
    "x-format": [*FORMATS, "strange"],
}
TOGETHER: Sequence[Any] = (
    {"if": {"pattern": r"^\d+$"}, "then": {"minLength": 3}, "else": {"type": "string"}},
    {"$defs": {"a": {"maxLength": 1}}, "$ref": "#/$defs/a", "minLength": 1},
    {"items": {"$ref": "#"}, "not": {"type": "integer"}},
)  # fmt: skip
SCHEMAS = [*({word: says} for word, each in BY_ITSELF.items() for says in each), *TOGETHER]


@pytest.mark.parametrize("source", SCHEMAS, ids=repr_of)
def test_each_keyword_means_the_same_to_both(source: dict[str, Any]) -> None:
    validator = read_validators({"odd": source})["odd"]
    for value in (
        *ODD,
        *([value] for value in ODD),
        *({"x": value} for value in ODD),
        *map(list, product(ODD[:3], ODD[-9:])),
        ["a b", " a\u00a0 b"],
        [{"x": "\u00e9"}, {"x": "e\u0301"}],
    ):
        agree(validator, value)


def test_every_keyword_with_a_meaning_is_in_the_tests_above() -> None:
    tried = {word for source in SCHEMAS for word in source}
    assert COMPARED - tried == SAYS_NOTHING


@pytest.mark.parametrize(
    "source",
    [
        {"patternProperties": {r"^\d$": False}},
        {"properties": {"x": {"items": {"multipleOf": 0.1}}}},
        {"allOf": [{"unevaluatedProperties": False}]},
        {"$defs": {"x": {"dependentSchemas": {}}}},
        {"$ref": "strange" + ENDING},
        {"$ref": "https://example.org/schema"},
        {"$ref": "#/$defs/none"},
        {"$id": "other" + ENDING},
        {"type": "strin"},
        {"pattern": "("},
    ],
    ids=repr_of,
)
def test_a_schema_of_which_not_all_was_compared_has_no_gate(source: dict[str, Any]) -> None:
    strange = {"strange" + ENDING: {"prefixItems": [{"type": "string"}]}}
    assert read_validators({"odd": source, **strange})["odd"].gate is None


def test_one_schema_without_a_gate_takes_it_from_no_other() -> None:
    validators = read_validators({"odd": {"multipleOf": 2}, "plain": {"type": "string"}})
    assert [name for name, validator in validators.items() if validator.gate] == ["plain"]


def test_what_has_no_gate_is_checked_all_the_same() -> None:
    validator = read_validators({"odd": {"patternProperties": {r"^\d$": False}}})["odd"]
    assert [error.validator for error in validator.iter_errors({"٣": 1})] == [None]
