"""The pages that people write, for a document that is printed: Markdown made safe.

They stand alone: a picture is said in words, and a link leads out, to another page in the document,
or nowhere. A macro isn't run: `page_macros` says what stands on the site in its place.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from macros.catalogue.heading_ids import heading_id
from macros.catalogue.page_dialect import EXTENSIONS
from macros.catalogue.record_dialect import SCHEMES
from macros.catalogue.yaml_plain import read_plainly
from macros.evidence.page_macros import MarkedPage, with_sentences, without_macros, without_marks
from macros.model import Values
from macros.pages.markdown import TAGS as FIELD_TAGS

TAGS = {
    *FIELD_TAGS,
    *("b", "caption", "dd", "del", "div", "dl", "dt", "i", "kbd", "span", "sub", "sup"),
}
"""What a page may hold: what a formatted field may, and a little more."""

ATTRIBUTES = {
    "*": {"id"},
    "a": {"href"},
    "div": {"class"},
    "p": {"class"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}

_FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)\n---[ \t]*\r?\n", re.DOTALL)


class AuthoredPage(NamedTuple):
    """A page in the document: its file, its title, its heading's id, and its text as safe HTML."""

    file: str
    title: str
    anchor: str
    html: Markup


def authored_pages(pages: Mapping[str, str]) -> Iterator[AuthoredPage]:
    """Every page, in the order of the files."""
    for file, text in pages.items():
        front_matter, body = _parts(text)
        body = without_marks(body)
        runs = front_matter.get("render_macros") == "true"
        marked = without_macros(body) if runs else MarkedPage(body)
        html = with_sentences(_safe_html(file, marked.text, pages), marked.sentences)
        yield AuthoredPage(file, str(front_matter.get("title", file)), anchor(file), html)


def _parts(text: str) -> tuple[Values, str]:
    """A page's front matter and its text. What can't be read says nothing."""
    if match := _FRONT_MATTER.match(text):
        return read_plainly(match[1] + "\n") or {}, text[match.end() :]
    return {}, text


def _safe_html(file: str, text: str, pages: Mapping[str, str]) -> str:
    html = markdown.markdown(
        text,
        extensions=[*EXTENSIONS, PicturesInWords()],
        extension_configs={"toc": {"baselevel": 3, "slugify": heading_id}},
    )

    def in_document(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return f"{anchor(file)}--{value}"
        return _address(file, value, pages) if name == "href" else value

    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=in_document,
        url_schemes=SCHEMES,
        link_rel=None,
        set_tag_attribute_values={"th": {"scope": "col"}},
    )


# ---------------------------------------------------------------------------------------- links


def anchor(file: str) -> str:
    """The id of a page's heading in the document."""
    name = file.removeprefix("docs/").removesuffix(".md")
    return "page-" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()


def _address(file: str, target: str, pages: Mapping[str, str]) -> str | None:
    """Where a link leads in the document: out, to another page in it, or nowhere."""
    if ":" in target.split("/", maxsplit=1)[0]:
        return target
    path, _, place = target.partition("#")
    page = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
    if page not in pages:
        return None
    return f"#{anchor(page)}--{place}" if place else f"#{anchor(page)}"


# ------------------------------------------------------------------------------------- pictures


class PicturesInWords(Extension):
    """Says in words where a picture stands: the document holds no other files."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Work on the whole page, after all else."""
        md.treeprocessors.register(_PicturesInWords(md), "kim-pictures", 0)


class _PicturesInWords(Treeprocessor):
    def run(self, root: Element) -> None:
        for picture in list(root.iter("img")):
            words, tail = picture.get("alt") or "without words", picture.tail
            picture.clear()
            picture.tag, picture.tail = "em", tail
            picture.text = f"[Picture: {words}]"
