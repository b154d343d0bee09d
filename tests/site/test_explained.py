"""Words of a tenants' page that another page explains: the first use of each, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from macros.catalogue.load import load
from macros.site.explained import Explained, explained, linked
from macros.view.view import View, view
from tests.projects import TODAY, BuiltSites, copy_small

NAMES = {
    "Mutual exchange": "words/#swap",
    "swap": "words/#swap",
    "Information Commissioner's Office": "words/#ico",
    "ICO": "words/#ico",
    "Void": "words/#void",
    "Data & facts": "words/#facts",
}


@pytest.fixture(scope="module")
def small(small_sites: BuiltSites) -> Path:
    return small_sites.project


def known_from(project: Path, names: dict[str, str]) -> Explained:
    """The words of a project, by other names: the pattern is made as for a site."""
    folder = project / "registers/definitions"
    for file in folder.glob("*.yml"):
        file.unlink()
    for number, place in enumerate(dict.fromkeys(names.values())):
        words = [name for name, at in names.items() if at == place]
        more = "".join(f'\n  - "{word}"' for word in words[1:])
        others = f"also_known_as:{more}\n" if more else ""
        id_ = f"DEF-{place.partition('#')[2]}"
        (folder / f"{id_}.yml").write_text(
            f'id: {id_}\nterm: "{words[0]}"\nmeaning: What it is, {number}.\n'
            f"{others}owner_role: ROLE-siro\nstatus: current\npublish: public\n",
            "utf-8",
        )
    catalogue, _ = load(project, TODAY)
    known = explained(view(catalogue, "public", TODAY))
    assert known
    return known


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Explained:
    return known_from(copy_small(tmp_path_factory.mktemp("words")), NAMES)


def links(text: str) -> list[tuple[str, str]]:
    """What leads where, of the links that were put in."""
    return re.findall(r'<a class="kim-word" href="([^"]*)">(.*?)</a>', text)


def on_a_page(known: Explained, body: str) -> list[tuple[str, str]]:
    return links(linked(f"<article>{body}</article>", known, "../", "ask/"))


@pytest.mark.parametrize(
    ("body", "put_in"),
    [
        ("<p>A void, and voids.</p>", [("../words/#def-void", "void")]),
        ("<p>Two voids.</p>", [("../words/#def-void", "voids")]),
        ("<p>VOID, avoid, void-like and devoid.</p>", []),
        ("<p>The ico is no icon, and ICO is.</p>", [("../words/#def-ico", "ICO")]),
        (
            "<p>The Information Commissioner&#39;s Office, ICO for short</p>",
            [("../words/#def-ico", "Information Commissioner&#39;s Office")],
        ),
        (
            "<p>The Information Commissioner\u2019s Office</p>",
            [("../words/#def-ico", "Information Commissioner\u2019s Office")],
        ),
        ("<p>A swap is a mutual exchange.</p>", [("../words/#def-swap", "swap")]),
        ("<p>Data &amp; facts</p>", [("../words/#def-facts", "Data &amp; facts")]),
        ('<p><a href="x">A void</a> is a void.</p>', [("../words/#def-void", "void")]),
        ("<h2>A void</h2>", []),
        ("<h2>A <em>void</em></h2><p>x<br>void</p>", [("../words/#def-void", "void")]),
        ('<ol class="kim-easy"><li>A void</li></ol>', []),
        ('<dl class="kim-fields kim-fields--about"><dd>A void</dd></dl>', []),
        ("<details><summary>A void</summary>A void</details>", [("../words/#def-void", "void")]),
        ('<p title="a void">Nothing</p><!-- a void --><code>void</code>', []),
        ("<p>&void; &#118;oid</p>", []),
    ],
)
def test_the_first_use_is_linked_where_a_link_can_stand(
    known: Explained, body: str, put_in: list[tuple[str, str]]
) -> None:
    assert on_a_page(known, body) == put_in


def test_nothing_is_linked_outside_the_article_nor_on_the_page_that_explains(
    known: Explained,
) -> None:
    page = "<p>void</p><article><p>void</p></article><p>ICO</p>"
    assert links(linked(page, known, "../", "words/")) == []
    assert links(linked(page, known, "./", "")) == [("./words/#def-void", "void")]


PARTS = (
    *(
        "<p>",
        "</p>",
        "<b class='x>y'>",
        "</b>",
        "<br>",
        "<br/>",
        "<!-- void -->",
        "void",
        "ICO",
        " ",
    ),
    *(
        "&amp;",
        "&#39;",
        "&nope",
        "&nope ",
        "<",
        ">",
        "a < b",
        "<article>",
        "</article>",
        "\n",
        "swap",
    ),
    *(
        "<!doctype html>",
        '<img alt="a > b">',
        "<A HREF=x>",
        "</A >",
        "&#x27",
        "<script>",
        "</script>",
    ),
)


@given(some.lists(some.sampled_from(PARTS)))
@example(["<article>", "&nope", "<b>", "void", "</b>"])
def test_all_but_the_links_is_written_again_as_it_was(parts: list[str]) -> None:
    text = "".join(parts)
    word = re.compile("void|ICO|swap")
    known = Explained(word, dict.fromkeys(("void", "ICO", "swap"), "words/#x"))
    without = re.sub(
        r'<a class="kim-word" href="[^"]*">(.*?)</a>', r"\1", linked(text, known, "", "")
    )
    assert without == text


def test_a_page_of_the_site_leads_from_a_word_to_its_meaning(small_sites: BuiltSites) -> None:
    site = small_sites.public
    how = (site / "ask/how/index.html").read_text("utf-8")
    assert links(how) == [("../../words/#def-benchmarking", "benchmarking")]
    assert links((site / "words/index.html").read_text("utf-8")) == []


def test_where_no_register_explains_words_nothing_is_linked(small: Path) -> None:
    catalogue, _ = load(small, TODAY)
    public = view(catalogue, "public", TODAY)
    without = {name: reg for name, reg in public.registers.items() if reg.schema.kind != "word"}
    assert explained(View("public", TODAY, without, {}, {}, {})) is None
