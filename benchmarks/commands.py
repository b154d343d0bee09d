"""What the commands cost that people wait for: processor seconds of whole processes.

python -m benchmarks.commands .
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import click

COMMANDS = ("--help", "show IA3", "check", "due --within 0", "history IA3", "ask mould")


def cost(folder: Path, words: str) -> float:
    """Processor seconds of one command, from the start of Python to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = "from macros.cli import main; main(prog_name='kim')"
    command = [sys.executable, "-c", code, *words.split()]
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--times", default=5, show_default=True, help="Runs of each; the least counts.")
def main(folder: Path, times: int) -> None:
    """Measure the commands of the program in a folder, over the registers beside it."""
    for words in COMMANDS:
        least = min(cost(folder, words) for _ in range(times))
        click.echo(f"kim {words}: {least:.2f} s")


if __name__ == "__main__":
    main()
