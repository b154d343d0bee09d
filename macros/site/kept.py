"""What takes long to make, kept on this machine for the next time.

What is kept rests on nothing but what it was made of and by, whose fingerprint is its name, so
nothing ever goes stale. It may be deleted at any time, and whatever was changed in it is made anew.
It is no safer than the folder that it lies in, so what everybody may read is judged without it.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path

FILE = "made-before.sqlite"

_MOST = 1 << 29
"""Bytes kept, for all projects of a user. What was used longest ago goes first."""

_WORTH = 0.5
"""Seconds that making something takes at least if it is worth being kept."""

FEW = 300
"""Pages. What has fewer is made of them before it is known what they and the program rest on."""

_PATIENCE = 5
"""Seconds for which another build is waited for that writes. Then this one does without."""

_PROGRAM = Path(__file__).parents[1]

_TABLE = """CREATE TABLE IF NOT EXISTS made
    (name BLOB PRIMARY KEY, seal BLOB, content BLOB, used REAL)"""
_ADD = "INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)"
_USE = "UPDATE made SET used = ? WHERE name = ?"
_FIND = "SELECT seal, content FROM made WHERE name = ?"
_SIZES = ("PRAGMA page_count", "PRAGMA freelist_count", "PRAGMA page_size")
_CLEAR = """DELETE FROM made WHERE name IN (
    SELECT name FROM (
        SELECT name, sum(length(content)) OVER (ORDER BY used DESC, name) AS bytes FROM made)
    WHERE bytes > ?)"""


class Shelf:
    """What was made before in one way, and what is put beside it."""

    def __init__(self, made_by: str, base: sqlite3.Connection) -> None:
        self.made_by = made_by
        self._base = base
        self._used: list[bytes] = []
        self._added: dict[bytes, bytes] = {}
        self.is_spoilt = False

    def find(self, made_of: bytes) -> bytes | None:
        """What was made of this before; None where that isn't known any more."""
        name = self._name(made_of)
        try:
            rows = self._base.execute(_FIND, (name,)).fetchall()
        except sqlite3.DatabaseError as reason:
            self._note(reason)
            return None
        for seal, content in rows:
            if isinstance(content, bytes) and seal == _seal(name, content):
                self._used.append(name)
                return content
        return None

    def made(self, made_of: bytes, make: Callable[[], bytes]) -> bytes:
        """What `make` makes of this, or the same as it was made of it before."""
        content = self.find(made_of)
        if content is None:
            content = make()
            self.add(made_of, content)
        return content

    def add(self, made_of: bytes, content: bytes) -> None:
        """Keep what was made of this."""
        self._added[self._name(made_of)] = content

    def write(self, *, is_worth_it: bool) -> None:
        """Write down what was used, and what was added if that is worth it."""
        now = time.time()
        added = self._added.items() if is_worth_it else ()
        rows = [(name, _seal(name, content), content, now) for name, content in added]
        if not (rows or self._used):
            return
        try:
            with self._base:
                self._base.execute(_TABLE)
                self._base.executemany(_ADD, rows)
                self._base.executemany(_USE, [(now, name) for name in self._used])
                if self._bytes() > _MOST:
                    self._base.execute(_CLEAR, (_MOST,))
        except sqlite3.DatabaseError as reason:
            self._note(reason)

    def _bytes(self) -> int:
        """What all that is kept takes up at most, without looking at each of it."""
        pages, free, size = (self._base.execute(words).fetchone()[0] for words in _SIZES)
        return int((pages - free) * size)

    def _name(self, made_of: bytes) -> bytes:
        return sha256(sha256(self.made_by.encode()).digest() + sha256(made_of).digest()).digest()

    def _note(self, reason: sqlite3.DatabaseError) -> None:
        """A disk that is full or takes nothing is an OperationalError, and so is an empty file."""
        self.is_spoilt |= not isinstance(reason, sqlite3.OperationalError)


@contextmanager
def shelf(made_by: str) -> Iterator[Shelf]:
    """What was made before, in the way that `made_by` names with all that it rests on.

    It is for the thread that opened it. What was added is kept where the block took long. What
    stops that costs time alone, and a file that is spoilt goes.
    """
    started = time.monotonic()
    with closing(_opened()) as base:
        known = Shelf(made_by, base)
        yield known
        known.write(is_worth_it=time.monotonic() - started > _WORTH)
    if known.is_spoilt:
        with suppress(OSError):
            (_folder() / FILE).unlink(missing_ok=True)


def kept(made_of: str, make: Callable[[], str]) -> str:
    """What `make` makes of `made_of`, or the same as it was made of it before."""
    letters = made_of.encode("utf-8", "surrogatepass")
    with shelf("text") as known:
        content = known.made(letters, lambda: make().encode("utf-8", "surrogatepass"))
    return content.decode("utf-8", "surrogatepass")


@cache
def this_program() -> str:
    """The fingerprint of the program and of every library beside it, by what it is called."""
    files = sorted(path for path in _PROGRAM.rglob("*.py") if path.is_file())
    sums = [
        f"{path.relative_to(_PROGRAM)} {sha256(path.read_bytes()).hexdigest()}" for path in files
    ]
    places = [Path(place) for place in sys.path]
    libraries = sorted({info.name for place in places for info in place.glob("*.dist-info")})
    return "\n".join([sys.version, *sums, *libraries])


def _opened() -> sqlite3.Connection:
    """The file with all that is kept; one in memory where there can be none."""
    try:
        (_folder() / FILE).touch(mode=0o600)  # it holds words that are for staff
        base = sqlite3.connect(_folder() / FILE, timeout=_PATIENCE)
    except (OSError, sqlite3.Error):
        return sqlite3.connect(":memory:")
    with suppress(sqlite3.Error):
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute("PRAGMA synchronous = OFF")  # what is lost with a machine is made anew
    return base


def _folder() -> Path:
    return user_cache_path("kim-site", appauthor=False, ensure_exists=True)


def _seal(name: bytes, content: bytes) -> bytes:
    """What a content has to agree with, so that whatever was changed by accident isn't used."""
    return sha256(name + content).digest()
