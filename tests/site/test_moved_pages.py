"""A page that moved leads on from its old address, and page names are encoded in every address."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from lxml import etree, html

from tests.moved_pages import ODD, put_into_menus, with_moved_pages, write_page
from tests.projects import BuiltSites, build_both, build_public, change, commit
from tests.tiny import copy_tiny


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_moved_pages(tmp_path_factory.mktemp("moved") / "project")


@pytest.fixture(scope="module")
def sites(project: Path) -> BuiltSites:
    return build_both(project)


def read(path: Path) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8")
    return html.document_fromstring(path.read_bytes(), parser=parser)


def leads_to(site: Path, address: str) -> str:
    """Where a page leads on to at once and by its link, from the site's root; empty: nowhere."""
    page = site / address / "index.html"
    if not page.is_file() or "http-equiv" not in page.read_text("utf-8"):
        return ""
    document = read(page)
    (at_once,) = document.xpath("//meta[@http-equiv='refresh']/@content")
    (link,) = document.xpath("//a/@href")
    assert at_once == f"0; url={link}"
    assert document.xpath("//meta[@name='robots']/@content") == ["noindex"]
    target = urlsplit(urljoin(f"https://site.invalid/{quote(address)}", link)).path.lstrip("/")
    assert document.xpath("//link[@rel='canonical']/@href")[0].endswith(f"/{target}")
    assert (site / unquote(target) / "index.html").is_file()
    return str(target)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("guides/a b/", "guides/how%20we%20record/"),
        ("guides/first/", "guides/third/"),
        ("guides/second/", "guides/third/"),
        ("guides/dropped/", ""),
        ("guides/again/", ""),
        ("draft/", ""),
        ("lists/", ""),
        ("public/lists/", ""),
    ],
)
def test_a_page_of_the_staff_site_that_moved_leads_on(
    sites: BuiltSites, old: str, new: str
) -> None:
    assert leads_to(sites.staff, old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("leaflets-answers/", "leaflets/answers/"),
        ("zebedee-merger/", ""),  # no page says "zebedee"
        (".answers/", ""),
        ("lists/", ""),
        ("guides/lists/", ""),
        ("draft/", ""),
    ],
)
def test_a_page_of_the_tenants_site_leads_on_where_its_name_gives_nothing_away(
    sites: BuiltSites, old: str, new: str
) -> None:
    assert leads_to(sites.public, old) == new


def test_nothing_of_a_name_that_gave_something_away_is_in_the_tenants_site(
    sites: BuiltSites,
) -> None:
    files = [path for path in sites.public.rglob("*") if path.is_file()]
    assert [path for path in files if b"zebedee" in path.read_bytes().lower()] == []
    assert [path for path in sites.public.rglob("*") if "zebedee" in path.name] == []


def test_a_page_whose_text_is_for_staff_leads_on_nowhere_and_stops_no_build(tmp_path: Path) -> None:
    """Its words stand on the tenants' site one by one, and together they are a secret."""
    tiny = copy_tiny(tmp_path / "project")
    change(tiny, "registers/tasks/T-4.yml", "id: T-4\n", "id: T-4\nnotes: Questions leaflets\n")
    write_page(tiny, "docs/public/questions-leaflets.md", "Another page of words")
    commit(tiny, "Write it")
    (tiny / "docs/public/questions-leaflets.md").unlink()
    write_page(tiny, "docs/public/another.md", "Another page of words")
    put_into_menus(tiny)
    commit(tiny, "Move it")
    assert leads_to(build_public(tiny), "questions-leaflets/") == ""


# ---------------------------------------------------------------------------------- encoded names


NOT_IN_ADDRESSES = re.compile(r"[^A-Za-z0-9:/.#~_%-]|%(?![0-9A-F]{2})")


def addresses(sites: BuiltSites) -> list[str]:
    """Every whole address in sitemaps, feeds and links to the forge."""
    sitemaps = [etree.parse(site / "sitemap.xml") for site in sites]
    every = [str(text) for sitemap in sitemaps for text in sitemap.getroot().itertext()]
    feed = json.loads((sites.staff / "changes/feed.json").read_text("utf-8"))
    every += [item["url"] for item in feed["items"]]
    atom = etree.fromstring((sites.staff / "changes/feed.atom").read_bytes())
    every += [str(link) for link in atom.xpath("//@href")]
    for page in sites.staff.rglob("*.html"):
        every += re.findall(r'href="(https://forge[^"]*)"', page.read_text("utf-8"))
    return [address.strip() for address in every if address.strip()]


def test_every_address_holds_only_what_an_address_can_hold(sites: BuiltSites) -> None:
    every = addresses(sites)
    assert len(every) > 100
    assert [address for address in every if NOT_IN_ADDRESSES.search(address)] == []


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_page_of_an_odd_name_is_in_the_sitemap_and_can_be_edited(
    sites: BuiltSites, name: str
) -> None:
    every = addresses(sites)
    assert f"https://staff.example.org/guides/{quote(name)}/" in every
    assert any(address.endswith(f"/edit/main/docs/guides/{quote(name)}.md") for address in every)


def test_a_page_that_leads_on_is_in_no_sitemap(sites: BuiltSites) -> None:
    every = addresses(sites)
    assert "https://staff.example.org/guides/how%20we%20record/" in every
    assert "https://staff.example.org/guides/a%20b/" not in every
    assert "https://homes.example.org/leaflets-answers/" not in every
