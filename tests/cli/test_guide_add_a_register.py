"""The guide "Add a register", followed as it is written in the small project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from macros.cli import main
from tests.projects import HOME, build_staff, copy_small

GUIDE = (HOME / "docs/guides/add-a-register.md").read_text("utf-8")
SCHEMA = Path("schemas/posters.schema.json")
RECORD = Path("registers/posters/PST-001.yml")


class Step(NamedTuple):
    """A step of the guide: its words, and its blocks, each with what is before it."""

    words: str
    blocks: tuple[tuple[str, str], ...]

    def block(self, before: str) -> str:
        """The block below the one sentence that ends as said."""
        (text,) = [block for sentence, block in self.blocks if sentence.endswith(before)]
        return text


def step(number: int) -> Step:
    """What the guide says in a step. Where a macro names a record, it is one of the project's."""
    (words,) = re.findall(rf"^## {number}\. .*?(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    words = re.sub(r'{{ example_id\("(\w+)"[^)]*\) }}', _own, words)
    blocks = re.findall(r"([^\n]+)\n\n```\w+\n(.*?)```", words, re.DOTALL)
    return Step(words, tuple(blocks))


def _own(macro: re.Match[str]) -> str:
    return min(file.stem for file in Path("registers", macro[1]).iterdir())


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def checked(errors: int) -> str:
    done = kim("check")
    assert done.exit_code == (1 if errors else 0), done.output
    assert ("1 error" in done.output) == (errors == 1)
    return done.output


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, and in it the folder and the schema that the guide begins with."""
    monkeypatch.chdir(copy_small(tmp_path))
    assert f"Make `{RECORD.parent}/`" in step(1).words
    RECORD.parent.mkdir()
    (RECORD.parent / ".gitkeep").touch()
    SCHEMA.write_text(step(2).block(f"Save this as `{SCHEMA}`:"), "utf-8")
    return tmp_path


def follow() -> None:
    """Add the record as the third step says."""
    third = step(3)
    command, shown = third.block("a file in which each field is explained:").splitlines()
    done = kim(*command.removeprefix("$ kim ").split())
    assert done.output.splitlines() == [shown]
    RECORD.write_text(third.block("Filled in, it reads:"), "utf-8")


def test_a_register_is_added_by_what_the_guide_says_and_no_program(project: Path) -> None:
    checked(errors=0)  # a register without a record is no mistake
    follow()
    checked(errors=0)
    site = build_staff(project)
    action = re.findall(r"^  - (\S+)$", RECORD.read_text("utf-8"), re.MULTILINE)[0]
    pages = {
        "registers/posters/": ("Why we survey your home", "data-kim-table"),
        "registers/posters/pst-001/": ("Easy read", "its title are made up."),
        f"registers/actions/{action.lower()}/": ("Why we survey your home",),
        "dictionary/posters/": ("Last printed",),
    }
    for place, words in pages.items():
        text = (site / place / "index.html").read_text("utf-8")
        assert [each for each in words if each not in text] == [], place
    home = (site / "index.html").read_text("utf-8")
    assert 'href="registers/posters/"' in home  # in the menu


def test_its_rule_and_a_mistake_in_it_are_told_as_the_guide_shows(project: Path) -> None:
    follow()
    fourth = step(4)
    right = RECORD.read_text("utf-8")
    (line,) = re.findall(r"Add `(printed_on: [\d-]+)` to the record", fourth.words)
    RECORD.write_text(f"{right}{line}\n", "utf-8")
    assert fourth.block(f"Add `{line}` to the record and check again:") in checked(errors=1)
    RECORD.write_text(right, "utf-8")
    schema = SCHEMA.read_text("utf-8")
    mistaken = schema.replace('"printed_on", "actions"],', '"printed", "actions"],')
    SCHEMA.write_text(mistaken, "utf-8")
    told = checked(errors=1)
    assert fourth.block("With `printed` for `printed_on` in `columns`:") in told
    assert RECORD.name not in told


def test_what_everybody_may_see_of_it_is_the_list_that_the_guide_shows(project: Path) -> None:
    follow()
    schema = SCHEMA.read_text("utf-8")
    opened = '"public": {"title": "Posters", "description": "Posters in shared halls."},'
    SCHEMA.write_text(
        schema.replace('"group": "answers",', f'"group": "answers", {opened}'), "utf-8"
    )
    assert "schemas/published.yml" in checked(errors=1)
    assert kim("published", "--write").exit_code == 0
    published = Path("schemas/published.yml").read_text("utf-8")
    assert step(2).block("With `public` in its `x-register`, it would need these:") in published
