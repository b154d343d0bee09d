"""The last guard on personal data: none may be in a site that everybody can read."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import chain
from pathlib import Path

from macros.catalogue.personal import Search, shown_path
from macros.model import Permitted
from macros.pages.register_files import is_register_table
from macros.site.errors import SiteError
from macros.site.folder_files import files_in
from macros.site.matching import FILE, FOLDER, LETTERS

PLAIN = frozenset((".html", ".json", ".xml", ".txt", ".svg", ".csv", ".md", ".yml", ".ics", ".pdf"))
"""Endings of files that hold words of the landlord's. The search index holds those of the pages."""

COUNTED = {
    FILE: ("counts", "vectors", "words"),
    "words.json": ("counts", "synonyms"),
    "dangers.json": ("letters", "told"),
}
"""Files with words as stems and numbers as letters, and what they call them: no sentence. What they
were made of are texts of records, which `kim check` has looked at."""

PART = re.compile(rf"{FOLDER}[0-9a-f]{{{LETTERS}}}/[^/]+\.json$")
"""A part of the answers, which holds nothing else."""

CELLS = "cells.txt"
"""What is read of a register's table, each line of a cell by itself. A row of it tells of nobody,
as a row of other tables may: the heading of one cell says that it is for whoever can't hear, and
the next names a service."""


def refuse_personal_data(folder: Path, permitted: Permitted) -> None:
    """Nothing personal may be published, wherever it came from."""
    search = Search(permitted)
    paths = {file: path for file, path in files_in(folder) if path.suffix in PLAIN}
    sightings = [*search.in_names(list(paths))]
    seen: set[bytes] = set()
    for file, path in paths.items():
        content = _unseen(_read(file, path), seen)
        sightings += search.in_file(f"{file}/{CELLS}" if is_register_table(file) else file, content)
    lines = [
        f"{shown_path(data.file)}:{data.line}: '{data.mask}' looks like {data.what.words}. "
        "The site was not published."
        for data in sightings
    ]
    if lines:
        raise SiteError("\n".join(lines))


def _read(file: str, path: Path) -> bytes:
    """A file as people may read it: without counts, and a register's table cell by cell."""
    content = path.read_bytes()
    if is_register_table(file):
        cells = chain.from_iterable(csv.reader(io.StringIO(content.decode())))
        return "\n".join(cells).replace("\n", "\n\n").encode()
    if PART.match(file):
        return b""
    if file not in COUNTED:
        return content
    return json.dumps({**json.loads(content), **dict.fromkeys(COUNTED[file])}).encode()


def _unseen(content: bytes, seen: set[bytes]) -> bytes:
    """A file without the lines that were in others before it, as the frame of each page was."""
    lines = content.split(b"\n")
    fresh = b"\n".join(b"" if line in seen else line for line in lines)
    seen.update(lines)
    return fresh
