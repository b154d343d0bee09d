"""Old versions of files as values: records, and pages by section. Read as they were, unchecked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from macros.catalogue.text_files import LARGEST
from macros.catalogue.yaml_plain import read_plainly
from macros.model import PAGES, Key, Unreadable, Value, Values, Version
from macros.model.mappings import grouped, present
from macros.model.text import decoded

Read = Callable[[str, str], Version]
"""The version that a path and a blob stand for."""

YAML = (".yml", ".yaml")

_PARTS = re.compile(r"\n(?=[A-Za-z_])").split
_STARTS = re.compile(r"[A-Za-z_]")
_ODD = re.compile(
    r"[\r\t\ufeff\x00\x85\u2028\u2029]|^(?:---|\.\.\.|%)|(?:^|[\s\[{,:-])[&*!]\S", re.MULTILINE
)
"""What in a part means something only in the whole: then the text is read as a whole."""
_ODD_SIGN = re.compile(r"[\r\t\ufeff\x00\x85\u2028\u2029%&*!]").search
"""Without one of these, only a line that ends a document is odd: that is seen far sooner."""
_NAME = r"([A-Za-z_]\w*)"
_WORDS = r"[A-Za-z0-9](?:[\w.,;?/()' -]*[\w.,;?)])?"
_LINE = r"[!-~][ -~]*"
_PLAIN = re.compile(rf"{_NAME}: ({_WORDS}(?:\n  {_WORDS})*)", re.ASCII)
_FOLDED = re.compile(rf"{_NAME}: >-\n  ({_LINE}(?:\n  {_LINE})*)", re.ASCII)
_LIST = re.compile(rf"{_NAME}:((?:\n  - {_WORDS})+|(?:\n- {_WORDS})+)", re.ASCII)
"""A field with plain words, with lines that are folded into one, and with a list of plain words:
most parts are like this, and need no parser to be seen."""


@lru_cache(maxsize=1 << 16)
def key_of(path: str) -> Key | None:
    """The record or page that a file holds, by its place; None for any other file.

    Registers were kept in folders inside folders once, and may be again: a record is named by its
    register and by the file's own name.
    """
    if not path.startswith(("docs/", "registers/")):
        return None
    folder, *inner = PurePosixPath(path).parts
    if folder == "docs" and inner and path.endswith(".md"):
        return Key(PAGES, path)
    if folder == "registers" and len(inner) > 1 and path.endswith(YAML):
        return None if inner[-1].startswith(".") else Key(inner[0], PurePosixPath(path).stem)
    return None


CONTENT = ("registers", "docs")
"""The folders of records and of pages."""


def program_folders(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders in which these files lie, such as macros and tests; not records' and pages'.

    Files at the root count for none: the menu, the README and the list of changes go with what
    they are about.
    """
    folders = {path.partition("/")[0] for path in paths if "/" in path}
    return tuple(sorted(folders.difference(CONTENT)))


def values_of(version: Version | None) -> Values | None:
    """The values of a version; None where there is none, or where it can't be read."""
    return None if isinstance(version, Unreadable) else version


def by_register(versions: Mapping[Key, Version]) -> Mapping[str, Mapping[str, Values]]:
    """The values of the records that can be read, by register and by id."""
    values = present({key: values_of(version) for key, version in versions.items()})
    registers = grouped((key.register, (key.id, own)) for key, own in values.items())
    return {name: dict(records) for name, records in registers.items()}


class _Parts(dict[str, "Values | None"]):
    """The values of each part that was asked for; None where it means something only in a whole."""

    def __missing__(self, part: str) -> Values | None:
        values = self[part] = _part(part)
        return values


class Reader:
    """Reads versions one after the other and remembers the parts that it has seen.

    Two versions of a record mostly share their lines, so each distinct field is parsed once.
    """

    def __init__(self) -> None:
        self._seen = _Parts()

    def read(self, path: str, content: bytes) -> Version:
        """A file's version as values; as its text where it can't be read."""
        text = decoded(content)
        if path.endswith(".md"):
            return page_values(text)
        values = self.values(text) if len(content) <= LARGEST else None
        return Unreadable(text) if values is None else values

    def values(self, text: str) -> Values | None:
        """The values of a record's text: the same as `read_plainly` gives, only sooner."""
        if not (_STARTS.match(text) and text.endswith("\n")):
            return read_plainly(text)
        parts = [self._seen[part] for part in _PARTS(text[:-1])]
        whole: dict[str, Value] = {}
        for values in parts:
            if values is None:
                return read_plainly(text)
            whole.update(values)
        size = sum(map(len, filter(None, parts)))
        return whole if size == len(whole) else None  # a field stood there twice


def _part(text: str) -> Values | None:
    if words := _PLAIN.fullmatch(text) or _FOLDED.fullmatch(text):
        return {words[1]: words[2].replace("\n  ", " ")}
    if items := _LIST.fullmatch(text):
        return {items[1]: [line.lstrip(" -") for line in items[2].split("\n")[1:]]}
    return None if _is_odd(text) else read_plainly(text + "\n")


def _is_odd(text: str) -> bool:
    may_be = "\n---" in text or "\n..." in text or _ODD_SIGN(text)
    return bool(may_be and _ODD.search(text))


_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})(.*)")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---[ \t]*\n", re.DOTALL)


def page_values(text: str) -> Values:
    """A written page as values: what its front matter says, and its text by section.

    A section is what stands under one heading; what stands before the first is "Start". Two
    headings alike are told apart by a number.
    """
    front, text = _front_matter(text.replace("\r\n", "\n"))
    sections = {title: "\n".join(lines).strip("\n") for title, lines in _sections(text).items()}
    if not sections["Start"]:
        del sections["Start"]
    return {**front, "sections": sections}


def _front_matter(text: str) -> tuple[Values, str]:
    """What a page's first block says, as text where it can't be read; and the text after it."""
    block = _FRONT_MATTER.match(text)
    if block is None:
        return {}, text
    return read_plainly(block[1] + "\n") or {"heading": block[1]}, text[block.end() :]


def _sections(text: str) -> Mapping[str, Iterable[str]]:
    """The lines under each heading. A line in a fence is none, whatever it looks like."""
    lines: list[str] = []
    sections = {"Start": lines}
    fence = ""
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            closes = fence and mark[1].startswith(fence) and not mark[2].strip()
            fence = "" if closes else fence or mark[1]
        heading = None if fence else _HEADING.fullmatch(line)
        if heading:
            title = _free(heading[2] or "No heading", sections)
            lines = sections[title] = []
        else:
            lines.append(line)
    return sections


def _free(title: str, taken: Mapping[str, object]) -> str:
    number, name = 1, title
    while name in taken:
        number += 1
        name = f"{title} ({number})"
    return name
