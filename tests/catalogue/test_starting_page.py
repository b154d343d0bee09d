"""A page as another landlord starts with it: what leans on the sample goes, and the rest stays."""

from __future__ import annotations

from datetime import date

import pytest

from macros.catalogue.call import Known
from macros.catalogue.load import load
from macros.catalogue.starting_page import FILL_IN, Start, starting_page
from tests.conftest import PROJECT

START = Start(
    {"IA3": "Set standards", "ROLE-dpo": "Data Protection Officer"},
    frozenset({"docs/guides/gone.md"}),
    ("landlord.contact",),
    "ROLE-ours",
    date(2027, 5, 22),
)
HEAD = """\
---
title: "A page"
owner_role: ROLE-dpo
audience: staff
next_review: 2026-05-22
records: [IA3]
sources:
  - document: DOC-x
    part: One
illustrative: true
{more}---
"""


def started(body: str, more: str = "") -> str:
    text = starting_page("docs/guides/page.md", HEAD.format(more=more) + "\n" + body, START)
    return text.split("---\n", 2)[2].strip()


def test_the_heading_names_the_new_owner_and_nothing_of_the_sample() -> None:
    text = starting_page("docs/guides/page.md", HEAD.format(more="kind: x\n") + "\nWords.\n", START)
    _, head, _ = text.split("---\n", 2)
    assert head.splitlines() == [
        'title: "A page"',
        "owner_role: ROLE-ours",
        "audience: staff",
        "next_review: 2027-05-22",
        "kind: x",
    ]


@pytest.mark.parametrize(
    "leaning",
    [
        'It rests on {{ record("IA3") }}.',
        "See IA3 for more.",
        'Due {{ field("timescale", of="IA3") }}.',
        '{{ count("actions", where={"see_also": "IA3"}) }} of them.',
        '{{ share("faqs", where={"illustrative": true}) }} made up.',
        "Read [the other page](gone.md#there).",
        "Write to {{ landlord.contact }}.",
    ],
)
def test_a_paragraph_that_leans_on_the_sample_goes(leaning: str) -> None:
    assert started(f"Before.\n\n{leaning}\n\nAfter.\n") == "Before.\n\nAfter."


@pytest.mark.parametrize(
    "kept",
    [
        'There are {{ count("actions") }}.',
        '{{ whole_record("IA3") }}',
        "```text\nkim show IA3\n\nand more\n```",
        'It is `{% raw %}{{ record("IA3") }}{% endraw %}`.',
        "Read [this one](page.md).",
        "| A | B |\n|---|---|\n| 1 | 2 |",
    ],
)
def test_what_leans_on_nothing_stays_as_it_is(kept: str) -> None:
    assert started(f"Before.\n\n{kept}\n\nAfter.\n") == f"Before.\n\n{kept}\n\nAfter."


def test_of_a_list_only_the_items_go_that_lean() -> None:
    assert started("- One\n- See IA3,\n  and so on\n- Two\n") == "- One\n- Two"


def test_what_only_led_to_others_goes_with_them() -> None:
    body = "# Top\n\nLook at:\n\n- IA3\n\n## Empty\n\nSee IA3.\n\n## Full\n\nWords.\n"
    assert started(body) == "# Top\n\n## Full\n\nWords."
    assert started('!!! note "A"\n\n    See IA3.\n\nAfter.\n') == "After."
    assert started("Words.\n\n## Last\n\nSee IA3.\n") == "Words."


def test_a_procedure_keeps_its_steps_in_words() -> None:
    body = 'Ask the {{ record("ROLE-dpo") }}: {{ field("rule", of="IA3") }}.\n'
    text = started(body, "kind: procedure\n")
    assert text.startswith('!!! note "To adapt"\n')
    assert text.endswith(f"Ask the [Data Protection Officer]: {FILL_IN}.")


def test_an_id_may_come_only_where_its_register_is_empty() -> None:
    _, schemas = load(PROJECT, warnings=False)
    known = Known(schemas.registers, {}, empty=("actions",))
    assert known.may_come("IA99")
    assert not known.may_come("FAQ-001")
    assert not known.may_come("no id of any register")
