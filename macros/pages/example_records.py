"""A record of the registers that there are, as the example of a guide.

A guide that named a record of its own would name one that another landlord doesn't have.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from macros.catalogue.new_record import next_id
from macros.model import Record, Register
from macros.pages.first_records import no_records
from macros.pages.fragments import Fragment
from macros.view.view import View


def example_id(register: Register, like: str) -> str:
    """The reference of the record that is wanted, or else of the first.

    Where there is none yet, the one that the first record will get, or one that it could have.
    """
    record = _example(register.records, like)
    if record:
        return record.key.id
    field = register.schema.field("id")
    examples = [str(example) for example in field.examples] if field else []
    return next_id(register.schema, ()) or next(iter(examples), "ID")


def example_file(view: View, register: Register, like: str) -> Fragment:
    """The file of that record; where there is none yet, what to add first."""
    record = _example(register.records, like)
    if not record:
        return no_records(view, register)
    text = "\n".join(record.document.lines)
    return Fragment(Markup("<pre><code>{}</code></pre>").format(text))


def _example(records: Sequence[Record], like: str) -> Record | None:
    wanted = (record for record in records if record.key.id == like)
    return next(wanted, records[0] if records else None)
