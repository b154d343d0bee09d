"""A report as a Word document: headings, lists and tables by their styles. Alone in knowing docx.

A document holds when it was made, in its properties and in the ZIP that it is: here these are days
that never change, so that the same report is the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from macros.evidence.report.content import Block, Bullets, Heading, Paragraph, Report, Table

LONG_AGO = datetime(1980, 1, 1)  # noqa: DTZ001 - a document's own times have no zone
"""The earliest time that a ZIP can hold."""

FONT = "Arial"
"""A font that every word processor has, or one of the same measures."""

WIDTH = 178
"""Millimetres of a sheet of A4 between its margins."""


def as_docx(report: Report) -> bytes:
    """The document, on sheets of A4."""
    document = Document()
    _set_up(document, report)
    document.add_heading(report.title, 1)
    document.add_paragraph(f"{report.landlord}, as at {report.day}")
    for block in report.blocks:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return _same_each_time(out.getvalue())


def _set_up(document: Any, report: Report) -> None:
    about, section, style = document.core_properties, document.sections[0], document.styles
    about.title, about.author = f"{report.title}, {report.landlord}", report.landlord
    about.language, about.comments = "en-GB", ""
    about.created = about.modified = LONG_AGO
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(16)
    section.bottom_margin = Mm(15)
    style["Normal"].font.size = Pt(9)
    style["Normal"].paragraph_format.space_after = Pt(3)
    for name in ("Normal", "Heading 1", "Heading 2", "Caption"):
        _set_font(style[name])
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style["Normal"].element.get_or_add_rPr().append(language)


def _set_font(style: Any) -> None:
    """One font for all: headings would take another, from the document's theme."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(text):
            document.add_heading(text, 2)
        case Paragraph(text):
            document.add_paragraph(text)
        case Bullets(items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case Table():
            _add_table(document, block)


def _add_table(document: Any, block: Table) -> None:
    """A table below its caption, whose first row is repeated on each sheet and read as headings."""
    document.add_paragraph(block.caption, style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(block.head), style="Table Grid")
    table.autofit = False
    widths = [Mm(WIDTH * width / sum(block.widths)) for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # Word goes by the cells, and LibreOffice by this
    for row in (block.head, *block.rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.text = text
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - docx has no other way
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _same_each_time(content: bytes) -> bytes:
    """A ZIP with the same files, each dated as long ago as a ZIP can say."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as anew:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            anew.writestr(entry, made.read(name))
    return out.getvalue()
