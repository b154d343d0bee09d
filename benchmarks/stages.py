"""Where the time of a build of both sites goes: seconds of processor by stage.

    python -m benchmarks.stages /tmp/project

Each stage is a function of the program, and what runs inside it counts for it alone: a stage that
another one runs is taken out of that. What Git and Pagefind use in processes of their own counts
for who waits for them. Beside it stands by how much a stage raised the memory of this process above
all that it had needed until then. Ctrl-C breaks off, and prints what was measured by then.
"""

from __future__ import annotations

import importlib
import os
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import chdir
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from macros.cli import second_process, sites
from macros.model.errors import KimError
from macros.site import finish

Args = ParamSpec("Args")
Result = TypeVar("Result")
REST = "all else"

STAGES: Mapping[str, tuple[str, ...]] = {
    "reading and checking": ("macros.cli.sites.load",),
    "history": ("macros.cli.second_process.load_history",),
    "what is for staff, for the last guard": ("macros.site.plugin.secrets_of",),
    "records' pages, with their stories": ("macros.site.stamp.record_page",),
    "past days: pages of days": ("macros.pages.as_at.day_page",),
    "past days: what changed since then": ("macros.pages.as_at.since_page",),
    "past days: tables of registers": ("macros.pages.as_at.register_page",),
    "past days: the state as a view": ("macros.pages.as_at_tables.view_then",),
    "past days: which tables are the same, and their rows": ("macros.pages.as_at.standing",),
    "past days: files to take away": ("macros.pages.as_at.registers_json",),
    "past days: what compares any two": ("macros.pages.as_at.compare_json",),
    "months": ("macros.pages.generated.month_page", "macros.pages.months.changes"),
    "stories of what is gone, and of written pages": (
        "macros.site.plugin.story",
        "macros.pages.generated.gone",
    ),
    "other generated pages, and putting all into their frame": (
        "macros.site.finish.stamp_generated",
        "macros.site.finish.stamp_records",
    ),
    "words that are explained": ("macros.site.finish.explain",),
    "feeds and calendars": ("macros.site.finish.feeds", "macros.site.finish.calendars"),
    "other files to take away": ("macros.site.finish._write_files",),
    "reading finished pages": ("macros.site.finish.read_pages",),
    "following links": ("macros.site.finish.dead_links",),
    "learning what answers a question": ("macros.site.finish.parted", "macros.site.finish.packed"),
    "learning what tells of danger": ("macros.site.alarms.as_json",),
    "Pagefind": ("macros.site.search._put",),
    "the last guard": ("macros.site.finish.leaks",),
    "the search for personal data": ("macros.site.finish.refuse_personal_data",),
    "sums of all files": ("macros.site.finish.write_list",),
    "the rest of finishing": ("macros.site.plugin.finish",),
    "written pages and their macros": ("macros.site.run_mkdocs.make",),
}
"""What each stage is called, and the functions that do its work, where they are looked up."""


class Watch:
    """Seconds of processor and megabytes by stage: what is at work gets them until the next is."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.memory: dict[str, float] = defaultdict(float)
        self._at_work = [REST]
        self._since, self._most = spent(), most_memory()

    def change(self) -> None:
        """Give the time since the last change to what has been at work, and the memory."""
        now, most = spent(), most_memory()
        self.seconds[self._at_work[-1]] += now - self._since
        self.memory[self._at_work[-1]] += most - self._most
        self._since, self._most = now, most

    def watched(self, stage: str, function: Callable[Args, Result]) -> Callable[Args, Result]:
        """The same function, whose time counts for its stage."""

        @wraps(function)
        def run(*args: Args.args, **named: Args.kwargs) -> Result:
            self.change()
            self._at_work.append(stage)
            try:
                return function(*args, **named)
            finally:
                self.change()
                self._at_work.pop()

        return run


def spent() -> float:
    """Seconds of processor of this process, and of those that it has waited for."""
    others = os.times()
    return time.process_time() + others.children_user + others.children_system


def most_memory(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory that this process, or the largest that it waited for, has had, in MB."""
    return resource.getrusage(who).ru_maxrss / 1024


def watch(stages: Mapping[str, tuple[str, ...]]) -> Watch:
    """Put a watch on the functions of all stages."""
    stopwatch = Watch()
    for stage, names in stages.items():
        for name in names:
            module, _, function = name.rpartition(".")
            place = importlib.import_module(module)
            setattr(place, function, stopwatch.watched(stage, getattr(place, function)))
    return stopwatch


def in_turn(work: Callable[[], Result]) -> Callable[[], Result]:
    """In the place of what begins some work beside the rest: it is done when it is waited for."""
    return work


@click.command()
@click.argument("project", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), help="Keep the sites there.")
@click.option("--today", help="The day to work with, as year-month-day.")
def main(project: Path, out: Path | None, today: str | None) -> None:
    """Build both sites of a project, and say where the time went."""
    with tempfile.TemporaryDirectory() as scratch:
        target = out.resolve() if out else Path(scratch)
        second_process.RECORDS = 1 << 62  # all in one process, so that it can be told apart
        finish.beside = in_turn  # type: ignore[attr-defined]
        stopwatch = watch(STAGES)
        os.environ["XDG_CACHE_HOME"] = str(Path(scratch) / "kept")  # so that nothing is kept
        with chdir(project):
            options = ["--out", str(target), *(["--today", today] if today else [])]
            try:
                sites.build.main(options, standalone_mode=False)
            except click.Abort:
                click.echo("Broken off. Until then:\n")
            except KimError as refusal:
                click.echo(f"{refusal}\nUntil then:\n")
        stopwatch.change()
    click.echo("| stage | processor, s | memory raised by, MB |\n|---|---|---|")
    for stage in (*STAGES, REST):
        click.echo(f"| {stage} | {stopwatch.seconds[stage]:.1f} | {stopwatch.memory[stage]:.0f} |")
    all_seconds, most = sum(stopwatch.seconds.values()), most_memory()
    click.echo(f"| **all** | **{all_seconds:.1f}** | **{most:.0f}** |\n")
    others = most_memory(resource.RUSAGE_CHILDREN)
    if others > most:  # a process starts with the memory of the one that starts it
        click.echo(f"Git or Pagefind, in a process of its own, had {others:.0f} MB.")


if __name__ == "__main__":
    main()
