"""When a run of all tests keeps its files in memory, and that it gives the memory back."""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any, cast

import pytest

from tests import in_memory


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in for memory, with room in it and nothing said of another place."""
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path)
    monkeypatch.setattr(in_memory, "PLENTY", 1)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)
    monkeypatch.setenv("TMPDIR", "")  # so that it is put back
    monkeypatch.delenv("TMPDIR")
    return tmp_path


def kept(processes: int | None = 3, basetemp: str = "") -> str | None:
    """Where the files of a run with such options go, if it says so."""
    config: Any = Namespace(option=Namespace(numprocesses=processes, basetemp=basetemp))
    in_memory.keep_in_memory(cast("pytest.Config", config))
    return os.environ.get("TMPDIR")


def test_several_processes_have_their_files_in_memory(memory: Path) -> None:
    assert kept() == str(memory)
    assert tempfile.gettempdir() == str(memory)


def test_one_process_and_a_place_that_is_named_go_before(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept(processes=None) is None
    assert kept(basetemp="elsewhere") is None
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    assert kept() == "/elsewhere"


def test_where_there_is_little_memory_or_none_the_disk_is_used(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_memory, "PLENTY", in_memory.free(memory) * 2)
    assert kept() is None
    monkeypatch.setattr(in_memory, "PLENTY", 1)
    monkeypatch.setattr(in_memory, "MEMORY", memory / "nowhere")
    assert kept() is None


def test_memory_is_given_back_and_nothing_on_a_disk_is_touched(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_it, outside = memory / "in-memory" / "run", memory / "disk" / "run"
    for folder in (in_it, outside):
        folder.mkdir(parents=True)
    monkeypatch.setattr(in_memory, "MEMORY", memory / "in-memory")
    in_memory.give_back(in_it)
    in_memory.give_back(outside)
    assert (in_it.exists(), outside.exists()) == (False, True)
