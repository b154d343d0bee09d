"""The tags that a pack lists, seals among them, in the landlord's repository of today."""

from __future__ import annotations

from collections.abc import Mapping

from macros.evidence.format import SEALS, Manifest
from macros.evidence.verify.findings import Finding, Findings, note, problem
from macros.evidence.verify.histories import ASK, first_of
from macros.evidence.verify.seals import FETCH
from macros.history import git
from macros.history.git import Repository


def compare_tags(manifest: Manifest, theirs: Repository) -> Findings:
    """Whether each tag is still there, and the same; past days rest on them."""
    now = {
        reference.name.removeprefix("refs/tags/"): reference.id
        for reference in git.references(theirs, "refs/tags")
    }
    known = {(tag["name"], tag["id"]) for tag in (*manifest.seals, *manifest.tags)}
    for name, id_ in sorted(known):
        if name not in now:
            yield _gone(name)
        elif now[name] != id_:
            yield _moved(name, id_, now[name])
    if manifest.format > 1:
        yield from first_of(_added(manifest, theirs, {name for name, _ in known}))


def _gone(name: str) -> Finding:
    kind = "seal" if name.startswith(SEALS) else "tag"
    message = f"The {kind} {name} was there when the pack was made, and is not in that repository."
    return problem(f"{kind}-gone", message, FETCH)


def _moved(name: str, was: str, now: str) -> Finding:
    if name.startswith(SEALS):
        message = f"The seal {name} is not the one that was there when the pack was made."
        return problem("seal-replaced", message, ASK)
    return problem(
        "tag-moved",
        f"The tag {name} was {was[:12]} when the pack was made, and is {now[:12]} now: "
        "what the site shows of that day is no longer what it was.",
        ASK,
    )


def _added(manifest: Manifest, theirs: Repository, known: set[str]) -> list[Finding]:
    """Tags that were put since on commits that the pack has: they make past days."""
    line = set(git.main_line(theirs, manifest.tip)) if _has(theirs, manifest.tip) else set()
    tags: Mapping[str, str] = {tag.name: tag.commit for tag in git.tags(theirs)}
    return [
        note("tag-added", f"The tag {name} was put on {commit[:12]} after the pack was made.")
        for name, commit in sorted(tags.items())
        if commit in line and name not in known
    ]


def _has(repository: Repository, id_: str) -> bool:
    return bool(git.resolved(repository, f"{id_}^{{commit}}"))
