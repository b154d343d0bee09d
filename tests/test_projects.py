"""The small project holds something of everything, so that what is shown on it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.catalogue.macro_table import MACROS
from macros.model import Catalogue, Page
from tests.projects import lay_small


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(lay_small(tmp_path_factory.mktemp("small")))[0]


def test_it_is_small_and_nothing_is_wrong_with_it_but_one_warning(small: Catalogue) -> None:
    assert [problem.rule for problem in small.problems] == ["due-before-prerequisite"]
    assert small.count < 2 * len(small.registers)


def test_it_has_records_of_every_register_and_published_ones_where_there_can_be(
    small: Catalogue, real: Catalogue
) -> None:
    assert small.registers.keys() == real.registers.keys()
    for name, register in small.registers.items():
        assert register.records, name
        assert bool(register.published) == bool(register.schema.public), name


def called(pages: Iterable[Page]) -> set[str]:
    return {name for page in pages for name in re.findall(r"\{\{ (\w+)\(", page.text)}


def test_its_pages_call_every_macro_and_its_public_pages_every_public_one(small: Catalogue) -> None:
    public = [page for page in small.pages if Path(page.file).is_relative_to("docs/public")]
    staff = [page for page in small.pages if page not in public]
    assert called(public) == {name for name, macro in MACROS.items() if macro.public}
    assert called(public) | called(staff) == MACROS.keys()
