"""Proposals into the files that they would be, and what the check says of those into cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.edit import EditError
from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.problem import SheetProblem
from macros.catalogue.sheets.proposed import Proposal
from macros.catalogue.sheets.sheet import Spot
from macros.catalogue.write_fields import New, with_fields
from macros.catalogue.write_values import record_text
from macros.model import Problem, Schema


class Files(NamedTuple):
    """What the files of records would hold, by path; whose each is, and what can't be written."""

    contents: Mapping[str, bytes]
    proposals: Mapping[str, Proposal]
    problems: Sequence[SheetProblem]


def files_of(schema: Schema, proposals: Iterable[Proposal], stored: Mapping[str, bytes]) -> Files:
    """The files that proposals come to, those with faults too as far as they go.

    `stored` is what the files of records hold that are there.
    """
    contents: dict[str, bytes] = {}
    owners: dict[str, Proposal] = {}
    problems: list[SheetProblem] = []
    for proposal in proposals:
        if not proposal.id or not proposal.values or proposal.outcome in ("same", "skipped"):
            continue
        try:
            path, content = _file(schema, proposal, stored)
        except EditError as error:
            hint = f"Change {proposal.id} by hand."
            problems.append(SheetProblem(proposal.spot, "", str(error), hint))
            continue
        contents[path], owners[path] = content, proposal
    return Files(contents, owners, problems)


def _file(schema: Schema, proposal: Proposal, stored: Mapping[str, bytes]) -> tuple[str, bytes]:
    record = proposal.record
    if record is None:
        text = record_text(schema, proposal.values)
        return f"registers/{schema.name}/{proposal.id}.yml", text.encode()
    names = dict.fromkeys((*record.values, *proposal.values))
    new: New = {
        name: proposal.values.get(name)
        for name in names
        if proposal.values.get(name) != record.values.get(name)
    }
    return record.file, with_fields(stored[record.file], record.document, schema.fields, new)


# ------------------------------------------------------------------------ what the check says of it


def told(
    problems: Iterable[Problem], files: Files, columns: Sequence[Column]
) -> Iterator[SheetProblem]:
    """What the check says of proposed files, at the cells that it is about.

    What a reader has said of a cell already isn't said again.
    """
    headings = {column.name: column.heading for column in columns}
    for problem in problems:
        proposal = files.proposals.get(problem.file)
        if proposal is None:
            continue
        name = _column(problem.field, proposal.spots, headings)
        spot = proposal.spots.get(name, proposal.spot)
        heading = headings.get(name, "")
        if not any(_is_about(fault, spot, heading) for fault in proposal.problems):
            words = _words(problem, name, heading, name in proposal.spots)
            yield SheetProblem(spot, heading, *words, problem.severity)


def _words(problem: Problem, name: str, heading: str, has_column: bool) -> tuple[str, str]:
    """What is wrong, as somebody reads it who sees columns and no file."""
    if problem.rule != "missing-field" or not problem.message.endswith(" is missing."):
        return problem.message, problem.hint
    if has_column:
        return "Something is needed here.", "Fill it in."
    hint = f"Add a column '{heading or problem.field}', or say it of all new records in a map, "
    return (
        "The table has no such column.",
        f"{hint}under 'always:' as '{name or problem.field}: …'.",
    )


def _is_about(fault: SheetProblem, spot: Spot, heading: str) -> bool:
    return fault.spot == spot and fault.heading == heading != ""


def _column(field: str, spots: Mapping[str, Spot], headings: Mapping[str, str]) -> str:
    """The column that a path in a record stands in: its own, or the nearest round or inside it.

    One that the spreadsheet has comes first. Empty where the register has none.
    """
    steps = re.sub(r"\[\d+\]", "", field).split(".")
    paths = [".".join(steps[:length]) for length in range(len(steps), 0, -1)]
    for known in (spots, headings):
        for path in paths:
            inside = (name for name in known if name == path or name.startswith(f"{path}."))
            if name := next(inside, ""):
                return name
    return ""


def elsewhere(problems: Iterable[Problem], files: Files) -> list[Problem]:
    """The errors in files that aren't proposed."""
    return [
        problem
        for problem in problems
        if problem.file not in files.contents and problem.severity == "error"
    ]
