"""The files of a pack against its own list: whether each is there and as it was, and whether there is another."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from macros.evidence.format import (
    BUNDLE,
    FACTS,
    NAMESPACE,
    SIGNED,
    SIGNER,
    SUMS,
    FormatError,
    read_sums,
)
from macros.evidence.signing import SignatureCheck, check
from macros.evidence.verify.findings import Finding, fine, note, problem

AGAIN = "Ask for the pack again, and compare its SHA-256 with the sender's."


def check_sums(files: Mapping[str, Path]) -> Iterator[Finding]:
    """What is wrong with the files, by MANIFEST.sha256."""
    if SUMS not in files:
        yield problem(
            "no-manifest",
            f"There is no {SUMS}, so nobody can say what the pack should hold.",
            "This is no evidence pack, or no whole one.",
        )
        return
    try:
        sums = read_sums(files[SUMS].read_bytes())
    except FormatError as reason:
        yield problem("manifest", str(reason), AGAIN)
        return
    listed = {one.name: one.digest for one in sums}
    for name, times in Counter(one.name for one in sums).items():
        if times > 1:
            yield problem("listed-twice", f"{SUMS} lists '{name}' {times} times.", AGAIN)
    for name, digest in listed.items():
        if name not in files:
            yield problem(
                "missing-file", f"{SUMS} names '{name}', and the pack doesn't hold it.", AGAIN
            )
        elif sum_of(files[name]) != digest:
            yield problem(
                "changed-file",
                f"'{name}' is not the file that {SUMS} lists: it was changed since, or damaged.",
                AGAIN,
            )
    for name in sorted(set(files) - set(listed) - {SUMS, *SIGNED.values()}):
        yield problem(
            "extra-file",
            f"'{name}' is in the pack, and {SUMS} doesn't list it: somebody put it there.",
            "Leave it alone, and ask for the pack again.",
        )


def sum_of(path: Path) -> str:
    """A file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_signature(files: Mapping[str, Path], allowed: str) -> Iterator[Finding]:
    """What the signature over the list is worth. `allowed` is the file of signers that this machine's Git trusts."""
    found = [kind for kind, name in SIGNED.items() if name in files]
    if not found:
        if SIGNER in files:
            yield problem(
                "signature-gone",
                f"{SIGNER} says that the pack was signed, and the signature is not there.",
                AGAIN,
            )
        else:
            yield note(
                "unsigned",
                "The pack bears no signature: nobody vouches for it but whoever handed it to you.",
                "Compare its SHA-256 with the sender's.",
            )
    for kind in found:
        done = check(
            "ssh" if kind == "ssh" else "openpgp",
            files[SUMS].read_bytes(),
            files[SIGNED[kind]].read_bytes(),
            NAMESPACE,
            allowed,
        )
        yield _signed(done)


def _signed(done: SignatureCheck) -> Finding:
    message = f"The signature over {SUMS} is {done.sentence}."
    if done.state == "bad":
        return problem(
            "bad-signature",
            message,
            "Somebody changed the pack, or made its list anew. Don't rely on it.",
        )
    return fine("signature", message) if done.state == "good" else note("signature", message)


def compare(files: Mapping[str, Path], made: Mapping[str, bytes]) -> Iterator[Finding]:
    """The pack's readable files against what its own commit gives when they are made again.

    Only what is as listed: of what isn't, the list has already said so.
    """
    listed = {one.name: one.digest for one in read_sums(files[SUMS].read_bytes())}
    wrong = [name for name in made if name not in listed]
    wrong += [
        name
        for name in made
        if _as_listed(files, listed, name) and files[name].read_bytes() != made[name]
    ]
    for name in wrong:
        message = f"'{name}' is not what the pack's own history gives: it was changed, and the list of checksums made anew."
        yield problem("not-from-history", message, "Trust the bundle and not this file.")
    strange = sorted(set(listed) & set(files) - set(made) - {BUNDLE, FACTS, SIGNER})
    for name in strange:
        message = f"'{name}' is listed, and no pack made from this history has it: somebody put it there, and made the list anew."
        yield problem("extra-file", message, AGAIN)
    if not wrong and not strange and all(_as_listed(files, listed, name) for name in made):
        yield fine(
            "made-again",
            f"Made again from the bundle, all {len(made)} files for reading come out the same, byte for byte.",
        )


def _as_listed(files: Mapping[str, Path], listed: Mapping[str, str], name: str) -> bool:
    return name in files and sum_of(files[name]) == listed.get(name)
