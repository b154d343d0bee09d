"""Until when a record is kept, as its own page says it: the day, its class, why, and what holds."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from macros.model import Record, Schema
from macros.pages.where import link
from macros.rules.calendar import say_date
from macros.rules.disposal import holding, may_go
from macros.rules.kept_records import KeptRecord, has_classes, kept_record
from macros.view.view import View


def kept_until(view: View, schema: Schema, record: Record) -> Markup:
    """Until when a record is kept; empty where it names no class. For staff."""
    if not has_classes(schema):
        return Markup()
    kinds = view.kinds_kept
    until = kept_record(schema, record, kinds)
    if until is None:
        return Markup()
    name = link(view, kinds.classes[until.of].record.key)
    return Markup(" ").join(_sentences(view, until, name))


def _sentences(view: View, until: KeptRecord, name: Markup) -> Iterator[Markup]:
    end = until.kept
    if end.until:
        day = Markup('<time datetime="{}">{}</time>').format(end.until, say_date(end.until))
        yield Markup("Kept until {} as {}.").format(day, name)
    else:
        yield Markup("Kept as {}.").format(name)
    yield escape(end.why)
    for step in end.steps:
        yield escape(f"On {say_date(step.day)}: {step.action}.")
    if holding(until.holds, view.today):
        yield escape(may_go(end, until.holds, view.today)[1])
