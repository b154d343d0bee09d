"""Stating a redaction: a signed tag that says what was removed from a history, and why.

It removes nothing itself. It works out what was, from the history as it was and as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from macros.evidence.format import REDACTIONS, SEALS
from macros.evidence.lockstep import RedactionError, in_step
from macros.evidence.redaction_text import Place, Redaction, redaction_as_text
from macros.evidence.rewritten_commits import REDACTED_AS, Changes, Two
from macros.evidence.rewritten_files import FileChange
from macros.evidence.signed_tags import signed_tags
from macros.evidence.tag_names import free_name
from macros.history import git
from macros.model.text import both, few, is_or_are


class Why(NamedTuple):
    """The day of a redaction, why it was made, and the post that decided it."""

    day: date
    reason: str
    decided: str


class Stated(NamedTuple):
    """A redaction that was stated: the name of its tag, and what that says."""

    name: str
    redaction: Redaction


def state_redaction(repository: git.Repository, before: git.Repository, why: Why) -> Stated:
    """Tag the last commit with what became of the history `before`.

    Raises RedactionError where nothing was changed, or more than a redaction may; HistoryError
    where the tag can't be signed.
    """
    old, new = (git.resolved(clone, "HEAD^{commit}") for clone in (before, repository))
    commits = in_step(git.parents(before, old), git.parents(repository, new), old, new)
    if not commits:
        raise RedactionError("Both histories end with the same commit: nothing was removed.")
    changes = Two(before, repository).changes(commits, commits)
    _check_parts(changes)
    seals, earlier = (_void(before, prefix, commits) for prefix in (SEALS, REDACTIONS))
    _check_left(repository, [*seals, *earlier])
    redaction = Redaction(
        day=why.day.isoformat(),
        reason=why.reason,
        decided=why.decided,
        old=old,
        new=new,
        places=tuple(_places(changes)),
        seals=seals,
        commits=commits,
        earlier=tuple(content for _, content in git.contents(before, earlier.values())),
    )
    name = free_name(REDACTIONS, why.day, [tag.name for tag in git.tags(repository)])
    git.make_signed_tag(repository, name, redaction_as_text(redaction))
    return Stated(name, redaction)


def _check_parts(changes: Changes) -> None:
    """Whether nothing was changed that no redaction needs. Raises RedactionError."""
    odd = [change for change in changes.parts if change.part not in REDACTED_AS]
    if odd:
        names = both(sorted({change.part for change in odd}))
        ids = few([change.commit[:12] for change in odd])
        raise RedactionError(
            f"More was changed than a redaction removes: {names} of {ids}. When a commit was "
            "written and committed, and on which it stands, lead to nobody. Start again from a "
            "fresh clone, and remove only what has to go."
        )


# ------------------------------------------------------------------------------ what was changed


def _places(changes: Changes) -> Iterator[Place]:
    """Each place once: files by their names today, commits by the ids that they had."""
    known = {file.path for file in changes.files if file.new}
    whole = {file.path for file in changes.files if file.path in known and not file.fields}
    yield from (Place("file", path) for path in sorted(whole))
    fields = {(file.path, name) for file in changes.files for name in file.fields}
    for path, name in sorted(fields):
        if path not in whole:
            yield Place("field", name, path)
    yield from (Place("removed", id_) for id_ in _removed(changes.files, known))
    for change in changes.parts:
        yield Place(REDACTED_AS[change.part], change.commit)


def _removed(files: Sequence[FileChange], known: set[str]) -> Mapping[str, None]:
    """What files held that are called so nowhere any more: their names may say too much."""
    return dict.fromkeys(file.old.id for file in files if file.old and file.path not in known)


def _void(before: git.Repository, prefix: str, commits: Mapping[str, str]) -> dict[str, str]:
    """The seals or redactions of what was rewritten, by name and id."""
    tagged = {tag.name: tag.commit for tag in git.tags(before)}
    were = {tag.name: tag.id for tag in signed_tags(before, prefix)}
    return {name: id_ for name, id_ in were.items() if tagged.get(name) in commits}


def _check_left(repository: git.Repository, void: Iterable[str]) -> None:
    """Whether something is left of what is void. Raises RedactionError."""
    left = sorted({tag.name for tag in git.tags(repository)}.intersection(void))
    if left:
        raise RedactionError(
            f"{few(left)} {is_or_are(len(left))} of the old history, and here on other commits "
            "than signed for: a signature that vouches for nothing. Delete what is left, here and "
            f"where others fetch from: 'git tag --delete {left[0]}'."
        )
