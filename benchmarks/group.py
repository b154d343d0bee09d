"""One search over the tenants' sites of a group: what it costs to make, and a reader to use.

    python -m benchmarks.group site/public --of 1 --of 5 --of 20

Each landlord of the group is a copy of one built site in a folder of its own, so all have the same
words, and a word that one has stands in all: real landlords differ, so a search of theirs is given
less. The index is made in one run over all pages that are found. A reader searches for a word once
and is shown the first three: counted is all that the browser fetches for it.
"""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.stages import most_memory, spent
from macros.site.search import INDEX, SEARCHED, search_index
from tests.browser import chromium
from tests.browser.conftest import served

SEARCH = """async (word) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(word);
  await Promise.all(results.slice(0, 3).map((result) => result.data()));
  return results.length;
}"""
HEAD = (
    "landlords",
    "pages",
    "made in, s of processor",
    "memory, MB",
    "index, MB",
    "files",
    "first search, KB",
    "pages found",
)


class Cost(NamedTuple):
    """What one index cost, in the order of HEAD."""

    landlords: int
    pages: int
    seconds: float
    memory: float
    size: float
    files: int
    search: float
    results: int


def group(site: Path, folder: Path, landlords: int) -> int:
    """Pages of so many landlords in one folder, each in a folder of its own; how many there are."""
    pages = [path for path in sorted(site.rglob("*.html")) if SEARCHED in path.read_bytes()]
    for number in range(landlords):
        for path in pages:
            place = folder / f"landlord-{number:03}" / path.relative_to(site)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    return landlords * len(pages)


def measure(site: Path, landlords: int, word: str, browser: Browser) -> Cost:
    """Make the index of a group, and search it once."""
    with tempfile.TemporaryDirectory(prefix="kim-group-") as name:
        folder = Path(name)
        pages = group(site, folder, landlords)
        began = spent()
        search_index(folder)
        seconds = spent() - began
        files = [path for path in (folder / INDEX).rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        (folder / "index.html").write_text("<!doctype html><title>Search</title>", "utf-8")
        fetched, results = _searched(folder, word, browser)
        memory = most_memory(resource.RUSAGE_CHILDREN)
    return Cost(landlords, pages, seconds, memory, size, len(files), fetched, results)


def _searched(folder: Path, word: str, browser: Browser) -> tuple[float, int]:
    with served(folder, "public") as address:
        page = browser.new_page()
        answers: list[Response] = []
        page.goto(address)
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - as in reader
        results: int = page.evaluate(SEARCH, word)
        fetched = sum(int(answer.headers["content-length"]) for answer in answers) / 1024
        page.context.close()
    return fetched, results


def report(costs: Sequence[Cost]) -> Iterator[str]:
    """A line for each size of group, as Markdown."""
    yield f"| {' | '.join(HEAD)} |"
    yield f"|{'---|' * len(HEAD)}"
    for cost in costs:
        cells = (f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" for value in cost)
        yield f"| {' | '.join(cells)} |"


@click.command()
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--of", "sizes", type=int, multiple=True, required=True, help="How many landlords.")
@click.option("--word", default="damp", show_default=True, help="What a reader looks for.")
def main(site: Path, sizes: Sequence[int], word: str) -> None:
    """Measure one search over each group, the smallest first: memory is the most so far."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.wanted())
        costs = [measure(site, size, word, browser) for size in sorted(sizes)]
        browser.close()
    click.echo("\n".join(report(costs)))


if __name__ == "__main__":
    main()
