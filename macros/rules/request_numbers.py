"""Requests for information in numbers: by the quarter in which each came, and why refused.

A request without a day of receipt belongs to the quarter of its release, where that is all that is
known; time limits are counted from a day of receipt alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from macros.model import Fields, Values, each
from macros.rules.answer_times import (
    RECEIVED,
    answer_clock,
    review_clock,
    took_more_time,
    with_clock,
)
from macros.rules.calendar import Quarter, day_in, quarter_of
from macros.rules.clock_words import Standing

RELEASED, REASONS = "released", "exemptions"
"""The day of release alone, and the parts of the law under which something was held back."""


class RequestNumbers(NamedTuple):
    """How requests of one time went. Each number counts requests, and each request once in it.

    `limited` have a time limit of the law; of these `in_time` and `late` were answered, `running`
    and `over` are open, and `waiting` wait for whoever asked. `more_time` are those for which more
    was taken. Of `withheld` some or all was held back under a part of the law. `reviews` were asked
    to be looked at again; of these `reviews_in_time` and `reviews_late` were answered.
    """

    came: int
    limited: int
    in_time: int
    late: int
    running: int
    over: int
    waiting: int
    more_time: int
    withheld: int
    reviews: int
    reviews_in_time: int
    reviews_late: int


TITLES: Mapping[str, str] = {
    "came": "Came",
    "limited": "With a time limit",
    "in_time": "Answered in time",
    "late": "Answered late",
    "running": "Open, in time",
    "over": "Open, over the limit",
    "waiting": "Waiting for whoever asked",
    "more_time": "More time taken",
    "withheld": "Something was held back",
    "reviews": "Internal reviews",
    "reviews_in_time": "Reviews answered in time",
    "reviews_late": "Reviews answered late",
}
"""What each number is called."""


def request_numbers(fields: Fields, requests: Sequence[Values], today: date) -> RequestNumbers:
    """The numbers of some requests, as they stand on a day."""
    own = with_clock(fields)
    clocks = [clock for request in requests if (clock := answer_clock(own, request, today))]
    reviews = [clock for request in requests if (clock := review_clock(own, request, today))]
    done = [clock for clock in clocks if clock.done]
    undone = [clock for clock in clocks if not clock.done]
    reviewed = [clock for clock in reviews if clock.done]
    return RequestNumbers(
        came=len(requests),
        limited=len(clocks),
        in_time=len(done) - _late(done),
        late=_late(done),
        running=sum(clock.in_time is True for clock in undone),
        over=_late(undone),
        waiting=sum(clock.in_time is None for clock in undone),
        more_time=sum(map(took_more_time, clocks)),
        withheld=sum(bool(request.get(REASONS)) for request in requests),
        reviews=len(reviews),
        reviews_in_time=len(reviewed) - _late(reviewed),
        reviews_late=_late(reviewed),
    )


def _late(clocks: Iterable[Standing]) -> int:
    return sum(clock.in_time is False for clock in clocks)


def by_quarter(requests: Iterable[Values], today: date) -> Mapping[Quarter, Sequence[Values]]:
    """Requests by the quarter in which they came, with every quarter between the first and last.

    What is still to come by a day isn't there, nor what has no day.
    """
    dated = [(day, request) for request in requests if (day := came_on(request)) and day <= today]
    quarters: dict[Quarter, list[Values]] = {}
    quarter = min((quarter_of(day) for day, _ in dated), default=None)
    last = max((quarter_of(day) for day, _ in dated), default=None)
    while quarter and last and quarter <= last:
        quarters[quarter] = []
        quarter = next_quarter(quarter)
    for day, request in dated:
        quarters[quarter_of(day)].append(request)
    return quarters


def numbers_by_quarter(
    fields: Fields, requests: Iterable[Values], today: date
) -> Mapping[Quarter, RequestNumbers]:
    """The numbers of each quarter from the first to the last."""
    quarters = by_quarter(requests, today).items()
    return {quarter: request_numbers(fields, own, today) for quarter, own in quarters}


def came_on(request: Values) -> date | None:
    """The day on which a request came or, where nothing else is known, was answered."""
    return day_in(request.get(RECEIVED)) or day_in(request.get(RELEASED))


def next_quarter(quarter: Quarter) -> Quarter:
    """The quarter after it."""
    return quarter_of(quarter.last + timedelta(days=1))


def reasons(requests: Iterable[Values]) -> Mapping[str, int]:
    """Of how many requests something was held back for each reason, the most frequent first.

    A request with several reasons counts at each. The keys are the references of the reasons.
    """
    named = (dict.fromkeys(map(str, each(request.get(REASONS)))) for request in requests)
    numbers = Counter(reason for reasons in named for reason in reasons)
    return dict(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))
