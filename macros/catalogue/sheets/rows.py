"""Rows into what they propose: records that change, new ones, and what is wrong, cell by cell.

Only a cell that says something else than the register's own export would is taken up. A blank cell
takes a value out where the row is from such an export; elsewhere it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.cut_row import Cut, cut_row
from macros.catalogue.sheets.import_map import ImportMap
from macros.catalogue.sheets.matching import Cells, Matcher
from macros.catalogue.sheets.named import Names
from macros.catalogue.sheets.new_ids import NewIds
from macros.catalogue.sheets.placed import in_order, placed
from macros.catalogue.sheets.problem import SheetProblem, faulty
from macros.catalogue.sheets.proposed import Changed, Existing, Outcome, Proposal
from macros.catalogue.sheets.read_cells import is_blank, plain, read_cell
from macros.catalogue.sheets.sheet import Spot
from macros.catalogue.sheets.shown import Titles, at, shown
from macros.catalogue.sheets.table import Table
from macros.catalogue.sheets.ticks import Tick, tick_fault, ticked, with_ticks
from macros.catalogue.sheets.version import version_of
from macros.catalogue.write_values import ended_as
from macros.model import Record, Register, Value, Values
from macros.model.cells import Cell, fitting
from macros.rules.calendar import Fault


@dataclass(frozen=True)
class RowReader:
    """All that is needed to read the rows of a register's table."""

    register: Register
    columns: Sequence[Column]
    titles: Titles
    names: Names
    saved: ImportMap
    existing: Existing
    ids: NewIds

    def read(self, tables: Sequence[Table]) -> list[Proposal]:
        """What every row comes to. A record that two rows are of is wrong in the second."""
        matcher = Matcher(self.register)
        first: dict[str, Spot] = {}
        proposals: list[Proposal] = []
        for table in tables:
            for row in table.rows:
                cut = cut_row(table, row)
                proposal = self._row(cut, matcher.find(self._meant(cut.cells)))
                if proposal.id and proposal.id.casefold() in first:
                    twice = _twice(proposal, first[proposal.id.casefold()])
                    proposal = proposal._replace(outcome="wrong", problems=[twice])
                elif proposal.id:
                    first[proposal.id.casefold()] = proposal.spot
                    self.ids.take(proposal.id)
                proposals.append(proposal)
        right = [self._numbered(part) if part.outcome != "wrong" else part for part in proposals]
        return [self._numbered(part) if part.outcome == "wrong" else part for part in right]

    def _meant(self, cells: Cells) -> Cells:
        """The cells, with the words of the map in place of those that stand for them."""
        return {
            column: cell if is_blank(cell) else self._word(column, cell)
            for column, cell in cells.items()
        }

    def _word(self, column: Column, cell: Cell) -> Cell:
        if column.name not in self.saved.values:
            return cell
        text = plain(cell)
        meant = self.saved.meant(column, text)
        return cell if meant == text else meant

    def _row(self, cut: Cut, match: tuple[Record | None, str] | Fault) -> Proposal:
        spots = {column.name: spot for column, spot in cut.spots.items()}
        if isinstance(match, Fault):
            wrong = faulty(cut.spot, "", match)
            return Proposal(cut.spot, "wrong", "", None, {}, (), spots, [wrong])
        record, known_by = match
        if record is None:
            return self._new(cut, spots)
        if self.existing == "skip":
            return Proposal(cut.spot, "skipped", record.key.id, record, record.values, (), spots)
        if self.existing == "stop":
            message = f"{record.key.id} is there already, by {known_by}."
            wrong = SheetProblem(cut.spot, "", message, "Take the row out, or let it be updated.")
            return Proposal(cut.spot, "wrong", record.key.id, record, {}, (), spots, [wrong])
        return self._update(cut, spots, record)

    # ------------------------------------------------------------------- a record that is there

    def _update(self, cut: Cut, spots: Mapping[str, Spot], record: Record) -> Proposal:
        values = record.values
        changes: list[Changed] = []
        problems: list[SheetProblem] = []
        version = next(
            (cell for column, cell in cut.cells.items() if column.kind == "version"), None
        )
        for column, ticks in cut.ticks.items():
            stood = at(record.values, column.path)
            values, odd = _with_ticked(values, column, ticks, cut)
            problems += odd
            if at(values, column.path) != stood:
                new = replace(record, values=values)
                words = (plain(shown(column, side, self.titles)) for side in (record, new))
                changes.append(Changed(column.heading, *words))
        for column, cell in cut.cells.items():
            before = shown(column, record, self.titles)
            if column.kind == "version" or column.path == ("id",) or _is_same(cell, before):
                continue
            if is_blank(cell) and (is_blank(version) or column.kind == "sentence"):
                continue
            value, wrong = self._value(column, cell, cut.spots[column])
            problems += wrong
            stood = at(record.values, column.path)
            if not wrong and value != stood:
                values = placed(values, column.path, ended_as(value, stood))
                changes.append(Changed(column.heading, plain(before), plain(cell)))
        if changes and not is_blank(version) and plain(version) != version_of(record.values):
            problems.append(_stale(cut, record))
        outcome: Outcome = "changed" if changes else "same"
        values = in_order(self.register.schema.fields, values)
        return Proposal(
            cut.spot,
            "wrong" if problems else outcome,
            record.key.id,
            record,
            values,
            changes,
            spots,
            problems,
        )

    def _value(
        self, column: Column, cell: Cell, spot: Spot
    ) -> tuple[Value | None, Sequence[SheetProblem]]:
        if is_blank(cell):
            return None, ()
        reading = read_cell(column, self._word(column, cell), self.names)
        return reading.value, [faulty(spot, column.heading, fault) for fault in reading.faults]

    # ------------------------------------------------------------------------------ a new record

    def _new(self, cut: Cut, spots: Mapping[str, Spot]) -> Proposal:
        values: Values = {}
        problems: list[SheetProblem] = []
        for column, ticks in cut.ticks.items():
            values, odd = _with_ticked(values, column, ticks, cut)
            problems += odd
        for column, cell in self._filled(cut):
            value, wrong = self._value(column, cell, cut.spots.get(column, cut.spot))
            problems += wrong
            if not wrong:
                values = placed(values, column.path, value)
        values = in_order(self.register.schema.fields, values)
        id_ = str(values.get("id", ""))
        if id_ and self.ids.was_given(id_):
            hint = "Leave it empty for the next free id. An id is never given twice."
            spot = spots.get("id", cut.spot)
            problems.append(SheetProblem(spot, "", f"'{id_}' was given before.", hint))
        return Proposal(
            cut.spot, "wrong" if problems else "new", id_, None, values, (), spots, problems
        )

    def _filled(self, cut: Cut) -> Iterator[tuple[Column, Cell]]:
        """The cells that say something, and what the map says of every new record besides."""
        standing = {
            column: cell
            for column, cell in cut.cells.items()
            if not is_blank(cell) and column.kind != "version"
        }
        parts = {column.path[:-1] for column in standing if column.kind == "value"}
        for column, cell in standing.items():
            if column.kind == "value" or column.path not in parts:  # else the parts say it
                yield column, cell
        for column in self.columns:
            if column.name in self.saved.always and column not in standing:
                yield column, self.saved.always[column.name]

    def _numbered(self, proposal: Proposal) -> Proposal:
        """A new record with its id, once all ids that rows bear are known.

        One with faults gets an id after all others, so that the check can look at the rest of it.
        """
        if proposal.record or proposal.id or not proposal.values:
            return proposal
        id_ = self.ids.next_for(proposal.values)
        if id_:
            return proposal._replace(id=id_, values={"id": id_, **proposal.values})
        field = self.register.schema.field("id")
        example = f", as in '{field.examples[0]}'" if field and field.examples else ""
        message = f"A new {self.register.schema.singular} needs an id of its own."
        hint = f"Write one into the column '{field.title if field else 'id'}'{example}."
        wrong = SheetProblem(proposal.spot, "", message, hint)
        return proposal._replace(outcome="wrong", problems=[*proposal.problems, wrong])


def _with_ticked(
    values: Values, column: Column, ticks: Sequence[Tick], cut: Cut
) -> tuple[Values, list[SheetProblem]]:
    """Values with what is ticked in a list of theirs, and the cells that hold no tick."""
    chosen, odd = ticked(ticks)
    changed = placed(values, column.path, with_ticks(at(values, column.path), ticks, chosen))
    faults = (tick_fault(column, word) for word in odd)
    return changed, [faulty(cut.spots[column], column.heading, fault) for fault in faults]


def _is_same(cell: Cell, before: Cell) -> bool:
    """Whether a cell says what the export would, whatever a spreadsheet made of its form."""
    if is_blank(cell) or is_blank(before):
        return is_blank(cell) and is_blank(before)
    if isinstance(before, date) and plain(cell) == before.isoformat():
        return True
    return plain(cell) == plain(before) or cell == fitting(plain(before))


def _stale(cut: Cut, record: Record) -> SheetProblem:
    spot = next(spot for column, spot in cut.spots.items() if column.kind == "version")
    message = f"{record.key.id} was changed after this file was made from it."
    return SheetProblem(spot, "", message, "Make a new export, and put your change into that.")


def _twice(proposal: Proposal, first: Spot) -> SheetProblem:
    message = f"{proposal.id} stands in row {first.row + 1} already."
    hint = "Keep one of the two; for another record leave its id empty."
    return SheetProblem(proposal.spot, "", message, hint)
