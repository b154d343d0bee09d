"""A field's value as people read it: in a record's page, in a cell of a table, and as a key to sort by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from markupsafe import Markup, escape

from macros.model import Field, Value
from macros.model.text import natural
from macros.pages.fragments import ROOT, address, render
from macros.pages.markdown import markdown
from macros.rules.calendar import (
    Fault,
    Quarter,
    read_date,
    read_partial_date,
    read_quarter,
    read_timescale,
    say_date,
    say_partial_date,
)
from macros.rules.retention import say_rule
from macros.view.view import View

Html = Markup


def show(view: View, field: Field, value: Value) -> Html:
    """A value in full, as it stands on a record's page."""
    if isinstance(value, Mapping):
        return _group(view, field, value)
    if not isinstance(value, str) and isinstance(value, Sequence):
        return (
            _easy_read(view, field, value)
            if field.format == "easy-read"
            else _list(view, field, value)
        )
    return _one(view, field, value)


def cell(view: View, field: Field, value: Value | None) -> Html:
    """A value in the few words that fit a cell of a table."""
    if value is None:
        return Markup()
    if isinstance(value, Mapping):
        return (
            _group(view, field, value)
            if field.format == "retention-rule"
            else escape(_parts_said(field, value))
        )
    if not isinstance(value, str) and isinstance(value, Sequence):
        inner = field if field.refs else field.each or field
        return Markup(", ").join(cell(view, inner, one) for one in value)
    if field.refs:
        return _reference(view, field, str(value), with_id=False)
    return (
        Markup(" ").join(_one(view, field, value).striptags().split())
        if field.format == "markdown"
        else _one(view, field, value)
    )


def words(view: View, field: Field, value: Value | None) -> str:
    """A value as plain text: what a filter offers and a heading says."""
    return " ".join(cell(view, field, value).striptags().split())


def order(view: View, field: Field, value: Value | None) -> tuple[object, ...]:
    """What to sort a value by: time for times, size for numbers, the schema's or the register's order for choices."""
    if value is None:
        return (9,)
    if isinstance(value, bool):
        return (0, not value)
    if isinstance(value, int | float):
        return (0, value)
    return _text_order(
        view, field, str(value) if isinstance(value, str) else words(view, field, value)
    )


def _text_order(view: View, field: Field, text: str) -> tuple[object, ...]:
    if field.refs and (key := view.find(field, text)):
        return (1, [record.key for record in view.registers[key.register].records].index(key))
    if field.format in ("quarter", "timescale", "date", "partial-date"):
        return _time(field.format, text)
    if text in field.options:
        return (1, field.options.index(text))
    return (2, *natural(text))


def _time(kind: str, text: str) -> tuple[object, ...]:
    found = (
        read_timescale(text)
        if kind == "timescale"
        else read_quarter(text)
        if kind == "quarter"
        else None
    )
    if kind in ("date", "partial-date"):
        return (0, text)
    day = found.last if isinstance(found, Quarter) else found
    return (0, day.isoformat()) if isinstance(day, date) else (1, text)


def sort_key(view: View, field: Field, value: Value | None) -> str:
    """`order` as a text that sorts the same way in a browser."""
    parts = order(view, field, value)
    return " ".join(_sortable(part) for part in parts)


def _sortable(part: object) -> str:
    if isinstance(part, tuple):
        return "".join(f"{part[1]:010d}" if part[0] == 0 else str(part[2]) for _ in (0,))
    if isinstance(part, bool):
        return str(int(part))
    return f"{part:012.2f}" if isinstance(part, int | float) else str(part).lower()


def humanise(field: Field, text: str) -> str:
    """A choice in words: the schema's own, or its name with spaces and a capital."""
    if text in field.labels:
        return field.labels[text]
    plain = text.replace("-", " ").replace("_", " ")
    return plain[:1].upper() + plain[1:]


def _one(view: View, field: Field, value: Value) -> Html:
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
    return say(view, text) if say else _text(text)


def _reference(view: View, field: Field, text: str, with_id: bool) -> Html:
    key = view.find(field, text)
    if key is None:
        return escape(text)
    # Staff quote IA3; ROLE-siro only repeats the label, and to tenants no reference says anything.
    numbered = with_id and view.audience == "staff" and any(letter.isdigit() for letter in key.id)
    retired = view.records[key].retired
    return render(
        "reference.html",
        href=address(key),
        label=view.label(key),
        id=key.id if numbered else "",
        retired=retired,
    )


def _text(text: str) -> Html:
    """Plain text; blank lines make paragraphs."""
    paragraphs = [escape(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
    if len(paragraphs) < 2:
        return paragraphs[0] if paragraphs else Markup()
    return Markup().join(Markup("<p>{}</p>").format(one) for one in paragraphs)


def _date(view: View, text: str) -> Html:
    day = read_date(text)
    return (
        escape(text)
        if isinstance(day, Fault)
        else Markup('<time datetime="{}">{}</time>').format(text, say_date(day))
    )


def _quarter(view: View, text: str) -> Html:
    """Staff read quarters; the public reads months (GOV.UK style: no quarters)."""
    quarter = read_quarter(text)
    if not isinstance(quarter, Quarter):
        return escape(text)
    if view.audience == "public":
        return escape(quarter.months)
    return Markup('{} <span class="kim-aside">({})</span>').format(text, quarter.months)


def _timescale(view: View, text: str) -> Html:
    return _quarter(view, text) if text.startswith("Q") else _date(view, text)


def _url(view: View, text: str) -> Html:
    """An address as a link. An old version may hold anything here, and a link with a script in it is none."""
    return (
        Markup('<a href="{}" rel="noreferrer">{}</a>').format(text, text)
        if text.startswith(("https://", "http://"))
        else escape(text)
    )


_FORMATS: Mapping[str, Callable[[View, str], Html]] = {
    "markdown": lambda view, text: markdown(text),
    "date": _date,
    "partial-date": lambda view, text: escape(
        text if isinstance(read_partial_date(text), Fault) else say_partial_date(text)
    ),
    "quarter": _quarter,
    "timescale": _timescale,
    "url": _url,
    "line": lambda view, text: escape(text),
}


def _list(view: View, field: Field, values: Sequence[Value]) -> Html:
    inner = field if field.refs else field.each or field
    if len(values) == 1 and not isinstance(values[0], Mapping):
        return show(view, inner, values[0])
    return render("list.html", values=[show(view, inner, one) for one in values])


def _easy_read(view: View, field: Field, statements: Sequence[Value]) -> Html:
    """One idea beside its picture: picture left, words right (Department of Health, 2010)."""
    shown = [one for one in statements if isinstance(one, Mapping)]
    pictures = ROOT + ("pictures/" if view.audience == "public" else "public/pictures/")
    return render("easy_read.html", statements=shown, pictures=pictures)


def _group(view: View, field: Field, values: Mapping[str, Value]) -> Html:
    if field.format == "retention-rule":
        sentence = say_rule(values)
        return escape(sentence[:1].upper() + sentence[1:])
    shown = [
        (part, show(view, part, values[part.name])) for part in field.parts if part.name in values
    ]
    return render("group.html", fields=shown)


def _parts_said(field: Field, values: Mapping[str, Value]) -> str:
    return ", ".join(
        f"{part.title}: {values[part.name]}" for part in field.parts if part.name in values
    )
