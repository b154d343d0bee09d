"""Kinds of text that JSON Schema has no word for (`x-format`), each with what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from macros.rules.calendar import (
    Fault,
    read_date,
    read_partial_date,
    read_quarter,
    read_timescale,
    read_when,
)

Check = Callable[[str], Fault | None]
"""What is wrong with a text of a form; None where nothing is."""


def _line(text: str) -> Fault | None:
    if "\n" not in text:
        return None
    if "\n" not in text.rstrip("\n"):
        return Fault("This line ends with a line break.", "Write '>-' where '>' or '|' stands.")
    hint = "Write it in one line, or with '>-' and its lines below, which makes one of them."
    return Fault("This holds more than one line.", hint)


def _url(text: str) -> Fault | None:
    if re.fullmatch(r"https?://[^\s<>\"']+", text):
        return None
    hint = "Start it with 'https://'."
    if re.match(r"https?://", text):
        hint = "Take out spaces, quotes and angle brackets."
    return Fault(f"'{text}' is not a full web address.", hint)


def _page(text: str) -> Fault | None:
    if re.fullmatch(r"docs/[^.\s].*\.md|registers/[a-z0-9-]+", text):
        return None
    hint = "Write its file, as in 'docs/index.md', or for a register 'registers/' and its name."
    return Fault(f"'{text}' is not the name of a page.", hint)


def _telephone(text: str) -> Fault | None:
    if re.fullmatch(r"\+?[0-9]+( [0-9]+)*", text):
        return None
    hint = "Write figures in groups, as people say them: '01632 960123'."
    return Fault(f"'{text}' is not a telephone number.", hint)


def _email(text: str) -> Fault | None:
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text):
        return None
    return Fault(f"'{text}' is not an email address.", "Write it as in 'repairs@example.org'.")


def _unless_read(read: Callable[[str], object]) -> Check:
    """What a reader of dates or quarters finds wrong with a text."""

    def check(text: str) -> Fault | None:
        result = read(text)
        return result if isinstance(result, Fault) else None

    return check


FORMATS: Mapping[str, Check] = {
    "line": _line,
    "url": _url,
    "page": _page,
    "telephone": _telephone,
    "email": _email,
    "date": _unless_read(read_date),
    "partial-date": _unless_read(read_partial_date),
    "quarter": _unless_read(read_quarter),
    "timescale": _unless_read(read_timescale),
    "when": _unless_read(read_when),
    "markdown": lambda text: None,
    "retention-rule": lambda text: None,
    "easy-read": lambda text: None,
    "steps": lambda text: None,
    "open-table": lambda text: None,
}
