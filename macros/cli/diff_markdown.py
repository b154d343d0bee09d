"""`kim diff --format markdown`: for a pull request, and never longer than a comment can be.

What comes from a record, or from a schema that is proposed, stands as code: it is no markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.cli.changes import noun
from macros.cli.diff_approvals import approval_lines, approvers_of
from macros.cli.schema_lines import Told, schema_lines, summary, told_of, what_it_is
from macros.history.compare import Comparison, Difference
from macros.history.describe import describe_change, heading, labelled, users, values_in_words
from macros.history.schema_groups import told_together
from macros.history.told_once import say_following
from macros.model import SchemaDifference
from macros.model.outside import isolate, plainly
from macros.model.text import both, counted, one_line

LONGEST = 60_000
"""Letters of all of it. A comment on GitHub can have 65,536."""


class _Block(NamedTuple):
    """What is said of one thing. Where not all fits, blocks with points come first."""

    noun: str
    text: str
    is_pointed: bool = False


def as_markdown(comparison: Comparison) -> Iterator[str]:
    """All of it: whole records only, and how many more there are."""
    blocks = list(_blocks(comparison, told_of(comparison)))
    lines = ["", "### Who has to approve", "", *_approvals(comparison)]
    ending = "\n".join(lines) if len(lines) > 3 else ""
    yield summary(comparison)
    chosen = _fitting(blocks, LONGEST - len(ending) - 1_000)
    yield from (block.text for number, block in enumerate(blocks) if number in chosen)
    left = [block.noun for number, block in enumerate(blocks) if number not in chosen]
    if left:
        yield f"\n{_more(left)}: run `kim diff {comparison.base[:12]} {comparison.head[:12]}`."
    if ending:
        yield ending


def _fitting(blocks: Sequence[_Block], room: int) -> set[int]:
    """Which blocks there is room for, those with something to look at first."""
    chosen: set[int] = set()
    order = sorted(range(len(blocks)), key=lambda number: not blocks[number].is_pointed)
    for number in order:
        length = len(blocks[number].text) + 1
        if length <= room:
            chosen.add(number)
            room -= length
    return chosen


def _more(nouns: Sequence[str]) -> str:
    """'31 more records and 1 more schema'."""
    kinds = dict.fromkeys(nouns)
    return both([counted(nouns.count(kind), f"more {kind}") for kind in kinds])


def _approvals(comparison: Comparison) -> Iterator[str]:
    approvers = approvers_of(comparison)
    return (f"- {line}" for line in approval_lines(comparison, approvers, code))


def _blocks(comparison: Comparison, told: Told) -> Iterator[_Block]:
    for schemas in told_together(comparison.told):
        following = told.following.get(schemas.register, ())
        text = "\n".join(["", *_schema(schemas, following)])
        yield _Block("schema" if schemas.register else "settings file", text, is_pointed=True)
    for difference in told.differences:
        text = "\n".join(["", *_record(comparison, difference)])
        kind = "page" if difference.key.is_page else "record"
        yield _Block(kind, text, bool(difference.points))


def _schema(difference: SchemaDifference, following: Sequence[str]) -> Iterator[str]:
    """Our words hold titles and choices that somebody proposes, so all of it stands as code."""
    yield f"### {code(difference.title)}"
    yield from ("", f"{what_it_is(difference)}: {code(difference.file)}", "")
    yield from (f"- {line}" for line in schema_lines(difference, following, code))


def _record(comparison: Comparison, difference: Difference) -> Iterator[str]:
    key, kind = difference.key, difference.kind
    schema = comparison.schemas.get(key.register)
    yield f"### {code(key.id)} {code(difference.label)}".rstrip()
    yield from ("", f"{code(noun(key, schema))}: {kind}", "")
    for change in difference.changes:
        old, new = values_in_words(schema, change, labelled(comparison.labels))
        words = say_following(change) or describe_change(kind, old, new, code)
        yield f"- {code(heading(schema, change.path))}: {words}"
    if difference.points:
        yield from ("", "Look at this:", "")
        yield from (f"- {point.says(code)}" for point in difference.points)
    if difference.used_by:
        behind = f"; their owners: {code(difference.user_owners)}" if difference.user_owners else ""
        yield from ("", f"Used by {code(users(difference.used_by, comparison.schemas))}{behind}")


def code(text: str) -> str:
    """A text as Markdown code on one line.

    Nothing in it is markup, a mention, a link or a picture, or turns what stands beside it.
    """
    text = one_line(text)
    if not text:
        return ""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return plainly(isolate(f"{fence}{pad}{text}{pad}{fence}"))
