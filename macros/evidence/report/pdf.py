"""A report as a PDF that is tagged for screen readers (PDF/UA-1). Alone in knowing typst.

The template is ours and is no text of a record's: all of that goes in as JSON, which typst shows
letter by letter and never reads as markup. Only the fonts that typst brings are used, nothing is
fetched and no time is written, so the same report is the same bytes on every machine.

WeasyPrint was weighed against it: it tags too, but takes Pango and its fonts from the system, so
it needs more than wheels and sets a report otherwise on every machine.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import typst

from macros.evidence.report.content import Block, Report
from macros.model.errors import KimError

TEMPLATE = "report.typ"

UNPRINTED = re.compile(
    r"[^ -~\u00a0-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2193]"
)
"""What the fonts have no letter for, or might not: other scripts than Latin, Greek and Cyrillic."""

SHEETS = 4
"""Sheets of A4 that a board reads."""


class TypesetError(KimError):
    """The report can't be set. Says why."""


def as_pdf(report: Report) -> bytes:
    """The report on sheets of A4. Raises TypesetError where it can't be set."""
    template = files("macros.evidence").joinpath("templates", TEMPLATE).read_bytes()
    data = json.dumps(_shown(_for_template(report)))
    try:
        made = typst.compile(
            template,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"report": data},
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        raise TypesetError(f"The PDF could not be set: {error}.") from error
    if not isinstance(made, bytes):
        raise TypesetError("The PDF could not be set: there is more than one.")
    return made


def _for_template(report: Report) -> Any:
    blocks = [_block(block) for block in report.blocks]
    return {**asdict(report), "blocks": blocks}


def _block(block: Block) -> Any:
    return {"kind": type(block).__name__.lower(), **asdict(block)}


def _shown(value: Any) -> Any:
    """The same with a sign for each letter that the fonts don't have."""
    if isinstance(value, dict):
        return {name: _shown(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(inner) for inner in value]
    return UNPRINTED.sub("\ufffd", value) if isinstance(value, str) else value
