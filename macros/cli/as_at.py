"""The registers as they stood on any day, as the files that they were: kim as-at."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import click

from macros.cli.past import day_of, recalled
from macros.cli.progress import progress
from macros.cli.start import DayType, main, project_root, with_today
from macros.history import git
from macros.history.snapshots import DATED_BY, Skew, Snapshot, say_instant, skew, snapshots_of
from macros.model import Unreadable
from macros.model.errors import KimError
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

    They are written as the files that they were. The day ends as it does in the United Kingdom. What stood then is what the last commit that had landed on
    the main line by then held.

    Example: kim as-at 2026-03-31 --out /tmp/march
    """
    root = project_root()
    out = out.resolve()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise click.UsageError(
            f"'{out.name}' is there already and is not an empty folder. Choose another, so that nothing is overwritten."
        )
    with progress(2) as step:
        step("reading the history")
        repository, past = recalled(root)
        chosen = day_of(past, day, today)
        state = snapshots_of(past, [chosen])[0]
        step("writing the files")
        skewed = skew(past, chosen)
        files = _write_state(repository, state, skewed, day, out)
    where = f"{counted(files, 'file')}, and {ABOUT}, in {out}"
    click.echo("\n".join([*_summary(state, skewed), where]))


def _write_state(
    repository: git.Repository, state: Snapshot, skewed: Sequence[Skew], day: date, out: Path
) -> int:
    """Write a state's files and what it is, and give back how many files it has."""
    try:
        files = _files(repository, state.day.commit.id)
        _write(repository, files, _about(day, state, skewed, len(files)), out)
    except OSError as error:
        reason = error.strerror or error
        words = f"'{out}' could not be written: {reason}. Nothing was left behind."
        raise KimError(words) from error
    return len(files)


def _files(repository: git.Repository, commit: str) -> Mapping[str, str]:
    """The state's files by path, each with its blob. A path that leads out of the folder is refused."""
    found = {
        path: blob
        for path, blob in git.tree(repository, commit).items()
        if path.split("/")[0] in FOLDERS and "/" in path
    }
    for path in found:
        if "\\" in path or any(part in ("", ".", "..") for part in path.split("/")):
            raise KimError(
                f"Commit {commit[:10]} holds a file with the path '{path}', which could lead out of the folder. Nothing was written."
            )
    return found


def _write(
    repository: git.Repository, files: Mapping[str, str], about: Mapping[str, object], out: Path
) -> None:
    """Everything into a folder beside the one that was asked for, and then that folder into its place."""
    out.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        made = workshop / "files"
        made.mkdir()
        paths: dict[str, list[str]] = {}
        for path, blob in files.items():
            paths.setdefault(blob, []).append(path)
        for blob, content in git.contents(repository, paths):
            for path in paths[blob]:
                _put(made, path, content)
        _put(made, ABOUT, (json.dumps(about, indent=2, ensure_ascii=False) + "\n").encode())
        if out.is_dir():
            out.rmdir()  # it is empty; a rename onto a folder fails on Windows
        made.rename(out)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _put(folder: Path, path: str, content: bytes) -> None:
    target = folder / PurePosixPath(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _about(day: date, state: Snapshot, skewed: Sequence[Skew], files: int) -> Mapping[str, object]:
    """The contract of AS-AT.json. Instants are ISO 8601 with their offset."""
    chosen = state.day
    return {
        "day": day.isoformat(),
        "until": chosen.until.isoformat(),
        "commit": chosen.commit.id,
        "landed": chosen.landed.isoformat(),
        "dated_by": DATED_BY,
        "skewed": [
            {
                "commit": one.commit.id,
                "subject": one.commit.subject,
                "committed": one.commit.committed.isoformat(),
                "landed": one.landed.isoformat(),
                "counted": one.counted,
            }
            for one in skewed
        ],
        "records": _counts(state),
        "files": files,
    }


def _counts(state: Snapshot) -> Mapping[str, int]:
    return {
        name: sum(key.register == name for key in state.records)
        for name in sorted({key.register for key in state.records})
    }


def _summary(state: Snapshot, skewed: Sequence[Skew]) -> Iterator[str]:
    """The state in words: what it is, by what it is dated, and how many records each register held."""
    chosen = state.day
    yield f"As at the end of {chosen.called}: commit {chosen.commit.id[:10]}, landed on {say_instant(chosen.landed)}."
    yield DATED_BY
    for one in skewed:
        dated = say_instant(one.commit.committed)
        yield f"Commit {one.commit.id[:10]} is dated {dated}, before one that came earlier. It {'is' if one.counted else 'is not'} in this state."
    yield ""
    for name, number in _counts(state).items():
        torn = sum(
            key.register == name and isinstance(one.version, Unreadable)
            for key, one in state.records.items()
        )
        more = f", of which {torn} can't be read" if torn else ""
        yield f"{name}: {counted(number, 'record')}{more}"
