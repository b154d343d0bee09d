"""Draw all pictures of the guides anew: `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import served
from tests.pictures import FOLDER, SHOWN, WIDTH, proposals
from tests.pictures.draw import SCALE, draw
from tests.pictures.scenes import GUIDES, Screens
from tests.projects import build_staff, copy_small


def main() -> None:
    path = chromium.find() or sys.exit(chromium.NONE)
    for old in (*FOLDER.glob("*.webp"), *SHOWN.glob("*.txt")):
        old.unlink()
    for folder in (FOLDER, SHOWN):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as away, sync_playwright() as play:
        project = copy_small(Path(away, "small"))
        site = build_staff(project, searchable=True)
        browser = play.chromium.launch(executable_path=path)
        page = browser.new_page(
            viewport={"width": WIDTH, "height": 900}, device_scale_factor=SCALE, locale="en-GB"
        )
        page.on("dialog", lambda dialog: dialog.accept())
        with served(site, "staff") as staff:
            screens = Screens(page, staff, lambda: proposals.difference(project))
            for take_all in GUIDES.values():
                take_all(screens, draw)
        browser.close()
    drawn = sorted(FOLDER.glob("*.webp"))
    weight = sum(path.stat().st_size for path in drawn)
    sys.stdout.write(f"{len(drawn)} pictures, {weight // 1024} KiB.\n")


main()
