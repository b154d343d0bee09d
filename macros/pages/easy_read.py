"""Easy read in its other forms, for tenants: in large print, as plain text, and as one picture.

A register has them where its schema gives a field the format `easy-read`; no name is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from macros.model import Field, Record, Values, groups
from macros.pages.fragments import ROOT, Download, Fragment, GeneratedPage, place, render
from macros.pages.values import say_field
from macros.view.view import View

FORMAT = "easy-read"


class Form(NamedTuple):
    """Another form of a text: what it is called and where it is, from any page."""

    name: str
    href: str


def forms(view: View, record: Record) -> Sequence[Form]:
    """The other forms of a record: none where it holds no easy read, and none for staff."""
    if not view.is_public or _field(view, record) is None:
        return ()
    return (
        Form("In large print", f"{ROOT}{_large(record)}"),
        Form("As plain text, to copy or to have read out", f"{ROOT}{_plain(record)}"),
    )


def picture(view: View, record: Record) -> str:
    """The first picture of an easy read text, from any page; empty where there is none."""
    files = [str(idea.get("picture", "")) for idea in _ideas(view, record)]
    first = next(filter(None, files), "")
    return f"{ROOT}pictures/{first}" if first and view.is_public else ""


def large_print(view: View) -> Iterator[GeneratedPage]:
    """For the public: a page in large print for each easy read text."""
    for record in _texts(view):
        title = f"{view.label(record.key)}: large print"
        under = view.home(view.schema(record.key))
        make = partial(_large_print, view, record)
        yield GeneratedPage(_large(record), title, make, under, searched=False)


def plain_texts(view: View) -> Iterator[Download]:
    """For the public: each easy read text without anything but its words."""
    for record in _texts(view):
        yield _plain(record), partial(_plain_text, view, record)


def _texts(view: View) -> Iterator[Record]:
    for register in view.paged.values() if view.is_public else ():
        if any(field.format == FORMAT for field in register.schema.fields):
            yield from register.records


def _field(view: View, record: Record) -> Field | None:
    easy = (field for field in view.schema(record.key).fields if field.format == FORMAT)
    return next((field for field in easy if field.name in record.values), None)


def _ideas(view: View, record: Record) -> Sequence[Values]:
    field = _field(view, record)
    return [idea for _, idea in groups(record.values.get(field.name))] if field else ()


def _sentences(view: View, record: Record) -> Iterator[str]:
    """Each idea, and behind it what its hard word means."""
    for idea in _ideas(view, record):
        yield " ".join(str(idea[name]) for name in ("text", "meaning") if name in idea)


def _large(record: Record) -> str:
    return f"{place(record.key)}large-print/"


def _plain(record: Record) -> str:
    return f"{place(record.key)}{record.key.id.lower()}.txt"


def _large_print(view: View, record: Record) -> Fragment:
    html = render(
        "large_print.html",
        sentences=list(_sentences(view, record)),
        who_to_ask=say_field(view, record, "who_to_ask"),
        is_example=record.is_example,
        back=f"{ROOT}{place(record.key)}",
    )
    return Fragment(html)


def _plain_text(view: View, record: Record) -> str:
    """One idea a line, with a line between them: a voice stops there."""
    asked = say_field(view, record, "who_to_ask")
    example = "This is an example: the council is made up."
    parts = [
        view.label(record.key),
        *([example] if record.is_example else []),
        *_sentences(view, record),
        *([f"Who to ask: {asked}"] if asked else []),
    ]
    return "\n\n".join(parts) + "\n"
