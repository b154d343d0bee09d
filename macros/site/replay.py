"""Whether past requests could have been answered by what was published before them.

Each is asked again, of the site's own matching. A request says itself what had answered it: the
earlier request or the question and answer that it names. That is what the suggestions are held
against; where it names none, nobody has judged whether a suggestion fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from macros.model import Record, is_list, records_of
from macros.rules.calendar import day_in
from macros.site.answers import answers
from macros.site.matching import Suggest, Suggestion, engine
from macros.view.view import View


class Replayed(NamedTuple):
    """One past request, what would have been suggested when it came in, and what had answered it.

    `known` holds the ids of earlier requests and of the question and answer that the request names,
    as far as they were published by then; empty where it names none.
    """

    id: str
    question: str
    suggestions: tuple[Suggestion, ...]
    known: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        """Whether what had answered it was among the suggestions."""
        return any(suggestion.id in self.known for suggestion in self.suggestions)


class Gap(NamedTuple):
    """A topic that was asked about several times and that no question and answer covers."""

    category: str
    requests: tuple[str, ...]


def back_test(view: View) -> list[Replayed]:
    """Each request against what was published before it: earlier requests, and undated answers.

    A question and answer without a day of publication counts as there: no date is invented here.
    The matching is today's, which has learned from all of them what a word tells; what came later
    is passed over.
    """
    requests = sorted(_requests(view), key=attrgetter("received", "id"))
    with engine() as over:
        suggest = over(answers(view))
        return [_replay(request, requests, suggest) for request in requests]


class Request(NamedTuple):
    """A past request, and the day on which it came in."""

    record: Record
    received: date

    @property
    def id(self) -> str:
        """What it is called."""
        return self.record.key.id

    @property
    def title(self) -> str:
        """What it is about, in a line."""
        return str(self.record.values.get("title", ""))


def _requests(view: View) -> Iterator[Request]:
    """The requests of which it is known when they came in."""
    for record in records_of(view.registers, "request"):
        day = day_in(record.values.get("received"))
        if day:
            yield Request(record, day)


def _replay(request: Request, requests: Sequence[Request], suggest: Suggest) -> Replayed:
    later = frozenset(
        other.id
        for other in requests
        if other is request or not _answered_before(other.record, request.received)
    )
    question = str(request.record.values.get("question") or request.title)
    suggestions = suggest(question, later).suggestions
    by_id = {other.id: other.record for other in requests}
    known = tuple(name for name in _named(request.record, by_id) if name not in later)
    return Replayed(request.id, request.title, suggestions, known)


def _answered_before(record: Record, day: date) -> bool:
    responded = day_in(record.values.get("responded"))
    return responded is not None and responded < day


def _named(record: Record, by_id: Mapping[str, Record]) -> list[str]:
    """What a request names as its answer: a question and answer, and earlier requests in turn."""
    names = [str(record.values["faq"])] if "faq" in record.values else []
    earlier = record
    while (name := str(earlier.values.get("prior_request", ""))) in by_id and name not in names:
        names.append(name)
        earlier = by_id[name]
    return names


def gaps(view: View, least: int = 3) -> list[Gap]:
    """Topics asked about at least `least` times that no question and answer is about."""
    answered = records_of(view.registers, "question")
    covered = {record.values.get("category") for record in answered}
    asked: dict[str, list[str]] = {}
    for request in _requests(view):
        categories = request.record.values.get("categories")
        first = categories[0] if is_list(categories) and categories else ""
        asked.setdefault(str(first), []).append(request.id)
    return [
        Gap(category, tuple(ids))
        for category, ids in sorted(asked.items())
        if len(ids) >= least and category not in covered
    ]
