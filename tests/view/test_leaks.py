"""The last guard: what counts as secret, and that it is found wherever it stands."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.load import load
from macros.history.load import load_history
from macros.model import Catalogue
from macros.view.leaks import _WORD, _may_stand_among, leaks, secrets_of
from tests.site.conftest import commit

SAID = "handled by the duty desk"


@given(
    before=st.text("ab -.'&", max_size=8),
    secret=st.text("ab -.'&", min_size=1, max_size=12),
    after=st.text("ab -.'&", max_size=8),
)
def test_a_search_is_spared_only_where_it_would_find_nothing(
    before: str, secret: str, after: str
) -> None:
    assert _may_stand_among(secret, set(pairwise(_WORD.findall(before + secret + after))))


def test_a_secret_is_found_in_whatever_it_is_packed_and_laid_out(tmp_path: Path) -> None:
    secrets = {SAID: ("registers/faqs/FAQ-001.yml", "notes")}
    for name, content in {
        "a.html": b"<p>Handled <b>by\n  the</b> duty&#32;desk</p>",
        "b.pf_fragment": gzip.compress(b'{"content":"Handled by the duty desk."}'),
        "c.json": b'["HANDLED BY THE DUTY DESK"]',
        "d.txt": b"not handled by the duty desks",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert [leak.file for leak in leaks(tmp_path, secrets)] == [name]
        (tmp_path / name).unlink()
    (tmp_path / "handled by the duty desk.svg").touch()
    assert len(leaks(tmp_path, secrets)) == 1
    assert leaks(tmp_path, {"handled by the night desk": ("", "")}) == []


def test_what_is_said_in_public_is_no_secret_and_everything_else_is(
    base_loaded: tuple[Catalogue, object],
) -> None:
    """Of the base only T-2 is published; all pages are for staff."""
    secrets = secrets_of(base_loaded[0])
    sources = {file for file, _ in secrets.values()}
    assert secrets["gas safety records, in the document store"] == (
        "registers/tasks/T-1.yml",
        "evidence[0]",
    )
    assert "registers/tasks/t-1" in secrets
    assert "registers/tasks/T-2.yml" not in sources
    assert "find the keys" not in secrets


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(("text", "secret"), [("Ring Mary at", True), ("Ring Mary a", False)])
def test_a_value_of_twelve_letters_is_a_secret_and_a_shorter_one_is_not(
    base: Path, text: str, secret: bool
) -> None:
    assert len(text) == 12 - (not secret)
    notes = '"Colons: in quotes. A hash # too."'
    rewrite(base / "registers/tasks/T-1.yml", f"notes: {notes}", f"notes: {text}")
    assert (text.lower() in secrets_of(load(base)[0])) is secret


@pytest.mark.parametrize("letters", [29, 30])
def test_a_run_of_thirty_letters_of_a_staff_page_is_a_secret_and_a_shorter_one_is_not(
    base: Path, letters: int
) -> None:
    text = ("ring the duty desk before you knock " * 2)[:letters].strip()
    text = text.ljust(letters, "x")
    page = base / "docs/index.md"
    page.write_text(page.read_text("utf-8") + f"\n{text}\n", "utf-8")
    assert (text in secrets_of(load(base)[0])) is (letters == 30)


@pytest.mark.parametrize("letters", [39, 40])
def test_a_line_of_forty_letters_that_only_the_history_holds_is_a_secret_and_a_shorter_one_is_not(
    base: Path, letters: int
) -> None:
    reason = ("the tenant next door complained of noise " * 2)[:letters].strip().ljust(letters, "x")
    commit(base, reason, first=True)
    assert (reason in secrets_of(load(base)[0], load_history(base))) is (letters == 40)
