"""What reviews came to, from the history: what changed, what was checked, what only got a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from macros.history.reviews_done import Outcome, ReviewDone, reviews_done
from macros.model import PAGES
from macros.model.mappings import grouped
from macros.pages.fragments import Fragment, render
from macros.pages.old_values import href_of
from macros.rules.calendar import say_date
from macros.view.view import View

RESULTS: Mapping[Outcome, str] = {
    "changed": "Something was put right",
    "no-change": "Nothing to change, and what was checked is said",
    "only-the-date": "Only the date was moved",
}

LATEST = 20
"""How many reviews are shown one by one."""


class Share(NamedTuple):
    """The reviews of a register: how many of each result, and how many in all."""

    title: str
    numbers: Sequence[int]
    total: int

    @property
    def percent(self) -> int:
        """How many in a hundred only moved the date."""
        return round(100 * self.numbers[-1] / self.total)


def reviews(view: View) -> Fragment:
    """How many reviews there were, by register, and which only moved the date."""
    done = sorted(reviews_done(view.past) if view.past else (), key=lambda each: each.on)
    by_title = grouped((_title(view, each), each) for each in done)
    rows = [_share(title, by_title[title]) for title in sorted(by_title)]
    html = render(
        "reviews.html",
        rows=rows,
        whole=_share("All", done) if done else None,
        results=list(RESULTS.values()),
        latest=[
            (say_date(each.on), _link(view, each), RESULTS[each.result]) for each in _latest(done)
        ],
    )
    return Fragment(html)


def _share(title: str, done: Sequence[ReviewDone]) -> Share:
    counts = Counter(each.result for each in done)
    return Share(title, [counts[result] for result in RESULTS], len(done))


def _title(view: View, done: ReviewDone) -> str:
    """What its register is called; of one that is no more, its name."""
    if done.key.register == PAGES:
        return "Pages"
    register = view.registers.get(done.key.register)
    return register.schema.title if register else done.key.register


def _latest(done: Sequence[ReviewDone]) -> Sequence[ReviewDone]:
    return done[: -LATEST - 1 : -1]


def _link(view: View, done: ReviewDone) -> Markup:
    name = view.label(done.key) if done.key in view.records else done.key.id
    if done.key not in view.records:
        return escape(name)
    return Markup('<a href="{}">{}</a>').format(href_of(view, done.key), name)
