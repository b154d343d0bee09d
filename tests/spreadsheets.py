"""Spreadsheets as councils have them, awkward on purpose. All in them is made up.

Each is laid out as people lay out what they print: a title above the headings, cells merged over
several rows, notes below, dates and numbers in whatever form somebody typed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

POST = "Housing Business Support Manager"


def _workbook(fill: Callable[[Any, Any], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        fill(book, day)
    return out.getvalue()


def retention_schedule(
    owner: str = POST, period: str = "Six years", service: str = "Tenancies"
) -> bytes:
    """A title and a date above the headings, sections, a merged service, and notes below."""

    def fill(book: Any, day: Any) -> None:
        old = book.add_worksheet("2019 version")
        old.write_row(0, 0, ["Record type", "Retention period"])
        old.write_row(1, 0, ["Tenancy file", "99 years"])
        old.hide()
        sheet = book.add_worksheet("Schedule")
        sheet.activate()
        sheet.merge_range(0, 0, 0, 8, "Example District Council: records retention schedule")
        sheet.write_string(1, 0, "Last updated")
        sheet.write_datetime(1, 1, datetime(2024, 4, 1), day)  # noqa: DTZ001 - cells know no zones
        heads = ["Ref.", "Record type", "Service", "Retention\nperiod", "Counted from"]
        sheet.write_row(3, 0, [*heads, "Reason", "Disposal", "Personal?", "Sensitive?", "Owner"])
        sheet.merge_range(4, 0, 4, 9, "HOUSING MANAGEMENT")
        common = ["Common practice", "delete it", "Y", "No", owner]
        sheet.write_row(
            5, 0, ["H1", "Garage licence", None, period, "when the contract or agreement ends"]
        )
        sheet.write_row(6, 0, ["H2", "Key log", None, "18 months", "When the record is made"])
        sheet.write_row(7, 0, ["H3", "Warden rota", None, "2 years", "when the record is made"])
        sheet.merge_range(5, 2, 7, 2, service)
        for row in (5, 6, 7):
            sheet.write_row(row, 5, common)
        sheet.set_row(7, None, None, {"hidden": True})
        sheet.merge_range(8, 0, 8, 9, "PROPERTY")
        sheet.write_row(9, 0, ["P1 ", " Lift  inspection report", "Homes and safety checks"])
        sheet.write_row(9, 3, ["Life of the building + 6 years", "Disposal of property"])
        sheet.write_row(9, 5, ["Common practice", "Delete it", "no", "no", owner])
        sheet.write_row(12, 0, ["Note: periods are reviewed each spring."])
        sheet.write_blank(40, 3, None, day)

    return _workbook(fill)


RETENTION_MAP = """\
columns:
  'Ref.': source_number
  Record type: title
  Service: function
  Retention period: rule
  Counted from: trigger_event
  Reason: basis
  Disposal: disposal_action
  'Personal?': personal_data
  'Sensitive?': special_data
values:
  trigger_event:
    Disposal of property: when the home or asset is sold or demolished
always:
  illustrative: Yes
"""


def asset_register(systems: str = "Housing system;  sys-integra") -> bytes:
    """Two rows of headings, several records in a cell, and numbers kept as text."""

    def fill(book: Any, day: Any) -> None:
        sheet = book.add_worksheet("IAR 2026")
        sheet.merge_range(0, 0, 1, 0, "Asset")
        sheet.merge_range(0, 1, 1, 1, "What it is for")
        sheet.merge_range(0, 2, 0, 3, "Ownership")
        sheet.write_row(1, 2, ["Information asset owner", "Asset manager"])
        sheet.merge_range(0, 4, 0, 9, "Handling")
        heads = ["Area of work", "Systems", "How long we keep it", "Marking", "Vital record"]
        sheet.write_row(1, 4, [*heads, "Last reviewed"])
        who = ["Housing Services Manager", POST]
        sheet.write_row(2, 0, ["Garage lettings", "To let garages", *who, "Tenancies", systems])
        sheet.write_row(2, 6, ["RET-001 (Tenancy file)\nRent account", "official", "y"])
        sheet.write_datetime(2, 9, datetime(2026, 4, 3), day)  # noqa: DTZ001 - cells know no zones
        sheet.write_row(3, 0, ["Stair lighting checks", "To keep stairs lit", *who, "Repairs"])
        sheet.write_row(3, 5, ["SYS-integra", "RET-003", "OFFICIAL", "No", "3/4/26"])
        sheet.write_row(5, 0, ["TOTAL", 2])

    return _workbook(fill)


ASSET_MAP = """\
columns:
  Asset: title
always:
  grain: coarse
  personal_data: none
  owner_role: Housing Business Support Manager
  master_or_copy: Master
  in_public_domain: no
  illustrative: yes
"""


def foi_log(received: str = "15/01/2026") -> bytes:
    """A table as an old program saves it: Windows-1252, semicolons, names in a column to leave."""
    lines = [
        "FOI and EIR log 2026;;;;;;",
        ";;;;;;",
        "Our ref;Date received;Date answered;Subject;What was asked, in full;Law;Applicant",
        f"IR/26/01;{received};9 Feb 26;Empty homes, numbers;How many homes are empty?;FOI;Press",
        "IR/26/02;02.03.2026;;Damp reports;How many reports of damp were there in café flats?;EIR;",
        ";;;;;;",
        "Total;2;;;;;",
        "",
    ]
    return "\r\n".join(lines).encode("cp1252")


FOI_MAP = """\
columns:
  Our ref: own_reference
  Date received: received
  Date answered: responded
  What was asked, in full: question
  Applicant: '-'
values:
  regime:
    FOI: Freedom of Information Act
always:
  categories: FOC-repairs
  previously_answered: no
  owner_role: Housing Business Support Manager
  status: current
  illustrative: yes
"""


def training_matrix(tick: str = "X") -> bytes:
    """Courses down, posts across with a tick for each that takes the course, over several years."""

    def fill(book: Any, day: Any) -> None:
        sheet = book.add_worksheet("Matrix")
        sheet.write_string(0, 0, "Training matrix")
        sheet.merge_range(1, 0, 2, 0, "Title")
        sheet.merge_range(1, 1, 2, 1, "What it is about")
        sheet.merge_range(1, 2, 2, 2, "How often")
        sheet.merge_range(1, 3, 1, 5, "For")
        posts = ["Housing Services Manager", POST, "Senior Information Risk Owner"]
        sheet.write_row(2, 3, posts)
        sheet.write_row(
            3, 0, ["Record keeping", "How to keep records on which good decisions can rest."]
        )
        sheet.write_row(3, 2, ["Every year", tick, "", "x"])
        sheet.write_row(4, 0, ["Clear writing", "How to write so that people understand.", "once"])
        sheet.write_row(4, 3, ["n/a", "✓", "no"])

    return _workbook(fill)


TRAINING_MAP = """\
always:
  provider: The housing service
  at_induction: no
  standing: planned
  owner_role: Housing Business Support Manager
  status: current
  illustrative: yes
"""


_ODS = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="{name}">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""

_MANIFEST = """<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""


def open_document(
    rows: Sequence[Sequence[str | date]], name: str, filtered: Sequence[int] = ()
) -> bytes:
    """An ODS file with one sheet, of which a filter hides some rows."""
    cells = ("".join(map(_ods_cell, row)) for row in rows)
    shown = (
        ' table:visibility="filter"' if number in filtered else "" for number in range(len(rows))
    )
    lines = (
        f"<table:table-row{hidden}>{row}</table:table-row>"
        for hidden, row in zip(shown, cells, strict=True)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
        packed.writestr("content.xml", _ODS.format(name=name, rows="".join(lines)))
    return out.getvalue()


def _ods_cell(cell: str | date) -> str:
    if isinstance(cell, date):
        kind, text = f'date" office:date-value="{cell.isoformat()}', f"{cell:%d/%m/%y}"
    else:
        kind, text = "string", cell
    start = f'<table:table-cell office:value-type="{kind}">'
    return f"{start}<text:p>{text}</text:p></table:table-cell>"
