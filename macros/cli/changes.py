"""Changes as lines for a terminal, as `kim history` and `kim diff` print them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.history.describe import LabelOf, describe_change, heading, values_in_words
from macros.history.told_once import say_following
from macros.model import PAGES, Change, Key, Kind, Schema
from macros.model.outside import isolated_name, on_terminal, plainly
from macros.model.text import both, one_line


def change_lines(
    schema: Schema | None, kind: Kind, changes: Sequence[Change], label_of: LabelOf
) -> Iterator[str]:
    """Each change as a line: '    Retention period: 6 years → 7 years'."""
    for change in changes:
        old, new = values_in_words(schema, change, label_of)
        described = describe_change(kind, old, new, on_terminal)
        words = say_following(change) or described
        yield f"    {on_terminal(heading(schema, change.path))}: {words}{_set_by(change)}"


def _set_by(change: Change) -> str:
    if change.merged:
        return " [made in the merge itself]"
    if change.by is None:
        return ""
    names = both([isolated_name(author.name) for author in change.by.authors])
    return f" [{plainly(names)}, {change.by.id[:12]}]"


def noun(key: Key, schema: Schema | None) -> str:
    """What kind of thing a key names: 'page', 'action', or its register where no schema says."""
    if key.register == PAGES:
        return "page"
    return one_line(schema.singular if schema else key.register)
