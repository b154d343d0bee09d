"""The way from a register and from a record to the pages that say how it is done."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.load import load
from macros.model import Audience, Catalogue, Key
from macros.pages.how_to import page_head
from macros.pages.overview import register_page
from macros.pages.records import record_page
from macros.rules.reading import grade
from macros.site.answers import Answer, answers
from macros.site.matching import engine
from macros.view.page_kinds import path_of
from macros.view.view import View, view
from tests.conftest import changed, lay_base
from tests.projects import TODAY

PARTS = (
    *("Who does it", "When it starts", "Steps", "What to record", "How long it is kept"),
    *("What can go wrong", "Who helps"),
)
PAGE = """---
title: {title}
description: How it goes.
owner_role: ROLE-keeper
audience: staff
next_review: 2027-05-22
kind: procedure
{more}
search_words: [spanner in the works]
---

"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base with two procedures: of all tasks, a draft, and of one task, checked."""
    root = lay_base(tmp_path_factory.mktemp("how-to"))
    body = "".join(f"## {part}\n\nText of {{{{ it }}}} <b>here</b>.\n\n" for part in PARTS)
    for name, title, more in (
        ("all", "Do a task", "illustrative: true"),
        ("one", "Check lifts", "records: [T-1]\nlast_reviewed: 2026-11-02"),
    ):
        (root / f"docs/{name}.md").write_text(PAGE.format(title=title, more=more) + body, "utf-8")
    schema = root / "schemas/tasks.schema.json"
    line = '-    "guidance": "index.md"\n+    "guidance": "index.md", "how_to": ["all.md"]\n'
    schema.write_text(changed(schema.read_text("utf-8"), line), "utf-8")
    return root


def seen(project: Path, audience: Audience = "staff") -> View:
    catalogue = load(project, TODAY)[0]
    assert catalogue.errors == ()
    return view(catalogue, audience, TODAY)


def ways(piece: str) -> list[tuple[str, str]]:
    """Each link to such a page, and what stands behind it."""
    tree = html.document_fromstring(f"<main>{piece}</main>")
    links = [link for link in tree.iter("a") if str(link.get("href")).endswith(("/all/", "/one/"))]
    asides = [link.xpath("string(following-sibling::*[1][self::span])") for link in links]
    states = [str(aside) for aside in asides]
    return [(str(link.text_content()), state) for link, state in zip(links, states, strict=True)]


DRAFT = ("Do a task", "(drafted on this site, illustrative, not checked yet)")


def test_a_register_leads_to_the_pages_that_it_names(project: Path) -> None:
    staff = seen(project)
    assert ways(register_page(staff, staff.registers["tasks"]).html) == [DRAFT]
    assert ways(register_page(staff, staff.registers["roles"]).html) == []


def test_a_record_leads_to_those_of_its_register_and_to_those_that_name_it(project: Path) -> None:
    staff = seen(project)

    def of(register: str, name: str) -> list[tuple[str, str]]:
        return ways(record_page(staff, staff.records[Key(register, name)]).html)

    assert of("tasks", "T-1") == [("Check lifts", ""), DRAFT]
    assert of("tasks", "T-2") == [DRAFT]
    assert of("roles", "ROLE-keeper") == []


def test_the_public_is_led_to_none_and_is_suggested_none(project: Path) -> None:
    public = seen(project, "public")
    assert public.kinds == {}
    for register in public.registers.values():
        assert ways(register_page(public, register).html) == []
    assert "Procedures" not in [register["title"] for register in answers(public)["registers"]]


def test_at_its_top_stand_owner_and_both_days(project: Path) -> None:
    staff = seen(project)
    draft = page_head(staff, Key("", "docs/all.md")).html
    tree = html.document_fromstring(f"<main>{draft}</main>")
    texts = [" ".join(field.text_content().split()) for field in tree.cssselect(".kim-field")]
    assert texts == [
        "Owner Keeper of records",
        "Last checked Not checked yet",
        "Next check By 22 May 2027",
    ]
    assert tree.cssselect(".kim-notice--illustrative")
    checked = page_head(staff, Key("", "docs/one.md")).html
    assert "Not checked yet" not in checked
    assert "2 November 2026" in checked
    assert "kim-notice" not in checked
    assert "registers/tasks/t-1/" in checked


def test_a_page_of_no_kind_has_no_head(project: Path) -> None:
    assert page_head(seen(project), Key("", "docs/index.md")).html == ""


def test_staff_find_it_by_its_ways_and_by_its_text(project: Path) -> None:
    known = answers(seen(project))
    (procedures,) = (each for each in known["registers"] if each["title"] == "Procedures")
    assert [record["id"] for record in procedures["records"]] == ["one", "all"]
    assert all("{{" not in record["text"] for record in procedures["records"])
    assert all("<b>" not in record["text"] for record in procedures["records"])
    with engine() as over:
        (first, *_) = over(known)("a spaner in the works").suggestions
    assert (first.kind, first.href) in {("procedure", "one/"), ("procedure", "all/")}


# ------------------------------------------------------------------------------ the real procedures


@pytest.fixture(scope="module")
def real_view(real: Catalogue) -> View:
    return view(real, "staff", TODAY)


def test_each_real_procedure_is_in_plain_words(real_view: View) -> None:
    texts = {record["id"]: record["text"] for record in _procedures(real_view)}
    assert len(texts) == 16
    assert {name: grade(text) for name, text in texts.items() if (grade(text) or 0) > 8} == {}


def test_most_ways_to_ask_for_a_real_procedure_find_it(real_view: View) -> None:
    asked = [
        (record["id"], way) for record in _procedures(real_view) for way in record["words"][:2]
    ]
    with engine() as over:
        suggest = over(answers(real_view))
        offered = {way: {fit.id for fit in suggest(way).suggestions} for _, way in asked}
    missed = [(name, way) for name, way in asked if name not in offered[way]]
    assert len(missed) <= len(asked) / 4, missed


def test_the_page_of_situations_leads_to_each_real_procedure(
    real: Catalogue, real_view: View
) -> None:
    (index,) = (page for page in real.pages if path_of(page) == "procedures/index.md")
    pages = map(path_of, chain.from_iterable(real_view.kinds.values()))
    links = {page: f"({page.removeprefix('procedures/')}" for page in pages}
    assert [page for page, link in links.items() if link not in index.text] == []


def _procedures(seen: View) -> list[Answer]:
    registers = answers(seen)["registers"]
    lists = [register["records"] for register in registers if register["title"] == "Procedures"]
    return list(chain.from_iterable(lists))
