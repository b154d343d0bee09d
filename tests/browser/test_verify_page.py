"""The page that checks a pack in the browser says what `kim verify` says of the same pack."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.evidence.browser.given_sentences import ELSEWHERE, GIVEN
from macros.evidence.browser.history_sentences import THE_SEALS
from macros.evidence.browser.table import SENTENCES
from macros.evidence.verify.findings import Finding
from macros.evidence.verify.seals import check_seals
from macros.history import git
from macros.model.text import printable
from tests.browser.conftest import served
from tests.evidence import test_verify, test_zip_layout
from tests.evidence.conftest import (
    Repo,
    as_zip,
    files_of,
    kim,
    make,
    pack,
    relisted,
    ssh_key,
    write_zip,
)
from tests.projects import build_staff, copy_small

PLACE = "guides/verify-a-pack/"
PATIENCE = 60_000  # milliseconds

OF_THE_PAGE = {
    sentence.rule for table in (THE_SEALS, GIVEN, ELSEWHERE) for sentence in table.values()
}
"""What `kim verify FILE` has no word for: seals, which it checks in a repository, and the rest."""

LEFT = {
    "made-again",
    "not-made-again",
    "signature",
    "bad-signature",
    "malformed",
}
"""What the page leaves to `kim verify`, by rule."""

LEFT_OF_A_RULE = (
    ("not-from-history", "'(?!records.txt')"),
    ("extra-file", "'.*' is listed, and no pack made from this history has it"),
    ("facts", "No such pack can be made from this history"),
    ("facts", "The pack says that this very program made it"),
)
"""The same where the page makes other findings of the rule."""


class Said(NamedTuple):
    """What is said of a pack."""

    state: str
    rule: str
    message: str
    hint: str


# --------------------------------------------------------------------------------- what each says


@pytest.fixture(scope="module")
def landlord(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repo]:
    """A landlord's repository that no test changes, in which `kim` runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        repo = make(tmp_path_factory.mktemp("landlord") / "landlord")
        patch.chdir(repo.folder)
        yield repo


@pytest.fixture(scope="module")
def true(landlord: Repo) -> dict[str, bytes]:
    """The files of a true pack."""
    return files_of(pack(landlord))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = build_staff(copy_small(tmp_path_factory.mktemp("small")))
    with served(folder, "staff") as address:
        yield f"{address}/{PLACE}"


@pytest.fixture(scope="module")
def opened_page(browser: Browser, site: str) -> Iterator[Page]:
    """The page, which is open while pack after pack is checked; no error may come up meanwhile."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site)
    yield page
    context.close()
    assert errors == []


def check(page: Page, file: Path, seal: str = "", checksum: str = "") -> list[Said]:
    """What the page says of a pack."""
    page.get_by_label("The pack, a ZIP file").set_input_files(file)
    page.get_by_label("Id, name or address of a seal").fill(seal)
    page.get_by_label("SHA-256 that the sender").fill(checksum)
    page.get_by_role("button", name="Check this pack").click()
    page.locator("#kim-verify-verdict").wait_for(timeout=PATIENCE)
    shown = page.locator("#kim-verify-result li[data-kim-rule]").evaluate_all(
        """items => items.map(item => [
          item.dataset.kimState, item.dataset.kimRule,
          item.querySelector("bdi").textContent, (item.querySelector(".kim-verify__hint") || {}).textContent || ""
        ])"""
    )
    return [Said(*parts) for parts in shown]


def pattern(message: str) -> str:
    return re.sub(r"\\{\w+\\}", "(?:.|\n)*", re.escape(message))


def in_its_own_words(said: Said) -> Said:
    """A finding without what is another program's words in it, or in no order."""
    for sentence in SENTENCES.values():
        own = "{reason}" in sentence.message or "{strays}" in sentence.message
        if own and re.fullmatch(pattern(sentence.message), said.message):
            return said._replace(message=sentence.message)
    return said


def of_the_page(said: Sequence[Said]) -> list[Said]:
    """What both can say, in order. Of what is as it should be, that it was checked."""
    both = [each for each in said if each.rule not in OF_THE_PAGE or each.state == "problem"]
    plain = [
        each._replace(message="", hint="") if each.state == "fine" else in_its_own_words(each)
        for each in both
        if each.rule not in ("asked-seal", "checksum") and each.state != "elsewhere"
    ]
    return sorted(plain)


def is_left(said: Said) -> bool:
    if said.rule in LEFT:
        return True
    return any(said.rule == rule and re.match(start, said.message) for rule, start in LEFT_OF_A_RULE)


STATES = {"problems": "problem", "not_checked": "unchecked", "notes": "note", "checked": "fine"}


def verified(file: Path) -> list[Said]:
    """What `kim verify` says of a pack."""
    report = json.loads(kim("verify", str(file), "--format", "json").stdout)
    return [
        Said(state, each["rule"], printable(each["message"]), printable(each["hint"]))
        for name, state in STATES.items()
        for each in report[name]
    ]


def compared(page: Page, file: Path) -> list[Said]:
    """What both say of a pack, which has to be the same. Gives what the page alone says, too."""
    told = check(page, file)
    ours = [said for said in verified(file) if not is_left(said)]
    assert of_the_page(told) == of_the_page(ours)
    return told


# ------------------------------------------------------------------------------------- the packs


def test_a_true_pack_has_no_problem_and_what_is_left_is_said(
    opened_page: Page, true: Mapping[str, bytes], tmp_path: Path
) -> None:
    told = compared(opened_page, write_zip(tmp_path / "true.zip", true))
    assert {said.rule for said in told if said.state == "fine"} == {
        "files",
        "history",
        "registers",
        "records",
    }
    assert {said.state for said in told} == {"fine", "note", "elsewhere"}
    left = {said.rule for said in told if said.state == "elsewhere"}
    assert left == {"made-again", "fsck", "seal-signature", "asked-seal", "checksum"}
    expect(opened_page.locator("#kim-verify-status")).to_contain_text("Checked. No problem found")


def cases(test: Callable[..., object]) -> list[object]:
    """The first value of each case of a test."""
    marks = getattr(test, "pytestmark")  # noqa: B009 - mypy doesn't know that it is there
    return [case[0] for mark in marks for case in mark.args[1]]


Files = dict[str, bytes]
LISTED_ANEW = cases(test_verify.test_what_was_changed_and_listed_anew_is_found)
OTHER_VERSION = [
    *cases(test_verify.test_a_pack_does_not_choose_how_strictly_it_is_checked),
    *cases(test_verify.test_what_another_version_may_have_made_otherwise_is_not_checked_and_not_sound),
]


@pytest.mark.parametrize("number", range(len(LISTED_ANEW)))
def test_what_was_changed_and_listed_anew(
    opened_page: Page, true: Files, tmp_path: Path, number: int
) -> None:
    tamper = LISTED_ANEW[number]
    assert callable(tamper)
    compared(opened_page, write_zip(tmp_path / "t.zip", relisted(tamper(true))))
