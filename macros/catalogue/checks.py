"""Every check there is, and every rule that a problem can be about."""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue import layout_checks, page_checks, record_checks, reference_checks
from macros.catalogue.file_rules import FILE_RULES
from macros.catalogue.rule import Check, Rule

CHECKS: tuple[Check, ...] = (
    *layout_checks.CHECKS,
    *reference_checks.CHECKS,
    *record_checks.CHECKS,
    *page_checks.CHECKS,
)
"""What is looked at once everything is read. The order makes no difference: problems are sorted."""

RULES: Mapping[str, Rule] = {
    rule.id: rule for rule in [*(check.rule for check in CHECKS), *FILE_RULES]
}
"""Every rule, by its id: those that span files, and those that a file is read by."""
