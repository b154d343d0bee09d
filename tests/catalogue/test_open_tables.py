"""Tables that everybody may take away: they read as what was given, and run nothing."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as some

from macros.catalogue.open_tables import LONGEST, MOST_COLUMNS, made_anew, read
from macros.catalogue.remade import FileFault, Remade
from macros.model.cells import FORMULA, guarded, may_run

CELLS = some.text(some.sampled_from("ab=+-@1,9%£\"\n ';'"), max_size=8)
TABLES = some.integers(1, 4).flatmap(
    lambda width: some.lists(
        some.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4
    ).map(lambda rows: [[f"Column {number}" for number in range(width)], *rows])
)


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def cells_of(content: bytes) -> list[list[str]]:
    text = content.removeprefix(codecs.BOM_UTF8).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


@given(TABLES)
def test_what_is_published_runs_nothing_and_is_otherwise_what_was_given(
    rows: list[list[str]],
) -> None:
    new = made_anew(as_csv(rows))
    assert isinstance(new, Remade)
    published = list(chain.from_iterable(cells_of(new.content)))
    given_cells = [cell.strip() for cell in chain.from_iterable(rows)]
    assert not any(may_run(cell) and cell[0] != "'" for cell in published)
    assert [guarded(cell) if may_run(cell) else cell for cell in given_cells] == published
    assert len(new.left_out) == sum(map(may_run, given_cells))


@pytest.mark.parametrize("cell", ["-5", "+3", "-1,234.50", "-£12", "+5%", "-"])
def test_a_number_with_its_sign_stays_a_number(cell: str) -> None:
    new = made_anew(f'Kind,Number\nRepairs,"{cell}"\n'.encode())
    assert isinstance(new, Remade)
    assert cells_of(new.content)[1] == ["Repairs", cell]
    assert new.left_out == []


@pytest.mark.parametrize("sign", FORMULA[:4])
def test_what_a_spreadsheet_may_run_is_text_and_told(sign: str) -> None:
    new = made_anew(f"Kind,Number\nRepairs,{sign}cmd|'/c calc'!A1\n".encode())
    assert isinstance(new, Remade)
    assert cells_of(new.content)[1][1].startswith(f"'{sign}")
    assert new.left_out == [f"a formula's start ('{sign}' in row 2, column 2)"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "has no rows"),
        (b"Kind,Number\n", "has no rows"),
        (b'Kind\n"Repairs\n', "can't be read"),
        (b"Kind\nRep\0airs\n", "nobody sees"),
        (f"Kind\n{'a' * (LONGEST + 1)}\n".encode(), f"has {LONGEST + 1} letters"),
        ((",".join(f"c{n}" for n in range(MOST_COLUMNS + 1)) + "\n1\n").encode(), "51 columns"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, words: str) -> None:
    fault = read(content)
    assert isinstance(fault, FileFault)
    assert words in fault.message
