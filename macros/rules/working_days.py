"""Which days are working days: all but weekends and the bank holidays of the nations that count.

Laws count different nations. Freedom of Information Act 2000, section 10(6): a working day is any
day but a Saturday, a Sunday, Christmas Day, Good Friday and a bank holiday 'in any part of the
United Kingdom' under the Banking and Financial Dealings Act 1971; the Environmental Information
Regulations 2004, regulation 2(1), say the same. Awaab's Law counts those of England alone.

The days come from the library `holidays`, which knows what was moved and proclaimed; its release
is pinned, and `tests/rules/bank_holidays.txt` holds every day of 2022 to 2028, so that a newer one
changes nothing unseen. Days beyond those are what the law says today: proclamations may add some.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "ENG", "WLS", "SCT", "NIR"
NATIONS = (ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND)

_DAY = timedelta(days=1)


class Mend(NamedTuple):
    """A day about which the library is wrong: whether it was a bank holiday, and who says so."""

    nation: str
    day: date
    is_holiday: bool
    source: str


MENDS = (
    Mend(
        SCOTLAND,
        date(2006, 11, 30),
        is_holiday=False,
        source="St Andrew's Day Bank Holiday (Scotland) Act 2007, in force from 15 January 2007",
    ),
)
"""A test says when the library has caught up with one: then it goes."""


@cache
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of one nation in a year, weekends among them, with substitute days."""
    from holidays import country_holidays  # noqa: PLC0415 - takes a tenth of a second

    known = set(country_holidays("GB", subdiv=nation, years=year, expand=False))
    for mend in MENDS:
        if (mend.nation, mend.day.year) == (nation, year):
            (known.add if mend.is_holiday else known.discard)(mend.day)
    return frozenset(known)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A calendar: whose bank holidays count, and the days on which the landlord itself is closed.

    Closed days count only where no law says what a working day is: under section 10(6) a day on
    which an office happens to be closed is a working day all the same.
    """

    nations: tuple[str, ...]
    closed: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        if day.weekday() >= 5 or day in self.closed:
            return False
        return not any(day in bank_holidays(nation, day.year) for nation in self.nations)

    def from_day(self, day: date) -> date:
        """The day itself where it is a working day, or else the first one after it."""
        while day not in self:
            day += _DAY
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days there are after `start`, up to and with `end`."""
        weeks, rest = divmod(max((end - start).days, 0), 7)
        last = (end - timedelta(days=number) for number in range(rest))
        weekdays = 5 * weeks + sum(day.weekday() < 5 for day in last)
        return weekdays - sum(start < day <= end for day in self._off(start.year, end.year))

    def _off(self, first: int, last: int) -> set[date]:
        """The days of some years, and all closed days, that are no weekend and no working days."""
        years = range(first, last + 1)
        every = (bank_holidays(nation, year) for nation in self.nations for year in years)
        return {day for day in self.closed.union(*every) if day.weekday() < 5}


ANY_PART_OF_UK = WorkingDays(NATIONS)
IN_ENGLAND = WorkingDays((ENGLAND,))
