"""The seals of a repository or a pack: what each says, what it follows, and who vouches for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from macros.evidence.format import Manifest
from macros.evidence.seal_tags import SealTag, seal_tags
from macros.evidence.seal_text import Seal
from macros.evidence.signatures import SignatureCheck
from macros.evidence.trust import Trust
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem
from macros.evidence.verify.redactions import statements
from macros.evidence.verify.stamps import check_stamps
from macros.evidence.verify.tag_signatures import checked_signature, is_right
from macros.history import git
from macros.history.git import Repository
from macros.rules.calendar import local_day

ASK = "Ask who changed it, and compare with an earlier evidence pack."
FETCH = "Fetch the tags ('git fetch --tags'). If it is still not there, somebody deleted it."


def check_seals(repository: Repository, trust: Trust) -> Findings:
    """What is wrong with each seal of a repository, or that it holds."""
    tags = seal_tags(repository)
    if not tags:
        yield note(
            "no-seal",
            "This repository has no seal: if its history were cut, nothing in it would show that.",
            "Run 'kim seal'.",
        )
        return
    known = Known({tag.name: tag.id for tag in tags}, _void(repository, trust), FETCH)
    yield from _each(repository, tags, known, trust)


def check_packed_seals(history: Repository, manifest: Manifest, trust: Trust) -> Findings:
    """The same for the seals in a pack. Those of other branches it only names."""
    if tags := seal_tags(history):
        listed = {seal["name"]: seal["id"] for seal in manifest.seals}
        ids = listed | {tag.name: tag.id for tag in tags}
        known = Known(ids, _void(history, trust), ASK)
        yield from _each(history, tags, known, trust)


class Known(NamedTuple):
    """The seals that there are, by name: the id of each, and what to do where one is missed.

    `void` are those that a redaction made void.
    """

    ids: Mapping[str, str]
    void: Mapping[str, str]
    cure: str


def _void(repository: Repository, trust: Trust) -> Mapping[str, str]:
    return statements(repository, "HEAD", trust).void_seals


def _each(repository: Repository, tags: Sequence[SealTag], known: Known, trust: Trust) -> Findings:
    line = line_of(repository)
    for tag in tags:
        faults = [*faults_of(repository, tag, line, tag.name), *_chain(tag, known)]
        signature = _signature(repository, tag, trust)
        yield from faults
        if signature.state == "problem" or not faults:
            yield signature
    yield from check_stamps(repository, tags, trust)


def line_of(repository: Repository) -> Mapping[str, int]:
    """The commits of the main line, and the number of each."""
    return {id_: number for number, id_ in enumerate(git.main_line(repository, "HEAD"), 1)}


# --------------------------------------------------------------------------------- what it says


def faults_of(
    repository: Repository, tag: SealTag, line: Mapping[str, int], label: str
) -> Findings:
    """What is wrong with what a seal says, beside the history as it is; `label` names the seal."""
    if tag.seal is None or tag.own_name != tag.name:
        message = f"The tag {label} doesn't say what a seal does, or is another one renamed."
        yield problem("not-a-seal", message, ASK)
    elif tag.target != tag.seal.tip:
        tip, target = tag.seal.tip[:12], tag.target[:12]
        message = f"{label} says that the tip was {tip}, and stands on {target}."
        yield problem("seal-moved", message, ASK)
    elif tag.seal.tip not in line:
        yield _off_line(repository, label, tag.seal)
    elif line[tag.seal.tip] != tag.seal.commits:
        message = (
            f"{label} counted {tag.seal.commits:,} commits up to its tip; "
            f"there are {line[tag.seal.tip]:,} now."
        )
        yield problem("seal-count", message, ASK)
    else:
        yield from _back_dated(repository, label, tag.seal)


def _off_line(repository: Repository, name: str, seal: Seal) -> Finding:
    if git.is_ancestor(repository, seal.tip, "HEAD"):
        message = f"The tip of {name} is still in the history, and no longer on its main line."
        return problem("seal-off-line", message, ASK)
    return problem(
        "seal-cut",
        f"The tip of {name} is not in the history: "
        f"what was sealed on {seal.day} has been cut or rewritten since.",
        ASK,
    )


def _back_dated(repository: Repository, name: str, seal: Seal) -> Findings:
    committed = local_day(git.committed(repository, seal.tip)).isoformat()
    if seal.day < committed:
        message = (
            f"{name} says that it was made on {seal.day}, and its tip was committed on "
            f"{committed}: one of them was back-dated, or a clock was wrong."
        )
        yield problem("seal-back-dated", message, ASK)


def _chain(tag: SealTag, known: Known) -> Findings:
    """The seal before this one is still there, and the same."""
    if tag.seal is None or not tag.seal.previous:
        return
    previous = tag.seal.previous
    if known.void.get(previous) == tag.seal.previous_id:
        return
    if previous not in known.ids:
        message = f"{tag.name} names {previous} as the seal before it, which is not there."
        yield problem("seal-gone", message, known.cure)
    elif known.ids[previous] != tag.seal.previous_id:
        message = f"{previous} is not the seal that {tag.name} names as the one before it."
        yield problem("seal-replaced", message, ASK)


# ---------------------------------------------------------------------------------- who vouches


def _signature(repository: Repository, tag: SealTag, trust: Trust) -> Finding:
    checked = checked_signature(tag, trust)
    if not is_right(checked):
        return signature_fault(checked, tag.name)
    if checked.state == "good" and not git.verifies_tag(repository, tag.id, trust.settings):
        message = (
            f"The signature of {tag.name} looks good to this program, and Git's own verdict is "
            f"another: 'git verify-tag {tag.name}' doesn't take it."
        )
        return problem("seal-signature", message, "Run that command, and read what Git says.")
    message = f"{tag.name} holds: {_extent(tag.seal)}. Its signature is {checked.sentence}."
    if checked.state != "good":
        return note("seal", message)
    return fine("seal", f"{message} Git's own verdict is the same. {_made_by(tag, checked)}")


def signature_fault(checked: SignatureCheck | None, label: str) -> Finding:
    """That the seal which `label` names bears no signature, or one that isn't good."""
    if checked is None:
        message = f"{label} bears no signature, so anybody can have made it."
        return problem("seal-unsigned", message, ASK)
    return problem("seal-signature", f"The signature of {label} is {checked.sentence}.", ASK)


def _made_by(tag: SealTag, checked: SignatureCheck) -> str:
    """Who the tag says made it, beside who signed it."""
    who = f"The tag names {tag.tagger} as who made it" if tag.tagger else "The tag names no maker"
    same = checked.signer.lower() in tag.tagger.lower()
    return f"{who}." if same else f"{who}, and {checked.signer} signed it."


def _extent(seal: Seal | None) -> str:
    return f"{seal.commits:,} commits up to {seal.tip[:12]}" if seal else "nothing"
