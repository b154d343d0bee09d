"""The form on which staff change a record, in a browser, under the site's own policy.

What it writes is held to `kim set` here, and its way of writing to Python's in `test_edit_bytes`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.catalogue.load import load
from macros.catalogue.set_values import wish, with_wish
from macros.catalogue.sheets.named import Names
from macros.catalogue.write_fields import with_fields
from macros.catalogue.yaml_reader import parse
from macros.model import Catalogue, Value
from macros.model.mappings import differing
from tests.browser.axe import look_at_each, too_wide
from tests.browser.conftest import opened, served
from tests.browser.form import add, choose, fill, group
from tests.projects import TODAY, BuiltSites


class Edited(NamedTuple):
    """The small project's site for staff: where it is served, its project, and what that holds."""

    staff: str
    project: Path
    catalogue: Catalogue

    def form(self, register: str, id_: str = "") -> str:
        return f"{self.staff}/edit/{register}/" + (f"?id={id_}" if id_ else "")

    def content(self, register: str, id_: str) -> bytes:
        return (self.project / "registers" / register / f"{id_}.yml").read_bytes()

    def set(self, register: str, id_: str, *wishes: str) -> str:
        """A record's file as `kim set` writes it."""
        content = self.content(register, id_)
        document, _ = parse(content, "")
        assert document
        schema = self.catalogue.registers[register].schema
        values = document.value
        for typed in wishes:
            values = with_wish(schema, values, wish(typed), Names(self.catalogue.registers))
        new = {field: values.get(field) for field in differing(document.value, values)}
        return with_fields(content, document, schema.fields, new).decode()

    def holding(self, register: str, id_: str, new: Mapping[str, Value]) -> str:
        """A record's file with fields that hold something else."""
        content = self.content(register, id_)
        document, _ = parse(content, "")
        assert document
        return with_fields(
            content, document, self.catalogue.registers[register].schema.fields, new
        ).decode()

    def errors(self, file: str, text: str) -> list[str]:
        """What `kim check` would refuse if the file held that."""
        after, _ = load(self.project, TODAY, proposed={file: text.encode()})
        return [f"{problem.field}: {problem.message}" for problem in after.errors]


@pytest.fixture(scope="module")
def edited(small_sites: BuiltSites) -> Iterator[Edited]:
    project = small_sites.staff.parent.parent
    with served(small_sites.staff, "staff") as staff:
        yield Edited(staff, project, load(project, TODAY)[0])


@pytest.fixture
def page(browser: Browser, edited: Edited) -> Iterator[Page]:
    with opened(browser, f"{edited.staff}/404.html") as page:
        page.on("dialog", lambda dialog: dialog.accept())
        yield page
        page.evaluate("window.addEventListener('beforeunload', e => e.stopImmediatePropagation())")


def show(page: Page) -> str:
    """Press the button, and give the text of the file that comes of it."""
    page.locator(".kim-edit__form button[type=submit]").click()
    expect(page.locator(".kim-edit__result")).to_be_visible()
    return page.get_by_label("The whole text of the file").input_value()


def changed(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


CHANGES = [
    ("actions", "IA3", fill("Due (required)", "Q4 2026/27"), ["timescale=Q4 2026/27"],
     "Due: Q4 2024/25 → Q4 2026/27"),
    ("actions", "IA3", choose("Status (required)", "In progress"), ["status=In progress"],
     "Status: Not reported → In progress"),
    ("actions", "IA3", fill("Comments", "Colon: here #1"), ["comments=Colon: here #1"],
     "Comments: Start with repairs. → Colon: here #1"),
    ("actions", "IA3", fill("Comments", ""), ["comments="], "Comments: taken out: Start"),
    ("actions", "IA3", fill("Keeper of this record (required)", "senior information risk owner"),
     ["owner_role=ROLE-siro"], "→ Senior Information Risk Owner (ROLE-siro)"),
    ("actions", "IA3", choose("Ombudsman recommendation (required)", "No"),
     ["ombudsman_recommendation=no"], "Ombudsman recommendation: yes → no"),
    ("actions", "IA3", add("See also", "DQ6"), ["see_also=+DQ6"], "See also: added: "),
    ("actions", "IA3", lambda page: page.get_by_label("Take out See also 1").click(),
     ["see_also=-IA4"], "See also: taken out: "),
    ("actions", "IA3", fill("Last reviewed", "2025-03"), ["last_reviewed=2025-03"],
     "Last reviewed: added: 2025-03"),
    ("retention", "RET-001", lambda page: page.get_by_label("Years", exact=True).first.fill("7"),
     ["rule.years=7"], "How long we keep it, years: 6 → 7"),
    ("retention", "RET-001", lambda page: page.locator("input[value=legal-hold]").uncheck(),
     ["exceptions=-legal-hold"], "Kept longer when: taken out: "),
    ("faqs", "FAQ-001", fill("Short answer (required)", "So that we treat you fairly."),
     ["short_answer=So that we treat you fairly."], "→ So that we treat you fairly."),
    ("kim-log", "KIM-complaints-2025-02", fill("Checked on", "2025-03-21"),
     ["checked_on=2025-03-21"], "20 March 2025 → 21 March 2025"),
    ("actions", "IA3", fill("Title (required)", "Set  all standards "),
     ["title=Set all standards"], "Title: Set data recording standards → Set all standards"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("register", "id_", "act", "wishes", "words"), CHANGES, ids=[case[3][0] for case in CHANGES]
)
def test_a_field_changed_in_the_form_gives_the_bytes_that_kim_set_gives(
    page: Page,
    edited: Edited,
    register: str,
    id_: str,
    act: Callable[[Page], None],
    wishes: list[str],
    words: str,
) -> None:
    page.goto(edited.form(register, id_))
    act(page)
    text = show(page)
    assert text == edited.set(register, id_, *wishes)
    assert len(changed(edited.content(register, id_).decode(), text)) <= 2
    expect(page.locator(".kim-edit__result ul li")).to_have_count(1)
    expect(page.locator(".kim-edit__result ul li")).to_contain_text(words)


def test_several_changes_keep_comments_and_are_told_one_by_one(page: Page, edited: Edited) -> None:
    page.goto(edited.form("actions", "IA3"))
    fill("Due (required)", "Ongoing")(page)
    fill("Last reviewed", "2025-03-20")(page)
    add("Supported by", "Housing Services Manager")(page)
    text = show(page)
    wishes = ("timescale=Ongoing", "supporting_roles=+ROLE-housing-services-manager")
    assert text == edited.set("actions", "IA3", *wishes, "last_reviewed=2025-03-20")
    expect(page.locator(".kim-edit__result ul li")).to_have_count(3)
    expect(page.locator(".kim-edit__result li").first).to_have_text(
        "Supported by: added: Housing Services Manager (ROLE-housing-services-manager)"
    )


def test_groups_in_lists_are_changed_added_and_taken_out(page: Page, edited: Edited) -> None:
    page.goto(edited.form("actions", "IA3"))
    first, second = group(page, "Source 1"), group(page, "Source 2")
    first.get_by_label("Part").fill("Chapter 2: keeping")
    group(page, "Source").get_by_role("button", name="Add another: Source").click()
    second.get_by_label("Document (required)").fill("DOC-strategy")
    sources = [
        {"document": "DOC-strategy", "part": "Chapter 2: keeping"},
        {"document": "DOC-strategy"},
    ]
    text = show(page)
    assert text == edited.holding("actions", "IA3", {"sources": sources})
    assert edited.errors("registers/actions/IA3.yml", text) == []
    told = page.locator(".kim-edit__result ul li")
    expect(told.first).to_have_text("Source 1, part: Chapter 1 → Chapter 2: keeping")
    page.get_by_role("button", name="Take out Source 2").click()
    assert show(page) == edited.holding("actions", "IA3", {"sources": sources[:1]})


def test_a_list_can_be_put_in_another_order(page: Page, edited: Edited) -> None:
    page.goto(edited.form("retention", "RET-001"))
    page.get_by_role("button", name="Move up Examples 2").click()
    expect(page.get_by_role("button", name="Take out Examples 1")).to_be_focused()
    expect(page.get_by_role("button", name="Move up Examples 1", exact=True)).to_be_hidden()
    examples = ["Changes to the tenancy", "Tenancy agreement"]
    assert show(page) == edited.holding("retention", "RET-001", {"examples": examples})


def test_a_text_with_formatting_shows_how_it_will_look(page: Page, edited: Edited) -> None:
    page.goto(edited.form("faqs", "FAQ-001"))
    preview = page.locator(".kim-edit__preview")
    preview.locator("summary").click()
    expect(preview.locator("li")).to_have_text(
        ["give you more time", "write in the way that suits you."]
    )
    fill("More about this", "Ask **us** <b>now</b>:\n\n- [here](javascript:alert(1))")(page)
    expect(preview.locator("strong")).to_have_text("us")
    expect(preview).to_contain_text("Ask us <b>now</b>:")
    expect(preview.locator("li")).to_have_text(["[here](javascript:alert(1))"])


def test_a_number_that_moves_far_is_told(page: Page, edited: Edited) -> None:
    page.goto(edited.form("retention", "RET-001"))
    page.get_by_label("Years", exact=True).first.fill("70")
    show(page)
    told = page.locator(".kim-edit__result ul li")
    expect(told).to_contain_text("6 → 70. Look at this: it is about 12 times as much")


def test_axe_finds_nothing_in_what_is_told(page: Page, edited: Edited) -> None:
    page.goto(edited.form("actions", "IA3"))
    page.emulate_media(reduced_motion="reduce")  # no colour is half-way to another
    fill("Due (required)", "next spring")(page)
    page.locator(".kim-edit__form button[type=submit]").click()
    faults = [*look_at_each(page, [(1280, "light"), (320, "dark")]), *too_wide(page, 320)]
    fill("Due (required)", "Ongoing")(page)
    show(page)
    for summary in page.locator(".kim-edit__result summary").all():
        summary.click()
    faults += [*look_at_each(page, [(320, "light"), (1280, "dark")]), *too_wide(page, 320)]
    page.emulate_media(reduced_motion="null", color_scheme="null")
    assert faults == []


def test_what_is_put_back_is_no_change(page: Page, edited: Edited) -> None:
    page.goto(edited.form("faqs", "FAQ-001"))
    fill("Short answer (required)", "Another.")(page)
    page.get_by_label("Short answer (required)").fill(
        "So that we can treat you fairly and work in a way that suits you."
    )
    page.locator(".kim-edit__form button[type=submit]").click()
    expect(page.locator(".kim-edit__summary")).to_have_text("Nothing has changed yet.")


@pytest.mark.parametrize(
    ("label", "text", "words"),
    [
        ("Due (required)", "next spring", "Write a quarter ('Q3 2024/25'), a date"),
        ("Due (required)", "", "Fill this in"),
        ("Title (required)", "Ab", "This has 2 characters; the least is 3."),
        ("Comments", "Pasted\u200bwords", "a character here that nobody sees (U+200B)"),
        ("Keeper of this record (required)", "Nobody at all", "No record here is called"),
    ],
)
def test_a_mistake_is_told_beside_its_field(
    page: Page, edited: Edited, label: str, text: str, words: str
) -> None:
    page.goto(edited.form("actions", "IA3"))
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    fault = page.locator(".kim-edit__field", has=field).locator(".kim-edit__fault")
    expect(fault).to_contain_text(words)
    expect(field).to_have_attribute("aria-invalid", "true")
    page.locator(".kim-edit__form button[type=submit]").click()
    expect(page.locator(".kim-edit__summary")).to_contain_text("One thing is not right yet")
    expect(page.locator(".kim-edit__result")).to_be_hidden()
    page.locator(".kim-edit__summary a").click()
    expect(field).to_be_focused()


def test_fields_that_do_not_fit_are_told_in_the_schemas_own_words(
    page: Page, edited: Edited
) -> None:
    page.goto(edited.form("actions", "IA3"))
    choose("Status (required)", "Complete")(page)
    page.locator(".kim-edit__form button[type=submit]").click()
    summary = page.locator(".kim-edit__summary")
    expect(summary).to_contain_text("An action that is complete says where the proof is: add “")
    summary.locator("a").first.click()
    expect(page.get_by_role("button", name="Add one: Evidence", exact=True)).to_be_focused()


def test_a_new_record_has_the_next_id_and_checks_clean(page: Page, edited: Edited) -> None:
    page.goto(edited.form("risks"))
    expect(page.get_by_label("Reference (required)")).to_have_value("RSK-002")
    fill("Title (required)", "Nobody knows which copy is the last")(page)
    fill("Cause (required)", "Copies are kept: in many places.")(page)
    fill("Effect (required)", "Somebody acts on what was true last year.")(page)
    fill("Raised by (required)", "Housing Business Support Manager")(page)
    page.get_by_label("Passed up to (required)").select_option("service")
    page.get_by_text("More that can be said").click()
    add("Controls", "CTL-01")(page)
    fill("Keeper of this record (required)", "ROLE-siro")(page)
    choose("Status (required)", "Current")(page)
    choose("Illustrative", "Yes")(page)
    text = show(page)
    assert text.startswith("id: RSK-002\ntitle: Nobody knows")
    assert 'cause: "Copies are kept: in many places."\n' in text
    assert edited.errors("registers/risks/RSK-002.yml", text) == []


FAULTS = """async registers => {
  const named = await (await fetch("../named.json")).json();
  const faults = [];
  for (const register of registers) {
    const [form, records] = await Promise.all(["form", "records"].map(
      async name => (await fetch(`../${register}/${name}.json`)).json()));
    for (const [id, text] of Object.entries(records))
      for (const fault of KimRules.faults(form, named, KimRead.read(text).values, false))
        faults.push([id, fault.path.join("."), fault.words]);
  }
  return faults;
}"""


def test_no_record_that_checks_clean_is_found_fault_with(page: Page, edited: Edited) -> None:
    page.goto(edited.form("risks"))
    assert page.evaluate(FAULTS, [*edited.catalogue.registers]) == []


def test_an_id_is_not_given_again(page: Page, edited: Edited) -> None:
    page.goto(edited.form("risks"))
    field = page.get_by_label("Reference (required)")
    field.fill("rsk-001")
    field.press("Tab")
    fault = page.locator(".kim-edit__field", has=field).locator(".kim-edit__fault")
    expect(fault).to_contain_text("was given before")


def test_it_ends_on_the_forge_with_the_text_copied_or_filled_in(page: Page, edited: Edited) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(edited.form("actions", "IA3"))
    fill("Due (required)", "Ongoing")(page)
    text = show(page)
    link = page.get_by_role("link", name="Copy the text, and open the file on the forge")
    forge = "https://forge.example.org/example-district/kim-registers"
    expect(link).to_have_attribute("href", f"{forge}/edit/main/registers/actions/IA3.yml")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    page.get_by_role("button", name="Copy the text", exact=True).click()
    expect(page.get_by_text("The text is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == text
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the file").click()
    assert saved.value.suggested_filename == "IA3.yml"
    assert saved.value.path().read_text("utf-8") == text


FORGES = {
    "https://github.com/o/r edit/main/": ("/new/main/registers/risks?filename=R-1.yml", True),
    "https://gitlab.com/o/r -/edit/main/": ("/-/new/main/registers/risks?file_name=R-1.yml", False),
    "https://codeberg.org/o/r _edit/main/": ("/_new/main/registers/risks/?filename=R-1.yml", True),
    "https://dev.azure.com/o/p/_git/r ?path=": ("?path=/registers/risks&version=GBmain", False),
    "https://bitbucket.org/o/r src/main/": ("/create-file/main/registers/risks/?at=main", False),
}


def test_each_forge_gets_the_address_that_it_knows(page: Page, edited: Edited) -> None:
    page.goto(edited.form("risks"))
    for settings, (address, filled) in FORGES.items():
        forge, uri = settings.split()
        way = page.evaluate(
            "([form, path, text]) => KimForge.way(form, path, text, true)",
            [
                {"forge": forge, "editor": f"{forge}{'' if uri[0] == '?' else '/'}{uri}{{path}}"},
                "registers/risks/R-1.yml",
                "id: R-1\n",
            ],
        )
        text = "&value=id%3A%20R-1%0A" if filled else ""
        assert (way["href"], way["filled"]) == (forge + address + text, filled)


def test_a_draft_stays_on_the_device_and_can_be_deleted(page: Page, edited: Edited) -> None:
    page.goto(edited.form("actions", "IA3"))
    fill("Due (required)", "Ongoing")(page)
    add("See also", "DQ6")(page)
    page.get_by_role("button", name="Keep a draft on this device").click()
    expect(page.locator(".kim-edit__drafts")).to_contain_text("on this device alone")
    page.goto("about:blank")
    page.goto(edited.form("actions", "IA3"))
    expect(page.get_by_label("Due (required)")).to_have_value("Q4 2024/25")
    page.get_by_role("button", name="Go on with the draft").click()
    expect(page.get_by_label("Due (required)")).to_have_value("Ongoing")
    assert show(page) == edited.set("actions", "IA3", "timescale=Ongoing", "see_also=+DQ6")
    page.get_by_role("button", name="Delete the draft").click()
    expect(page.get_by_role("button", name="Go on with the draft")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_nothing_is_sent_and_a_keyboard_is_enough(page: Page, edited: Edited) -> None:
    page.goto(edited.form("actions", "IA3"))
    page.locator(".kim-edit__form").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Due (required)").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Ongoing")
    page.keyboard.press("Enter")
    expect(page.locator(".kim-edit__result h2")).to_be_focused()
    assert asked == []
    assert page.locator("#kim-edit [name]").count() == 0
    assert page.url == edited.form("actions", "IA3")


def test_a_record_leads_to_its_form_and_a_register_to_an_empty_one(
    page: Page, edited: Edited
) -> None:
    page.goto(f"{edited.staff}/registers/risks/rsk-001/")
    page.get_by_role("link", name="Edit this", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Change “What was promised")
    page.goto(f"{edited.staff}/registers/risks/")
    page.get_by_role("link", name="New risk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New risk")


def test_a_record_that_is_not_there_is_said(page: Page, edited: Edited) -> None:
    page.goto(edited.form("risks", "RSK-999"))
    expect(page.locator("#kim-edit-status")).to_have_text(
        "There is no record “RSK-999” in this register."
    )


def test_without_scripts_it_leads_to_the_forge(browser: Browser, edited: Edited) -> None:
    with opened(browser, edited.form("actions", "IA3"), scripts=False) as page:
        expect(page.locator("#kim-edit-off")).to_contain_text("open its file on the forge")
        expect(page.locator("#kim-edit-form")).to_be_hidden()


def test_the_public_site_has_nothing_of_it(small_sites: BuiltSites) -> None:
    assert (small_sites.staff / "edit/risks/records.json").is_file()
    assert not (small_sites.public / "edit").exists()
    assert not (small_sites.public / "assets/edit").exists()
    pages = small_sites.public.rglob("*.html")
    assert [page for page in pages if "edit/" in page.read_text("utf-8")] == []
