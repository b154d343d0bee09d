"""The printable document and the cover as HTML: one file each, with nothing to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from macros.exports import cover
from macros.exports.tables import said
from macros.exports.taken import Stood, Taken, columns, made_up
from macros.exports.written import written
from macros.model import Change, Field, Key, Revision, Schema, Trail, Unreadable, field_at
from macros.rules.calendar import local_day, say_date

_environment = Environment(
    loader=PackageLoader("macros.exports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


class Row(NamedTuple):
    """A field of a record, in words."""

    title: str
    text: str


class Told(NamedTuple):
    """A revision in words: its day, who made it as Git was told, why, and what changed."""

    day: str
    who: str
    why: str
    commit: str
    changes: tuple[str, ...]


class Shown(NamedTuple):
    """A record in the document."""

    id: str
    anchor: str
    label: str
    gone: bool
    unreadable: str
    illustrative: bool
    fields: tuple[Row, ...]
    story: tuple[Told, ...]


class Part(NamedTuple):
    """A register in the document."""

    name: str
    title: str
    records: tuple[Shown, ...]


def document_html(taken: Taken) -> bytes:
    """document.html."""
    return _rendered("document.html", taken=taken, pages=list(written(taken.pages)), parts=list(_parts(taken)), **_sentences(taken))


def cover_html(taken: Taken, files: Mapping[str, str]) -> bytes:
    """cover.html. `files` says what stands in which file."""
    return _rendered("cover.html", taken=taken, files=files, **_sentences(taken))


def _sentences(taken: Taken) -> Mapping[str, object]:
    return {
        "when": cover.when(taken),
        "made_on": say_date(taken.today),
        "part": cover.part(taken),
        "illustrative": cover.illustrative(taken),
        "handling": cover.HANDLING,
        "dated_by": cover.DATED_BY,
        "limits": cover.LIMITS,
    }


def _rendered(template: str, **names: object) -> bytes:
    return (_environment.get_template(template).render(names).strip() + "\n").encode()


def _parts(taken: Taken) -> Iterator[Part]:
    """Each register with its records, and with those that are no longer there."""
    trails = dict(taken.stories())
    gone: dict[str, list[Key]] = {}
    for key in trails:
        if key not in taken.records:
            gone.setdefault(key.register, []).append(key)
    for name in dict.fromkeys([*taken.registers, *gone]):
        records = taken.registers.get(name, ())
        fields = columns(taken.schemas.get(name), records)
        shown = [_shown(taken, record, fields, trails.get(record.key, ())) for record in records]
        shown += [_gone(taken, key, trails[key]) for key in gone.get(name, ())]
        yield Part(name, taken.title(name), tuple(shown))


def _anchor(key: Key) -> str:
    return f"record-{key.register}-{key.id}".replace(" ", "-")


def _shown(taken: Taken, record: Stood, fields: Sequence[str], trail: Trail) -> Shown:
    schema, version = taken.schemas.get(record.key.register), record.version
    unreadable = version.text if isinstance(version, Unreadable) else ""
    values = {} if isinstance(version, Unreadable) else version
    rows = tuple(Row(_title(schema, name), _words(schema, name, said(values[name]))) for name in fields if name in values)
    story = tuple(_told(schema, one) for one in trail[::-1])
    illustrative = made_up(record.version)
    return Shown(record.key.id, _anchor(record.key), taken.label(record.key), False, unreadable, illustrative, rows, story)


def _gone(taken: Taken, key: Key, trail: Trail) -> Shown:
    schema = taken.schemas.get(key.register)
    return Shown(key.id, _anchor(key), key.id, True, "", False, (), tuple(_told(schema, one) for one in trail[::-1]))


def _title(schema: Schema | None, name: str) -> str:
    field = schema.field(name) if schema else None
    return field.title if field else name


def _words(schema: Schema | None, name: str, text: str) -> str:
    """A choice by its label; everything else as it was written."""
    field = schema.field(name) if schema else None
    return field.labels.get(text, text) if field else text


# --------------------------------------------------------------------------------------------------- stories


def _told(schema: Schema | None, revision: Revision) -> Told:
    commit = revision.commit
    known = f" ({commit.author.known_as} in the mail map)" if commit.author.known_as not in ("", commit.author.name) else ""
    approved = f" Approved by {', '.join(commit.approvals)}." if commit.approvals else ""
    why = f"{commit.subject}\n{commit.body}".strip() + approved
    return Told(say_date(local_day(revision.landed)), commit.author.name + known, why, commit.id[:12], tuple(_happened(schema, revision)))


def _happened(schema: Schema | None, revision: Revision) -> Iterator[str]:
    if not revision.readable:
        yield "The file could not be read as a record."
    elif revision.kind in ("created", "restored"):
        yield f"{'Made' if revision.kind == 'created' else 'Put back'}, with {len(revision.changes)} fields."
        if revision.moved:
            yield f"It was {revision.moved.id} of {revision.moved.register} until then."
    elif revision.kind == "deleted":
        yield f"Went on as {revision.moved.id} of {revision.moved.register}." if revision.moved else "Deleted."
    else:
        if revision.was:
            yield f"The file was {revision.was} until then."
        yield from (_change(schema, change) for change in revision.changes)


def _change(schema: Schema | None, change: Change) -> str:
    """One change: the field's title, the old value, an arrow and the new one; and who set it on a side branch."""
    title = _path(schema, change)
    old, new = (said(value) if value is not None else "nothing" for value in (change.old, change.new))
    by = (
        f" (set by {change.by.author.name} in {change.by.id[:12]})" if change.by else " (made in the merge itself)" if change.merged else ""
    )
    return f"{title}: {old} → {new}{by}"


def _path(schema: Schema | None, change: Change) -> str:
    """The titles of the fields on the way to a value."""
    found = []
    for number, step in enumerate(change.path):
        field: Field | None = field_at(schema.fields, change.path[: number + 1]) if schema else None
        found.append(f"number {step + 1}" if isinstance(step, int) else field.title if field else step)
    return ", ".join(found) or "The file"
