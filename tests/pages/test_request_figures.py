"""Figures on requests: what staff read, and that tenants' come from what is published alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html
from markupsafe import Markup

from macros.model import Catalogue, Record, Register, Value
from macros.pages.request_figures import answer_times, refusals, request_table
from macros.view.view import View, view
from tests.projects import TODAY

LATE: dict[str, Value] = {"regime": "foi", "received": "2026-03-02", "responded": "2026-04-10"}
EXTENDED: dict[str, Value] = {
    **LATE,
    "extension": {"reason": "public-interest", "told": "2026-03-20", "until": "2026-04-14"},
}


def requests_of(catalogue: Catalogue) -> Register:
    return next(own for own in catalogue.registers.values() if own.schema.kind == "request")


def seen(real: Catalogue, public: bool, *values: dict[str, Value]) -> tuple[View, Register]:
    """What an audience sees of a register that holds these requests alone, all published."""
    register = requests_of(real)
    records = tuple(
        Record(record.key, {**own, "publish": "public"}, record.file, record.document)
        for record, own in zip(register.records, values, strict=False)
    )
    registers = {**real.registers, register.schema.name: replace(register, records=records)}
    of_audience = view(replace(real, registers=registers), "public" if public else "staff", TODAY)
    return of_audience, of_audience.registers[register.schema.name]


def row(table: Markup) -> dict[str, str]:
    """The sums of a table, by the names of its columns."""
    page = html.fromstring(f"<div>{table}</div>")
    heads = [head.text_content() for head in page.iterfind(".//thead//th")][1:]
    return dict(
        zip(heads, [cell.text_content() for cell in page.iterfind(".//tfoot//td")], strict=True)
    )


def test_staff_read_what_the_law_says(real: Catalogue) -> None:
    told = row(request_table(*seen(real, False, LATE, EXTENDED)))
    assert (told["Answered in time"], told["Answered late"], told["More time taken"]) == (
        *("1", "1", "1"),
    )


def test_tenants_read_published_fields_alone_and_nobody_is_called_late(real: Catalogue) -> None:
    table = request_table(*seen(real, True, LATE, EXTENDED))
    told = row(table)
    assert told["Answer took longer"] == "2"
    assert told["Answer in the usual time"] == "0"
    assert "late" not in html.fromstring(f"<div>{table}</div>").text_content()
    assert "The usual time is 20 working days" in table


def test_what_is_not_published_is_in_no_figure_of_tenants(real: Catalogue) -> None:
    staff, public = (view(real, audience, TODAY) for audience in ("staff", "public"))
    name = requests_of(real).schema.name
    told = row(request_table(public, public.registers[name]))
    published = requests_of(real).published
    assert int(told["Asked"]) <= len(published) < len(staff.registers[name].records)


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_reasons_are_in_words_and_not_in_codes(real: Catalogue, audience: str) -> None:
    of_audience = view(real, "public" if audience == "public" else "staff", TODAY)
    register = of_audience.registers[requests_of(real).schema.name]
    page = html.fromstring(refusals(of_audience, register, "Why"))
    names = [head.text_content() for head in page.iterfind(".//tbody//th")]
    assert names
    assert not any("EXM-" in name for name in names)
    assert any(name.startswith(("Section ", "Regulation ")) for name in names)


def test_the_picture_and_the_table_agree(real: Catalogue) -> None:
    staff = view(real, "staff", TODAY)
    register = staff.registers[requests_of(real).schema.name]
    told = row(request_table(staff, register))
    page = html.fromstring(answer_times(staff, register, "Time", small=True))
    assert "kim-picture--small" in str(page.get("class"))
    drawn = sum(int(cell.text_content()) for cell in page.iterfind(".//tbody//td"))
    assert 0 < drawn <= int(told["With a time limit"])
