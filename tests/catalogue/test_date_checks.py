"""Days that can't be: which fields of this project's registers say so, and by which day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.catalogue.schemas import Schemas
from macros.history.latest_day import latest_day
from macros.model import Field, Fields
from tests.projects import TODAY
from tests.tiny import copy_tiny

TO_COME = {
    "due": "of what somebody was reminded",
    "find_out_by": "what came of a reminder is asked for later",
    "access_review_due": "the day by which something is to be done",
    "commenced": "a law may be made that isn't in force yet",
    "ends": "a contract may be running",
    "effective_from": "what will hold may be written down before it does",
    "fix_by": "the day by which something is to be done",
    "from_day": "a time may count from a day that is still to come",
    "month": "the month by which something is to be done, as a plan prints it",
    "next_due": "the day by which something is to be done",
    "next_review": "the day by which something is to be done",
    "period_end": "an entry may be begun before its period is over",
    "starts": "a contract may be signed before it starts",
    "until": "the last day on which something is allowed",
}
"""Fields whose day may be still to come, and why. Every other date is of something that was."""


def dates(fields: Fields) -> Iterator[Field]:
    """Every date among fields, at any depth."""
    for field in fields:
        if field.format in {"date", "partial-date", "when"}:
            yield field
        yield from dates([*field.parts, *([field.each] if field.each else ())])


def test_every_date_has_been_or_is_known_to_come(real_schemas: Schemas) -> None:
    schemas = real_schemas.registers.values()
    fields = [field for schema in schemas for field in dates(schema.fields)]
    assert {field.name for field in fields if not field.past} == set(TO_COME)
    without = {field.name for field in fields if not field.past and not field.years_ahead}
    assert without == {"from_day"}  # a hand-over of many years from now may be agreed today


REVIEW = "internal_review:\n  received: 2024-03-01\n  responded: 2024-03-20\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", ""),
        ("received: 2024-01-15", "received: 2027-01-15", "'Received' is '2027-01-15', which is"),
        ("received: 2024-03-01", "received: 2024-01-14", "'Asked for on' is before 'Received'"),
        ("responded: 2024-03-20", "responded: 2024-02-29", "'Answered on' is before 'Asked for"),
        ("responded: 2024-03-20", "responded: 2062-03-20", "'Answered on' is '2062-03-20', which"),
    ],
)
def test_a_request_and_its_review_are_in_the_order_of_time(
    shared_project: Path, old: str, new: str, words: str
) -> None:
    file = shared_project / "registers/requests/FOI-2024-0001.yml"
    file.write_text((file.read_text("utf-8") + REVIEW).replace(old, new, 1 if old else 0), "utf-8")
    messages = [problem.message for problem in load(shared_project, TODAY)[0].errors]
    assert any(words in message for message in messages) == bool(words)


def test_a_clock_that_is_behind_the_last_commit_is_not_believed(tmp_path: Path) -> None:
    before, after = TODAY - timedelta(days=700), TODAY + timedelta(days=1)
    assert latest_day(tmp_path, before) == before
    project = copy_tiny(tmp_path / "project")
    assert latest_day(project, before) == TODAY
    assert latest_day(project, before, after) == after
