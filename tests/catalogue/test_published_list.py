"""The list of what everybody may see names what the view shows, and is read as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.load import load
from macros.catalogue.published_list import (
    FILE,
    as_text,
    inside,
    open_fields,
    open_registers,
    read_list,
    written,
)
from macros.cli import main
from macros.model import Field, Fields, Problem, PublicName
from macros.view.public import public_schema
from tests.conftest import lay_base, make_schema
from tests.projects import change

NAME = PublicName("Things", "thing", "", "What there is.", (), ())


def group(name: str, public: bool, parts: Sequence[Field]) -> Field:
    own = {part.name: part for part in parts}
    return Field(name, name, "", "object", public=public, parts=tuple(own.values()))


def listed(name: str, public: bool, each: Field) -> Field:
    return Field(name, name, "", "array", public=public, each=each)


NAMES = st.sampled_from(["title", "remarks", "by", "years"])
LEAVES = st.builds(
    lambda name, public: Field(name, name, "", "string", public=public), NAMES, st.booleans()
)
FIELDS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(group, NAMES, st.booleans(), st.lists(inner, max_size=3))
        | st.builds(listed, NAMES, st.booleans(), inner)
    ),
    max_leaves=8,
)


def shown(fields: Fields, around: str = "") -> list[str]:
    """Every field that there is, at every depth."""
    names: list[str] = []
    for field in fields:
        names += [around + field.name, *shown(inside(field), f"{around}{field.name}.")]
    return names


@given(st.lists(FIELDS, max_size=5, unique_by=lambda field: field.name))
def test_the_fields_that_are_listed_are_those_that_the_view_shows(fields: list[Field]) -> None:
    schema = replace(make_schema("things", fields), public=NAME)
    assert list(map(written, open_fields(schema))) == shown(public_schema(schema, NAME).fields)
    assert not open_fields(replace(schema, public=None))


WORDS = st.text("abcxyz", min_size=2, max_size=5)
JOINED = st.builds("{}_{}".format, WORDS, WORDS)
OPENED = st.dictionaries(
    WORDS | st.builds("{}-{}".format, WORDS, WORDS),
    st.lists(WORDS | JOINED | st.builds("{}.{}".format, JOINED, WORDS), unique=True, max_size=8),
    max_size=5,
)


@given(OPENED)
def test_the_list_is_read_as_it_is_written(opened: dict[str, list[str]]) -> None:
    assert read_list(as_text(opened).encode()) == opened


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = lay_base(tmp_path / "project")
    (root / "mkdocs.yml").touch()
    monkeypatch.chdir(root)
    return root


def problems(project: Path) -> Sequence[Problem]:
    return load(project)[0].problems


def published(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["published", *words])
    return result.exit_code, result.output


def test_the_command_says_that_both_agree(project: Path) -> None:
    assert published() == (0, "schemas/published.yml: 51 fields of 4 registers.\n")
    assert not problems(project)


def test_the_command_says_what_differs_and_writes_it_when_asked(project: Path) -> None:
    change(
        project,
        "schemas/tasks.schema.json",
        '"number", "minimum": 0',
        '"number", "x-audience": "public"',
    )
    change(project, FILE, "  - urgent\n", "  - urgent\n  - urgency\n")
    lines = (
        "tasks: everybody may see cost, which the list hasn't.\n"
        "tasks: the list has urgency, which only staff may see or nobody has.\n"
    )
    assert published() == (1, lines)
    assert {problem.rule for problem in problems(project)} == {
        "published-listed",
        "published-unlisted",
    }
    assert published("--write") == (0, f"{lines}schemas/published.yml: 52 fields of 4 registers.\n")
    assert not problems(project)


def test_without_a_list_the_command_writes_what_the_schemas_open(project: Path) -> None:
    before = (project / FILE).read_text("utf-8")
    (project / FILE).unlink()
    assert [problem.rule for problem in problems(project)] == ["published-list"]
    assert published("--write")[0] == 0
    assert (project / FILE).read_text("utf-8") == before


def test_half_of_the_schemas_write_no_list(project: Path) -> None:
    change(project, "schemas/roles.schema.json", "{", "{{")
    before = (project / FILE).read_text("utf-8")
    code, words = published("--write")
    assert code == 1
    assert "These schemas can't be used: roles. Run kim check" in words
    assert (project / FILE).read_text("utf-8") == before


def test_a_project_that_opens_nothing_needs_no_list(project: Path) -> None:
    for path in (project / "schemas").glob("*.schema.json"):
        text = path.read_text("utf-8").replace('"public": { "title"', '"x-was": { "title"')
        path.write_text(text, "utf-8")
    assert open_registers(load(project)[1].registers) == {}
    (project / FILE).unlink()
    assert "published-list" not in {problem.rule for problem in problems(project)}
