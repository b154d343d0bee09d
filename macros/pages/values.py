"""A field's value as people read it: on a record's page, in a cell of a table, as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from markupsafe import Markup, escape

from macros.model import Field, Record, Value, Values, groups, is_list, stated
from macros.model.fields import humanise
from macros.model.text import upper_first
from macros.pages.fragments import ROOT, render
from macros.pages.languages import in_language
from macros.pages.markdown import markdown
from macros.pages.open_tables import open_table
from macros.pages.plans import passed_plans
from macros.pages.where import link, page_link, quoted
from macros.rules.calendar import (
    Fault,
    Quarter,
    last_day_in,
    read_date,
    read_partial_date,
    read_quarter,
    say_date,
    say_partial_date,
)
from macros.rules.retention import say_rule, wording
from macros.view.view import View

Html = Markup


def show(view: View, field: Field, value: Value) -> Html:
    """A value in full, as it stands on a record's page."""
    if isinstance(value, Mapping):
        return _group(view, field, value)
    if not is_list(value):
        return _single(view, field, value)
    if field.format == "easy-read":
        return _easy_read(view, value)
    return _list(view, field, value)


def cell(view: View, field: Field, value: Value | None) -> Html:
    """A value in the few words that fit a cell of a table."""
    if value is None:
        return Markup()
    if isinstance(value, Mapping):
        return _group_in_a_cell(view, field, value)
    if is_list(value):
        between = Markup(";<br> ") if field.inner.parts else Markup(", ")
        return between.join(cell(view, field.inner, part) for part in value)
    if field.refs:
        return _reference(view, field, str(value), with_id=False)
    html = _single(view, field, value)
    return Markup(" ").join(html.striptags().split()) if field.format == "markdown" else html


def words(view: View, field: Field, value: Value | None) -> str:
    """A value as plain text: what a filter offers and a heading says."""
    return " ".join(cell(view, field, value).striptags().split())


def show_field(view: View, record: Record, name: str) -> Html:
    """One of a record's fields in full; empty where the record or the register has none."""
    field, value = view.schema(record.key).field(name), record.values.get(name)
    if field is None or value is None:
        return Markup()
    return in_language(field, record.values, show(view, field, value))


def say_field(view: View, record: Record, name: str) -> str:
    """One of a record's fields as plain text; empty where the record or the register has none."""
    field = view.schema(record.key).field(name)
    return words(view, field, record.values.get(name)) if field else ""


def _single(view: View, field: Field, value: Value) -> Html:
    if isinstance(value, bool):
        return Markup("Yes") if value else Markup("No")
    if isinstance(value, int | float):
        return escape(f"{value:,}")
    text = str(value)
    if field.refs:
        return _reference(view, field, text, with_id=True)
    if field.options:
        return escape(humanise(field, text))
    say = _FORMATS.get(field.format)
    html = say(view, text) if say else _text(text)
    return _run_out(html) if field.ends and has_ended(text, view.today) else html


def has_ended(text: str, today: date) -> bool:
    """Whether the last day that a date can mean is past: what holds until today still holds."""
    last = last_day_in(text)
    return last is not None and last < today


def _run_out(html: Html) -> Html:
    return Markup('{} <strong class="kim-tag">has run out</strong>').format(html)


def _reference(view: View, field: Field, text: str, with_id: bool) -> Html:
    key = view.find(field, text)
    if key is None:
        return escape(text)
    is_quoted = with_id and view.is_staff  # to tenants no reference says anything
    retired = view.records[key].retired
    return render(
        "reference.html",
        name=link(view, key),
        label=view.label(key),
        id=quoted(key) if is_quoted else "",
        retired=retired,
        plans=list(passed_plans(view, view.records[key])) if with_id else (),
    )


def _text(text: str) -> Html:
    """Plain text; blank lines make paragraphs."""
    paragraphs = [escape(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
    if len(paragraphs) < 2:
        return paragraphs[0] if paragraphs else Markup()
    return Markup().join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs)


def _date(view: View, text: str) -> Html:
    day = read_date(text)
    if isinstance(day, Fault):
        return escape(text)
    return Markup('<time datetime="{}">{}</time>').format(text, say_date(day))


def _partial_date(view: View, text: str) -> Html:
    is_date = not isinstance(read_partial_date(text), Fault)
    return escape(say_partial_date(text) if is_date else text)


def _quarter(view: View, text: str) -> Html:
    """Staff read quarters; the public reads months (GOV.UK style: no quarters)."""
    quarter = read_quarter(text)
    if not isinstance(quarter, Quarter):
        return escape(text)
    if view.is_public:
        return escape(quarter.months)
    return Markup('{} <span class="kim-aside">({})</span>').format(text, quarter.months)


def _timescale(view: View, text: str) -> Html:
    return _quarter(view, text) if text.startswith("Q") else _date(view, text)


def _when(view: View, text: str) -> Html:
    if text.startswith("Q"):
        return _quarter(view, text)
    return _date(view, text) if text.count("-") > 1 else _partial_date(view, text)


def _url(view: View, text: str) -> Html:
    """An address as a link. An old version may hold anything, and a link with a script is none."""
    if not text.startswith(("https://", "http://")):
        return escape(text)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(text, text)


def _telephone(view: View, text: str) -> Html:
    """A number to tap. Its groups stay apart, so that it is read out in groups."""
    number = telephone_address(text)
    if not number:
        return escape(text)
    return Markup('<a class="kim-tel" href="{}">{}</a>').format(number, text)


def telephone_address(text: str) -> str:
    """What a telephone calls: 'tel:' and the figures. Empty where an old version has no number."""
    figures = re.sub(r"[^0-9+]", "", text)
    return f"tel:{figures}" if figures else ""


def _email(view: View, text: str) -> Html:
    """A mailbox to write to. An old version may hold anything, which is then no address."""
    if not re.fullmatch(r"[^\s@:?&]+@[^\s@:?&]+", text):
        return escape(text)
    return Markup('<a href="mailto:{}">{}</a>').format(text, text)


_FORMATS: Mapping[str, Callable[[View, str], Html]] = {
    "markdown": lambda view, text: markdown(text),
    "date": _date,
    "partial-date": _partial_date,
    "quarter": _quarter,
    "timescale": _timescale,
    "when": _when,
    "url": _url,
    "page": page_link,
    "telephone": _telephone,
    "email": _email,
    "line": lambda view, text: escape(text),
    "open-table": open_table,
}


def _list(view: View, field: Field, values: Sequence[Value]) -> Html:
    if len(values) == 1 and not isinstance(values[0], Mapping):
        return show(view, field.inner, values[0])
    shown = [show(view, field.inner, value) for value in values]
    return render("list.html", values=shown, steps=field.format == "steps")


def _easy_read(view: View, statements: Sequence[Value]) -> Html:
    """One idea beside its picture: picture left, words right (Department of Health, 2010)."""
    pictures = ROOT + ("pictures/" if view.is_public else "public/pictures/")
    ideas = [idea for _, idea in groups(statements)]
    return render("easy_read.html", statements=ideas, pictures=pictures)


def _group(view: View, field: Field, values: Values) -> Html:
    if field.format == "retention-rule":
        return escape(upper_first(say_rule(values, wording(field))))
    parts = [
        (part, in_language(part, values, show(view, part, value)))
        for part, value in stated(field.parts, values)
    ]
    return render("group.html", fields=parts)


def _group_in_a_cell(view: View, field: Field, values: Values) -> Html:
    if field.format == "retention-rule":
        return _group(view, field, values)
    parts = (
        Markup("{}: {}").format(part.title, in_language(part, values, cell(view, part, value)))
        for part, value in stated(field.parts, values)
    )
    return Markup(", ").join(parts)
