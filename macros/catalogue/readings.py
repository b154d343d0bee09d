"""One text as records read it and as pages read it, block by block, so that the two compare.

Records are read by markdown-it, which follows CommonMark, and pages by MkDocs' Python-Markdown. A
block is what it stands in (a list, a table ...) and its words, with signs for what is bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

import lxml.html
import markdown
from lxml.etree import _Element
from markdown_it.token import Token

from macros.catalogue.page_dialect import EXTENSIONS
from macros.catalogue.record_dialect import LOOSE

_LIMITS = ("p", "thead", "tbody", "div", "tr")
"""What says nothing of how a text is read: a list is loose or tight, a table has rows."""

_BLOCKS = (
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
)
_BLOCK_TAGS = frozenset((*_BLOCKS, "div", *(f"h{level}" for level in range(1, 7))))


class Block(NamedTuple):
    """What a piece of text stands in, and its words."""

    inside: str
    words: str


class Placed(NamedTuple):
    """A block as records read it, and the line on which it starts."""

    block: Block
    line: int


@lru_cache(maxsize=1 << 14)  # while a site is served, few texts change between two edits
def differences(text: str) -> tuple[range, ...]:
    """The lines, from 1, that pages would read in another way than records."""
    return tuple(_differences(text))


def _differences(text: str) -> Iterator[range]:
    placed, theirs = list(_in_records(text)), list(_in_pages(text))
    ours = [place.block for place in placed]
    if ours == theirs:
        return
    starts = [*(place.line for place in placed), text.count("\n") + 2]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, start, end, _, _ in matcher.get_opcodes():
        if tag != "equal":
            yield range(starts[start], max(starts[end], starts[start] + 1))


# ------------------------------------------------------------------------------------ as in records


def _in_records(text: str) -> Iterator[Placed]:
    inside: list[str] = []
    for token in LOOSE.parse(text):
        line = token.map[0] + 1 if token.map else 1
        if token.type == "inline":
            yield Placed(_block(inside, "".join(map(_inline, token.children or ()))), line)
        elif token.type in ("fence", "code_block"):
            yield Placed(_block([*inside, "pre"], token.content), line)
        elif token.type == "hr":
            yield Placed(_block([*inside, "hr"], ""), line)
        elif token.nesting == 1:
            inside.append(_opened(token.tag, token.attrGet("start")))
        elif token.nesting == -1:
            inside.pop()


def _opened(tag: str, start: object) -> str:
    return f"{tag} from {start}" if tag == "ol" and start not in (None, 1, "1") else tag


def _inline(token: Token) -> str:
    match token.type:
        case "text" | "html_inline":
            return token.content
        case "code_inline":
            return f"<code>{token.content.strip()}</code>"
        case "softbreak":
            return " "
        case "hardbreak":
            return "<br>"
        case "image":
            return "<img>"
        case _:
            return f"</{token.tag}>" if token.nesting == -1 else f"<{token.tag}>"


def _block(inside: list[str], words: str) -> Block:
    plain = re.sub(" ?<br> ?", "<br>", " ".join(words.split()))
    return Block(" ".join(tag for tag in inside if tag not in _LIMITS), plain)


# -------------------------------------------------------------------------------------- as in pages


@cache
def _page_parser() -> markdown.Markdown:
    return markdown.Markdown(extensions=[*EXTENSIONS])


def _in_pages(text: str) -> Iterator[Block]:
    html = _page_parser().reset().convert(text)
    if html.strip():
        yield from _blocks(lxml.html.fragment_fromstring(html, create_parent="div"), [])


def _blocks(element: _Element, inside: list[str]) -> Iterator[Block]:
    """The blocks in an element: its own words up to each block inside it, and those blocks."""
    words = [element.text or ""]
    for child in element:
        tag = str(child.tag)
        if tag in _BLOCK_TAGS:
            yield from _own(inside, words)
            yield from _of_child(child, tag, inside)
            words = []
        else:
            words.append(_inline_of(child, tag))
        words.append(child.tail or "")
    yield from _own(inside, words)


def _of_child(child: _Element, tag: str, inside: list[str]) -> Iterator[Block]:
    if tag in ("pre", "hr"):
        yield _block([*inside, tag], "".join(map(str, child.itertext())))
    else:
        yield from _blocks(child, [*inside, _opened(tag, child.get("start"))])


def _own(inside: list[str], words: list[str]) -> Iterator[Block]:
    is_cell = inside[-1:] in (["td"], ["th"])
    block = _block(inside, "".join(words))
    if block.words or is_cell:
        yield block


def _inline_of(element: _Element, tag: str) -> str:
    if tag in ("br", "img"):
        return f"<{tag}>"
    inner = (_inline_of(child, str(child.tag)) + (child.tail or "") for child in element)
    words = (element.text or "") + "".join(inner)
    return f"<{tag}>{words.strip() if tag == 'code' else words}</{tag}>"
