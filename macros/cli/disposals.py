"""kim due --disposals: what is to go in a quarter, as a list to sign."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from macros.catalogue.read import read
from macros.cli.start import as_json
from macros.model.cells import guarded
from macros.model.text import counted, one_line
from macros.rules.calendar import Quarter, say_date
from macros.rules.disposal import Hold, look_whether
from macros.view.disposals import Waiting, by_quarter, waiting

HEAD = ("Reference", "What", "Class", "Kept until", "What is done", "Keeper", "On hold", "Agreed")
"""The columns of the list. The last is empty: whoever signs says yes or no there."""

SIGN = (
    "Agreed by the information asset owner (post, signature, day)",
    "Checked by a second person (post, signature, day)",
    "Done by (post or firm, how, day, certificate)",
)
"""What is written by hand below the list."""

EXAMPLE = " (its time is an example)"

BEFORE = (
    "Read each line before you sign. What is on hold stays. Look for what keeps a record longer: a "
    "legal case, money owed, an open complaint, a request, a safeguarding concern. Where the time "
    "of a class is an example, nothing goes because of it."
)
ALSO = (
    "Only what a register states a day for is listed. For all else there is the page "
    "'May I dispose of this?'."
)


def disposals_of(root: Path, quarter: Quarter, form: str, today: date) -> str:
    """The list of a quarter in one of the forms."""
    catalogue, _ = read(root)
    rows = by_quarter(waiting(catalogue.registers, today), quarter.last)
    if form == "json":
        return as_json({"quarter": str(quarter), "records": list(map(_for_programs, rows))})
    if form == "csv":
        return as_csv(rows)
    return as_markdown(rows, quarter) if form == "md" else _as_text(rows, quarter)


def _for_programs(row: Waiting) -> Mapping[str, Any]:
    """The contract of `kim due --disposals --format json`."""
    return {
        "id": row.key.id,
        "register": row.key.register,
        "title": row.label,
        "class": row.of.id,
        "kept_until": row.until.isoformat(),
        "may_go_from": row.first.isoformat(),
        "action": row.action,
        "owner_role": row.owner_role,
        "on_hold": [hold.name for hold in row.holds if not hold.part],
        "part_on_hold": [{"hold": hold.name, "part": hold.part} for hold in row.parts],
        "is_example": row.is_example,
    }


def as_csv(rows: Sequence[Waiting]) -> str:
    """The list for a spreadsheet, in which no cell is run."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(HEAD)
    for row in rows:
        lines.writerow([guarded(one_line(cell)) for cell in _cells(row)])
    return text.getvalue().rstrip("\n")


def _cells(row: Waiting, day: str = "") -> list[str]:
    until = day or row.until.isoformat()
    of = f"{row.of.id} {row.class_label}{EXAMPLE if row.is_example else ''}"
    holds = ", ".join(map(_hold, row.holds))
    return [row.key.id, row.label, of, until, row.action, row.owner_role, holds, ""]


def _hold(hold: Hold) -> str:
    return f"{hold.name}, in part: {hold.part}" if hold.part else hold.name


def as_markdown(rows: Sequence[Waiting], quarter: Quarter) -> str:
    """The list as a document, with a place to sign."""
    lines = [f"# Disposals of {quarter}", "", _intro(rows, quarter), ""]
    if rows:
        lines += [BEFORE, "", _line(HEAD), "|---" * len(HEAD) + "|"]
        lines += [_line(map(_plainly, _cells(row, say_date(row.until)))) for row in rows]
        for words in SIGN:
            lines += ["", f"{words}:", "", "." * 60]
    return "\n".join([*lines, "", ALSO])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plainly(cell: str) -> str:
    """A cell in which no sign means anything to Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", one_line(cell))


def _as_text(rows: Sequence[Waiting], quarter: Quarter) -> str:
    lines = [_intro(rows, quarter)]
    for row in rows:
        id_, what, of, until, action, keeper, holds, _ = _cells(row)
        look = f" {look_whether(row.parts)}" if row.parts else ""
        hold = f" On hold: {holds}." if row.stays else look
        lines.append(f"{id_} {what}: kept until {until} as {of}. {action} ({keeper}).{hold}")
    return "\n".join([*lines, ALSO])


def _intro(rows: Sequence[Waiting], quarter: Quarter) -> str:
    if not rows:
        return f"Nothing that a register has a day for may go by the end of {quarter}."
    holds, parts = sum(row.stays for row in rows), sum(_is_to_be_seen(row) for row in rows)
    records, last = counted(len(rows), "record"), say_date(quarter.last)
    words = f"{records} whose time is up by {last}, the end of {quarter}"
    whole = f"; {holds} of them on hold" if holds else ""
    part = f"; {parts} of them to be looked at, as a part of their kind is on hold" if parts else ""
    return f"{words}{whole}{part}."


def _is_to_be_seen(row: Waiting) -> bool:
    """Whether nobody can tell without a look if it is on hold."""
    return bool(row.parts) and not row.stays
