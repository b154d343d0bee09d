"""A month cut into parts: nothing is lost, a page holds what it can, and old parts stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.model import Commit, Key, Person, Revision
from macros.pages import month_parts
from macros.pages.month_parts import Part, parts_of

SOMEBODY = Person("Somebody", "somebody@example.org", "Somebody")
MOST = 10
FIRST = datetime(2026, 11, 1, 9, tzinfo=UTC)

Sizes = Sequence[tuple[int, int]]
"""Of each commit, how many days after the one before it landed, and how many records it made."""

MONTHS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 7) | st.integers(20, 35)), max_size=9)


@pytest.fixture(scope="module", autouse=True)
def _small_pages() -> Iterator[None]:
    """Pages that are soon full, so that little is needed to fill some."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(month_parts, "MOST", MOST)
        yield


def month(sizes: Sizes) -> list[Revision]:
    """What such commits did, newest first."""
    revisions: list[Revision] = []
    when = FIRST
    for number, (days, records) in enumerate(sizes):
        when += timedelta(days=days, seconds=1)
        commit = Commit(f"{number:040}", (), SOMEBODY, SOMEBODY, when, when, "Do it", "")
        keys = [Key("tasks", f"T-{number}-{record}") for record in range(records)]
        made = [Revision(key, "created", commit, when, (), f"{key.id}.yml") for key in keys]
        revisions = made + revisions
    return revisions


def cut(sizes: Sizes) -> Sequence[Part]:
    revisions = month(sizes)
    return parts_of(revisions, Counter(revision.commit.id for revision in revisions))


@given(MONTHS)
def test_every_change_stands_in_one_part_and_no_part_is_too_large(sizes: Sizes) -> None:
    parts = cut(sizes)
    whole = month(sizes)
    if len(whole) <= MOST:
        assert not parts
        return
    told = [revision for part in parts for revision in part.revisions]
    assert Counter(told) == Counter(whole)
    assert [each.commit.id for each in told] == [each.commit.id for each in whole]
    assert max(len(part.revisions) for part in parts) <= MOST
    assert len({part.address for part in parts}) == len(parts)


@given(MONTHS.filter(len))
def test_what_comes_later_changes_no_part_but_the_newest(sizes: Sizes) -> None:
    before, after = cut(sizes[:-1]), cut(sizes)
    later = {part.address: part.revisions for part in after}
    assert all(part.address in later for part in before)
    assert all(later[part.address] == part.revisions for part in before[1:])


@given(MONTHS)
def test_only_a_commit_that_no_page_holds_is_cut(sizes: Sizes) -> None:
    for part in cut(sizes):
        sizes_of = Counter(revision.commit.id for revision in part.revisions)
        for id_, records in sizes_of.items():
            assert (id_ in part.cut) == (sizes[int(id_)][1] > MOST)
            assert id_ in part.cut or records == sizes[int(id_)][1]
