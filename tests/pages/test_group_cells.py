"""A list of groups in a cell of a table: people read names and dates there, and no references."""

from __future__ import annotations

import pytest

from macros.catalogue.load import load
from macros.model import Key
from macros.pages.values import cell, say_field
from macros.view.view import View, view
from tests.projects import TODAY, lay_small


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> View:
    return view(load(lay_small(tmp_path_factory.mktemp("small")))[0], "staff", TODAY)


@pytest.mark.parametrize(
    ("key", "field", "words"),
    [
        (
            Key("appointment-counts", "APC-complaints-2025-01"),
            "outcomes",
            "Outcome: Took place, How many: 33; Outcome: Nobody in, How many: 7",
        ),
        (
            Key("survey-programmes", "SCS-01"),
            "by_when",
            (
                "Quarter: Q3 2025/26 (October to December 2025), Document: The strategy, "
                "Part: The plan; Month or day: September 2025, Document: The strategy, "
                "Part: Its comment"
            ),
        ),
        (
            Key("review-programmes", "SIR-01"),
            "response",
            "Per cent: 70, Of whom: Tenant households, as reported",
        ),
        (Key("review-programmes", "SIR-01"), "next_due", "2027"),
    ],
)
def test_it_reads_as_words(seen: View, key: Key, field: str, words: str) -> None:
    title = seen.label(Key("documents", "DOC-strategy"))
    assert say_field(seen, seen.records[key], field) == words.replace("The strategy", title)


def test_what_it_names_can_be_followed(seen: View) -> None:
    record = seen.records[Key("appointment-counts", "APC-complaints-2025-01")]
    field = seen.schema(record.key).field("outcomes")
    assert field
    html = cell(seen, field, record.values["outcomes"])
    assert html.count("<a ") == 2
    assert html.count("<br>") == 1


def test_text_in_a_group_is_never_html(seen: View) -> None:
    record = seen.records[Key("review-programmes", "SIR-01")]
    field = seen.schema(record.key).field("response")
    assert field
    html = cell(seen, field, {"percent": 70, "percent_of": "<b>all</b>"})
    assert "&lt;b&gt;all&lt;/b&gt;" in html
