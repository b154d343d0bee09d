"""In what time requests for information were answered, as the law counts time (`clock_table`).

What was asked before registers declared a clock is counted by the one of freedom of information.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from statistics import median
from typing import NamedTuple

from macros.model import ClockFields, Field, Fields, Values
from macros.rules.clock_words import Standing
from macros.rules.running_clocks import clocks_in

RECEIVED = "received"
"""The field that starts the clock of an answer."""

REVIEW = "internal_review"
"""The group about an internal review, in which the same field starts the clock of that."""

CLOCK = ClockFields(
    stops="responded", clocks={"foi": "foi", "eir": "eir", "mixed": "foi"}, by="regime"
)
"""The clock of a register of requests whose schema declares none, as old ones do."""

BASIS = (
    "20 working days after the day of receipt (Freedom of Information Act 2000, section 10(1); "
    "Environmental Information Regulations 2004, regulation 5(2)). A day that is a bank holiday in "
    "any part of the United Kingdom is no working day (section 10(6)). What is recorded of "
    "clarifications, of fees and of more time that was taken is counted as the law has it."
)


class Timeliness(NamedTuple):
    """How requests with a time limit went: how many, and the calendar days that an answer took.

    `waiting` are open and wait for whoever asked. `more_time` are those for which it was taken.
    """

    answered: int
    in_time: int
    late: int
    open_in_time: int
    open_late: int
    waiting: int
    more_time: int
    fewest_days: int | None
    median_days: float | None
    most_days: int | None


def timeliness(fields: Fields, requests: Iterable[Values], today: date) -> Timeliness:
    """In what time requests with a limit were answered, as far as they say when."""
    own = with_clock(fields)
    clocks = [clock for request in requests if (clock := answer_clock(own, request, today))]
    answered = [clock for clock in clocks if clock.done]
    running = [clock for clock in clocks if not clock.done]
    days = [(clock.done - clock.start).days for clock in answered if clock.done]
    return Timeliness(
        answered=len(answered),
        in_time=sum(clock.in_time is not False for clock in answered),
        late=sum(clock.in_time is False for clock in answered),
        open_in_time=sum(clock.in_time is True for clock in running),
        open_late=sum(clock.in_time is False for clock in running),
        waiting=sum(clock.in_time is None for clock in running),
        more_time=sum(map(took_more_time, clocks)),
        fewest_days=min(days, default=None),
        median_days=median(days) if days else None,
        most_days=max(days, default=None),
    )


def with_clock(fields: Fields) -> Fields:
    """The fields of a request, of which the day of receipt starts a clock if none of them does."""
    if any(field.clock for field in fields):
        return fields
    others = [field for field in fields if field.name != RECEIVED]
    return [*others, Field(RECEIVED, "Received", "", "string", clock=CLOCK)]


def answer_clock(fields: Fields, request: Values, today: date) -> Standing | None:
    """The clock of an answer that had begun by a day; an answer before its request is none.

    A request that is retired was still one, and counts.
    """
    return next(_begun(fields, request, (RECEIVED,), today), None)


def review_clock(fields: Fields, request: Values, today: date) -> Standing | None:
    """The same of an internal review."""
    return next(_begun(fields, request, (REVIEW, RECEIVED), today), None)


def _begun(
    fields: Fields, request: Values, path: tuple[str, ...], today: date
) -> Iterator[Standing]:
    for clock in clocks_in(fields, request, today):
        standing = clock.standing
        if clock.path == path and standing.start <= (standing.done or today):
            yield standing


def took_more_time(clock: Standing) -> bool:
    """Whether more time was taken than the law gives at first."""
    return clock.reckoning.limit != clock.clock.limit
