"""What kim import says: headings, what was passed over, what changes, what is wrong, and counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.headings import How
from macros.catalogue.sheets.problem import SheetProblem
from macros.catalogue.sheets.proposed import Changed, Proposal
from macros.catalogue.sheets.reading import SheetReading
from macros.catalogue.sheets.sheet import LISTS, MEANINGS, letters
from macros.catalogue.sheets.table import Table, say_notes
from macros.cli.start import painted
from macros.model import Problem, Schema
from macros.model.text import counted, few, one_line

LONGEST = 60
"""Letters of a value that is shown."""

_UNREAD: dict[How, str] = {
    "left out": "is left out, as the map says",
    "twice": "is left out: another heading means the same column",
    "unknown": "is left out: no column is called so",
}


def no_table(file: str, columns: Sequence[Column]) -> str:
    """What to say where no sheet has a table of the register."""
    headings = few([f"'{column.heading}'" for column in columns])
    return (
        f"{file}: no row has two headings that this register knows. It has {headings}. "
        "Name yours in a map, and give it with --map."
    )


def report(
    file: str, reading: SheetReading, problems: Sequence[SheetProblem], others: Sequence[Problem]
) -> Iterator[str]:
    """All of it, line by line."""
    for table in reading.tables:
        yield from _table(file, table)
    for sheet in reading.passed:
        why = "it is hidden" if sheet.hidden else "it has no headings of this register"
        if sheet.rows and sheet.name not in (LISTS, MEANINGS):
            yield f"Sheet '{one_line(sheet.name)}' was passed over: {why}."
    wrong = _wrong(problems)
    for proposal in reading.proposals:
        if proposal.spot[:2] not in wrong:
            yield from _change(proposal)
    for problem in problems:
        yield f"{problem.spot}: {painted(problem.severity)}: {one_line(problem.sentence)}"
    for other in others:
        yield f"{other.file}:{other.line}: {painted('error')}: {other.message}"
    yield _counts(reading, problems)


def _table(file: str, table: Table) -> Iterator[str]:
    where = f"{file}, sheet '{one_line(table.sheet.name)}'" if table.sheet.name else file
    rows = counted(len(table.rows), "row")
    yield f"{where}: headings in row {table.header + 1}, {rows} below."
    for heading in table.headings:
        cell, text = letters(heading.number), one_line(heading.text)
        if heading.how in _UNREAD:
            yield f"  {cell} '{text}' {_UNREAD[heading.how]}."
        elif heading.column and heading.how == "guess":
            yield f"  {cell} '{text}' is taken for '{heading.column.heading}': a guess."
        elif heading.column and heading.tick:
            yield f"  {cell} '{text}' is a tick for {heading.tick} in '{heading.column.heading}'."
        elif heading.column and heading.how == "map":
            yield f"  {cell} '{text}' is '{heading.column.heading}', as the map says."
    yield from (f"  {note}" for note in say_notes(table.notes))


def _change(proposal: Proposal) -> Iterator[str]:
    if proposal.outcome == "new":
        title = one_line(str(proposal.values.get("title", "")))
        yield f"New: {proposal.id} {title}".rstrip()
    elif proposal.changes:
        yield f"Changed: {proposal.id}"
        yield from (f"  {_words(change)}" for change in proposal.changes)


def _words(change: Changed) -> str:
    return f"{change.heading}: {_short(change.old)} → {_short(change.new)}"


def _short(text: str) -> str:
    line = one_line(text)
    if not line:
        return "(nothing)"
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"


def _wrong(problems: Sequence[SheetProblem]) -> set[tuple[str, int]]:
    """The rows in which something is wrong, each as its sheet and its number."""
    return {problem.spot[:2] for problem in problems if problem.severity == "error"}


def _counts(reading: SheetReading, problems: Sequence[SheetProblem]) -> str:
    wrong = _wrong(problems)
    fine = [part for part in reading.proposals if part.spot[:2] not in wrong]
    parts = {
        "new": sum(part.outcome == "new" for part in fine),
        "changed": sum(part.outcome == "changed" for part in fine),
        "as they were": reading.count("same"),
        "passed over, being there": reading.count("skipped"),
        "wrong": len(wrong),
    }
    rows = counted(len(reading.proposals), "row")
    told = [f"{number:,} {words}" for words, number in parts.items() if number]
    return f"{rows}: {', '.join(told) or 'nothing to do'}."


def written(schema: Schema, paths: Collection[str]) -> str:
    """What was written."""
    if not paths:
        return "Nothing was written: there is nothing to change."
    records = counted(len(paths), "file")
    return f"{records} written in registers/{schema.name}. Look at them with git diff, then commit."
