"""Pictures of numbers: what is counted, and that a picture and its table say the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from lxml import html

from macros.model import Catalogue, Record
from macros.pages.charts import Chart, Kind, figure
from macros.pages.tally import Tally, tally
from macros.view.view import View, view
from tests.projects import TODAY


@pytest.fixture(scope="module")
def seen(real: Catalogue) -> View:
    return view(real, "staff", TODAY)


def _tally(seen: View, name: str, rows: str, columns: str, every: bool = False) -> Tally:
    register = seen.registers[name]
    field = register.schema.field(rows)
    assert field
    return tally(seen, register.records, field, register.schema.field(columns), every)


def _chart(seen: View, name: str, rows: str, columns: str, kind: Kind) -> html.HtmlElement:
    register = seen.registers[name]
    field = register.schema.field(rows)
    assert field
    records = list(register.records)
    chart = Chart(kind, records, field, register.schema.field(columns), "A picture", every=False)
    return html.fromstring(figure(seen, register, chart))


def test_each_record_counts_once_where_its_fields_have_one_value(seen: View) -> None:
    numbers = _tally(seen, "actions", "theme", "status")
    records = seen.registers["actions"].records
    assert sum(numbers.numbers.values()) == len(records)
    by_theme = Counter(str(record.values["theme"]) for record in records)
    assert sorted(sum(numbers.line(name)) for name in numbers.rows.names) == sorted(
        by_theme.values()
    )


def test_quarters_without_a_record_are_there_with_nothing(seen: View) -> None:
    days = ["2024-01-15", "2024-11-11"]
    register = seen.registers["requests"]
    records = [_received(register.records[0], day) for day in days]
    received, regime = register.schema.field("received"), register.schema.field("regime")
    assert received
    numbers = tally(seen, records, received, regime)
    assert numbers.rows.names == ["Q4 2023/24", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"]
    assert [sum(numbers.line(name)) for name in numbers.rows.names] == [1, 0, 0, 1]


def _received(record: Record, day: str) -> Record:
    return replace(record, values={**record.values, "received": day})


def test_what_no_record_names_has_a_row_of_its_own_if_asked(seen: View) -> None:
    log = seen.registers["kim-log"]
    others = tuple(entry for entry in log.records if entry.values["work_area"] != "WA-repairs")
    seen = replace(seen, registers={**seen.registers, "kim-log": replace(log, records=others)})
    areas = {str(record.values["title"]) for record in seen.registers["work-areas"].records}
    some = set(_tally(seen, "kim-log", "work_area", "period_end").rows.names)
    every = _tally(seen, "kim-log", "work_area", "period_end", every=True)
    assert some < set(every.rows.names) == areas
    assert not any(sum(every.line(name)) for name in areas - some)


def test_the_public_reads_months_and_not_quarters(real: Catalogue) -> None:
    public = view(real, "public", TODAY)
    names = _tally(public, "requests", "received", "regime").rows.names
    assert names
    assert all(" to " in name and "Q" not in name for name in names)


@pytest.mark.parametrize(
    ("kind", "columns"), [("bars", "outcome"), ("bars", ""), ("squares", "received")]
)
def test_a_picture_and_its_table_have_the_same_numbers(
    seen: View, kind: Kind, columns: str
) -> None:
    page = _chart(seen, "requests", "regime", columns, kind)
    drawn = [text.text for text in page.iterfind(".//svg//text")]
    cells = [cell.text for cell in page.iterfind(".//td")]
    told = [number for number in cells if number != "0" or kind == "squares"]
    assert Counter(number for number in drawn if number and number.isdigit()) == Counter(told)


def test_a_picture_has_a_title_and_a_description_and_no_style_of_its_own(seen: View) -> None:
    page = _chart(seen, "requests", "regime", "outcome", "bars")
    (svg,) = page.iterfind(".//svg")
    ids = str(svg.get("aria-labelledby")).split()
    assert [page.get_element_by_id(id_).tag for id_ in ids] == ["title", "desc"]
    assert not any("style" in element.attrib for element in svg.iter())


def test_the_same_records_are_drawn_the_same(seen: View) -> None:
    once, again = (_chart(seen, "requests", "regime", "outcome", "bars") for _ in range(2))
    assert html.tostring(once) == html.tostring(again)


def test_text_of_a_record_is_drawn_as_text(seen: View) -> None:
    evil = "</text><script>alert(1)</script>{{ 1 + 1 }}"
    register = seen.registers["actions"]
    records = [replace(register.records[0], values={"theme": evil})]
    field = register.schema.field("theme")
    assert field
    plain = replace(field, options=(), labels={})
    page = html.fromstring(
        figure(seen, register, Chart("bars", records, plain, None, evil, every=False))
    )
    assert not page.findall(".//script")
    assert evil in [text.text for text in page.iterfind(".//svg//text")]
