"""The form shows a text with formatting as the page of its record will: elements and words.

The page's own way is `macros/pages/markdown.py`. Whatever is typed, no text becomes HTML.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from macros.model import Catalogue, Fields, Value, each
from macros.pages.markdown import markdown
from tests.browser.conftest import opened_alone
from tests.browser.test_edit_bytes import THEME

SCRIPTS = ("vendor/markdown-it-15.0.3.js", "markdown.js")

AWKWARD = (
    *(
        "",
        " ",
        "plain",
        "two\nlines",
        "a  \nb",
        "a\\\nb",
        "a\n\nb",
        "\ta tab",
        "    code",
        "a\u00a0b",
    ),
    *("# one", "## two", "### three", "###### six", "#none", "Title\n===", "Title\n---", "---"),
    *("- a\n- b", "* a\n\n* b", "- a\n  - b\n\n    c", "1. a\n2. b", "3) a", "2024. A year", "- "),
    *("**b**", "__b__", "*i*", "_i_", "***both***", "**no", "a**b**c", "snake_case_word", "~~x~~"),
    *("`code`", "``a`b``", "`no", "```\nx <b>\n```", "```js\nx\n", "~~~\nx\n~~~", "> quote\n> on"),
    *("> a\nb", "| a | b |\n|---|--:|\n| 1 | 2 | 3 |", "| a |\n| - |\n| `x|y` |", "| a |\n|---|"),
    *("[x](https://example.org)", "[x](http://example.org 'T')", "[x](mailto:a@example.org)"),
    *("[x](tel:0123)", "[x](/page/)", "[x](other.md)", "[x](#place)", "[x](javascript:alert(1))"),
    *("[x](JAVASCRIPT:alert(1))", "[x](data:text/html,x)", "[x](vbscript:x)", "[x](file:///etc)"),
    *("[x](https://[)", "[x](https://exa mple.org)", "[x](<https://a b.org>)", "[x](https:)"),
    *("[x](HTTPS://EXAMPLE.ORG/a?b=c&d=é)", "[x](https://münchen.example/ü)", "[x](//example.org)"),
    *("[x](https://example.org/%zz)", "[x](java\nscript:x)", "[x](&#106;avascript:x)", "[x]()"),
    *("<https://example.org>", "<a@example.org>", "https://example.org", "www.example.org"),
    *("[x][r]\n\n[r]: https://example.org", "[x][r]\n\n[r]: javascript:x", "[r]: /only", "[^1]"),
    *("![p](https://example.org/p.png)", "![p](p.png)", "![p][r]\n\n[r]: https://example.org"),
    *("<b>bold</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- no -->"),
    *(
        "<p onclick=x>a</p>",
        "a <br> b",
        "</div>",
        "&lt;b&gt;",
        "&amp;",
        "&copy; &nope; &#0; &#x41;",
    ),
    *(
        "{{ macro() }}",
        "{% raw %}",
        "{# no #}",
        "{: .class }",
        "\\*not\\*",
        "\\<b>",
        "a\x00b",
        "\\",
    ),
    *("\U0001f600 **\U0001f600**", "**„a“**", "中文**重点**中文", "٣. x", "a\u2028b", "\ufeffx"),
    *("- [ ] do", "Term\n: meaning", "H~2~O ^2^", "!!! note\n    x", "+++", "1. a\n\n   b\n\n2. c"),
    *(
        "> - a\n> - b\n\nc",
        "- > a\n- ```\n  b\n  ```",
        "*a **b* c**",
        "[a [b](https://c.org) d](x)",
    ),
)
"""Texts that look like something they aren't, or that somebody means harm with."""

PIECES = (
    *(
        "\n",
        "\n\n",
        "    ",
        "  ",
        " ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "### ",
        "*",
        "**",
        "_",
        "`",
        "```\n",
    ),
    *(
        "[",
        "](https://example.org)",
        "](x)",
        "![",
        "<b>",
        "</b>",
        "|",
        "\n|---|---|\n",
        "a",
        "word",
    ),
    *("\\", "&amp;", "&lt;", "---\n", "é", "<https://example.org>", "!", ")", "'", '"', "0", "."),
)

SHOWN = """all => {
  const outline = node => {
    node.normalize();
    return Array.from(node.childNodes).flatMap(part => {
      if (part.nodeType !== Node.TEXT_NODE) {
        const given = Array.from(part.attributes).map(each => each.name + "=" + each.value).sort();
        return [[part.localName, ...given, outline(part)]];
      }
      if (part.parentElement?.closest("pre")) return [part.data];
      const before = part.nextSibling?.localName === "br" ? part.data.trimEnd() : part.data;
      const words = before.replace(/^\\n+|\\n+$/g, "");
      return words ? [words] : [];
    });
  };
  const page = html => new DOMParser().parseFromString(html, "text/html").body;
  return all.map(([text, html]) =>
    [JSON.stringify(outline(KimMarkdown.shown(text))), JSON.stringify(outline(page(html)))]);
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A page with the scripts that show a text."""
    with opened_alone(browser, "about:blank") as page:
        for name in SCRIPTS:
            page.evaluate((THEME / "edit" / name).read_text("utf-8"))
        yield page


def differing(reader: Page, texts: list[str]) -> list[tuple[str, str, str]]:
    """The texts that the form shows otherwise than the page, with what each makes of it."""
    sides = reader.evaluate(SHOWN, [[text, str(markdown(text))] for text in texts])
    return [(text, *both) for text, both in zip(texts, sides, strict=True) if both[0] != both[1]]


def test_each_awkward_text_comes_to_the_same_elements(reader: Page) -> None:
    wrong = differing(reader, [*AWKWARD])
    assert "\n".join(map(str, wrong)) == ""


def test_so_does_whatever_is_put_together_of_signs(reader: Page) -> None:
    chance = random.Random(17)  # noqa: S311 - no secret
    texts = ["".join(chance.choices(PIECES, k=chance.randrange(2, 25))) for _ in range(1500)]
    wrong = differing(reader, texts)
    assert "\n".join(map(str, wrong)) == ""


def test_so_does_each_formatted_text_of_the_real_records(reader: Page, real: Catalogue) -> None:
    texts: list[str] = []
    for register in real.registers.values():
        for record in register.records:
            texts += formatted(register.schema.fields, record.document.value)
    assert len(texts) > 100
    wrong = differing(reader, texts)
    assert "\n".join(map(str, wrong)) == ""


def formatted(fields: Fields, value: Value) -> Iterator[str]:
    """The formatted texts in a group, at any depth."""
    for field in fields:
        inside = value.get(field.name) if isinstance(value, dict) else None
        if field.format == "markdown" and isinstance(inside, str):
            yield inside
        for part in (inside, *each(inside)) if field.parts or field.each else ():
            inner = field.each.parts if field.each else field.parts
            yield from formatted(inner, part or "")


def test_no_text_becomes_html(reader: Page) -> None:
    made = reader.evaluate(
        """all => all.flatMap(text => Array.from(KimMarkdown.shown(text).querySelectorAll("*"))
           .flatMap(each => [each.localName, ...Array.from(each.attributes).map(a => a.name)]))""",
        [*AWKWARD],
    )
    assert set(made) <= {
        *("p", "br", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "h5", "h6", "blockquote"),
        *("code", "pre", "table", "thead", "tbody", "tr", "th", "td", "hr"),
        *("href", "title", "scope", "start"),
    }


def test_what_others_wrote_is_named_with_its_recipe_and_its_licences() -> None:
    folder = THEME / "edit" / "vendor"
    head = (folder / SCRIPTS[0].removeprefix("vendor/")).read_text("utf-8").splitlines()[:2]
    assert "markdown-it 15.0.3 from npm" in head[0]
    assert "npm pack markdown-it@15.0.3" in head[1]
    licences = (folder / "markdown-it-LICENSE.txt").read_text("utf-8")
    assert licences.count("Permission is hereby granted") >= 5
