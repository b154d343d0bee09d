"""What a page costs who reads it: bytes, and the time on a phone that is four times as slow.

    python -m benchmarks.reader site/staff changes/ registers/definitions/ as-at/compare/

Of each page: what it weighs and what it fetches unasked, compressed; when something is to be seen,
and when all of it is there and answers. Where it has a table: how long it takes until the table is
sorted for the first time, which may fetch further rows, and again; until it is filtered; and until
it has what is typed, once what matches words is there. Times are milliseconds by the page's own
clock, up to the picture; the middle of some runs, each in a window that remembers nothing.
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

HEAD = (
    "",
    "page, KB",
    "with all, KB",
    "seen, ms",
    "ready, ms",
    "first sort, ms",
    "sort, ms",
    "filter, ms",
    "find, ms",
)

SEEN = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
READY = """new Promise(done => {
  const looked = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  document.readyState === 'complete' ? looked() : addEventListener('load', looked);
})"""
AFTER = """([name, act, typed, shows]) => new Promise(done => {
  const element = document.querySelector(name);
  if (!element) return done(null);
  const start = performance.now();
  new MutationObserver((changes, watching) => {
    if (!changes.some(({ target }) => (target.closest ?? (() => null)).call(target, shows))) return;
    watching.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  }).observe(document.querySelector(shows), { attributes: true, childList: true, subtree: true });
  if (act === 'click') return element.click();
  if (act === 'change') element.selectedIndex = 1;
  else element.value = typed;
  element.dispatchEvent(new Event(act, { bubbles: true }));
})"""
PAUSE = 200
"""Milliseconds that kim.js waits for the next letter."""

SETTLED = 1_000
"""Milliseconds after which what was fetched is also ready, such as the words of each row."""

COUNT = "[data-kim-count]"
SORT = (".kim-table .kim-sort", "click", "", ".kim-table thead tr")
FILTER = ("[data-kim-facet]:has(option:nth-child(3))", "change", "", COUNT)
FIND = ("[data-kim-find]", "input", "review", COUNT)
FIND_AGAIN = (*FIND[:2], "revew of records", COUNT)


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
    times = (page.evaluate(SEEN), ready, *_table(page))
    page.context.close()
    return dict(zip(HEAD[1:], (weights[0], sum(weights), *times), strict=True))


def _table(page: Page) -> Iterator[float | None]:
    for act in (SORT, SORT, FILTER, FIND):
        took = _after(page, act)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
        if act != FIND:
            yield took
    took = _after(page, FIND_AGAIN)
    yield None if took is None else took - PAUSE


def _after(page: Page, act: tuple[str, str, str, str]) -> float | None:
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
