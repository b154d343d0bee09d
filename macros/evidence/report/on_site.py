"""The report of the quarter so far, as a page of the staff site has it."""

from __future__ import annotations

from markupsafe import Markup

from macros.evidence.report.compose import compose
from macros.evidence.report.page import as_fragment
from macros.evidence.report.states import Known, ReportError, states_from
from macros.pages.first_records import nothing
from macros.pages.fragments import Fragment
from macros.rules.calendar import quarter_of
from macros.view.view import View

MOST = 30
"""Rows of a table on a page, which has no end."""


def board_report(view: View) -> Fragment:
    """The report, from what is committed; or why there is none."""
    if view.past is None:
        return nothing()
    schemas = {name: register.schema for name, register in view.registers.items()}
    quarter = quarter_of(view.today)
    try:
        made = states_from(Known(view.past, schemas, ""), quarter, view.today)
    except ReportError as error:
        return Fragment(Markup("<p>{}</p>").format(str(error)))
    return as_fragment(compose(made, MOST))
