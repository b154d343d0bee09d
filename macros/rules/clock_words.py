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
    """How a clock stands: when it was done, if it is, and the day on which that is looked at."""

    clock: LegalClock
    start: date
    reckoning: Reckoning
    done: date | None
    today: date

    @property
    def left(self) -> int | None:
        """What is left in days of the clock's own kind, and below zero what is over.

        It is counted from the day on which it was done, or else from today. It is None where there
        is no last day: it waits, or the law doesn't reach so far.
        """
        day, due, days = self.done or self.today, self.due, self.clock.days
        if due is None:
            return None
        if self.reckoning.limit.unit != "working days":
            return (due - day).days
        return days.between(day, due) if day <= due else -days.between(due, day)

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
        left = self.left
        if self.due is None or left is None:
            return self.reckoning.why[-1]
        day, days = say_date(self.due), self.say_days(left)
        if self.done:
            late = f"{days} after the limit of {day}" if left < 0 else ""
            return f"Done on {say_date(self.done)}, {late or f'in time: the limit was {day}'}."
        if left == 0:
            return f"To be done today, {day}."
        return f"To be done by {day}: {days} {'over' if left < 0 else 'left'}."

    def say_days(self, number: int) -> str:
        """So many days of the clock's kind: '5 working days'."""
        working = "working " if self.reckoning.limit.unit == "working days" else ""
        return counted(abs(number), f"{working}day")


def standing(clock: LegalClock, course: Course, done: date | None, today: date) -> Standing:
    """How a clock stands on a day; what was done after that day isn't done yet."""
    done = done if done and done <= today else None
    return Standing(clock, course.start, reckon(clock, course), done, today)
