"""The house's rules: what breaks each, what doesn't, and that the code keeps them.

A file that doesn't yet is listed in `house.toml`, and leaves the list for good when it does.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from tests import house
from tests.conftest import TESTS, collect_ignore
from tests.house import Breach


def lines(rule: str, text: str) -> list[int]:
    check, _ = house.RULES[rule]
    return [breach.line for breach in check(text)]


@pytest.mark.parametrize("rule", [*house.RULES, house.LONG_LINES])
def test_the_code_keeps_the_rule_but_for_the_files_listed(rule: str) -> None:
    listed = house.listed_exceptions()[rule]
    assert house.disagreements(rule, house.breaches_by_file(rule), listed) == []


@pytest.mark.parametrize(
    "text",
    [
        "1 if a else\\\n(2 if b else 3)",
        "f(a) if b else\\\n[c if d else e]",
        "1 if a else\\\n2 if b else 3",
        "a if b else lambda:(\nc if d else e)",
    ],
)
def test_a_conditional_expression_inside_another_is_a_breach_at_any_depth(text: str) -> None:
    assert lines("conditionals", text) == [2]


def test_each_inner_conditional_is_told_once() -> None:
    text = "1 if a else (\n2 if b else (\n3 if c else 4))"
    assert lines("conditionals", text) == [2, 3]


def test_conditionals_beside_each_other_and_in_statements_are_none() -> None:
    assert lines("conditionals", "if a:\n  b = 1 if c else 2\n(1 if a else 2, 3 if b else 4)") == []


@pytest.mark.parametrize(
    "text",
    [
        "one = 1",
        "one: int",
        "one += 1",
        "self.found = 1",
        "for one, record in records: pass",
        "[one for one in records]",
        "with open(file) as here: pass",
        "if (held := 1): pass",
        "def found(): pass",
        "async def _said(): pass",
        "def read(*held): pass",
        "lambda here: 1",
        "class Held: pass",
        "SAID = 1",
        "import record as one",
        "try: pass\nexcept ValueError as found: pass",
        "match record:\n  case [*one]: pass",
        "match record:\n  case {**one}: pass",
        "match record:\n  case int() as one: pass",
    ],
)
def test_a_name_that_says_nothing_is_a_breach_wherever_it_is_given(text: str) -> None:
    assert len(lines("names", text)) == 1


@pytest.mark.parametrize("text", ["f(one, page.found, held=1)", "someone = 1", "import one"])
def test_a_name_is_a_breach_where_it_is_given_and_not_where_it_is_used(text: str) -> None:
    assert lines("names", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "[cell for row in rows for cell in row.cells()]",
        "sum(len(revision.changes) for trail in trails for revision in trail)",
        "{record.id: [field.name for field in record.fields] for record in records}",
        "[tuple(clean(cell) for cell in row) for row in rows]",
        "[clean(escape(cell)) for cell in cells if cell or row]",
        "[cell for cell in [1 if a else 2]]",
    ],
)
def test_two_plain_loops_and_any_single_loop_are_kept(text: str) -> None:
    assert lines("comprehensions", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "[cell for row in rows for cell in row if cell]",
        "[cell for row in rows if row for cell in row]",
        "[[cell for cell in row if cell] for row in rows]",
        "[cell for row in rows for cell in row or others]",
        "[cell if cell else 1 for row in rows for cell in row]",
        "[clean(escape(cell)) for row in rows for cell in row]",
        "[clean(text=escape(cell)) for row in rows for cell in row]",
        "[lambda: cell for row in rows for cell in row]",
        "[cell for table in tables for row in table for cell in row]",
        "[[[cell for cell in row] for row in table] for table in tables if table]",
    ],
)
def test_a_loop_in_a_loop_is_told_once_where_a_part_is_not_plain(text: str) -> None:
    assert lines("comprehensions", text) == [1]


def test_a_module_has_250_lines_and_not_one_more() -> None:
    assert lines("length", "\n" * 250) == []
    assert lines("length", "\n" * 251) == [251]


def test_a_line_has_100_columns_and_not_one_more(tmp_path: Path) -> None:
    for folder in house.FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "macros" / "wide.py").write_text(f"#{'a ' * 50}\n\n#{'a ' * 49}a\n")
    (tmp_path / "tests" / "narrow.py").write_text(f"#{'a ' * 49}a\n")
    breaches = house.breaches_by_file(house.LONG_LINES, tmp_path)
    assert list(breaches) == ["macros/wide.py"]
    assert [breach.line for breach in breaches["macros/wide.py"]] == [1]


def test_the_length_of_modules_is_held_over_the_program_alone(tmp_path: Path) -> None:
    for folder in ("macros/rules", "tests"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "long.py").write_text("\n" * 251)
    assert list(house.breaches_by_file("length", tmp_path)) == ["macros/rules/long.py"]


def test_a_new_breach_and_an_entry_that_is_no_longer_needed_are_both_told() -> None:
    breaches = {"new.py": [Breach(3, 1, "Name it.")], "old.py": [Breach(1, 1, "Name it.")]}
    assert house.disagreements("names", breaches, ["old.py", "mended.py"]) == [
        "new.py:3:1: Name it.",
        "mended.py keeps 'names': take it out of tests/house.toml.",
    ]


def test_the_list_gets_shorter_and_follows_a_moved_file_but_never_grows() -> None:
    listed = {"names": ["a.py", "b.py"]}
    for now in (["b.py"], ["b.py", "room/a.py"]):
        assert house.shortened(listed, {"names": now}) == {"names": now}
    with pytest.raises(ValueError, match=r"names: the list would grow\. Not in it so far: c\.py"):
        house.shortened(listed, {"names": ["a.py", "b.py", "c.py"]})


def test_the_list_is_read_as_it_was_written() -> None:
    exceptions: house.Exceptions = {"names": ["a.py", "b.py"], "length": []}
    assert tomllib.loads(house.written(exceptions)) == exceptions


def test_the_list_stands_as_it_would_be_written() -> None:
    assert house.EXCEPTIONS.read_text("utf-8") == house.written(house.listed_exceptions())


ROOMS = Path(__file__).parents[1] / "macros"


@pytest.mark.parametrize("room", [path.parent.name for path in sorted(ROOMS.glob("*/__init__.py"))])
def test_a_room_says_which_module_to_open(room: str) -> None:
    words = ast.get_docstring(ast.parse((ROOMS / room / "__init__.py").read_text("utf-8"))) or ""
    for path in (ROOMS / room).iterdir():
        if path.stem not in ("__init__", "__pycache__", "templates"):
            assert f"`{path.stem}`" in words, f"macros/{room}/__init__.py is silent on {path.name}"


@pytest.mark.parametrize("name", collect_ignore)
def test_no_test_stands_where_none_is_looked_for(name: str) -> None:
    assert (TESTS / name).is_dir()
    assert [*(TESTS / name).rglob("test_*.py")] == []
