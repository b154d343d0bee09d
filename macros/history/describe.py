"""Changes in plain words: fields and choices by the names they have today, references by title.

Old versions hold what they held, also what no terminal or page should be given: all words are one
line of printable text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from macros.catalogue.references import resolve
from macros.history.diff import applied
from macros.history.word_diff import word_by_word
from macros.model import (
    Change,
    Field,
    Key,
    Kind,
    Path,
    Reference,
    Revision,
    Schema,
    Trail,
    Value,
    Values,
    dotted,
    field_at,
    is_list,
)
from macros.model.outside import cut
from macros.model.text import both, counted, one_line
from macros.rules.calendar import Fault, read_date, say_date
from macros.rules.retention import say_rule, wording

LabelOf = Callable[[Field, str], str]
"""What a record is called that a reference field names; empty where that isn't known."""

LONG = 200
"""Characters above which two texts are told apart word by word, and one alone is cut.

JSON has the whole of each.
"""


NOTHING = "nothing"
"""Stands for a value where there is none."""


def labelled(labels: Mapping[Key, str]) -> LabelOf:
    """What records are called that reference fields name, where it is known."""

    def label_of(field: Field, text: str) -> str:
        key = resolve(field, text, labels)
        return labels[key] if key else ""

    return label_of


def users(used_by: Iterable[Reference], schemas: Mapping[str, Schema]) -> str:
    """Which records make these references: '12 information assets and 2 privacy notices'.

    Empty where none does.
    """
    ids: dict[str, set[str]] = {}
    for reference in used_by:
        ids.setdefault(reference.source.register, set()).add(reference.source.id)
    counts = [(schemas[name], len(numbered)) for name, numbered in ids.items()]
    counts.sort(key=lambda count: (count[0].order, count[0].name))
    return both([counted(number, schema.singular, schema.plural) for schema, number in counts])


def heading(schema: Schema | None, path: Path) -> str:
    """What a path is called: 'How long we keep it, years'.

    The path itself where no field of today has it.
    """
    return cut(_heading(schema, path))


def _heading(schema: Schema | None, path: Path) -> str:
    if not path:
        return "The whole file"
    if path[0] == "sections" and len(path) == 2 and schema is None:
        return one_line(f"Section '{path[1]}'")
    if schema is None or field_at(schema.fields, path) is None:
        return one_line(dotted(path))
    return one_line("".join(_headings(schema, path)))


def _headings(schema: Schema, path: Path) -> Iterator[str]:
    """The titles along a path, and the places in lists but for the last, which its value shows."""
    for number, step in enumerate(path):
        if isinstance(step, int):
            yield f" {step + 1}" if number < len(path) - 1 else ""
        elif field := field_at(schema.fields, path[: number + 1]):
            title = field.title
            yield f", {title[:1].lower()}{title[1:]}" if number else title


def values_in_words(schema: Schema | None, change: Change, label_of: LabelOf) -> tuple[str, str]:
    """The old and the new value in words; empty where there was none, or is none any more."""
    field = _field(schema, change.path)
    old, new = (_in_words(field, value, label_of) for value in change.values)
    return one_line(old), one_line(new)


def in_words(schema: Schema | None, path: Path, value: Value | None, label_of: LabelOf) -> str:
    """A value in words, with the paragraphs that it has: for pages, which have room."""
    return _in_words(_field(schema, path), value, label_of)


def _field(schema: Schema | None, path: Path) -> Field | None:
    """The field at a path; in a list of references the list, which says what they refer to."""
    if schema is None or not path:
        return None
    around = field_at(schema.fields, path[:-1]) if isinstance(path[-1], int) else None
    return around if around and around.refs else field_at(schema.fields, path)


def describe_change(kind: Kind, old: str, new: str, mark: Callable[[str], str] = str) -> str:
    """What became of a value: '6 years → 7 years'. `mark` sets it apart from the words round it."""
    if kind == "left out":
        left, stays = (mark(cut(value or NOTHING, LONG)) for value in (new, old))
        return f"{left} was left out, {stays} stays"
    if old == new and old:
        return "only spaces or line ends changed"
    if old and new:
        short = len(old) + len(new) <= LONG
        return f"{mark(old)} → {mark(new)}" if short else mark(word_by_word(old, new))
    alone = mark(cut(old or new, LONG))
    if kind in ("created", "deleted"):
        return alone
    return f"added: {alone}" if new else f"taken out: {alone}"


# ------------------------------------------------------------------------------------- values


def _in_words(field: Field | None, value: Value | None, label_of: LabelOf) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return _group_in_words(field, value, label_of)
    if is_list(value):
        inner = _inner(field)
        return ", ".join(_in_words(inner, element, label_of) for element in value)
    return _word(field, str(value), label_of)


def _inner(field: Field | None) -> Field | None:
    """What each value of a list is; None where no field of today says it."""
    if field is None:
        return None
    return field if field.refs else field.each


def _group_in_words(field: Field | None, group: Values, label_of: LabelOf) -> str:
    if field and field.format == SENTENCE:
        return sentence(field, group)
    parts: list[str] = []
    for name, value in group.items():
        part = field.part(name) if field else None
        title = part.title if part else name
        parts.append(f"{title}: {_in_words(part, value, label_of)}")
    return "; ".join(parts)


def _number(value: Value) -> Value:
    """A number that an old version holds as text, at any depth."""
    if isinstance(value, Mapping):
        return {name: _number(part) for name, part in value.items()}
    if is_list(value):
        return [_number(part) for part in value]
    return int(str(value)) if str(value).isdecimal() else value


def _word(field: Field | None, text: str, label_of: LabelOf) -> str:
    if field is None:
        return text
    if field.refs:
        label = label_of(field, text)
        return f"{label} ({text})" if label else text
    if field.options:
        return field.labels.get(text) or text.replace("-", " ").capitalize()
    if field.kind == "boolean":
        return {"true": "yes", "false": "no"}.get(text, text)
    day = read_date(text) if field.format in ("date", "timescale", "when") else None
    return text if day is None or isinstance(day, Fault) else say_date(day)


# --------------------------------------------------------------- groups that are one sentence

SENTENCE = "retention-rule"
"""The format of a group that is said as one sentence."""


def sentence(field: Field, group: Values) -> str:
    """Such a group as its sentence, of today or of an old version, which is text."""
    return say_rule({name: _number(value) for name, value in group.items()}, wording(field))


def by_sentence(schema: Schema | None, trail: Trail) -> Iterator[Revision]:
    """A trail in which a group that is said as one sentence changes as a whole.

    '6 years', not 'Years: 6'.
    """
    whole = [field.name for field in schema.fields if field.format == SENTENCE] if schema else []
    values: Values = {}
    for revision in trail:
        if not whole or not revision.readable or revision.kind == "left out":
            yield revision
            continue
        before, values = values, applied(values, revision.changes)
        yield replace(revision, changes=tuple(_as_wholes(revision.changes, whole, before, values)))


def _as_wholes(
    made: Sequence[Change], whole: Sequence[str], before: Values, after: Values
) -> Iterator[Change]:
    seen: set[str] = set()
    for change in made:
        name = str(change.path[0])
        if name not in whole or len(change.path) == 1:
            yield change
        elif name not in seen:
            seen.add(name)
            yield change._replace(path=(name,), old=before.get(name), new=after.get(name))
