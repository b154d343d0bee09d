"""A register to take away: as a table for a spreadsheet, and as JSON for a program.

What is in it is what the view shows. The public gets open forms alone, a file with nothing behind
what is seen (ICO, "Disclosing information safely"): a workbook has sheets and properties besides.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from markupsafe import Markup

from macros.catalogue.sheets.columns import VERSION, Column, columns
from macros.catalogue.sheets.shown import Titles, shown, titles_of
from macros.model import Field, Register, Value, stated
from macros.model.cells import Cell, guarded
from macros.pages.fragments import ROOT, Download, render
from macros.pages.register_workbook import Filled, workbook
from macros.view.view import View

BYTE_ORDER_MARK = "\ufeff"
"""By this Excel knows that a CSV file is in UTF-8."""


UNREAD = ("search", "program")
"""Places of fields (`x-place`) that stand on no page for tenants."""


class FileForm(NamedTuple):
    """A form of a register's file: what it is called to people, and what makes it."""

    words: str
    make: Callable[[Filled], str | bytes]


def filled(view: View, register: Register, titles: Titles | None = None) -> Filled:
    """A register's columns, with a row of cells for each of its records."""
    titles = titles or titles_of(view.registers)
    register = register if view.is_staff else _as_read(register)
    headed = [*columns(register.schema), *([VERSION] if view.is_staff else [])]
    return Filled(register, headed, _rows(headed, register, titles), titles, view.today)


def _as_read(register: Register) -> Register:
    """A register without the fields that only programs go by, which no page shows to tenants."""
    read = tuple(field for field in register.schema.fields if field.place not in UNREAD)
    records = (
        replace(record, values=dict(_named(stated(read, record.values))))
        for record in register.records
    )
    return Register(replace(register.schema, fields=read), tuple(records))


def _named(pairs: Iterable[tuple[Field, Value]]) -> Iterator[tuple[str, Value]]:
    return ((field.name, value) for field, value in pairs)


def _rows(headed: Sequence[Column], register: Register, titles: Titles) -> list[list[Cell]]:
    return [[shown(column, record, titles) for column in headed] for record in register.records]


def as_csv(table: Filled) -> str:
    """The table in UTF-8, every text in it as text that no spreadsheet runs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(guarded(column.heading) for column in table.columns)
    writer.writerows(map(_csv_cell, row) for row in table.rows)
    return BYTE_ORDER_MARK + out.getvalue()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def as_json(table: Filled) -> str:
    """Every record with its values as they are, for programs."""
    schema = table.register.schema
    content = {
        "register": schema.name,
        "title": schema.title,
        "as_at": table.day.isoformat(),
        "records": [
            {"id": record.key.id, "values": record.values} for record in table.register.records
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False, default=dict) + "\n"


FORMS: Mapping[str, FileForm] = {
    "xlsx": FileForm("a workbook to change and give back", workbook),
    "csv": FileForm("a table for a spreadsheet", as_csv),
    "json": FileForm("for a program", as_json),
}
"""The forms of a register's file, by the end of its name."""

OPEN = ("csv", "json")
"""The forms that the public gets."""


def forms_for(view: View) -> Mapping[str, FileForm]:
    """The forms in which this audience gets a register."""
    return FORMS if view.is_staff else {ending: FORMS[ending] for ending in OPEN}


def file_address(register: str, ending: str) -> str:
    """Where the file of a register stands, from the site's root."""
    return f"registers/{register}/{register}.{ending}"


def is_register_table(address: str) -> bool:
    """Whether a file of a site is the table of a register."""
    return bool(_TABLE.fullmatch(address))


_TABLE = re.compile(r"registers/([^/]+)/\1\.csv")


def register_file(view: View, register: Register, ending: str) -> str | bytes:
    """A register in one form, as the view shows it."""
    return FORMS[ending].make(filled(view, register))


class FileLink(NamedTuple):
    """The way to a register's file: its address, its form, and what that is good for."""

    href: str
    form: str
    words: str


def file_links(view: View, register: str) -> list[FileLink]:
    """The ways to all files of a register."""
    return [
        FileLink(f"{ROOT}{file_address(register, ending)}", ending.upper(), form.words)
        for ending, form in forms_for(view).items()
    ]


def take_away(view: View, register: Register) -> Markup:
    """Where the files of a register are."""
    return render("take_away.html", files=file_links(view, register.schema.name))


def downloads(view: View) -> Iterator[Download]:
    """The files of every register that this audience reads."""
    titles = titles_of(view.registers)
    for name, register in view.readable.items():
        table = cache(partial(filled, view, register, titles))  # the same in each form
        for ending, form in forms_for(view).items():
            yield file_address(name, ending), partial(_made, form, table)


def _made(form: FileForm, table: Callable[[], Filled]) -> str | bytes:
    return form.make(table())
