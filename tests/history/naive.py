"""The second way to a record's versions: slow and simple, from `git log -p` for one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from macros.history.versions import page_values
from macros.model import Unreadable, Value, Version
from tests.repositories import printed

PLAIN_FILES = ("100644", "100755")
Texts = list[tuple[str, bytes | None]]
"""Commits of the main line that touched a file, oldest first, and what it held after each.

None: there was no such file.
"""


def texts(folder: Path, path: str, *options: str) -> Texts:
    """Every version of a file on the main line, read from patches that show the whole file."""
    log = printed(
        folder, "log", "--first-parent", "-m", "-p", *options, "--unified=1000000", "--text",
        "--no-color", "--no-ext-diff", "--no-textconv", "--relative", "--topo-order",
        "--format=%x00%x00%H%x00%x00", "HEAD", "--", ":(literal)" + path,
    )  # fmt: skip
    fields = re.split(rb"\0\0([0-9a-f]{40,64})\0\0\n", log)[1:]
    versions: Texts = []
    for number in range(len(fields) - 2, -1, -2):
        before = versions[-1][1] if versions else None
        versions.append((fields[number].decode(), _after(fields[number + 1], before)))
    return versions


def _after(patch: bytes, content: bytes | None) -> bytes | None:
    """The file after a patch. A link or a submodule of its name is no file of ours."""
    for part in re.split(rb"^(?=diff --git )", patch, flags=re.MULTILINE)[1:]:
        head, _, hunk = part.partition(b"\n@@ ")
        mode = re.search(rb"^(?:new file mode|new mode|index \S+) (\d{6})", head, re.MULTILINE)
        if b"\ndeleted file mode" in head or (mode and mode[1].decode() not in PLAIN_FILES):
            content = None
        elif hunk:
            content = _lines(hunk.split(b"\n")[1:])
        elif b"\nnew file mode" in head:
            content = b""
    return content


def _lines(lines: Sequence[bytes]) -> bytes:
    text, ended = b"", True
    for number, line in enumerate(lines):
        if line[:1] in (b"+", b" "):
            text += line[1:] + b"\n"
            ended = not lines[number + 1 : number + 2] or not lines[number + 1].startswith(b"\\")
    return text if ended else text[:-1]


def blobs(folder: Path) -> Mapping[str, bytes]:
    """What a repository holds, by its digests."""
    everything = printed(folder, "cat-file", "--batch", "--batch-all-objects", "--buffer")
    contents: dict[str, bytes] = {}
    at = 0
    while at < len(everything):
        start = everything.index(b"\n", at) + 1
        id_, _, size = everything[at:start].split()
        end = start + int(size)
        contents[id_.decode()] = everything[start:end]
        at = end + 1
    return contents


@lru_cache(maxsize=1 << 12)
def read(path: str, content: bytes) -> Version:
    """A version as it is meant to be read: page by section, record with every scalar as text."""
    text = content.decode("utf-8", "replace")
    if path.endswith(".md"):
        return page_values(text)
    try:
        documents = list(_values(yaml.compose_all(text, Loader=yaml.SafeLoader)))
    except (yaml.YAMLError, RecursionError, ValueError):
        return Unreadable(text)
    if re.search(r"(?:^|[\s\[{,:-])\*\w", text) and any(
        isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)
    ):
        return Unreadable(text)
    if len(documents) == 1 and isinstance(documents[0], Mapping):
        return documents[0]
    return Unreadable(text)


def _values(nodes: Iterable[yaml.Node | None]) -> Iterator[Value]:
    for node in nodes:
        if node is not None:
            yield _value(node)


def _value(node: yaml.Node) -> Value:
    if isinstance(node, yaml.SequenceNode):
        return [_value(inner) for inner in node.value]
    if isinstance(node, yaml.MappingNode):
        values = {_name(key): _value(value) for key, value in node.value}
        if len(values) < len(node.value):
            raise ValueError("a field stands there twice")
        return values
    return str(node.value)


def _name(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("the name of a field is a list or a group")  # noqa: TRY004 - told as what can't be read
    return str(node.value)
