"""Every check there is, and every rule that a problem can be about.

    python -m macros.catalogue.checks

prints the rules: the id, whether a breach is an error or a warning, and what is wrong then.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from macros.catalogue import (
    back_ref_checks,
    count_checks,
    date_checks,
    disposal_checks,
    fit_checks,
    layout_checks,
    limit_checks,
    markdown_checks,
    markup_checks,
    name_checks,
    page_checks,
    page_parts_checks,
    period_checks,
    personal_checks,
    plain_checks,
    published_checks,
    read_checks,
    reading_checks,
    record_checks,
    reference_checks,
    reminder_checks,
    table_checks,
    text_checks,
)
from macros.catalogue.file_rules import FILE_RULES
from macros.catalogue.rule import Check, Rule

CHECKS: tuple[Check, ...] = (
    *layout_checks.CHECKS,
    *name_checks.CHECKS,
    *reference_checks.CHECKS,
    *back_ref_checks.CHECKS,
    *read_checks.CHECKS,
    *reminder_checks.CHECKS,
    *record_checks.CHECKS,
    *date_checks.CHECKS,
    *count_checks.CHECKS,
    *fit_checks.CHECKS,
    *period_checks.CHECKS,
    *disposal_checks.CHECKS,
    *limit_checks.CHECKS,
    *page_checks.CHECKS,
    *page_parts_checks.CHECKS,
    *markup_checks.CHECKS,
    *published_checks.CHECKS,
    *personal_checks.CHECKS,
    *reading_checks.CHECKS,
    *table_checks.CHECKS,
    *text_checks.CHECKS,
    *markdown_checks.CHECKS,
    *plain_checks.CHECKS,
)
"""What is looked at once everything is read. The order makes no difference: problems are sorted."""

RULES: Mapping[str, Rule] = {
    rule.id: rule for rule in [*(check.rule for check in CHECKS), *FILE_RULES]
}
"""Every rule, by its id: those that span files, and those that a file is read by."""


def table(rules: Mapping[str, Rule] = RULES) -> str:
    """The rules in the order of their ids, as a table in Markdown."""
    rows = [f"| {rule.id} | {rule.severity} | {rule.says} |\n" for _, rule in sorted(rules.items())]
    return "".join(["| Rule | | What is wrong |\n|---|---|---|\n", *rows])


if __name__ == "__main__":
    sys.stdout.write(table())
