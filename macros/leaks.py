"""Whether anything of the staff's reached the public site: the last guard, over every byte that is published.

The view is what keeps staff fields out. This looks at the result, as somebody would who trusts nobody.
"""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from macros.model import Catalogue, Record, Value
from macros.view import View

LEAST = 12
"""Characters. Shorter values ('current', 'Yes') say nothing about where they come from."""


class Leak(NamedTuple):
    """A value that is for staff, the record and field it belongs to, and the file that shows it."""

    file: str
    record: str
    field: str


def secrets_of(catalogue: Catalogue, public: View, pages: str) -> Mapping[str, tuple[str, str]]:
    """Every text that only staff may see, with its record and field.

    A text that also stands in a public field or in a public page (`pages`) is no secret.
    """
    known = _plain(" \n ".join([pages, *(text for record in public.records.values() for _, text in _texts(record.values, ""))]))
    found: dict[str, tuple[str, str]] = {}
    for register in catalogue.registers.values():
        for record in register.records:
            for field, text in _secrets(record, public):
                plain = _plain(text)
                if len(plain) >= LEAST and plain not in known:
                    found.setdefault(plain, (record.file, field))
    return found


def _secrets(record: Record, public: View) -> Iterator[tuple[str, str]]:
    """The texts of a record that its public part doesn't hold; of a staff record, its id and file too."""
    shown = public.records.get(record.key)
    kept = {text for _, text in _texts(shown.values, "")} if shown else set()
    yield from ((field, text) for field, text in _texts(record.values, "") if text not in kept)
    if shown is None:
        yield "id", record.key.id
        yield "file", record.file
        yield "address", f"registers/{record.key.register}/{record.key.id.lower()}"


def _texts(value: Value, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, path)
    elif isinstance(value, str):
        yield path, value


def leaks(folder: Path, secrets: Mapping[str, tuple[str, str]]) -> list[Leak]:
    """Every secret that a file of the site holds. Each distinct line is looked at once."""
    first: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            file = path.relative_to(folder).as_posix()
            for line in (file, *_lines(path)):
                first.setdefault(line, file)
    lines = [(_plain(line), file) for line, file in first.items()]
    everything = "\n".join(line for line, _ in lines)
    found = [secret for secret in secrets if secret in everything]
    return [Leak(next(file for line, file in lines if secret in line), *secrets[secret]) for secret in found]


def _lines(path: Path) -> Iterator[str]:
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
