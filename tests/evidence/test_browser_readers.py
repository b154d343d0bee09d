"""What the page that checks packs reads in a browser is what the program reads: one rule, twice."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from macros.catalogue.text_files import LARGEST
from macros.catalogue.yaml_plain import read_plainly
from macros.evidence.browser.table import MANIFEST_FORMS, SENTENCES, table_json
from macros.evidence.format import Manifest
from macros.evidence.verify.tables import _read
from macros.history.git import Repository, fsck
from macros.history.landings import landings
from macros.rules.calendar import Fault, end_of_day, local_day, read_date
from tests.conftest import PROJECT

SCRIPTS = PROJECT / "macros/theme/assets/verify"
PLAIN = "globalThis.TextDecoder = class { decode(text) { return text; } };"
"""A text stands for its bytes: this engine has no decoder."""

AS_JSON = """function asJson(value) {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(pair => [pair[0], asJson(pair[1])]));
  }
  return Array.isArray(value) ? value.map(asJson) : value;
}
function read(text) {
  const version = KimVerify.versionOf(text, {largestRecord: 1e9});
  return JSON.stringify({sure: version.sure, values: asJson(version.values)});
}"""


@cache
def started() -> MiniRacer:
    """One engine for all tests: a property test can't have a fixture's for each example."""
    racer = MiniRacer()
    racer.eval(PLAIN)
    for name in ("vendor/js-yaml-5.5.0.js", "registers.js", "landings.js", "people.js"):
        racer.eval((SCRIPTS / name).read_text("utf-8"))
    racer.eval(AS_JSON)
    return racer


def call(function: str, *values: object) -> Any:
    given_values = ", ".join(json.dumps(value) for value in values)
    return json.loads(str(started().eval(f"JSON.stringify({function}({given_values}))")))


@pytest.fixture(scope="module", autouse=True)
def stopped() -> Iterator[None]:
    """An engine that is left running may keep the process from ending."""
    yield
    started().close()
    started.cache_clear()


# --------------------------------------------------------------------------------------- people

WHO = ("A B <a@b.c> ", "A B <a@b.c>", "A B<a@b.c> ", "<a@b.c> ", "A B ", "A > B <a@b.c> ", "A <a ")
WHO_TOO = (" <a@b.c> ", "A <a<b> ", "A <a@b.c", "A <> ", "\u00e4 <a@b.c>  ", "")
WHEN = ("1 +0000", "0 +0000", "0", "01 +0000", "1", "1 ", "1 GMT", "1 +00000", "1 0000", "x +0000")
WHEN_TOO = (f"{2**63 - 1} -0100", f"{2**63} +0000", f"{2**64} +0000", "1  +0000", "0x +0000", "")


def test_git_and_the_browser_call_the_same_malformed(tmp_path: Path) -> None:
    """Every name and address with every date, in a commit each."""
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    words = [*git, "hash-object", "-t", "tree", "-w", "--stdin"]
    tree = subprocess.run(words, check=True, capture_output=True, input=b"").stdout.decode().strip()
    every = [who + when for who in (*WHO, *WHO_TOO) for when in (*WHEN, *WHEN_TOO)]
    lines = [line for line in every if "  0" not in line]  # versions of Git differ about these
    for number, line in enumerate(lines):
        good = "A <a@b.c> 1 +0000"
        text = f"tree {tree}\nauthor {line}\ncommitter {good}\n\n{number}\n"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    words = [*git, "hash-object", "-t", "commit", "-w", "--literally", "--stdin-paths"]
    paths = "".join(f"{tmp_path}/{number}.txt\n" for number in range(len(lines)))
    done = subprocess.run(words, check=True, capture_output=True, input=paths.encode())
    ids = done.stdout.decode().split()
    told = dict(fsck(Repository(tmp_path)).malformed)
    ours = {id_: call("KimVerify.lineFault", line) for id_, line in zip(ids, lines, strict=True)}
    by_line = dict(zip(ids, lines, strict=True))
    different = {by_line[id_]: (ours[id_], told.get(id_, "")) for id_ in ids}
    assert {line: pair for line, pair in different.items() if pair[0] != pair[1]} == {}


# -------------------------------------------------------------------------------------- records


def reads_alike(text: str) -> bool:
    """Whether a browser is sure of a text; then it has to read what the program reads."""
    version = json.loads(call("read", text))
    if version["sure"]:
        assert version["values"] == read_plainly(text), text
    return bool(version["sure"])


def records(folder: Path) -> list[str]:
    paths = [*folder.rglob("*.yml"), *folder.rglob("*.yaml")]
    texts = [path.read_bytes().decode("utf-8", "replace") for path in sorted(paths)]
    return [text for text in texts if len(text) <= LARGEST]


def test_every_record_of_this_project_is_read_alike() -> None:
    texts = records(PROJECT / "registers")
    assert len(texts) > 500
    for text in texts:
        assert json.loads(call("read", text))["values"] == read_plainly(text)


def test_bad_records_are_read_alike_or_left_to_the_program() -> None:
    texts = [*records(PROJECT / "tests/cases"), *records(PROJECT / "tests/small")]
    sure = sum(reads_alike(text) for text in texts)
    assert len(texts) > 150
    assert sure > len(texts) / 2


ODD = [
    *("a:\n:\n", "b: \n: \\\n", "?\n", "a: [?b]\n", "a: {{ b }}\n", "a: {[b]: c}\n"),
    *("a: [:.:#*]\n", "a: {\n  b:}\n"),
    *("a: 'it''s'\n", 'a: "\\u00e9\\x41\\n"\n', "a: >-\n  b\n  c\n\n  d\n", "a: |2\n   b\n"),
    *(
        "a: |+\n  b\n\n",
        "a: [b, {c: d}]\n",
        "a:\n- b\n- c: d\n  e: f\n",
        "? a\n: b\n",
        "a: b # c\n",
    ),
    *("a: b#c\n", "a: 'b\n  c'\n", "a: b\n  c\n", "1: b\n2: c\n", "a: {2: b, 1: c}\n", "a: ~\n"),
    *("a: 0o7\n", "a: yes\n", "<<: {a: b}\n", "a: !!str 1\n", "a: &x b\nc: *x\n", "%YAML 1.1\n"),
    *(
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "a: \tb\n",
        "\ufeffa: b\n",
        "a: b\u2028c\n",
        "a: b\x85c\n",
    ),
    *(
        "a: b\ra: c\n",
        "a: b\r\nc: d\r\n",
        "a: " + "[" * 120 + "]" * 120 + "\n",
        "a: a: b\n",
        "a:b\n",
    ),
    *(
        "'a': b\n",
        '"a": b\n',
        "a: b: c\n",
        "a: - b\n",
        "a: [b\n",
        "a: {b\n",
        "a: 'b\n",
        "- a\n",
        "a\n",
    ),
    *("", "# a\n", "a:\n", "a: ''\n", "__proto__: b\n", "a: @b\n", "a: `b\n", "a: %b\n", "a: ,b\n"),
    *("a: b\na: c\n", "a:\n  b: c\n  b: d\n", "a: \x00\n", "a: \x07b\n", "a: \U0001f600\n"),
    *(
        "a: ?b\n",
        "a: ? b\n",
        "a: :b\n",
        "a: b:\n",
        "a: [b:c, 'd':e, ?f]\n",
        "a: [,]\n",
        "a: [b,]\n",
    ),
    *("a:  b \n", "a: >\n  b\n   c\n  d\n", "a: |-\n\n\n  b\n", "a: >2-\n    b\n", "a: |\n\tb\n"),
]


@pytest.mark.parametrize("text", ODD)
def test_odd_yaml_is_read_alike_or_left_to_the_program(text: str) -> None:
    reads_alike(text)


LINES = st.lists(
    st.text(alphabet="ab :-?#'\"[]{},|>\n&*!%@`0\\", max_size=14).map(lambda text: f"a{text}\n"),
    max_size=5,
)


@given(LINES)
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_is_read_alike_or_left_to_the_program(lines: list[str]) -> None:
    reads_alike("".join(lines))


# --------------------------------------------------------------------------------------- tables


@given(st.text(alphabet="a'\",\r\n ", max_size=14))
@settings(max_examples=400, deadline=None)
def test_a_table_is_read_alike(text: str) -> None:
    assert call("KimVerify.rowsOf", text) == _read(text.encode())


# ------------------------------------------------------------------------------------- landings

DAYS = st.dates(min_value=date(2004, 1, 1), max_value=date(2040, 12, 31))
SECONDS = st.one_of(
    st.integers(min_value=-1_000, max_value=4_000_000_000),
    st.integers(min_value=1_780_000_000, max_value=1_780_500_000),
)


@given(st.lists(SECONDS, min_size=1, max_size=12), st.one_of(st.none(), DAYS))
@settings(max_examples=400, deadline=None)
def test_commits_land_alike(seconds: list[int], read_on: date | None) -> None:
    dates = [datetime.fromtimestamp(when, UTC) for when in seconds]
    landed = [int(when.timestamp()) for when in landings(dates, read_on)]
    end = call("KimVerify.endOfDay", read_on.isoformat()) if read_on else None
    assert call("KimVerify.landings", seconds, end) == landed


@given(DAYS)
@settings(max_examples=200, deadline=None)
def test_a_day_ends_alike(day: date) -> None:
    assert call("KimVerify.endOfDay", day.isoformat()) == int(end_of_day(day).timestamp())


@given(SECONDS)
@settings(max_examples=200, deadline=None)
def test_an_instant_falls_on_the_same_day(seconds: int) -> None:
    day = local_day(datetime.fromtimestamp(seconds, UTC))
    assert call("KimVerify.localDay", seconds) == day.isoformat()


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "someday", "", "0000-01-01", "26-1-1"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert isinstance(read_date(text), Fault)
    assert call("KimVerify.endOfDay", text) is None


# ------------------------------------------------------------------------------------ the table


def test_the_table_knows_every_field_of_a_manifest() -> None:
    assert list(MANIFEST_FORMS) == [field.name for field in fields(Manifest)]


def test_every_sentence_is_said_by_a_script_with_its_values() -> None:
    """What no script names is said by nobody; what a script names has to be there."""
    scripts = "".join(path.read_text("utf-8") for path in sorted(SCRIPTS.glob("*.js")))
    quoted = set(re.findall(r'"([a-z][a-z-]+)"', scripts))
    assert SENTENCES.keys() <= quoted
    assert json.loads(table_json())["sentences"].keys() == SENTENCES.keys()
