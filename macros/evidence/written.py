"""The pages that people write, for a document that is printed: Markdown as the site has it, made safe and self-contained.

A macro isn't run: what it shows on the site is named in its place.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

import markdown
import nh3
from jinja2 import Environment, TemplateSyntaxError
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from macros.catalogue.macro_table import MACROS
from macros.catalogue.yaml_reader import read_plainly
from macros.pages.markdown import SCHEMES
from macros.pages.markdown import TAGS as FIELD_TAGS

TAGS = {
    *FIELD_TAGS,
    "b",
    "caption",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "i",
    "kbd",
    "span",
    "sub",
    "sup",
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

_FRONT = re.compile(r"\A---\r?\n(.*?)\n---[ \t]*\r?\n", re.DOTALL)
_MARK = re.compile("\ue000(\\d+)\ue001")
_NAME = re.compile(r"""\s*([\w.]+)\s*(\(\s*(?:name\s*=\s*)?["']([^"']*)["'])?""")


class Written(NamedTuple):
    """A page in the document: its file, its title, the id of its heading, and its text as safe HTML."""

    file: str
    title: str
    anchor: str
    html: Markup


def written(pages: Mapping[str, str]) -> Iterator[Written]:
    """Every page, in the order of the files."""
    for file, text in pages.items():
        front = _FRONT.match(text)
        heading = (read_plainly(front[1] + "\n") or {}) if front else {}
        body = text[front.end() :] if front else text
        yield Written(
            file,
            str(heading.get("title", file)),
            anchor(file),
            _html(file, body, heading.get("render_macros") == "true", pages),
        )


def anchor(file: str) -> str:
    """The id of a page's heading in the document."""
    return (
        "page-"
        + re.sub(r"[^A-Za-z0-9]+", "-", file.removeprefix("docs/").removesuffix(".md"))
        .strip("-")
        .lower()
    )


def _html(file: str, text: str, calls: bool, pages: Mapping[str, str]) -> Markup:
    text = re.sub("[\ue000\ue001]", "", text)
    sentences: list[str] = []
    if calls:
        text = without_macros(text, sentences)
    made = markdown.markdown(
        text,
        extensions=["admonition", "tables", "sane_lists", "toc", _Pictures()],
        extension_configs={"toc": {"baselevel": 3}},
    )

    def kept(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return f"{anchor(file)}--{value}"
        return _address(file, value, pages) if name == "href" else value

    safe = nh3.clean(
        made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, attribute_filter=kept, link_rel=None,
        set_tag_attribute_values={"th": {"scope": "col"}},
    )  # fmt: skip
    by_mark = {str(number): str(escape(sentence)) for number, sentence in enumerate(sentences)}
    return Markup(_MARK.sub(lambda found: by_mark.get(found[1], ""), safe))  # noqa: S704 - sanitised, and escaped; a page may spell a mark


def _address(file: str, target: str, pages: Mapping[str, str]) -> str | None:
    """Where a link leads in the document: out, to another page in it, or nowhere."""
    if ":" in target.split("/", maxsplit=1)[0]:
        return target
    path, _, place = target.partition("#")
    page = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
    if page not in pages:
        return None
    return f"#{anchor(page)}--{place}" if place else f"#{anchor(page)}"


class _Pictures(Extension):
    """Says in words where a picture stands: the document holds no other files."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's own name
        md.treeprocessors.register(_Worded(md), "kim-pictures", 0)


class _Worded(Treeprocessor):
    def run(self, root: Element) -> None:
        for picture in list(root.iter("img")):
            words, tail = picture.get("alt", ""), picture.tail
            picture.clear()
            picture.tag, picture.text, picture.tail = (
                "em",
                f"[Picture: {words or 'without words'}]",
                tail,
            )


# --------------------------------------------------------------------------------------------------- macros


def without_macros(text: str, sentences: list[str]) -> str:
    """A page with a mark for each macro; what the marks stand for is added to `sentences`."""
    try:
        tokens = list(Environment(autoescape=True, keep_trailing_newline=True).lex(text))
    except TemplateSyntaxError:
        return text
    kept, inside = [], ""
    reading = False
    for _, kind, value in tokens:
        if kind == "variable_begin":
            reading, inside = True, ""
        elif kind == "variable_end":
            reading = False
            sentences.append(_sentence(inside))
            kept.append(f"\ue000{len(sentences) - 1}\ue001")
        elif reading:
            inside += value
        elif kind == "data":
            kept.append(value)
    return "".join(kept)


def _sentence(call: str) -> str:
    """What stands on the site in a macro's place."""
    found = _NAME.match(call)
    name, first = (found[1], found[3] or "") if found else (call.strip(), "")
    macro = MACROS.get(name)
    if macro and macro.printed and first:
        return macro.printed.format(first)
    if name.startswith("landlord."):
        return f"[{name.removeprefix('landlord.').replace('_', ' ')} of the landlord]"
    return f"[On the site, '{name.replace('_', ' ')}' stands here, made from the registers.]"
