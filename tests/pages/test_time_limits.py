from __future__ import annotations

from datetime import date

import pytest

from macros.model import ClockFields, Field, Values
from macros.pages.time_limits import has_limits, last_day, limits
from tests.conftest import make_register

CLOCK = ClockFields("responded", {"": "foi"})
FIELDS = [
    Field("received", "Received", "", "string", clock=CLOCK),
    Field("responded", "Answered", "", "string"),
]
DUE = '<time datetime="2026-02-09">9 February 2026</time> <span class="kim-aside">({})</span>'


@pytest.mark.parametrize(
    ("responded", "today", "aside"),
    [
        ("", "2026-02-06", "1 working day left"),
        ("", "2026-02-09", "today"),
        ("", "2026-02-11", "2 working days over"),
        ("2026-02-09", "2026-03-01", "in time"),
        ("2026-02-10", "2026-03-01", "1 working day late"),
    ],
)
def test_a_table_shows_the_last_day_and_what_is_left(
    responded: str, today: str, aside: str
) -> None:
    values: Values = {"id": "A", "received": "2026-01-12", "responded": responded}
    register = make_register("requests", FIELDS, [values])
    html, key = last_day(register.schema, register.records[0], date.fromisoformat(today))
    assert (html, key) == (DUE.format(aside), "2026-02-09")


def test_a_page_says_what_is_to_be_done_and_by_which_law() -> None:
    register = make_register("requests", FIELDS, [{"id": "A", "received": "2026-01-12"}])
    (limit,) = limits(register.schema, register.records[0], date(2026, 2, 6))
    assert limit.what == "Answer to a request under freedom of information"
    assert limit.words == "To be done by 9 February 2026: 1 working day left."
    assert limit.law == "20 working days: Freedom of Information Act 2000, section 10(1)."
    assert limit.why == ()


def test_where_nothing_started_nothing_is_shown() -> None:
    register = make_register("requests", FIELDS, [{"id": "A"}])
    assert has_limits(register.schema)
    assert last_day(register.schema, register.records[0], date(2026, 2, 6)) == ("", "")
    assert not has_limits(make_register("requests", FIELDS[1:], []).schema)
