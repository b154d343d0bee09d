"""Which words of a page are taken for a number or a status of records: a fixed set of both."""

from __future__ import annotations

import pytest

from macros.catalogue.call import Known
from macros.catalogue.prose import findings
from macros.model import Catalogue

CLAIMS = [
    ("We answer 53 answers here.", "faqs", True),
    ("The plan has 27 actions.", "actions", False),
    ("Twenty-seven actions stand in the plan.", "actions", False),
    ("The plan has\n27 actions.", "actions", False),
    ("We hold 1,200 documents.", "documents", False),
    ("There are 29 different information assets.", "assets", False),
    ("Three of our leaflets have pictures.", "leaflets", False),
    ("Only one action names its evidence.", "actions", False),
    ("- **7 systems** and what each holds", "systems", False),
    ("We make 22 promises.", "commitments", True),
    ("We planned 27 pieces of work.", "actions", True),
    ("None of the actions has a status.", "actions", False),
    ("No action has a status yet.", "actions", False),
    ('Every action therefore says "Not reported".', "actions", False),
    ("All actions are complete.", "actions", False),
    ("All of our systems are live.", "systems", False),
    ("Each system is live today.", "systems", False),
    ("No status has been reported for any action.", "actions", False),
    ('!!! warning "No action has been reported"', "actions", False),
    ("All but one of the actions have a due date.", "actions", False),
    ("{{ count('actions') }}\n\nNobody has reported yet how far it has got.", "actions", False),
    ("{{ register_groups('actions', by='theme') }}\n\nAll but two have a date.", "actions", False),
    ("> Two decisions are replaced.", "decisions", False),
    ("None of these documents is in force.", "documents", False),
]
"""What is found: the text, the register, and whether the page is for the public."""

NEAR_MISSES = [
    "Every action names at least one action that it waits for.",
    "Choose up to 3 documents, and no more than five questions.",
    "The first two actions and the last 3 versions.",
    "Section 4 documents how we work.",
    "Version 1.2 found a separate register of housing information assets too detailed.",
    "In 2026 documents were moved, and on 3 March 2027 decisions followed.",
    "It costs £40 documents included.",
    "We answer within 20 working days.",
    "Six things to ask about, and three lines of control.",
    "An action is complete when its owner says so.",
    "If no action is complete, say why.",
    "No action is needed here.",
    "No answer is perfect, and nobody is perfect.",
    "Each system may be live or planned.",
    "Nobody has confirmed these periods for a real council.",
    "None of these documents is a lawyer's advice.",
    "{{ count('actions') }} whose status nobody has reported",
    "{{ share('actions', where={'status': 'complete'}) }} and 2 more.",
    "`27 actions` and `no action is complete`",
    "```text\n27 actions, none of the actions has a status\n```",
    "{% raw %}27 actions{% endraw %}",
    "<!-- 27 actions -->",
    "See [the plan](27 actions.md) and <a title='27 actions'>it</a>.",
    "One register holds records of one kind.",
    "One or two actions a year.",
    "27% of actions.",
    "IA-27 actions and T27 actions",
    "1. Actions come first.\n2. Systems come next.",
    "All but impossible.",
    "## Six principles",
]
"""What is not found, on a page for staff and on one for the public."""


def known(catalogue: Catalogue, public: bool = False) -> Known:
    schemas = {name: register.schema for name, register in catalogue.registers.items()}
    return Known(schemas, {name: [] for name in schemas}, public)


@pytest.mark.parametrize(("text", "register", "public"), CLAIMS)
def test_what_records_know_is_told(text: str, register: str, public: bool, real: Catalogue) -> None:
    assert [claim.schema.name for claim in findings(text, known(real, public))] == [register]


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_it_is_left_alone(text: str, public: bool, real: Catalogue) -> None:
    assert [finding.text for finding in findings(text, known(real, public))] == []


def test_a_finding_stands_where_its_words_do(real: Catalogue) -> None:
    text = "{{ count('actions') }}\n\nHere: *nobody has reported* and\n`code` 27 new actions.\n"
    first, second = findings(text, known(real))
    assert text[first.start :].startswith(first.text)
    assert (first.text, first.status) == ("nobody has reported", "not-reported")
    assert (text[second.start :][: len(second.text)], second.counts) == ("27 new actions", True)


def test_the_public_has_words_of_its_own_and_knows_no_other_registers(real: Catalogue) -> None:
    assert findings("We have 29 information assets.", known(real, public=True)) == []
    assert findings("We have 39 kinds of record.", known(real)) == []


def test_no_page_of_this_project_says_what_records_know(real: Catalogue) -> None:
    assert [problem for problem in real.problems if problem.rule == "number-in-prose"] == []
