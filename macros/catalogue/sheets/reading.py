"""A spreadsheet against a register: its tables, what its rows propose, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.catalogue.sheets.columns import VERSION, columns
from macros.catalogue.sheets.headings import Heading, Headings
from macros.catalogue.sheets.import_map import ImportMap
from macros.catalogue.sheets.named import Names
from macros.catalogue.sheets.new_ids import NewIds
from macros.catalogue.sheets.proposed import Existing, Outcome, Proposal
from macros.catalogue.sheets.read_cells import plain
from macros.catalogue.sheets.rows import RowReader
from macros.catalogue.sheets.sheet import LISTS, MEANINGS, Sheet
from macros.catalogue.sheets.shown import titles_of
from macros.catalogue.sheets.table import Table, find_table
from macros.catalogue.sheets.ticks import value_of
from macros.model import Key, Register


@dataclass(frozen=True)
class SheetReading:
    """What a spreadsheet comes to. `passed` are sheets without a table of this register."""

    tables: Sequence[Table]
    passed: Sequence[Sheet]
    proposals: Sequence[Proposal]

    @property
    def headings(self) -> list[Heading]:
        """The headings of all tables, each text once."""
        every = (heading for table in self.tables for heading in table.headings)
        return list({heading.text: heading for heading in every}.values())

    @property
    def guesses(self) -> list[Heading]:
        """The headings whose column was guessed."""
        return [heading for heading in self.headings if heading.how == "guess"]

    def count(self, outcome: Outcome) -> int:
        """How many rows came to this."""
        return sum(proposal.outcome == outcome for proposal in self.proposals)


def read_sheets(
    sheets: Iterable[Sheet],
    registers: Mapping[str, Register],
    register: Register,
    saved: ImportMap,
    existing: Existing,
    given: Iterable[str],
) -> SheetReading:
    """What all sheets that can be seen propose for a register. `given` are ids never to give."""
    headed = [*columns(register.schema), VERSION]
    known = Names(registers)
    headings = Headings(headed, saved.columns, value_of(known))
    tables: list[Table] = []
    passed: list[Sheet] = []
    for sheet in sheets:
        is_ours = sheet.name in (LISTS, MEANINGS)
        table = None if sheet.hidden or is_ours else find_table(sheet, headings)
        if table:
            tables.append(table)
        else:
            passed.append(sheet)
    ids = NewIds(register.schema, [*given, *(record.key.id for record in register.records)])
    names = Names(registers, _to_come(tables, register.schema.name))
    titles = titles_of(registers)
    reader = RowReader(register, headed, titles, names, saved, existing, ids)
    return SheetReading(tables, passed, reader.read(tables))


def _to_come(tables: Iterable[Table], register: str) -> Iterator[tuple[str, Key]]:
    """What the rows are called that bear an id, so that other rows can name them."""
    for table in tables:
        columns_at = {part.column.name: part.number for part in table.headings if part.column}
        for row in table.rows if "id" in columns_at else ():
            id_, title = (
                plain(row.cells.get(columns_at.get(name, -1))) for name in ("id", "title")
            )
            if id_:
                yield title or id_, Key(register, id_)
