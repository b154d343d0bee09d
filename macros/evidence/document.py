"""The printable document and the cover as HTML: one file each, with nothing to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.evidence import cover
from macros.evidence.authored_pages import authored_pages
from macros.evidence.contents import PackContents, PackedRecord, columns
from macros.evidence.words import RegisterWords, RevisionWords
from macros.history.told_once import reshaped_of
from macros.model import Key, Trail, Unreadable
from macros.pages.fragments import templates_of
from macros.rules.calendar import say_date


class DocumentField(NamedTuple):
    """A field of a record, in words."""

    title: str
    text: str


class DocumentNotice(NamedTuple):
    """What another record says of one: the words, what that record is called, and more of it."""

    words: str
    label: str
    more: str


class DocumentRecord(NamedTuple):
    """A record in the document. `unreadable` is the text of one that can't be read as a record."""

    id: str
    anchor: str
    label: str
    story: tuple[RevisionWords, ...]
    fields: tuple[DocumentField, ...] = ()
    notices: tuple[DocumentNotice, ...] = ()
    illustrative: bool = False
    unreadable: str = ""
    gone: str = ""


class DocumentRegister(NamedTuple):
    """A register in the document."""

    name: str
    title: str
    records: tuple[DocumentRecord, ...]


def document_html(contents: PackContents) -> bytes:
    """document.html."""
    pages, registers = list(authored_pages(contents.pages)), list(_registers(contents))
    return _rendered("document.html", contents, pages=pages, registers=registers)


def cover_html(contents: PackContents, files: Mapping[str, str]) -> bytes:
    """cover.html. `files` says what stands in which file."""
    return _rendered("cover.html", contents, files=files)


def _rendered(template: str, contents: PackContents, **names: object) -> bytes:
    sentences = {
        "when": cover.when(contents),
        "made_on": say_date(contents.scope.today),
        "part": cover.part(contents),
        "gaps": list(cover.missing(contents)),
        "illustrative": cover.illustrative(contents),
        "handling": cover.HANDLING,
        "dated_by": cover.DATED_BY,
        "clocks": list(cover.clocks(contents)),
        "limits": cover.LIMITS,
    }
    page = templates_of("macros.evidence").get_template(template)
    return (page.render(names, contents=contents, **sentences).strip() + "\n").encode()


# ------------------------------------------------------------------------------------ registers


def _registers(contents: PackContents) -> Iterator[DocumentRegister]:
    """Each register with its records, and with those that are no longer there."""
    stories: dict[str, dict[Key, Trail]] = {name: {} for name in contents.registers}
    for key, trail in contents.stories():
        stories.setdefault(key.register, {})[key] = trail
    for name, trails in stories.items():
        records = tuple(_records(contents, name, trails))
        yield DocumentRegister(name, contents.title(name), records)


def _records(
    contents: PackContents, register: str, trails: Mapping[Key, Trail]
) -> Iterator[DocumentRecord]:
    schema = contents.schemas.get(register)
    shape = reshaped_of(contents.history.schemas, register)
    words = RegisterWords(schema, contents.labels, shape)
    records = contents.registers.get(register, ())
    fields = columns(schema, records)
    for record in records:
        story = words.story(trails.get(record.key, ()))
        yield _record(contents, record, _fields(words, record, fields), story)
    gone = {key: trail for key, trail in trails.items() if key not in contents.records}
    for key, trail in gone.items():
        yield DocumentRecord(key.id, _anchor(key), key.id, words.story(trail), gone=_gone(trail))


def _gone(trail: Trail) -> str:
    """Why what has this story isn't there."""
    if all(revision.kind == "left out" for revision in trail):
        return "A merge left the record out while it was new. Its story stays."
    return "The record was deleted. Its story stays."


def _record(
    contents: PackContents,
    record: PackedRecord,
    fields: tuple[DocumentField, ...],
    story: tuple[RevisionWords, ...],
) -> DocumentRecord:
    return DocumentRecord(
        id=record.key.id,
        anchor=_anchor(record.key),
        label=contents.label(record.key),
        story=story,
        fields=fields,
        notices=tuple(_notices(contents, record.key)),
        illustrative=record.illustrative,
        unreadable=record.version.text if isinstance(record.version, Unreadable) else "",
    )


def _notices(contents: PackContents, key: Key) -> Iterator[DocumentNotice]:
    """What other records say at the top of a record, whether the pack shows them or not."""
    for reference in contents.links.used_by.get(key, ()):
        source = contents.every[reference.source]
        schema = contents.schemas[source.key.register]
        words = schema.notice(reference.path, source.values)
        if words:
            only = schema.only_part(reference.path, source.values)
            made_up = " It is illustrative." if source.illustrative else ""
            name = f"{contents.label_of(source)} ({source.key.id})"
            yield DocumentNotice(words, name, f"says so{only}.{made_up}")


def _fields(
    words: RegisterWords, record: PackedRecord, names: Sequence[str]
) -> tuple[DocumentField, ...]:
    """The fields that a record has, in the order of the register's table."""
    values = {name: record.values[name] for name in names if name in record.values}
    return tuple(
        DocumentField(words.heading((name,)), words.value(name, value))
        for name, value in values.items()
    )


def _anchor(key: Key) -> str:
    return f"record-{key.register}-{key.id}".replace(" ", "-")
