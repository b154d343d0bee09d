"""What each guide's pictures show: the way through the site, with a picture where a step needs one.

What is typed is made up, and the guides say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from markdown_it import MarkdownIt
from playwright.sync_api import Locator, Page, expect

from tests.pictures import Take


class Screens(NamedTuple):
    """Where pictures are taken: a page, the address of the site for staff, and what is made for it.

    The proposal is what `kim diff` says of one, as Markdown; `started` gives the address of the
    same site in a project that has no record yet.
    """

    page: Page
    staff: str
    proposal: Callable[[], str]
    started: Callable[[], str]

    def open(self, path: str) -> Page:
        """The page of the site at a path."""
        self.page.goto(f"{self.staff}/{path}")
        return self.page


def field(page: Page, label: str) -> Locator:
    """A field of the form, with its title, its help and what is wrong with it."""
    control = page.get_by_label(label, exact=True)
    return page.locator(".kim-edit__field", has=control)


def opened_form(screens: Screens, path: str) -> Page:
    page = screens.open(path)
    page.locator(".kim-edit__form").wait_for()
    return page


def typed(page: Page, label: str, text: str) -> Locator:
    """A field in which somebody has typed, and has gone on to the next."""
    place = field(page, label)
    control = page.get_by_label(label, exact=True)
    control.fill(text)
    control.press("Tab")
    return place


def chosen(page: Page, label: str, words: str) -> Locator:
    """A field in which somebody has made a choice."""
    page.get_by_label(label, exact=True).select_option(label=words)
    return field(page, label)


def listed(page: Page, title: str, text: str) -> Locator:
    """A list of the form with a line more."""
    group = page.get_by_role("group", name=title, exact=True)
    group.get_by_role("button", name="Add").click()
    page.keyboard.type(text)
    return group


def button_of(page: Page) -> Locator:
    return page.locator(".kim-edit__form button[type=submit]")


def submitted(page: Page) -> Locator:
    """What the form says once its button is pressed."""
    button_of(page).click()
    result = page.locator(".kim-edit__result")
    expect(result).to_be_visible()
    return result


def entry(page: Page, words: str) -> Locator:
    """What the page of a register or of a record says under a name."""
    return page.locator("main .kim-field", has=page.locator("dt", has_text=words)).first


# ------------------------------------------------------------------------------------ the guides


def change_a_record(screens: Screens, take: Take) -> None:
    page = screens.open("search/?q=IA3")
    first = page.locator(".kim-result").first
    first.locator("mark").wait_for()  # once the text of pages is searched, too
    take("change-1-find", [page.locator("main form"), first], [first.get_by_role("link")])
    page = screens.open("registers/actions/ia3/")
    edit = page.get_by_role("link", name="Edit this", exact=True)
    take("change-2-edit", [page.locator("h1"), entry(page, "Due")], [edit])
    page = opened_form(screens, "edit/actions/?id=IA3")
    due = typed(page, "Due (required)", "next spring")
    take("change-3-mistake", [due], [due.locator(".kim-edit__fault")])
    due = typed(page, "Due (required)", "Q4 2026/27")
    take("change-4-put-right", [due], [due.get_by_role("textbox")])
    result = submitted(page)
    result.get_by_text("Which lines of the file change").click()
    take("change-5-what-changes", [result.locator("h2"), result.locator("details").first], [])
    link = result.locator("a.kim-button")
    take("change-6-hand-in", [result.locator("h3"), result.locator(".kim-edit__buttons")], [link])


def add_a_question(screens: Screens, take: Take) -> None:
    page = screens.open("registers/faqs/")
    new = page.get_by_role("link", name="New question")
    take("question-1-new", [page.locator("h1"), entry(page, "Add one")], [new])
    page = opened_form(screens, "edit/faqs/")
    question = typed(page, "Question (required)", "What do I do when a pipe leaks?")
    typed(page, "Short answer (required)", "Turn the water off at the stopcock. Then call us.")
    answer = field(page, "Short answer (required)")
    take("question-2-answer", [question, answer], [])
    typed(page, "Category (required)", "Repairs (FOC-repairs)")
    chosen(page, "Topic (required)", "Repairs")
    category, topic = field(page, "Category (required)"), field(page, "Topic (required)")
    take("question-3-topic", [category, topic], [])
    typed(page, "Who to ask (required)", "The repairs team")
    for label in ("Supplies the answer (required)", "Puts it on the website (required)"):
        typed(page, label, "Housing Services Manager (ROLE-housing-services-manager)")
    chosen(page, "Status (required)", "Current")
    more = page.get_by_text("More that can be said")
    more.click()
    contacts = listed(page, "How to reach us", "CON-01")
    words = listed(page, "Other words for it", "water coming through the ceiling")
    take("question-4-more", [contacts, words], [])
    typed(page, "Owner (required)", "Housing Services Manager (ROLE-housing-services-manager)")
    seen = chosen(page, "Who may see it", "Public")
    source = page.get_by_role("group", name="Source", exact=True)
    source.get_by_role("button", name="Add").click()
    typed(page, "Document (required)", "DOC-strategy")
    take("question-5-public", [seen, source], [page.get_by_label("Who may see it", exact=True)])
    result = submitted(page)
    result.get_by_text("In words").click()
    take("question-6-new-record", [result.locator("h2"), result.locator("ul").first], [])
    link = result.locator("a.kim-button")
    take("question-7-hand-in", [result.locator("h3"), result.locator(".kim-edit__buttons")], [link])


def kim_log(screens: Screens, take: Take) -> None:
    page = screens.open("due/role-business-support-manager/")
    row = page.get_by_role("row", name="KIM log entry for 1 March 2025")
    take("log-1-due", [row], [row.get_by_role("link")])
    page = screens.open("registers/kim-log/")
    new = page.get_by_role("link", name="New KIM log entry")
    take("log-2-new", [page.locator("h1"), entry(page, "Add one")], [new])
    page = opened_form(screens, "edit/kim-log/")
    reference = typed(page, "Reference (required)", "KIM-complaints-2025-05")
    typed(page, "Title (required)", "Complaints, March to May 2025")
    typed(page, "Work area (required)", "Complaints (WA-complaints)")
    take("log-3-quarter", [reference, field(page, "Work area (required)")], [])
    practice = typed(
        page, "How we do it now (required)", "Each complaint has one folder, and one officer."
    )
    change = chosen(page, "Change (required)", "No change")
    take("log-4-practice", [practice, change], [])
    principle = page.get_by_role("group", name="Gaps (required)", exact=True)
    principle.get_by_label("Assessed (required)").select_option(label="Yes")
    principle.get_by_label("Note (required)").fill(
        "We read ten folders. In two, a promise made by telephone was missing."
    )
    take("log-5-principle", [principle], [])
    page.get_by_text("More that can be said").click()
    evidence = typed(page, "Where the evidence is", "The complaints folder, under Reviews")
    passed_up = chosen(page, "Passed up to", "Nobody")
    take("log-6-evidence", [evidence, passed_up], [])


COMMENT = """<!doctype html><meta charset="utf-8"><style>
body { margin: 16px; font: 16px/1.5 sans-serif; color: #1f2328; }
main { padding: 4px 20px; border: 1px solid #59636e; border-radius: 6px; }
code { padding: 2px 5px; background: #eff1f3; border-radius: 4px; font-size: 14px; }
h3 { margin: 18px 0 6px; }
</style><main>"""
"""How a forge draws a comment, more or less."""


def approve_a_change(screens: Screens, take: Take) -> None:
    page = screens.page
    page.goto("about:blank")
    _, _, comment = screens.proposal().partition("\n\n")  # the first line names commits
    page.set_content(COMMENT + MarkdownIt("commonmark").render(comment))
    look_at = page.locator("li", has_text="still says")
    take("approve-1-comment", [page.locator("main")], [look_at])
    page = screens.open("registers/retention/ret-001/")
    kept = entry(page, "How long we keep it")
    take("approve-2-preview", [page.locator("h1"), kept], [kept])


def take_a_register(screens: Screens, take: Take) -> None:
    page = screens.open("registers/retention/")
    away = entry(page, "Take it away")
    link = away.get_by_role("link", name="XLSX")
    take("import-1-take-away", [page.locator("h1"), away], [link])


def start(screens: Screens, take: Take) -> None:
    page, ours = screens.page, screens.started()
    page.goto(f"{ours}/strategy/principles/")
    gap = page.locator("main .kim-empty").first
    take("start-1-no-record", [page.locator("h1"), gap], [gap])
    page.goto(f"{ours}/registers/roles/")
    new = page.get_by_role("link", name="New role")
    take("start-2-add-one", [page.locator("h1"), entry(page, "Add one")], [new])


GUIDES: Mapping[str, Callable[[Screens, Take], None]] = {
    "change-a-record": change_a_record,
    "add-a-question": add_a_question,
    "kim-log": kim_log,
    "approve-a-change": approve_a_change,
    "import-and-export": take_a_register,
    "start": start,
}
"""The guide's file in docs/guides, without its ending, and its pictures."""
