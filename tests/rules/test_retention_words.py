"""How long something is kept, as schedules say it in a cell."""

from __future__ import annotations

import pytest

from macros.rules.calendar import Fault
from macros.rules.retention_words import Parts, read_rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("6 years", {"kind": "period", "years": 6}),
        ("Six years.", {"kind": "period", "years": 6}),
        ("6yrs", {"kind": "period", "years": 6}),
        ("Six (6) years", {"kind": "period", "years": 6}),
        ("1 year", {"kind": "period", "years": 1}),
        ("18 months", {"kind": "period", "months": 18}),
        ("4 weeks", {"kind": "period", "days": 28}),
        ("PERMANENT", {"kind": "permanent"}),
        ("Keep indefinitely", {"kind": "permanent"}),
        ("Until superseded", {"kind": "until-superseded", "plus_years": 0}),
        ("Until superseded + 3 years", {"kind": "until-superseded", "plus_years": 3}),
        ("Life of the building plus 12 years", {"kind": "life-of-asset", "plus_years": 12}),
    ],
)
def test_a_time_that_can_mean_one_thing_is_read(text: str, rule: Parts) -> None:
    assert read_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("6 years after end of tenancy", "put 'after end of tenancy' where it says"),
        ("6 years + current", "put 'current' where it says"),
        ("Until superseded + 6 months", "Write a time such as"),
        ("ask the manager", "Write a time such as"),
        ("0 years", "Write a time such as"),
    ],
)
def test_what_says_more_or_something_else_is_said_back(text: str, hint: str) -> None:
    fault = read_rule(text)
    assert isinstance(fault, Fault)
    assert hint in fault.hint
