"""Could past requests have been answered by what was published before them? Each is asked again, of the site's own matching.

A request says itself what had answered it: the earlier request or the question and answer that it names. That
is what the suggestions are held against; where it names none, nobody has judged whether a suggestion fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from macros.model import Record, register_of
from macros.rules.calendar import read_date
from macros.site.answers import Suggestion, answers, engine
from macros.view.view import View


class Replayed(NamedTuple):
    """One past request, what would have been suggested on the day that it came in, and what had answered it.

    `known` holds the ids of earlier requests and of the question and answer that the request names, as far as
    they were published by then; empty where it names none.
    """

    id: str
    question: str
    suggestions: tuple[Suggestion, ...]
    known: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether what had answered it was among the suggestions."""
        return any(one.id in self.known for one in self.suggestions)


class Gap(NamedTuple):
    """A topic that was asked about several times and that no question and answer covers."""

    category: str
    requests: tuple[str, ...]


def back_test(view: View) -> list[Replayed]:
    """Each request against what was published before it: earlier requests, and answers of no known date.

    A question and answer without a day of publication counts as there: no date is invented here.
    """
    requests = sorted(_requests(view), key=lambda one: (one[1], one[0].key.id))
    by_id = {record.key.id: record for record, _ in requests}
    replayed = []
    with engine() as over:
        for record, day in requests:
            later = frozenset(
                one.key.id for one, _ in requests if one is record or not _answered_before(one, day)
            )
            suggested = over(answers(view, later))(
                str(record.values.get("question") or record.values.get("title", ""))
            )
            known = tuple(name for name in _named(record, by_id) if name not in later)
            replayed.append(
                Replayed(
                    record.key.id, str(record.values.get("title", "")), tuple(suggested), known
                )
            )
    return replayed


def _requests(view: View) -> Iterator[tuple[Record, date]]:
    register = register_of(view.registers, "request")
    for record in register.records if register else ():
        day = read_date(str(record.values.get("received", "")))
        if isinstance(day, date):
            yield record, day


def _answered_before(record: Record, day: date) -> bool:
    responded = read_date(str(record.values.get("responded", "")))
    return isinstance(responded, date) and responded < day


def _named(record: Record, by_id: Mapping[str, Record]) -> list[str]:
    """What a request names as having answered it: a question and answer, and earlier requests one after the other."""
    found = [str(record.values["faq"])] if "faq" in record.values else []
    earlier = record
    while (name := str(earlier.values.get("prior_request", ""))) in by_id and name not in found:
        found.append(name)
        earlier = by_id[name]
    return found


def gaps(view: View, least: int = 3) -> list[Gap]:
    """Topics asked about at least `least` times that no question and answer is about."""
    questions = register_of(view.registers, "question")
    answered = questions.records if questions else ()
    covered = {record.values.get("category") for record in answered}
    asked: dict[str, list[str]] = {}
    for record, _ in _requests(view):
        categories = record.values.get("categories")
        first = categories[0] if isinstance(categories, list | tuple) and categories else ""
        asked.setdefault(str(first), []).append(record.key.id)
    return [
        Gap(category, tuple(ids))
        for category, ids in sorted(asked.items())
        if len(ids) >= least and category not in covered
    ]
