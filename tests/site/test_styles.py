"""Styles as they are sent: shorter, and every page looks as it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.site.asked import Asked, asked
from macros.site.styles import cut_styles

PAGES = {
    "index.html": """<link rel=stylesheet href="assets/kim.css">
        <script src='assets/kim.js'></script>
        <script async SRC = "assets/Own.js#1"></script>
        <p class="kim-box Kim-Wide">See <a href="other.css">a style</a></p>""",
    "a/index.html": """<LINK href='../assets/print.css?1' rel="stylesheet"><script>x</script>
        <p class=plain>a</p><p CLASS = 'kim-old  kim-box'><path fill="var( --kim-ink )"/></p>""",
}

RULES = {
    # nothing of a class, and classes of pages and scripts
    "p{color:red}": "p{color:red}",
    ".kim-box{color:red}": ".kim-box{color:red}",
    ".kim-box.gone{color:red}": "",
    ".kim-wide>.gone,.KIM-OLD a:hover,.gone{color:red}": ".KIM-OLD a:hover{color:red}",
    ".kim-shut::before{color:red}": ".kim-shut::before{color:red}",
    ".kim-tab--open{color:red}": ".kim-tab--open{color:red}",
    ".n-last{color:red}": "",
    # what a function holds may be, or may not
    "p:not(.gone):is(.gone,b){color:red}": "p:not(.gone):is(.gone,b){color:red}",
    "[data-gone=x]{color:red}": "[data-gone=x]{color:red}",
    # rules that hold others
    "@media print{.gone{color:red}.kim-box{color:red}}": "@media print{.kim-box{color:red}}",
    "@supports (color:red){@media print{.gone{color:red}}}": "",
    "@keyframes gone{to{color:red}}": "@keyframes gone{to{color:red}}",
    "@page{margin:1cm}": "@page{margin:1cm}",
    # custom properties
    ":root{--gone:1px;--gone-too:var(--gone);color:red}": ":root{color:red}",
    ":root{--gone:1px}": "",
    ":root{--kim-ink:red}": ":root{--kim-ink:red}",
    ":root{--x:1px;--y:var(--x)}p{top:var(--y)}": ":root{--x:1px;--y:var(--x)}p{top:var(--y)}",
    ":root{--kim-told:1px;--kim-verify:1px}": ":root{--kim-told:1px;--kim-verify:1px}",
    "/* .kim-box{color:red} */": "",
    # what a browser passes over
    "p{*zoom:1;color:red}": "p{color:red}",
    "p{color:red}} .kim-box{color:red}": "p{color:red}",
    "p{color:red}@media print{p{color:red": "p{color:red}@media print{p{color:red}}",
    "p{color:red}b": "p{color:red}",
    # what a project brought, for scripts and styles of its own
    ".their-class{color:red}": ".their-class{color:red}",
    ":root{--their-own:1px}": ":root{--their-own:1px}",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        **PAGES,
        "assets/kim.js": 'shut("kim-shut"), open("kim-tab--" + n-1), say("--kim-told")',
        "assets/verify/page.css": ".gone-too{top:var(--kim-verify)}",
        "styles/own.css": "p{top:var(--their-own)}",
        "styles/own.js": 'add("their-class")',
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_what_pages_name_is_read_however_it_is_written(site: Path) -> None:
    assert asked(site) == Asked(
        files=frozenset(("kim.css", "kim.js", "Own.js", "print.css", "other.css")),
        classes=frozenset(("kim-box", "kim-wide", "plain", "kim-old")),
        properties=frozenset(("--kim-ink",)),
    )


@pytest.mark.parametrize(("rule", "left"), RULES.items(), ids=RULES)
def test_a_rule_stays_where_something_may_go_by_it(site: Path, rule: str, left: str) -> None:
    style = site / "assets/kim.css"
    style.write_text(rule, "utf-8")
    cut_styles(site, asked(site))
    assert style.read_text("utf-8") == left


def test_styles_of_one_page_stay_whole_and_a_map_of_the_whole_goes(site: Path) -> None:
    style, chart = site / "assets/stylesheets/main.css", site / "assets/stylesheets/main.css.map"
    style.parent.mkdir()
    for path in (style, chart):
        path.write_text(".gone{color:red}p{color:red}", "utf-8")
    cut_styles(site, asked(site))
    assert style.read_text("utf-8") == "p{color:red}"
    assert not chart.exists()
    assert (site / "assets/verify/page.css").read_text("utf-8").startswith(".gone-too")
