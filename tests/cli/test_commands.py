"""A command loads what it uses: told from what is imported, and not from how long it takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click
import pytest

from macros.cli import main
from macros.cli.commands import COMMANDS, summaries, with_whole_quarters
from tests.projects import HOME
from tests.tiny import copy_tiny

HEAVY = {
    "cryptography",
    "jinja2",
    "jsonschema",
    "lxml",
    "markdown",
    "mkdocs",
    "py_mini_racer",
    "rfc3161_client",
    "xlsxwriter",
    "yaml",
}
CHECKING = {"jinja2", "jsonschema", "lxml", "yaml"}
"""What the check needs, which every command makes that reads the registers."""

LOADED = """
import sys
from macros.cli import main
for words in sys.argv[1:]:
    try:
        main(words.split(), prog_name="kim")
    except SystemExit as end:
        assert not end.code, words
    print("loaded:", *sys.modules, file=sys.stderr)
"""


def loaded_by(*calls: str, project: Path = HOME) -> list[set[str]]:
    """The modules that are loaded after each of several calls in one process."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *calls],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("loaded:")]
    return [set(line.split()) for line in lines]


def test_help_loads_no_command_and_nothing_that_only_commands_need() -> None:
    calls = ("--help", "--version", "-h")
    each = loaded_by(*calls)
    assert len(each) == len(calls)
    for loaded in each:
        assert "click" in loaded
        assert loaded & HEAVY == set()
        assert not loaded & {f"macros.cli.{later.module}" for later in COMMANDS.values()}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tiny(tmp_path_factory.mktemp("tiny"))


Needless = Mapping[str, set[str]]
"""What calls mustn't load, by the call. In one process the next may have what the last had."""


@pytest.mark.parametrize(
    "needless",
    [
        {
            "seal --help": HEAVY,
            "pack --help": {"cryptography", "mkdocs", "py_mini_racer", "rfc3161_client"},
            "verify --help": {"cryptography", "mkdocs", "py_mini_racer", "rfc3161_client"},
        },
        {
            "show T-4": HEAVY - CHECKING,
            "history T-4": HEAVY - CHECKING,
            "due --within 0": HEAVY - CHECKING,
            "check registers/roles": HEAVY - CHECKING - {"markdown"},
        },
        {"ask mould": HEAVY & {"mkdocs", "xlsxwriter"}},
    ],
    ids=", ".join,
)
def test_a_command_loads_no_library_that_others_need(tiny: Path, needless: Needless) -> None:
    each = loaded_by(*needless, project=tiny)
    loaded = dict(zip(needless, each, strict=True))
    for call, libraries in needless.items():
        assert loaded[call] & libraries == set(), call


@pytest.mark.parametrize("summary", summaries(), ids=lambda command: command.name)
def test_each_summary_is_the_first_sentence_of_the_command_itself(summary: click.Command) -> None:
    assert summary.name
    import_module(f"macros.cli.{COMMANDS[summary.name].module}")
    command = main.commands[summary.name]
    assert command.callback is not None, "the module has put it into the group"
    assert summary.get_short_help_str(500) == command.get_short_help_str(500)


def test_every_command_is_known_before_its_module_is_loaded() -> None:
    for later in COMMANDS.values():
        import_module(f"macros.cli.{later.module}")
    assert set(main.commands) == set(COMMANDS)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        (["due", "--disposals", "Q3", "2026/27"], ["due", "--disposals", "Q3 2026/27"]),
        (["report", "q3", "2026/27", "--out", "r.pdf"], ["report", "q3 2026/27", "--out", "r.pdf"]),
        (["report", "Q3 2026/27"], ["report", "Q3 2026/27"]),
        (["ask", "Q3", "of 2026/27"], ["ask", "Q3", "of 2026/27"]),
    ],
)
def test_a_quarter_needs_no_quotes(words: list[str], whole: list[str]) -> None:
    assert with_whole_quarters(words) == whole
