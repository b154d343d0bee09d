"""Every text that only staff may see, worked out without asking the view.

The view is what keeps staff fields out. The last guard looks at the result as somebody would who
trusts nobody, so what is public is worked out here once more: a fault in the view shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import NamedTuple, cast

from macros.catalogue.front_matter import PUBLIC
from macros.history.revisions import History
from macros.model import (
    Catalogue,
    Key,
    Page,
    Path,
    Record,
    Register,
    Schema,
    Value,
    Values,
    dotted,
    field_at,
    public_at,
    texts_in,
)
from macros.view.wanted import Wanted

LEAST = 12
"""Characters. Shorter values ('current', 'Yes') say nothing about where they come from."""

LEAST_IN_A_PAGE = 30
"""Characters. Shorter runs of a page's text ('the Home Standard') are said in many places."""

LEAST_OF_THE_PAST = 40
"""Characters. Nobody can take back a message or an old value: what is said by chance is let be."""

_MARKUP = re.compile(r"[\n*_`\[\](){}<>|#!\\\"]")
"""What Markdown takes away or turns into elements: between two of these a text stays as it is."""


class StaffText(NamedTuple):
    """A text that is for staff, and the file and field that it belongs to."""

    file: str
    field: str
    text: str


def secrets_of(catalogue: Catalogue, past: History | None = None) -> Mapping[str, tuple[str, str]]:
    """Every text that only staff may see, with the file and field it belongs to.

    A text that is also said in public is no secret.
    """
    secrets: dict[str, tuple[str, str]] = {}
    for least, texts in (
        (LEAST, _of_staff(catalogue)),
        (LEAST_OF_THE_PAST, _of_the_past(past) if past else ()),
    ):
        for file, field, text in texts:
            plain = plain_text(text)
            if len(plain) >= least:
                secrets.setdefault(plain, (file, field))
    # No text has this character, so that two texts side by side don't say a third.
    public = "\0".join(map(plain_text, _said_in_public(catalogue)))
    for known in Wanted(secrets).standing_in(public):
        del secrets[known]
    return secrets


def plain_text(text: str) -> str:
    """A text without what markup and layout do to it: entities, spaces, case."""
    return " ".join(html.unescape(text).split()).casefold()


# ------------------------------------------------------------------------------- what is for staff


def _of_staff(catalogue: Catalogue) -> Iterator[StaffText]:
    """Every text of records and pages that is for staff."""
    open_keys = _open_records(catalogue)
    for register in catalogue.registers.values():
        for record in register.records:
            yield from _of_record(register.schema, record, open_keys)
    for page in catalogue.pages:
        if not _is_public_page(page):
            yield from _of_page(page)


def _of_record(schema: Schema, record: Record, open_keys: frozenset[Key]) -> Iterator[StaffText]:
    """A record's texts that are for staff; of a staff record, its id and place too."""
    is_open = record.key in open_keys
    for path, text in texts_in(record.values):
        if not (is_open and _is_public(schema, path, text, open_keys)):
            yield StaffText(record.file, dotted(path), text)
    if not is_open:
        address = f"registers/{record.key.register}/{record.key.id.lower()}"
        yield StaffText(record.file, "id", record.key.id)
        yield StaffText(record.file, "file", record.file)
        yield StaffText(record.file, "address", address)


def _of_page(page: Page) -> Iterator[StaffText]:
    yield StaffText(page.file, "file", page.file)
    yield StaffText(page.file, "description", str(page.values.get("description", "")))
    runs = (run.strip() for run in _MARKUP.split(page.text))
    for run in runs:
        if len(run) >= LEAST_IN_A_PAGE:
            yield StaffText(page.file, "text", run)


def _of_the_past(past: History) -> Iterator[StaffText]:
    """What only the history holds: ids of commits, lines of their messages, old values.

    What a merge left out is as old.
    """
    for commit in past.line:
        yield StaffText("the history", "commit", commit.id)
        for line in (commit.subject, *commit.body.split("\n")):
            yield StaffText(f"commit {commit.id[:10]}", "message", line)
    for trail in past.trails.values():
        for revision in trail:
            changed = (change for change in revision.changes if change.old is not None)
            for change in changed:
                yield from _old_texts(revision.file, change.path, change.old)
    for revision in chain.from_iterable(past.left_out.values()):
        for change in revision.changes:
            yield from _old_texts(revision.file or revision.key.id, change.path, change.new)


def _old_texts(file: str, path: Path, value: Value | None) -> Iterator[StaffText]:
    for inner, text in texts_in(value, path):
        yield StaffText(file, f"old value of {dotted(inner)}", text)


# ------------------------------------------------------------------------ what is said in public


def _said_in_public(catalogue: Catalogue) -> Iterator[str]:
    open_keys = _open_records(catalogue)
    for register in catalogue.registers.values():
        yield from _said_of_register(register)
        open_records = (record for record in register.records if record.key in open_keys)
        for record in open_records:
            for path, text in texts_in(record.values):
                if _is_public(register.schema, path, text, open_keys):
                    yield text
    for page in filter(_is_public_page, catalogue.pages):
        yield page.text
        yield from (text for _, text in texts_in(page.values))


def _said_of_register(register: Register) -> Iterator[str]:
    """What the public reads of a register itself: its address, its names, what its fields say."""
    if not _has_public_name(register):
        return
    yield f"registers/{register.schema.name}"
    yield from (text for _, text in texts_in(_settings(register)["public"]))
    for field in register.schema.fields:
        if field.public:
            yield from (field.title, *field.labels.values())


def _open_records(catalogue: Catalogue) -> frozenset[Key]:
    """The records that say they are public, aren't over, and stand in a public register."""
    registers = filter(_has_public_name, catalogue.registers.values())
    records = chain.from_iterable(register.records for register in registers)
    return frozenset(record.key for record in filter(_is_open, records))


def _is_open(record: Record) -> bool:
    return record.values.get("publish") == "public" and record.values.get("status") != "retired"


def _has_public_name(register: Register) -> bool:
    return "public" in _settings(register)


def _settings(register: Register) -> Values:
    return cast("Values", register.schema.source.get("x-register", {}))


def _is_public(schema: Schema, path: Path, text: str, open_keys: Collection[Key]) -> bool:
    """Whether everybody may see a text of a public record.

    What names a record is as public as that record.
    """
    if not public_at(schema.fields, path):
        return False
    refs = _refs_at(schema, path)
    return not refs or any(Key(register, text) in open_keys for register in refs)


def _refs_at(schema: Schema, path: Path) -> tuple[str, ...]:
    """The registers that a value at a path names records of, by its own field or by its list's."""
    field = field_at(schema.fields, path)
    around = field_at(schema.fields, path[:-1]) if isinstance(path[-1], int) else None
    return (field.refs if field else ()) or (around.refs if around else ())


def _is_public_page(page: Page) -> bool:
    return page.file.startswith(PUBLIC) and page.values.get("audience") == "public"
