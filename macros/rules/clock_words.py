"""How a clock of the law stands on a day: what is left or over, and the sentence for it."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from macros.model.text import counted
from macros.rules.calendar import say_date
from macros.rules.clock_table import LegalClock
from macros.rules.clocks import Course, Reckoning, reckon

State: TypeAlias = Literal["done", "running", "over", "waiting"]


class Standing(NamedTuple):
    """How a clock stands: what is left of it in days of its own kind, and below zero what is over.

    `left` counts up to the day on which it was done, or else to today. It is None where there is
    no last day: it waits, or the law doesn't reach so far.
    """

    clock: LegalClock
    reckoning: Reckoning
    done: date | None
    left: int | None

    @property
    def due(self) -> date | None:
        """The last day."""
        return self.reckoning.due

    @property
    def state(self) -> State:
        """Whether it is done, and if not, whether its last day has passed."""
        if self.done:
            return "done"
        if self.left is None:
            return "waiting"
        return "over" if self.left < 0 else "running"

    @property
    def in_time(self) -> bool | None:
        """Whether it was done in time, or still can be; None where that can't be said."""
        return None if self.left is None else self.left >= 0

    def __str__(self) -> str:
        if self.due is None or self.left is None:
            return self.reckoning.why[-1]
        day, days = say_date(self.due), self._days()
        if self.done:
            late = f"{days} after the limit of {day}" if self.left < 0 else ""
            return f"Done on {say_date(self.done)}, {late or f'in time: the limit was {day}'}."
        if self.left == 0:
            return f"To be done today, {day}."
        return f"To be done by {day}: {days} {'over' if self.left < 0 else 'left'}."

    def _days(self) -> str:
        working = "working " if self.clock.limit.unit == "working days" else ""
        return counted(abs(self.left or 0), f"{working}day")


def standing(clock: LegalClock, course: Course, done: date | None, today: date) -> Standing:
    """How a clock stands on a day; what was done after that day isn't done yet."""
    reckoning, done = reckon(clock, course), done if done and done <= today else None
    end = done or today
    if reckoning.due is None:
        return Standing(clock, reckoning, done, None)
    return Standing(clock, reckoning, done, _left(clock, end, reckoning.due))


def _left(clock: LegalClock, day: date, due: date) -> int:
    if clock.limit.unit != "working days":
        return (due - day).days
    return clock.days.between(day, due) if day <= due else -clock.days.between(due, day)
