"""Whether anything of the staff's reached the public site: the last guard, over every byte of it.

It looks at the finished folder and knows nothing of how that was made.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from macros.model.text import decoded
from macros.view.staff_texts import plain_text
from macros.view.wanted import Wanted


class Leak(NamedTuple):
    """A text that is for staff: the site's file that shows it, and the file and field it is of."""

    file: str
    source: str
    field: str


def leaks(folder: Path, secrets: Mapping[str, tuple[str, str]]) -> list[Leak]:
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
            for secret in wanted.standing_in("\n".join(map(plain_text, lines))):
                first.setdefault(secret, file)
    return [Leak(first[secret], *secrets[secret]) for secret in secrets if secret in first]


def _lines(path: Path) -> Iterator[str]:
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    text = decoded(content)
    yield from text.split("\n")
    if path.suffix == ".html":  # a text may run over several lines and elements
        yield re.sub(r"<[^>]*>", " ", text)
