"""The reviews that the history tells of, and which of them only moved the date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from macros.history.revisions import History
from macros.model import Key, Revision
from macros.rules.calendar import local_day

OF_REVIEW = frozenset(("last_reviewed", "next_review", "review_outcome"))

Outcome: TypeAlias = Literal["changed", "no-change", "only-the-date"]


class ReviewDone(NamedTuple):
    """One review: of what, when it landed, and what it did.

    'changed' put something right. 'no-change' says what was checked (`review_outcome`).
    'only-the-date' says nothing but the day.
    """

    key: Key
    on: date
    result: Outcome


def reviews_done(past: History) -> Iterator[ReviewDone]:
    """Every revision that set another day of the last review, in no order.

    A day that a record came with was not reviewed here.
    """
    for revision in past.revisions:
        if revision.kind == "changed" and (result := _result(revision)):
            yield ReviewDone(revision.key, local_day(revision.landed), result)


def _result(revision: Revision) -> Outcome | None:
    if not any(change.path == ("last_reviewed",) and change.new for change in revision.changes):
        return None
    names = {str(change.path[0]) for change in revision.changes if change.path}
    if names - OF_REVIEW:
        return "changed"
    return "no-change" if "review_outcome" in names else "only-the-date"
