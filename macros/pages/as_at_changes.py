"""What became of the records between two days, in words: counted, by kind, and by register."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from macros.history.compare_days import (
    OWNER,
    Changes,
    DaysCompared,
    Lineage,
    RecordChange,
    compare_days,
)
from macros.history.describe import heading
from macros.history.replay import RecordVersion
from macros.history.snapshots import Snapshot
from macros.model import Key
from macros.model.text import counted, natural
from macros.pages.as_at_addresses import COMPARISON, day_address
from macros.pages.fragments import ROOT, Fragment, render
from macros.pages.old_values import (
    href_of,
    register_schema,
    say_old_value,
    title_then,
    todays_order,
)
from macros.view.view import View

FEW = 20
"""Records that became something: so many are shown at once, and more are folded."""

FOLLOWED = "Followed their schema"
"""What is said of records that hold the same otherwise, because a schema wants it otherwise."""

COUNTED: Mapping[str, Callable[[DaysCompared], Sequence[object]]] = {
    "Added": lambda days: days.added,
    "Changed": lambda days: days.changed,
    "Newly retired": lambda days: days.retired,
    "New owner": lambda days: days.owned,
    "Deleted": lambda days: days.deleted,
}
"""What is counted of a register: the head of each column, and the records that count in it."""


class ChangedRecord(NamedTuple):
    """A record that became something: its page, what it was called, and what there is to say.

    Of a field that followed its schema, its title, with the register's page where there is one.
    """

    key: Key
    href: str
    title: str
    id: str
    more: str


class KindOfChange(NamedTuple):
    """One kind of change: its heading, how many, and the records by register."""

    anchor: str
    title: str
    many: str
    folded: bool
    groups: Sequence[tuple[str, Sequence[ChangedRecord]]]


def counts(days: DaysCompared) -> tuple[int, ...]:
    """How many records became what, a number for each column."""
    return tuple(len(records(days)) for records in COUNTED.values())


def of_register(days: DaysCompared, register: str) -> DaysCompared:
    """What became of one register's records.

    A record that came from another register counts where it is now.
    """
    return DaysCompared(
        tuple(key for key in days.added if key.register == register),
        tuple(key for key in days.deleted if key.register == register),
        tuple(change for change in days.changes if change.key.register == register),
    )


def since_page(
    view: View, snapshot: Snapshot, known: Lineage, made: Changes | None = None
) -> Fragment:
    """What changed from a day to now. `made` is what changed from other days to now."""
    now = view.snapshots[-1]
    days = compare_days(snapshot.records, now.records, known, made)
    html = render(
        "as_at_since.html",
        day=snapshot.day,
        there=f"{ROOT}{day_address(snapshot.day)}",
        now=f"{ROOT}{day_address(now.day)}",
        compare=f"{ROOT}{COMPARISON}",
        told=changes(view, days, snapshot, now, level=2),
    )
    return Fragment(html)


def changes(view: View, days: DaysCompared, old: Snapshot, new: Snapshot, level: int) -> Markup:
    """What became of the records, for a reader who knows neither Git nor YAML.

    `level` is that of the headings, one for each kind of change.
    """
    return render("between.html", kinds=_kinds(view, days, old, new), level=level)


def _kinds(view: View, days: DaysCompared, old: Snapshot, new: Snapshot) -> Sequence[KindOfChange]:
    added = [(key, "") for key in days.added]
    changed = [(record.key, _fields(view, record)) for record in days.changed]
    retired = [(record.key, "") for record in days.retired]
    owned = [(record.key, _owners(view, record)) for record in days.owned]
    renamed = [(record.key, _former_name(record)) for record in days.renamed]
    deleted = [(key, "") for key in days.deleted]
    kinds = (
        _kind(view, "added", "Added", added, new),
        _kind(view, "changed", "Changed", changed, new),
        _following(view, days.following),
        _kind(view, "retired", "Retired", retired, new),
        _kind(view, "re-owned", "New owner", owned, new),
        _kind(view, "renamed", "Renamed", renamed, new),
        _kind(view, "deleted", "Deleted", deleted, old),
    )
    return [kind for kind in kinds if kind.groups]


def _kind(
    view: View, anchor: str, title: str, records: Sequence[tuple[Key, str]], snapshot: Snapshot
) -> KindOfChange:
    """One kind of change. Each record comes with what there is to say, and is called as it was."""
    lines = [_line(view, key, snapshot.records[key], more) for key, more in records]
    many = counted(len(lines), "record")
    return KindOfChange(anchor, title, many, len(lines) > FEW, list(_by_register(view, lines)))


def _following(view: View, records: Sequence[RecordChange]) -> KindOfChange:
    """What followed the schemas, told once for each field and not on every record."""
    fields = Counter(
        Key(record.key.register, name) for record in records for name in record.follows
    )
    lines = [_followed(view, field, number) for field, number in fields.items()]
    many = counted(len(records), "record")
    return KindOfChange("followed", FOLLOWED, many, False, list(_by_register(view, lines)))


def _followed(view: View, field: Key, number: int) -> ChangedRecord:
    title = heading(register_schema(view, field.register), (field.id,))
    more = f"the same in {counted(number, 'record')}, under the name or in the form it has since"
    is_there = field.register in view.registers
    href = f"{ROOT}registers/{quote(field.register)}/" if is_there else ""
    return ChangedRecord(field, href, title, "", more)


def _line(view: View, key: Key, record: RecordVersion, more: str) -> ChangedRecord:
    title = title_then(view, key, record.version)
    return ChangedRecord(key, href_of(view, key), title, "" if key.id == title else key.id, more)


def _by_register(
    view: View, lines: Iterable[ChangedRecord]
) -> Iterator[tuple[str, Sequence[ChangedRecord]]]:
    """Each register's title and its lines, in the order of the records' numbers."""
    by_register: dict[str, list[ChangedRecord]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: natural(line.key.id)):
        by_register[line.key.register].append(line)
    for name in todays_order(view, by_register):
        yield register_schema(view, name).title, by_register[name]


def _fields(view: View, record: RecordChange) -> str:
    if record.whole:
        return "a version that can't be read as a record"
    schema = register_schema(view, record.key.register)
    return ", ".join(heading(schema, (name,)) for name in record.fields)


def _owners(view: View, record: RecordChange) -> str:
    assert record.owners
    old, new = (_owner(view, record.key, owner) for owner in record.owners)
    return f"from {old} to {new}"


def _owner(view: View, key: Key, owner: str) -> str:
    schema = register_schema(view, key.register)
    return say_old_value(view, schema, (OWNER,), owner) if owner else "nobody"


def _former_name(record: RecordChange) -> str:
    assert record.was
    if record.was.register == record.key.register:
        return f"it was {record.was.id}"
    return f"it was {record.was.id} in the register “{record.was.register}”"
