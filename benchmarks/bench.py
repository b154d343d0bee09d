"""What the program costs beside others and beside the least there is, in one run.

    make bench                # this project with 2,000 commits
    make bench SIZE=M         # 10,000 records, 50,000 commits
    make bench PEERS=1        # and what others make of the same records, each in its newest release

The ways take turns, each in a process of its own, and the report says the middle and the spread:
on a machine where others are at work, compare what stands in one table, and nothing else.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click
import yaml
from check_jsonschema import main as check_jsonschema

from benchmarks.enlarge import enlarge
from benchmarks.history import git_alone
from benchmarks.peers import PEERS, Peer, install
from benchmarks.years import with_years
from macros.history.load import load_history

HOME = Path(__file__).resolve().parent.parent
REPORT = HOME / "benchmarks/REPORT.md"
STAFF = "registers/risks"
"""A register that staff alone see."""


class Size(NamedTuple):
    """How large a project is. As many records as this project has, where none are asked for."""

    records: int
    commits: int


SIZES = {"S": Size(0, 2_000), "M": Size(10_000, 50_000)}


class Cost(NamedTuple):
    """Seconds of processor and by the clock, and megabytes of the largest process."""

    cpu: float
    wall: float
    memory: float


class Way(NamedTuple):
    """Something that is measured: what it is called, how it is run, and where."""

    words: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    before: Callable[[], object] = lambda: None
    must_end_well: bool = True


def read_with_c() -> None:
    """Every record by PyYAML's parser in C, and nothing made of it."""
    for path in sorted(Path("registers").rglob("*.yml")):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def check_with_peer() -> None:
    """Every record by check-jsonschema, register by register in one process."""
    for schema in sorted(Path("schemas").glob("*.schema.json")):
        register = Path("registers") / schema.name.removesuffix(".schema.json")
        if files := sorted(map(str, register.glob("*.yml"))):
            base = schema.resolve().as_uri()  # where it finds the schemas that this one names
            options = ["--base-uri", base, "--schemafile", str(schema)]
            check_jsonschema([*options, *files], standalone_mode=False)


ALONE: Mapping[str, Callable[[], object]] = {
    "yaml": read_with_c,
    "peer-check": check_with_peer,
    "history": lambda: load_history(Path.cwd()),
    "git": lambda: git_alone(Path.cwd()),
}


def ways(work: Path, project: Path, peers: Sequence[Peer]) -> Iterator[Way]:
    """What is measured, in the order of the table. Peers stand where `prepare_peers` put them."""
    kim = [sys.executable, "-c", "from macros.cli import main; main(prog_name='kim')"]
    kept = work / "kept"
    own = {**os.environ, "PYTHONPATH": str(HOME), "XDG_CACHE_HOME": str(kept)}
    build = [*kim, "build", "--out", str(work / "sites")]

    def alone(name: str) -> list[str]:
        return [sys.executable, "-m", "benchmarks.bench", "--alone", name]

    forget = partial(_forget, kept, work / "sites")
    yield Way("check: `kim check`", [*kim, "check"], project, own)
    yield Way(
        "check: check-jsonschema, same files",
        alone("peer-check"),
        project,
        own,
        must_end_well=False,
    )
    yield Way("check, the floor: PyYAML's C parser alone", alone("yaml"), project, own)
    yield Way("history, field by field: ours", alone("history"), project, own)
    yield Way("history, the floor: Git writes the log and blobs", alone("git"), project, own)
    yield Way("both sites, cold", build, project, own, forget)
    yield Way("both sites, again with nothing changed", build, project, own)
    yield Way(
        "both sites, one record changed", build, project, own, lambda: change_title(project / STAFF)
    )
    for number, peer in enumerate(peers):
        program, *rest = peer.command
        command = [str(_environment(work, number) / "bin" / program), *rest]
        words = f"a site of the same records: {peer.words}"
        out = _place(work, number) / peer.out
        yield Way(words, command, _place(work, number), os.environ, partial(_forget, out))


def _forget(*folders: Path) -> None:
    """Nothing made before helps the next run."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def prepare_peers(work: Path, project: Path, commits: int) -> None:
    """Install each peer, and write what it is to build."""
    for number, peer in enumerate(PEERS):
        install(peer, _environment(work, number))
        peer.prepare(project, _place(work, number), commits)


def _environment(work: Path, number: int) -> Path:
    return work / f"peer-{number}-programs"


def _place(work: Path, number: int) -> Path:
    return work / f"peer-{number}"


def change_title(register: Path) -> None:
    """Say more in the title of a register's first record, without a commit."""
    path = min(register.glob("*.yml"))
    text = path.read_text("utf-8")
    title = next(line for line in text.split("\n") if line.startswith("title: "))
    words = title.rstrip("'\"")
    path.write_text(text.replace(title, f"{words} again{title[len(words) :]}", 1), "utf-8")


def run(way: Way) -> Cost:
    """Run one way once. A check by somebody else may find things to say; all else must end well."""
    way.before()
    began = time.perf_counter()
    with subprocess.Popen(
        way.command,
        cwd=way.folder,
        env=way.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and way.must_end_well:
        raise subprocess.CalledProcessError(process.returncode, way.command)
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, time.perf_counter() - began, usage.ru_maxrss / 1024)


COLUMNS = (
    "Seconds of processor: the middle of the runs, and the least and the most. "
    "Memory is that of the largest process."
)
SHARED = (
    "The machine was shared, and others were at work on it. Rows of one table were run in turn and "
    "can be compared with each other; with another table they can't."
)


def report(size: str, costs: Mapping[str, Sequence[Cost]], facts: Sequence[str]) -> str:
    """The report in Markdown."""
    lines = [
        "# What the program costs, measured",
        "",
        f"`make bench`, size {size}, on {datetime.now(UTC):%d %B %Y}. Written by the benchmark.",
        "",
        *(f"- {fact}" for fact in facts),
        "",
        COLUMNS,
        "",
        "| | processor, s | from, to | by the clock, s | memory, MB |",
        "|---|---|---|---|---|",
        *(_row(words, runs) for words, runs in costs.items()),
        "",
        SHARED,
        "",
    ]
    return "\n".join(lines)


def written_by_hand(text: str) -> str:
    """What stands in the report behind its first part, from the line end before it."""
    return "".join(text.partition("\n# ")[1:])


def _row(words: str, runs: Sequence[Cost]) -> str:
    cpu, wall = [cost.cpu for cost in runs], [cost.wall for cost in runs]
    spread = f"{min(cpu):.2f}, {max(cpu):.2f}"
    memory = max(cost.memory for cost in runs)
    middle = statistics.median(cpu)
    return f"| {words} | {middle:.2f} | {spread} | {statistics.median(wall):.1f} | {memory:.0f} |"


def facts_of(project: Path, commits: int, times: int, sites: Path) -> Iterator[str]:
    """What was measured, and on what."""
    records = sum(1 for _ in (project / "registers").rglob("*.yml"))
    yield f"{records:,} records and {commits:,} commits; times that each row was run: {times}"
    files = [path for path in sites.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    yield f"Both sites: {len(files):,} files, {size:.0f} MB"
    versions = f"Python {platform.python_version()}, {_output_of('git', '--version')}"
    yield f"{platform.system()} on {os.cpu_count()} shared cores, {versions}"
    yield f"The program at commit {_output_of('git', 'rev-parse', '--short', 'HEAD')}"


def _output_of(*command: str) -> str:
    done = subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="S", show_default=True)
@click.option("--times", default=3, show_default=True, help="Runs of each way.")
@click.option("--peers", "with_peers", is_flag=True, help="What others make of the same records.")
@click.option("--alone", type=click.Choice(list(ALONE)), default=None, hidden=True)
def main(size: str, times: int, with_peers: bool, alone: str | None) -> None:
    """Measure, and write the first part of benchmarks/REPORT.md anew."""
    if alone:
        ALONE[alone]()
        return
    records, commits = SIZES[size]
    with tempfile.TemporaryDirectory(prefix="kim-bench-") as name:
        work, source = Path(name), HOME
        if records:
            source = work / "large"
            enlarge(source, records)
        project = work / "project"
        with_years(source, project, commits)
        if with_peers:
            prepare_peers(work, source, commits)
        measured = list(ways(work, project, PEERS if with_peers else ()))
        costs: dict[str, list[Cost]] = {way.words: [] for way in measured}
        for round_ in range(1, times + 1):
            for way in measured:
                costs[way.words].append(run(way))
                click.echo(f"{way.words}: {costs[way.words][-1].cpu:.2f} s")
            facts = list(facts_of(project, commits, round_, work / "sites"))
            text = report(size, costs, facts) + written_by_hand(REPORT.read_text("utf-8"))
            REPORT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
