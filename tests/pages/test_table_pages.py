"""A register of more rows than a page holds is read page by page; a smaller one is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from macros.pages import table_parts, tables
from macros.pages.fragments import ROOT
from macros.pages.table_pages import first_rows, table_pages
from macros.pages.tables import PAGE as REAL_PAGE
from macros.pages.tables import table
from macros.site.run_mkdocs import generate
from tests.long_register import HOME_PAGE, ORDER, PAGE, ROWS, lay_long_site, long_view
from tests.projects import TODAY
from tests.tiny import copy_tiny


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        return lay_long_site(tmp_path_factory.mktemp("long"), patch)


def page(site: Path, address: str) -> html.HtmlElement:
    return html.fromstring((site / address / "index.html").read_text("utf-8"))


def ids(tree: html.HtmlElement) -> list[str]:
    return [str(link) for link in tree.xpath("//tbody//th/a/text()")]


def test_every_row_stands_on_one_page_in_the_registers_order(site: Path) -> None:
    first = page(site, HOME_PAGE)
    links = first.xpath("//nav[@class='kim-rest']//a")
    assert [link.text for link in links] == ["Rows 61 to 120", "Rows 121 to 130"]
    addresses = [link.get("href").removeprefix("../../") for link in links]
    assert addresses == [f"{HOME_PAGE}rows/2/", f"{HOME_PAGE}rows/3/"]
    pages = [first, *(page(site, address) for address in addresses)]
    told = [id_ for tree in pages for id_ in ids(tree)]
    assert told == ORDER
    assert len(ids(first)) == PAGE


def test_a_further_page_says_its_rows_and_leads_to_those_beside_it(site: Path) -> None:
    second = page(site, f"{HOME_PAGE}rows/2/")
    assert second.xpath("//caption/text()") == ["Tasks: 130 records, rows 61 to 120"]
    beside = second.xpath("//p[@class='kim-beside'][1]/a/@href")
    addresses = [HOME_PAGE, HOME_PAGE, f"{HOME_PAGE}rows/3/"]
    assert beside == [f"../../../../{address}" for address in addresses]
    assert not second.xpath("//select | //input | //*[@data-kim-table]")  # of a part of the rows
    assert not page(site, f"{HOME_PAGE}rows/3/").xpath("//a[@rel='next']")


def test_the_filters_offer_what_rows_on_other_pages_say(site: Path) -> None:
    kinds = page(site, HOME_PAGE).xpath("//select[@data-kim-facet='0']/option/@value")
    assert kinds == ["", "Done again and again", "Done once"]
    assert page(site, HOME_PAGE).xpath("//*[@data-kim-count]/@data-kim-every") == [str(ROWS)]


def test_a_register_that_one_page_holds_is_as_any_table(tmp_path: Path) -> None:
    seen = long_view(tmp_path)
    tasks = seen.registers["tasks"]
    assert len(tasks.records) < REAL_PAGE
    assert first_rows(seen, tasks) == table(seen, tasks)
    assert not list(table_pages(seen))
    plain = str(table(seen, tasks)).replace(ROOT, "/")
    assert '<table class="kim-table">' in plain
    assert "data-kim-every" not in plain
    assert plain.count("<option") == 2  # kim.js reads the others off the rows


def test_a_build_writes_them_and_each_of_their_links_leads_somewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (tables, table_parts):
        monkeypatch.setattr(module, "PAGE", 4)
    project = copy_tiny(tmp_path / "project")
    generate(project / "mkdocs.yml", project / "site", TODAY, searchable=False)
    second = page(project / "site", f"{HOME_PAGE}rows/2/")
    assert second.xpath("string(//h1)").strip() == "Tasks, rows 5 to 6"
    assert len(ids(second)) == 2
    folder = project / "site" / HOME_PAGE / "rows/2"
    links = second.xpath("//main//a[not(starts-with(@href, 'http') or @href='')]/@href")
    assert len(links) > 5
    for link in links:
        target = folder / link.partition("#")[0]
        assert (target / "index.html").is_file() or target.is_file(), link
