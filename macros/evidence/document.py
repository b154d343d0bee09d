"""The printable document and the cover as HTML: one file each, with nothing to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from jinja2 import Environment, PackageLoader, StrictUndefined

from macros.evidence import cover
from macros.evidence.contents import PackContents, PackedRecord, columns, made_up
from macros.evidence.written import written
from macros.history.describe import by_sentence, heading, in_words, labelled, values_in_words
from macros.history.diff import is_list
from macros.model import Change, Key, Revision, Schema, Trail, Unreadable, Value
from macros.rules.calendar import local_day, say_date

_environment = Environment(
    loader=PackageLoader("macros.evidence"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
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


def document_html(taken: PackContents) -> bytes:
    """document.html."""
    return _rendered(
        "document.html",
        taken=taken,
        pages=list(written(taken.pages)),
        parts=list(_parts(taken)),
        **_sentences(taken),
    )


def cover_html(taken: PackContents, files: Mapping[str, str]) -> bytes:
    """cover.html. `files` says what stands in which file."""
    return _rendered("cover.html", taken=taken, files=files, **_sentences(taken))


def _sentences(taken: PackContents) -> Mapping[str, object]:
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


def _parts(taken: PackContents) -> Iterator[Part]:
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


def _shown(taken: PackContents, record: PackedRecord, fields: Sequence[str], trail: Trail) -> Shown:
    schema, version = taken.schemas.get(record.key.register), record.version
    unreadable = version.text if isinstance(version, Unreadable) else ""
    values = {} if isinstance(version, Unreadable) else version
    rows = tuple(
        Row(heading(schema, (name,)), _words(taken, schema, name, values[name]))
        for name in fields
        if name in values
    )
    story = _story(taken, schema, trail)
    illustrative = made_up(record.version)
    return Shown(
        record.key.id,
        _anchor(record.key),
        taken.label(record.key),
        False,
        unreadable,
        illustrative,
        rows,
        story,
    )


def _gone(taken: PackContents, key: Key, trail: Trail) -> Shown:
    schema = taken.schemas.get(key.register)
    return Shown(key.id, _anchor(key), key.id, True, "", False, (), _story(taken, schema, trail))


def _words(taken: PackContents, schema: Schema | None, name: str, value: Value) -> str:
    """A value as people read it: choices by their labels, references by title, a list line by line."""
    if is_list(value):
        return "\n".join(
            in_words(schema, (name, 0), one, labelled(taken.labels))
            for one in cast("Sequence[Value]", value)
        )
    return in_words(schema, (name,), value, labelled(taken.labels))


# --------------------------------------------------------------------------------------------------- stories


def _story(taken: PackContents, schema: Schema | None, trail: Trail) -> tuple[Told, ...]:
    """A trail, newest first."""
    return tuple(_told(taken, schema, one) for one in reversed(list(by_sentence(schema, trail))))


def _told(taken: PackContents, schema: Schema | None, revision: Revision) -> Told:
    commit = revision.commit
    known = f" ({commit.author.renamed} in the mail map)" if commit.author.renamed else ""
    approved = f" Approved by {', '.join(commit.approvals)}." if commit.approvals else ""
    why = f"{commit.subject}\n{commit.body}".strip() + approved
    return Told(
        say_date(local_day(revision.landed)),
        commit.author.name + known,
        why,
        commit.id[:12],
        tuple(_happened(taken, schema, revision)),
    )


def _happened(taken: PackContents, schema: Schema | None, revision: Revision) -> Iterator[str]:
    if not revision.readable:
        yield "The file could not be read as a record."
    elif revision.kind in ("created", "restored"):
        yield f"{'Made' if revision.kind == 'created' else 'Put back'}, with {len(revision.changes)} fields."
        if revision.moved:
            yield f"It was {revision.moved.id} of {revision.moved.register} until then."
    elif revision.kind == "deleted":
        yield (
            f"Went on as {revision.moved.id} of {revision.moved.register}."
            if revision.moved
            else "Deleted."
        )
    else:
        if revision.was:
            yield f"The file was {revision.was} until then."
        yield from (_change(taken, schema, change) for change in revision.changes)


def _change(taken: PackContents, schema: Schema | None, change: Change) -> str:
    """One change: the field's title, the old value, an arrow and the new one; and who set it on a side branch."""
    old, new = (one or "nothing" for one in values_in_words(schema, change, labelled(taken.labels)))
    by = (
        f" (set by {change.by.author.name} in {change.by.id[:12]})"
        if change.by
        else " (made in the merge itself)"
        if change.merged
        else ""
    )
    return f"{heading(schema, change.path)}: {old} → {new}{by}"
