"""The choices of a field as people read them, and the choice that somebody's words mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from macros.model import Field
from macros.model.fields import humanise


def choice_words(field: Field, option: str) -> str:
    """A choice in words; with its own name where another choice has the same words."""
    words = humanise(field, option)
    key = as_key(words)
    same = [other for other in field.options if as_key(humanise(field, other)) == key]
    return words if len(same) < 2 else f"{words} ({option})"


def choices(field: Field) -> Mapping[str, str]:
    """Every choice by its own name, and what it is called in a cell."""
    return {option: choice_words(field, option) for option in field.options}


def read_choice(field: Field, text: str) -> str | None:
    """The choice that a text means by its words or its name; None where it means none, or two."""
    if text in field.options:
        return text
    key = _SHORT.get(as_key(text), as_key(text))
    by_words = [option for option, words in choices(field).items() if as_key(words) == key]
    by_name = [option for option in field.options if as_key(option) == as_key(text)]
    meant = by_words or by_name
    return meant[0] if len(meant) == 1 else None


_SHORT = {"y": "yes", "n": "no"}
"""What people write for choices in a hurry."""


@lru_cache(maxsize=4096)  # the words of all choices, which are asked for in each cell
def as_key(text: str) -> str:
    """A text without what people write in many ways: capitals, signs and spaces."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))
