"""What leans on a record: the records that name it, and links to be looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Key
from macros.model.text import counted
from macros.pages.where import link as named
from macros.pages.where import page_link, where
from macros.rules.calendar import say_date
from macros.view.view import View

LISTED = 20
"""Records. What more of them name has a table for each register: hundreds would bury a page."""

FOLDED_ABOVE = 5
"""Records of one register. A table of more is folded."""


class SuspectLink(NamedTuple):
    """A link of this record, or to it, that was confirmed before the other end changed."""

    name: Markup
    id: str
    own: bool
    since: str


def suspect_links(view: View, key: Key) -> list[SuspectLink]:
    """The links to be looked at, this record's own first. What is to be read again is no such."""
    suspects = []
    to_read = {again.link for again in view.confirmed.all_again}
    for link in view.suspect_links.get(key, ()):
        if link in to_read:
            continue
        is_own = link.source == key
        other = link.target if is_own else link.source
        since = f" on {say_date(link.on)}" if link.on else ""
        name = page_link(view, other.id) if other.is_page else named(view, other)
        suspects.append(SuspectLink(name, other.id, is_own, since))
    return sorted(suspects, key=lambda suspect: not suspect.own)


class User(NamedTuple):
    """A record that names this one, and the titles of the fields in which it does."""

    href: str
    label: str
    id: str
    fields: str


class RegisterUsers(NamedTuple):
    """The records of a register that name this one."""

    register: str
    users: Sequence[User]


def used_by(view: View, key: Key) -> list[RegisterUsers]:
    """The records that name this one, by register, in the registers' order."""
    fields = _naming_fields(view, key)
    names = {user.register for user in fields}
    groups = []
    for name, register in view.registers.items():
        if name in names and view.listed(register.schema):
            keys = [record.key for record in register.records if record.key in fields]
            users = [
                User(where(view, of), view.label(of), of.id, ", ".join(fields[of])) for of in keys
            ]
            groups.append(RegisterUsers(register.schema.title, users))
    return groups


def _naming_fields(view: View, key: Key) -> Mapping[Key, Mapping[str, None]]:
    """For each record that names this one, the titles of the fields in which it does."""
    titles: dict[Key, dict[str, None]] = defaultdict(dict)
    for reference in view.used_by.get(key, ()):
        name = str(reference.path[0])
        field = view.schema(reference.source).field(name)
        titles[reference.source][field.title if field else name] = None
    return titles


def used_in(groups: Sequence[RegisterUsers]) -> str:
    """How many records name this one, where they are too many for a list; else empty."""
    number = sum(len(group.users) for group in groups)
    if number <= LISTED:
        return ""
    return f"{counted(number, 'record')} of {counted(len(groups), 'register')} name this one."
