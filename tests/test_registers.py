"""No register's name stands in the program: what is special about one is said in its schema."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import PROJECT

NAMES = sorted(path.name for path in (PROJECT / "registers").iterdir() if path.is_dir())
PROGRAM = sorted((PROJECT / "macros").rglob("*.py"))

PLAIN_WORDS = {
    "assets": "the folder of the theme's style and scripts",
    "contacts": "whom to call in danger, as `kim ask --format json` says it",
    "exemptions": "the field with the reasons for which a request was refused",
    "requests": "what `kim ask --back-test --format json` counts, and its pack's file",
    "sections": "the parts of a page's text, in the history of a page",
    "synonyms": "words that mean the same, in the files with which the site's scripts match",
    "versions": "the versions of a record, in the list that a comparison of days reads",
}
"""Names of registers that are also words of the program's own formats, and of what."""


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """Each literal that is a register's name or has one in quotes or a path; docstrings apart."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = None  # a docstring: an example there is read by people alone
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = [node.value, *re.findall(r"""['"]([a-z-]+)['"]""", node.value)]
            words += re.findall(r"(?:registers|schemas)/([a-z-]+)", node.value)
            yield from ((node.lineno, word) for word in words if word in NAMES)


@pytest.mark.parametrize(
    "text",
    [
        'REGISTER = "retention"',
        'f(name="faqs")',
        'hint = "Compare it with schemas/actions.schema.json."',
        "hint = \"Write {{ register_table('actions') }}.\"",
        "hint = f\"The register 'roles' has {number}.\"",
    ],
)
def test_a_name_is_seen_wherever_the_program_could_use_it(text: str) -> None:
    assert len(list(names_in(text))) == 1


@pytest.mark.parametrize("text", ['"""As in registers/actions."""', 'f("action", "the roles")'])
def test_examples_for_people_and_other_words_are_no_names(text: str) -> None:
    assert list(names_in(text)) == []


@cache
def names_of(path: Path) -> list[tuple[int, str]]:
    return list(names_in(path.read_text("utf-8")))


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: path.stem)
def test_the_program_names_no_register(path: Path) -> None:
    assert [(line, name) for line, name in names_of(path) if name not in PLAIN_WORDS] == []


def test_each_word_that_is_let_through_is_used() -> None:
    names = chain.from_iterable(map(names_of, PROGRAM))
    assert {name for _, name in names} == set(PLAIN_WORDS)
