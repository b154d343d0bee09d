"""The lists of words in the folder `words`, which are as much a part of the program as its code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_FOLDER = files(__package__) / "words"


def listed(file: str, *names: str) -> frozenset[str]:
    """The words of one list, or of several together."""
    return frozenset(word for name in names for word in _lists(file)[name].split())


def phrases(file: str, name: str) -> tuple[str, ...]:
    """The phrases of a list in which commas stand between them."""
    return tuple(" ".join(phrase.split()) for phrase in _lists(file)[name].split(","))


def given_names(file: str) -> frozenset[str]:
    """Given names in small letters."""
    return frozenset((_FOLDER / f"{file}.txt").read_text("utf-8").casefold().split())


@cache
def _lists(file: str) -> Mapping[str, str]:
    return tomllib.loads((_FOLDER / f"{file}.toml").read_text("utf-8"))
