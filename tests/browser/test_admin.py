"""The editor at /admin/ in a browser, under its own policy, against a forge with a real repository.

What it writes is held to `kim set`: the same bytes, and so a line of difference for each field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from macros.catalogue.load import load
from macros.pages.admin import ADDRESS, EDITOR, SETTINGS
from tests.browser.axe import ALL, AXE
from tests.browser.conftest import opened_alone, served
from tests.browser.github import REPOSITORY, TOKEN, Forge, forge_of
from tests.browser.test_edit import Edited
from tests.projects import TODAY, BuiltSites

FORGE = "https://forge.example.org"
"""The forge of the small project, which the one on this machine stands in for."""

LONG = 30_000
"""Milliseconds that a step may take where the machine has much else to do."""

SEEN = """window.IntersectionObserver = class {
  constructor(tell) { this.tell = tell; }
  observe(target) { setTimeout(() => this.tell([{target, isIntersecting: true}], this)); }
  unobserve() {}
  disconnect() {}
};"""
"""The editor makes a field when it comes into view: here all do at once."""

STILL = """const still = new CSSStyleSheet();
still.replaceSync(`*, ::before, ::after {
  animation: none !important; transition: none !important
}`);
document.adoptedStyleSheets = [still];"""
"""What turns or fades is drawn sixty times a second: up to half of what the editor takes."""


class Editor(NamedTuple):
    """The editor with somebody signed in, the forge that it asks, and the site that it is on."""

    page: Page
    forge: Forge
    edited: Edited

    def field(self, path: str) -> Locator:
        return self.page.locator(f'section[data-key-path="{path}"]')

    def open(self, register: str, id_: str) -> None:
        self._go(f"{register}/entries/{id_}", id_)

    def begin(self, register: str, id_: str) -> None:
        """A new record, which is to have the next id."""
        self._go(f"{register}/new", id_)

    def _go(self, place: str, id_: str) -> None:
        self.page.goto(f"{self.edited.staff}/{EDITOR}#/collections/{place}")
        expect(self.field("id").get_by_role("textbox")).to_have_value(id_, timeout=LONG)

    def save(self, answer: str = "Later") -> None:
        """Save, answer whether to send it for review, and wait for the list of the register."""
        self.page.get_by_role("button", name="Save").click()
        self.page.get_by_role("button", name=answer, exact=True).click()
        expect(self.page).to_have_url(re.compile(r"/collections/[a-z-]+$"), timeout=LONG)


@pytest.fixture(scope="module")
def editor(
    browser: Browser, small_sites: BuiltSites, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Editor]:
    project = small_sites.project
    with (
        forge_of(tmp_path_factory.mktemp("forge") / "registers.git", project) as forge,
        served(small_sites.staff, "staff", asks=forge.origin) as staff,
        opened_alone(browser, f"{staff}/404.html") as page,
    ):
        made = (small_sites.staff / SETTINGS).read_text("utf-8").replace(FORGE, forge.origin)
        page.route(f"**/{SETTINGS}", lambda route: route.fulfill(body=made))
        page.add_init_script(SEEN)
        page.add_init_script(STILL)
        page.goto(f"{staff}/{EDITOR}")
        page.get_by_role("button", name="Sign In Using Access Token").click()
        page.get_by_role("textbox").fill(TOKEN)
        page.get_by_role("button", name="Sign In").last.click()
        expect(page.get_by_role("toolbar", name="Global")).to_be_visible(timeout=LONG)
        yield Editor(page, forge, Edited(staff, project, load(project, TODAY)[0]))


Act = Callable[[Editor], object]


def fill(path: str, text: str) -> Act:
    return lambda editor: editor.field(path).get_by_role("textbox").fill(text)


def number(path: str, text: str) -> Act:
    return lambda editor: editor.field(path).get_by_role("spinbutton").fill(text)


PRESSES = 3
HEARD = 2_000
"""Milliseconds. While the editor draws a field anew it hears nothing: then it is pressed again."""


def radio(path: str, words: str) -> Act:
    return lambda editor: press(editor.field(path).get_by_role("radio", name=words), is_on=True)


def tick(path: str, words: str) -> Act:
    def act(editor: Editor) -> None:
        box = editor.field(path).get_by_role("checkbox", name=words)
        press(box, is_on=not box.is_checked())

    return act


def press(choice: Locator, *, is_on: bool) -> None:
    for _ in range(PRESSES):
        choice.click()
        with suppress(AssertionError):
            # before anything else is pressed
            expect(choice).to_be_checked(checked=is_on, timeout=HEARD)
            return
    expect(choice).to_be_checked(checked=is_on)


def choose(path: str, words: str) -> Act:
    def act(editor: Editor) -> None:
        editor.field(path).get_by_role("combobox").click()
        editor.page.get_by_role("option", name=words).click()

    return act


def add(path: str, text: str) -> Act:
    def act(editor: Editor) -> None:
        boxes = editor.field(path).get_by_role("textbox")
        before = boxes.count()
        editor.field(path).get_by_role("button", name="Add").click()
        expect(boxes).to_have_count(before + 1)
        boxes.last.fill(text)

    return act


CHANGES: list[tuple[str, str, list[tuple[Act, str]], tuple[int, int]]] = [
    (
        "actions",
        "IA3",
        [
            (fill("title", " Set all standards"), "title=Set all standards"),
            (radio("theme", "Data quality"), "theme=data-quality"),
            (fill("comments", "Colon: here #1"), "comments=Colon: here #1"),
            (radio("owner_role", "Senior"), "owner_role=ROLE-siro"),
            (tick("see_also", "IA4"), "see_also=-IA4"),
            (tick("see_also", "DQ6"), "see_also=+DQ6"),
            (fill("timescale", "Q4 2026/27"), "timescale=Q4 2026/27"),
            (radio("ombudsman_recommendation", "No"), "ombudsman_recommendation=no"),
            (choose("status", "In progress"), "status=In progress"),
            (fill("last_reviewed", "2025-03"), "last_reviewed=2025-03"),
        ],
        (8, 9),
    ),
    (
        "retention",
        "RET-001",
        [
            (number("rule.years", "8"), "rule.years=8"),
            (tick("exceptions", "legal case"), "exceptions=-legal-hold"),
            (add("examples", "Keys"), "examples=+Keys"),
        ],
        (2, 2),
    ),
    (
        "kim-log",
        "KIM-complaints-2025-02",
        [(fill("checked_on", "2025-03-21"), "checked_on=2025-03-21")],
        (1, 1),
    ),
]
"""A record, what is done to its fields with what says the same to `kim set`, and the lines."""


@pytest.mark.parametrize(
    ("register", "id_", "steps", "lines"), CHANGES, ids=[case[1] for case in CHANGES]
)
def test_a_record_changed_in_the_editor_has_the_bytes_that_kim_set_gives(
    editor: Editor, register: str, id_: str, steps: list[tuple[Act, str]], lines: tuple[int, int]
) -> None:
    before = editor.forge.git("rev-parse", "main")
    editor.open(register, id_)
    for act, _ in steps:
        act(editor)
    editor.save()
    branch = f"cms/{register}/{id_}"
    new = editor.forge.content(branch, f"registers/{register}/{id_}.yml")
    assert new == editor.edited.set(register, id_, *(wish for _, wish in steps))
    changed = editor.forge.difference(branch)
    assert tuple(sum(line[0] == sign for line in changed) for sign in "-+") == lines, changed
    proposal = editor.forge.proposals[-1]
    assert (proposal["head"], proposal["base"], proposal["draft"]) == (branch, "main", True)
    assert editor.forge.git("rev-parse", "main") == before


def test_a_proposal_is_changed_again_and_sent_for_review(editor: Editor) -> None:
    for words, answer in (("kindly", "Later"), ("fairly", "Send for Review")):
        editor.open("faqs", "FAQ-001")
        fill("short_answer", f"So that we treat everybody {words}.")(editor)
        editor.save(answer)
    wish = "short_answer=So that we treat everybody fairly."
    new = editor.forge.content("cms/faqs/FAQ-001", "registers/faqs/FAQ-001.yml")
    assert new == editor.edited.set("faqs", "FAQ-001", wish)
    mine = [each for each in editor.forge.proposals if each["head"] == "cms/faqs/FAQ-001"]
    assert [each["draft"] for each in mine] == [False]


def test_a_new_record_is_as_the_check_wants_it(editor: Editor) -> None:
    editor.begin("synonyms", "SYN-03")
    for act in (
        fill("title", "Damp"),
        add("words", "damp"),
        add("words", "mould: black"),
        radio("owner_role", "Senior"),
        radio("status", "Current"),
        radio("illustrative", "Yes"),
    ):
        act(editor)
    editor.save()
    file = "registers/synonyms/SYN-03.yml"
    new = editor.forge.content("cms/synonyms/SYN-03", file)
    assert new == (
        'id: SYN-03\ntitle: Damp\nwords:\n  - damp\n  - "mould: black"\n'
        "owner_role: ROLE-siro\nstatus: current\nillustrative: true\n"
    )
    assert editor.edited.errors(file, new) == []


def test_a_record_that_nobody_touched_is_written_as_it_was(editor: Editor) -> None:
    editor.open("actions", "IA2")
    counted, differing = editor.page.evaluate(
        """async () => {
            const load = async address => (await fetch(address)).json();
            const registers = Object.entries((await load("/admin/settings.json")).registers);
            const differing = [];
            let counted = 0;
            for (const [name, about] of registers) {
                const format = KimFormat.of(about);
                const records = await load(`/edit/${name}/records.json`);
                for (const [id, text] of Object.entries(records)) {
                    counted += 1;
                    if (format.toFile(format.fromFile(text)) !== text) differing.push(id);
                }
            }
            return [counted, differing];
        }"""
    )
    assert counted == editor.edited.catalogue.count
    assert differing == []


def test_nothing_is_written_to_the_main_branch_nor_merged_from_here(editor: Editor) -> None:
    editor.open("actions", "IA2")
    commit = {"variables": {"input": {"branch": {"branchName": "main"}}}}
    for address, body in (
        ("/api/graphql", commit),
        ("/api/v4/projects/1/repository/commits", {"branch": "main", "actions": []}),
        (f"/api/v3/repos/{REPOSITORY}/pulls/1/merge", {}),
    ):
        asked = len(editor.forge.asked)
        refusal = editor.page.evaluate(
            """([address, body]) => fetch(address, {method: "POST", body: JSON.stringify(body)})
                .then(() => "", error => error.message)""",
            [editor.forge.origin + address, body],
        )
        assert refusal == "Changes become proposals. Nothing is written to main from here."
        assert len(editor.forge.asked) == asked


def test_the_editor_asks_nobody_but_the_forge_and_is_accessible(editor: Editor) -> None:
    page = editor.page
    asked = "() => fetch('https://elsewhere.example.org/').then(() => '', () => 'refused')"
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        assert page.evaluate(asked) == "refused"
    page.evaluate(AXE)
    assert page.evaluate(ALL) == []


def test_what_the_editor_keeps_on_the_device_can_be_taken_away(editor: Editor) -> None:
    page = editor.page
    kept = """async () => [
      Object.keys(localStorage).filter(key => key.startsWith("sveltia-")).length,
      (await indexedDB.databases()).length,
    ]"""
    page.goto(f"{editor.edited.staff}/{ADDRESS}")
    assert all(page.evaluate(kept))
    page.get_by_role("button", name="Sign out and keep nothing").click()
    expect(page.get_by_text("Nothing of the editor is kept on this device now.")).to_be_visible()
    assert page.evaluate(kept) == [0, 0]
