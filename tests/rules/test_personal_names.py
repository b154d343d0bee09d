"""From which letter to which names are told of, in single sentences, and what only looks like one.

What is told stands in braces, with its kind.
"""

from __future__ import annotations

import pytest

from tests.rules.test_personal_marks import told, unmarked


@pytest.mark.parametrize(
    "marked",
    [
        "because {name P. Lomax}, the tenant, rang",
        "because P. Lomax rang",
        "asked for B. Sc level",
        "x P. Lomax",
        "list, P. Lomax then",
        "list, {name P. Lomax}    then",
        "list, {name P. Lomax Hart}, then",
        "list    {name P. Lomax}, then",
        "list  P. Lomax, then",
        "X P. Lomax",
        "| {name P Lomax} | 4 |",
    ],
)
def test_an_initial_with_a_surname_fills_a_cell_or_has_a_word_beside_it(marked: str) -> None:
    assert told(unmarked(marked)) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "rang AA Breakdown",
        "and {name Sarah} rang",
        "and Sarah rains",
        "and {name Sarah}, the tenant, is out",
        "and {name Sarah}'s mother rang",
        "and Sarah's software is old",
        "{name Sarah Xu} rang",
        "{name Ken} rang",
        "Sarah Monday rang",
        "{name Sarah}\nShe rang",
        "Cape Sarah Lomax is windy",
        "Chidi and {name Ngozi} are in",
        "Boiler and Ken are in",
        "Copyright 2026 Sarah Whitfield",
        "(c) 2026 Sarah Whitfield",
    ],
)
def test_a_given_name_is_a_person_s_where_it_stands_as_one(marked: str) -> None:
    assert told(unmarked(marked)) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "told Grace",
        "met with Housemark experts",
        "the name Grace is known",
        "Headingley, Leeds",
        "Voids, {name Sarah}",
        "Her name is {name Tadhgan}.",
        "her name is {name Tadhgan Lomax}",
        "my name's {name Tadhgan}",
        "the surname is {name Tadhgan}",
        "the tenant's name is\n{name Tadhgan}",
        "his name is Tadhgan House",
        "her name is Monday",
        "the name is Tadhgan",
        "her name is known to Tadhgan",
    ],
)
def test_a_word_that_may_be_a_name_needs_more(marked: str) -> None:
    assert told(unmarked(marked)) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Master copies are kept",
        "Sister firms rang",
        "{name dr Kovacs} rang",
        "{name councillor Kovacs} rang",
        "sister Kovacs rang",
        "councillor Portal",
        "MR STAGE IS READY",
        "Miss B Council rang",
        "it took 15 ms kovacs",
        "it took 15ms kovacs",
        "in 15  {name ms kovacs}",
    ],
)
def test_a_title_is_written_as_one(marked: str) -> None:
    assert told(unmarked(marked)) == marked
