"""What a schema or a file of settings says otherwise, in words, and for which records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from macros.catalogue.published_list import has_value
from macros.model import SchemaChange, SchemaWords, Values, What
from macros.model.text import both, counted, one_line

FEW = 3
"""Records that are named; of more, only how many there are."""

OF_PUBLISHED: tuple[What, ...] = ("opened", "closed")
"""What concerns only records that everybody may see."""

OF_THE_PAST: tuple[What, ...] = ("closed", "removed", "deleted")
"""What concerns records as they were before."""

Records = Mapping[str, Values]
"""What each record of a register held, by its id."""


def with_records(
    changes: Sequence[SchemaChange], before: Records, after: Records
) -> list[SchemaChange]:
    """Each change with the records that it is about; what is opened to everybody comes first."""
    own = [change._replace(ids=tuple(_ids(change, before, after))) for change in changes]
    return sorted(own, key=lambda change: change.what != "opened")


def _ids(change: SchemaChange, before: Records, after: Records) -> Iterator[str]:
    records = before if change.what in OF_THE_PAST else after
    for id_, values in records.items():
        is_seen = change.what not in OF_PUBLISHED or is_published(values)
        if is_seen and (not change.way or has_value(values, change.way)):
            yield id_


def is_published(values: Values) -> bool:
    """Whether a record of any day says that everybody may see it, and isn't over."""
    return values.get("publish") == "public" and values.get("status") != "retired"


def in_words(change: SchemaChange) -> SchemaWords:
    """'Notes', and 'Opened: everybody may see it. 1 published record shows it: RET-001.'."""
    about = change.title or "The file"
    return SchemaWords(one_line(about), one_line(" ".join(_sentences(change))))


def _sentences(change: SchemaChange) -> Iterator[str]:
    yield (_OF_FIELD if change.way else _OF_WHOLE)[change.what].format(
        old=one_line(change.old), new=one_line(change.new)
    )
    if change.what == "allowed":
        yield from _choices(change)
    yield from _which(change)


_OF_FIELD: Mapping[str, str] = {
    "opened": "Opened: everybody may see it.",
    "closed": "Closed: only staff may see it.",
    "added": "Added, for {new}.",
    "removed": "Taken out; it was for {old}.",
    "renamed": "Renamed: the field '{old}' is called '{new}' now.",
    "retyped": "Of another kind: {old} became {new}.",
    "titled": "Its title was '{old}' until then.",
    "required": "Required: no record may lack it.",
    "optional": "No longer required.",
    "allowed": "Other choices.",
    "worded": "Its help, examples, form or further use changed.",
}

_OF_WHOLE: Mapping[str, str] = {
    "created": "A new register.",
    "deleted": "The register is no more.",
    "unreadable": "This version or the one before can't be read as a schema, so what changed "
    "can't be said.",
    "opened": "Opened: everybody may see the register, with {new} fields.",
    "closed": "Closed: only staff may see the register; it had {old} open fields.",
    "titled": "The register was called '{old}' until then.",
    "settings": "Settings of the register changed: {new}.",
    "rules": "The rules by which fields go together changed.",
}


def _choices(change: SchemaChange) -> Iterator[str]:
    if change.new:
        yield f"It may be {one_line(change.new)} too."
    if change.old:
        yield f"It may no longer be {one_line(change.old)}."


_VERBS: Mapping[str, tuple[str, str]] = {
    "opened": ("published record shows it", "published records show it"),
    "closed": ("published record showed it", "published records showed it"),
    "removed": ("record had a value", "records had a value"),
    "deleted": ("record was in it", "records were in it"),
    "added": ("record has a value", "records have a value"),
    "renamed": ("record has a value", "records have a value"),
    "retyped": ("record has a value", "records have a value"),
    "required": ("record has a value", "records have a value"),
    "optional": ("record has a value", "records have a value"),
    "allowed": ("record has a value", "records have a value"),
}


def _which(change: SchemaChange) -> Iterator[str]:
    if change.what not in _VERBS:
        return
    single, several = _VERBS[change.what]
    if change.ids:
        yield f"{counted(len(change.ids), single, several)}: {_named(change.ids)}."
    else:
        yield f"No {single}."


def _named(ids: Sequence[str]) -> str:
    more = len(ids) - FEW
    return both([*map(one_line, ids[:FEW]), *([f"{more:,} more"] if more > 0 else [])])
