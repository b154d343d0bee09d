"""What a name given to `kim history` means: a record, also one that is gone, or a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from macros.cli.start import day_of_reading, unknown
from macros.history.load import load_history
from macros.history.load_part import load_story
from macros.history.revisions import History
from macros.history.versions import key_of
from macros.model import Key
from macros.model.errors import KimError
from macros.model.text import counted, either


def past_of(root: Path, name: str) -> History:
    """The history of what a name may mean, and where it means no record, all of it."""
    by_path = key_of(name.removeprefix("./"))

    def wanted(key: Key) -> bool:
        return key == by_path or name.casefold() in _names(key)

    past = load_story(root, day_of_reading(), wanted)
    known = (*past.trails, *past.pending, *past.left_out)
    return past if any(map(wanted, known)) else load_history(root, day_of_reading())


def find(past: History, name: str) -> Key:
    """What an id, a register and an id, or a path means; of what is gone, the last in line."""
    known = dict.fromkeys((*past.trails, *past.pending, *past.left_out))
    by_path = key_of(name.removeprefix("./"))
    if by_path in known:
        return by_path
    keys = [key for key in known if name.casefold() in _names(key)]
    meant = [key for key in keys if not is_gone(past, key)] or keys[-1:]
    if not meant:
        words = f"There is no record '{name}', and never was one."
        raise unknown(words, name, [key.id for key in known])
    if len(meant) > 1:
        raise KimError(_which(name, meant))
    return meant[0]


def _which(name: str, keys: Sequence[Key]) -> str:
    choices = either([f"{key.register}/{key.id}" for key in keys])
    return f"'{name}' stands in {counted(len(keys), 'register')}: ask for {choices}."


def _names(key: Key) -> tuple[str, str]:
    return key.id.casefold(), f"{key.register}/{key.id}".casefold()


def is_gone(past: History, key: Key) -> bool:
    """Whether a record or a page was there once and is no longer."""
    return key not in past.pending and (key not in past.trails or past.deleted(key))
