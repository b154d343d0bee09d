"""The board's report: what it says of a quarter, and that each of its forms can be read by all."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.shared import Mm
from lxml import html
from pypdf import PdfReader

from macros.catalogue.load import load
from macros.cli import main
from macros.evidence.report.compose import compose
from macros.evidence.report.content import Bullets, Heading, Paragraph, Report, Table
from macros.evidence.report.docx import as_docx
from macros.evidence.report.make import FORMS, fitting
from macros.evidence.report.on_site import board_report
from macros.evidence.report.page import as_html
from macros.evidence.report.pdf import SHEETS, as_pdf
from macros.evidence.report.states import QuarterStates, ReportError, states
from macros.history.git import open_repository
from macros.history.load import load_history
from macros.rules.calendar import Quarter
from macros.view.view import view
from tests.projects import change, commit, copy_small

TODAY = date(2026, 11, 27)
THIS, LAST = Quarter(2026, 3), Quarter(2026, 2)
HOSTILE = "#panic() *x* <b>{{ 1 }}</b> \u4e2d $y$ @z"


SPOILT = {
    "actions/DQ6": "a: [broken\n",
    "actions/DQ7": (
        "title: 5\ntimescale: 5\nowner_roles: x\nstatus: [a]\ndepends_on: {a: b}\nevidence: no\n"
    ),
    "actions/ZZ9": "title: A\ntimescale: Q1 2026/27\nowner_roles: [ROLE-none]\nstatus: none\n",
    "requests/FOI-2026-0013": "received: 2026-02-31\nexemptions: 7\ninternal_review: yes\n",
    "requests/FOI-2026-0014": "regime: foi\nreceived: 2026-10-31\nexemptions: [EXM-none]\n",
    "kim-log/KIM-complaints-2025-02": "period_start: x\nperiod_end: 2025-02-28\n",
    "risks/RSK-001": "likelihood: many\nescalation: [x]\ncontrols: CTL\n",
    "audits/AUD-rent-accounts-2025-01": "month: [2]\nsample: x\n",
}
"""What registers may have held at some time, before a check refused it."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of June of which something was reported in October, and a risk with an evil title."""
    root = copy_small(tmp_path_factory.mktemp("report") / "project", "2026-06-15T09:00:00+00:00")
    change(root, "registers/actions/DQ6.yml", "status: not-reported", "status: delayed")
    change(root, "registers/actions/DQ6.yml", "Q3 2025/26", "Q2 2026/27")
    risk = root / "registers/risks/RSK-001.yml"
    risk.write_text(re.sub("title: .*", f"title: '{HOSTILE}'", risk.read_text("utf-8")), "utf-8")
    commit(root, "Report on the survey", day="2026-10-20T09:00:00+00:00")
    return root


def states_of(project: Path, quarter: Quarter) -> QuarterStates:
    return states(open_repository(project), quarter, TODAY, TODAY)


@pytest.fixture(scope="module")
def made(project: Path) -> QuarterStates:
    return states_of(project, THIS)


@pytest.fixture(scope="module")
def report(made: QuarterStates) -> Report:
    return fitting(made).report


def with_long_plan(folder: Path) -> Path:
    """A project whose plan has more actions than four sheets hold."""
    root = copy_small(folder / "project")
    text = (root / "registers/actions/DQ6.yml").read_text("utf-8").replace("id: DQ6", "id: DQ{}")
    for number in range(100, 260):
        (root / f"registers/actions/DQ{number}.yml").write_text(text.format(number), "utf-8")
    commit(root, "Plan more")
    return root


def texts(report: Report) -> Iterator[str]:
    for block in report.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                yield text
            case Bullets(items):
                yield from items
            case Table(caption, head, _, rows):
                yield from (caption, *head)
                for row in rows:
                    yield from row


def table(report: Report, caption: str) -> dict[str, tuple[str, ...]]:
    """The rows of a table, by their first cells."""
    (rows,) = (
        block.rows
        for block in report.blocks
        if isinstance(block, Table) and block.caption == caption
    )
    return {row[0].split(" ")[0]: row[1:] for row in rows}


# ----------------------------------------------------------------------------- what it says


def test_progress_is_what_changed_since_the_quarter_before(report: Report) -> None:
    (changed,) = table(report, "What changed").items()
    assert changed[0] == "DQ6"
    assert "Status: Not reported → Delayed" in changed[1][0]
    assert "Q3 2025/26 → Q2 2026/27" in changed[1][0]
    numbers = table(report, "Actions by status")
    assert numbers["Delayed"] == ("0", "1")


def test_what_is_late_says_why_as_far_as_records_do(report: Report) -> None:
    late = table(report, "What is late")
    assert late["DQ7"][2] == "Nobody has reported; needs DQ6 first"
    assert late["DQ6"][0] == "Q2 2026/27"
    assert late["DQ6"][2] == "Delayed"


def test_decisions_follow_from_what_is_late(report: Report) -> None:
    (asked,) = (block.items for block in report.blocks[-1:] if isinstance(block, Bullets))
    assert any(text.startswith("Whether DQ6 ") for text in asked)
    assert any(text.startswith("By when Housing Services Manager reports on ") for text in asked)


def test_an_example_is_not_taken_for_an_entry_that_somebody_reported(report: Report) -> None:
    (log,) = (text for text in texts(report) if "have written an entry" in text)
    assert log.endswith(" 1 of 1 entry is made up and reported by nobody.")


def test_a_quarter_that_is_over_knows_nothing_of_later(project: Path) -> None:
    words = list(texts(compose(states_of(project, LAST), 30)))
    assert not any("Delayed" in text for text in words)
    assert any("30 September 2026" in text for text in words)
    assert any("No status, time, post or evidence of any has changed." in text for text in words)


def test_where_the_history_begins_in_the_quarter_the_report_says_so(project: Path) -> None:
    words = list(texts(compose(states_of(project, Quarter(2026, 1)), 30)))
    assert any("The history begins in this quarter, on 15 June 2026" in text for text in words)


@pytest.mark.parametrize("quarter", [Quarter(2026, 4), Quarter(2025, 4)])
def test_a_quarter_to_come_or_before_the_history_has_no_report(
    project: Path, quarter: Quarter
) -> None:
    with pytest.raises(ReportError, match=r"still to come|nothing yet"):
        states_of(project, quarter)


def test_old_and_spoilt_records_stop_no_report(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project", "2026-06-15T09:00:00+00:00")
    for name, text in SPOILT.items():
        (root / "registers" / f"{name}.yml").write_text(text, "utf-8")
    commit(root, "Spoil", day="2026-10-20T09:00:00+00:00")
    words = list(texts(fitting(states_of(root, THIS)).report))
    assert "1 record can't be read, and is counted nowhere." in words
    assert table(compose(states_of(root, THIS), 30), "What changed")["DQ6"] == (
        "One of its versions can't be read",
    )
    assert "1 request for information came in Q3 2026/27." in " ".join(words)


# ------------------------------------------------------------------------------- its forms


class Tag(NamedTuple):
    name: str
    attributes: Any
    inner: list[Tag]


def tags(node: Any) -> list[Tag]:
    """The structure of a PDF, as a screen reader walks through it."""
    node = node.get_object()
    if isinstance(node, list):
        return list(chain.from_iterable(map(tags, node)))
    if not isinstance(node, dict):
        return []
    inner = tags(node["/K"]) if "/K" in node else []
    return [Tag(node["/S"], node.get("/A"), inner)] if "/S" in node else inner


def every(within: list[Tag], name: str) -> list[Tag]:
    """All tags of a name, in the order of reading."""
    own = [tag for tag in within if tag.name == name]
    return own + list(chain.from_iterable(every(tag.inner, name) for tag in within))


@pytest.fixture(scope="module")
def pdf(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(report)))


def test_the_pdf_says_what_it_is_and_in_which_language(pdf: PdfReader, report: Report) -> None:
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata
    assert pdf.metadata.title == f"{report.title}, {report.landlord}"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_the_pdf_is_tagged_in_the_order_of_its_headings(pdf: PdfReader, report: Report) -> None:
    root: Any = pdf.trailer["/Root"]
    structure = tags(root["/StructTreeRoot"])
    headings = [block for block in report.blocks if isinstance(block, Heading)]
    assert len(every(structure, "/H1")) == 1
    assert len(every(structure, "/H2")) == len(headings)
    assert structure[0].inner[0].name == "/H1"


def test_each_table_of_the_pdf_has_headers_of_columns(pdf: PdfReader, report: Report) -> None:
    root: Any = pdf.trailer["/Root"]
    (document,) = tags(root["/StructTreeRoot"])
    drawn = [tag for tag in document.inner if tag.name == "/Table"]
    written = [block for block in report.blocks if isinstance(block, Table)]
    assert len(drawn) == len(written) > 4
    for tag, block in zip(drawn, written, strict=True):
        heads = every(tag.inner, "/TH")
        assert len(heads) == len(block.head)
        assert all("/Column" in str(head.attributes) for head in heads)
        assert len(every(tag.inner, "/TR")) == 1 + len(block.rows)


def test_every_letter_of_the_pdf_can_be_copied(pdf: PdfReader, report: Report) -> None:
    def bare(text: str) -> str:
        return re.sub(r"\s|-", "", text)

    read = bare("".join(page.extract_text() for page in pdf.pages))
    assert [text for text in texts(report) if text.isascii() and bare(text) not in read] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_is_the_same_bytes(made: QuarterStates, form: str) -> None:
    write = FORMS[form]
    assert write(fitting(made).report) == write(fitting(made).report)


def test_the_three_forms_say_the_same(report: Report) -> None:
    page = html.fromstring(as_html(report).decode())
    document = Document(io.BytesIO(as_docx(report)))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    rows = [row.cells for drawn in document.tables for row in drawn.rows]
    cells = [cell.text for row in rows for cell in row]
    told = set(texts(report))
    assert told <= {*paragraphs, *cells}
    assert told <= {"".join(element.itertext()).strip() for element in page.iter()}


def test_the_text_of_a_record_is_text_in_each_form(report: Report) -> None:
    page = html.fromstring(as_html(report).decode())
    assert not page.findall(".//tbody//b")
    assert any(HOSTILE in "".join(cell.itertext()) for cell in page.iterfind(".//tbody//th"))
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(report))).pages)
    assert "#panic() *x* <b>{{ 1 }}</b> \ufffd $y$ @z" in " ".join(read.split())


def test_any_letter_can_be_set() -> None:
    """What the fonts lack becomes a sign; PDF/UA refuses a letter without a shape."""
    places = (*range(0x20, 0x2FF), *range(0x2000, 0x2200), *range(0x3000, 0x3040), 0x1F600)
    letters = "".join(map(chr, places))
    report = Report("A title", "A landlord", "today", (Heading("Part"), Paragraph(letters)))
    assert as_pdf(report).startswith(b"%PDF")


def test_the_document_for_word_repeats_the_head_of_a_table(report: Report) -> None:
    document = Document(io.BytesIO(as_docx(report)))
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title == f"{report.title}, {report.landlord}"
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    for drawn in document.tables:
        assert "w:tblHeader" in drawn.rows[0]._tr.xml


def test_no_word_is_broken_in_a_table_of_the_document_for_word(report: Report) -> None:
    """A letter of Arial in 9 points is 1.85 mm wide on average, also in bold, a cell's edges 4."""
    for drawn in Document(io.BytesIO(as_docx(report))).tables:
        for column in drawn.columns:
            words = " ".join(cell.text for cell in column.cells).split()
            assert column.width
            assert Mm(max(map(len, words)) * 1.85 + 4) <= column.width


def test_a_long_plan_still_fits_on_four_sheets(tmp_path: Path) -> None:
    report, sheets = fitting(states_of(with_long_plan(tmp_path), THIS))
    assert sheets <= SHEETS
    assert any(re.fullmatch(r"And \d+ more: .*", text) for text in texts(report))


def test_the_site_shows_the_report_of_the_quarter_so_far(project: Path) -> None:
    catalogue, past = load(project)[0], load_history(project)
    shown = board_report(view(catalogue, "staff", TODAY, past))
    page = html.fromstring(f"<div>{shown.html}</div>")
    ids = [heading.get("id") for heading in page.iterfind(".//h2")]
    assert ids == [heading.anchor for heading in shown.headings]
    assert HOSTILE in page.text_content()
    assert "Status: Not reported → Delayed" in page.text_content()


def test_a_site_whose_history_begins_later_says_why_there_is_no_report(project: Path) -> None:
    catalogue, past = load(project)[0], load_history(project)
    shown = board_report(view(catalogue, "staff", date(2026, 2, 1), past))
    assert "There was nothing yet on 1 February 2026" in shown.html


# ---------------------------------------------------------------------------- the command


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, ["report", *words, "--today", TODAY.isoformat()])


def test_kim_report_writes_each_form_that_is_asked_for(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    outs = [tmp_path / f"report{form}" for form in FORMS]
    result = kim("Q3 2026/27", *(word for out in outs for word in ("--out", str(out))))
    assert result.exit_code == 0, result.output
    assert [out.read_bytes()[:4] for out in outs] == [b"%PDF", b"<!do", b"PK\x03\x04"]
    assert "Report to the board, Q3 2026/27, as at 27 November 2026" in result.output


@pytest.mark.parametrize(
    ("quarter", "out", "says"),
    [
        ("Q5 2026/27", "r.pdf", "a year has four"),
        ("Q4 2026/27", "r.pdf", "still to come"),
        ("Q3 2026/27", "r.odt", "ends in '.pdf', '.html' or '.docx'"),
        ("Q3 2026/27", "nowhere/r.pdf", "There is no folder"),
    ],
)
def test_what_is_called_wrongly_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch, quarter: str, out: str, says: str
) -> None:
    monkeypatch.chdir(project)
    result = kim(quarter, "--out", out)
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
