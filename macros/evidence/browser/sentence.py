"""A sentence that the page says of a thing. Its scripts put in what stands in curly brackets."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from macros.evidence.verify.findings import State

PageState: TypeAlias = State | Literal["elsewhere"]
"""As of `kim verify`; and what a page in a browser leaves to others, which it says each time."""


class Sentence(NamedTuple):
    """What is said: its kind for a program, and the words. `hint` is what to do about it."""

    state: PageState
    rule: str
    message: str
    hint: str = ""


def problem(rule: str, message: str, hint: str) -> Sentence:
    """Something that is not as it should be."""
    return Sentence("problem", rule, message, hint)
