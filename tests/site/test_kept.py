"""What takes long to make is kept, and never believed where it isn't what was made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from macros.site import kept as kept_module
from macros.site.kept import kept


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


@pytest.mark.parametrize("content", [b"", b"line one", b"\xff", b"\n", b"line\nmade up"])
def test_what_somebody_changed_is_made_anew(folder: Path, content: bytes) -> None:
    make = Maker()
    first = kept("registers", make)
    (file,) = folder.iterdir()
    file.write_bytes(content)
    assert kept("registers", make) == first.replace("made 1 times", "made 2 times")
    assert kept("registers", make).endswith("made 2 times: ü")


def test_a_folder_that_takes_nothing_costs_time_alone(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("a file", "utf-8")
    make = Maker()
    assert kept("registers", make) == "line one\nmade 1 times: ü"
    assert kept("registers", make) == "line one\nmade 2 times: ü"


def grow_older(folder: Path) -> None:
    for file in folder.iterdir():
        used = file.stat().st_mtime - 60
        os.utime(file, (used, used))


def test_what_was_used_longest_ago_goes_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_module, "_MOST", 2)
    make = Maker()
    kept("used often", make)
    for number in range(5):
        grow_older(folder)
        kept(f"used once: {number}", make)
        grow_older(folder)
        kept("used often", make)
    assert make.times == 6
    assert len(list(folder.iterdir())) == 2


def test_what_is_made_at_once_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_WORTH", 60)
    kept("registers", Maker())
    assert list(folder.iterdir()) == []
