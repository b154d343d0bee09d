"""The registers as they stood on any day, as the files that they were: kim as-at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

from macros.cli.past import state_on, whole_history
from macros.cli.progress import progress
from macros.cli.start import DayType, as_json, main, project_root, with_today
from macros.cli.streams import say
from macros.history import git
from macros.history.landings import CLOCKS
from macros.history.snapshots import DATED_BY, Skew, Snapshot, say_instant, skew, snapshots_of
from macros.model import Unreadable
from macros.model.coauthors import told_subject
from macros.model.errors import KimError
from macros.model.machine import refused
from macros.model.mappings import grouped
from macros.model.text import counted

FOLDERS = ("registers", "schemas", "docs")
"""What a state is: the records, the rules that they were checked by, and the pages."""

ABOUT = "AS-AT.json"
"""The file that says which state it is, and by what it is dated."""


@main.command("as-at")
@click.argument("day", metavar="DATE", type=DayType())
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="A folder that is empty or not there yet.",
)
@with_today
def as_at(day: date, out: Path, today: date) -> None:
    """Write the registers as they stood at the end of a day.

    They are written as the files that they were. The day ends as it does in the United Kingdom.
    What stood then is what the last commit that had landed on the main line by then held.

    Example: kim as-at 2026-03-31 --out /tmp/march
    """
    root = project_root()
    out = out.resolve()
    _refuse_full(out)
    with progress(2) as step:
        step("reading the history")
        repository, past = whole_history(root, today)
        chosen = state_on(past, day, today)
        state = snapshots_of(past, [chosen])[0]
        step("writing the files")
        skewed = skew(past, chosen)
        blobs = _blobs(repository, chosen.commit.id)
        _write(repository, blobs, _about(day, state, skewed, len(blobs)), out)
    where = f"{counted(len(blobs), 'file')}, and {ABOUT}, in {out}"
    say("\n".join([*_summary(state, skewed), where]))


def _refuse_full(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise click.UsageError(
            f"'{out.name}' is there already and is not an empty folder. "
            "Choose another, so that nothing is overwritten."
        )


# --------------------------------------------------------------------------------- the files


def _blobs(repository: git.Repository, commit: str) -> Mapping[str, str]:
    """The state's files by path, each with its blob.

    Raises KimError where a path leads out of the folder.
    """
    blobs = {
        path: blob for path, blob in git.tree(repository, commit).items() if _is_of_state(path)
    }
    for path in blobs:
        if _climbs_out(path):
            raise KimError(
                f"Commit {commit[:10]} holds a file with the path '{path}', which could lead out "
                "of the folder. Nothing was written."
            )
    return blobs


def _is_of_state(path: str) -> bool:
    return path.startswith(tuple(f"{folder}/" for folder in FOLDERS))


def _climbs_out(path: str) -> bool:
    return "\\" in path or not {"", ".", ".."}.isdisjoint(path.split("/"))


def _write(
    repository: git.Repository, blobs: Mapping[str, str], about: Mapping[str, object], out: Path
) -> None:
    """The files of a state and what it is: all of them or none."""
    try:
        with _workshop(out) as folder:
            _fill(folder, repository, blobs)
            _put(folder, ABOUT, f"{as_json(about)}\n".encode())
    except OSError as error:
        raise KimError(f"{refused(error, str(out))} Nothing was left behind.") from error


@contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """A folder beside the one that was asked for, which takes its place once it is full."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(
        prefix=f".{out.name}-", dir=out.parent, ignore_cleanup_errors=True
    ) as workshop:
        made = Path(workshop, "files")
        made.mkdir()
        yield made
        if out.is_dir():
            out.rmdir()  # it is empty; a rename onto a folder fails on Windows
        made.rename(out)


def _fill(folder: Path, repository: git.Repository, blobs: Mapping[str, str]) -> None:
    """Write each blob to every path that has it: Git gives a blob once."""
    paths = grouped((blob, path) for path, blob in blobs.items())
    for blob, content in git.contents(repository, paths):
        for path in paths[blob]:
            _put(folder, path, content)


def _put(folder: Path, path: str, content: bytes) -> None:
    target = folder / PurePosixPath(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


# ------------------------------------------------------------------------- what state it was


def _about(day: date, state: Snapshot, skewed: Sequence[Skew], files: int) -> Mapping[str, object]:
    """The contract of AS-AT.json. Instants are ISO 8601 with their offset."""
    chosen = state.day
    return {
        "day": day.isoformat(),
        "until": chosen.until.isoformat(),
        "commit": chosen.commit.id,
        "landed": chosen.landed.isoformat(),
        "dated_by": DATED_BY,
        "skewed": [_skewed(dated) for dated in skewed],
        "records": _counts(state),
        "files": files,
    }


def _skewed(dated: Skew) -> Mapping[str, object]:
    return {
        "commit": dated.commit.id,
        "subject": told_subject(dated.commit),
        "committed": dated.commit.committed.isoformat(),
        "landed": dated.landed.isoformat(),
        "counted": dated.counted,
    }


def _counts(state: Snapshot) -> Mapping[str, int]:
    """How many records each register held, by its name."""
    counts = Counter(key.register for key in state.records)
    return dict(sorted(counts.items()))


def _summary(state: Snapshot, skewed: Sequence[Skew]) -> Iterator[str]:
    """The state in words: what it is, by what it is dated, and what each register held."""
    chosen = state.day
    landed = say_instant(chosen.landed)
    yield f"As at the end of {chosen.called}: commit {chosen.commit.id[:10]}, landed on {landed}."
    yield DATED_BY
    yield from map(_misleading, skewed)
    yield ""
    yield from _register_lines(state)


def _register_lines(state: Snapshot) -> Iterator[str]:
    unreadable = Counter(
        key.register
        for key, record in state.records.items()
        if isinstance(record.version, Unreadable)
    )
    for name, number in _counts(state).items():
        torn = unreadable[name]
        more = f", of which {torn} can't be read" if torn else ""
        yield f"{name}: {counted(number, 'record')}{more}"


def _misleading(dated: Skew) -> str:
    when, is_in = say_instant(dated.commit.committed), "is" if dated.counted else "is not"
    return (
        f"Commit {dated.commit.id[:10]} is dated {when}, {CLOCKS[dated.clock]}. "
        f"It {is_in} in this state."
    )
