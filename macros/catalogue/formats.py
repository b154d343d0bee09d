"""Kinds of text that JSON Schema has no word for (`x-format`), each with what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from macros.rules.calendar import Fault, read_date, read_partial_date, read_quarter, read_timescale


def _line(text: str) -> Fault | None:
    return (
        Fault("This holds more than one line.", "Write it in one line.") if "\n" in text else None
    )


def _url(text: str) -> Fault | None:
    if re.fullmatch(r"https?://[^\s<>\"']+", text):
        return None
    hint = (
        "Take out spaces, quotes and angle brackets."
        if re.match(r"https?://", text)
        else "Start it with 'https://'."
    )
    return Fault(f"'{text}' is not a full web address.", hint)


def _fault(read: Callable[[str], object]) -> Callable[[str], Fault | None]:
    def check(text: str) -> Fault | None:
        found = read(text)
        return found if isinstance(found, Fault) else None

    return check


FORMATS: Mapping[str, Callable[[str], Fault | None]] = {
    "line": _line,
    "url": _url,
    "date": _fault(read_date),
    "partial-date": _fault(read_partial_date),
    "quarter": _fault(read_quarter),
    "timescale": _fault(read_timescale),
    "markdown": lambda text: None,
    "retention-rule": lambda text: None,
    "easy-read": lambda text: None,
}
