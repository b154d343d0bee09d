"""A file's bytes into the texts in it, whatever kind of file it is, each with its place."""

from __future__ import annotations

import gzip
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import PurePosixPath
from typing import NamedTuple, TypeAlias

from macros.catalogue.office_texts import has_paragraphs, paragraphs
from macros.catalogue.packed import DEEPEST, is_locked, is_zip, unpacked
from macros.catalogue.tables import table_of
from macros.catalogue.unread import Unread
from macros.rules.personal.reading import Form


class Passage(NamedTuple):
    """A text of a file, how it is written, and the line that it begins in.

    Of a `row` the columns are those of its cells. What is told `again` was read before, with a
    better place. Where something is `unread`, the text is empty.
    """

    file: str
    text: str
    form: Form = "text"
    line: int = 1
    row: bool = False
    again: bool = False
    unread: Unread | None = None


Passages: TypeAlias = Iterator[Passage]

FORMS = {
    ".yml": "yaml",
    ".yaml": "yaml",
    ".md": "markdown",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".svg": "html",
    ".xml": "html",
    ".rels": "html",
    **dict.fromkeys((".js", ".css", ".map", ".py"), "code"),
}
TABLES = {".csv": ",", ".tsv": "\t"}
WORKBOOKS = (".xlsx", ".xlsm")
_FRAME = re.compile(r"^(?:xl|word|ppt)/(?:theme/|styles|fontTable)|_rels/|^\[Content_Types\]")
"""What an office's program writes into each file alike: names of fonts and of styles."""

_WORDS = re.compile(rb"[\x20-\x7e\t]{12,}")
"""What can be read in a file that is no text: long enough not to be chance."""

PDF = b"%PDF-"


def passages(file: str, content: bytes, depth: int = 0) -> Passages:
    """Every text in a file, and in the files inside it; and what of it can't be read."""
    if content.startswith(b"\x1f\x8b"):
        content = _unzipped(content)
    if is_zip(content):
        yield from _in_archive(file, content, depth)
    elif PDF in content[:1024]:
        yield from _in_pdf(file, content, depth)
    elif (text := as_text(content)) is None:
        yield from _in_picture(file, content)
        for words in _WORDS.findall(content):
            yield Passage(file, words.decode("ascii"), again=True)
    else:
        yield from _in_text(file, text)


def _in_archive(file: str, content: bytes, depth: int) -> Passages:
    """What lies in an archive. Its files are called as if it were a folder."""
    is_workbook = _ending(file) in WORKBOOKS
    if is_workbook:
        reader = import_module("macros.catalogue.workbooks")  # large, and seldom needed
        for sheet, text, number in reader.workbook(content):
            yield Passage(f"{file}/{sheet}", text, "text", number, row=True)
    if is_locked(content):
        yield Passage(file, "", unread="locked")
    for name, inner in unpacked(content) if depth < DEEPEST else ():
        if _FRAME.search(name):
            continue
        whole = has_paragraphs(name)
        if whole:
            yield Passage(f"{file}/{name}", paragraphs(inner))
        yield Passage(f"{file}/{name}", PurePosixPath(name).name, "name")
        for passage in passages(f"{file}/{name}", inner, depth + 1):
            yield passage._replace(again=passage.again or is_workbook or whole)


def _in_pdf(file: str, content: bytes, depth: int) -> Passages:
    """What a PDF file says, page by page, and what lies in it."""
    reader = import_module("macros.catalogue.pdf_texts")  # large, and seldom needed
    try:
        for part in reader.pdf_parts(content):
            place = f"{file}/{part[0]}"
            if isinstance(part, reader.Attached):
                if depth < DEEPEST:
                    yield from passages(place, part.content, depth + 1)
            elif part.text.strip():
                yield Passage(place, part.text, FORMS.get(_ending(place), "text"))
            else:
                yield Passage(place, "", unread="page")
    except reader.LockedPdfError:
        yield Passage(file, "", unread="locked")
        for words in _WORDS.findall(content):
            yield Passage(file, words.decode("ascii"))


def _in_picture(file: str, content: bytes) -> Passages:
    """What a picture says in words; of any other file only that it isn't read."""
    reader = import_module("macros.catalogue.picture_words")  # large, and seldom needed
    is_picture = reader.is_picture(content)
    words = reader.picture_words(content) if is_picture else None
    if words is None:
        yield Passage(file, "", unread="locked" if is_picture else "other")
        return
    yield Passage(file, "", unread="picture")
    if words.says_where:
        yield Passage(file, "", unread="place")
    for place, text in words.texts:
        yield Passage(f"{file}/{place}", text, FORMS.get(_ending(place), "text"))


def _in_text(file: str, text: str) -> Passages:
    ending = _ending(file)
    if ending in TABLES:
        for words, number in table_of(text, TABLES[ending]):
            yield Passage(file, words, "text", number, row=True)
    else:
        yield from _whole(file, text, FORMS.get(ending, "text"))


def _ending(file: str) -> str:
    return PurePosixPath(file).suffix.lower()


def _whole(file: str, text: str, form: Form) -> Passages:
    """A text, and what stands inside the tags of one that has them."""
    yield Passage(file, text, form)
    if form == "html":
        lines = [0, *(end.end() for end in re.finditer("\n", text))]
        for tag in _TAGS.finditer(text):
            for start, words in _in_tag(tag[0]):
                yield _at(file, lines, tag.start() + start, words)


def _in_tag(tag: str) -> Iterator[tuple[int, str]]:
    """What stands inside a tag, and where: each entry of a list by itself, the rest together."""
    words = _GEOMETRY.sub(_blanks, tag)
    for listed in _LISTS.finditer(words):
        for entry in re.finditer(r"[^,]+", listed[1]):
            yield listed.start(1) + entry.start(), entry[0]
    rest = _LISTS.sub(_blanks, words)
    if "=" in rest or rest.startswith("<!--"):
        yield 0, rest


def _at(file: str, lines: Sequence[int], place: int, words: str) -> Passage:
    """Words that stand at a place in a text, with the columns that they have there.

    `lines` are the places at which its lines start.
    """
    number = bisect_right(lines, place)
    return Passage(file, " " * (place - lines[number - 1]) + words, "text", number)


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


_LISTS = re.compile(r"\sdata-(?:[a-z]+-)*words\s*=\s*\"([^\"]*)\"")
"""Words that lead to a page and stand in no sentence: one tells nothing of the next."""

_GEOMETRY = re.compile(
    r"\s(?:d|data-sort|points|transform|gradientTransform|viewBox|values|style|class|fill|stroke[a-z-]*"
    r"|[xy][12]?"
    r"|c[xy]|r[xy]?|width|height|xmlns(?::\w+)?)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
)
"""How a drawing looks and a column sorts: figures that say nothing."""

_TAGS = re.compile(r"<!--.*?-->|<[A-Za-z][^<>]*>", re.DOTALL)


def as_text(content: bytes) -> str | None:
    """The bytes as text, whatever the editor's encoding; None where they are none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _unzipped(content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return content
