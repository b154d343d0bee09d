"""Old numbers and days that a text still says, in figures, in words and in each form of a day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.history.still_says import WORDS, day_in_text, number_in, unit_of
from macros.model import Field

YEARS = Field("years", "Years", "", "integer")
CHECKS = Field("n", "Later checks", "", "integer")
POUNDS = Field("pounds", "Sum in pounds", "", "number")
PERCENT = Field("share", "Per cent", "", "number")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kept for 6 years.", "6 years"),
        ("Kept for six years.", "six years"),
        ("Six-year rule", "Six-year"),
        ("for **6** years", "6** years"),
        ("six (6) full years", "six (6) full years"),
        ("six\nyears", "six years"),
        ("6yrs", "6yrs"),
        ("16 years", ""),
        ("twenty-six years", ""),
        ("twenty six years", ""),
        ("2.6 years", ""),
        ("6.5 years", ""),
        ("6 months", ""),
        ("Section 6", ""),
        ("6 yearsome", ""),
        ("£6 years", ""),
    ],
)
def test_a_number_with_a_unit_is_looked_for_with_its_unit(text: str, words: str) -> None:
    assert number_in(text, "6", YEARS) == words


@pytest.mark.parametrize(
    ("field", "number", "text", "words"),
    [
        (CHECKS, "2", "after two later checks", "two later checks"),
        (CHECKS, "2", "after 2 checks", "2 checks"),
        (CHECKS, "2", "Part 2 of the plan", ""),
        (CHECKS, "24", "twenty-four of them", "twenty-four"),
        (CHECKS, "24", "twenty four", "twenty four"),
        (CHECKS, "4000", "all 4,000 homes", "4,000"),
        (CHECKS, "4000", "14,000 or 4,000.5", ""),
        (CHECKS, "2024", "On 24/2024", ""),
        (POUNDS, "1200", "It cost £1,200.", "£1,200"),
        (POUNDS, "1200", "1200 pounds", "1200 pounds"),
        (PERCENT, "40", "forty per cent", "forty per cent"),
        (PERCENT, "40", "40%", "40%"),
        (YEARS, "100", "a hundred years", "a hundred years"),
        (YEARS, "1", "one year", "one year"),
        (YEARS, "no number", "no number", ""),
        (Field("n", "", "", "integer"), "2", "two", ""),
    ],
)
def test_other_numbers_are_looked_for_as_their_field_has_them(
    field: Field, number: str, text: str, words: str
) -> None:
    assert number_in(text, number, field) == words


@pytest.mark.parametrize(
    ("value", "text", "words"),
    [
        ("2026-11-03", "by 2026-11-03.", "2026-11-03"),
        ("2026-11-03", "by 3 November 2026", "3 November 2026"),
        ("2026-11-03", "the 3rd of November 2026", "3rd of November 2026"),
        ("2026-11-03", "3 Nov. 2026", "3 Nov. 2026"),
        ("2026-11-03", "November 3, 2026", "November 3, 2026"),
        ("2026-11-03", "03/11/2026", "03/11/2026"),
        ("2026-11-03", "3.11.26", "3.11.26"),
        ("2026-11-03", "13 November 2026", ""),
        ("2026-11-03", "11/03/2026", ""),
        ("2026-11", "in November 2026", "November 2026"),
        ("Q3 2026/27", "until Q3 2026/27", "Q3 2026/27"),
        ("Ongoing", "this is ongoing", "ongoing"),
        ("2026-99", "in 2026-99?", "2026-99"),
    ],
)
def test_a_day_is_looked_for_in_each_form_that_people_write(
    value: str, text: str, words: str
) -> None:
    assert day_in_text(text, value) == words


@given(number=st.integers(2, 99))
def test_each_number_to_99_is_known_in_figures_and_in_words(number: int) -> None:
    word = WORDS[number].replace("[ -]", "-")
    assert number_in(f"some {word} years", str(number), YEARS) == f"{word} years"
    assert number_in(f"some {number} years", str(number), YEARS) == f"{number} years"
    assert number_in(f"some {word} years", str(number + 1), YEARS) == ""


def test_the_unit_is_in_the_name_or_in_the_title() -> None:
    assert [unit_of(field) for field in (YEARS, CHECKS, POUNDS, PERCENT)] == [
        "years", "", "pounds", "percent",
    ]  # fmt: skip
