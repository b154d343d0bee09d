"""How soon a saved record or page is seen: from saving its file to what an open browser gets.

python -m benchmarks.serve .

It works in a clone of the folder, and asks the preview for the page as a browser does. Processor
seconds are those of `kim serve` and of the Gits that it starts, by /proc: Linux has it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

import click

RECORD = "registers/retention/RET-001.yml"
PAGE = "docs/guides/write-a-page.md"
ADDRESSES = {RECORD: "registers/retention/ret-001/", PAGE: "guides/write-a-page/"}
TITLE = re.compile(r"^title: .*$", re.MULTILINE)
SERVE = "from macros.cli import main; main(prog_name='kim')"
PATIENCE = 600


class Cost(NamedTuple):
    """Seconds by the clock and of processors."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} s by the clock, {self.processor:.2f} s of processors"


class Serving:
    """`kim serve` in a project, and what it has said."""

    def __init__(self, project: Path, log: Path) -> None:
        self._log = log
        command = [sys.executable, "-u", "-c", SERVE, "serve", "--address", "127.0.0.1:0"]
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=project, stdout=output)
        self.wait(lambda: "Built in" in self.text)
        self.address = str(re.findall(r"http://\S+/", self.text)[0])

    @property
    def text(self) -> str:
        """What it has said so far."""
        return self._log.read_text("utf-8")

    @property
    def processor(self) -> float:
        """Processor seconds so far, with those of processes that have ended."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2]
        ticks = sum(map(int, fields.split()[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def page(self, path: str) -> str:
        """What is shown at a path, or why that can't be had."""
        try:
            with urlopen(self.address + path) as answer:  # noqa: S310 - our own address
                return str(answer.read().decode("utf-8"))
        except HTTPError as reason:
            return str(reason)

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so. Raises ClickException where that never comes."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            if self.process.poll() is not None or time.monotonic() > until:
                raise click.ClickException(f"It never came. It said:\n{self.text}")
            time.sleep(0.05)

    def shows(self, file: str, words: str) -> bool:
        """Whether the page of a file has some words."""
        return words in self.page(ADDRESSES[file])

    def has_built(self, times: int) -> bool:
        """Whether the whole site was built so often."""
        return self.text.count("Built in") >= times

    def cost(self, is_so: Callable[[], bool]) -> Cost:
        """What it takes from now on until something is so."""
        clock, processor = time.monotonic(), self.processor
        self.wait(is_so)
        return Cost(time.monotonic() - clock, self.processor - processor)


def edit(project: Path, file: str, number: int) -> str:
    """New words in a file, a record's title or the end of a page. They are given back."""
    words, text = f"Benchmark number {number}", (project / file).read_text("utf-8")
    changed = (
        TITLE.sub(f"title: {words}", text, count=1) if file == RECORD else f"{text}\n{words}\n"
    )
    (project / file).write_text(changed, "utf-8")
    return words


def middle(costs: list[Cost]) -> Cost:
    """The median of each."""
    return Cost(*map(median, zip(*costs, strict=True)))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--times", default=5, show_default=True, help="Edits; the median counts.")
def main(folder: Path, times: int) -> None:
    """Measure what it takes until what is saved is seen, and until the whole site follows."""
    with tempfile.TemporaryDirectory() as place:
        project = Path(place) / "project"
        clone = ["git", "clone", "--quiet", str(folder.resolve()), str(project)]
        subprocess.run(clone, check=True)
        serving = Serving(project, Path(place) / "log")
        seen: dict[str, list[Cost]] = {RECORD: [], PAGE: []}
        whole: list[Cost] = []
        try:
            for number, file in product(range(times), seen):
                built = serving.text.count("Built in")
                words = edit(project, file, number)
                seen[file].append(serving.cost(partial(serving.shows, file, words)))
                whole.append(serving.cost(partial(serving.has_built, built + 1)))
        finally:
            serving.process.terminate()
            serving.process.wait()
    for file, costs in seen.items():
        click.echo(f"{file}: seen after {middle(costs)}.")
    click.echo(f"The whole site follows after {middle(whole)} more.")


if __name__ == "__main__":
    main()
