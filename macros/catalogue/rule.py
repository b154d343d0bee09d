"""What a rule is, and how a function is registered as its check."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from macros.catalogue.project import Project
from macros.model import Problems, Severity

Find: TypeAlias = Callable[[Project], Problems]


class Rule(NamedTuple):
    """A rule under its lasting id, how much it matters, and what it says is wrong."""

    id: str
    severity: Severity
    says: str


class Check(NamedTuple):
    """What finds everything in a project that breaks one rule."""

    rule: Rule
    find: Find


def check(id_: str, severity: Severity) -> Callable[[Find], Check]:
    """Make a function the check of a rule. The first line of its docstring is what the rule says.

    The function gives problems with that id and severity, and `checks.CHECKS` lists it.
    """

    def registered(find: Find) -> Check:
        says = (find.__doc__ or "").partition("\n")[0]
        return Check(Rule(id_, severity, says), find)

    return registered
