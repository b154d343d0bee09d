"""Records and pages that went on under another name, or came back, told by what they hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from macros.history.versions import values_of
from macros.model import Key, Revision, Value, Values, Version

ValuesByKey = Mapping[Key, Values]
"""Records and pages by their names, and the last values of each that could be read."""

Sign = Callable[[Key, Values], str]
"""What two names of one record have in common; empty where nothing tells."""

Candidates = Callable[[Key, Values], Iterable[Key]]
"""The new names that a record which is gone may have, the likeliest first."""


Former = Mapping[Key, Key]
"""For records that went on under another name, the one that each had before."""


def names_back(key: Key, former: Former) -> list[Key]:
    """A record's names, following them back, until there is none or one comes again."""
    names = [key]
    while (key := former.get(key, key)) not in names:
        names.append(key)
    return names


def earlier_name(key: Key, former: Former, known: Container[Key]) -> Key | None:
    """The last of a record's names before this one that is known."""
    return next((name for name in names_back(key, former)[1:] if name in known), None)


def moves(gone: ValuesByKey, come: ValuesByKey) -> dict[Key, Key]:
    """From the old name to the new, for what one commit took away and put in.

    A record is the same where its `id` is, or where all but its `id` is; a page, where it says the
    same, or at least half of its sections do. Nothing less certain counts.
    """
    moved: dict[Key, Key] = {}
    if gone and come:
        for rule in (_by_id, _by_all_but_id, _by_sections):
            taken = set(moved.values())
            left = {key: values for key, values in gone.items() if key not in moved}
            free = {key: values for key, values in come.items() if key not in taken}
            moved |= _match(left, rule(free))
    return moved


def _match(gone: ValuesByKey, candidates: Candidates) -> dict[Key, Key]:
    """Each record that is gone with the first of its candidates that no other has taken."""
    matched: dict[Key, Key] = {}
    taken: set[Key] = set()
    for old, values in gone.items():
        new = next((key for key in candidates(old, values) if key not in taken), None)
        if new:
            matched[old] = new
            taken.add(new)
    return matched


def _by_id(come: ValuesByKey) -> Candidates:
    return _by_sign(come, _id)


def _by_all_but_id(come: ValuesByKey) -> Candidates:
    return _by_sign(come, _all_but_id)


def _by_sign(come: ValuesByKey, sign: Sign) -> Candidates:
    """The first that has the same sign: looked up, since a whole register may move at once."""
    signed: dict[str, Key] = {}
    for key, values in come.items():
        signed.setdefault(sign(key, values), key)
    signed.pop("", None)

    def candidates(key: Key, values: Values) -> Iterator[Key]:
        new = signed.get(sign(key, values))
        if new:
            yield new

    return candidates


def _id(key: Key, values: Values) -> str:
    name = values.get("id")
    return name if isinstance(name, str) and not key.is_page else ""


def _all_but_id(key: Key, values: Values) -> str:
    rest = dict(values)
    rest.pop("id", None)
    return json.dumps([key.is_page, rest], sort_keys=True) if rest else ""


def _by_sections(come: ValuesByKey) -> Candidates:
    pages = {key: values for key, values in come.items() if key.is_page}

    def candidates(key: Key, values: Values) -> Iterator[Key]:
        if key.is_page:
            yield from (new for new, others in pages.items() if _alike(values, others))

    return candidates


def _alike(old: Values, new: Values) -> bool:
    """Whether half of the sections, of the page that has more of them, say the same."""
    before, after = old.get("sections"), new.get("sections")
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return False
    same = sum(after.get(title) == words for title, words in before.items() if words)
    return 2 * same >= max(len(before), len(after))


# ------------------------------------------------------------------------------- under one's own

TITLES = ("title", "name")
"""What most records and pages are called by: a history knows no schema."""


def came_back(trail: Sequence[Revision], version: Version | None) -> bool:
    """Whether what comes under a name is what was deleted under it last.

    It isn't where that went on under another name, or was called otherwise; what has no title has
    to agree in half of the fields that both have, a page in half of its sections. An id may have
    been given again to something else.
    """
    values = values_of(version)
    if not trail or trail[-1].moved or not values:
        return False
    last = ((str(change.path[0]), change.old) for change in trail[-1].changes if change.path)
    gone = {name: value for name, value in last if value is not None}
    if _alike(gone, values):
        return True
    titles = [name for name in TITLES if name in gone and name in values]
    if titles:
        return any(_called(gone[name]) == _called(values[name]) for name in titles)
    names = (gone.keys() & values.keys()) - {"id"}
    same = sum(gone[name] == values[name] for name in names)
    return 2 * same >= len(names)


def _called(title: Value | None) -> str:
    """A title as people compare it."""
    return " ".join(str(title).split()).casefold()
