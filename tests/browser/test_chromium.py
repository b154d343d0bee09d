"""Which Chromium is chosen, of programs that only say that they start. Nothing is fetched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium

if sys.platform == "win32":
    pytest.skip(
        "The programs that stand in for browsers are shell scripts.", allow_module_level=True
    )


def program(path: Path, lines: str = "exit 0") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no browser, where nothing can be fetched.

    Programs in its folder `bin` are installed.
    """
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    monkeypatch.delenv("KIM_CHROMIUM", raising=False)
    return tmp_path


@cache
def place_in_its_folder() -> Path:
    """Where Playwright's Chromium lies in its folder of browsers, which costs a start to ask."""
    question = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as play: print(play.chromium.executable_path)"
    )
    path = Path(
        subprocess.run(
            [sys.executable, "-c", question], check=True, capture_output=True, text=True
        ).stdout.strip()
    )
    return path.relative_to(os.environ["PLAYWRIGHT_BROWSERS_PATH"])


def playwrights_place(bare: Path) -> Path:
    return bare / "playwright" / place_in_its_folder()


def test_what_costs_nothing_is_tried_first() -> None:
    assert [way.__name__ for way in chromium.WAYS] == [
        "installed",
        "playwrights",
        "playwrights_fetched",
        "debians",
    ]


def test_the_one_that_is_named_goes_before_all_others(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "bin" / "chromium")
    monkeypatch.setenv("KIM_CHROMIUM", program(bare / "mine"))
    assert chromium.find() == str(bare / "mine")


def test_a_name_for_nothing_is_no_reason_to_take_another(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "bin" / "chromium")
    monkeypatch.setenv("KIM_CHROMIUM", str(bare / "gone"))
    with pytest.raises(FileNotFoundError, match=r"KIM_CHROMIUM names .*gone, which doesn't start"):
        chromium.find()


def test_an_installed_one_goes_before_playwrights_own(bare: Path) -> None:
    program(playwrights_place(bare))
    chrome = program(bare / "bin" / "google-chrome")
    assert chromium.find() == chrome


def test_a_note_in_place_of_a_browser_is_passed_over(bare: Path) -> None:
    program(bare / "bin" / "chromium-browser", "echo 'Install the snap' >&2; exit 1")
    assert chromium.installed() == ""
    chrome = program(bare / "bin" / "google-chrome")
    assert chromium.installed() == chrome


def test_playwrights_own_is_used_where_it_was_fetched_before(bare: Path) -> None:
    assert chromium.playwrights() == ""
    fetched = program(playwrights_place(bare))
    assert chromium.find() == fetched


@pytest.mark.parametrize(
    ("user", "package", "is_there"),
    [(0, chromium.SHELL, True), (0, "chromium", True), (1000, chromium.SHELL, False)],
)
def test_debians_is_installed_by_root_alone(
    bare: Path, monkeypatch: pytest.MonkeyPatch, user: int, package: str, is_there: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    made = bare / "bin" / package
    lines = f'echo "#!/bin/sh" > {made}; /bin/chmod 755 {made}'
    program(bare / "bin" / "apt-get", f'case "$*" in *install*" {package}") {lines};; esac')
    assert chromium.debians() == (str(made) if is_there else "")


def test_the_one_without_a_window_goes_before_the_whole_browser(bare: Path) -> None:
    program(bare / "bin" / "chromium")
    shell = program(bare / "bin" / chromium.SHELL)
    assert chromium.find() == shell


def test_nothing_is_said_where_none_can_be_had(bare: Path) -> None:
    assert chromium.find() == ""


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_without_a_browser_the_tests_fail_in_ci_and_are_skipped_elsewhere(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setattr(chromium, "WAYS", ())
    monkeypatch.delenv("KIM_CHROMIUM", raising=False)
    monkeypatch.setenv("CI", ci)
    with pytest.raises(
        outcome, match="The browser tests did not run, because no Chromium could be had"
    ):
        chromium.wanted()


def test_what_playwright_turns_off_is_turned_off_beside_what_we_do(browser: Browser) -> None:
    """Chromium goes by the last of such lists, and ours is the last."""
    command = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]
    lists = re.findall(r"--disable-features=([\w,]+)", command)
    playwrights, *_, ours = [set(names.split(",")) for names in lists]
    assert playwrights < ours
