"""A project for another landlord: what `kim start` makes, and the guide to it, done as written."""

from __future__ import annotations

import re
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from macros.cli import main
from tests.projects import HOME, TODAY, git

GUIDE = HOME / "docs/guides/start.md"
START = ("--name", "Riverside Homes", "--forge", "https://github.com/riverside/registers")
_BLOCK = re.compile(
    r"(?P<above>[^\n]*)\n\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"`([\w./-]+\.(?:yml|csv))`:$")
_ELSEWHERE = ("pip", "cd", "make", ".")
"""Commands of the guide that need a network or a shell; `make site` runs `kim build`."""


class Part(NamedTuple):
    """What a step of the guide has one do: a file to save, or commands to run."""

    file: str
    text: str


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def started(to: Path, *more: str) -> Path:
    result = run("start", str(to), *START, "--today", TODAY.isoformat(), *more)
    assert result.exit_code == 0, result.output
    return to


def steps() -> Iterator[tuple[str, list[Part]]]:
    """Each step of the guide that has something to do, by its heading."""
    for section in GUIDE.read_text("utf-8").split("\n## ")[1:]:
        heading, _, text = section.partition("\n")
        yield heading, [_part(block) for block in _BLOCK.finditer(text)]


def _part(block: re.Match[str]) -> Part:
    last = block["above"].rpartition("\n")[2]
    file = _FILE.search(last)
    if block["kind"] == "console":
        return Part("", block["text"])
    assert file, f"The guide doesn't say where this belongs: {last}"
    return Part(file[1], block["text"])


def done(part: Part, project: Path) -> None:
    """Save a file of the guide, or run its commands in the project."""
    if part.file:
        (project / part.file).parent.mkdir(parents=True, exist_ok=True)
        (project / part.file).write_text(part.text, "utf-8")
        return
    for line in part.text.splitlines():
        program, *words = shlex.split(line.removeprefix("$ "))
        if program == "git":
            git(project, *words)
        elif program == "kim" and words[0] != "start":
            result = run(*words)
            assert result.exit_code == 0, f"{line}\n{result.output}"
            assert words != ["check"] or "nothing is wrong" in result.output, result.output
        else:
            assert program in (*_ELSEWHERE, "kim"), line


def test_the_guide_leads_from_nothing_to_a_public_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    project = tmp_path / "ours"
    began = time.monotonic()
    started(project, "--contact", "hello@riverside.example")
    monkeypatch.chdir(project)
    for heading, parts in steps():
        for part in parts:
            done(part, project)
        record_property(heading, round(time.monotonic() - began, 1))
        sys.stdout.write(f"{time.monotonic() - began:6.1f} s  {heading}\n")  # with pytest -s
    public = project / "site/public"
    assert "How do I report a repair?" in (public / "questions/index.html").read_text("utf-8")
    for page in (*public.rglob("*.html"), *(project / "site/staff").rglob("*.html")):
        assert "Example District" not in page.read_text("utf-8"), page
