"""The benchmark's copies of records are a project that checks clean, whatever the checks ask."""

from __future__ import annotations

from pathlib import Path
from random import Random

import click
import pytest

from benchmarks.enlarge import Copy, enlarge, reworded, sound_copies
from macros.catalogue.load import load
from tests.conftest import lay_base
from tests.projects import lay_small


def test_a_project_made_larger_has_no_errors(tmp_path: Path) -> None:
    enlarge(tmp_path / "large", 130, lay_small(tmp_path / "small"))
    catalogue, _ = load(tmp_path / "large", warnings=False)
    assert sum(len(register.records) for register in catalogue.registers.values()) == 130
    assert [problem for problem in catalogue.problems if problem.severity == "error"] == []


def _plan(name: str, title: str = "The plan", owner: str = "ROLE-keeper") -> Copy:
    """A record of the small registers for checks."""
    text = f"id: DOC-{name}\ntitle: {title}\nowner_role: {owner}\nillustrative: true\n"
    text += "publish: public\n"
    return f"registers/documents/DOC-{name}.yml", text.encode()


def test_a_copy_that_a_check_refuses_is_left_out_for_the_next(tmp_path: Path) -> None:
    folder = lay_base(tmp_path)
    made = [_plan("a"), _plan("b", owner="ROLE-nobody"), _plan("c", "B Controller")]
    made += [_plan("d"), _plan("e")]
    copies = iter(made)
    assert sound_copies(folder, copies, 2) == [made[0], made[3]]
    assert list(copies) == [made[4]]


def test_a_public_copy_and_one_for_staff_never_say_the_same_side_by_side(tmp_path: Path) -> None:
    registers = load(lay_small(tmp_path / "small"), warnings=False)[0].registers
    field = next(field for field in registers["faqs"].schema.fields if field.name == "question")
    chance = Random(1)  # noqa: S311 - nothing secret
    texts = [reworded("Who repairs my lift", field, chance, number) for number in (1, 2)]
    assert [str(text).split()[-3:] for text in texts] == [["of", "kind", "b"], ["of", "kind", "c"]]


def test_where_every_copy_is_refused_it_says_why(tmp_path: Path) -> None:
    folder = lay_base(tmp_path)
    with pytest.raises(click.ClickException, match=r"^registers/documents/DOC-a\.yml: "):
        sound_copies(folder, iter([_plan("a", owner="ROLE-nobody")]), 1)
