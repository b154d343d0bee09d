"""A confirmation into a record's file: the fewest lines that will do, and not a byte of the rest.

Comments, quotes, folded text, line ends and the order of the fields stay as their author left them. What comes
out is read again: where it would not say exactly what it should, nothing is changed and the reason is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from macros.catalogue.yaml_reader import parse
from macros.model import Document, Mark, Schema, Value
from macros.model.errors import KimError

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_HOLLOW = re.compile(r"#|\s*\Z")
"""A comment at the margin or an empty line. A comment further in belongs to what stands above it, or is its text."""


class EditError(KimError):
    """The file is laid out so that it can't be changed line by line."""


def with_confirmation(
    content: bytes, document: Document, schema: Schema, record: str, fingerprint: str, on: date
) -> bytes:
    """The file's bytes, with `record` confirmed by that fingerprint on that day.

    `document` is what `content` holds. Raises NotAmended where the file's layout doesn't allow it.
    """
    wanted = _wanted(document.value, record, fingerprint, on)
    for lines in _ways(
        _LINE.findall(content.decode("utf-8")), document, schema, record, fingerprint, on
    ):
        amended = "".join(lines).encode("utf-8")
        found, _ = parse(amended, "")
        if found and found.value == wanted:
            return amended
    raise EditError("The file is laid out in an unusual way, so it was not changed.")


def _wanted(
    values: Mapping[str, Value], record: str, fingerprint: str, on: date
) -> Mapping[str, Value]:
    """What the file is to hold."""
    new: Mapping[str, Value] = {"record": record, "fingerprint": fingerprint, "on": on.isoformat()}
    stated = values.get("confirmed", ())
    groups = list(stated) if isinstance(stated, list | tuple) else []
    number = _number(values, record)
    return {
        **values,
        "confirmed": [*groups, new]
        if number is None
        else [*groups[:number], new, *groups[number + 1 :]],
    }


def _number(values: Mapping[str, Value], record: str) -> int | None:
    stated = values.get("confirmed", ())
    groups = stated if isinstance(stated, list | tuple) else ()
    return next(
        (
            number
            for number, one in enumerate(groups)
            if isinstance(one, Mapping) and one.get("record") == record
        ),
        None,
    )


def _ways(
    lines: Sequence[str],
    document: Document,
    schema: Schema,
    record: str,
    fingerprint: str,
    on: date,
) -> Iterator[Sequence[str]]:
    """The changes that could do, the neatest first."""
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    number = _number(document.value, record)
    if number is not None:
        if ("confirmed", number, "fingerprint") in document.marks:
            yield _replaced(lines, document, number, fingerprint, on, end)
    elif "confirmed" in document.value:
        first = document.marks.get(("confirmed", 0))
        if first is None:
            return  # an empty list: written as [], which takes no more lines
        indent = lines[first.line - 1][: first.column - 1].replace("-", " ")
        after = max(
            mark.line for path, mark in document.marks.items() if path[0:1] == ("confirmed",)
        )
        yield _put(
            lines,
            after,
            [f"{_dashed(indent)}record: {record}", *_said(indent, fingerprint, on)],
            end,
        )
    else:
        block = ["confirmed:", f"  - record: {record}", *_said("    ", fingerprint, on)]
        below = _below(document, schema, len(lines) + 1)
        above = below
        while above > 1 and _HOLLOW.match(lines[above - 2].rstrip("\r\n")):
            above -= 1
        yield _put(
            lines, above - 1, block, end
        )  # comments and empty lines belong to what comes after them
        yield _put(lines, below - 1, block, end)


def _said(indent: str, fingerprint: str, on: date) -> list[str]:
    return [f"{indent}fingerprint: {fingerprint}", f"{indent}on: {on.isoformat()}"]


def _dashed(indent: str) -> str:
    """The indent of a group's first line, where the list's hyphen stands in it."""
    return f"{indent[:-2]}- "


def _put(lines: Sequence[str], after: int, new: Sequence[str], end: str) -> Sequence[str]:
    """New lines behind the first `after` ones; a last line without an end gets one."""
    before = list(lines[:after])
    if before and not before[-1].endswith(("\r", "\n")):
        before[-1] += end
    return [*before, *(line + end for line in new), *lines[after:]]


def _below(document: Document, schema: Schema, behind: int) -> int:
    """The line of the field that comes after this one: after the last of those that the schema has before it."""
    order = [field.name for field in schema.fields]
    earlier = order[: order.index("confirmed")]
    last = next((name for name in reversed(earlier) if name in document.value), None)
    tops = sorted(mark.line for path, mark in document.keys.items() if len(path) == 1)
    here = document.keys[(last,)].line if last else 0
    return next((line for line in tops if line > here), behind)


def _replaced(
    lines: Sequence[str], document: Document, number: int, fingerprint: str, on: date, end: str
) -> Sequence[str]:
    """The lines with another fingerprint and day in a confirmation that is there."""
    changed = list(lines)
    if day := document.marks.get(("confirmed", number, "on")):
        changed[day.line - 1] = _rewritten(changed[day.line - 1], day, on.isoformat())
    mark = document.marks["confirmed", number, "fingerprint"]
    changed[mark.line - 1] = _rewritten(changed[mark.line - 1], mark, fingerprint)
    if not day:
        key = document.keys["confirmed", number, "fingerprint"]
        indent = changed[key.line - 1][: key.column - 1].replace("-", " ")
        return _put(changed, mark.line, [f"{indent}on: {on.isoformat()}"], end)
    return changed


def _rewritten(line: str, mark: Mark, text: str) -> str:
    """A line with the word at a mark written anew; quotes round it and what follows stay."""
    return line[: mark.column - 1] + re.sub(r"[0-9a-f-]+", text, line[mark.column - 1 :], count=1)
