"""Rules on the names of files: what nobody wrote, and names that are one elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from macros.catalogue.debris import is_debris, left_by
from macros.catalogue.entries import Entry
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Problems, error, warning
from macros.model.seen import name_key
from macros.model.text import printable

_HOMES = ("index", "README")
"""What the page of a folder itself may be called."""

_WHOLE = "index.html"
"""What a page is called that somebody made otherwise."""


@check("debris", "warning")
def debris(project: Project) -> Problems:
    """A file that a system or an editor left behind. It is passed over."""
    for entry in project.debris:
        if not is_debris(entry.path.parent):
            message = f"'{entry.name}' is left by {left_by(entry.path.name)}. It is passed over."
            hint = "Delete it. If it comes back, name it in .gitignore."
            yield warning(entry.place, "debris", message, hint=hint)


@check("id-clash", "error")
def id_clash(project: Project) -> Problems:
    """Two files are one on Windows and macOS, and their pages would have one address."""
    for name in project.registers:
        first: dict[str, Entry] = {}
        for entry in project.lies(name):
            other = first.setdefault(name_key(entry.path.name), entry)
            if other is not entry:
                place = entry.place._replace(field="id")
                message = f"{_differ(entry, other)}, so they have one address."
                hint = "Give one of them the next free id."
                yield error(place, "id-clash", message, hint=hint)


@check("page-clash", "error")
def page_clash(project: Project) -> Problems:
    """Two files beside each other would have one address, or are one on Windows and macOS."""
    for entry, other in _clashes(project):
        if name_key(str(entry.path)) == name_key(str(other.path)):
            message = f"{_differ(entry, other)}: on Windows and macOS they are one."
            hint = "Give one of them another name, or join the two."
        else:
            beside = _from_folder(entry, other)
            message = f"'{entry.name}' would be the same page as '{beside}'."
            hint = "Keep one of the two, with what the other says."
        yield error(entry.place, "page-clash", message, hint=hint)


def _clashes(project: Project) -> Iterator[tuple[Entry, Entry]]:
    """What lies under `docs` beside something of its name, but nothing in folders told so."""
    first: dict[tuple[str, str], Entry] = {}
    told: set[PurePosixPath] = set()
    for entry in project.folders.get("docs", ()):
        other = first.setdefault(_address(entry), entry)
        if other is not entry:
            told.add(entry.path)
            if told.isdisjoint(entry.path.parents):
                yield entry, other


@check("address-taken", "error")
def address_taken(project: Project) -> Problems:
    """A written page would stand where the page of a record or of a register does."""
    taken = _of_records(project)
    for entry in project.folders.get("docs", ()):
        owner = taken.get(_address(entry)[1])
        is_own_place = owner and not owner.record and entry.path.name == f"{_HOMES[0]}.md"
        if owner and _is_page(entry) and not is_own_place:
            message = f"'{entry.name}' would stand where the page of {owner.whose} stands."
            yield error(entry.place, "address-taken", message, hint=owner.hint)


class _Owner(NamedTuple):
    """Whose page stands at an address, and what to do with another. `record` is a record's id."""

    whose: str
    hint: str
    record: str = ""


def _of_records(project: Project) -> Mapping[str, _Owner]:
    """What stands at which address, on the staff site and on the tenants', as a path of docs/."""
    taken: dict[str, _Owner] = {}
    for name, register in project.registers.items():
        for docs in ("docs", *(["docs/public"] if register.schema.public else [])):
            home, title = f"{docs}/registers/{name}", register.schema.title
            hint = f"To write the register's page, call it '{home}/{_HOMES[0]}.md'."
            taken[name_key(home)] = _Owner(f"the register '{title}'", hint)
            for record in register.records:
                if docs == "docs" or record.key in project.published:
                    id_ = printable(record.key.id)
                    hint = f"Give it another name. What it says may belong into {record.file}."
                    owner = _Owner(f"the record {id_}", hint, id_)
                    taken[name_key(f"{home}/{record.key.id}")] = owner
    return taken


def _is_page(entry: Entry) -> bool:
    return entry.kind != "folder" and (entry.path.suffix == ".md" or entry.path.name == _WHOLE)


def _address(entry: Entry) -> tuple[str, str]:
    """Where something stands on the site, as a machine has it that knows no capitals."""
    path = entry.path
    if entry.kind != "folder" and path.name == _WHOLE:
        return "page", name_key(str(path.parent))
    if entry.kind == "folder" or path.suffix != ".md":
        return entry.kind, name_key(str(path))
    page = path.parent if path.stem in _HOMES else path.with_suffix("")
    return "page", name_key(str(page))


def _differ(entry: Entry, other: Entry) -> str:
    """In what two names differ that are one on some machines."""
    names = f"'{entry.name}' and '{other.name}'"
    plain = {unicodedata.normalize("NFC", each.path.name) for each in (entry, other)}
    if len(plain) == 1:
        return f"{names} differ only in how a letter with an accent is written"
    return f"{names} differ only in capitals"


def _from_folder(entry: Entry, other: Entry) -> str:
    """The path of another file as somebody says it who stands beside this one."""
    return str(other.path).removeprefix(f"{entry.path.parent}/")


CHECKS = (debris, id_clash, page_clash, address_taken)
