"""What takes long to make, kept on this machine for the next time.

What is kept rests on nothing but what it was made of, whose fingerprint is its name, so nothing
ever goes stale. It may be deleted at any time, and whatever was changed in it is made anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from platformdirs import user_cache_path

_MOST = 40
"""Files kept. One is some 300 KB for a landlord; those that were used longest ago go first."""

_WORTH = 0.5
"""Seconds that making something takes at least if it is worth being kept."""


def kept(made_of: str, make: Callable[[], str]) -> str:
    """What `make` makes of `made_of`, or the same as it was made of it before."""
    name = _fingerprint(made_of)
    with suppress(OSError, UnicodeDecodeError):
        path = _folder() / name
        seal, _, content = path.read_text("utf-8").partition("\n")
        if seal == _fingerprint(content):
            path.touch()
            return content
    started = time.monotonic()
    content = make()
    if time.monotonic() - started > _WORTH:
        with suppress(OSError):  # a disk that takes nothing costs time alone
            _keep(_folder() / name, content)
    return content


def _folder() -> Path:
    return user_cache_path("kim-site", appauthor=False, ensure_exists=True)


def _fingerprint(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _keep(path: Path, content: str) -> None:
    """Another process may write the same: each writes its own file, and the last one stays."""
    number, name = mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(number, "w", encoding="utf-8", newline="") as part:
        part.write(f"{_fingerprint(content)}\n{content}")
    Path(name).replace(path)
    files = sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST:]:
        file.unlink(missing_ok=True)
