"""The table on a sheet: where its headings stand, its rows, and what stands round it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.sheets.headings import Heading, Headings
from macros.catalogue.sheets.read_cells import is_blank, plain
from macros.catalogue.sheets.sheet import Sheet
from macros.model.cells import Cell
from macros.model.text import counted

SEARCHED = 40
"""Rows in which headings are looked for."""

_TOTAL = re.compile(r"(?:grand |sub[ -]?)?totals?\b", re.IGNORECASE)


class TableRow(NamedTuple):
    """A row of a table: its number on the sheet, and its cells by their numbers, both from 0."""

    number: int
    cells: Mapping[int, Cell]


class Note(NamedTuple):
    """What was passed over on a sheet, and why; `row` is counted from 0."""

    row: int
    words: str


class Table(NamedTuple):
    """A table: what its headings mean, the row of the last of them, its rows, and what is none."""

    sheet: Sheet
    header: int
    headings: Sequence[Heading]
    rows: Sequence[TableRow]
    notes: Sequence[Note]


def find_table(sheet: Sheet, headings: Headings) -> Table | None:
    """The table on a sheet; None where no row has two headings that are known."""
    header = _header(sheet, headings)
    if header is None:
        return None
    last, texts = header
    read = headings.read(texts)
    rows, notes = _rows(sheet, last, read)
    return Table(sheet, last, read, rows, notes)


# ----------------------------------------------------------------------------------------- headings


def _header(sheet: Sheet, headings: Headings) -> tuple[int, list[str]] | None:
    """The last row of the headings, and what they say: one row, or two that belong together."""
    best: tuple[int, int, list[str]] = (0, 0, [])
    for number in range(min(SEARCHED, len(sheet.rows))):
        for last, texts in _candidates(sheet, number, headings):
            score = sum(1 for text in texts if text and headings.known(text))
            if score > best[0]:
                best = score, last, texts
    score, last, texts = best
    enough = min(2, max(map(len, sheet.rows), default=0))
    return (last, texts) if score and score >= enough else None


def _candidates(sheet: Sheet, number: int, headings: Headings) -> Iterator[tuple[int, list[str]]]:
    """The row by itself, and together with the one below it."""
    upper = _texts(sheet, number)
    yield number, upper
    if number + 1 < len(sheet.rows):
        lower = _texts(sheet, number + 1)
        pairs = zip(_spread(upper, len(lower)), lower, strict=True)
        yield number + 1, [_both(*pair, headings) for pair in pairs]


def _texts(sheet: Sheet, number: int) -> list[str]:
    """A row as texts, each on one line; a cell that is merged downwards says the same below."""
    row = sheet.rows[number]
    texts = ["" if is_blank(cell) else " ".join(plain(cell).split()) for cell in row]
    for area in sheet.merged:
        if area.top < number <= area.bottom and area.left < len(texts):
            above = sheet.rows[area.top][area.left]
            texts[area.left] = "" if is_blank(above) else " ".join(plain(above).split())
    return texts


def _spread(upper: Sequence[str], width: int) -> list[str]:
    """The upper row, each of its headings standing over all that lie below it."""
    spread, last = [], ""
    for number in range(width):
        text = upper[number] if number < len(upper) else ""
        last = text or last
        spread.append(last)
    return spread


def _both(upper: str, lower: str, headings: Headings) -> str:
    """A heading in two rows; the lower one alone where the upper adds nothing to what is known."""
    if not lower or not upper or upper == lower:
        return lower or upper
    both = f"{upper}: {lower}"
    return lower if headings.known(lower) and not headings.known(both) else both


# --------------------------------------------------------------------------------------------- rows


def _rows(
    sheet: Sheet, last: int, headings: Sequence[Heading]
) -> tuple[list[TableRow], list[Note]]:
    rows: list[TableRow] = []
    notes: list[Note] = []
    numbers = [heading.number for heading in headings if heading.column]
    filled = _filled_down(sheet)
    for number in range(last + 1, len(sheet.rows)):
        cells = {at: filled.get((number, at), cell) for at, cell in enumerate(sheet.rows[number])}
        standing = [cell for cell in cells.values() if not is_blank(cell)]
        if not standing or all(is_blank(cells.get(at)) for at in numbers):
            if standing:
                notes.append(Note(number, f"'{_short(standing[0])}' stands under no known heading"))
        elif why := _why_none(sheet, number, cells, headings):
            notes.append(Note(number, why))
        else:
            rows.append(TableRow(number, cells))
    return rows, notes


def _filled_down(sheet: Sheet) -> Mapping[tuple[int, int], Cell]:
    """What a cell says that is merged over several rows, in each of them."""
    down: dict[tuple[int, int], Cell] = {}
    for area in sheet.merged:
        row = sheet.rows[area.top] if area.top < len(sheet.rows) else ()
        if area.left < len(row):
            rows = range(area.top + 1, min(area.bottom + 1, len(sheet.rows)))
            down.update(((number, area.left), row[area.left]) for number in rows)
    return down


def _why_none(
    sheet: Sheet, number: int, cells: Mapping[int, Cell], headings: Sequence[Heading]
) -> str:
    """Why a row is none of the table; empty where it is one."""
    if number in sheet.hidden_rows:
        return "the row is hidden"
    if all(_says(cells.get(heading.number), heading.text) for heading in headings[:3]):
        return "the headings stand here again"
    standing = [cell for cell in sheet.rows[number] if not is_blank(cell)]
    wide = sum(1 for heading in headings if heading.column)
    if len(standing) == 1 and wide > 2:
        return f"'{_short(standing[0])}' stands alone, as a heading or a note"
    if standing and _TOTAL.match(plain(standing[0])) and wide > 2:
        return "it is a total"
    return ""


def _says(cell: Cell, text: str) -> bool:
    return not is_blank(cell) and " ".join(plain(cell).split()).casefold() == text.casefold()


def _short(cell: Cell, most: int = 40) -> str:
    text = " ".join(plain(cell).split())
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def say_notes(notes: Sequence[Note]) -> list[str]:
    """What was passed over, with the numbers of the rows as spreadsheets count them."""
    by_words: dict[str, list[int]] = {}
    for note in notes:
        by_words.setdefault(note.words, []).append(note.row + 1)
    return [f"{_numbered(rows)}: {words}." for words, rows in by_words.items()]


def _numbered(rows: Sequence[int]) -> str:
    if len(rows) > 6:
        return f"{counted(len(rows), 'row')} from {rows[0]} to {rows[-1]}"
    return f"Row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows))}"
