"""Text from outside: marks are shown, and what is read from right to left stands apart."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.model.outside import CLOSE, OPEN, RIGHT_TO_LEFT, in_a_line, isolate, plainly, replaced
from macros.model.text import MARKS
from tests.conftest import PROJECT

PERSIAN = "\u0646\u0627\u0645\u0647\u200c\u0647\u0627"
"""A word with a joiner in it, which it can't be written without."""

DANA = "דנה כהן"
BLOCKS = re.compile(f"[{RIGHT_TO_LEFT}]")
APART = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")

ANYTHING = st.text(
    st.one_of(
        st.sampled_from("ab 1'\"`.,:\n-_/()"),
        st.sampled_from("אבجدܐߊ\u0661\ufb1d\U0001e900"),
        st.sampled_from("\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    ),
    max_size=40,
)


def turns(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL", "AN")


def test_every_letter_that_is_read_from_right_to_left_stands_in_one_of_the_blocks() -> None:
    letters = [chr(number) for number in range(sys.maxunicode + 1) if turns(chr(number))]
    assert [letter for letter in letters if not BLOCKS.match(letter)] == ["\u200f"]
    assert MARKS.match("\u200f")


@given(ANYTHING)
def test_nothing_in_a_sentence_turns_what_stands_outside_its_isolates(sentence: str) -> None:
    printed = plainly(sentence)
    inside, outside = "".join(APART.findall(printed)), APART.sub("", printed)
    assert not any(map(turns, outside))
    for part in (inside, outside):
        assert not [mark for mark in MARKS.findall(part) if mark not in "\u200c\u200d"]
    assert "\u200d" in sentence or plainly(printed) == printed


@given(ANYTHING)
def test_in_html_each_run_stands_between_marks_of_its_own(sentence: str) -> None:
    html = replaced(sentence, "<bdi>", "</bdi>")
    assert OPEN not in html
    assert CLOSE not in html
    assert not any(map(turns, re.sub("<bdi>.*?</bdi>", "", html, flags=re.DOTALL)))


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        (f"'{DANA}' is gone", f"'{OPEN}{DANA}{CLOSE}' is gone"),
        (f"{DANA} 12 and {DANA}-3", f"{OPEN}{DANA}{CLOSE} 12 and {OPEN}{DANA}{CLOSE}-3"),
        (f"By {DANA}, Bob, {DANA}", f"By {OPEN}{DANA}{CLOSE}, Bob, {OPEN}{DANA}{CLOSE}"),
        (f"By {isolate(DANA + ' 12')}: x", f"By {OPEN}{DANA} 12{CLOSE}: x"),
        (f"By {isolate('Bob')}: x", "By Bob: x"),
        (f"A \u202eB {OPEN}c\u202ed{CLOSE} {OPEN}", "A [U+202E]B c[U+202E]d [U+2068]"),
        ("Café → 日本", "Café → 日本"),
        (PERSIAN, f"{OPEN}{PERSIAN}{CLOSE}"),
    ],
)
def test_a_run_is_set_apart_and_no_more_than_it(sentence: str, printed: str) -> None:
    assert plainly(sentence) == printed


def test_what_moves_the_cursor_is_no_part_of_a_line() -> None:
    assert in_a_line("a\x1b[2Jb\nc\u202ed") == "a\ufffd[2Jb\ufffdc[U+202E]d"
    assert in_a_line(PERSIAN) == PERSIAN


def test_the_page_that_checks_packs_knows_the_same_blocks_and_marks() -> None:
    script = Path(PROJECT / "macros/theme/assets/verify/page.js").read_text("utf-8")
    (blocks,) = re.findall(r'RIGHT_TO_LEFT = "([^"]+)"', script)
    (marks,) = re.findall(r"MARKS = /\[(.*?)\]/gu", script)
    assert as_python(blocks) == RIGHT_TO_LEFT
    others = {chr(number) for number in range(sys.maxunicode + 1) if MARKS.match(chr(number))}
    assert set(re.findall(f"[{as_python(marks)}]", "".join(map(chr, range(0x110000))))) == others


def as_python(letters: str) -> str:
    numbers = re.sub(r"\\u\{(\w+)\}", lambda match: chr(int(match[1], 16)), letters)
    return re.sub(r"\\u(\w{4})", lambda match: chr(int(match[1], 16)), numbers)
