"""A cell into the value that a field means by it, and what is wrong with it in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from macros.catalogue.sheets.choices import choices, read_choice
from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.named import Names
from macros.catalogue.sheets.outline import Block, blocks, items, labels
from macros.model import Field, Value
from macros.model.cells import Cell
from macros.model.text import NUMBER_WORDS, did_you_mean, either
from macros.rules.calendar import Fault, say_date
from macros.rules.retention_words import read_rule
from macros.rules.written_dates import FORMS, read_written

YES, NO = ("yes", "y", "true", "1", "x", "✓", "✔"), ("no", "n", "false", "0", "✗", "✘")

LINES = ("line", "url", "email", "telephone", "page")
"""Formats of texts on one line."""

_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")


class Reading(NamedTuple):
    """What a cell says: a value, or what is wrong with it."""

    value: Value | None
    faults: tuple[Fault, ...] = ()


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: it is empty, or only looks as if something stood there."""
    return cell is None or (isinstance(cell, str) and not cell.replace("\u00a0", " ").strip())


def read_cell(column: Column, cell: Cell, names: Names) -> Reading:
    """What a cell that isn't blank says in a column."""
    if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
        hint = "Mend the formula in the spreadsheet, or write the value itself."
        return Reading(None, (Fault(f"The formula here came to {cell.strip()}.", hint),))
    if column.kind == "sentence":
        return _reading(read_rule(plain(cell)))
    return _read(column.field, cell, names)


def _read(field: Field, cell: Cell, names: Names) -> Reading:
    if field.kind == "array":
        return _list(field, plain(cell), names)
    if field.kind == "object":
        return _gathered(_group(field, block, names) for block in blocks(field.parts, plain(cell)))
    return _reading(_single(field, cell, names))


def _reading(value: Value | Fault) -> Reading:
    return Reading(None, (value,)) if isinstance(value, Fault) else Reading(value)


def plain(cell: Cell) -> str:
    """A cell as the text that people see in it."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return f"{cell:.10f}".rstrip("0").rstrip(".")
    if isinstance(cell, date):
        return say_date(cell.date() if isinstance(cell, datetime) else cell)
    text = str("" if cell is None else cell).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\u00a0", " ").strip()


# ------------------------------------------------------------------------------------------- single


def _single(field: Field, cell: Cell, names: Names) -> Value | Fault:
    if field.kind in _KINDS:
        return _KINDS[field.kind](cell)
    text = plain(cell)
    if field.refs:
        return names.read(field, " ".join(text.split()))
    if field.options:
        return _choice(field, text)
    if field.format in FORMS:
        return read_written(text if isinstance(cell, str) else _timely(cell), field.format)
    return (
        " ".join(text.split()) if field.format in LINES or field.name in ("id", "title") else text
    )


def _timely(cell: Cell) -> str | float | date:
    return plain(cell) if cell is None or isinstance(cell, bool | str) else cell


def _choice(field: Field, text: str) -> str | Fault:
    choice = read_choice(field, " ".join(text.split()))
    if choice is not None:
        return choice
    hint = did_you_mean(text, list(choices(field).values()), "", whole=True)
    return Fault(f"'{text}' is none of the choices.", hint or "Choose one that the list offers.")


def _yes_or_no(cell: Cell) -> bool | Fault:
    word = plain(cell).casefold().rstrip(".")
    if word in YES or word in NO:
        return word in YES
    return Fault(f"'{plain(cell)}' is neither yes nor no.", "Write 'Yes' or 'No'.")


def _whole_number(cell: Cell) -> int | Fault:
    number = _number(cell)
    if isinstance(number, Fault | int):
        return number
    if number == int(number):
        return int(number)
    return Fault(f"{plain(cell)} is not a whole number.", "Write a number without a fraction.")


def _number(cell: Cell) -> int | float | Fault:
    text = plain(cell)
    figures = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.removeprefix("£").strip())
    if re.fullmatch(r"-?\d{1,15}", figures, re.ASCII):
        return int(figures)
    if re.fullmatch(r"-?\d{1,15}\.\d+", figures, re.ASCII):
        return int(float(figures)) if float(figures).is_integer() else float(figures)
    return Fault(f"'{text}' is not a number.", _number_meant(text))


def _number_meant(text: str) -> str:
    """What may be meant by a text in which a number stands."""
    word = text.casefold().split()[0] if text.split() else ""
    if word in NUMBER_WORDS:
        return f"Write it in figures: {NUMBER_WORDS.index(word) + 2}."
    figures = re.findall(r"\d+(?:\.\d+)?", text)
    return (
        f"Did you mean {figures[0]}? Write the number alone."
        if len(figures) == 1
        else "Write it in figures."
    )


_KINDS: Mapping[str, Callable[[Cell], Value | Fault]] = {
    "boolean": _yes_or_no,
    "integer": _whole_number,
    "number": _number,
}


# --------------------------------------------------------------------------------- lists and groups


def _list(field: Field, text: str, names: Names) -> Reading:
    if field.inner.parts:
        groups = [_group(field.inner, block, names) for block in blocks(field.inner.parts, text)]
        return _joined(groups)
    values = list(_items(field.inner, text, names))
    if field.inner.refs or field.inner.options:
        values = list(dict.fromkeys(values))  # a choice that is made twice is made
    return _joined(map(_reading, values))


def _items(field: Field, text: str, names: Names) -> Iterator[Value | Fault]:
    """What each value of a list says. A comma parts them only where none can hold one."""
    for item in items(text):
        value = _single(field, item, names)
        if isinstance(value, Fault) and "," in item and (field.refs or field.options):
            yield from (
                _single(field, part.strip(), names) for part in item.split(",") if part.strip()
            )
        else:
            yield value


def _joined(readings: Iterable[Reading]) -> Reading:
    """The readings of a list as one."""
    values: list[Value] = []
    faults: list[Fault] = []
    for reading in readings:
        faults += reading.faults
        if reading.value is not None:
            values.append(reading.value)
    return Reading(values or None, tuple(faults))


def _gathered(readings: Iterable[Reading]) -> Reading:
    """The one group of a cell that holds no list."""
    joined = _joined(readings)
    groups = joined.value if isinstance(joined.value, list) else []
    if len(groups) > 1:
        fault = Fault("There are several groups here, and one belongs here.", "Keep one of them.")
        return Reading(None, (*joined.faults, fault))
    return Reading(groups[0] if groups else None, joined.faults)


def _group(field: Field, block: Block, names: Names) -> Reading:
    values: dict[str, Value] = {}
    faults = [_stray(field, line) for line in block.stray]
    for part in block.parts:
        reading = _read(part.field, part.text, names) if part.text.strip() else Reading(None)
        label = labels(field.parts)[part.field.name]
        faults += [fault._replace(message=f"{label}: {fault.message}") for fault in reading.faults]
        if reading.value is not None:
            values[part.field.name] = reading.value
    ordered = {part.name: values[part.name] for part in field.parts if part.name in values}
    return Reading(ordered or None, tuple(faults))


def _stray(field: Field, line: str) -> Fault:
    known = list(labels(field.parts).values())
    hint = f"Start each line with {either(known)} and a colon, as in '{known[0]}: …'."
    return Fault(f"Nothing says what '{line}' is.", hint)
