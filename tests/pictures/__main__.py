"""Draw all pictures of the guides anew: `make pictures`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser import chromium
from tests.browser.conftest import served
from tests.pictures import FOLDER, SHOWN, WIDTH, Take, proposals
from tests.pictures.beginnings import started_site
from tests.pictures.draw import SCALE, drawer
from tests.pictures.scenes import GUIDES, Screens
from tests.projects import build_staff, copy_small


def main() -> None:
    path = chromium.find() or sys.exit(chromium.NONE)
    with tempfile.TemporaryDirectory() as away:
        pictures, shown = Path(away, "pictures"), Path(away, "shown")
        pictures.mkdir()
        shown.mkdir()
        draw_all(path, Path(away, "small"), drawer(pictures, shown))
        for old, new in ((FOLDER, pictures), (SHOWN, shown)):
            shutil.rmtree(old, ignore_errors=True)
            shutil.copytree(new, old)
    drawn = sorted(FOLDER.glob("*.webp"))
    weight = sum(path.stat().st_size for path in drawn)
    sys.stdout.write(f"{len(drawn)} pictures, {weight // 1024} KiB.\n")


def draw_all(chromium_path: str, to: Path, draw: Take) -> None:
    """Go the way of each guide through the small project's site, which is built for it."""
    project = copy_small(to)
    site = build_staff(project, searchable=True)
    size = ViewportSize(width=WIDTH, height=900)
    with sync_playwright() as play, served(site, "staff") as staff, ExitStack() as more:
        browser = play.chromium.launch(executable_path=chromium_path)
        page = browser.new_page(viewport=size, device_scale_factor=SCALE, locale="en-GB")
        page.on("dialog", lambda dialog: dialog.accept())
        screens = Screens(
            page,
            staff,
            lambda: proposals.difference(project),
            lambda: more.enter_context(served(started_site(to.with_name("ours")), "staff")),
        )
        for go in GUIDES.values():
            go(screens, draw)
        browser.close()


main()
