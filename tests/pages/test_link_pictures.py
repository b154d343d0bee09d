"""Pictures of links: what is kept where, what proves what, and what was asked again."""

from __future__ import annotations

from datetime import date
from itertools import chain, pairwise

import pytest
from lxml import html
from markupsafe import Markup

from macros.model import Catalogue, Field, Key, Record, Register, Value, each
from macros.pages.asked_again import asked_again
from macros.pages.freshness import NEVER, ages
from macros.pages.maps import keeping_map
from macros.pages.proof_trail import proof_trail
from macros.view.view import View, view
from tests.conftest import make_register
from tests.projects import TODAY

ID = Field("id", "Reference", "", "string")


@pytest.fixture(scope="module")
def seen(real: Catalogue) -> View:
    return view(real, "staff", TODAY)


def field(register: Register, name: str) -> Field:
    own = register.schema.field(name)
    assert own
    return own


def table(figure: Markup) -> dict[str, list[str]]:
    """The table beside a picture, by the words of each row's head."""
    page = html.fromstring(f"<div>{figure}</div>")
    rows = ([*map(_words, row.iterfind("*"))] for row in page.iterfind(".//tbody/tr"))
    return {head: cells for head, *cells in rows}


def _words(cell: html.HtmlElement) -> str:
    return " ".join(cell.text_content().split())


def small(*registers: Register) -> View:
    catalogue = Catalogue({own.schema.name: own for own in registers}, {}, {}, (), ())
    return view(catalogue, "staff", TODAY)


# ------------------------------------------------------------------------------- what is kept where


def test_a_map_has_each_place_and_an_arrow_from_each_master(seen: View) -> None:
    assets = seen.registers["assets"]
    made_from = [field(assets, "copy_of"), field(assets, "derived_from")]
    drawn = keeping_map(seen, assets, field(assets, "systems"), made_from, "What is kept where")
    page = html.fromstring(str(drawn))
    frames = [text.text for text in page.xpath(".//g[@class='kim-frame']/text")]
    systems = [record for record in seen.registers["systems"].records if not record.retired]
    assert len(frames) == len(systems) + 1
    assert "No systems" in frames
    assert "Council website: none on record." in frames
    named = [list(_named(record, made_from)) for record in assets.records]
    assert len(page.xpath(".//line")) == sum(map(len, named)) > 0
    assert len(page.xpath(".//g[contains(@class, 'kim-box--copy')]")) == sum(map(bool, named))
    assert len(table(drawn)) == len(assets.records)


def _named(record: Record, fields: list[Field]) -> list[Value]:
    values = [record.values.get(own.name) for own in fields]
    return list(chain.from_iterable(map(each, values)))


def test_no_two_frames_and_no_two_boxes_of_a_column_touch(seen: View) -> None:
    datasets = seen.registers["datasets"]
    made_from = [field(datasets, "derived_from")]
    drawn = keeping_map(seen, datasets, field(datasets, "system"), made_from, "A map")
    page = html.fromstring(str(drawn))
    for column in ("kim-frame", "kim-box kim-box--plain", "kim-box kim-box--copy"):
        boxes = page.xpath(f".//g[@class='{column}']/rect")
        for above, below in pairwise(boxes):
            assert float(above.get("y")) + float(above.get("height")) < float(below.get("y"))


# ---------------------------------------------------------------------------------- what proves it


def test_what_keeps_a_promise_is_counted_with_reports_and_evidence(seen: View) -> None:
    commitments = seen.registers["commitments"]
    numbers = table(proof_trail(seen, commitments, field(commitments, "actions"), "Proof"))
    for record in commitments.records:
        name = f"{record.key.id} {seen.label(record.key)}"
        actions = record.values.get("actions") or []
        assert isinstance(actions, list)
        statuses = [seen.records[Key("actions", str(id_))].values.get("status") for id_ in actions]
        reported = sum(status != "not-reported" for status in statuses)
        assert numbers[name][:2] == [str(len(actions)), str(reported)]


def test_evidence_that_has_run_out_proves_nothing() -> None:
    day = Field("until", "Until", "", "string", format="date", ends="since")
    since = Field("since", "Since", "", "string", format="date")
    groups = Field(
        "proof", "Proof", "", "array", each=Field("", "", "", "object", parts=(since, day))
    )
    kept_by = Field("by", "Kept by", "", "array", refs=("steps",))
    lasting: Value = [{"since": "2020-01-01"}]
    over: Value = [{"since": "2020-01-01", "until": "2021-01-01"}]
    steps = make_register(
        "steps", [ID, groups], [{"id": "S-1", "proof": lasting}, {"id": "S-2", "proof": over}]
    )
    promises = make_register("promises", [ID, kept_by], [{"id": "P-1", "by": ["S-1", "S-2"]}])
    (row,) = table(proof_trail(small(steps, promises), promises, kept_by, "Proof")).values()
    assert (row[0], row[2]) == ("2", "1")


# ------------------------------------------------------------------------------ asked again

EARLIER = Field("earlier", "Earlier", "", "string", refs=("letters",), acyclic=True)
ANSWER = Field("answer", "Answer", "", "string", refs=("answers",))


def letters(*last: dict[str, Value]) -> Register:
    first: list[dict[str, Value]] = [
        {"id": "L-1"},
        {"id": "L-2", "earlier": "L-1"},
        {"id": "L-3"},
        {"id": "L-4", "earlier": "L-3", "answer": "A-1"},
        {"id": "L-5"},
    ]
    return make_register("letters", [ID, EARLIER, ANSWER], [*first, *last])


def test_a_question_counts_as_often_as_it_came_by_the_first_of_it() -> None:
    own = letters()
    drawn = asked_again(small(own), own, EARLIER, ANSWER, "Asked again")
    assert table(drawn) == {"L-1 L-1": ["0", "2"], "L-3 L-3": ["2", "0"]}
    assert "Of what was asked 3 times or more, nothing lacks an answer." in drawn


def test_what_was_asked_three_times_without_an_answer_is_named() -> None:
    own = letters({"id": "L-6", "earlier": "L-2"}, {"id": "L-7", "earlier": "L-4"})
    drawn = asked_again(small(own), own, EARLIER, ANSWER, "Asked again")
    assert table(drawn) == {"L-1 L-1": ["0", "3"], "L-3 L-3": ["3", "0"]}
    assert "Asked 3 times or more and without an answer: L-1." in drawn.striptags()


# ------------------------------------------------------------------------------------------- ages


def test_the_age_of_a_review_is_counted_by_another_field() -> None:
    owner = Field("owner", "Owner", "", "string")
    looked = Field("last_reviewed", "Last checked", "", "string", format="date")
    things = make_register(
        "things",
        [ID, owner, looked],
        [
            {"id": "T-1", "owner": "One", "last_reviewed": "2026-11-01"},
            {"id": "T-2", "owner": "One"},
            {"id": "T-3", "owner": "Two"},
            {"id": "T-4", "owner": "Two", "status": "retired"},
        ],
    )
    drawn = ages(small(things), things, owner, "How old")
    assert NEVER in drawn
    assert table(drawn) == {"One": ["1", "1"], "Two": ["0", "1"]}
    assert date(2026, 11, 1) < TODAY
