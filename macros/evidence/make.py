"""A repository into a whole pack: its bundle, what is read from that, manifests and signature."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from macros.evidence.collect import PackError, collect
from macros.evidence.contents import PackContents, PackScope
from macros.evidence.format import BUNDLE, FORMAT, NAMESPACE, SIGNED, SUMS, Manifest
from macros.evidence.malformed import say_malformed
from macros.evidence.pack import Signer, readable_files, with_manifest
from macros.evidence.seal_tags import seal_ids
from macros.evidence.signing import SigningKey, fingerprint, public_key, sign, signing_key
from macros.evidence.tool import tool
from macros.history import git
from macros.model.text import counted, is_or_are

FEW = 5
"""Illustrative records that a refusal names."""


class MadePack(NamedTuple):
    """Every file of a pack by name, what it shows, and what whoever makes it should know."""

    files: Mapping[str, bytes]
    contents: PackContents
    notes: tuple[str, ...]

    @property
    def signed(self) -> bool:
        """Whether somebody vouches for it."""
        return any(name in self.files for name in SIGNED.values())


def make_pack(
    repository: git.Repository, scope: PackScope, step: Callable[[str], None], *, illustrative: bool
) -> MadePack:
    """Every file of a pack, and its signature where Git has a key.

    What people read is made from the very bundle that is in it, so that nothing else can show in
    them. `step` is told what is begun. Raises PackError where there is nothing to make a pack from,
    or where records are made up and `illustrative` doesn't allow it; HistoryError and SigningError
    as Git and the key do.
    """
    branch = git.branch(repository)
    step("bundling the history")
    bundle = make_bundle(repository, git.resolved(repository, "HEAD^{commit}"), branch)
    step("reading the registers and their past")
    with tempfile.TemporaryDirectory() as folder:
        history = _unbundled(bundle, Path(folder), repository.prefix)
        malformed = _malformed(history)
        tags = git.references(history, "refs/tags")
        contents = collect(history, scope, branch)
        if contents.illustrative and not illustrative:
            raise PackError(_refusal(contents))
        step("writing the files")
        files = readable_files(contents)
    manifest = make_manifest(repository, contents, tags, illustrative=illustrative)
    key = signing_key(repository)
    signer = _signer(key) if key else None
    whole = with_manifest(files, manifest, bundle, signer)
    if key:
        whole[SIGNED[key.kind]] = sign(key, whole[SUMS], NAMESPACE)
    return MadePack(whole, contents, (*_of_branch(repository, branch), *malformed))


def _unbundled(bundle: bytes, folder: Path, prefix: str) -> git.Repository:
    file = folder / BUNDLE
    file.write_bytes(bundle)
    return git.unbundled(file, folder / "history.git", prefix)


def _malformed(history: git.Repository) -> list[str]:
    """What is said of malformed commits. Raises PackError where the history is damaged."""
    soundness = git.fsck(history)
    if soundness.damage:
        raise PackError(
            f"The history is damaged, or made as Git makes none: {soundness.damage}. "
            "Nobody could check a pack of it. Clone the repository again, or restore it."
        )
    return [say_malformed(soundness.malformed)] if soundness.malformed else []


def _of_branch(repository: git.Repository, branch: str) -> Iterator[str]:
    """That what is packed may not be the landlord's main line."""
    main = git.main_branch(repository)
    if not branch:
        yield (
            "No branch is checked out, so the pack can't say which one it is from. "
            f"Check out {main or 'the main one'} and pack again, if that is what you want."
        )
    elif main and branch != main:
        yield (
            f"The pack is from the branch '{branch}', and not from '{main}': its last commit may "
            f"never come onto '{main}', and then it looks as if it had been dropped there. "
            f"Check out '{main}' and pack again, if that is what you want."
        )


def _refusal(contents: PackContents) -> str:
    records = contents.illustrative
    names = ", ".join(record.key.id for record in records[:FEW])
    more = " and others" if len(records) > FEW else ""
    are = is_or_are(len(records))
    return (
        f"{counted(len(records), 'record')} of {len(contents.records):,} {are} illustrative: "
        f"{names}{more}. A pack for real use holds nothing that is made up. "
        "Replace them with your own records, or say --include-illustrative: the cover will say so."
    )


def _signer(key: SigningKey) -> Signer:
    public = public_key(key)
    return Signer(key.kind, public, fingerprint(public))


def make_bundle(repository: git.Repository, tip: str, branch: str) -> bytes:
    """The history up to the tip: its branch, and the tags that lie in it, and no other branch."""
    names = git.references(repository, f"refs/heads/{branch}") if branch else []
    own = [reference for reference in names if reference.name == f"refs/heads/{branch}"]
    tags = git.references(repository, "refs/tags", merged=tip)
    return git.bundle(repository, tip, [*own, *tags])


def _tag(reference: git.GitReference) -> str:
    return reference.name.removeprefix("refs/tags/")


def make_manifest(
    repository: git.Repository,
    contents: PackContents,
    tags: Sequence[git.GitReference],
    *,
    illustrative: bool,
) -> Manifest:
    """manifest.json: how the history looks, and how the pack is made."""
    scope, tip = contents.scope, contents.tip.id
    return Manifest(
        format=FORMAT,
        tool=tool(),
        today=scope.today.isoformat(),
        as_at=scope.as_at.isoformat() if scope.as_at else "",
        expectation=scope.expectation,
        illustrative=illustrative,
        folder=repository.prefix,
        branch=contents.branch,
        object_format=git.format_of(tip),
        tip=tip,
        tree=git.resolved(repository, f"{tip}^{{tree}}"),
        roots=tuple(git.roots(repository, tip)),
        commits=len(git.main_line(repository, tip)),
        commit=contents.commit.id,
        seals=tuple({"name": name, "id": id_} for name, id_ in seal_ids(repository).items()),
        tags=tuple({"name": _tag(tag), "id": tag.id} for tag in tags),
    )
