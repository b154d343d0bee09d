"""A page of the preview follows the builds by itself, within the policy, also without scripts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from macros.site.preview import Preview, Shown
from tests.browser.conftest import opened


@pytest.fixture
def preview() -> Iterator[Preview]:
    with Preview("127.0.0.1", 0, "/", "staff", lambda _: None) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def site(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(
        f"<html><head><title>T</title></head><body><h1>{text}</h1></body></html>", "utf-8"
    )
    return folder


@pytest.mark.parametrize("scripts", [True, False])
def test_a_page_follows_from_build_to_mistake_and_to_what_is_mended(
    preview: Preview, browser: Browser, tmp_path: Path, scripts: bool
) -> None:
    with opened(browser, preview.address, scripts=scripts) as page:
        refused: list[str] = []
        page.on(
            "console",
            lambda message: refused.append(message.text) if "Security" in message.text else None,
        )
        expect(page.locator("h1")).to_have_text("The site is being built")
        preview.shown = Shown("1", None, "a.yml:1:2: error: <img src=x onerror=alert(1)> is wrong.")
        expect(page.locator("pre")).to_have_text(
            "a.yml:1:2: error: <img src=x onerror=alert(1)> is wrong.", timeout=10_000
        )
        assert page.locator("img").count() == 0
        style = (
            page.locator("pre").evaluate("pre => getComputedStyle(pre).whiteSpace")
            if scripts
            else "pre-wrap"
        )
        assert style == "pre-wrap"
        preview.shown = Shown("2", site(tmp_path / "2", "Mended"))
        expect(page.locator("h1")).to_have_text("Mended", timeout=10_000)
        if (
            scripts
        ):  # a finished page asks again by its script alone: a reader without it loads it again
            preview.shown = Shown("3", site(tmp_path / "3", "Edited"))
            expect(page.locator("h1")).to_have_text("Edited", timeout=10_000)
        assert refused == []
