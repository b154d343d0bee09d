"""One pattern of many words finds what trying one word after the other finds, the longest first."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as some

from macros.site.word_tree import one_of

START = some.sampled_from(["a", "b", "[Aa]", "[Bb]"])
"""As a word begins: with this letter, where a capital follows, and otherwise in either case."""

WORDS = some.lists(some.tuples(START, some.text("abA ", min_size=1, max_size=5)), min_size=1)


@given(WORDS, some.text("abAB s", max_size=60))
def test_the_longest_word_is_found_wherever_one_stands(
    words: list[tuple[str, str]], text: str
) -> None:
    sure = [word for word in words if (word[0][0] == "[") == (word[1] == word[1].lower())]
    longest_first = sorted(sure, key=lambda word: -len(word[1]))
    either = "|".join(start + re.escape(rest) for start, rest in longest_first) or "$"
    tree = one_of((start, *map(re.escape, rest)) for start, rest in sure) if sure else "$"
    spans = [word.span() for word in re.finditer(f"(?:{either})s?(?!b)", text)]
    assert [word.span() for word in re.finditer(f"{tree}s?(?!b)", text)] == spans
