"""Registers whose records stand together on one tenants' page or on none, and links to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.load import load
from macros.site.page_reader import read_pages
from macros.site.places import without_a_place
from macros.view.view import view
from tests.projects import TODAY, BuiltSites


@pytest.fixture(scope="module")
def tenants(small_sites: BuiltSites) -> Path:
    """The tenants' site of the small project."""
    return small_sites.public


def page(site: Path, address: str) -> html.HtmlElement:
    content = (site / address / "index.html").read_bytes()
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_request_stands_in_the_log_whole_under_its_first_category(tenants: Path) -> None:
    log = page(tenants, "ask/log")
    (place,) = log.cssselect("h3#foi-2024-0001")
    part = place.getparent()
    assert part is not None
    whole = text(part)
    assert "Which companies repair homes for you" in whole
    assert "We gave the names and the dates" in whole
    assert "Part given" in whole
    assert "Section 43 Business interests" in text(part.cssselect("details")[0])
    (heading,) = log.cssselect("h2")
    assert text(heading) == "Repairs"


def test_a_link_to_what_stands_together_leads_to_its_place(tenants: Path) -> None:
    links = [str(link.get("href")) for link in page(tenants, "your-information/how-long").iter("a")]
    assert any(link.endswith("laws/#exp-limitation-act-1980") for link in links)
    known = json.loads((tenants / "answers.json").read_text("utf-8"))["registers"]
    (requests,) = [register for register in known if register["kind"].startswith("request")]
    assert requests["place"] == "ask/log/#"
    assert [record[0] for record in requests["records"]] == ["FOI-2024-0001"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("registers/requests", "../../ask/log/"),
        ("registers/requests/foi-2024-0001", "../../../ask/log/#foi-2024-0001"),
        (
            "registers/expectations/exp-limitation-act-1980",
            "../../../laws/#exp-limitation-act-1980",
        ),
    ],
)
def test_the_old_address_of_what_stands_together_leads_to_its_place(
    tenants: Path, old: str, new: str
) -> None:
    assert [link.get("href") for link in page(tenants, old).cssselect("main a")] == [new]


def test_no_old_address_leads_on_from_what_is_not_for_tenants(tenants: Path) -> None:
    kept_back = {"kim-log", "risks", "audits", "synonyms"}
    assert kept_back.isdisjoint(place.name for place in (tenants / "registers").iterdir())


def test_what_stands_nowhere_is_named_without_a_link_or_with_one_to_the_thing_itself(
    tenants: Path,
) -> None:
    work = page(tenants, "strategy/progress")
    owners = work.cssselect(".kim-field--owner_roles dd")
    assert "Housing Services Manager" in {text(owner) for owner in owners}
    assert not any(owner.cssselect("a") for owner in owners)
    sources = work.cssselect(".kim-field--sources a")
    assert {str(link.get("href")) for link in sources} == {"https://example.org/strategy"}
    assert {str(link.get("rel")) for link in sources} == {"noreferrer"}


def test_staff_have_a_page_for_each_record_all_the_same(small_sites: BuiltSites) -> None:
    for address in ("synonyms/syn-01", "requests/foi-2024-0001", "roles/role-siro"):
        assert (small_sites.staff / "registers" / address / "index.html").is_file()


def test_a_page_that_leaves_out_what_is_to_stand_there_is_told(small_sites: BuiltSites) -> None:
    public = view(load(small_sites.project, TODAY)[0], "public", TODAY)
    pages = read_pages(small_sites.public)
    assert list(without_a_place(public, pages)) == []
    words = pages["words/index.html"]
    for places in (frozenset[str](), words.places - {"def-data"}):
        (reason,) = without_a_place(
            public, {**pages, "words/index.html": words._replace(places=places)}
        )
        assert reason.startswith("words.md: DEF-")
        assert 'Put {{ whole_register("definitions") }} there.' in reason
    assert "words.md" in " ".join(without_a_place(public, {}))
