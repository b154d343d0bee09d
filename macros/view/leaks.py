"""Whether anything of the staff's reached the public site: the last guard, over every byte that is published.

The view is what keeps staff fields out. This looks at the result, as somebody would who trusts nobody.
"""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path as Place
from typing import NamedTuple, cast

from macros.catalogue.front_matter import PUBLIC
from macros.history.revisions import History
from macros.model import (
    Catalogue,
    Key,
    Page,
    Path,
    Register,
    Schema,
    Value,
    dotted,
    field_at,
    public_at,
)
from macros.view.wanted import Wanted

LEAST = 12
"""Characters. Shorter values ('current', 'Yes') say nothing about where they come from."""

LEAST_IN_A_PAGE = 30
"""Characters. Shorter runs of a page's text ('the Home Standard') are said in many places."""

_MARKUP = re.compile(r"[\n*_`\[\](){}<>|#!\\\"]")
"""What Markdown takes away or turns into elements: between two of these a page's text stays as it is written."""


class Leak(NamedTuple):
    """A text that is for staff, the file and field it belongs to, and the file of the site that shows it."""

    file: str
    source: str
    field: str


LEAST_OF_THE_PAST = 40
"""Characters. Nobody can take back a message or an old value, so only what nobody says by chance counts."""


def secrets_of(catalogue: Catalogue, past: History | None = None) -> Mapping[str, tuple[str, str]]:
    """Every text that only staff may see, with the file and field it belongs to.

    It doesn't ask the view what is public but works it out again, so that a fault there is seen here.
    A text that is also said in public is no secret.
    """
    secrets: dict[str, tuple[str, str]] = {}
    for least, texts in (
        (LEAST, _of_staff(catalogue)),
        (LEAST_OF_THE_PAST, _of_the_past(past) if past else ()),
    ):
        for file, field, text in texts:
            plain = _plain(text)
            if len(plain) >= least:
                secrets.setdefault(plain, (file, field))
    public = _plain(" \n ".join(_said_in_public(catalogue)))
    for known in Wanted(secrets).standing_in(public):
        del secrets[known]
    return secrets


def _of_the_past(past: History) -> Iterator[tuple[str, str, str]]:
    """What only the history holds: the names of commits, the lines of their messages, and old values."""
    for commit in past.line:
        yield "the history", "commit", commit.id
        yield from (
            (f"commit {commit.id[:10]}", "message", line)
            for line in (commit.subject, *commit.body.split("\n"))
        )
    for trail in past.trails.values():
        for revision in trail:
            for change in revision.changes:
                if change.old is not None:
                    yield from (
                        (revision.file, f"old value of {dotted(path)}", text)
                        for path, text in _texts(change.old, change.path)
                    )


def _open_records(catalogue: Catalogue) -> frozenset[Key]:
    """The records that say they are public, aren't over, and stand in a register that says what the public calls it."""
    return frozenset(
        record.key
        for register in catalogue.registers.values()
        if "public" in _settings(register)
        for record in register.records
        if record.values.get("publish") == "public" and record.values.get("status") != "retired"
    )


def _settings(register: Register) -> Mapping[str, Value]:
    return cast("Mapping[str, Value]", register.schema.source.get("x-register", {}))


def _said_in_public(catalogue: Catalogue) -> Iterator[str]:
    shown = _open_records(catalogue)
    for register in catalogue.registers.values():
        if "public" in _settings(register):
            yield from (text for _, text in _texts(_settings(register)["public"], ()))
            yield from (
                text
                for field in register.schema.fields
                if field.public
                for text in (field.title, *field.labels.values())
            )
        for record in register.records:
            if record.key in shown:
                yield from (
                    text
                    for path, text in _texts(record.values, ())
                    if _public(register.schema, path, text, shown)
                )
    for page in catalogue.pages:
        if _public_page(page):
            yield from (page.text, *(text for _, text in _texts(page.values, ())))


def _public(schema: Schema, path: Path, text: str, shown: Collection[Key]) -> bool:
    """Whether everybody may see a text of a public record; what names a record is as public as that record."""
    field = field_at(schema.fields, path)
    around = field_at(schema.fields, path[:-1]) if isinstance(path[-1], int) else None
    refs = (field.refs if field else ()) or (around.refs if around else ())
    return public_at(schema.fields, path) and (
        not refs or any(Key(register, text) in shown for register in refs)
    )


def _public_page(page: Page) -> bool:
    return page.file.startswith(PUBLIC) and page.values.get("audience") == "public"


def _of_staff(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Every text of records and pages that is for staff, as (file, field, text); of a staff record, its id and place too."""
    shown = _open_records(catalogue)
    for register in catalogue.registers.values():
        for record in register.records:
            for path, text in _texts(record.values, ()):
                if record.key not in shown or not _public(register.schema, path, text, shown):
                    yield record.file, dotted(path), text
            if record.key not in shown:
                yield record.file, "id", record.key.id
                yield record.file, "file", record.file
                yield (
                    record.file,
                    "address",
                    f"registers/{record.key.register}/{record.key.id.lower()}",
                )
    for page in catalogue.pages:
        if not _public_page(page):
            yield page.file, "file", page.file
            yield page.file, "description", str(page.values.get("description", ""))
            yield from (
                (page.file, "text", run.strip())
                for run in _MARKUP.split(page.text)
                if len(run.strip()) >= LEAST_IN_A_PAGE
            )


def _texts(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, (*path, name))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))
    elif isinstance(value, str):
        yield path, value


def leaks(folder: Place, secrets: Mapping[str, tuple[str, str]]) -> list[Leak]:
    """Every secret that a file of the site holds. Each distinct line is looked at once."""
    if not secrets:
        return []
    wanted = Wanted(secrets)
    seen: set[str] = set()
    first: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            file = path.relative_to(folder).as_posix()
            lines = dict.fromkeys(line for line in (file, *_lines(path)) if line not in seen)
            seen.update(lines)
            for secret in wanted.standing_in("\n".join(map(_plain, lines))):
                first.setdefault(secret, file)
    return [Leak(first[secret], *secrets[secret]) for secret in secrets if secret in first]


def _lines(path: Place) -> Iterator[str]:
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    text = content.decode("utf-8", "replace")
    yield from text.split("\n")
    if path.suffix == ".html":  # a text may run over several lines and elements
        yield re.sub(r"<[^>]*>", " ", text)


def _plain(text: str) -> str:
    """A text without what markup and layout do to it: entities, spaces, case."""
    return " ".join(html.unescape(text).split()).casefold()
