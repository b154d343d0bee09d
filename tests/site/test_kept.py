"""What takes long to make is kept, and never believed where it isn't what was made."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from macros.site import kept as kept_module
from macros.site.kept import FILE, kept, shelf

SPOIL = {
    "content": "UPDATE made SET content = CAST('made up' AS BLOB)",
    "name": "UPDATE made SET content = content || 'x'",
    "kind": "UPDATE made SET content = 'made up'",
    "seal": "UPDATE made SET seal = NULL",
    "another": "UPDATE made SET name = CAST('another' AS BLOB)",
    "table": "DROP TABLE made",
    "columns": "ALTER TABLE made DROP COLUMN seal",
}


class Maker:
    """Counts how often something was made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return f"line one\nmade {self.times} times: ü"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def folder() -> Path:
        return tmp_path

    monkeypatch.setattr(kept_module, "_folder", folder)
    monkeypatch.setattr(kept_module, "_WORTH", -1)
    return tmp_path


def test_what_was_made_of_the_same_is_made_once(folder: Path) -> None:
    make = Maker()
    first = kept("registers", make)
    assert kept("registers", make) == first
    assert make.times == 1
    assert kept("registers, changed", make) != first
    assert make.times == 2


def test_what_is_made_in_another_way_is_something_else(folder: Path) -> None:
    with shelf("one way") as known:
        known.add(b"registers", b"\x00\xff")
    for way, content in (("one way", b"\x00\xff"), ("one wa", None), ("another way", None)):
        with shelf(way) as known:
            assert known.find(b"registers") == content


@pytest.mark.parametrize("spoil", SPOIL.values(), ids=SPOIL)
def test_what_somebody_changed_is_made_anew(folder: Path, spoil: str) -> None:
    make = Maker()
    first = kept("registers", make)
    with closing(sqlite3.connect(folder / FILE)) as base, base:
        base.execute(spoil)
    assert kept("registers", make) == first.replace("made 1 times", "made 2 times")


@pytest.mark.parametrize("spoil", [b"", b"no table", b"\xff" * 5000, "a part", "its middle"])
def test_a_file_that_is_spoilt_goes_and_all_is_made_anew(folder: Path, spoil: bytes | str) -> None:
    make = Maker()
    first = kept("registers", make)
    content = (folder / FILE).read_bytes()
    middle = content[:4096] + b"\xff" * 4096 + content[8192:]
    parts = {"a part": content[:5000], "its middle": middle}
    (folder / FILE).write_bytes(spoil if isinstance(spoil, bytes) else parts[spoil])
    again = [kept("registers", make) for _ in range(3)]
    assert again[0] == first.replace("made 1 times", "made 2 times")
    assert again[-1] == again[-2]


def a_file(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("a file", "utf-8")


def a_folder_in_its_place(folder: Path) -> None:
    (folder / FILE).mkdir()


@pytest.mark.parametrize("hinder", [a_file, a_folder_in_its_place])
def test_a_folder_that_takes_nothing_costs_time_alone(
    folder: Path, hinder: Callable[[Path], None]
) -> None:
    hinder(folder)
    make = Maker()
    assert kept("registers", make) == "line one\nmade 1 times: ü"
    assert kept("registers", make) == "line one\nmade 2 times: ü"


@pytest.fixture
def busy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another build writes, and doesn't end soon."""
    kept("another", Maker())
    monkeypatch.setattr(kept_module, "_PATIENCE", 0.01)
    with closing(sqlite3.connect(folder / FILE)) as base:
        base.execute("BEGIN EXCLUSIVE")
        yield


@pytest.mark.usefixtures("busy")
def test_a_build_beside_another_one_doesnt_wait_for_long() -> None:
    make = Maker()
    kept("registers", make)
    kept("registers", make)
    assert make.times == 2


def test_two_builds_at_once_keep_what_both_made(folder: Path) -> None:
    with shelf("way") as first, shelf("way") as second:
        assert first.find(b"both") is second.find(b"both") is None
        first.add(b"both", b"same")
        second.add(b"both", b"same")
        second.add(b"other", b"its own")
    with shelf("way") as known:
        assert [known.find(b"both"), known.find(b"other")] == [b"same", b"its own"]


def test_what_was_used_longest_ago_goes_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_module, "_MOST", 60)  # bytes: two of what is made here
    hours = iter(range(100))
    monkeypatch.setattr(time, "time", lambda: next(hours) * 3600)
    make = Maker()
    kept("used often", make)
    for number in range(5):
        kept(f"used once: {number}", make)
        kept("used often", make)
    assert make.times == 6
    with closing(sqlite3.connect(folder / FILE)) as base:
        assert base.execute("SELECT count(*) FROM made").fetchall() == [(2,)]


def test_what_is_made_at_once_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_WORTH", 60)
    kept("registers", Maker())
    assert (folder / FILE).read_bytes() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="a folder of one's own is private there")
def test_nobody_else_reads_what_is_kept(folder: Path) -> None:
    kept("registers", Maker())
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
