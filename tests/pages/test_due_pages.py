"""The page of what is due says what `kim due` says, line by line, and each post has its own."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from macros.catalogue.load import load
from macros.cli import main
from macros.history.load import load_history
from macros.history.revisions import History
from macros.model import Catalogue
from macros.pages.due_later import LATER
from macros.pages.due_pages import NEAREST, due_first, due_pages, what_is_due
from macros.pages.fragments import ROOT
from macros.pages.tables import PAGE
from macros.view.due_thing import STATES
from macros.view.view import View, view
from tests.projects import HOME, copy_small

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def seen(real: Catalogue, real_past: History) -> View:
    return view(real, "staff", TODAY, real_past)


@pytest.fixture(scope="module")
def told(real: Catalogue) -> list[dict[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(HOME)
        patch.setattr("macros.cli.due.read", lambda root: (real, None))
        result = CliRunner().invoke(main, ["due", "--today", str(TODAY), "--format", "json"])
    rows: list[dict[str, str]] = json.loads(result.stdout)
    return rows


def _rows(text: str) -> list[tuple[str, str]]:
    """The day and the state of each row of the tables of things to do."""
    page = html.fromstring(f"<div>{text}</div>")
    rows = page.xpath(".//tr[td/@data-label='By']")
    return [(_day(row), row.xpath("string(td[@data-label='State'])")) for row in rows]


def _later(seen: View) -> str:
    """All that comes later, page after page."""
    pages = [page for page in due_pages(seen) if page.address.startswith(LATER)]
    assert pages[0].address == LATER
    return "".join(str(page.make().html) for page in pages)


def _day(row: html.HtmlElement) -> str:
    """What the row's day is, as a record has it; what is due now has none."""
    time = row.find(".//time")
    return "None" if time is None else str(time.get("datetime"))


def test_the_page_and_the_command_agree_line_by_line(
    seen: View, told: list[dict[str, str]]
) -> None:
    lines = [(str(thing["due"]), STATES[thing["state"]].title) for thing in told]  # type: ignore[index]
    assert len(lines) > 1000  # what nobody has ever reviewed is due since it was made
    now = [line for line in lines if line[1] != STATES["later"].title]
    later = [line for line in lines if line[1] == STATES["later"].title]
    assert _rows(str(what_is_due(seen).html)) == now
    assert _rows(_later(seen)) == later


def test_the_home_page_begins_with_the_same_numbers_and_what_comes_next(
    seen: View, told: list[dict[str, str]]
) -> None:
    page = html.fromstring(f"<div>{due_first(seen).html}</div>")
    numbers = [int(str(cell.text)) for cell in page.iterfind(".//td")]
    assert sum(numbers) == len([thing for thing in told if thing["state"] != "later"])
    coming = [thing["due"] for thing in told if str(thing["due"]) >= str(TODAY)]
    days = [str(time.get("datetime")) for time in page.iterfind(".//time")]
    assert days == [day for day in coming if day][:NEAREST]
    assert len(days) == NEAREST


def test_each_row_says_why(seen: View, told: list[dict[str, str]]) -> None:
    page = html.fromstring(f"<div>{what_is_due(seen).html}{_later(seen)}</div>")
    cells = page.xpath(".//tr[@data-f0]/td[1]/span[last()]")
    assert Counter(cell.text for cell in cells) == Counter(thing["reason"] for thing in told)
    assert all(thing["reason"] for thing in told)


def test_what_comes_later_has_a_page_of_its_own_and_is_counted_first(seen: View) -> None:
    page = html.fromstring(f"<div>{what_is_due(seen).html}</div>")
    (link,) = page.xpath(f".//a[contains(@href, '{LATER}')]")
    later = [thing for thing in seen.due if thing.state == "later"]
    assert link.text == f"{len(later):,} things to do later"
    kinds = page.xpath(".//table[caption[@id='due-by-kind-table']]/tbody/tr/td")
    assert sum(int(cell.text.replace(",", "")) for cell in kinds) == len(seen.due)


def test_what_comes_later_is_read_in_parts_and_its_filters_offer_what_all_of_them_say(
    seen: View, told: list[dict[str, str]]
) -> None:
    pages = {page.address: page for page in due_pages(seen) if page.address.startswith(LATER)}
    later = sum(thing["state"] == "later" for thing in told)
    assert len(pages) == -(-later // PAGE) > 1
    first, second = (
        html.fromstring(f"<div>{page.make().html}</div>") for page in islice(pages.values(), 2)
    )
    assert [str(link.get("href")) for link in first.xpath(".//a[@data-kim-rest]")] == [
        f"{ROOT}{address}" for address in list(pages)[1:]
    ]
    posts = {post for row in second.xpath(".//tr/@data-f1") for post in row.split("|")}
    assert posts <= set(first.xpath(".//select[@data-kim-facet='1']/option/@value"))
    assert first.xpath(".//*[@data-kim-count]/@data-kim-every") == [str(later)]
    assert not second.xpath(".//select | .//*[@data-kim-table]")  # of a part of the rows


def test_each_post_has_a_page_with_what_it_has_to_do(
    seen: View, told: list[dict[str, str]]
) -> None:
    pages = {page.address: page.make() for page in due_pages(seen)}
    lines = Counter(f"due/{post.lower()}/" for thing in told for post in thing["by"])
    rows = {address: len(_rows(str(page.html))) for address, page in pages.items()}
    assert {address: number for address, number in rows.items() if LATER not in address} == lines


def test_a_post_reads_first_what_is_to_be_done_this_quarter(seen: View) -> None:
    (page,) = (page for page in due_pages(seen) if page.address.endswith("support-manager/"))
    now, later = page.make().headings
    assert (now.text, later.text) == ("This quarter, until 31 December 2026", "Later")
    before, _, after = str(page.make().html).partition(f'id="{later.anchor}"')
    assert all(day == "None" or day <= "2026-12-31" for day, _ in _rows(before))
    assert all(day > "2026-12-31" for day, _ in _rows(after))
    assert _rows(before)
    assert _rows(after)


def test_the_public_has_no_such_page(real: Catalogue) -> None:
    public = view(real, "public", TODAY)
    assert not public.due
    assert not list(due_pages(public))


def test_a_page_for_tenants_that_nobody_committed_yet_is_named_without_a_link(
    tmp_path: Path,
) -> None:
    project = copy_small(tmp_path / "small")
    lines = ("---", "title: Brand new", "owner_role: ROLE-siro", "audience: public")
    page = "\n".join([*lines, "next_review: 2027-01-01", "---", ""])
    (project / "docs/public/brand-new.md").write_text(page, "utf-8")
    catalogue, _ = load(project)
    seen = view(catalogue, "staff", TODAY, load_history(project, TODAY))
    table = html.fromstring(f"<div>{what_is_due(seen).html}{_later(seen)}</div>")
    headings = [" ".join(row.text_content().split()) for row in table.iterfind(".//tbody//th")]
    assert "Brand new" in headings
    links = [str(link.get("href")) for link in table.iterfind(".//tbody//th/a")]
    assert any("history/public/" in link for link in links)
    assert not any("brand-new" in link for link in links)
