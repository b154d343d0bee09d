"""The names in a pack's bundle: a branch, its tags, and what no pack has but somebody put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from macros.evidence.format import MANIFEST, Manifest
from macros.evidence.verify.findings import Finding, Findings, note, problem, unchecked
from macros.history import git
from macros.history.git import GitReference

REMADE = "The pack was put together from two, or changed. Don't rely on it."
TAGS, REPLACED = "refs/tags/", "refs/replace/"
FEW = 5
"""Names that are told in a sentence."""


def check_names(history: git.Repository, manifest: Manifest, strays: Sequence[str]) -> Findings:
    """Every name but the branch, each tag as manifest.json has it, and what no name leads to."""
    references = git.references(history, "refs")
    tags = {
        reference.name.removeprefix(TAGS): reference.id
        for reference in references
        if reference.name.startswith(TAGS)
    }
    yield from _tags(tags, manifest)
    own = f"refs/heads/{manifest.branch}"
    for reference in references:
        if not reference.name.startswith(TAGS) and reference.name != own:
            yield _unexpected(reference)
    if strays:
        message = (
            f"The bundle holds what no branch or tag of it leads to ({', '.join(strays[:FEW])}): "
            "no pack of ours does, so something was put in."
        )
        yield problem("hidden-objects", message, REMADE)


def _unexpected(reference: GitReference) -> Finding:
    if reference.name.startswith(REPLACED):
        replaced = reference.name.removeprefix(REPLACED)[:12]
        message = (
            f"The bundle replaces {replaced} by {reference.id[:12]} ({reference.name}): Git would "
            "show that in its place. What is checked here is what was replaced."
        )
        return problem("replace-ref", message, REMADE)
    message = (
        f"The bundle holds {reference.name} besides the branch and the tags of its history, which "
        "no pack does: what it leads to is no part of what the pack shows."
    )
    return problem("extra-name", message, REMADE)


# ------------------------------------------------------------------------------------------ tags


def _tags(tags: Mapping[str, str], manifest: Manifest) -> Findings:
    """The tags of the bundle: past days rest on them."""
    stated = {(tag["name"], tag["id"]) for tag in (*manifest.seals, *manifest.tags)}
    for name, id_ in sorted(stated):
        if tags.get(name, id_) != id_:
            message = (
                f"{MANIFEST} says that the tag {name} is {id_[:12]}, and in the bundle it "
                f"is {tags[name][:12]}: it was moved or made anew."
            )
            yield problem("tag-moved", message, REMADE)
    for name in sorted({tag["name"] for tag in manifest.tags} - tags.keys()):
        message = f"{MANIFEST} names the tag {name}, and the bundle doesn't hold it."
        yield problem("tag-gone", message, REMADE)
    for name in sorted({seal["name"] for seal in manifest.seals} - tags.keys()):
        yield note(
            "seal-elsewhere",
            f"There was a seal {name} when the pack was made, and it isn't of the pack's history: "
            "it seals another branch, or what it seals was cut off before the pack was made.",
            "Ask the landlord which.",
        )
    if unnamed := sorted(tags.keys() - {name for name, _ in stated}):
        yield _unnamed(unnamed, manifest)


def _unnamed(names: Iterable[str], manifest: Manifest) -> Finding:
    """Tags that no list names. Packs in form 1 list only seals."""
    listed = ", ".join(names)
    if manifest.format == 1:
        return unchecked(
            "tags",
            f"The tags of the bundle are not checked: {listed}. A pack in form 1 lists its seals "
            "only, so nobody can say whether one was moved, put in or taken out.",
            "Compare them with the landlord's.",
        )
    message = f"The bundle holds tags that {MANIFEST} doesn't name: {listed}."
    return problem("tag-unnamed", message, REMADE)
