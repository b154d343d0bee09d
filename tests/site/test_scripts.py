"""Scripts as they are sent: shorter, and they do the same."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from py_mini_racer import mini_racer

from macros.pages.tenants import MATCHING
from macros.site.own_theme import THEME
from macros.site.scripts import shorten_scripts, shortened
from macros.site.unasked import drop_unasked
from tests.projects import BuiltSites

ASSETS = THEME / "assets"
SCRIPTS = [*ASSETS.glob("*.js"), *ASSETS.glob("vendor/*.js")]
COUNTS = 'const say = (n) => `${n} ${n === 1 ? `result for “${n}”` : "results"} in all`;'
READ = "JSON.stringify(KimWords.terms(\"The boiler's `broken` // again, it isn't /* working */\"))"


def test_short_scripts_read_words_as_the_long_ones_do() -> None:
    def read(*, short: bool) -> str:
        with mini_racer() as running:
            for name in MATCHING:
                script = (ASSETS / name).read_text("utf-8")
                running.eval(shortened(script, named=False) if short else script)
            return str(running.eval(READ))

    assert read(short=True) == read(short=False) != "[]"


def test_words_inside_words_stay_apart() -> None:
    with mini_racer() as running:
        running.eval(shortened(f"{COUNTS}\nglobalThis.said = say(1);", named=False))
        assert running.eval("said") == "1 result for “1” in all"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_what_browsers_can_read_they_can_read_when_it_is_short(path: Path) -> None:
    with mini_racer() as running:  # a function that is never called: only read
        running.eval(f"(function () {{ {shortened(path.read_text('utf-8'), named=False)}\n}})")


def test_whose_script_it_is_stays_in_its_first_line(tmp_path: Path) -> None:
    others, ours = tmp_path / "assets/vendor/stem.js", tmp_path / "assets/kim.js"
    others.parent.mkdir(parents=True)
    for path in (others, ours):
        path.write_text("// stem 1.0 from npm\n/* a licence */\nlet a = 1; // one\n", "utf-8")
    shorten_scripts(tmp_path)
    assert others.read_text("utf-8") == "// stem 1.0 from npm\nlet a=1"
    assert ours.read_text("utf-8") == "let a=1"


def test_what_only_an_unasked_script_names_goes_with_it(tmp_path: Path) -> None:
    scripts = {
        "kim.js": 'load("kim-rows.js")',
        "kim-rows.js": "go()",
        "kim-learn.js": 'load("kim-pack.js")',
        "kim-pack.js": "go()",
        "kim-words.js": "go()",
        "verify/page.js": 'load("kim-words.js")',
    }
    for name, script in scripts.items():
        path = tmp_path / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, "utf-8")
    drop_unasked(tmp_path, ["kim.js"])
    left = {path.name for path in tmp_path.rglob("*.js")}
    assert left == {"kim.js", "kim-rows.js", "kim-words.js", "page.js"}


NAMED = re.compile(r"[\w.-]+\.(?:js|css)\b")
"""A script or a style, where something names it."""


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_a_site_holds_no_script_and_no_style_that_none_of_its_pages_can_ask_for(
    real_sites: BuiltSites, audience: str
) -> None:
    site: Path = getattr(real_sites, audience)
    files = {path for path in site.glob("assets*/**/*") if path.suffix in (".js", ".css")}
    new, reached = set(site.rglob("*.html")), set[Path]()
    while new:
        lines = set(chain.from_iterable(path.read_text("utf-8").split("\n") for path in new))
        telling = (line for line in lines if ".js" in line or ".css" in line)
        names = set(NAMED.findall("\n".join(telling)))
        new = {path for path in files - reached if path.name in names}
        reached |= new
    assert sorted(path.name for path in files - reached) == []
    assert "kim-alarm.js" in {path.name for path in reached}
