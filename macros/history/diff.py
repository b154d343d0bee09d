"""Two versions of a record into the changes between them, and changes applied again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from operator import eq
from typing import cast

from macros.model import Change, Kind, Path, Unreadable, Value, Values, Version, is_list
from macros.model.mappings import differing, grouped
from macros.model.matching import SequenceMatcher

Changes = tuple[Change, ...]
"""What is to be done to a version so that it becomes another, in the order of the fields."""

LONGEST = 400
"""Values in a list that are matched one by one; longer lists are compared place by place."""


def changes(old: Values | None, new: Values | None) -> Changes:
    """What is to be done to `old` so that it becomes `new`, value by value, in the fields' order.

    A group or list that is there on both sides is compared within; one that is new or gone is one
    change. `applied(old, changes(old, new)) == new` holds for all values.
    """
    return tuple(_of_groups(old or {}, new or {}, ()))


def changes_of_versions(old: Version | None, values: Values | None, new: Version | None) -> Changes:
    """The same between two versions: as text where the new one can't be read.

    `values` are the last that could be read: a version that can't be read doesn't undo them.
    """
    if isinstance(new, Unreadable):
        return (Change((), old.text if isinstance(old, Unreadable) else None, new.text),)
    return changes(values, new)


def kind_of(old: object, new: object, *, existed: bool = False) -> Kind:
    """What becomes of a record between two versions, each None where there is none.

    `existed` says whether it was there at any time before.
    """
    if new is None:
        return "deleted"
    if old is not None:
        return "changed"
    return "restored" if existed else "created"


def _of_groups(old: Values, new: Values, path: Path) -> Iterator[Change]:
    for name in differing(old, new):
        yield from _of_values(old.get(name), new.get(name), (*path, name))


def _of_values(old: Value | None, new: Value | None, path: Path) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_groups(old, new, path)
    elif is_list(old) and is_list(new):
        yield from _of_lists(old, new, path)
    else:
        yield Change(path, old, new)


def _of_lists(old: Sequence[Value], new: Sequence[Value], path: Path) -> Iterator[Change]:
    for (start, end), (first, last) in _unlike(old, new):
        both = min(end - start, last - first)
        for number in range(both):
            before, after = old[start + number], new[first + number]
            if before != after:
                yield from _of_values(before, after, (*path, first + number))
        for number in range(start + both, end):
            yield Change((*path, number), old[number], None)
        for number in range(first + both, last):
            yield Change((*path, number), None, new[number])


Span = tuple[int, int]


def _unlike(old: Sequence[Value], new: Sequence[Value]) -> Iterator[tuple[Span, Span]]:
    """The stretches of two lists that differ.

    What both begin and end with is left out first: most edits are small.
    """
    before, after = [_plain(value) for value in old], [_plain(value) for value in new]
    head = _same_at_start(before, after)
    tail = _same_at_start(before[head:][::-1], after[head:][::-1])
    end, last = len(before) - tail, len(after) - tail
    if max(end, last) - head > LONGEST:
        yield (head, end), (head, last)
        return
    for what, *places in SequenceMatcher(
        None, before[head:end], after[head:last], autojunk=False
    ).get_opcodes():
        if what != "equal":
            start, stop, first, last = (head + place for place in places)
            yield (start, stop), (first, last)


def _same_at_start(before: Sequence[str], after: Sequence[str]) -> int:
    """How many of the first texts are the same."""
    return len(list(takewhile(bool, map(eq, before, after))))


def _plain(value: Value) -> str:
    """A value as a text that no other value has: a list is not the text that shows it."""
    return f"'{value}" if isinstance(value, str) else json.dumps(value, sort_keys=True)


# ----------------------------------------------------------------------------------- applying


def applied(old: Values | None, done: Sequence[Change]) -> Values:
    """`old` with the changes made to it.

    Raises ValueError where they don't fit: then the history isn't what it says.
    """
    steps = [(change.path, change) for change in done]
    try:
        return cast("Values", _made(old or {}, steps))
    except KeyError as reason:
        raise ValueError(f"There is no {reason} to change.") from reason
    except IndexError as reason:
        raise ValueError("A list ended before the place that was changed.") from reason


Step = tuple[Path, Change]
"""A change, and the rest of the way to where it is made."""


def _made(value: Value, steps: Sequence[Step]) -> Value:
    if isinstance(value, Mapping):
        return _in_group(dict(value), steps)
    if is_list(value):
        return _in_list(value, steps)
    raise ValueError(f"There is nothing inside '{value}' to change.")


def _in_group(values: dict[str, Value], steps: Sequence[Step]) -> Value:
    for path, change in steps:
        if len(path) == 1:
            _set(values, str(path[0]), change)
    for name, inner in _further_in(steps).items():
        values[str(name)] = _made(values[str(name)], inner)
    return values


def _set(values: dict[str, Value], name: str, change: Change) -> None:
    if values.get(name) != change.old:
        raise ValueError(f"'{name}' was not '{change.old}'.")
    if change.new is None:
        del values[name]
    else:
        values[name] = change.new


def _in_list(values: Sequence[Value], steps: Sequence[Step]) -> Value:
    """First what is taken out, by its old place; then what is put in, by its new, from the start.

    Only then what is changed where it stands.
    """
    own = [(cast("int", path[0]), change) for path, change in steps if len(path) == 1]
    kept = _without(values, {number: change.old for number, change in own if change.new is None})
    for number, change in own:
        if change.old is None and change.new is not None:
            _put_in(kept, number, change.new)
    for number, change in own:
        if change.old is not None and change.new is not None:
            if kept[number] != change.old:
                raise ValueError(f"'{change.old}' did not stand where it was changed.")
            kept[number] = change.new
    for step, inner in _further_in(steps).items():
        number = cast("int", step)
        kept[number] = _made(kept[number], inner)
    return kept


def _put_in(values: list[Value], number: int, value: Value) -> None:
    if number > len(values):
        raise ValueError("What was put into a list would leave a gap.")
    values.insert(number, value)


def _further_in(steps: Sequence[Step]) -> Mapping[str | int, Sequence[Step]]:
    """The changes that are made further in, by where the way leads first."""
    return grouped((path[0], (path[1:], change)) for path, change in steps if path[1:])


def _without(values: Sequence[Value], gone: Mapping[int, Value | None]) -> list[Value]:
    if any(values[number] != old for number, old in gone.items()):
        raise ValueError("What was taken out of a list did not stand there.")
    return [value for number, value in enumerate(values) if number not in gone]


def at(value: Value | None, path: Path) -> Value | None:
    """The value that a path leads to; None where there is none."""
    for step in path:
        value = _inside(value, step)
    return value


def _inside(value: Value | None, step: str | int) -> Value | None:
    if isinstance(step, int):
        return value[step] if is_list(value) and step < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None
