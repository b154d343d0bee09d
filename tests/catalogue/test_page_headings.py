"""The headings of a page: where they stand, and which are to be moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.page_headings import PageHeading, page_headings
from macros.catalogue.page_parts_checks import parts_of
from macros.model import Document, Mark, Page, PageKind

PARTS = ("Who does it", "Steps", "How long it is kept", "What can go wrong", "Who helps")
KIND = PageKind("procedure", "Procedures", "procedure", PARTS)


def page(*headings: str) -> Page:
    text = "".join(f"## {heading}\n\nText.\n\n" for heading in headings)
    document = Document({}, {("kind",): Mark(2, 7)}, {}, [])
    return Page("docs/page.md", {"kind": "procedure"}, document, text, 3)


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("## Steps\n\nText.\n", [PageHeading(2, "Steps", 1, False)]),
        ("\n\n##Steps ##  \n", [PageHeading(2, "Steps", 3, True)]),
        ("Steps\n---\n\nText.\n", [PageHeading(2, "Steps", 1, False)]),
        ("Text.\n\nSteps\n=====\nText.\n", [PageHeading(1, "Steps", 3, False)]),
        ("Text\n\n---\n\nText.\n", []),
        ("| Who | What |\n|---|---|\n| a | b |\n", []),
        ("- one\n- two\n", []),
        ("```\n## Steps\n```\n", []),
        ("~~~ yaml\n## Steps\n", []),
        ("<!--\n## Steps\n-->\n", []),
        ("Text ## Steps\n", []),
        (
            "## Steps\n\n### One\n\nText.\n\n## Who helps\n",
            [
                PageHeading(2, "Steps", 1, False),
                PageHeading(3, "One", 3, False),
                PageHeading(2, "Who helps", 7, True),
            ],
        ),
    ],
)
def test_a_heading_is_known_as_people_see_it(text: str, headings: list[PageHeading]) -> None:
    assert page_headings(text) == headings


def test_a_heading_over_code_alone_is_not_empty() -> None:
    assert [part.is_empty for part in page_headings("## Steps\n\n```\nkim due\n```\n")] == [False]


@given(st.permutations(PARTS))
def test_what_is_told_to_move_is_enough_to_bring_all_in_order(parts: list[str]) -> None:
    problems = list(parts_of(page(*parts), KIND))
    moved = {problem.message.split("'")[1] for problem in problems}
    stays = [part for part in parts if part not in moved]
    assert stays == [part for part in PARTS if part in stays]
    assert len(moved) < len(PARTS)
    assert bool(moved) == (tuple(parts) != PARTS)


@given(st.sets(st.sampled_from(PARTS)))
def test_each_heading_that_is_left_out_is_told_once(left_out: set[str]) -> None:
    problems = list(parts_of(page(*(part for part in PARTS if part not in left_out)), KIND))
    assert {problem.message.split("'")[1] for problem in problems} == {
        f"## {part}" for part in left_out
    }
    assert len(problems) == len(left_out)


def test_each_problem_stands_in_the_line_of_its_heading() -> None:
    (problem,) = parts_of(page(*PARTS[:4], "Who hlps"), KIND)
    assert (problem.line, problem.hint) == (3 + 17, "Did you mean 'Who helps'?")
