"""What the pages of a finished site name: scripts, styles, and what these know elements by."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from macros.site.folder_files import files_in

_VALUE = rb"""\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)"""
_CLASSES = re.compile(rb"class" + _VALUE)
_PROPERTIES = re.compile(rb"var\(\s*(--[\w-]+)")
_FILE = re.compile(rb"""\s(?i:src|href)\s*=\s*["']?([^"'\s>]*\.(?:js|css))(?=["'\s>?#])""")


class Asked(NamedTuple):
    """Names of scripts and styles, without their folder, classes, and the custom properties used.

    Classes and properties are in small letters.
    """

    files: frozenset[str]
    classes: frozenset[str]
    properties: frozenset[str]


def asked(folder: Path) -> Asked:
    """What all pages in `folder` name.

    They are searched and not read as a browser reads them, which takes ten times as long: what only
    looks like a class or a script is among them too.
    """
    files: set[bytes] = set()
    classes: set[bytes] = set()  # lists of them: on thousands of pages, a few hundred
    properties: set[bytes] = set()  # the colours of pictures
    for _, path in files_in(folder, ".html"):
        content = path.read_bytes()
        files.update(_FILE.findall(content))
        small = content.lower()
        classes.update(_CLASSES.findall(small))
        properties.update(_PROPERTIES.findall(small))
    return Asked(
        frozenset(_text(file).rpartition("/")[2] for file in files),
        frozenset(chain.from_iterable(_text(names).split() for names in classes)),
        frozenset(map(_text, properties)),
    )


def _text(value: bytes) -> str:
    return value.strip(b"\"'").decode("utf-8", "replace")
