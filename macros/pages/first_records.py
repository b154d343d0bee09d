"""What stands where a register has no records yet: for staff also how to begin, and with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from macros.model import Register, Schema
from macros.model.text import both
from macros.pages.fragments import Fragment
from macros.view.view import View


def nothing() -> Fragment:
    """What stands where a register has nothing to show."""
    return Fragment(Markup('<p class="kim-empty">No records yet.</p>'))


def no_records(view: View, register: Register | None) -> Fragment:
    """That there is nothing; for staff, what to add first and the command that adds it."""
    if register is None or not view.is_staff:
        return nothing()
    schema = register.schema
    first = list(_needed_first(view, schema))
    before = f" after a first record of {both(first)}" if first else ""
    text = Markup(
        '<p class="kim-empty">No records in <em>{}</em> yet.'
        " Add one with <code>kim new {}</code>{}.</p>"
    )
    return Fragment(text.format(schema.title, schema.name, before))


def _needed_first(view: View, schema: Schema) -> Iterator[str]:
    """The titles of the empty registers that each record has to name a record of, in their order.

    Its own register isn't one: the first record of a register can only name itself.
    """
    needed = _needed(schema)
    for name, other in view.registers.items():
        if name in needed and name != schema.name and not other.records:
            yield other.schema.title


def most_needed(view: View) -> str:
    """The title of the register whose records most others have to name; empty where none has to."""
    schemas = [register.schema for register in view.registers.values()]
    named = Counter(name for schema in schemas for name in _needed(schema) - {schema.name})
    names = [name for name, _ in named.most_common() if name in view.registers]
    return view.registers[names[0]].schema.title if names else ""


def _needed(schema: Schema) -> frozenset[str]:
    """The registers that each record of this one has to name a record of."""
    required = (field.targets for field in schema.fields if field.required)
    return frozenset().union(*required)
