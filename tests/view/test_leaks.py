"""The last guard: what counts as secret, and that it is found wherever it stands."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from macros.model import Catalogue
from macros.view.leaks import _WORD, _may_stand_among, leaks, secrets_of

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
