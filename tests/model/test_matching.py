"""Texts are compared by a compiled difflib: what it finds is what difflib finds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros.history import word_diff as words_compared
from macros.model.matching import SequenceMatcher
from macros.pages import word_diff
from tests.conftest import PROJECT

cydifflib = pytest.importorskip(
    "cydifflib", reason="there is no build for this Python; difflib itself is used"
)

PIECES = st.sampled_from(["the", " ", "fire", "door", "\n", "é", ""])
TEXTS = st.lists(PIECES, max_size=40) | st.lists(PIECES, min_size=200, max_size=260)
"""Long ones too: from 200 pieces on, difflib may leave out the commonest."""


def compared(
    matcher: type[difflib.SequenceMatcher[str]], old: Sequence[str], new: Sequence[str], junk: bool
) -> object:
    both = matcher(None, old, new, autojunk=junk)
    return both.ratio(), [tuple(step) for step in both.get_opcodes()]


def agree(old: Sequence[str], new: Sequence[str], junk: bool) -> bool:
    ours = compared(SequenceMatcher, old, new, junk)
    return ours == compared(difflib.SequenceMatcher, old, new, junk)


@given(old=TEXTS, new=TEXTS, junk=st.booleans())
@example(old=[], new=[], junk=True)
@example(old=["a"] * 300, new=["a"] * 299, junk=True)
def test_two_texts_differ_where_difflib_says_so(old: list[str], new: list[str], junk: bool) -> None:
    assert SequenceMatcher is cydifflib.SequenceMatcher
    assert agree(old, new, junk)


def test_the_pages_of_this_project_differ_where_difflib_says_so() -> None:
    """Some from the next, word by word: long texts with many words and spaces in common."""
    pages = sorted((PROJECT / "docs").rglob("*.md"))[::5]
    texts = [path.read_text("utf-8")[:4000] for path in pages]
    pieces = [re.findall(r"\s+|\S+", text) for text in texts]
    assert all(agree(old, new, False) for old, new in pairwise(pieces))


def test_two_texts_are_compared_once_however_often_their_change_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared_texts = []

    def counted(
        isjunk: None, old: list[str], new: list[str], autojunk: bool
    ) -> difflib.SequenceMatcher[str]:
        compared_texts.append((old, new))
        return SequenceMatcher(isjunk, old, new, autojunk)

    monkeypatch.setattr(words_compared, "SequenceMatcher", counted)
    old = "Keep it for six years after the end of the tenancy, and no longer than that"
    new = old.replace("six", "seven")
    assert word_diff.words_apart(old, new)
    assert word_diff.words_near(old, new, around=2, letters=100)
    assert word_diff.words_near(old, new, around=3, letters=100)
    assert len(compared_texts) == 1
