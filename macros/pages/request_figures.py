"""Requests for information in figures: time to answer, why something was held back, by quarter.

Staff read what the law's clock says of every request. Tenants read what can be worked out from
published requests and their published fields alone: more time that was taken and questions that we
asked back aren't published, so a longer answer is called longer, and not late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from markupsafe import Markup

from macros.model import Register
from macros.model.text import counted
from macros.pages.charts import picture
from macros.pages.fragments import anchor, render
from macros.pages.tables import nouns
from macros.pages.tally import HOW_MANY, Axis, Tally
from macros.pages.values import words
from macros.rules.answer_times import with_clock
from macros.rules.calendar import Quarter
from macros.rules.clock_table import CLOCKS
from macros.rules.request_numbers import (
    REASONS,
    TITLES,
    RequestNumbers,
    numbers_by_quarter,
    reasons,
)
from macros.view.view import View

STANDINGS = ("in_time", "late", "running", "over", "waiting")
"""What a request with a time limit can be."""

FEW = 4
"""The quarters that a small picture has: the last ones."""

FOR_TENANTS: Mapping[str, str] = {
    "came": "Asked",
    "in_time": "Answer in the usual time",
    "late": "Answer took longer",
    "withheld": "Something held back",
}
"""The numbers that tenants read: those that published fields show."""


def _by_quarter(view: View, register: Register) -> Mapping[Quarter, RequestNumbers]:
    values = [record.values for record in register.records]
    return numbers_by_quarter(register.schema.fields, values, view.today)


def _titles(view: View) -> Mapping[str, str]:
    return FOR_TENANTS if view.is_public else TITLES


def _quarter(view: View, quarter: Quarter) -> str:
    return quarter.months if view.is_public else str(quarter)


def answer_times(view: View, register: Register, title: str, *, small: bool) -> Markup:
    """In what time requests of each quarter were answered, as bars; small, of the last ones."""
    whole, titles = _by_quarter(view, register), _titles(view)
    told = dict(list(whole.items())[-FEW if small else 0 :])
    known = [name for name in STANDINGS if name in titles]
    counts: dict[tuple[str, str], int] = {}
    for quarter, name in product(told, known):
        counts[_quarter(view, quarter), titles[name]] = getattr(told[quarter], name)
    rows = Axis("Quarter", [_quarter(view, quarter) for quarter in told])
    numbers = Tally(rows, Axis("Answers", [titles[name] for name in known]), counts)
    says = _how_many(view, register, sum(counts.values()))
    return picture("bars", title, numbers, f"{says} with a time limit", small=small)


def _how_many(view: View, register: Register, number: int) -> str:
    return counted(number, *nouns(view, register.schema))


def refusals(view: View, register: Register, title: str) -> Markup:
    """Of how many requests something was held back for each reason, as bars."""
    field = register.schema.field(REASONS)
    values = [record.values for record in register.records]
    told = reasons(values) if field else {}
    names = {name: words(view, field, [name]) if field else name for name in told}
    counts = {(names[name], HOW_MANY): number for name, number in told.items()}
    numbers = Tally(Axis(field.title if field else "", list(names.values())), _ONLY, counts)
    says = _how_many(view, register, sum(map(bool, (own.get(REASONS) for own in values))))
    return picture("bars", title, numbers, says, several=True)


_ONLY = Axis("", [HOW_MANY])


def request_table(view: View, register: Register) -> Markup:
    """Each quarter with its numbers, and all quarters together."""
    titles, told = _titles(view), _by_quarter(view, register)
    rows = [(_quarter(view, quarter), _row(titles, own)) for quarter, own in told.items()]
    schema = register.schema
    public = schema.public.title if schema.public and view.is_public else ""
    return render(
        "request_numbers.html",
        anchor=anchor("table", schema.name, "by-quarter"),
        caption=f"{public or schema.title}, by quarter",
        head=list(titles.values()),
        rows=rows,
        sums=[sum(numbers) for numbers in zip(*(row for _, row in rows), strict=True)],
        public=view.is_public,
        limit=_limit(register),
    )


def _limit(register: Register) -> str:
    """The usual time in words, where all laws that a request falls under have the same."""
    clocks = [field.clock for field in with_clock(register.schema.fields) if field.clock]
    names = dict.fromkeys(name for clock in clocks for name in clock.clocks.values())
    limits = {str(CLOCKS[name].limit) for name in names}
    return limits.pop() if len(limits) == 1 else ""


def _row(titles: Mapping[str, str], numbers: RequestNumbers) -> Sequence[int]:
    return [getattr(numbers, name) for name in titles]
