"""How long the whole history takes, beside the least that it could take and what else there is.

    python -m benchmarks.generate /tmp/large
    python -m benchmarks.history /tmp/large

Each way runs in a process of its own. What would take hours is run for a sample and multiplied;
the table says so.
"""

from __future__ import annotations

import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from macros.history import git
from macros.history.load import load_history

SOME_RECORDS, SOME_COMMITS = 1000, 60
"""What git-history is given of them."""


class Cost(NamedTuple):
    """Seconds by the clock and of processor, and the larger process in megabytes: ours or Git's."""

    wall: float
    cpu: float
    memory: float
    note: str = ""


# ------------------------------------------------------------------------------------- the ways


def ours(folder: Path) -> str:
    """Every revision of every record, field by field."""
    past = load_history(folder)
    changes = sum(len(revision.changes) for trail in past.trails.values() for revision in trail)
    return (
        f"{len(past.line)} commits of the main line, {len(past.trails)} records, {changes} changes"
    )


def git_alone(folder: Path) -> str:
    """The same log and the same blobs, written by Git, read and dropped."""
    log = [
        "git", "-C", str(folder), "log", "--topo-order", "--raw", "-z", "--no-abbrev",
        "--no-renames", "--root", "--diff-merges=first-parent", "--format=%H %P %an %cI %B",
    ]  # fmt: skip
    blobs: dict[bytes, None] = {}
    with subprocess.Popen(log, stdout=subprocess.PIPE) as run:
        assert run.stdout
        for token in run.stdout.read().split(b"\0"):
            if token.lstrip(b"\n").startswith(b":"):
                blobs.update(
                    dict.fromkeys(name for name in token.split(b" ")[2:4] if name.strip(b"0"))
                )
    asked = b"\n".join(blobs) + b"\n"
    subprocess.run(
        ["git", "-C", str(folder), "cat-file", "--batch", "--buffer"],
        input=asked,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return f"{len(blobs)} blobs"


def follow_each_file(folder: Path, files: Sequence[str]) -> None:
    """`git log --follow -p` for each file: no field is told from another yet."""
    for file in files:
        subprocess.run(
            ["git", "-C", str(folder), "log", "--follow", "-p", "--format=%H", "--", file],
            stdout=subprocess.DEVNULL,
            check=True,
        )


def dates_of_each_file(folder: Path, files: Sequence[str]) -> None:
    """What mkdocs-git-revision-date-localized-plugin asks for a page: its last and first date."""
    for file in files:
        for more in (["-n", "1"], ["--follow", "--diff-filter=Ar"]):
            subprocess.run(
                ["git", "-C", str(folder), "log", "--date=unix", "--format=%at", *more, "--", file],
                stdout=subprocess.DEVNULL,
                check=True,
            )


# ------------------------------------------------------------------------------------ measuring


def measured(way: str, folder: Path, *files: str) -> Cost:
    """What a way costs in a process of its own."""
    began = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "benchmarks.history",
        str(folder),
        "--only",
        way,
        *(f"--file={file}" for file in files),
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    cost = json.loads(done.stdout)
    return Cost(time.perf_counter() - began, cost["cpu"], cost["memory"], cost["note"])


def run_alone(way: str, folder: Path, files: Sequence[str]) -> None:
    """Run a way, and print what it cost."""
    ways: dict[str, Callable[[], str | None]] = {
        "ours": lambda: ours(folder),
        "git": lambda: git_alone(folder),
        "follow": lambda: follow_each_file(folder, files),
        "dates": lambda: dates_of_each_file(folder, files),
    }
    note = ways[way]()
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in spent)
    memory = max(usage.ru_maxrss for usage in spent) / 1024
    click.echo(json.dumps({"cpu": cpu, "memory": memory, "note": note or ""}))


def for_all(cost: Cost, sample: int, files: int) -> Cost:
    """What a sample says of the whole."""
    times = files / sample
    return Cost(cost.wall * times, cost.cpu * times, cost.memory, f"from {sample} of {files} files")


def git_history(program: str, folder: Path, commits: int) -> Cost:
    """git-history (the tool) wants all records in one file, and reads each again at each commit.

    What a commit costs after the first, which fills the database, is multiplied by commits and
    records.
    """
    files = sorted(folder.glob("registers/*/*.yml"))
    values = [{"id": path.stem, "text": path.read_text()} for path in files[:SOME_RECORDS]]
    first, all_ = (_git_history(program, values, many) for many in (1, 1 + SOME_COMMITS))
    times = commits / SOME_COMMITS * len(files) / len(values)
    note = f"from {SOME_COMMITS} commits of {len(values)} records in one JSON file"
    return Cost((all_.wall - first.wall) * times, (all_.cpu - first.cpu) * times, 0, note)


def _git_history(program: str, values: Sequence[dict[str, str]], commits: int) -> Cost:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", name], check=True)
        for number in range(commits):
            edited = [
                {**record, "text": record["text"] + "# edited"} if place < number else record
                for place, record in enumerate(values)
            ]
            (place / "all.json").write_text(json.dumps(edited, indent=1))
            subprocess.run(["git", "-C", name, "add", "all.json"], check=True)
            subprocess.run(["git", "-C", name, "commit", "--quiet", "--message=One"], check=True)
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(
            [
                program,
                "file",
                str(place / "all.db"),
                str(place / "all.json"),
                "--repo",
                name,
                "--id",
                "id",
                "--silent",
            ],
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Cost(time.perf_counter() - began, cpu, 0)


# ------------------------------------------------------------------------------------ the table


def duration(seconds: float) -> str:
    """Seconds as people say them."""
    if seconds > 3600:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / 60:.0f} min" if seconds > 180 else f"{seconds:.1f} s"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--only", default="", help="Run one way in this process.")
@click.option("--file", "files", multiple=True)
@click.option(
    "--sample", default=12, show_default=True, help="Files for what is measured file by file."
)
@click.option(
    "--times",
    default=3,
    show_default=True,
    help="How often our own way and Git's are run; the quickest counts.",
)
@click.option(
    "--git-history", "tool", default="", help="The program git-history, where it is installed."
)
def main(folder: Path, only: str, files: Sequence[str], sample: int, times: int, tool: str) -> None:
    """Measure every way on a repository, and print a table."""
    if only:
        run_alone(only, folder, files)
        return
    repository = git.open_repository(folder)
    tree = git.tree(repository, "HEAD")
    records = sorted(name for name in tree if name.startswith("registers/"))
    commits = int(repository.text("rev-list", "--count", "HEAD"))
    some = random.Random(1).sample(records, min(sample, len(records)))  # noqa: S311 - nothing secret
    rows: dict[str, Callable[[], Cost]] = {
        "our full history": lambda: min(measured("ours", folder) for _ in range(times)),
        "the limit: Git writes the same log and blobs": lambda: min(
            measured("git", folder) for _ in range(times)
        ),
        "`git log --follow -p` file by file": lambda: for_all(
            measured("follow", folder, *some), len(some), len(records)
        ),
        "two dates a page, as the revision-date plugin asks": lambda: for_all(
            measured("dates", folder, *some), len(some), len(records)
        ),
    }
    if tool:
        rows["git-history, commit by commit"] = lambda: git_history(tool, folder, commits)
    about = [
        platform.platform(),
        f"{os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        repository.text("version"),
    ]
    load = f"load {os.getloadavg()[0]:.1f}"
    click.echo(f"{len(records)} records now, {commits} commits; {', '.join(about)}; {load}\n")
    click.echo("| way | by the clock | processor | memory | |\n|---|---|---|---|---|")
    for name, row in rows.items():
        cost = row()
        memory = f"{cost.memory:.0f} MB" if cost.memory else ""
        times_taken = f"{duration(cost.wall)} | {duration(cost.cpu)}"
        click.echo(f"| {name} | {times_taken} | {memory} | {cost.note} |")


if __name__ == "__main__":
    main()
