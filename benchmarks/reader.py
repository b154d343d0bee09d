"""What a page costs who reads it: bytes, and the time on a phone that is four times as slow.

    python -m benchmarks.reader site/staff changes/ registers/definitions/ as-at/compare/

Of each page: what it weighs and what it fetches unasked, compressed; when something is to be seen,
and when all of it is there and answers; and, where it has a table with filters, how long it takes
until the table is sorted and until it is filtered. Times are milliseconds by the page's own clock,
the middle of some runs, each in a window that remembers nothing.
"""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser import chromium
from tests.browser.conftest import served

SLOWER = 4
"""Times: what a cheap phone takes beside this machine."""

HEAD = ("", "page, KB", "with all, KB", "seen, ms", "ready, ms", "sorted, ms", "filtered, ms")

SEEN = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
READY = """new Promise(done => {
  const looked = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  document.readyState === 'complete' ? looked() : addEventListener('load', looked);
})"""
AFTER = """([name, act]) => new Promise(done => {
  const element = document.querySelector(name);
  if (!element) return done(null);
  const start = performance.now();
  if (act === 'click') element.click();
  else {
    element.selectedIndex = 1;
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
SORT = (".kim-table .kim-sort", "click")
FILTER = ("[data-kim-facet]:has(option:nth-child(3))", "change")


def measure(browser: Browser, address: str) -> Mapping[str, float | None]:
    """One run: bytes and milliseconds by the heads of their columns."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks it
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit")
    ready = page.evaluate(READY)
    page.wait_for_load_state("networkidle")
    weights = [len(gzip.compress(answer.body())) / 1024 for answer in answers]
    times = (page.evaluate(SEEN), ready, _after(page, SORT), _after(page, FILTER))
    page.context.close()
    return dict(zip(HEAD[1:], (weights[0], sum(weights), *times), strict=True))


def _after(page: Page, act: tuple[str, str]) -> float | None:
    """Milliseconds from what the reader does to the picture of what came of it."""
    took: float | None = page.evaluate(AFTER, list(act))
    return took


def report(runs: Mapping[str, Sequence[Mapping[str, float | None]]]) -> Iterator[str]:
    """The middle of each column's runs, a page a line, as Markdown."""
    yield f"| {' | '.join(HEAD)} |"
    yield f"|{'---|' * len(HEAD)}"
    for path, measured in runs.items():
        cells = [_middle([run[head] for run in measured]) for head in HEAD[1:]]
        yield f"| {path or 'home'} | {' | '.join(cells)} |"


def _middle(values: Sequence[float | None]) -> str:
    there = [value for value in values if value is not None]
    return f"{statistics.median(there):,.0f}" if there else ""


@click.command()
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("paths", nargs=-1, required=True)
@click.option("--times", default=3, show_default=True, help="Runs of each page.")
def main(site: Path, paths: Sequence[str], times: int) -> None:
    """Measure pages of a built site as a reader with a slow phone meets them."""
    with served(site, "staff") as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.wanted())
        runs = {
            path: [measure(browser, f"{address}/{path}") for _ in range(times)] for path in paths
        }
        browser.close()
    click.echo("\n".join(report(runs)))


if __name__ == "__main__":
    main()
