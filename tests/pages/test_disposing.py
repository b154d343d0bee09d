"""The form and the lists to sign, as staff have them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from lxml import html

from macros.catalogue.load import load
from macros.model import Register
from macros.pages.disposing import disposal_list, may_i_dispose
from macros.pages.kept_until import kept_until
from macros.view.view import View, view
from tests.projects import lay_small

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> View:
    project = lay_small(tmp_path_factory.mktemp("small"))
    request = project / "registers/requests/FOI-2024-0001.yml"
    text = request.read_text("utf-8").replace("title: Repairs contracts", "title: <b>|Repairs")
    request.write_text(text, "utf-8")
    on_hold = project / "registers/requests/FOI-2026-0013.yml"
    changes = {
        "received: 2026-": "received: 2019-",
        "owner_role:": "retention: RET-010\nowner_role:",
    }
    text = on_hold.read_text("utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    on_hold.write_text(text, "utf-8")
    catalogue, _ = load(project, TODAY)
    return view(catalogue, "staff", TODAY)


def data_of(view: View) -> dict[str, Any]:
    register: Register = view.registers["retention"]
    page = html.fromstring(may_i_dispose(view, register).html)
    form = page.get_element_by_id("kim-dispose")
    return json.loads(str(form.get("data-kim-classes")))  # type: ignore[no-any-return]


def test_the_form_has_each_class_with_its_rule_its_words_and_its_holds(seen: View) -> None:
    data = data_of(seen)
    classes = {of["id"]: of for of in data["classes"]}
    assert list(classes) == sorted(classes, key=lambda id_: classes[id_]["title"].casefold())
    repairs = classes["RET-010"]
    assert repairs["rule"] == {"kind": "period", "years": 6}
    assert repairs["event"] == "last-action"
    assert "job notes and photos" in repairs["words"]
    assert repairs["sentences"].startswith("We keep it for 6 years.")
    hold = {"name": "HOLD-001", "since": "2026-02-02", "lifted": None, "part": ""}
    assert repairs["on_hold"] == [hold]
    assert classes["RET-024"]["on_hold"] == []
    assert repairs["example"] is True
    assert data["events"]["case-closed"] == "When the case is closed"
    assert "was born" in data["events"]["person-reaches-age"]
    assert data["stages"]["restrict"] == "Close it to all but a few"


def test_every_event_that_starts_a_time_is_asked_for_in_words(seen: View) -> None:
    field = seen.registers["retention"].schema.field("trigger_event")
    assert field
    assert set(data_of(seen)["events"]) == set(field.options)


def test_the_lists_are_of_this_quarter_and_the_next_and_can_be_signed(seen: View) -> None:
    fragment = disposal_list(seen)
    page = html.fromstring(f"<div>{fragment.html}</div>")
    assert [heading.text for heading in fragment.headings] == [
        "Q3 2026/27: October to December 2026",
        "Q4 2026/27: January to March 2027",
    ]
    first, second = page.iterfind(".//section")
    assert "Nothing that a register has a day for." in first.text_content()
    (row,) = second.iterfind(".//tbody/tr")
    assert row.findtext("th") == "FOI-2024-0001"
    assert "<b>|Repairs" in row.text_content()
    assert "its time is an example" in row.text_content()
    assert "signature" in second.text_content()


def test_after_the_last_quarter_of_a_year_comes_the_first_of_the_next(seen: View) -> None:
    later = View("staff", date(2027, 2, 1), seen.registers, {}, {}, {})
    headings = [heading.text for heading in disposal_list(later).headings]
    assert headings == ["Q4 2026/27: January to March 2027", "Q1 2027/28: April to June 2027"]


@pytest.mark.parametrize(
    ("register", "id_", "words"),
    [
        (
            "requests",
            "FOI-2024-0001",
            (
                "Kept until 9 February 2027 as Freedom of information request. "
                "The time counts from 9 February 2024."
            ),
        ),
        (
            "requests",
            "FOI-2026-0013",
            (
                "Kept as Repairs record. The time has not started: there is no day for the event "
                "'last action'. It is on hold: HOLD-001."
            ),
        ),
        ("roles", "ROLE-siro", ""),
    ],
)
def test_a_record_says_until_when_it_is_kept(
    seen: View, register: str, id_: str, words: str
) -> None:
    schema = seen.registers[register].schema
    (record,) = (own for own in seen.registers[register].records if own.key.id == id_)
    assert kept_until(seen, schema, record).striptags() == words
