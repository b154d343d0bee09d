"""What a build costs that uses what an earlier one made: seconds of processor.

    python -m benchmarks.again . --times 2

A clone of the project is built with nothing kept, once more, with one record changed that staff
alone see, and with one changed that everybody sees. Each is a whole `kim build` in processes of its
own; what Git, V8 and Pagefind use in theirs counts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import click

from benchmarks.bench import HOME, STAFF, Cost, Way, change_title, run

PUBLIC = "registers/retention"
"""A register that everybody sees."""


def ways(work: Path, today: str) -> Iterator[Way]:
    """What is measured, in the order in which it is run."""
    kept, sites, project = work / "kept", work / "sites", work / "project"
    code = "from macros.cli import main; main(prog_name='kim')"
    options = ["--out", str(sites), *(["--today", today] if today else [])]
    environment = {**os.environ, "PYTHONPATH": str(HOME), "XDG_CACHE_HOME": str(kept)}

    def way(words: str, before: Callable[[], object] = lambda: None) -> Way:
        return Way(
            words, [sys.executable, "-c", code, "build", *options], project, environment, before
        )

    yield way("nothing kept", partial(shutil.rmtree, kept, ignore_errors=True))
    yield way("again, with nothing changed")
    yield way("one record for staff changed", partial(change_title, project / STAFF))
    yield way("one published record changed", partial(change_title, project / PUBLIC))


def table(costs: dict[str, list[Cost]]) -> str:
    """The middle of the runs, in Markdown, beside the first row."""
    whole = median(cost.cpu for cost in next(iter(costs.values())))
    rows = ["| both sites | processor, s | of the first | by the clock, s | largest process, MB |"]
    rows.append("|---|---|---|---|---|")
    for words, runs in costs.items():
        cpu, wall = median(cost.cpu for cost in runs), median(cost.wall for cost in runs)
        memory = max(cost.memory for cost in runs)
        rows.append(f"| {words} | {cpu:.1f} | {cpu / whole:.0%} | {wall:.1f} | {memory:.0f} |")
    return "\n".join(rows)


@click.command()
@click.argument("project", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--times", default=1, show_default=True, help="Rounds.")
@click.option("--today", default="", help="The day to work with, as year-month-day.")
def main(project: Path, times: int, today: str) -> None:
    """Measure builds that follow one another."""
    with tempfile.TemporaryDirectory(prefix="kim-again-") as name:
        work = Path(name)
        clone = ["git", "clone", "--quiet", "--no-local", str(project.resolve())]
        subprocess.run([*clone, str(work / "project")], check=True)
        costs: dict[str, list[Cost]] = {}
        for _ in range(times):
            for way in ways(work, today):
                cost = run(way)
                costs.setdefault(way.words, []).append(cost)
                click.echo(f"{way.words}: {cost.cpu:.1f} s")
        click.echo(table(costs))


if __name__ == "__main__":
    main()
