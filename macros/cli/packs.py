"""Commands about proof: pack, verify, seal."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from macros.cli.progress import Step, progress
from macros.cli.start import DayType, main, project_root, stop, with_today
from macros.evidence.collect import PackError, bundle, collect, facts, tool
from macros.evidence.contents import PackContents
from macros.evidence.format import (
    BUNDLE,
    CHECKS,
    NAMESPACE,
    SEALS,
    SIGNED,
    SUMS,
    Manifest,
    Seal,
    seal_as_text,
)
from macros.evidence.instructions import instructions
from macros.evidence.pack import shown, with_manifest, zipped
from macros.evidence.signing import CURE, SigningError, SigningKey, fingerprint, public_key, sign
from macros.evidence.verify.against import compare
from macros.evidence.verify.contents import compare as compare_made
from macros.evidence.verify.findings import Finding, note, problem, stops
from macros.evidence.verify.pack import Pack, check_pack
from macros.evidence.verify.seals import check_seals, tagged
from macros.history import git
from macros.model.text import counted, natural, printable
from macros.rules.calendar import Fault, read_date, say_date

FEW = 5
"""Illustrative records that a refusal names."""


@main.command()
@click.option(
    "--as-at",
    "asked",
    type=DayType(),
    default=None,
    help="The day whose registers are wanted.  [default: the last commit]",
)
@click.option(
    "--for",
    "expectation",
    default="",
    metavar="EXPECTATION",
    help="Only an expectation, what names it, and what that names.",
)
@click.option(
    "--include-illustrative",
    is_flag=True,
    help="Make the pack although records in it are made up; its cover says so.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The ZIP to make."
)
@with_today
def pack(
    asked: date | None, expectation: str, include_illustrative: bool, out: Path, today: date
) -> None:
    """Make an evidence pack: the registers of a day, and their past.

    It holds the records, their stories, the whole history and how to check it all. It is handed
    over, never published: it holds records for staff and everybody's names.

    Example: kim pack --as-at 2026-09-30 --out pack.zip
    """
    root = project_root()
    _check_call(asked, today, out)
    try:
        repository = git.open_repository(root)
        with progress(PACKING) as step:
            files, taken = _made(repository, asked, today, expectation, include_illustrative, step)
            step("closing the pack")
            content = zipped(files)
    except (git.HistoryError, PackError, SigningError) as reason:
        stop(f"{reason} No pack was made.")
    write_whole(out, content)
    click.echo(
        f"{out}: {counted(len(taken.records), 'record')} from the commit {taken.commit.id[:12]}, {'signed' if _signed(files) else 'not signed'}."
    )
    click.echo(f"SHA-256: {hashlib.sha256(content).hexdigest()}")
    click.echo("Hand it over with that checksum, by two ways. Never publish it.")
    if changed := git.changed_here(repository):
        click.echo(
            f"What is not committed is not in it: {counted(len(changed), 'file')}.", err=True
        )


def _check_call(asked: date | None, today: date, out: Path) -> None:
    if asked and asked > today:
        raise click.UsageError(
            f"{say_date(asked)} is in the future: nobody knows yet what the registers will hold. Today is {say_date(today)}."
        )
    if out.exists():
        raise click.UsageError(
            f"'{out}' is there already. A pack is evidence, so none is written over another: choose another name."
        )
    if not out.absolute().parent.is_dir():
        raise click.UsageError(f"There is no folder '{out.absolute().parent}'. Make it first.")


PACKING = 4
"""Steps of making a pack."""


def _made(
    repository: git.Repository,
    asked: date | None,
    today: date,
    expectation: str,
    include: bool,
    step: Step,
) -> tuple[dict[str, bytes], PackContents]:
    """Every file of the pack, made from the very bundle that is in it, so that nothing else can show in them."""
    tip, branch = git.resolved(repository, "HEAD^{commit}"), git.branch(repository)
    step("bundling the history")
    history = bundle(repository, tip, branch)
    step("reading the registers and their past")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / BUNDLE).write_bytes(history)
        taken = _taken(
            git.unbundled(folder / BUNDLE, folder / "history.git", repository.prefix),
            branch,
            asked,
            today,
            expectation,
        )
        if taken.illustrative and not include:
            raise PackError(_refusal(taken))
        step("writing the files")
        files = shown(taken)
    about = facts(repository, taken, include)
    key = signing_key(repository)
    if key is None:
        return with_manifest(files, about, history, {}), taken
    public = public_key(key)
    signer = {
        "kind": key.kind,
        "key": public,
        "fingerprint": fingerprint(public),
        "note": "Ask the landlord for this by another way.",
    }
    whole = with_manifest(files, about, history, signer)
    return {**whole, SIGNED[key.kind]: sign(key, whole[SUMS], NAMESPACE)}, taken


def _taken(
    history: git.Repository, branch: str, asked: date | None, today: date, expectation: str
) -> PackContents:
    return replace(collect(history, asked, today, expectation), branch=branch)


def _refusal(taken: PackContents) -> str:
    found = taken.illustrative
    named = ", ".join(one.key.id for one in found[:FEW]) + (
        " and others" if len(found) > FEW else ""
    )
    return (
        f"{counted(len(found), 'record')} of {len(taken.records):,} {'is' if len(found) == 1 else 'are'} illustrative: {named}. "
        "A pack for real use holds nothing that is made up. Replace them with your own records, or say --include-illustrative: the cover will say so."
    )


def _signed(files: Mapping[str, bytes]) -> bool:
    return any(name in files for name in SIGNED.values())


def write_whole(out: Path, content: bytes) -> None:
    """A file that is there whole or not at all."""
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as reason:
        part.unlink(missing_ok=True)
        stop(f"'{out}' could not be written: {reason.strerror}. No pack was made.")


def signing_key(repository: git.Repository) -> SigningKey | None:
    """The key that Git is set up to sign with here; None where there is none."""
    name, form = (
        git.config(repository, "user.signingkey"),
        git.config(repository, "gpg.format") or "openpgp",
    )
    if not name:
        return None
    if form == "ssh":
        return SigningKey("ssh", name, git.config(repository, "gpg.ssh.program") or "ssh-keygen")
    if form == "openpgp":
        return SigningKey(
            "openpgp",
            name,
            git.config(repository, "gpg.openpgp.program")
            or git.config(repository, "gpg.program")
            or "gpg",
        )
    raise SigningError(f"Git is set up to sign as '{form}', which packs don't know. {CURE}")


# --------------------------------------------------------------------------------------------------- verify


@main.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A clone of the landlord's repository as it is now.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print what is found.",
)
def verify(file: Path | None, against: Path | None, form: str) -> None:
    """Say whether an evidence pack is whole, or whether all seals hold.

    With FILE, a pack is checked, and with --against what became of its history since. Without FILE,
    the seals of this repository are checked.

    Example: kim verify pack.zip --against .
    """
    if file is None:
        if against:
            raise click.UsageError(
                "--against compares a pack with a repository: name the pack too."
            )
        found = _seals(project_root())
    else:
        steps = VERIFYING + bool(against)
        with tempfile.TemporaryDirectory() as folder, progress(steps) as step:
            found = tuple(_verified(file, Path(folder), against, step))
    click.echo(_as_json(found) if form == "json" else _as_text(found))
    sys.exit(stops(found))


def _seals(root: Path) -> tuple[Finding, ...]:
    try:
        return tuple(check_seals(git.open_repository(root)))
    except git.HistoryError as reason:
        return (problem("history", reason.message, reason.hint),)


VERIFYING = 2
"""Steps of verifying a pack, but for comparing it with a repository."""


def _verified(file: Path, folder: Path, against: Path | None, step: Step) -> Iterator[Finding]:
    here = git.Repository(
        Path.cwd()
    )  # not --against: whom to trust is not for the landlord's clone to say
    step("checking the pack and its history")
    try:
        found = check_pack(file, folder, git.config(here, "gpg.ssh.allowedSignersFile"))
        yield from found.findings
        if found.facts and found.history:
            if not any(one.rule in ("facts", "bundle-without-commit") for one in found.findings):
                step("making its files again")
                yield from _made_again(found, found.facts, found.history)
            if against:
                step("comparing it with the repository")
                yield from _against(found.history, found.facts, against)
        elif against:
            yield problem(
                "not-compared",
                "The pack could not be compared with the repository, because its own history can't be used.",
            )
    except git.HistoryError as reason:
        yield problem("history", reason.message, reason.hint)


def _made_again(found: Pack, about: Manifest, history: git.Repository) -> Iterator[Finding]:
    """The files for reading once more from the bundle. Another version than the one that made them may make them otherwise."""
    today, asked = read_date(about.today), read_date(about.as_at) if about.as_at else None
    if isinstance(today, Fault) or isinstance(asked, Fault):
        yield problem(
            "facts", "The pack doesn't say on which day it was made.", "Don't rely on it."
        )
        return
    try:
        taken = _taken(history, about.branch, asked, today, about.expectation)
    except PackError as reason:
        yield problem(
            "facts", f"No such pack can be made from this history. {reason}", "Don't rely on it."
        )
        return
    kind = next((kind for kind, name in SIGNED.items() if name in found.files), "")
    compared = list(compare_made(found.files, {**shown(taken), CHECKS: instructions(about, kind)}))
    if about.tool == tool() or not stops(compared):
        yield from compared
        return
    said = " ".join(one.message for one in compared[:FEW])
    more = f" So it is with {len(compared) - FEW:,} more." if len(compared) > FEW else ""
    yield note(
        "not-made-again",
        "The pack was made by another version of this program, or says so, and some of it doesn't come out the same when it is made again. "
        f"Only the registers' JSON is sure to be what the history holds. As this version sees it: {said}{more}",
        f"Verify it with the version that it names, before you rely on those files: {about.tool}.",
    )


def _against(history: git.Repository, about: Manifest, against: Path) -> Iterator[Finding]:
    try:
        theirs = git.open_repository(against)
    except git.HistoryError as reason:
        yield problem(
            "their-history",
            f"{reason.message} So nobody can say whether the pack's history is still in it.",
            reason.hint,
        )
        return
    yield from compare(history, about, theirs)


def _as_text(found: Sequence[Finding]) -> str:
    """Problems first, then what should be known, then what is as it should be."""
    words = {"problem": "PROBLEM", "note": "note", "fine": "ok"}
    lines = []
    for state, word in words.items():
        for one in found:
            if one.state == state:
                lines += [
                    f"{word}: {printable(one.message)}",
                    *([f"    {printable(one.hint)}"] if one.hint else []),
                ]
    wrong = sum(one.state == "problem" for one in found)
    return "\n".join([*lines, f"{counted(wrong, 'problem')}." if wrong else "No problem found."])


def _as_json(found: Sequence[Finding]) -> str:
    """The contract of `kim verify --format json`."""

    def of(state: str) -> list[dict[str, str]]:
        return [
            {"rule": one.rule, "message": one.message, "hint": one.hint}
            for one in found
            if one.state == state
        ]

    told = {
        "sound": not stops(found),
        "problems": of("problem"),
        "notes": of("note"),
        "checked": of("fine"),
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


# ----------------------------------------------------------------------------------------------------- seal


@main.command()
@with_today
def seal(today: date) -> None:
    """Seal the history with a signed tag, so that a cut shows.

    It says how many commits there are and which is the last.

    Example: kim seal
    """
    try:
        repository = git.open_repository(project_root())
        if signing_key(repository) is None:
            stop(f"A seal is signed, and Git has no key to sign with. {CURE} No seal was made.")
        name = _sealed(repository, today)
    except (git.HistoryError, SigningError) as reason:
        stop(f"{reason} No seal was made.")
    click.echo(
        f"{name}: push it with 'git push origin {name}', and keep its id elsewhere: {git.resolved(repository, f'refs/tags/{name}')}"
    )


def _sealed(repository: git.Repository, today: date) -> str:
    taken = {
        one.name.removeprefix("refs/tags/"): one.id
        for one in git.references(repository, f"refs/tags/{SEALS}")
    }
    name, number = f"{SEALS}{today.isoformat()}", 1
    while name in taken:
        number += 1
        name = f"{SEALS}{today.isoformat()}-{number}"
    named = {one.seal.previous for one in tagged(repository) if one.seal}
    last = max(
        set(taken) - named, key=natural, default=""
    )  # the end of the chain, whatever day it names: each is missed by the next
    line = git.main_line(repository, "HEAD")
    message = seal_as_text(Seal(today.isoformat(), len(line), line[-1], last, taken.get(last, "")))
    try:
        git.make_signed_tag(repository, name, message)
    except git.HistoryError as reason:
        raise SigningError(f"{reason.message} {CURE}") from reason
    return name
