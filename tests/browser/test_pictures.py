"""The pictures in the guides: each shows what the screen still says, is small, and is described."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Locator

from tests.browser.conftest import opened, served
from tests.pictures import FOLDER, SHOWN, WIDTH, proposals, told
from tests.pictures.beginnings import started_site
from tests.pictures.draw import MOST
from tests.pictures.scenes import GUIDES, Screens
from tests.projects import HOME, BuiltSites, copy_small

ALL = 1536 * 1024
"""Bytes of all pictures."""

PICTURE = re.compile(r"!\[(?P<text>[^\]]*)\]\(pictures/(?P<name>[\w-]+)\.webp\)")


@pytest.fixture(scope="module")
def staff(small_sites: BuiltSites) -> Iterator[str]:
    with served(small_sites.staff, "staff") as address:
        yield address


@pytest.mark.parametrize("guide", GUIDES)
def test_a_picture_shows_what_the_screen_says(
    browser: Browser, staff: str, tmp_path: Path, guide: str
) -> None:
    changed: list[str] = []

    def compare(name: str, parts: Sequence[Locator], _: Sequence[Locator]) -> None:
        path = SHOWN / f"{name}.txt"
        if not path.is_file() or path.read_text("utf-8") != told(parts):
            changed.append(name)

    def leave(dialog: Dialog) -> None:
        dialog.accept()

    with opened(browser, f"{staff}/404.html", WIDTH) as page, ExitStack() as more:
        page.on("dialog", leave)
        screens = Screens(
            page,
            staff,
            lambda: proposals.difference(copied(tmp_path)),
            lambda: more.enter_context(served(started_site(tmp_path / "ours"), "staff")),
        )
        GUIDES[guide](screens, compare)
        page.goto(f"{staff}/404.html")
        page.remove_listener("dialog", leave)
    assert changed == [], "These screens say something else now. Run 'make pictures', and look."


def copied(to: Path) -> Path:
    return copy_small(to / "small")


def in_guides() -> dict[str, list[re.Match[str]]]:
    """The pictures that stand in each guide."""
    texts = {guide: (HOME / f"docs/guides/{guide}.md").read_text("utf-8") for guide in GUIDES}
    return {guide: list(PICTURE.finditer(text)) for guide, text in texts.items()}


def test_each_picture_stands_in_a_guide_is_light_and_has_words_for_what_one_sees() -> None:
    used = [match for matches in in_guides().values() for match in matches]
    drawn = {path.stem: path.stat().st_size for path in FOLDER.glob("*.webp")}
    assert sorted(match["name"] for match in used) == sorted(drawn)
    assert drawn.keys() == {path.stem for path in SHOWN.glob("*.txt")}
    assert max(drawn.values()) <= MOST
    assert sum(drawn.values()) <= ALL
    texts = [match["text"] for match in used]
    assert len(set(texts)) == len(texts)
    assert all(40 <= len(text) <= 300 and text.rstrip('"').endswith(".") for text in texts), texts
