"""Who has to approve, in `kim diff`: each post with what it approves, in lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from macros.history.approvals import Approval, approvals
from macros.history.compare import Comparison
from macros.model.text import counted, few

NAMED = 12
"""Records that are named for a post; of more, only how many there are."""

POSTS = 40
"""Posts that are named."""


def digital_posts(comparison: Comparison) -> list[str]:
    """The post that approves schemas, settings and the program: none where no file names it."""
    return [comparison.digital] if comparison.digital else []


def approvers_of(comparison: Comparison) -> list[Approval]:
    """Who has to approve what differs."""
    owned = [(difference.key.id, difference.owners) for difference in comparison.differences]
    return approvals(owned, comparison.told, comparison.program, comparison.digital)


def approval_lines(
    comparison: Comparison, approvers: Sequence[Approval], mark: Callable[[str], str]
) -> Iterator[str]:
    """A line for each post; `mark` sets apart what comes from the files."""
    for approval in approvers[:POSTS]:
        about = few([mark(name) for name in approval.about], NAMED)
        yield f"{_who(comparison, approval, mark)}: {about}"
    if len(approvers) > POSTS:
        yield f"{counted(len(approvers) - POSTS, 'more post')}."


def _who(comparison: Comparison, approval: Approval, mark: Callable[[str], str]) -> str:
    if not approval.post:
        return "The digital team" if approval.is_digital else "No owner is stated of"
    name = mark(comparison.post(approval.post))
    return f"{name} for the digital team" if approval.is_digital else name
