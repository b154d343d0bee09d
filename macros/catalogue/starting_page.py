"""A page of the sample's as another landlord starts with it: without what leans on sample records.

A block that names a record goes: a paragraph, an item of a list, a row of a table. In a page of a
kind, such as a procedure, the words stay in place of the link, since there a step is worth more
than what it names, and a box at the top says that nobody has confirmed it yet.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

_DROPPED = ("records", "sources", "illustrative", "last_reviewed", "review_outcome")
"""What the top of a page says that is true of the sample alone."""

_CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_OF_EXAMPLES = "illustrative"
"""The mark of an example: what says how many records bear it speaks of the sample."""

_QUOTED = re.compile(r"\"([^\"]+)\"")
_RECORD = re.compile(r"\{\{ *record\(\"([^\"]+)\"[^}]*\) *\}\}")
_FIELD = re.compile(r"\{\{ *field\([^}]*\) *\}\}")
_WHOLE = re.compile(r"\{\{ *whole_record\([^}]*\) *\}\}")
_LINK = re.compile(r"\]\(([^)#\s]+\.md)")
_WORD = re.compile(r"[A-Z][A-Za-z]*-?[A-Za-z0-9-]*[0-9a-z]")
_ITEM = re.compile(r" *(?:[-*] |[0-9]+\. |\|)")
_HEADING = re.compile(r"(#+) ")
_FENCE = re.compile(r" *(?:```|~~~)")
_NOTE = re.compile(r"!!! ")

_LIKE = re.compile(r"(\{\{ *example_(?:id|file)\(\"[\w-]+\"), *like=\"[^\"]+\"\)")
"""A macro's wish for a record of the sample, where any will do."""

FILL_IN = "[fill in]"

_BOX = f"""!!! note "To adapt"

    This came with the program, and nobody here has confirmed it. Make it your own: what stands in
    [square brackets] is a name from an example, and {FILL_IN} is what no source of yours says yet.
    Take out what isn't so, and then this box.
"""


class Start(NamedTuple):
    """What a page is made with.

    `titles` are those of the sample's records by id, `left_out` the pages that stay away, and
    `unset` what mkdocs.yml says nothing of yet, such as "landlord.contact". `owner` answers for
    each page at first, and `next_review` is when they are to be looked at.
    """

    titles: Mapping[str, str]
    left_out: Collection[str]
    unset: Collection[str]
    owner: str
    next_review: date


def starting_page(file: str, text: str, start: Start) -> str:
    """The text of a page, from its path under the project and its text in the sample."""
    _, head, body = text.split("---\n", 2)
    body = _LIKE.sub(r"\1)", body)
    is_of_kind = re.search(r"^kind: ", head, re.MULTILINE) is not None
    if is_of_kind:
        body = _BOX_ABOVE + _in_words(body, start.titles)
    kept = _without_leaning(_blocks(body), posixpath.dirname(file), start)
    joined = "\n\n".join("\n".join(block) for block in _with_content(kept))
    return f"---\n{_heading(head, start)}---\n\n{joined}\n"


_BOX_ABOVE = f"\n{_BOX}\n"


def rests_on_sources(text: str) -> bool:
    """Whether a page says what it rests on, which another landlord's registers don't hold yet."""
    _, head, _ = text.split("---\n", 2)
    return re.search(r"^sources:", head, re.MULTILINE) is not None


def _heading(head: str, start: Start) -> str:
    """What stands between the dashes, with the new owner and without what was the sample's."""
    lines: list[str] = []
    is_dropped = False
    for line in head.splitlines():
        if not line.startswith((" ", "-")):
            is_dropped = line.partition(":")[0] in _DROPPED
        if not is_dropped:
            lines.append(_stated(line, start))
    return "".join(f"{line}\n" for line in lines)


def _stated(line: str, start: Start) -> str:
    name = line.partition(":")[0]
    if name == "owner_role":
        return f"owner_role: {start.owner}"
    return f"next_review: {start.next_review}" if name == "next_review" else line


def _in_words(body: str, titles: Mapping[str, str]) -> str:
    named = _RECORD.sub(lambda call: f"[{titles.get(call[1], call[1])}]", body)
    return _FIELD.sub(FILL_IN, named)


# ------------------------------------------------------------------------------------------- blocks


def _blocks(body: str) -> Iterator[Sequence[str]]:
    """The blocks of a page: what stands between empty lines, and each fenced text whole."""
    block: list[str] = []
    is_fenced = False
    for line in body.splitlines():
        if _FENCE.match(line):
            is_fenced = not is_fenced
        if line.strip() or is_fenced:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _without_leaning(
    blocks: Iterator[Sequence[str]], folder: str, start: Start
) -> Iterator[Sequence[str]]:
    """The blocks, each without the parts that lean on the sample. An empty one was all such."""
    for block in blocks:
        text = "\n".join(block)
        if _FENCE.match(block[0]) or "{% raw %}" in text or _WHOLE.fullmatch(text):
            yield block
            continue
        parts = ["\n".join(part) for part in _parts(block)]
        yield [part for part in parts if not _leans(part, folder, start)]


def _parts(block: Sequence[str]) -> Iterator[Sequence[str]]:
    """The items of a list and the rows of a table, each with the lines that go on from it."""
    part: list[str] = []
    for line in block:
        if part and _ITEM.match(line):
            yield part
            part = []
        part.append(line)
    yield part


def _leans(part: str, folder: str, start: Start) -> bool:
    """Whether a part names a record of the sample, leads to an absent page, or prints nothing."""
    calls = _CALL.findall(part)
    if any(call.strip() in start.unset for call in calls):
        return True
    quoted = {name for call in calls for name in _QUOTED.findall(call)}
    if _OF_EXAMPLES in quoted:
        return True
    words = set(_WORD.findall(_CALL.sub("", part)))
    if not start.titles.keys().isdisjoint(quoted | words):
        return True
    targets = (posixpath.normpath(posixpath.join(folder, link)) for link in _LINK.findall(part))
    return any(target in start.left_out for target in targets)


def _with_content(blocks: Iterator[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The blocks that are left, without what only led to others that aren't."""
    kept: list[Sequence[str]] = []
    for block in blocks:
        if not block:
            if kept and _introduces(kept[-1]):
                kept.pop()
            continue
        while kept and _is_hollow(kept[-1], block):
            kept.pop()
        kept.append(block)
    while kept and (_HEADING.match(kept[-1][0]) or _NOTE.match(kept[-1][0])):
        kept.pop()
    yield from kept


def _introduces(block: Sequence[str]) -> bool:
    return block[-1].endswith(":") and not _HEADING.match(block[0])


def _is_hollow(block: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a heading or the title of a box has nothing under it, seen from what comes after."""
    if len(block) == 1 and _NOTE.match(block[0]):
        return not after[0].startswith("    ")
    heading, next_one = _HEADING.match(block[0]), _HEADING.match(after[0])
    return bool(heading and next_one and len(next_one[1]) <= len(heading[1]))
