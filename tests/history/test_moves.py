"""Which record or page went on under which other name: told by what both hold, or not at all."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from macros.history.moves import moves
from macros.model import PAGES, Key, Values


def records(**values: Values) -> Mapping[Key, Values]:
    return {Key("risks", id_): own for id_, own in values.items()}


def pages(**values: Values) -> Mapping[Key, Values]:
    return {Key(PAGES, name): own for name, own in values.items()}


def page(*sections: str, **front: str) -> Values:
    """A page whose sections say their own titles."""
    return {**front, "sections": {title: title.lower() for title in sections}}


@pytest.mark.parametrize(
    ("gone", "come", "expected"),
    [
        ({}, {}, {}),
        (records(A={"id": "A"}), {}, {}),
        ({}, records(A={"id": "A"}), {}),
        # the id is the same, whatever else changed
        (records(A={"id": "R-1", "t": "x"}), records(B={"id": "R-1", "t": "y"}), {"A": "B"}),
        (records(A={"id": "R-1"}), records(B={"id": "R-1"}), {"A": "B"}),
        # all but the id is
        (records(A={"id": "A", "t": "x"}), records(B={"id": "B", "t": "x"}), {"A": "B"}),
        (records(A={"t": "x", "s": "y"}), records(B={"s": "y", "t": "x"}), {"A": "B"}),
        (records(A={"id": "A", "t": "x"}), records(B={"id": "B", "t": "y"}), {}),
        (records(A={"id": "A"}), records(B={"id": "B"}), {}),
        (records(A={}), records(B={}), {}),
        (records(A={"id": ["A"], "t": "x"}), records(B={"id": ["A"], "t": "y"}), {}),
        # the id counts for more, and each name is given once
        (
            records(A={"id": "A", "t": "x"}),
            records(B={"id": "B", "t": "x"}, C={"id": "A", "t": "y"}),
            {"A": "C"},
        ),
        (
            records(A={"id": "A", "t": "x"}, B={"id": "B", "t": "x"}),
            records(C={"id": "C", "t": "x"}, D={"id": "D", "t": "x"}),
            {"A": "C"},
        ),
        (
            records(A={"id": "A", "t": "x"}, B={"id": "B", "t": "x"}),
            records(C={"id": "A", "t": "x"}, D={"id": "D", "t": "x"}),
            {"A": "C", "B": "D"},
        ),
        # pages: the same words, or half of the sections
        (pages(a=page("One")), pages(b=page("One")), {"a": "b"}),
        (pages(a=page("One", "Two")), pages(b=page("One", "Three")), {"a": "b"}),
        (pages(a=page("One")), pages(b=page("One", "Two")), {"a": "b"}),
        (pages(a=page("One", "Two")), pages(b=page("One")), {"a": "b"}),
        (pages(a=page("One")), pages(b=page("One", "Two", "Three")), {}),
        (pages(a=page("One", "Two", "Three")), pages(b=page("One", "Four", "Five")), {}),
        (pages(a=page("One")), pages(b=page("Two")), {}),
        (pages(a=page("One", id="x")), pages(b=page("Two", id="x")), {}),
        # empty sections have nothing in common
        (
            pages(a={"t": "x", "sections": {"One": ""}}),
            pages(b={"t": "y", "sections": {"One": ""}}),
            {},
        ),
        (pages(a={"t": "x"}), pages(b={"t": "y", "sections": {}}), {}),
        (pages(a={"t": "x", "sections": {}}), pages(b={"t": "y"}), {}),
        # the likeliest that is still free
        (
            pages(a=page("One", "Two"), b=page("One", "Two")),
            pages(c=page("One", "Three"), d=page("Two", "Four")),
            {"a": "c", "b": "d"},
        ),
        (
            pages(a=page("One", "Two"), b=page("One", "Three")),
            pages(c=page("One", "Three"), d=page("Two", "Four")),
            {"b": "c", "a": "d"},
        ),
        # a page is no record
        (records(A=page("One")), pages(b=page("One")), {}),
        (pages(a=page("One")), records(B=page("One")), {}),
        (records(A=page("One", id="x", t="1")), pages(b=page("One", id="x", t="2")), {}),
        (pages(a=page("One", id="x", t="1")), records(B=page("One", id="x", t="2")), {}),
    ],
)
def test_moves(
    gone: Mapping[Key, Values], come: Mapping[Key, Values], expected: Mapping[str, str]
) -> None:
    moved = moves(gone, come)
    assert {old.id: new.id for old, new in moved.items()} == expected
    assert moved.keys() <= gone.keys()
    assert set(moved.values()) <= come.keys()


def test_a_record_moves_between_registers() -> None:
    old, new = Key("risks", "A"), Key("tasks", "A")
    assert moves({old: {"id": "A"}}, {new: {"id": "A"}}) == {old: new}
