"""What matters to a reader stands where readers are, and not in notes for staff alone."""

from __future__ import annotations

import re

from macros.model import Catalogue, Record

OURS = re.compile(
    r"\b(?:(?:is|are) (?:partly )?(?:ours|inferred)|(?:is|are) our (?:own )?\w+|from memory)\b",
    re.IGNORECASE,
)
"""Words by which notes say that a part of the record is no source's."""

UNCHECKED = re.compile(r"\bnobody has (?:checked|compared|confirmed)\b", re.IGNORECASE)
"""Words by which notes say that nobody has looked whether it is so."""


def says_so_to_staff_alone(record: Record) -> bool:
    """Whether the notes call a part ours, and neither a caveat nor the mark of an example does."""
    told = "caveat" in record.values or record.values.get("illustrative") is True
    return bool(OURS.search(str(record.values.get("notes", "")))) and not told


def test_what_is_ours_or_inferred_is_said_to_everybody_who_reads_the_record(
    real: Catalogue,
) -> None:
    records = [record for register in real.registers.values() for record in register.published]
    assert [record.key.id for record in records if says_so_to_staff_alone(record)] == []


def unchecked_for_staff_alone(record: Record) -> bool:
    """Whether the notes say that nobody has checked it, and nothing that everybody reads does."""
    told = f"{record.values.get('caveat')} {record.values.get('confidence')}"
    return bool(
        UNCHECKED.search(str(record.values.get("notes", "")))
        and not re.search("nobody|unverified", told, re.IGNORECASE)
        and record.values.get("illustrative") is not True
    )


def test_what_nobody_has_checked_is_said_to_everybody_who_reads_the_record(real: Catalogue) -> None:
    records = [record for register in real.registers.values() for record in register.published]
    assert [record.key.id for record in records if unchecked_for_staff_alone(record)] == []


def test_nothing_rests_on_memory(real: Catalogue) -> None:
    records = [record for register in real.registers.values() for record in register.published]
    assert [record.key.id for record in records if "from memory" in str(record.values)] == []


def test_every_public_time_limit_has_a_law_behind_it(real: Catalogue) -> None:
    assert [p for p in real.problems if p.rule == "limit-without-source"] == []
