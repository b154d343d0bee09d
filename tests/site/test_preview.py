"""`kim serve` as it is used: a process in a terminal, requests, and files that change."""

from __future__ import annotations

import errno
import http.client
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from watchdog.events import DirModifiedEvent, FileModifiedEvent, FileMovedEvent

from macros.cli import main
from macros.cli.sites import _cannot_listen
from macros.pages.admin import EDITOR
from macros.site import serve
from macros.site.ctrl_c import INSIST, insistent_ctrl_c
from macros.site.headers import write
from macros.site.preview import Preview, Shown
from macros.site.saved import Changes, named
from macros.site.showing import Site
from tests.projects import change, copy_project
from tests.terminal import KIM, terminal
from tests.tiny import copy_tiny

TASK = "registers/tasks/T-4.yml"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    text: str


def ask(address: str, path: str, method: str = "GET") -> Answer:
    """What a server answers, which has to come within some seconds whatever is being built."""
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))


def test_a_site_is_shown_while_it_is_written_broken_and_mended(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path)
    with terminal(project, "serve", "--address", "127.0.0.1:0") as shell:
        address = shell.wait_for(r"The staff site is at http://(127\.0\.0\.1:\d+)/\. Press Ctrl-C")[
            1
        ]
        early = ask(address, "/registers/")
        assert early.status == 503
        assert "The site is being built" in early.text

        built = shell.wait_for(
            r"Built in \d+\.\d seconds\. \d+ records checked: nothing is wrong\."
        )
        page = ask(address, "/registers/tasks/t-4/")
        assert page.status == 200
        assert "Grease the locks" in page.text
        assert (
            f"http://{address}/registers/tasks/t-4/" in page.text
        )  # its own address, as it is served
        first = ask(address, "/kim-preview/build").text
        assert (
            f'<script src="/kim-preview/reload.js" data-build="{first}" defer></script>'
            in page.text
        )
        assert ask(address, "/pagefind/pagefind.js").status == 200  # made when somebody asks

        refused = subprocess.run(
            [KIM, "serve", "--address", address],
            cwd=project, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert refused.returncode == 1
        assert refused.stderr.startswith(f"{address} is in use, perhaps by another kim serve.")

        change(project, TASK, "status: planned", "status: '<b>plannd'")
        shell.wait_for(rf"{TASK} changed\. Building \.\.\.", built.end())
        wrong = shell.wait_for(r"Not built \(\d+\.\d seconds\)", built.end())
        assert re.search(rf"{TASK}:\d+:\d+: error: status: '<b>plannd'", shell.text)
        for path in ("/", "/registers/tasks/t-4/", "/assets/kim.css", "/nowhere"):
            answer = ask(address, path)
            assert answer.status == 500
            assert re.search(
                rf"{TASK}:\d+:\d+: error: status: &#39;&lt;b&gt;plannd&#39;", answer.text
            )
            assert "<b>" not in answer.text
        second = ask(address, "/kim-preview/build").text
        assert second != first

        change(project, TASK, "status: '<b>plannd'", "status: planned")
        change(project, TASK, "Grease the locks", "Oil the locks at last")
        shell.wait_for(r"Built in", wrong.end())
        mended = ask(address, "/registers/tasks/t-4/")
        assert mended.status == 200
        assert "Oil the locks at last" in mended.text
        assert ask(address, "/kim-preview/build").text not in (first, second)
        assert shell.text.count("Building ...") == 3  # two changes at once make one build

        assert shell.press_ctrl_c() == 0
        assert shell.text.rstrip().endswith("Stopped.")
        assert "Traceback" not in shell.text


def test_ctrl_c_stops_a_build_that_is_under_way(tmp_path: Path) -> None:
    with terminal(copy_project(tmp_path), "serve", "--public", "--address", "127.0.0.1:0") as shell:
        shell.wait_for(r"The public site is at")
        shell.wait_for(r"Building \.\.\.")
        time.sleep(1)
        assert shell.press_ctrl_c() == 0
        assert "Stopped." in shell.text
        assert "Traceback" not in shell.text


def swallow_and_work_on() -> None:
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    time.sleep(20)  # ended by the next Ctrl-C, which comes in half a second


def test_ctrl_c_is_heard_where_a_library_swallows_it() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), insistent_ctrl_c():
        swallow_and_work_on()
    assert signal.getsignal(signal.SIGINT) == before


def test_nothing_asks_to_stop_where_nobody_pressed_ctrl_c() -> None:
    with insistent_ctrl_c():
        pass
    time.sleep(2 * INSIST)


# --------------------------------------------------------------------------------- the preview


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "a page").mkdir(parents=True)
    (site / "empty").mkdir()
    (site / "index.html").write_text("<html><head></head><body>Home</body></html>", "utf-8")
    (site / "a page/index.html").write_text(
        "<html><head></head><body>Å page</body></html>", "utf-8"
    )
    (site / "404.html").write_text("<html><head></head><body>Page not found</body></html>", "utf-8")
    (site / "kim.css").write_text("body {}", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return site


def make_search(folder: Path) -> None:
    (folder / "pagefind").mkdir()
    (folder / "pagefind/pagefind.js").write_text("search", "utf-8")


LATER = {"pagefind/": make_search}


@contextmanager
def previewed(base: str = "/", host: str = "127.0.0.1") -> Iterator[tuple[Preview, str]]:
    with Preview(host, 0, base, "staff", print) as preview:
        threading.Thread(target=preview.serve_forever, args=(0.01,), daemon=True).start()
        yield preview, preview.address.removeprefix("http://").split("/")[0]
        preview.shutdown()


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, "Home"),
        ("/?q=1", 200, "Home"),
        ("/a%20page/", 200, "Å page"),
        ("/kim.css", 200, "body {}"),
        ("/pagefind/pagefind.js", 200, "search"),
        ("/pagefind/other.js", 404, "Page not found"),
        ("/nowhere", 404, "Page not found"),
        ("/empty/", 404, "Page not found"),
        ("/kim.css/", 404, "Page not found"),
        ("/../secret.txt", 404, "Page not found"),
        ("/%2e%2e/secret.txt", 404, "Page not found"),
        ("/kim-preview/nothing", 404, "Nothing is here."),
    ],
)
def test_a_finished_site_is_served_with_the_policy_of_hosts(
    folder: Path, path: str, status: int, text: str
) -> None:
    with previewed() as (preview, address):
        preview.shown = Shown("1", folder, later=LATER)
        answer = ask(address, path)
        head = ask(address, path, "HEAD")
    assert (answer.status, head.status, head.text) == (status, status, "")
    assert text in answer.text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert (
        "upgrade-insecure-requests" not in answer.headers["Content-Security-Policy"]
    )  # there is no https
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_editor_for_staff_may_ask_its_forge_there_too(folder: Path) -> None:
    write(folder, "staff", asks="https://forge.example.org")
    with previewed() as (preview, address):
        preview.shown = Shown("1", folder, later=LATER)
        for path, asks in (("/", "'self'"), (f"/{EDITOR}", "'self' https://forge.example.org")):
            policy = ask(address, path).headers["Content-Security-Policy"].split("; ")
            assert f"connect-src {asks}" in policy
            assert "upgrade-insecure-requests" not in policy


def test_a_folder_without_its_slash_leads_to_its_page(folder: Path) -> None:
    with previewed() as (preview, address):
        preview.shown = Shown("1", folder, later=LATER)
        answer = ask(address, "/a%20page")
    assert (answer.status, answer.headers["Location"]) == (301, "/a%20page/")


def test_a_site_under_a_path_is_served_there(folder: Path) -> None:
    with previewed(base="/kim/") as (preview, address):
        preview.shown = Shown("1", folder, later=LATER)
        assert ask(address, "/kim/").status == 200
        assert ask(address, "/kim/a%20page").headers["Location"] == "/kim/a%20page/"
        assert ask(address, "/kim/pagefind/pagefind.js").text == "search"
        assert ask(address, "/kim.css").status == 404
        home = ask(address, "/")
        assert (home.status, home.headers["Location"]) == (302, "/kim/")


def test_many_open_pages_hold_up_nobody(folder: Path) -> None:
    with previewed() as (preview, address):
        preview.shown = Shown("1", folder, later=LATER)
        silent = [http.client.HTTPConnection(address) for _ in range(20)]
        for connection in silent:
            connection.connect()  # as browsers do ahead of a request that may never come
        assert ask(address, "/").status == 200
        for connection in silent:
            connection.close()


def test_a_preview_on_ipv6_says_its_address() -> None:
    try:
        with previewed(host="::1") as (preview, address):
            assert address == f"[::1]:{preview.server_port}"
    except OSError:
        pytest.skip("this machine has no IPv6")


# -------------------------------------------------------------------------------- what changed


def test_changes_are_files_that_a_site_is_made_from_each_once(tmp_path: Path) -> None:
    changes = Changes(tmp_path)
    for event in (
        FileModifiedEvent(str(tmp_path / "registers/tasks/T-1.yml")),
        FileModifiedEvent(str(tmp_path / "registers/tasks/T-1.yml")),
        DirModifiedEvent(str(tmp_path / "registers/tasks")),
        FileModifiedEvent(str(tmp_path / "registers/tasks/.T-1.yml.swp")),
        FileMovedEvent(str(tmp_path / "docs/a.md~"), str(tmp_path / "docs/a.md")),
        FileModifiedEvent(str(tmp_path / "mkdocs.yml")),
        FileModifiedEvent(str(tmp_path / "notes.txt")),
    ):
        changes.on_any_event(event)
    assert changes.wait() == ["registers/tasks/T-1.yml", "docs/a.md", "mkdocs.yml"]


def test_changed_files_are_named_and_counted() -> None:
    assert named(["a.yml"]) == "a.yml"
    assert named(["a.yml", "b.yml"]) == "a.yml and 1 other file"
    assert named(["a.yml", "b.yml", "c.yml"]) == "a.yml and 2 other files"


def test_a_fault_of_the_program_is_shown_like_any_other(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "load_again", lambda root, read_on, before: 1 / 0)
    site = Site(base, base / "mkdocs.yml", "staff")
    wrong = serve._build(site, base / "site", "http://127.0.0.1:1/").wrong
    assert wrong.startswith("This is a fault in the program.")
    assert "ZeroDivisionError" in wrong


def test_a_project_without_a_history_and_settings_that_are_wrong_are_said(
    base: Path, tmp_path: Path
) -> None:
    site = Site(base, base / "mkdocs.yml", "staff")
    assert "git init" in serve._build(site, base / "site", "http://127.0.0.1:1/").wrong.casefold()


# ----------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "address",
    ["8000", "localhost", "localhost:port", "localhost:70000", ":8000", "a:1/b", "[::1:80"],
)
def test_what_is_no_address_is_a_wrong_call(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(main, ["serve", "--address", address])
    assert result.exit_code == 2
    assert "Write a host and a port, as in 127.0.0.1:8000." in result.stderr


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (
            errno.EADDRINUSE,
            (
                "127.0.0.1:80 is in use, perhaps by another kim serve. "
                "Choose another port, as in 'kim serve --address 127.0.0.1:81'."
            ),
        ),
        (
            errno.EACCES,
            (
                "You may not listen at 127.0.0.1:80. "
                "Choose a port from 1024 on, as in '127.0.0.1:8000'."
            ),
        ),
        (errno.EADDRNOTAVAIL, "Nothing can listen at 127.0.0.1:80: not available."),
    ],
)
def test_why_an_address_cannot_be_had_is_said_in_a_sentence(number: int, words: str) -> None:
    assert (
        _cannot_listen(OSError(number, "not available"), "127.0.0.1:80", "127.0.0.1", 80) == words
    )


def test_a_host_that_is_not_this_one_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(main, ["serve", "--address", "192.0.2.1:8000"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Nothing can listen at 192.0.2.1:8000: ")
