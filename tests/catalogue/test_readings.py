"""Records and pages follow one dialect: where they differ it is told, and what is told differs."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.dialect_words import explained
from macros.catalogue.markdown_signs import signs
from macros.catalogue.page_dialect import EXTENSIONS
from macros.catalogue.page_texts import only_markdown
from macros.catalogue.readings import differences
from macros.pages.markdown import markdown as record_html

AGREED = [
    "Bring **all** of *this*:\n\n- a `key`\n- a [card](https://example.org/a_b)\n    - new\n",
    "1. One\n2. Two\n\n- three\n- four\n",
    "3. Three\n4. Four\n",
    "> Quoted\n\n| A | B |\n|---|---|\n| 1 | a \\| b |\n",
    "### Heading\n\nSmall < large & x > y, 5 * 3, snake_case, [sic], 3-4.\n\n---\n\nEnd.\n",
    "- one\n\n    its second paragraph\n\n- two\n",
    "Line one  \nline two\n",
    "```\nBring:\n- this\n```\n",
]

DIFFERENT = {
    "Bring:\n- a\n- b\n": (2, "empty line above the list"),
    "- a\n  - b\n- c\n": (2, "four spaces before it"),
    "1. a\n   - b\n": (2, "four spaces before it"),
    "1) a\n2) b\n": (1, "Write '1.'"),
    "##Heading\n\nText\n": (1, "Write '## '"),
    "Prices:\n| A | B |\n|---|---|\n| 1 | 2 |\n": (2, "empty line above the table"),
    "- a\n\n  second\n": (3, "four spaces before it"),
    "- a\n\n    ```\n    x\n    ```\n": (3, "End the list before it"),
    "one\\\ntwo\n": (1, "Take it out"),
    "a \\$5 note\n": (1, "Take it out"),
}


@pytest.mark.parametrize("text", AGREED)
def test_what_both_read_alike_is_not_told(text: str) -> None:
    assert list(differences(text)) == []
    assert list(signs(text)) == []


@pytest.mark.parametrize("text", DIFFERENT)
def test_a_difference_is_told_with_its_line_and_the_way_out(text: str) -> None:
    line, hint = DIFFERENT[text]
    reasons = [explained(text.split("\n"), span) for span in differences(text)]
    assert [(number, hint in words.hint) for each in reasons for number, words in each.items()] == [
        (line, True)
    ]


def test_the_ways_out_are_ways_out() -> None:
    for text in (
        "Bring:\n\n- a\n- b\n",
        "- a\n    - b\n- c\n",
        "1. a\n    - b\n",
        "## Heading\n\nText\n",
        "Prices:\n\n| A | B |\n|---|---|\n| 1 | 2 |\n",
        "- a\n\n    second\n",
        "2024\\. Was a good year.\n",
    ):
        assert list(differences(text)) == []


PIECES = st.sampled_from(["Bring:", "- a", "  - b", "    - c", "1. d", "", "> e", "plain", "2. f"])


@given(st.lists(PIECES, min_size=1, max_size=6).map("\n".join))
def test_where_nothing_is_told_the_two_make_the_same_lists(text: str) -> None:
    if not list(differences(text)):
        page = markdown.markdown(text, extensions=list(EXTENSIONS))
        record = record_html(text)
        for tag in ("<ul", "<ol", "<li", "<blockquote"):
            assert page.count(tag) == record.count(tag)


def test_html_macros_and_boxes_of_a_page_are_no_difference() -> None:
    text = (
        "Bring {{ this }}:\n\n<div>\n- no list\n</div>\n\n{{ table() }}\n\n"
        '!!! note "A box"\n\n    - one\n    - two\n\nA <b>word</b> and `<i>`.\n'
    )
    plain = only_markdown(text)
    assert plain.count("\n") == text.count("\n")
    assert list(differences(plain)) == []
