"""Changes told in plain words: by the titles that fields have today, choices as people read them, references by title.

Old versions hold what they held, also what no terminal or page should be given: everything told is one line of
printable text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from macros.history.diff import applied
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
    dotted,
    field_at,
)
from macros.model.matching import SequenceMatcher
from macros.model.text import both, counted, one_line
from macros.rules.calendar import Fault, read_date, say_date
from macros.rules.retention import say_rule

LabelOf = Callable[[Field, str], str]
"""What a record is called that a reference field names; empty where that isn't known."""


def labelled(labels: Mapping[Key, str]) -> LabelOf:
    """What records are called that reference fields name, from the labels of those that are known."""
    return lambda field, text: next(
        (labels[key] for register in field.refs if (key := Key(register, text)) in labels), ""
    )


def users(used_by: Iterable[Reference], schemas: Mapping[str, Schema]) -> str:
    """Which records make these references: '12 information assets and 2 privacy notices'; empty where none does."""
    found: dict[str, set[str]] = {}
    for one in used_by:
        found.setdefault(one.source.register, set()).add(one.source.id)
    listed = sorted(
        ((schemas[name], len(ids)) for name, ids in found.items()),
        key=lambda one: (one[0].order, one[0].name),
    )
    return both([counted(number, schema.singular, schema.plural) for schema, number in listed])


def heading(schema: Schema | None, path: Path) -> str:
    """What a path is called: 'How long we keep it, years'. The path itself where no field of today has it."""
    if not path:
        return "The whole file"
    if path[0] == "sections" and len(path) == 2 and schema is None:
        return one_line(f"Section '{path[1]}'")
    if schema is None or field_at(schema.fields, path) is None:
        return one_line(dotted(path))
    said = ""
    for length in range(1, len(path) + 1):
        step, field = path[length - 1], field_at(schema.fields, path[:length])
        if isinstance(step, int):
            said += f" {step + 1}" if length < len(path) else ""
        elif field:
            said += f", {field.title[:1].lower()}{field.title[1:]}" if said else field.title
    return one_line(said)


def values_in_words(schema: Schema | None, change: Change, label_of: LabelOf) -> tuple[str, str]:
    """The old and the new value in words; empty where there was none, or is none any more."""
    field = _field(schema, change.path)
    return one_line(_said(field, change.old, label_of)), one_line(
        _said(field, change.new, label_of)
    )


def in_words(schema: Schema | None, path: Path, value: Value | None, label_of: LabelOf) -> str:
    """A value in words, with the paragraphs that it has: for pages, which have room."""
    return _said(_field(schema, path), value, label_of)


def _field(schema: Schema | None, path: Path) -> Field | None:
    """The field at a path; inside a list of references the list itself, which says what they refer to."""
    field = field_at(schema.fields, path) if schema and path else None
    around = (
        field_at(schema.fields, path[:-1])
        if schema and path and isinstance(path[-1], int)
        else None
    )
    return around if around and around.refs else field


LONG = 200
"""Characters above which two texts are told apart word by word, and one alone is cut. JSON has the whole of each."""


def describe_change(kind: Kind, old: str, new: str, mark: Callable[[str], str] = str) -> str:
    """What became of a value: '6 years → 7 years'. `mark` sets it apart from the words round it."""
    if old == new and old:
        return "only spaces or line ends changed"
    if old and new:
        return (
            f"{mark(old)} → {mark(new)}"
            if len(old) + len(new) <= LONG
            else mark(word_by_word(old, new))
        )
    alone = mark(_cut(old or new))
    return (
        alone
        if kind in ("created", "deleted")
        else f"added: {alone}"
        if new
        else f"taken out: {alone}"
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0] + " …"


def word_by_word(old: str, new: str, around: int = 4) -> str:
    """Two texts as one: [-what went-] {+what came+}, with a few words round it, and '…' for what stayed."""
    before, after = old.split(), new.split()
    parts: list[str] = []
    steps = SequenceMatcher(
        None, before, after, autojunk=len(before) + len(after) > 2000
    ).get_opcodes()
    for number, (what, start, end, first, last) in enumerate(steps):
        if what == "equal":
            same = before[start:end]
            head, tail = (
                (same[:around] if number else []),
                (same[-around:] if number < len(steps) - 1 else []),
            )
            parts += same if len(same) <= len(head) + len(tail) else [*head, "…", *tail]
            continue
        parts += [f"[-{' '.join(before[start:end])}-]"] if start < end else []
        parts += [f"{{+{' '.join(after[first:last])}+}}"] if first < last else []
    return " ".join(parts)


def _said(field: Field | None, value: Value | None, label_of: LabelOf) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if field and field.format == SENTENCE:
            return say_rule(
                {
                    name: int(str(one)) if str(one).isdecimal() else one
                    for name, one in value.items()
                }
            )
        return "; ".join(
            f"{_part(field, name)}: {_said(field.part(name) if field else None, one, label_of)}"
            for name, one in value.items()
        )
    if not isinstance(value, str) and isinstance(value, Sequence):
        inner = field if field and field.refs else field.each if field else None
        return ", ".join(_said(inner, one, label_of) for one in value)
    return _word(field, str(value), label_of)


def _part(field: Field | None, name: str) -> str:
    part = field.part(name) if field else None
    return part.title if part else name


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
    day = read_date(text) if field.format in ("date", "timescale") else None
    return text if day is None or isinstance(day, Fault) else say_date(day)


# ------------------------------------------------------------------------------- groups that are one sentence

SENTENCE = "retention-rule"
"""The format of a group that is said as one sentence."""


def by_sentence(schema: Schema | None, trail: Trail) -> Iterator[Revision]:
    """A trail in which a group that is said as one sentence changes as a whole: '6 years', not 'Years: 6'."""
    whole = [field.name for field in schema.fields if field.format == SENTENCE] if schema else []
    values: Mapping[str, Value] = {}
    for revision in trail:
        if not whole or not revision.readable:
            yield revision
            continue
        before = {} if revision.kind in ("created", "restored") else values
        values = {} if revision.kind == "deleted" else applied(before, revision.changes)
        yield replace(revision, changes=tuple(_as_wholes(revision.changes, whole, before, values)))


def _as_wholes(
    made: Sequence[Change],
    whole: Sequence[str],
    before: Mapping[str, Value],
    after: Mapping[str, Value],
) -> Iterator[Change]:
    seen: set[str] = set()
    for change in made:
        name = str(change.path[0])
        if name not in whole or len(change.path) == 1:
            yield change
        elif name not in seen:
            seen.add(name)
            yield change._replace(path=(name,), old=before.get(name), new=after.get(name))
