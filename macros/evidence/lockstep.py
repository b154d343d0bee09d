"""Which commit of a rewritten history stands in the place of which: both are walked in step.

A tool that only removes what files and messages hold keeps every commit and the order of all. So
nothing is guessed: from both ends on, each parent stands for the parent in the same place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from macros.model.errors import KimError

Parents: TypeAlias = Mapping[str, tuple[str, ...]]
"""Every commit of a history with its parents, oldest first."""

WAY_OUT = (
    "Run 'git filter-repo' on a fresh clone with --prune-empty never and --prune-degenerate never, "
    "so that each commit keeps its place, and state that."
)


class RedactionError(KimError):
    """A redaction that can't be stated. Says why, and what to do."""


def in_step(old: Parents, new: Parents, old_tip: str, new_tip: str) -> dict[str, str]:
    """What each commit with another id became, parents before children.

    Raises RedactionError where two histories don't have the same form.
    """
    became = {old_tip: new_tip}
    for id_ in reversed(list(old)):
        now = became.get(id_)
        if now is None or now == id_:
            continue
        was, has = old[id_], new[now]
        if len(was) != len(has):
            raise RedactionError(_other_form(id_, now))
        for parent, heir in zip(was, has, strict=True):
            if became.setdefault(parent, heir) != heir:
                raise RedactionError(_other_form(parent, heir))
    changed = {id_: became[id_] for id_ in old if became.get(id_, id_) != id_}
    if len(set(changed.values())) < len(changed) or not changed.keys().isdisjoint(new):
        raise RedactionError(f"Two commits became the same one, or one came twice. {WAY_OUT}")
    return changed


def _other_form(old: str, new: str) -> str:
    return (
        f"The two histories don't have the same commits in the same order: {old[:12]} stood where "
        f"{new[:12]} stands now, and what came before them differs. {WAY_OUT}"
    )
