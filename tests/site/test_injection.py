"""Text from a record is data: whatever it holds comes out as the text that it is, everywhere."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from tests.projects import build_staff
from tests.site.test_new_register import SCHEMA
from tests.tiny import copy_tiny

PAYLOADS = [
    "{{ 7*7 }}",
    "{{ cycler.__init__.__globals__.os.popen('echo PWNED').read() }}",
    "{% raw %}",
    "{% include 'index.md' %}",
    "{# gone #}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "![x](y.png)",
    "--8<-- 'mkdocs.yml'",
    "x{: onclick=alert(1) }",
    "<!-- hidden -->",
    "</title><script>alert(2)</script>",
    "' onmouseover='alert(1)",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp; &#106;",
    "`code` *stars* _lines_",
    "</textarea></dl></main>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0>",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which each record holds one payload in its title, its lists and its text."""
    project = copy_tiny(tmp_path_factory.mktemp("injection"))
    (project / "schemas" / "noticeboards.schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    home = project / "registers" / "noticeboards"
    home.mkdir()
    for number, payload in enumerate(PAYLOADS):
        quoted = json.dumps(f"begin {payload} end")
        text = (
            f"id: NB-{number:02d}\ntitle: {quoted}\nbody: {quoted}\nlines:\n  - {quoted}\n"
            f"owner_role: ROLE-keeper\nillustrative: true\nnotes: {quoted}\n"
        )
        (home / f"NB-{number:02d}.yml").write_text(text, "utf-8")
    return build_staff(project, searchable=True)


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield (
            path.relative_to(site).as_posix(),
            html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8")),
        )


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_payload_is_shown_as_the_text_that_it_is(site: Path, number: int) -> None:
    payload = f"begin {PAYLOADS[number]} end"
    page = html.document_fromstring(
        (site / f"registers/noticeboards/nb-{number:02d}/index.html").read_bytes(),
        parser=html.HTMLParser(encoding="utf-8"),
    )
    assert squeezed(payload) in squeezed(page.xpath("//h1")[0].text_content())
    assert squeezed(payload) in squeezed(page.xpath("//title")[0].text_content())
    assert squeezed(payload) in squeezed(
        page.xpath("//*[contains(@class, 'kim-field--lines')]")[0].text_content()
    )
    assert squeezed(payload) in squeezed(
        page.xpath("//*[contains(@class, 'kim-field--notes')]")[0].text_content()
    )
    table = html.document_fromstring(
        (site / "registers/noticeboards/index.html").read_bytes(),
        parser=html.HTMLParser(encoding="utf-8"),
    )
    assert squeezed(payload) in squeezed(table.xpath("//table")[0].text_content())


def test_markdown_fields_show_markup_as_text_and_links_only_where_they_are_safe(site: Path) -> None:
    for number, payload in enumerate(PAYLOADS):
        page = html.document_fromstring(
            (site / f"registers/noticeboards/nb-{number:02d}/index.html").read_bytes(),
            parser=html.HTMLParser(encoding="utf-8"),
        )
        (body,) = page.xpath("//*[contains(@class, 'kim-field--body')]")
        assert not body.xpath(".//script | .//img | .//svg | .//base | .//meta | .//a"), payload
        if payload[0] in "<{-" or "javascript" in payload.lower():
            assert squeezed(payload).replace("__", "") in squeezed(body.text_content()), (
                payload
            )  # __x__ is bold


def test_no_page_gained_an_element_or_an_attribute(site: Path) -> None:
    for name, page in pages(site):
        for element in page.iter():
            if not isinstance(element.tag, str):
                assert "hidden" not in str(element.text), name
                continue
            assert not [
                attribute for attribute in element.attrib if str(attribute).startswith("on")
            ], (name, html.tostring(element)[:200])
            for attribute in ("href", "src", "action"):
                assert (
                    not str(element.get(attribute, "")).strip().lower().startswith("javascript")
                ), name
            if element.tag == "script":
                assert "alert" not in (element.text or ""), name
            assert element.tag not in ("base", "iframe"), name


def test_nothing_ran(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".xml", ".json"):
            text = path.read_text("utf-8", "replace")
            assert "PWNED" not in text.replace("echo PWNED", ""), path
            assert "begin 49 end" not in text, path


def test_search_holds_the_text_and_no_markup(site: Path) -> None:
    texts = [
        gzip.decompress(path.read_bytes()).decode("utf-8")
        for path in (site / "pagefind/fragment").iterdir()
    ]
    assert any("{{ 7*7 }}" in text for text in texts)
    assert not any("begin 49 end" in text for text in texts)
