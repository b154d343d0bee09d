"""Past requests asked again, held against what they name: nothing that came later is suggested."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from macros.model import Catalogue
from macros.site.replay import Replayed, back_test, gaps
from macros.view.view import View, view


@pytest.fixture(scope="module")
def public(real: Catalogue) -> View:
    return view(real, "public", date(2026, 11, 22))


@pytest.fixture(scope="module")
def replayed(public: View) -> dict[str, Replayed]:
    return {request.id: request for request in back_test(public)}


def test_every_published_request_is_asked_again(
    public: View, replayed: dict[str, Replayed]
) -> None:
    assert set(replayed) == {record.key.id for record in public.registers["requests"].records}


def test_nothing_is_suggested_or_held_to_be_known_that_was_not_there_yet(
    public: View, replayed: dict[str, Replayed]
) -> None:
    requests = {record.key.id: record.values for record in public.registers["requests"].records}
    for request in replayed.values():
        for name in (*request.known, *(suggestion.id for suggestion in request.suggestions)):
            if name in requests:
                assert str(requests[name]["responded"]) < str(requests[request.id]["received"]), (
                    request.id,
                    name,
                )


def test_a_request_counts_as_found_only_where_its_own_answer_is_suggested(
    replayed: dict[str, Replayed],
) -> None:
    assert replayed["FOI-2026-0009"].known == ("FAQ-047", "FOI-2024-0008")
    assert replayed["FOI-2026-0009"].is_answered
    unjudged = [past for past in replayed.values() if past.suggestions and not past.known]
    assert unjudged, "something is suggested, and nobody has judged it"
    assert not any(past.is_answered for past in unjudged)


def test_earlier_requests_are_followed_one_after_the_other(replayed: dict[str, Replayed]) -> None:
    assert replayed["FOI-2026-0010"].known == (
        *("FAQ-079", "FOI-2025-0009", "FOI-2025-0003", "FOI-2024-0004"),
    )


def test_a_topic_that_is_asked_three_times_and_has_no_answer_is_named(public: View) -> None:
    assert gaps(public) == []
    faqs = public.registers["faqs"]
    left = tuple(faq for faq in faqs.records if faq.values["category"] != "FOC-energy")
    unanswered = replace(faqs, records=left)
    seen = replace(public, registers={**public.registers, "faqs": unanswered})
    topics = {gap.category: gap.requests for gap in gaps(seen)}
    covered = {record.values.get("category") for record in left}
    assert set(topics) == {"FOC-energy"}
    assert not covered & set(topics)
    assert all(len(requests) >= 3 for requests in topics.values())
    assert json.dumps(topics)
