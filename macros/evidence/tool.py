"""With what a pack is made: the versions that its bytes depend on, and this program's own text."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

LIBRARIES = ("kim-site", "jinja2", "markdown", "nh3", "xlsxwriter")


@cache
def tool() -> str:
    """The line in manifest.json that says with what a pack was made.

    The program that runs is the one that was read at its beginning, whatever becomes of its files.
    """
    libraries = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return f"{libraries}, {python}, source {_source_sum()}"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"


def _source_sum() -> str:
    """The beginning of a sum over the whole program: another text of it may make other bytes."""
    package = Path(__file__).parents[1]
    own = hashlib.sha256()
    for path in sorted(_sources(package)):
        own.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return own.hexdigest()[:12]


def _sources(package: Path) -> Iterator[Path]:
    yield from package.rglob("*.py")
    yield from (package / "evidence" / "templates").iterdir()
