"""Where finished sites are put: all at once, by one build at a time, over nothing but old sites.

A finished site lists what a build put into it, with the sums of the files. What isn't on that list,
or isn't what it was, is somebody's own: then nothing is replaced.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from macros.model.text import few, printable
from macros.site.errors import SiteError
from macros.site.folder_files import everything_in

LIST = ".kim-build.json"
"""The file in each finished site that lists the others."""

WORKSHOP = ".kim-build"
"""The folder beside the finished sites in which a build works. It keeps the lock alone."""

LOCK = "lock"
"""The file that a build locks, so that it is known whose the workshop is."""

_NAMED = 3
"""So many files are named in a message; the others are counted."""


@contextmanager
def workshop(out: Path, names: Sequence[str]) -> Iterator[Path]:
    """An empty folder in `out` in which the sites with these names can be made; it goes at the end.

    Raises SiteError where another build is at work there, or something stands in a site's place
    that no build put there.
    """
    folder = out / WORKSHOP
    if _is_there(folder) and not (folder / LOCK).is_file():
        raise _not_ours(folder, [])
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK, blocking=False)
    try:
        lock.acquire()
    except Timeout as reason:
        raise SiteError(
            f"Another build is at work in '{_name(out)}'. Start this one when that has ended."
        ) from reason
    sites = folder / "sites"
    try:
        refuse_others([out / name for name in names])
        shutil.rmtree(sites, ignore_errors=True)  # of a build that was stopped
        sites.mkdir()
        yield sites
    finally:
        shutil.rmtree(sites, ignore_errors=True)
        lock.release()


def publish(finished: Path, out: Path, names: Sequence[str]) -> None:
    """Put finished sites where the old ones stand in `out`: all of them or, where one can't, none.

    Raises SiteError where something stands there that no build put there.
    """
    refuse_others([out / name for name in names])
    old = finished / ".old"
    old.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in _moves(finished, out, old, names):
            source.rename(target)
            moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        raise


def _moves(
    finished: Path, out: Path, old: Path, names: Sequence[str]
) -> Iterator[tuple[Path, Path]]:
    """Each old site out of the way, and the new one in its place."""
    for name in names:
        if _is_there(out / name):
            yield out / name, old / name
        yield finished / name, out / name


# ---------------------------------------------------------------------------- whose files these are


def write_list(folder: Path) -> None:
    """List what stands in a finished site."""
    (folder / LIST).unlink(missing_ok=True)
    (folder / LIST).write_text(json.dumps(_contents(folder), indent=0, sort_keys=True), "utf-8")


def refuse_others(sites: Sequence[Path]) -> None:
    """Raises SiteError where anything stands in the place of a site that no build put there."""
    for site in sites:
        if not site.is_symlink() and site.is_dir():
            if strange := _not_listed(site):
                raise _not_ours(site, strange)
        elif _is_there(site):
            raise _not_ours(site, [])


def _not_listed(site: Path) -> Sequence[str]:
    """What is in the folder of a site and not on its list, or is no longer what was listed."""
    contents = _contents(site)
    own = contents.pop(LIST, None)
    listed = _listed(site) if own else {}
    return [name for name, digest in contents.items() if listed.get(name) != digest]


def _listed(site: Path) -> Mapping[str, object]:
    """The list of a finished site; empty where it can't be read."""
    with suppress(OSError, ValueError, RecursionError):
        read = json.loads((site / LIST).read_bytes())
        return read if isinstance(read, dict) else {}
    return {}


def _contents(folder: Path) -> dict[str, str]:
    """All that is in a folder by its place, and the sum of each file."""
    return {place: _sum(entry) for place, entry in everything_in(folder)}


def _sum(entry: os.DirEntry[str]) -> str:
    """What tells whether something is what a build made: a build makes no links."""
    if entry.is_symlink():
        return "link"
    if entry.is_dir():
        return "folder"
    return hashlib.sha256(Path(entry).read_bytes()).hexdigest() if entry.is_file() else "other"


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _not_ours(path: Path, strange: Sequence[str]) -> SiteError:
    """Why nothing is put there, with the names of some of what stands there."""
    names = few(list(map(printable, strange)), _NAMED)
    words = f"holds what no build made: {names}" if names else "is not what a build made"
    return SiteError(
        f"'{_name(path)}' {words}. Nothing was replaced. "
        "Move it away, or choose another folder with --out."
    )


def _name(path: Path) -> str:
    return printable(str(path))
