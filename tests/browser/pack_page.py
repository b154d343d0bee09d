"""The page that checks a pack, driven: what it says of a file, and what `kim verify` says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from macros.evidence.browser.given_sentences import ELSEWHERE, GIVEN
from macros.evidence.browser.history_sentences import THE_SEALS
from macros.evidence.browser.table import SENTENCES
from macros.model.outside import in_a_line
from tests.evidence.conftest import Verified

PATIENCE = 120_000  # milliseconds that a check may take on a busy machine

ALONE = {sentence.rule for table in (THE_SEALS, GIVEN, ELSEWHERE) for sentence in table.values()}
"""What `kim verify FILE` has no word for: seals, which it checks in a repository, and the rest."""

LEFT = (
    ("made-again", ""),
    ("not-made-again", ""),
    ("signature", ""),
    ("bad-signature", ""),
    *((rule, "") for rule in ("stamp", "no-stamp", "stamps-show")),
    ("not-from-history", "'(?!records.txt')"),
    ("extra-file", "'.*' is listed, and no pack made from this history has it"),
    ("facts", "No such pack can be made from this history"),
    ("facts", "The pack says that this very program made it"),
)
"""What the page leaves to `kim verify`: by rule, and by how the sentence begins."""

STATES = {"problems": "problem", "not_checked": "unchecked", "notes": "note", "checked": "fine"}
READ = """items => items.map(item => [
  item.dataset.kimState, item.dataset.kimRule, item.querySelector("bdi").textContent,
  (item.querySelector(".kim-verify__hint") || {}).textContent || ""
])"""


class Told(NamedTuple):
    """A finding, as the page shows it."""

    state: str
    rule: str
    message: str
    hint: str


def check(page: Page, file: Path, seal: str = "", checksum: str = "") -> list[Told]:
    """What the page says of a pack."""
    page.get_by_label("The pack, a ZIP file").set_input_files(file)
    page.get_by_label("Id, name or address of a seal").fill(seal)
    page.get_by_label("SHA-256 that the sender").fill(checksum)
    page.get_by_role("button", name="Check this pack").click()
    page.locator("#kim-verify-verdict").wait_for(timeout=PATIENCE)
    items = page.locator("#kim-verify-result li[data-kim-rule]")
    return [Told(*parts) for parts in items.evaluate_all(READ)]


CHECK = """async seal => {
  const box = document.getElementById("kim-verify");
  window.ownWorker ||= new Worker(box.dataset.kimWorker);
  const asked = {
    file: document.getElementById("kim-verify-file").files[0], seal: seal, sum: "",
    table: JSON.parse(box.dataset.kimTable)
  };
  const told = await new Promise(function (tell) {
    window.ownWorker.onmessage = event => event.data.step || event.data.ready || tell(event.data);
    window.ownWorker.postMessage(asked);
  });
  if (!told.result) throw new Error(JSON.stringify(told));
  return told.result.findings.map(each => [each.state, each.rule, each.message, each.hint]);
}"""


def check_quickly(page: Page, file: Path, seal: str = "") -> list[Told]:
    """The same, asked of what checks behind the form: one of it reads pack after pack."""
    page.locator("#kim-verify-file").set_input_files(file)
    rows: list[list[str]] = page.evaluate(CHECK, seal)
    return [
        Told(state, rule, in_a_line(words), in_a_line(hint)) for state, rule, words, hint in rows
    ]


def verify(verified: Verified, file: Path) -> list[Told]:
    """What `kim verify` says of a pack, as a page would show it."""
    report = verified(file)
    findings = [(state, entry) for name, state in STATES.items() for entry in report[name]]
    return [
        Told(state, entry["rule"], in_a_line(entry["message"]), in_a_line(entry["hint"]))
        for state, entry in findings
    ]


class Readers(NamedTuple):
    """The page, and `kim verify`."""

    page: Page
    verified: Verified

    def compared(self, file: Path) -> list[Told]:
        """What the page says of a pack: all that `kim verify` says and isn't left to it, alike."""
        return self.alike(check_quickly(self.page, file), file)

    def shown(self, file: Path) -> list[Told]:
        """The same, by way of the form and of what it shows."""
        return self.alike(check(self.page, file), file)

    def alike(self, told: list[Told], file: Path) -> list[Told]:
        ours = [finding for finding in verify(self.verified, file) if not is_left(finding)]
        assert shared(told) == shared(ours)
        return told


def is_left(finding: Told) -> bool:
    return any(finding.rule == rule and re.match(start, finding.message) for rule, start in LEFT)


def shared(findings: Sequence[Told]) -> list[Told]:
    """What both can say, in order; of what is as it should be, that it was checked."""
    both = [finding for finding in findings if finding.rule not in ALONE]
    return sorted(
        finding._replace(message="") if finding.state == "fine" else without_reasons(finding)
        for finding in both
    )


OWN_WORDS = [
    sentence.message
    for sentence in SENTENCES.values()
    if "{reason}" in sentence.message or "{strays}" in sentence.message
]
"""Sentences that hold what another program said, or things in no order."""


def without_reasons(finding: Told) -> Told:
    for message in OWN_WORDS:
        before, after = (re.escape(part) for part in re.split(r"\{\w+\}", message))
        if re.fullmatch(f"{before}.*{after}", finding.message, re.DOTALL):
            return finding._replace(message=message)
    return finding
