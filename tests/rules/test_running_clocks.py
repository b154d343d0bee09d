from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from macros.catalogue.schemas import Schemas
from macros.model import ClockFields, Field, LongerFields, Values, WaitFields
from macros.rules.dates import dates
from macros.rules.running_clocks import RunningClock, clocks_of, leading
from tests.conftest import make_register, make_schema

TODAY = date(2026, 3, 2)

ASKED = Field("asked", "We asked on", "", "string")
ANSWERED = Field("answered", "Clear since", "", "string")
REASON = Field("reason", "Reason", "", "string", labels={"public-interest": "The public interest"})

CLOCK = ClockFields(
    stops="responded",
    by="regime",
    clocks={"foi": "foi", "eir": "eir"},
    waits=(
        WaitFields("clarifications", "asked", "answered", afresh=True),
        WaitFields("fee", "asked", "answered", "reason"),
    ),
    longer=LongerFields("extension", told="told", reason="reason", until="until"),
)
REVIEW = ClockFields(stops="responded", by="regime", clocks={"foi": "foi-review"})

SCHEMA = make_schema(
    "requests",
    [
        Field("id", "Reference", "", "string"),
        Field("regime", "Law", "", "string"),
        Field("received", "Received", "", "string", clock=CLOCK),
        Field("responded", "Answered", "", "string"),
        Field(
            *("clarifications", "Clarification", "", "array"),
            each=Field("clarifications", "Clarification", "", "object", parts=(ASKED, ANSWERED)),
        ),
        Field("fee", "Fee", "", "object", parts=(ASKED, ANSWERED, REASON)),
        Field("extension", "More time", "", "object", parts=(REASON,)),
        Field(
            *("review", "Internal review", "", "object"),
            parts=(Field("received", "Asked for on", "", "string", clock=REVIEW),),
        ),
    ],
)
ASKED_FOR: Values = {"id": "A", "regime": "foi", "received": "2026-01-12"}


def clocks(**more: object) -> list[RunningClock]:
    values: Values = {**ASKED_FOR, **more}  # type: ignore[dict-item]
    return list(clocks_of(SCHEMA, values, TODAY))


ANSWER = {"asked": "2026-02-02", "answered": "2026-02-10"}


@pytest.mark.parametrize(
    ("more", "due", "state"),
    [
        ({}, "2026-02-09", "over"),
        ({"responded": "2026-02-09"}, "2026-02-09", "done"),
        ({"clarifications": [ANSWER]}, "2026-03-10", "running"),
        ({"clarifications": [{"asked": "2026-02-02"}]}, None, "waiting"),
        ({"clarifications": [{"answered": "2026-02-02"}]}, "2026-02-09", "over"),
        ({"fee": {"asked": "2026-01-14", "answered": "2026-01-16"}}, "2026-02-12", "over"),
        ({"extension": {"told": "2026-02-09", "until": "2026-03-09"}}, "2026-03-09", "running"),
        ({"extension": {"told": "2026-02-10", "until": "2026-03-09"}}, "2026-02-09", "over"),
        ({"extension": "until March"}, "2026-02-09", "over"),
        ({"received": "last week"}, "", ""),
        ({"regime": "sar-rerouted"}, "", ""),
        ({"status": "retired"}, "", ""),
    ],
)
def test_what_a_record_says_starts_stops_and_moves_its_clock(
    more: dict[str, object], due: str | None, state: str
) -> None:
    standings = [clock.standing for clock in clocks(**more)]
    days = [(day.due.isoformat() if day.due else None, day.state) for day in standings]
    assert days == ([(due, state)] if state else [])


def test_each_reason_is_in_words() -> None:
    (clock,) = clocks(
        clarifications=[{"asked": "2026-01-14", "answered": "2026-01-15"}],
        fee={"asked": "2026-01-20", "answered": "2026-01-21", "reason": "copies on paper"},
        extension={"told": "2026-02-09", "reason": "public-interest"},
    )
    assert clock.standing.reckoning.why == (
        "It counts from 15 January 2026: Clarification",
        "It stood still from 20 January 2026 to 21 January 2026: copies on paper",
        "More time was taken: The public interest",
    )
    assert clock.as_json() == {
        "clock": "foi",
        "field": "received",
        "due": "2026-03-16",
        "state": "running",
        "left": 10,
        "counted_in": "working days",
        "limit": "40 working days",
        "law": clock.law,
        "why": list(clock.standing.reckoning.why),
    }


def test_a_record_stands_by_the_clock_that_runs() -> None:
    both = clocks(responded="2026-01-20", review={"received": "2026-02-20"})
    assert [clock.standing.clock.id for clock in both] == ["foi", "foi-review"]
    lead = leading(both)
    assert lead
    assert (lead.path, lead.standing.due) == (("review", "received"), date(2026, 3, 23))
    done = clocks(
        responded="2026-01-20", review={"received": "2026-02-20", "responded": "2026-03-01"}
    )
    assert leading(done) == done[0]
    assert leading([]) is None


def test_a_records_due_day_is_that_of_its_clock() -> None:
    register = make_register("requests", SCHEMA.fields, [{**ASKED_FOR, "responded": "2026-02-20"}])
    known = dates(register.schema, register.records[0])
    assert known.due == date(2026, 2, 9)
    timed = replace(register.records[0], values={**ASKED_FOR, "timescale": "2026-05-01"})
    assert dates(register.schema, timed).due == date(2026, 5, 1)


def test_a_fee_stops_the_clock_of_the_real_register(real_schemas: Schemas) -> None:
    fee = [{"asked": "2026-01-14", "paid": "2026-01-16"}]
    values: Values = {**ASKED_FOR, "fees": fee}
    (clock,) = clocks_of(real_schemas.registers["requests"], values, TODAY)
    assert clock.standing.due == date(2026, 2, 12)
    assert clock.standing.reckoning.why == (
        "It stood still from 14 January 2026 to 16 January 2026: Fee",
    )


@pytest.mark.parametrize(("clock", "moves"), [("foi", False), ("complaint-stage-1", True)])
def test_the_days_on_which_the_landlord_is_closed_count_where_a_law_says_so(
    clock: str, moves: bool
) -> None:
    starts = ClockFields("answered", {"": clock})
    schema = make_schema("asked", [Field("received", "Received", "", "string", clock=starts)])
    shut = replace(schema, closed=frozenset({date(2026, 2, 3), date(2026, 2, 4)}))
    values: Values = {"id": "A", "received": "2026-02-02"}
    ((before,), (after,)) = (clocks_of(each, values, TODAY) for each in (schema, shut))
    assert before.standing.due
    assert after.standing.due
    assert (after.standing.due - before.standing.due).days == (2 if moves else 0)
