"""A register against what meets its records, as one bar for each hole."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from macros.model import Register
from macros.model.text import counted
from macros.pages.charts import picture
from macros.pages.coverage import STATES, rows
from macros.pages.tally import HOW_MANY, Axis, Tally
from macros.view.view import View


def coverage_picture(view: View, register: Register, title: str, *, small: bool) -> Markup:
    """How many records have which hole, the worst first."""
    states = Counter(row.state for row in rows(view, register))
    counts = {(state, HOW_MANY): number for state, number in states.items()}
    numbers = Tally(Axis("How it stands", list(STATES)), Axis("", [HOW_MANY]), counts)
    schema = register.schema
    many = counted(sum(states.values()), schema.singular, schema.plural)
    return picture("bars", title, numbers, many, small=small)
