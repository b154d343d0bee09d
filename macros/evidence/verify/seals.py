"""The seals of a repository: signed tags that say how long the history was, and where it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.evidence.format import SEALS, Seal, read_seal
from macros.evidence.signing import SignatureCheck, check
from macros.evidence.verify.findings import Finding, fine, note, problem
from macros.history import git
from macros.history.git import Repository
from macros.rules.calendar import local_day

ASK = "Ask who changed it, and compare with an earlier evidence pack."


class Tagged(NamedTuple):
    """A seal's tag: its name, its id, what it says, what of it was signed, and the signature."""

    name: str
    id: str
    seal: Seal | None
    own_name: str
    target: str
    payload: bytes
    signature: bytes


_START = re.compile(rb"^-----BEGIN (SSH|PGP) SIGNATURE-----$", re.MULTILINE)


def tagged(repository: Repository) -> list[Tagged]:
    """Every seal, in the order of their names."""
    found = git.references(repository, f"refs/tags/{SEALS}")
    contents = dict(git.contents(repository, [one.id for one in found]))
    return [_tagged(one, contents[one.id]) for one in found]


def _tagged(reference: git.GitReference, content: bytes) -> Tagged:
    name = reference.name.removeprefix("refs/tags/")
    if reference.kind != "tag":
        return Tagged(name, reference.id, None, name, "", b"", b"")
    begin = _START.search(content)
    payload, signature = (
        (content[: begin.start()], content[begin.start() :]) if begin else (content, b"")
    )
    head, _, message = payload.decode("utf-8", "replace").partition("\n\n")
    said = dict(line.split(" ", 1) for line in head.split("\n") if " " in line)
    return Tagged(
        name,
        reference.id,
        read_seal(message),
        said.get("tag", ""),
        said.get("object", ""),
        payload,
        signature,
    )


def check_seals(repository: Repository) -> Iterator[Finding]:
    """What is wrong with each seal, or that it holds."""
    seals = tagged(repository)
    if not seals:
        yield note(
            "no-seal",
            "This repository has no seal: if its history were cut, nothing in it would show that.",
            "Run 'kim seal'.",
        )
        return
    line = {id_: number for number, id_ in enumerate(git.main_line(repository, "HEAD"), 1)}
    by_name = {one.name: one for one in seals}
    for one in seals:
        faults = [*_faults(repository, one, line), *_chain(one, by_name)]
        signed = _signature(repository, one)
        yield from faults
        if signed.state == "problem" or not faults:
            yield signed


def _faults(repository: Repository, tag: Tagged, line: Mapping[str, int]) -> Iterator[Finding]:
    """What is wrong with what a seal says, beside the history as it is."""
    seal = tag.seal
    if seal is None or tag.own_name != tag.name:
        yield problem(
            "not-a-seal",
            f"The tag {tag.name} doesn't say what a seal does, or is another one renamed.",
            ASK,
        )
    elif tag.target != seal.tip:
        yield problem(
            "seal-moved",
            f"{tag.name} says that the tip was {seal.tip[:12]}, and stands on {tag.target[:12]}.",
            ASK,
        )
    elif seal.tip not in line and git.is_ancestor(repository, seal.tip, "HEAD"):
        yield problem(
            "seal-off-line",
            f"The tip of {tag.name} is still in the history, and no longer on its main line.",
            ASK,
        )
    elif seal.tip not in line:
        yield problem(
            "seal-cut",
            f"The tip of {tag.name} is not in the history: what was sealed on {seal.day} has been cut or rewritten since.",
            ASK,
        )
    elif line[seal.tip] != seal.commits:
        message = f"{tag.name} counted {seal.commits:,} commits up to its tip; there are {line[seal.tip]:,} now."
        yield problem("seal-count", message, ASK)
    elif seal.day < (made := local_day(git.committed(repository, seal.tip)).isoformat()):
        message = f"{tag.name} says that it was made on {seal.day}, and its tip was committed on {made}: one of them was back-dated, or a clock was wrong."
        yield problem("seal-back-dated", message, ASK)


def _chain(tag: Tagged, by_name: Mapping[str, Tagged]) -> Iterator[Finding]:
    """The seal before this one is still there, and the same."""
    if tag.seal and tag.seal.previous:
        before = by_name.get(tag.seal.previous)
        if before is None:
            yield problem(
                "seal-gone",
                f"{tag.name} names {tag.seal.previous} as the seal before it, which is not there.",
                "Fetch the tags ('git fetch --tags'). If it is still not there, somebody deleted it.",
            )
        elif before.id != tag.seal.previous_id:
            yield problem(
                "seal-replaced",
                f"{tag.seal.previous} is not the seal that {tag.name} names as the one before it.",
                ASK,
            )


def _signature(repository: Repository, tag: Tagged) -> Finding:
    if not tag.signature:
        return problem(
            "seal-unsigned", f"{tag.name} bears no signature, so anybody can have made it.", ASK
        )
    done = checked(repository, tag.payload, tag.signature)
    if done.state == "bad":
        return problem("seal-signature", f"The signature of {tag.name} is {done.sentence}.", ASK)
    count = f"{tag.seal.commits:,} commits up to {tag.seal.tip[:12]}" if tag.seal else "nothing"
    message = f"{tag.name} holds: {count}. Its signature is {done.sentence}."
    return fine("seal", message) if done.state == "good" else note("seal", message)


def checked(repository: Repository, payload: bytes, signature: bytes) -> SignatureCheck:
    """What a tag's signature is worth here."""
    if signature.startswith(b"-----BEGIN SSH"):
        programs: Sequence[str] = (
            [one] if (one := git.config(repository, "gpg.ssh.program")) else []
        )
        return check(
            "ssh",
            payload,
            signature,
            "git",
            git.config(repository, "gpg.ssh.allowedSignersFile"),
            programs,
        )
    return check(
        "openpgp",
        payload,
        signature,
        "",
        programs=[one] if (one := git.config(repository, "gpg.program")) else [],
    )
