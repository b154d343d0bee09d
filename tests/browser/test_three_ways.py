"""The same change of a record by each way gives the same bytes, as a forge has them afterwards.

The ways are the form, `kim set`, and the line itself in a text editor. The forge is a server of Git
on this machine, to which all three are handed in; a record has a field of several kinds changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, Route, expect

from macros.cli import main
from tests.browser.conftest import opened, served
from tests.browser.forge import Forge, forge_of
from tests.browser.form import add, choose, fill, group
from tests.projects import BuiltSites, change, commit, git

Act = Callable[[Page], None]


class Made(NamedTuple):
    """One field changed in each way: its kind, in the form, for `kim set`, and its line."""

    kind: str
    act: Act
    wish: str
    old: str
    new: str


class Changed(NamedTuple):
    """A record, and what is changed in it."""

    register: str
    id: str
    made: Sequence[Made]

    @property
    def file(self) -> str:
        is_page = self.register == "page"
        return f"docs/{self.id}.md" if is_page else f"registers/{self.register}/{self.id}.yml"


ANSWER = """\
People have different needs, and needs change. A broken arm heals. Money worries come and go.

It helps us to:

- give you more time
- write in the way that suits you.
"""
WAYS = (
    "If you cannot speak, listen to the call and cough or tap. On a mobile, press 55 if you are "
    "asked."
)


def part_of_source(page: Page) -> None:
    group(page, "Source 1").get_by_label("Part").fill("Chapter 2")


def note_on_lifecycle(page: Page) -> None:
    note = group(page, "Life of the data (required)").get_by_label("Note")
    note.fill("A folder is closed when the last action is done.")


CHANGES = (
    Changed("actions", "IA3", (
        Made("text", fill("Title (required)", "Set: data recording standards"),
             "title=Set: data recording standards",
             "title: Set data recording standards\n",
             'title: "Set: data recording standards"\n'),
        Made("reference", fill("Keeper of this record (required)", "Senior Information Risk Owner"),
             "owner_role=Senior Information Risk Owner",
             "\nowner_role: ROLE-business-support-manager\n", "\nowner_role: ROLE-siro\n"),
        Made("yes or no", choose("Ombudsman recommendation (required)", "No"),
             "ombudsman_recommendation=No",
             "ombudsman_recommendation: true\n", "ombudsman_recommendation: false\n"),
        Made("list of references", add("See also", "DQ6"), "see_also=+DQ6",
             "  - IA4\n", "  - IA4\n  - DQ6\n"),
        Made("choice", choose("Status (required)", "In progress"), "status=In progress",
             "status: not-reported\n", "status: in-progress\n"),
        Made("list of groups", part_of_source, "sources[0].part=Chapter 2",
             "    part: Chapter 1\n", "    part: Chapter 2\n"),
    )),
    Changed("retention", "RET-001", (
        Made("list of texts", add("Examples", "Succession"), "examples=+Succession",
             "  - Changes to the tenancy\n", "  - Changes to the tenancy\n  - Succession\n"),
        Made("number in a group", lambda page: page.get_by_label("Years").first.fill("7"),
             "rule.years=7", "  years: 6\n", "  years: 7\n"),
        Made("list of choices", lambda page: page.locator("input[value=open-debt]").uncheck(),
             "exceptions=-open-debt", "  - open-debt\n", ""),
    )),
    Changed("faqs", "FAQ-001", (
        Made("block text", fill("More about this", ANSWER), f"answer={ANSWER}",
             "  People have different needs, and needs change. A broken leg heals.",
             "  People have different needs, and needs change. A broken arm heals."),
    )),
    Changed("contacts", "CON-20", (
        Made("folded text", fill("Other ways", WAYS), f"other_ways={WAYS}",
             "press 55 when you are\n", "press 55 if you are\n"),
    )),
    Changed("kim-log", "KIM-complaints-2025-02", (
        Made("date", fill("Checked on", "2025-03-21"), "checked_on=21 March 2025",
             "checked_on: 2025-03-20\n", "checked_on: 2025-03-21\n"),
        Made("text in a group", note_on_lifecycle,
             "principles.data_lifecycle.note=A folder is closed when the last action is done.",
             "when the last remedy is done.\n", "when the last action is done.\n"),
    )),
)  # fmt: skip


def a_word_of_the_text(page: Page) -> None:
    area = page.get_by_label("Text of the page (required)")
    area.fill(area.input_value().replace("how long we keep", "how long **we** keep"))


PAGE = Changed("page", "guides/how-long", (
    Made("title", fill("Title (required)", "How long we keep things"), "",
         '"How long to keep things"', '"How long we keep things"'),
    Made("text", a_word_of_the_text, "", "how long we keep", "how long **we** keep"),
))  # fmt: skip
"""A page that somebody wrote, for which there is no command."""


@pytest.fixture(scope="module")
def forge(
    browser: Browser, small_sites: BuiltSites, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Forge]:
    """A forge to which each change was handed in by each way: form/IA3, set/IA3 and hand/IA3."""
    folder = tmp_path_factory.mktemp("forge")
    with forge_of(small_sites.project, folder) as forge:
        with served(small_sites.staff, "staff") as staff:
            for changed in (*CHANGES, PAGE):
                by_form(browser, staff, forge, changed)
        git(folder, "clone", "--quiet", forge.remote, "ours")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder / "ours")
            for changed in CHANGES:
                by_command(folder / "ours", changed)
                by_hand(folder / "ours", changed)
        git(folder / "ours", "push", "--quiet", "--all")
        yield forge


def by_form(browser: Browser, staff: str, forge: Forge, changed: Changed) -> None:
    def with_this_forge(route: Route) -> None:
        data = json.loads(route.fetch().text())
        data |= {"forge": forge.address, "editor": forge.editor}
        route.fulfill(json=data)

    with opened(browser, f"{staff}/404.html") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.route("**/form.json", with_this_forge)
        page.goto(f"{staff}/edit/{changed.register}/?id={changed.id}")
        for made in changed.made:
            made.act(page)
        page.locator(".kim-edit__form button[type=submit]").click()
        with page.context.expect_page() as opening:
            page.get_by_role("link", name="Copy the text, and open the file").click()
        editor = opening.value
        editor.get_by_label("File").click()
        editor.keyboard.press("Control+A")
        editor.keyboard.press("Control+V")
        editor.get_by_role("button", name="Propose").click()
        expect(editor.get_by_text("Proposed.")).to_be_visible()
        editor.close()


def by_command(clone: Path, changed: Changed) -> None:
    git(clone, "switch", "--quiet", "--create", f"set/{changed.id}", "main")
    wishes = [made.wish for made in changed.made]
    result = CliRunner().invoke(main, ["set", changed.id, *wishes])
    assert result.exit_code == 0, result.output
    commit(clone, f"Change {changed.id}")


def by_hand(clone: Path, changed: Changed) -> None:
    git(clone, "switch", "--quiet", "--create", f"hand/{changed.id}", "main")
    for made in changed.made:
        change(clone, changed.file, made.old, made.new)
    commit(clone, f"Change {changed.id}")


@pytest.mark.parametrize("changed", CHANGES, ids=[changed.id for changed in CHANGES])
def test_each_way_hands_in_the_same_bytes(forge: Forge, changed: Changed) -> None:
    by_form, by_command, by_hand = (
        forge.says("show", f"{way}/{changed.id}:{changed.file}").decode()
        for way in ("form", "set", "hand")
    )
    assert by_form == by_hand
    assert by_command == by_hand


@pytest.mark.parametrize("changed", CHANGES, ids=[changed.id for changed in CHANGES])
def test_a_field_is_a_line_of_difference_in_one_file(forge: Forge, changed: Changed) -> None:
    told = forge.says("diff", "--numstat", "main", f"form/{changed.id}").decode().split()
    added = sum(made.new != "" for made in changed.made)
    taken = sum(not made.new.startswith(made.old) for made in changed.made)
    assert told == [str(added), str(taken), changed.file]


def test_so_is_a_line_of_a_page(forge: Forge, small_sites: BuiltSites) -> None:
    text = (small_sites.project / PAGE.file).read_text("utf-8")
    for made in PAGE.made:
        text = text.replace(made.old, made.new, 1)
    assert forge.says("show", f"form/how-long:{PAGE.file}").decode() == text


def test_the_check_is_content_with_all_of_it(forge: Forge, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", forge.remote, "merged")
    merged = tmp_path / "merged"
    git(
        merged,
        "merge",
        "--quiet",
        "origin/form/how-long",
        *(f"origin/form/{changed.id}" for changed in CHANGES),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(merged)
        result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0, result.output
