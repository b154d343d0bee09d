"""A register against what meets its records and the evidence for that: a table, the holes first.

Which links and which groups these are, schemas say (`x-back-ref` with `meets`, `x-ends`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from macros.catalogue.back_refs import asked, asking, meeting
from macros.model import Key, Record, Register
from macros.model.cells import guarded
from macros.model.text import counted
from macros.pages.asked_links import links_of, living, pages_of
from macros.pages.fragments import ROOT, Download, Fragment, anchor, render
from macros.pages.proofs import Proof, age, proofs
from macros.pages.values import say_field
from macros.pages.where import link, page_link, quoted
from macros.view.view import View

NOTHING, UNPROVEN, RUN_OUT, PART, PROVEN = STATES = (
    *("Nothing meets it", "No evidence", "Evidence has run out"),
    *("Evidence for a part", "Evidence"),
)
"""How well a record is covered, the holes first."""

HEAD = (
    *("Reference", "Title", "How it stands", "Met by", "Pages", "What is missing"),
    *("Evidence", "Newest evidence", "Age in days"),
)
"""The columns of the file."""


class Row(NamedTuple):
    """A record, what meets it, what it says is missing, and the evidence, newest first.

    `unproven` are those that meet it of which no evidence holds today.
    """

    record: Record
    met: Sequence[Key]
    unproven: Sequence[Key]
    pages: Sequence[str]
    missing: str
    evidence: Sequence[Proof]
    today: date

    @property
    def state(self) -> str:
        """How well it is covered: one of STATES."""
        if not self.met and not self.pages:
            return NOTHING
        if not self.evidence:
            return UNPROVEN
        if not self.holding:
            return RUN_OUT
        return PART if self.unproven or self.pages or self.missing else PROVEN

    @property
    def holding(self) -> Sequence[Proof]:
        """The evidence that has not run out."""
        return [proof for proof in self.evidence if not proof.has_run_out(self.today)]

    @property
    def newest(self) -> date | None:
        """The last day that evidence holds for: such as still holds, where there is any."""
        return max((proof.holds_for for proof in self.holding or self.evidence), default=None)

    @property
    def order(self) -> tuple[int, date]:
        """Where it stands: the holes first, then what has the oldest evidence."""
        return STATES.index(self.state), self.newest or date.min


def is_covered(register: Register) -> bool:
    """Whether the register's schema says what would meet its records."""
    return any(back_ref.meets for _, back_ref in asking(register.schema))


def rows(view: View, register: Register) -> list[Row]:
    """The records of a register that aren't over, those with the worst holes first."""
    over = register.schema.final
    current = [record for record in register.records if record.values.get("status") not in over]
    return sorted((_row(view, record) for record in current), key=lambda row: row.order)


def _row(view: View, record: Record) -> Row:
    links, schema = links_of(view), view.schema(record.key)
    answers = [answer for answer in asked(schema, record.key, links) if answer.back_ref.meets]
    near = dict.fromkeys(key for answer in answers for key in answer.ends(record.key))
    pages = [page for answer in answers for page in pages_of(view, record, answer)]
    missing = [say_field(view, record, answer.field.name) for answer in answers]
    met = living(view, list(near))
    evidence = _evidence(view, record.key)
    return Row(
        record=record,
        met=met,
        unproven=[key for key in met if not _is_proven(view, key)],
        pages=pages,
        missing=" ".join(filter(None, missing)),
        evidence=sorted(evidence, key=lambda proof: proof.holds_for, reverse=True),
        today=view.today,
    )


def _evidence(view: View, key: Key) -> list[Proof]:
    """What a record states as evidence, and what stands in all that meets it."""
    schemas = {name: register.schema for name, register in view.registers.items()}
    whole = [key, *living(view, meeting(key, schemas, links_of(view)))]
    return [proof for part in whole for proof in proofs(view, view.records[part])]


def _is_proven(view: View, key: Key) -> bool:
    return any(not proof.has_run_out(view.today) for proof in _evidence(view, key))


# ---------------------------------------------------------------------------------------- the page


def coverage(view: View, register: Register) -> Fragment:
    """The table, with how many records have which hole, and the way to the same as a file."""
    schema, every = register.schema, rows(view, register)
    caption = f"{schema.title} and what meets them"
    html = render(
        "coverage.html",
        caption=caption,
        anchor=anchor("table", schema.name, "coverage"),
        rows=[_shown(view, row) for row in every],
        counts=list(_counts(every)),
        nouns=counted(len(every), schema.singular, schema.plural),
        href=f"{ROOT}{file_address(schema.name)}",
        file=f"coverage-{schema.name}.csv",
    )
    return Fragment(html)


def _counts(every: Sequence[Row]) -> Iterator[tuple[str, int]]:
    for state in STATES:
        yield state, sum(row.state == state for row in every)


class ShownProof(NamedTuple):
    """A piece of evidence as the page has it; `of` is the record in which it stands."""

    text: str
    named: Sequence[Markup]
    of: Markup
    when: str
    run_out: bool
    illustrative: bool


class ShownRow(NamedTuple):
    """A row as the page has it. A name goes with whether its record is made up."""

    name: Markup
    id: str
    illustrative: bool
    state: str
    is_hole: bool
    met: Sequence[tuple[Markup, str, bool]]
    missing: str
    evidence: Sequence[ShownProof]
    age: str


def _shown(view: View, row: Row) -> ShownRow:
    named = [(link(view, key), quoted(key), view.records[key].is_example) for key in row.met]
    pages = [(page_link(view, file), "", False) for file in row.pages]
    return ShownRow(
        name=link(view, row.record.key),
        id=row.record.key.id,
        illustrative=row.record.is_example,
        state=row.state,
        is_hole=row.state != PROVEN,
        met=[*named, *pages],
        missing=row.missing,
        evidence=[_shown_proof(view, proof) for proof in row.evidence],
        age=age(row.newest, row.today) if row.newest else "",
    )


def _shown_proof(view: View, proof: Proof) -> ShownProof:
    of, made_up = link(view, proof.record.key), proof.record.is_example
    run_out = proof.has_run_out(view.today)
    return ShownProof(proof.text, proof.named, of, proof.when, run_out, made_up)


# ---------------------------------------------------------------------------------------- the file


def file_address(register: str) -> str:
    """Where the file of a register's coverage stands, from the site's root."""
    return f"registers/{register}/coverage.csv"


def downloads(view: View) -> Iterator[Download]:
    """For staff: a file for each register whose schema says what would meet its records."""
    for name, register in view.registers.items() if view.is_staff else ():
        if is_covered(register):
            yield file_address(name), partial(as_csv, view, register)


def as_csv(view: View, register: Register) -> str:
    """The table for a spreadsheet, every cell as text that no program runs."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows(view, register):
        writer.writerow(map(guarded, _cells(view, row)))
    return out.getvalue()


def _cells(view: View, row: Row) -> Iterator[str]:
    key, newest = row.record.key, row.newest
    yield from (key.id, view.label(key), row.state)
    yield "; ".join(other.id for other in row.met)
    yield "; ".join(row.pages)
    yield row.missing
    yield "; ".join(f"{proof.text} ({proof.record.key.id}, {proof.when})" for proof in row.evidence)
    yield newest.isoformat() if newest else ""
    yield str((row.today - newest).days) if newest else ""
