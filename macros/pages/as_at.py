"""The registers as they stood: a page for each day, one for each register on it, and what changed in between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from macros.history import compare_days
from macros.history.compare_days import (
    OWNER,
    STATUS,
    DaysCompared,
    Fingerprint,
    Fingerprints,
    RecordChange,
    fingerprints,
    former,
)
from macros.history.describe import heading
from macros.history.old_registers import catalogue, gone_register
from macros.history.replay import RecordVersion
from macros.history.snapshots import (
    DATED_BY,
    NOW,
    Skew,
    Snapshot,
    SnapshotDay,
    first_to_come,
    say_instant,
    skew,
)
from macros.model import Key, Register, Schema, Unreadable, Value, Version
from macros.model.text import counted, natural
from macros.pages.fragments import ROOT, Fragment, Heading, anchor, render
from macros.pages.history_page import commit_address
from macros.pages.old_values import called, page_of, said, title_of
from macros.pages.tables import table
from macros.rules.calendar import local_day, say_date
from macros.view.view import View
from macros.view.view import view as view_of

HOME = "as-at/"
"""Where all of it stands, from the site's root."""

FEW = 20
"""Records that became something: so many are shown at once, and more are folded."""


class SnapshotPage(NamedTuple):
    """A page to be stamped, with its address from the site's root."""

    address: str
    title: str
    make: Callable[[], Fragment]
    searched: bool


# ------------------------------------------------------------------------------------------------- pages


def pages(view: View) -> Iterator[SnapshotPage]:
    """A page for each day, one for each of its registers, and one against now."""
    if not view.past:
        return
    names = former(view.past)
    before: Snapshot | None = None
    for standing in view.snapshots:
        day = standing.day
        yield SnapshotPage(
            f"{HOME}{day.address}/",
            f"As at {day.called}",
            partial(_day_page, view, standing, before, names),
            searched=True,
        )
        if day.address != NOW:
            title = f"What changed from {day.called} to now"
            yield SnapshotPage(
                f"{HOME}{day.address}/since/",
                title,
                partial(_since_page, view, standing, names),
                searched=False,
            )
            yield from _register_pages(view, standing)
        before = standing


def downloads(view: View) -> Iterator[tuple[str, Callable[[], str]]]:
    """All registers of each day as JSON, and what the page that compares any two needs."""
    for standing in view.snapshots:
        yield f"{HOME}{standing.day.address}/registers.json", partial(as_json, view, standing)
    if view.snapshots:
        yield f"{HOME}compare.json", partial(compare_json, view)


def _register_pages(view: View, standing: Snapshot) -> Iterator[SnapshotPage]:
    then = cache(partial(_view_then, view, standing))
    for name, part in _parts(standing).items():
        schema = _schema(view, name)
        title = f"{schema.title} as at {standing.day.called}"
        yield SnapshotPage(
            f"{_address(standing.day)}{part}/",
            title,
            partial(_register_page, view, standing, name, then),
            searched=False,
        )


def _view_then(view: View, standing: Snapshot) -> View:
    schemas = {name: register.schema for name, register in view.registers.items()}
    return view_of(
        catalogue(schemas, standing.records),
        "staff",
        local_day(standing.day.until),
        forge=view.forge,
    )


def _address(day: SnapshotDay) -> str:
    return f"{HOME}{day.address}/"


def _parts(standing: Snapshot) -> Mapping[str, str]:
    """Each register that held records then, and its part of an address; an old folder may have had any name."""
    found: dict[str, str] = {}
    for name in sorted({key.register for key in standing.records}):
        part = name if anchor(name) == name and name != "since" else anchor("register", name)
        while part in found.values():
            part += "-2"
        found[name] = part
    return found


def _schema(view: View, name: str) -> Schema:
    return view.registers[name].schema if name in view.registers else gone_register(name)


def _in_order(view: View, names: Iterable[str]) -> list[str]:
    """Registers as the site orders them; those that are no more come last."""
    order = {name: number for number, name in enumerate(view.registers)}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))


# ------------------------------------------------------------------------------------------ list of days


class Listed(NamedTuple):
    """A day in the list of days."""

    href: str
    called: str
    records: int
    sums: Sequence[int]
    since: str


def listing(view: View) -> Fragment:
    """The days that there are, newest first; when the first quarter will be, where none is over yet."""
    if not view.past:
        return Fragment(Markup())
    names = former(view.past)
    rows = []
    for number, standing in enumerate(view.snapshots):
        became = (
            compare_days.compare_days(view.snapshots[number - 1].records, standing.records, names)
            if number
            else None
        )
        rows.append(
            Listed(
                f"{ROOT}{_address(standing.day)}",
                standing.day.called[:1].upper() + standing.day.called[1:],
                len(standing.records),
                _sums(became) if became else (),
                f"{ROOT}{_address(standing.day)}since/" if standing.day.address != NOW else "",
            )
        )
    shown = Heading(2, "days", "Days")
    html = render(
        "as_at_list.html",
        heading=shown,
        rows=list(reversed(rows)),
        first=""
        if any(not one.day.tag and one.day.address != NOW for one in view.snapshots)
        else say_date(first_to_come(view.today)),
        columns=SUMS,
    )
    return Fragment(html, (shown,))


SUMS = ("Added", "Changed", "Newly retired", "New owner", "Deleted")
"""What is counted of each register: the heads of the columns, as `_sums` gives them."""


def _sums(found: DaysCompared) -> tuple[int, ...]:
    return (
        len(found.added),
        len(found.changed),
        len(found.retired),
        len(found.owned),
        len(found.deleted),
    )


# ------------------------------------------------------------------------------------------------- a day


class Summed(NamedTuple):
    """A register on a day."""

    href: str
    title: str
    records: int
    retired: int
    unreadable: int
    sums: Sequence[int]


def _day_page(
    view: View, standing: Snapshot, before: Snapshot | None, names: Mapping[Key, Key]
) -> Fragment:
    assert view.past
    day = standing.day
    found = compare_days.compare_days(before.records, standing.records, names) if before else None
    rows = list(_summary(view, standing, found))
    return Fragment(
        render(
            "as_at_day.html",
            day=day,
            now=day.address == NOW,
            records=counted(len(standing.records), "record"),
            registers=counted(sum(row.records > 0 for row in rows), "register"),
            facts=_facts(view, day),
            rows=rows,
            columns=SUMS if before else (),
            unreadable=any(row.unreadable for row in rows),
            before=before.day.called if before else "",
            told=_told(view, found, before, standing, 3) if found and before else "",
            since="" if day.address == NOW else f"{ROOT}{_address(day)}since/",
            compare=f"{ROOT}{HOME}compare/",
            download=f"{ROOT}{_address(day)}registers.json",
            root=ROOT,
        )
    )


class Facts(NamedTuple):
    """Where a state comes from, and by what it is dated."""

    short: str
    link: str
    subject: str
    landed: str
    dated_by: str
    skewed: Sequence[str]


def _facts(view: View, day: SnapshotDay) -> Facts:
    assert view.past
    link = commit_address(view.forge, day.commit.id)
    dated_by = (
        "By the tag, which names its commit."
        if day.tag
        else "It is the last commit of the main line."
        if day.address == NOW
        else DATED_BY
    )
    return Facts(
        day.commit.id[:10],
        link,
        day.commit.subject or "No reason was given.",
        say_instant(day.landed),
        dated_by,
        [_say_skew(one) for one in skew(view.past, day)],
    )


def _say_skew(one: Skew) -> str:
    dated, landed = say_instant(one.commit.committed), say_instant(one.landed)
    counts = "is in this state" if one.counted else "is not in this state"
    return f"Commit {one.commit.id[:10]} ({one.commit.subject}) is dated {dated}, and counts as landed on {landed}, as a commit before it does. It {counts}."


def _summary(view: View, standing: Snapshot, found: DaysCompared | None) -> Iterator[Summed]:
    parts = _parts(standing)
    gone = {key.register for key in found.deleted} if found else set()
    for name in _in_order(view, {*parts, *gone}):
        held = [one for key, one in standing.records.items() if key.register == name]
        now = standing.day.address == NOW and name in view.registers
        href = (
            f"{ROOT}registers/{quote(name)}/"
            if now
            else f"{ROOT}{_address(standing.day)}{parts[name]}/"
            if name in parts and standing.day.address != NOW
            else ""
        )
        yield Summed(
            href,
            _schema(view, name).title,
            len(held),
            sum(
                not isinstance(one.version, Unreadable)
                and one.version.get(STATUS) == compare_days.RETIRED
                for one in held
            ),
            sum(isinstance(one.version, Unreadable) for one in held),
            _sums(_of(found, name)) if found else (),
        )


def _of(found: DaysCompared, register: str) -> DaysCompared:
    """What became of one register's records. One that came from another register counts where it is now."""
    added, deleted = (
        tuple(key for key in keys if key.register == register)
        for keys in (found.added, found.deleted)
    )
    return DaysCompared(
        added, deleted, tuple(one for one in found.changes if one.key.register == register)
    )


def _since_page(view: View, standing: Snapshot, names: Mapping[Key, Key]) -> Fragment:
    """What changed from a day to now."""
    now = view.snapshots[-1]
    found = compare_days.compare_days(standing.records, now.records, names)
    return Fragment(
        render(
            "as_at_since.html",
            day=standing.day,
            there=f"{ROOT}{_address(standing.day)}",
            now=f"{ROOT}{_address(now.day)}",
            compare=f"{ROOT}{HOME}compare/",
            told=_told(view, found, standing, now, 2),
        )
    )


class Torn(NamedTuple):
    """A version that can't be read, as it was."""

    href: str
    id: str
    text: str


def _register_page(view: View, standing: Snapshot, name: str, then: Callable[[], View]) -> Fragment:
    """A register's table as it stood."""
    seen = then()
    register = seen.registers.get(name) or Register(gone_register(name), ())
    torn = [
        Torn(f"{ROOT}{quote(page_of(view, key))}", key.id, one.version.text)
        for key, one in sorted(standing.records.items())
        if key.register == name and isinstance(one.version, Unreadable)
    ]
    more = f", and {len(torn)} that can't be read" if torn else ""
    records = f"{counted(len(register.records), 'record')}{more}"
    return Fragment(
        render(
            "as_at_register.html",
            day=standing.day,
            facts=_facts(view, standing.day),
            back=f"{ROOT}{_address(standing.day)}",
            today=f"{ROOT}registers/{quote(name)}/" if name in view.registers else "",
            title=register.schema.title,
            table=table(
                seen,
                register,
                caption=f"{register.schema.title} as at {standing.day.called}: {records}",
            )
            if register.records
            else "",
            torn=torn,
        )
    )


# ----------------------------------------------------------------------------------------- what became


class Line(NamedTuple):
    """A record that became something: its page, what it was called, and what there is to say."""

    href: str
    title: str
    id: str
    more: str


class Kind(NamedTuple):
    """One kind of change: its heading, how many, and the records by register."""

    anchor: str
    title: str
    many: str
    folded: bool
    groups: Sequence[tuple[str, Sequence[Line]]]


def _told(view: View, found: DaysCompared, old: Snapshot, new: Snapshot, level: int) -> Markup:
    """What became of the records, by kind and register, for a reader who knows neither Git nor YAML."""
    kinds = list(_kinds(view, found, old.records, new.records))
    return render("between.html", kinds=kinds, level=level)


def _kinds(
    view: View,
    found: DaysCompared,
    old: Mapping[Key, RecordVersion],
    new: Mapping[Key, RecordVersion],
) -> Iterator[Kind]:
    def became(
        ones: Sequence[RecordChange], more: Callable[[Schema, RecordChange], str]
    ) -> list[tuple[Key, Line]]:
        return [
            (
                one.key,
                _line(view, one.key, new[one.key], more(_schema(view, one.key.register), one)),
            )
            for one in ones
        ]

    kinds = (
        ("added", "Added", [(key, _line(view, key, new[key], "")) for key in found.added]),
        ("changed", "Changed", became(found.changed, _fields)),
        ("retired", "Retired", became(found.retired, lambda schema, one: "")),
        ("re-owned", "New owner", became(found.owned, partial(_owners, view))),
        ("renamed", "Renamed", became(found.renamed, _name)),
        ("deleted", "Deleted", [(key, _line(view, key, old[key], "")) for key in found.deleted]),
    )
    for name, title, lines in kinds:
        if lines:
            registers = _in_order(view, {key.register for key, _ in lines})
            ordered = sorted(lines, key=lambda one: natural(one[0].id))
            groups = [
                (_schema(view, one).title, [line for key, line in ordered if key.register == one])
                for one in registers
            ]
            yield Kind(name, title, counted(len(lines), "record"), len(lines) > FEW, groups)


def _line(view: View, key: Key, stood: RecordVersion, more: str) -> Line:
    title = _title(view, key, stood.version)
    return Line(
        f"{ROOT}{quote(page_of(view, key))}", title, key.id if key.id != title else "", more
    )


def _title(view: View, key: Key, version: Version) -> str:
    """What a record was called then; where its version can't be read, what it was called last."""
    return title_of(view, key) if isinstance(version, Unreadable) else called(view, key, version)


def _fields(schema: Schema, one: RecordChange) -> str:
    return (
        "a version that can't be read as a record"
        if one.whole
        else ", ".join(heading(schema, (name,)) for name in one.fields)
    )


def _owners(view: View, schema: Schema, one: RecordChange) -> str:
    assert one.owners
    old, new = (said(view, schema, (OWNER,), text) if text else "nobody" for text in one.owners)
    return f"from {old} to {new}"


def _name(schema: Schema, one: RecordChange) -> str:
    assert one.was
    return (
        f"it was {one.was.id}"
        if one.was.register == one.key.register
        else f"it was {one.was.id} in the register “{one.was.register}”"
    )


# ------------------------------------------------------------------------------------------- to take away


def as_json(view: View, standing: Snapshot) -> str:
    """All registers as they stood, every value as the text that it was."""
    day = standing.day
    registers: dict[str, list[Mapping[str, Value]]] = {
        name: [] for name in _in_order(view, {key.register for key in standing.records})
    }
    for key, one in sorted(standing.records.items()):
        body: Mapping[str, Value] = (
            {"unreadable": one.version.text}
            if isinstance(one.version, Unreadable)
            else {"fields": one.version}
        )
        registers[key.register].append({"id": key.id, "file": one.last.file, **body})
    about = {
        "as_at": day.called,
        "until": day.until.isoformat(),
        "commit": day.commit.id,
        "landed": day.landed.isoformat(),
    }
    return json.dumps({**about, "registers": registers}, indent=1, ensure_ascii=False) + "\n"


def compare_json(view: View) -> str:
    """What the browser needs to say what became of the records between any two days: the contract of kim-as-at.js."""
    assert view.past
    names = former(view.past)
    states = [standing.records for standing in view.snapshots]
    fields = _all_fields(view, states)
    prints = sorted(
        fingerprints(states, fields, names), key=lambda one: (one.key.register, natural(one.key.id))
    )
    place_of = {one.key: number for number, one in enumerate(prints)}
    registers = _in_order(view, fields)
    owners = {owner for one in prints for owner in _owners_of(one)}
    return json.dumps(
        {
            "days": [[one.day.address, one.day.called] for one in view.snapshots],
            "registers": [
                {
                    "name": name,
                    "title": _schema(view, name).title,
                    "fields": [[one, heading(_schema(view, name), (one,))] for one in fields[name]],
                }
                for name in registers
            ],
            "owners": {
                owner: said(view, _owned(view), (OWNER,), owner) for owner in sorted(owners)
            },
            "records": [
                {
                    "register": registers.index(one.key.register),
                    "id": one.key.id,
                    "href": quote(page_of(view, one.key)),
                    "was": place_of.get(names[one.key], -1) if one.key in names else -1,
                    "versions": [_version(view, one.key, print_) for print_ in one.versions],
                    "held": one.by_state,
                }
                for one in prints
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _all_fields(
    view: View, states: Sequence[Mapping[Key, RecordVersion]]
) -> Mapping[str, list[str]]:
    """Each register's fields, today's first and then those that only old versions have."""
    found: dict[str, dict[str, None]] = {}
    for state in states:
        for key, one in state.items():
            names = found.setdefault(
                key.register,
                dict.fromkeys(field.name for field in _schema(view, key.register).fields),
            )
            if not isinstance(one.version, Unreadable):
                names.update(dict.fromkeys(one.version))
    return {
        name: [one for one in names if one not in ("id", OWNER)] for name, names in found.items()
    }


def _owners_of(one: Fingerprints) -> Iterator[str]:
    for print_ in one.versions:
        if not isinstance(print_.version, Unreadable) and OWNER in print_.version:
            yield compare_days.word(print_.version[OWNER])


def _owned(view: View) -> Schema | None:
    """A register whose records have owners: from it comes how an owner is called."""
    return next(
        (register.schema for register in view.registers.values() if register.schema.field(OWNER)),
        None,
    )


def _version(view: View, key: Key, one: Fingerprint) -> Mapping[str, object]:
    title = _title(view, key, one.version)
    if isinstance(one.version, Unreadable):
        return {"title": title, "text": one.text}
    owner, status = (compare_days.word(one.version.get(name)) for name in (OWNER, STATUS))
    return {"title": title, "owner": owner, "status": status, "fields": one.fields}


def comparison(view: View) -> Fragment:
    """Two selects, and what changed between the two days that they name: see assets/kim-as-at.js."""
    days = [standing.day for standing in view.snapshots]
    if len(days) < 2:
        return Fragment(
            render("as_at_compare.html", days=(), first=say_date(first_to_come(view.today)))
        )
    return Fragment(
        render(
            "as_at_compare.html",
            days=days,
            root=ROOT,
            home=f"{ROOT}{HOME}",
            old=days[-2].address,
            new=days[-1].address,
        )
    )
