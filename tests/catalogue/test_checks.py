"""Every rule is registered and says what it is for; `test_cases` shows that each has a case."""

from __future__ import annotations

import subprocess
import sys

from macros.catalogue.checks import RULES
from macros.catalogue.formats import FORMATS


def test_every_format_that_a_text_can_fail_is_a_rule() -> None:
    free = {name for name, fault in FORMATS.items() if fault("\n") is None}
    assert free == {"markdown", "retention-rule", "easy-read", "steps", "open-table"}
    assert set(FORMATS) - free <= set(RULES)


def test_the_rules_can_be_printed_as_a_table() -> None:
    run = [sys.executable, "-m", "macros.catalogue.checks"]
    lines = subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(lines) == len(RULES) + 2
    cycle = RULES["cycle"]
    assert f"| cycle | error | {cycle.says} |" in lines


def test_each_rule_says_in_a_sentence_what_is_wrong() -> None:
    for rule in RULES.values():
        assert rule.says.endswith((".", ")")), rule.id
        assert len(rule.says) <= 100
