"""Changes: every revision on its month's page, and the newest in feeds; for staff, and as text."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from macros.catalogue.load import load
from macros.history.load import load_history
from macros.pages import month_parts, months
from macros.pages.fragments import ROOT
from macros.pages.generated import generated_pages
from macros.pages.word_diff import shortened, words_apart, words_near
from macros.site.feeds import feeds
from macros.view.view import view
from tests.conftest import lay_base
from tests.projects import HOME, TODAY, BuiltSites, build_both, build_staff, commit

ADDRESS = "https://staff.example.org/kim/"
FORGE = "https://forge.example.org/council/registers"
TRAP = "<script>alert(1)</script> {{ 7*7 }} & more"

STAFF = f"""
site_name: Small
site_url: {ADDRESS}
repo_url: {FORGE}
extra: {{landlord: {{contact: housing@example.org}}}}
theme: {{name: material, custom_dir: macros/theme, font: false, favicon: assets/favicon.svg}}
plugins:
  kim: {{audience: staff}}
  macros: {{modules: [macros], on_undefined: strict, on_error_fail: true, render_by_default: false}}
exclude_docs: |
  /public/
nav:
  - index.md
  - registers/index.md
  - Changes: changes/index.md
  - as-at/index.md
  - as-at/compare.md
  - guides/history.md
  - dictionary.md
  - about/accessibility.md
"""

PUBLIC = """
INHERIT: mkdocs.yml
site_url: https://homes.example.org/
docs_dir: docs/public
repo_url: ""
extra: {site: public}
plugins:
  kim: {audience: public}
exclude_docs: ""
nav: [index.md, accessibility.md]
"""


def small(root: Path) -> Path:
    """The small project of the cases, with the pages that a staff site has to have."""
    lay_base(root)
    shutil.copytree(HOME / "macros/theme", root / "macros/theme")
    (root / "mkdocs.yml").write_text(STAFF, "utf-8")
    (root / "mkdocs.public.yml").write_text(PUBLIC, "utf-8")
    for file in (
        "changes/index.md",
        "registers/index.md",
        "dictionary.md",
        "guides/history.md",
        "as-at/index.md",
        "as-at/compare.md",
    ):
        text = (HOME / "docs" / file).read_text("utf-8")
        write(root, f"docs/{file}", re.sub(r"owner_role: .*", "owner_role: ROLE-keeper", text))
    write(
        root,
        "docs/public/index.md",
        '---\ntitle: "Tasks for you"\nowner_role: ROLE-keeper\naudience: public\n'
        "next_review: 2027-05-22\n---\n\nHello.\n",
    )
    statement = (root / "docs/about/accessibility.md").read_text("utf-8")
    write(
        root,
        "docs/public/accessibility.md",
        statement.replace("audience: staff", "audience: public"),
    )
    return root


def write(root: Path, file: str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def task(number: int, title: str, more: str = "") -> str:
    return (
        f"id: T-{number}\ntitle: {json.dumps(title)}\nkind: one-off\nstatus: planned\n"
        f"owner_role: ROLE-keeper\nillustrative: true\n{more}"
    )


def put(root: Path, number: int, title: str, more: str = "") -> None:
    write(root, f"registers/tasks/T-{number}.yml", task(number, title, more))


LONG = " ".join(f"word{number}" for number in range(400))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two and a half months, four authors, and a commit of each kind."""
    root = small(tmp_path_factory.mktemp("changes"))
    commit(root, "Start the registers", first=True, day="2026-08-31T23:30:00+00:00")
    for number in range(100, 230):
        put(root, number, f"Look at lift {number}")
    put(root, 60, "Paint the doors", f"text: {LONG}\n")
    commit(root, "Bring in the lifts (#12)", day="2026-09-15T10:00:00+00:00", by="Ana")
    put(root, 60, "Paint the front doors", f"text: {LONG.replace('word200', 'instead')}\n")
    page = root / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\nAnd more.\n", "utf-8")
    commit(root, "Say which doors", day="2026-11-03T08:15:00+00:00", by="Ben")
    (root / "registers/tasks/T-4.yml").unlink()
    (root / "registers/tasks/T-60.yml").rename(root / "registers/tasks/T-61.yml")
    write(
        root,
        "registers/tasks/T-61.yml",
        (root / "registers/tasks/T-61.yml").read_text("utf-8").replace("T-60", "T-61"),
    )
    commit(root, "Tidy up", day="2026-11-20T00:30:00+00:00", by="Cleo <&> co")
    put(root, 62, TRAP)
    commit(root, f"Why not: {TRAP}", day="2026-11-20T09:00:00+00:00", by="Dan")
    put(root, 62, f"{TRAP}!")
    commit(
        root, f"Say it louder\n\nBody: {TRAP} \x1b[31m", day="2026-11-21T09:00:00+00:00", by="Dan"
    )
    return root


@pytest.fixture(scope="module")
def sites(project: Path) -> BuiltSites:
    return build_both(project)


@pytest.fixture(scope="module")
def site(sites: BuiltSites) -> Path:
    return sites.staff


@pytest.fixture(scope="module")
def public(sites: BuiltSites) -> Path:
    return sites.public


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that doesn't know its address, built from a working copy that nobody has committed."""
    root = small(tmp_path_factory.mktemp("bare"))
    write(root, "mkdocs.yml", STAFF.replace(f"site_url: {ADDRESS}\n", ""))
    commit(root, "Start", first=True)
    put(root, 70, "Nobody stands for this")
    (root / "docs/guides/late.md").write_text(
        (root / "docs/guides/history.md").read_text("utf-8"), "utf-8"
    )
    commit(root, "Another page")
    (root / "docs/guides/late.md").unlink()
    put(root, 70, "Not yet")
    return build_staff(root)


def page(site: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring(
        (site / address / "index.html").read_bytes(), parser=html.HTMLParser(encoding="utf-8")
    )


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def landing(tree: html.HtmlElement, why: str) -> html.HtmlElement:
    landings: list[html.HtmlElement] = [
        item
        for item in tree.xpath("//li[@class='kim-landing']")
        if why in words_of(item.xpath(".//h3")[0])
    ]
    assert len(landings) == 1
    return landings[0]


# -------------------------------------------------------------------------------------------- pages


def test_there_is_a_page_for_each_month_in_which_something_changed_by_the_day_in_the_united_kingdom(
    site: Path,
) -> None:
    assert sorted(path.name for path in (site / "changes").iterdir() if path.is_dir()) == [
        "2026-09",
        "2026-11",
    ]
    days = [
        words_of(heading).removesuffix("¶")
        for heading in page(site, "changes/2026-09").xpath("//section[@class='kim-day']/h2")
    ]
    assert days == [
        "15 September 2026",
        "1 September 2026",
    ]  # half past eleven at night in UTC, in summer


def test_changes_shows_the_newest_month_and_leads_to_all(site: Path) -> None:
    tree = page(site, "changes")
    whole = page(site, "changes/2026-11")
    assert [words_of(item) for item in tree.xpath("//li[@data-kim-row]")] == [
        words_of(item) for item in whole.xpath("//li[@data-kim-row]")
    ]
    assert [words_of(item) for item in tree.xpath("//ul[@class='kim-months']/li")] == [
        "November 2026 (6 changes)",
        "September 2026 (159 changes)",
    ]
    assert "Changes" in [
        words_of(item) for item in whole.xpath("//nav[@aria-label='Breadcrumb']//a")
    ]
    assert whole.xpath("//a[@rel='prev']/@href") == ["../../changes/2026-09/"] * 2


def test_a_change_says_when_what_who_why_and_where(site: Path) -> None:
    landed = landing(page(site, "changes"), "Say which doors")
    assert "08:15, by Ben, commit" in words_of(landed)
    assert landed.xpath(".//time/@datetime") == ["2026-11-03T08:15:00+00:00"]
    assert landed.xpath(f".//a[starts-with(@href, '{FORGE}/commit/')]")
    doors, index = sorted(
        landed.xpath(".//li[@data-kim-row]"), key=lambda row: "docs/" in words_of(row)
    )
    assert "Changed: Paint the front doors (T-60, Tasks)" in words_of(
        doors
    ) or "Title Paint the doors → became Paint the front doors" in words_of(doors)
    assert "docs/index.md" in words_of(index)
    assert "And more." in words_of(index)


def test_a_long_text_is_cut_down_to_what_changed(site: Path) -> None:
    words = landing(page(site, "changes"), "Say which doors").xpath(".//div[@class='kim-words']")
    assert [words_of(word) for word in words if "word200" in words_of(word)] == [
        "… "
        + " ".join(f"word{number}" for number in range(192, 200))
        + " [taken out: word200][put in: instead] "
        + " ".join(f"word{number}" for number in range(201, 209))
        + " …"
    ]


def test_a_pull_request_and_what_uses_a_record_are_named(site: Path) -> None:
    lifts = landing(page(site, "changes/2026-09"), "Bring in the lifts")
    assert "by Ana, commit" in words_of(lifts)  # "(#12)" in a direct commit is anybody's number
    first = landing(page(site, "changes/2026-09"), "Start the registers")
    (clerk,) = [
        row for row in first.xpath(".//li[@data-kim-row]") if "(ROLE-keeper" in words_of(row)
    ]
    assert re.search(r"used by 3 roles, 1 document, 1 expectation and \d+ tasks\)", words_of(clerk))


def test_a_bulk_commit_is_folded_into_one_line_that_opens(site: Path) -> None:
    landed = landing(page(site, "changes/2026-09"), "Bring in the lifts")
    assert [words_of(summary) for summary in landed.xpath("./details/summary")] == [
        "Created: 131 records"
    ]
    assert len(landed.xpath("./details//li[@data-kim-row]")) == 131
    assert not landing(page(site, "changes"), "Tidy up").xpath("./details")


def test_a_row_leads_to_the_change_itself_whatever_its_record_is_called_now(site: Path) -> None:
    rows = landing(page(site, "changes/2026-09"), "Bring in the lifts").xpath(
        ".//li[@data-kim-row]"
    )
    (doors,) = [row for row in rows if "T-60" in words_of(row)]
    (history,) = [link for link in doors.xpath(".//a/@href") if "#" in link]
    place, _, anchor = history.partition("#")
    assert place == "../../registers/tasks/t-60/"
    (told,) = page(site, "registers/tasks/t-60").xpath(f"//li[@id='{anchor}']")
    assert words_of(told).startswith("Created on 15 September 2026")
    places = page(site, "registers/tasks/t-61").xpath("//li[contains(@class, 'kim-chapter')]/@id")
    assert len(places) == len(set(places)) == 3
    assert f"{anchor}-0" in places


def test_deleted_records_lead_to_the_page_that_is_kept_and_renamed_ones_are_told_once(
    site: Path,
) -> None:
    rows = {
        words_of(row): row
        for row in landing(page(site, "changes"), "Tidy up").xpath(".//li[@data-kim-row]")
    }
    (deleted,) = [row for text, row in rows.items() if text.startswith("Deleted")]
    assert deleted.xpath(".//a/@href")[0] == "../registers/tasks/t-4/"
    assert len(rows) == 2
    (renamed,) = [text for text in rows if "T-61" in text]
    assert renamed.startswith(
        "Changed: Paint the front doors (T-61, Tasks) It was T-60 until then."
    )


def test_each_row_carries_what_the_filters_go_by(site: Path) -> None:
    row = landing(page(site, "changes"), "Tidy up").xpath(".//li[@data-kim-row]")[0]
    filters = [row.get(name) for name in ("data-day", "data-f0", "data-f1", "data-f2", "data-f3")]
    assert filters == ["2026-11-20", "Tasks", "Keeper of records", "Cleo & co", "Deleted"]
    (controls,) = page(site, "changes").xpath("//*[@class='kim-controls']")
    assert controls.get("hidden") is not None  # there is none to use without JavaScript
    assert [words_of(label) for label in controls.xpath(".//label")] == [
        "Record, or words",
        "Register",
        "Owner today",
        "Author",
        "Kind of change",
        "From this day",
        "Until this day",
    ]
    assert all(
        page(site, "changes").xpath(f"//*[@id='{id_}']") for id_ in controls.xpath(".//label/@for")
    )


def test_what_is_not_committed_is_said_and_not_listed(bare: Path) -> None:
    tree = page(bare, "changes")
    assert "2 records and pages differ from the last commit" in words_of(
        tree.xpath("//*[@role='note']")[0]
    )
    assert len([row for row in tree.xpath("//li[@data-kim-row]") if "T-70" in words_of(row)]) == 1
    (late,) = [row for row in tree.xpath("//li[@data-kim-row]") if "late.md" in words_of(row)]
    assert {str(link.get("href")).partition("#")[0] for link in late.xpath(".//a")} == {
        "../history/guides/late/"
    }  # its page is gone, its history isn't


# -------------------------------------------------------------------------------------------- feeds

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def atoms(site: Path) -> Iterator[tuple[str, etree._Element]]:
    for path in sorted(site.rglob("*.atom")):
        yield path.relative_to(site).as_posix(), etree.fromstring(path.read_bytes())


def text(element: etree._Element, name: str) -> str:
    (part,) = element.findall(f"{ATOM}{name}")
    return part.text or ""


BEGAN = "2026-08-31T23:30:00Z"
"""When the project's history began."""


def test_every_atom_feed_keeps_the_rules_of_rfc_4287(site: Path) -> None:
    names = [name for name, _ in atoms(site)]
    assert names == [
        "changes/feed.atom",
        "due/role-keeper-changes.atom",
        "due/year-changes.atom",
        *(
            f"registers/{name}/changes.atom"
            for name in ("documents", "expectations", "roles", "tasks")
        ),
    ]
    for name, feed in atoms(site):
        assert feed.tag == f"{ATOM}feed"
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            assert urlsplit(text(element, "id")).scheme == "tag"
            assert text(element, "title")
            assert RFC3339.fullmatch(text(element, "updated"))
            assert all(
                urlsplit(str(link.get("href"))).netloc for link in element.findall(f"{ATOM}link")
            )
            alternates = [
                link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"
            ]
            assert len(alternates) == 1
        entries = feed.findall(f"{ATOM}entry")
        assert [part.tag for part in feed if part.tag not in (f"{ATOM}entry", f"{ATOM}link")] == [
            f"{ATOM}{name}" for name in ("id", "title", "updated")
        ]
        assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries)
        kinds = [
            content.get("type") for entry in entries for content in entry.iter(f"{ATOM}content")
        ]
        assert kinds == ["text"] * len(entries)
        updated = [text(entry, "updated") for entry in entries]
        assert text(feed, "updated") == max(updated, default=BEGAN)
        ids = [text(entry, "id") for entry in entries]
        assert len(set(ids)) == len(ids)
        assert f"{ADDRESS}{name}" in [
            link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"
        ]


def test_a_feed_holds_the_newest_hundred_and_a_register_s_feed_only_its_own(site: Path) -> None:
    feeds = dict(atoms(site))
    whole = [text(entry, "title") for entry in feeds["changes/feed.atom"].findall(f"{ATOM}entry")]
    assert len(whole) == 100
    assert whole[0] == f"Changed: {TRAP}! (T-62)"
    tasks = [
        text(entry, "id") for entry in feeds["registers/tasks/changes.atom"].findall(f"{ATOM}entry")
    ]
    assert len(tasks) == 100
    assert all("/registers/tasks/T-" in entry for entry in tasks)
    roles = [
        text(entry, "title")
        for entry in feeds["registers/roles/changes.atom"].findall(f"{ATOM}entry")
    ]
    assert roles[0] == "Opened to everybody: Roles"
    assert len(roles) == 4


def test_a_post_s_feed_holds_what_it_has_to_do_something_about_and_its_page_leads_there(
    site: Path,
) -> None:
    posts = [*(site / "due").glob("role-*/index.html")]
    assert posts
    for path in posts:
        post = path.parent.name
        feed = etree.parse(site / f"due/{post}-changes.atom")
        ids = [text(entry, "id") for entry in feed.iterfind(f"{ATOM}entry")]
        shown = html.parse(path).getroot()
        records = {
            link.rstrip("/").rpartition("/")[2] for link in shown.xpath("//tbody//th/a/@href")
        }
        assert {id_.rpartition("/")[2].lower() for id_ in ids if "/registers/" in id_} <= records
        assert ids
        assert shown.xpath(f"//main//a[contains(@href, 'due/{post}-changes.atom')]")


def test_what_comes_round_again_has_a_feed_on_the_page_of_what_is_due(site: Path) -> None:
    feed = json.loads((site / "due/year-changes.json").read_text("utf-8"))
    assert feed["title"] == "Changes to what comes round again"
    assert feed["home_page_url"] == f"{ADDRESS}due/"


def test_both_forms_say_the_same(site: Path) -> None:
    for name, feed in atoms(site):
        told = json.loads((site / name).with_suffix(".json").read_text("utf-8"))
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        assert told["feed_url"] == f"{ADDRESS}{name.removesuffix('.atom')}.json"
        assert [
            (
                item["id"],
                item["title"],
                item["content_text"],
                item["authors"][0]["name"],
                item["date_modified"],
            )
            for item in told["items"]
        ] == [
            (
                text(entry, "id"),
                text(entry, "title"),
                text(entry, "content"),
                entry.findtext(f"{ATOM}author/{ATOM}name"),
                text(entry, "updated"),
            )
            for entry in feed.findall(f"{ATOM}entry")
        ]


def test_a_feed_s_links_lead_to_pages_that_are_there(site: Path) -> None:
    for name, feed in atoms(site):
        for link in feed.iter(f"{ATOM}link"):
            target = str(link.get("href"))
            if target.startswith(ADDRESS) and link.get("rel") == "alternate":
                place, _, anchor = target.removeprefix(ADDRESS).partition("#")
                assert not anchor or page(site, place).xpath(f"//*[@id='{anchor}']"), (name, target)
    first = next(iter(dict(atoms(site))["changes/feed.atom"].iter(f"{ATOM}entry")))
    (related,) = first.findall(f"{ATOM}link[@rel='related']")
    assert str(related.get("href")).startswith(f"{FORGE}/commit/")


def test_an_id_lasts_when_more_is_changed(project: Path, site: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    shutil.copytree(project, later, ignore=shutil.ignore_patterns("site"))
    put(later, 62, "Something else")
    commit(later, "Say something else", day="2026-11-22T09:00:00+00:00")
    made = feeds(view(load(later)[0], "staff", TODAY, load_history(later), FORGE), ADDRESS)
    before = json.loads((site / "changes/feed.json").read_text("utf-8"))["items"]
    after = json.loads(made["changes/feed.json"])["items"]
    assert [item["id"] for item in after[1:]] == [item["id"] for item in before[:-1]]


def test_a_feed_of_a_register_in_which_nothing_ever_changed_is_empty_and_whole(
    tmp_path: Path,
) -> None:
    lay_base(tmp_path)
    shutil.rmtree(tmp_path / "registers")
    (tmp_path / "registers").mkdir()
    (tmp_path / ".gitignore").write_text("schemas/\n", "utf-8")  # they came by some other way
    commit(tmp_path, "Start", first=True)
    made = feeds(view(load(tmp_path)[0], "staff", TODAY, load_history(tmp_path), FORGE), ADDRESS)
    tasks = etree.fromstring(made["registers/tasks/changes.atom"])
    assert not tasks.findall(f"{ATOM}entry")
    assert text(tasks, "updated") == "2026-11-22T09:00:00Z"
    assert json.loads(made["registers/tasks/changes.json"])["items"] == []


def test_pages_name_their_feeds_and_lead_to_them(site: Path) -> None:
    for address, place in (
        ("changes", "changes/feed"),
        ("registers/tasks", "registers/tasks/changes"),
    ):
        tree = page(site, address)
        for xpath in ("//head/link[@rel='alternate']/@href", "//p[@class='kim-feeds']/a/@href"):
            assert [urljoin(f"{ADDRESS}{address}/", href) for href in tree.xpath(xpath)] == [
                f"{ADDRESS}{place}.atom",
                f"{ADDRESS}{place}.json",
            ]
    assert not page(site, "registers/tasks/t-1").xpath("//link[@rel='alternate']")


def test_a_host_that_knows_no_atom_is_told_what_it_is(site: Path, public: Path) -> None:
    staff, tenants = (
        json.loads((folder / "staticwebapp.config.json").read_text("utf-8"))
        for folder in (site, public)
    )
    assert staff["mimeTypes"] == {".atom": "application/atom+xml"}
    assert "mimeTypes" not in tenants


def test_a_site_without_an_address_has_no_feeds_and_no_links_to_them(bare: Path) -> None:
    assert not [*bare.rglob("*.atom")]
    assert not page(bare, "changes").xpath("//*[@class='kim-feeds'] | //link[@rel='alternate']")


# ------------------------------------------------------------------------------- a month too large


@pytest.fixture
def parts(project: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, html.HtmlElement]:
    """The pages of changes by their addresses, where a page holds less than September brought."""
    monkeypatch.setattr(month_parts, "MOST", 100)
    seen = view(load(project)[0], "staff", TODAY, load_history(project), FORGE)
    pages = (page for page in generated_pages(seen) if page.address.startswith("changes/"))
    made = {page.address: page.make().html for page in pages}
    made["changes/"] = months.changes(seen).html
    return {
        address: html.fromstring(f"<main>{text.replace(ROOT, '/')}</main>")
        for address, text in made.items()
    }


def test_a_large_month_says_what_each_day_brought_and_leads_to_the_days_pages(
    parts: dict[str, html.HtmlElement], site: Path
) -> None:
    assert sorted(parts) == [
        "changes/",
        "changes/2026-09/",
        "changes/2026-09/01/",
        "changes/2026-09/15/",
        "changes/2026-09/15/2/",
        "changes/2026-11/",
    ]
    september = parts["changes/2026-09/"]
    places = september.xpath("//section[@class='kim-day']/h2/@id")
    assert places == ["day-2026-09-15", "day-2026-09-01"]  # where they were when it was small
    assert words_of(september.xpath("//section[@class='kim-day'][1]")[0]) == (
        "15 September 2026 65 changes in 1 commit on 15 September 2026, part 2 of 2 "
        "(part 2, at 11:00) Tasks: 65 "
        "66 changes in 1 commit on 15 September 2026, part 1 of 2 (part 1, at 11:00) Tasks: 66"
    )
    told = [
        item
        for address in september.xpath("//a[@data-kim-carry]/@href")
        for item in parts[address[1:]].xpath("//li[@data-kim-row]")
    ]
    small = page(site, "changes/2026-09").xpath("//li[@data-kim-row]")
    assert sorted(map(words_of, told)) == sorted(map(words_of, small))


def test_a_part_says_what_it_is_and_leads_to_the_month_and_to_those_beside_it(
    parts: dict[str, html.HtmlElement],
) -> None:
    part = parts["changes/2026-09/15/"]
    (beside, _) = part.xpath("//p[@class='kim-beside']")
    assert words_of(beside) == (
        "← 1 September 2026 All of September 2026 15 September 2026, part 2 of 2 →"
    )
    assert beside.xpath(".//a/@href") == [
        "/changes/2026-09/01/",
        "/changes/2026-09/#day-2026-09-15",
        "/changes/2026-09/15/2/",
    ]
    assert "It did more than one page holds." in words_of(landing(part, "Bring in the lifts"))
    assert "more than one page" not in words_of(parts["changes/2026-09/01/"])


def test_a_large_months_filters_know_what_its_pages_hold(
    parts: dict[str, html.HtmlElement],
) -> None:
    (first,) = parts["changes/2026-09/"].xpath("//li[@data-day='2026-09-01']")
    assert first.get("data-f0").split("|")[:1] == ["Schemas and settings"]
    assert first.get("data-f2") == "Somebody"
    assert not parts["changes/2026-09/"].xpath("//input[@data-kim-find]")


# ---------------------------------------------------------------- text stays text, and stays inside


def test_text_from_records_and_commits_stays_text_on_the_pages(site: Path) -> None:
    for address in ("changes", "changes/2026-11"):
        tree = page(site, address)
        landed = landing(tree, "Why not")
        assert words_of(landed.xpath(".//h3")[0]) == f"Why not: {TRAP}"
        assert f"Created: {TRAP}! (T-62, Tasks)" in words_of(landed)
        assert not [script for script in tree.iter("script") if script.get("src") is None]
        assert "Say it louder" in words_of(tree)


def test_text_from_records_and_commits_stays_text_in_the_feeds(site: Path) -> None:
    feed = dict(atoms(site))["registers/tasks/changes.atom"]
    assert {str(part.tag).removeprefix(ATOM) for part in feed.iter(etree.Element)} == {
        "feed", "id", "title", "updated", "link", "entry", "author", "name", "category", "content"
    }  # fmt: skip
    newest = next(iter(feed.iter(f"{ATOM}entry")))
    assert f"Title: {TRAP} → {TRAP}!" in text(newest, "content")
    assert f"Body: {TRAP} \ufffd[31m" in text(newest, "content")
    assert datetime.fromisoformat(text(newest, "updated")) == datetime.fromisoformat(
        "2026-11-21T09:00:00+00:00"
    )


def test_the_public_site_has_none_of_it(public: Path) -> None:
    assert not [*public.rglob("*.atom")]
    assert not (public / "changes").exists()
    assert not [
        path for path in public.rglob("*.json") if path.name in ("feed.json", "changes.json")
    ]
    words = (
        "Ana",
        "Cleo",
        "Say which doors",
        "Tidy up",
        "Start the registers",
        "kim-feeds",
        FORGE,
        'rel="alternate"',
    )
    for path in public.rglob("*.html"):
        whole = path.read_text("utf-8")
        assert not [word for word in words if re.search(rf"\b{re.escape(word)}", whole)], path


# ---------------------------------------------------------------------------------------- few words


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a b c d e f g h i", "a b c d x f g h i", " … d <del>e</del><ins>x</ins> f … "),
        ("a b c d e f g h i", "x b c d e f g h i", "<del>a</del><ins>x</ins> b … "),
        ("a b", "a c", None),
    ],
)
def test_what_stayed_is_left_out_but_for_a_word_on_each_side(
    old: str, new: str, shown: str | None
) -> None:
    near = words_near(old, new, around=1, letters=100)
    plain = re.sub(r'<span class="kim-hidden">.*?</span>', "", str(near)) if near else None
    assert plain == shown


def test_a_text_that_changed_in_many_places_ends_where_enough_is_shown() -> None:
    old = " ".join(f"a{number} b c d" for number in range(50))
    new = re.sub(r"a(\d+)", r"z\1", old)
    near = words_near(old, new, around=1, letters=60)
    assert near
    assert str(near).endswith(" …")
    assert len(re.sub(r"<.*?>|\[.*?: |\]", "", str(near))) < 100


@pytest.mark.parametrize(
    ("whole", "start"),
    [("one two three", "one two three"), ("one two three four", "one two …"), (" " * 20, " …")],
)
def test_a_long_text_is_cut_at_a_words_end(whole: str, start: str) -> None:
    assert shortened(whole, 13) == start


def test_very_long_texts_are_compared_too() -> None:
    """With every empty line held against every other this goes on for minutes."""
    pick = Random(1)  # noqa: S311 - no secret is made
    old = "\n".join(pick.choice(["", "", f"Line {pick.randrange(50_000)}"]) for _ in range(20_000))
    new = old.replace("\nLine 1", "\nRow 1")
    assert "[put in: </span>Row 1" in str(words_apart(old, new))
    assert (
        words_apart(
            old,
            "\n".join(
                pick.choice(["", "", f"Else {pick.randrange(50_000)}"]) for _ in range(20_000)
            ),
        )
        is None
    )
