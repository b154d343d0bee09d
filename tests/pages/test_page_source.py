"""Old text of written pages: what counts as a macro, and what is only written about one."""

from __future__ import annotations

import pytest

from macros.pages.page_source import FILLED_IN, page_source


@pytest.mark.parametrize(
    ("text", "words", "macros"),
    [
        ("Here are {{ count('faqs') }}.", f"Here are {FILLED_IN}.", ["{{ count('faqs') }}"]),
        ("[{{ landlord.contact }}](a.md)", f"[{FILLED_IN}](a.md)", ["{{ landlord.contact }}"]),
        (
            '{{ register_table("a", where={"b": "}} c"},\n  filters=False) }} and {{warnings()}}',
            f"{FILLED_IN} and {FILLED_IN}",
            ['{{ register_table("a", where={"b": "}} c"},\n  filters=False) }}', "{{warnings()}}"],
        ),
        ("Write `{{ warnings() }}`.", "Write `{{ warnings() }}`.", []),
        ("```\n{{ warnings() }}\n```\n", "```\n{{ warnings() }}\n```\n", []),
        ("<b>{{ 7 * 7 }}</b> {{ not closed(", "<b>{{ 7 * 7 }}</b> {{ not closed(", []),
    ],
)
def test_macros_are_told_apart_from_words(text: str, words: str, macros: list[str]) -> None:
    assert page_source(text) == (words, tuple(macros))


@pytest.mark.parametrize("start", ["{{ a(", "{{ a({", '{{ a("', "`", "```"])
def test_a_text_that_leads_nowhere_is_given_up_at_once(start: str) -> None:
    assert page_source(start * 3000).macros == ()
