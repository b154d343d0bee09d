"""The form on which staff change a page that somebody wrote: its heading, and its text."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.catalogue.front_matter import heading_lines
from macros.catalogue.load import load
from macros.catalogue.schemas import Schemas
from macros.catalogue.write_fields import with_fields
from macros.catalogue.yaml_reader import parse
from tests.browser.axe import look_at_each, too_wide
from tests.browser.conftest import opened, opened_alone, served
from tests.browser.form import fill
from tests.browser.test_edit_bytes import SCRIPTS, THEME
from tests.projects import HOME, TODAY, BuiltSites

PAGES = sorted((HOME / "docs").rglob("*.md"))
LOOKS = ((1280, "light"), (320, "dark"))

CHANGED = """all => all.map(([file, names]) => {
  const values = KimPages.values(file);
  const text = values.get("text"), lines = text.split("\\n");
  lines[lines.length >> 1] += " and more";
  return {
    text,
    same: KimPages.with_fields(file, names, []),
    titled: KimPages.with_fields(file, names, [["title", "Another: title"]]),
    longer: KimPages.with_fields(file, names, [["text", lines.join("\\n")]]),
  };
})"""


def test_each_page_keeps_all_but_the_line_that_changes(
    browser: Browser, real_schemas: Schemas
) -> None:
    names = [field.name for field in real_schemas.page]
    files = [path.read_text("utf-8") for path in PAGES]
    with opened_alone(browser, "about:blank") as page:
        for name in (*SCRIPTS, "edit/pages.js"):
            page.evaluate((THEME / name).read_text("utf-8"))
        all_made = page.evaluate(CHANGED, [[file, names] for file in files])
    assert len(files) > 50
    for file, made in zip(files, all_made, strict=True):
        first, heading, rest = (part.decode() for part in heading_lines(file.encode()))
        assert made["same"] == file
        assert made["text"] == rest.removeprefix("---").strip("\n")
        assert made["titled"] == first + titled(heading, real_schemas) + rest
        assert len(changed(file, made["longer"])) == 2


def titled(heading: str, schemas: Schemas) -> str:
    document, _ = parse(heading.encode(), "")
    assert document
    new = {"title": "Another: title"}
    return with_fields(heading.encode(), document, schemas.page, new).decode()


def changed(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def test_the_site_for_staff_has_the_file_of_each_page_byte_for_byte(
    small_sites: BuiltSites,
) -> None:
    folder = small_sites.staff / "edit/page"
    stored = {
        path.relative_to(folder).as_posix().removesuffix(".json"): read_json(path)
        for path in folder.rglob("*.md.json")
    }
    docs = small_sites.project / "docs"
    written = {
        path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in docs.rglob("*.md")
    }
    assert stored == written
    assert not (small_sites.public / "edit").exists()


def read_json(path: Path) -> Mapping[str, object] | str:
    content: Mapping[str, object] | str = json.loads(path.read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def staff(small_sites: BuiltSites) -> Iterator[str]:
    with served(small_sites.staff, "staff") as address:
        yield address


@pytest.fixture
def page(browser: Browser, staff: str) -> Iterator[Page]:
    with opened(browser, f"{staff}/guides/how-long/") as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.locator(".kim-edit").get_by_role("link", name="Edit this page").click()
        page.locator(".kim-edit__form").wait_for()
        yield page
        page.evaluate("window.addEventListener('beforeunload', e => e.stopImmediatePropagation())")


def test_a_page_leads_to_its_form_which_ends_at_the_forge(
    page: Page, small_sites: BuiltSites
) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Change “How long to keep things”")
    back = page.locator(".kim-kind").get_by_role("link", name="How long to keep things")
    assert back.evaluate("link => link.href").endswith("/guides/how-long/")
    area = page.get_by_label("Text of the page (required)")
    old = area.input_value()
    fill("Next review (required)", "2027-11-22")(page)
    area.fill(old.replace("we keep", "**we** keep"))
    page.get_by_text("How it will look").click()
    preview = page.locator(".kim-edit__preview")
    expect(preview.locator("strong")).to_have_text("we")
    expect(preview.locator("code")).to_contain_text('{{ register_table("retention"')
    page.locator(".kim-edit__form button[type=submit]").click()
    expect(page.locator(".kim-edit__result ul li")).to_have_text(
        ["Next review: 22 May 2027 → 22 November 2027", "Text of the page: one line changed"]
    )
    text = page.get_by_label("The whole text of the file").input_value()
    file = "docs/guides/how-long.md"
    stored = (small_sites.project / file).read_text("utf-8")
    assert changed(stored, text) == [
        "-next_review: 2027-05-22",
        "+next_review: 2027-11-22",
        "-Here is how long we keep each kind of record.",
        "+Here is how long **we** keep each kind of record.",
    ]
    forge = "https://forge.example.org/example-district/kim-registers"
    link = page.get_by_role("link", name="Copy the text, and open the file on the forge")
    expect(link).to_have_attribute("href", f"{forge}/edit/main/{file}")
    after, _ = load(small_sites.project, TODAY, proposed={file: text.encode()})
    assert [problem.message for problem in after.errors] == []


def test_what_does_not_fit_a_page_is_told_beside_its_field(page: Page) -> None:
    fill("Next review (required)", "next spring")(page)
    fill("Text of the page (required)", "")(page)
    page.locator(".kim-edit__form button[type=submit]").click()
    expect(page.locator(".kim-edit__summary")).to_contain_text("not right yet")
    expect(page.locator(".kim-edit__fault", has_text="next spring")).to_be_visible()


SHOWN = """text => {
  const place = document.createElement("div");
  place.append(KimMarkdown.shown_page(text));
  return place.innerHTML;
}"""


TITLE = '<p class="admonition-title">'
AS_SHOWN = {
    "{{ a_macro('x_y_z', b=\"*\") }}": "<p><code>{{ a_macro('x_y_z', b=\"*\") }}</code></p>",
    "## Head": "<h3>Head</h3>",
    "![words](p.png)": "<p>[picture: words]</p>",
    "[x](other.md)": "<p><a>x</a></p>",
    "[x](javascript:alert(1))": "<p>[x](javascript:alert(1))</p>",
    "<b onclick=x>a</b>": "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>",
    '!!! note "Look"\n    - a\n\nb': (
        f'<div class="admonition note">{TITLE}Look</p><ul><li>a</li></ul></div><p>b</p>'
    ),
    "a\n\n!!! warning\n    b": (
        f'<p>a</p><div class="admonition warning">{TITLE}Warning</p><p>b</p></div>'
    ),
}
"""Texts of pages, and the HTML that shows how they will look."""


def test_a_pages_text_shows_its_macros_as_they_are_and_no_html(page: Page) -> None:
    assert {text: page.evaluate(SHOWN, text) for text in AS_SHOWN} == AS_SHOWN


def test_a_page_that_nobody_wrote_is_told(page: Page, staff: str) -> None:
    page.goto(f"{staff}/edit/page/?id=../named")
    expect(page.locator("#kim-edit-status")).to_have_text(
        "There is no page “../named” that somebody wrote."
    )


def test_axe_finds_nothing_in_the_form_of_a_page(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.get_by_text("How it will look").click()
    faults = [*look_at_each(page, LOOKS), *too_wide(page, 320)]
    page.emulate_media(reduced_motion="null", color_scheme="null")
    assert faults == []
