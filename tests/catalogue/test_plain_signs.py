"""Signs of Markdown in texts that take none: each is told, and what only looks like one isn't."""

from __future__ import annotations

import time

import pytest

from macros.catalogue.plain_signs import list_sign, plain_signs

SIGNS = {
    "Bring **all keys**": ("bold", 6),
    "**2 weeks** at most": ("bold", 0),
    "Bring ***all*** keys": ("bold", 7),
    "(**Note:** closed)": ("bold", 1),
    "Bring __all keys__.": ("bold", 6),
    "You *must* ask": ("emphasis", 4),
    "You _must ask_.": ("emphasis", 4),
    "(*see below*)": ("emphasis", 1),
    "See [the plan](plan.pdf)": ("a link", 4),
    "See [the plan](plan)": ("a link", 4),
    "[repairs](/questions/)": ("a link", 0),
    "[up](#top)": ("a link", 0),
    "[write](mailto:desk@example.org)": ("a link", 0),
    "[bank holidays](www.gov.uk/bank-holidays)": ("a link", 0),
    "[a](https://example.org/a_(b))": ("a link", 0),
    'The [plan](https://example.org/ "Our plan")': ("a link", 4),
    "Ask <https://example.org/> first": ("a link", 4),
    "[1]: https://example.org/": ("a link", 0),
    "![A house](house.svg)": ("a picture", 0),
    "# Repairs": ("a heading", 0),
    "### Repairs": ("a heading", 0),
    "##Repairs": ("a heading", 0),
    "Words\n# Repairs": ("a heading", 6),
    "Run `kim check`": ("code", 4),
    "```\nkim check\n```": ("code", 0),
    "We ~~won't~~ will": ("text that is struck out", 3),
    "As we said.[^1]": ("a footnote", 11),
    "One<br>two": ("HTML", 3),
    '<a href="https://example.org/">Plan</a>': ("HTML", 0),
    "Gas&nbsp;safety": ("a letter of HTML", 3),
}

NEAR_MISSES = [
    "5* rating",
    "Rated 4* to 5*, mostly 4*",
    "A* and B*",
    "4* (A* grade)",
    "5**",
    "2 * 3 * 4",
    "2**3**4",
    "M*A*S*H",
    "(*) and (*)",
    "*subject to survey",
    "* subject to survey",
    "Call *21* then #21#",
    "*.pdf and *.docx",
    "Any of *.csv, *.tsv or *.xlsx",
    "#1 priority",
    "# of homes",
    "Flat # 4, then Room #5",
    "#repairs #gas",
    "C# and F#",
    "SDR_Plan_2026_final.xlsx",
    "_Plan_2026_final.xlsx",
    "~$Plan_2026.docx",
    "archive/_old_/plan.docx",
    "snake_case_name and other_name",
    "x_1 and x_2",
    "macros/__init__.py",
    "__init__.py",
    "Name: ____ Date: ____",
    "Name: __________",
    "[2015](1) WLR 12",
    "[2019] EWCA Civ 12 (3)",
    "regulation 4[2](a)",
    "regulation 4[2](iii)",
    "[sic] (note)",
    "[Act](c. 42)",
    "[draft] title",
    "[draft][v2]",
    "f(x)[i](j)",
    "the tenant`s and the landlord`s copy",
    "<5 homes, >3 blocks",
    "a < b > c",
    "<name> of the post",
    "R&D; T&Cs, Q&A",
    "~5 days",
    "a|b|c",
    "| in a name",
    "[x] marks the box",
    "- none",
    "\u2013 see the note",
    "+ VAT",
    "> 5 homes",
    "2024. In that year",
    "Repairs \u00b7 Gas \u00b7 Voids",
    "Mon \u2022 Tue \u2022 Wed",
    "-5 degrees",
    "---",
    "A text\nof two lines - that is all\n- and a dash",
    "10. October\n3. March",
]

LISTS = {
    "Bring:\n- a passport\n- a letter": (1, "a list"),
    "Bring:\n  * a passport\n  * a letter": (1, "a list"),
    "+ a passport\n+ a letter": (0, "a list"),
    "\u2013 a passport\n\u2013 a letter": (0, "a list"),
    "1. Ask\n2. Wait": (0, "a list"),
    "First:\n3) Ask\n4) Wait": (1, "a list"),
    "\u2022 a passport": (0, "a list"),
    "Bring:\n\uf0b7\ta passport": (1, "a list"),
    "Bring: \u2022 a passport \u2022 a letter": (0, "a list"),
    "- [ ] Ask\n- [x] Wait": (0, "a list"),
    "[ ] Ask\n[x] Wait": (0, "a list"),
    "> We keep it\n> for a year": (0, "a quotation"),
    "Times:\n| Day | Hour |\n|---|---|\n| Mon | 9 |": (1, "a table"),
    "Day | Hour\n--- | :--:\nMon | 9": (0, "a table"),
}


@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_is_told_once_by_its_kind_and_where_it_starts(text: str) -> None:
    assert [(sign.what, sign.start) for sign in plain_signs(text)] == [SIGNS[text]]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_told_by_its_first_line(text: str) -> None:
    sign = list_sign(text.split("\n"))
    assert sign is not None
    assert (sign.line, sign.what) == LISTS[text]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_a_sign_is_no_alarm(text: str) -> None:
    assert list(plain_signs(text)) == []
    assert list_sign(text.split("\n")) is None


def test_each_kind_is_told_once_in_a_text() -> None:
    text = "**One** and **two** and _three_ and `four`"
    assert [sign.what for sign in plain_signs(text)] == ["bold", "emphasis", "code"]


@pytest.mark.parametrize("unit", ["**a ", "__a ", "*a ", "_a ", "[", "[a](b/", "`a", "<a ", "~~a"])
def test_a_long_text_of_signs_is_read_at_once(unit: str) -> None:
    start = time.process_time()
    list(plain_signs(unit * (200_000 // len(unit))))
    assert time.process_time() - start < 2
