"""What the form writes is what `kim set` and `kim import` write: its scripts against Python's code.

So is what it refuses, as far as a schema says it. A case of writing is a record's file, a field,
and what the field is to hold. The scripts are those that the page loads.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from macros.catalogue.schemas import Schemas
from macros.catalogue.validate import check
from macros.catalogue.write_fields import New, with_fields
from macros.catalogue.write_values import record_text
from macros.catalogue.yaml_reader import parse
from macros.model import Catalogue, Document, Record, Schema, Value, Values, is_list
from macros.model.errors import KimError
from macros.pages import edit_forms
from macros.view.view import view
from tests.browser.conftest import opened_alone
from tests.projects import HOME, TODAY

THEME = files("macros") / "theme" / "assets"
SCRIPTS = (
    "verify/vendor/js-yaml-5.5.0.js",
    "edit/vendor/cfworker-json-schema-4.1.6.js",
    *(f"edit/{name}.js" for name in ("read", "write", "matching", "blocks", "within")),
    *(f"edit/{name}.js" for name in ("words", "rules")),
)

AWKWARD = (
    *("off", "yes", "null", "~", "012", "1:2", "1_000", "2026-11-01", "=", "<<", "---", "..."),
    *("a: b", "a:b", "a :b", "x:", ": a", "a #b", "a#b", "#a", "a: #b", "- a", "-", "?", "? a"),
    *("'x", '"x', "it's", 'say "x"', "a\\b", "[x", "{x", "]", "}", "a]", ", a", "@x", "!x", "&a"),
    *("*a", "%a", "`a", "|", ">", "| a", " lead", "trail ", "a\tb", "a\u200bb", "\ufeffa", ""),
    *("two\nlines", "trail\n", "x\n\n\n", "\n\nx", "a\n\nb\nc", "one\n  indented\nline"),
    *("x" * 150, "word " * 40 + "end", "é " * 90, "é" * 120, "a  b " + "c " * 80),
    *("one\n\ntwo " + "long " * 40, "\U0001f600 x", "a\u00a0b", "a\u3000b " + "\u3000 w " * 60),
)
"""Texts that a file can't hold as they are, or that look like something else."""


class Case(NamedTuple):
    """A file, all names of fields, what some of them are to hold, and the file that comes of it.

    That is None where Python refuses.
    """

    content: str
    names: Sequence[str]
    new: Sequence[tuple[str, Value | None]]
    wanted: str | None


def mutated(chance: random.Random, value: Value) -> Value:
    """A value with something in it changed."""
    if isinstance(value, Mapping):
        group = dict(value)
        name = chance.choice([*group])
        if len(group) > 1 and chance.random() < 0.3:
            del group[name]
        else:
            group[chance.choice([name, "extra"])] = mutated(chance, group[name])
        return group
    if is_list(value):
        return _mutated_list(chance, list(value))
    text = str(value)
    halves = (f"{text} more", text[: len(text) // 2] or "z")
    return chance.choice([chance.choice([*AWKWARD, *halves]), _with_other_words(chance, text)])


def _with_other_words(chance: random.Random, text: str) -> str:
    """A text with some of its words changed and gone, and others put in."""
    words = re.split(r"( |\n)", text)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(words))
        words[at : at + chance.randrange(3)] = chance.choice([[], ["other"], ["a", " ", "b\n\nc"]])
        words = words or ["z"]
    return "".join(words)


def _mutated_list(chance: random.Random, values: list[Value]) -> Value:
    at = chance.randrange(len(values)) if values else 0
    match chance.randrange(4):
        case 0 if len(values) > 1:
            del values[at]
        case 1 if values:
            values[at] = mutated(chance, values[at])
        case 2:
            chance.shuffle(values)
        case _:
            values.insert(at, values[at] if values and chance.random() < 0.5 else "new one")
    return values


def cases(schemas: Schemas, chance: random.Random) -> Iterator[Case]:
    """Two changes of each of some hundred records, and some records as they would be new."""
    for path in chance.sample(sorted((HOME / "registers").rglob("*.yml")), 300):
        schema = schemas.registers[path.parent.name]
        content = path.read_bytes()
        document, _ = parse(content, "")
        assert document
        yield Case(
            "", names_of(schema), [*document.value.items()], record_text(schema, document.value)
        )
        for _ in range(2):
            new = some_change(chance, schema, document)
            yield case(content, document, schema, new)


def names_of(schema: Schema) -> list[str]:
    return [field.name for field in schema.fields]


def some_change(chance: random.Random, schema: Schema, document: Document) -> New:
    name = chance.choice([*document.value])
    missing = [other for other in names_of(schema) if other not in document.value]
    match chance.randrange(6):
        case 0:
            return {name: None}
        case 1 if missing:
            whole: list[Value] = [["a", "b: c"], {"k": "v", "l": ["x"]}, [{"a": "1"}, {"b": "2"}]]
            return {chance.choice(missing): chance.choice([*AWKWARD, *whole])}
        case _:
            return {name: mutated(chance, document.value[name])}


def case(content: bytes, document: Document, schema: Schema, new: New) -> Case:
    try:
        wanted = with_fields(content, document, schema.fields, new).decode()
    except KimError:
        wanted = None
    return Case(content.decode(), names_of(schema), [*new.items()], wanted)


@pytest.fixture(scope="module")
def writer(browser: Browser) -> Iterator[Page]:
    """A page with the form's scripts that read and write."""
    with opened_alone(browser, "about:blank") as page:
        for name in SCRIPTS:
            page.evaluate((THEME / name).read_text("utf-8"))
        yield page


WRITE = """all => all.map(([content, names, fields]) => {
  const from = value => Array.isArray(value) ? value.map(from)
    : value && typeof value === "object"
    ? new Map(Object.entries(value).map(([name, part]) => [name, from(part)])) : value;
  const values = fields.map(([name, value]) => [name, from(value)]);
  try {
    return content ? KimWithin.with_fields(content, names, values)
      : KimWrite.record(names, new Map(values));
  } catch (error) {
    return null;
  }
})"""


def test_the_browser_writes_what_python_writes(writer: Page, real_schemas: Schemas) -> None:
    all_cases = [*cases(real_schemas, random.Random(13))]  # noqa: S311 - no secret
    written = writer.evaluate(WRITE, json.loads(json.dumps(all_cases)))
    assert sum(case.wanted is None for case in all_cases) < len(all_cases) / 20
    wrong = [
        (case.new, case.wanted, text)
        for case, text in zip(all_cases, written, strict=True)
        if text != case.wanted
    ]
    assert wrong == []


def test_each_awkward_text_is_written_alike(writer: Page, real_schemas: Schemas) -> None:
    path = HOME / "registers/actions/IA3.yml"
    schema, content = real_schemas.registers["actions"], path.read_bytes()
    document, _ = parse(content, "")
    assert document
    all_cases = [case(content, document, schema, {"comments": text}) for text in AWKWARD]
    written = writer.evaluate(WRITE, json.loads(json.dumps(all_cases)))
    assert written == [each.wanted for each in all_cases]
    assert None in written


JUDGE = """([forms, named, all]) => {
  const from = value => Array.isArray(value) ? value.map(from)
    : value && typeof value === "object"
    ? new Map(Object.entries(value).map(([name, part]) => [name, from(part)])) : value;
  return all.map(([register, values]) =>
    KimRules.faults(forms[register], named, from(values), false).map(fault => fault.words));
}"""


def test_the_browser_refuses_what_a_schema_refuses_and_nothing_else(
    writer: Page, real: Catalogue, real_schemas: Schemas
) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    made = dict(edit_forms.downloads(view(real, "staff", TODAY)))
    forms = {name: json.loads(made[f"edit/{name}/form.json"]()) for name in real.registers}
    records = [each for register in real.registers.values() for each in register.records]
    drawn = [(each, with_something_else(chance, each)) for each in chance.sample(records, 300)]
    judged = writer.evaluate(
        JUDGE,
        [
            forms,
            json.loads(made["edit/named.json"]()),
            [[record.key.register, values] for record, values in drawn],
        ],
    )
    refused = 0
    for (record, values), faults in zip(drawn, judged, strict=True):
        document = replace(record.document, value=values)
        _, problems = check(real_schemas, record.key.register, document, record.file)
        of_schema = [words for words in faults if not OF_FORM.search(words)]
        assert bool(faults) >= bool(problems), (record.key, problems)
        assert bool(of_schema) <= bool(problems), (record.key, faults)
        refused += bool(problems)
    assert 50 < refused < 250


OF_FORM = re.compile("No record here is called|that nobody sees")
"""What the form says of itself: another check of `kim check` refuses that."""


def with_something_else(chance: random.Random, record: Record) -> Values:
    """What a record's file holds, with one field gone or holding something else."""
    values = dict(record.document.value)
    name = chance.choice([*values])
    if chance.random() < 0.3:
        del values[name]
    else:
        values[name] = mutated(chance, values[name])
    return values


READ = """all => all.map(text => {
  const read = KimRead.read(text);
  const plain = value => value instanceof Map ? Object.fromEntries([...value].map(
    ([name, part]) => [name, plain(part)])) : Array.isArray(value) ? value.map(plain) : value;
  return read && plain(read.values);
})"""


def test_the_browser_reads_a_record_as_python_does(writer: Page) -> None:
    contents = [path.read_bytes() for path in sorted((HOME / "registers").rglob("*.yml"))[::4]]
    documents = [parse(content, "")[0] for content in contents]
    read = writer.evaluate(READ, [content.decode() for content in contents])
    assert read == [document and document.value for document in documents]


def test_what_others_wrote_is_named_with_its_recipe_and_its_licence() -> None:
    folder = Path(str(THEME)) / "edit/vendor"
    head = (folder / "cfworker-json-schema-4.1.6.js").read_text("utf-8").splitlines()[:2]
    assert "@cfworker/json-schema 4.1.6 from npm" in head[0]
    assert "esbuild@" in head[1]
    licence = (folder / "cfworker-json-schema-LICENSE.txt").read_text("utf-8")
    assert "Permission is hereby granted" in licence
