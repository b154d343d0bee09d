"""What keeps each record of a register, how much of it has a report, and with what evidence.

For a commitment these are its actions. What nobody has reported on stands as a 0, and so does what
nobody has proven: a promise is seen to be kept only where no number of its row is 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from markupsafe import Markup

from macros.model import Field, Record, Register, each
from macros.model.text import counted, upper_first
from macros.pages.charts import picture
from macros.pages.proofs import proofs
from macros.pages.tables import nouns
from macros.pages.tally import Axis, Tally
from macros.view.view import View

REPORTED, EVIDENCE = "With a report", "Evidence"
"""How many of these somebody has reported on, and how many pieces of evidence hold today."""


def proof_trail(view: View, register: Register, by: Field, title: str) -> Markup:
    """A row of squares for each record: what field `by` names, the reports, and the evidence."""
    records = [record for record in register.records if not record.retired]
    names = {record.key: f"{record.key.id} {view.label(record.key)}" for record in records}
    columns = (_plural(view, by), REPORTED, EVIDENCE)
    counts: dict[tuple[str, str], int] = {}
    for record in records:
        numbers = zip(columns, _numbers(view, by, record), strict=True)
        counts |= {(names[record.key], column): number for column, number in numbers}
    many = counted(len(records), *nouns(view, register.schema))
    rows = Axis(upper_first(register.schema.singular), list(names.values()))
    numbers_of = Tally(rows, Axis(title, columns), counts)
    says = f"{many}, each with {columns[0].lower()}, reports on these and evidence"
    return picture("squares", title, numbers_of, says)


def _numbers(view: View, by: Field, record: Record) -> tuple[int, int, int]:
    """How many are named, how many of these have a report, and all evidence that holds today."""
    named = list(_named(view, by, record))
    every = chain.from_iterable(proofs(view, owner) for owner in (record, *named))
    holding = sum(not proof.has_run_out(view.today) for proof in every)
    return len(named), sum(_is_reported(view, own) for own in named), holding


def _plural(view: View, by: Field) -> str:
    """What the records are called that the field names."""
    named = [view.registers[name].schema for name in by.refs if name in view.registers]
    return upper_first(named[0].plural) if named else by.title


def _named(view: View, by: Field, record: Record) -> Iterator[Record]:
    for id_ in each(record.values.get(by.name)):
        key = view.find(by, str(id_))
        if key and not view.records[key].retired:
            yield view.records[key]


def _is_reported(view: View, record: Record) -> bool:
    """Whether somebody has said how far it has got."""
    status = str(record.values.get("status", ""))
    return bool(status) and status not in view.schema(record.key).unreported
