"""The bundle of a pack: unpacked apart, checked by Git, and held against manifest.json."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros.evidence.format import BUNDLE, MANIFEST, Manifest, PackFiles
from macros.evidence.malformed import say_malformed
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem
from macros.evidence.verify.histories import entries
from macros.evidence.verify.names import REMADE, check_names
from macros.history import git
from macros.history.landings import landings
from macros.model import Commit
from macros.rules.calendar import Fault, end_of_day, read_date

LARGEST = 512 * 1024**2
"""The largest single thing that a history may hold, in bytes; records are read up to a thousandth
of that."""

MOST_FILES = 1_000_000
"""Files and folders in one commit: a hundred times what the largest register has."""


# --------------------------------------------------------------------------------- is it sound?


class OpenBundle(NamedTuple):
    """A bundle's history in a repository of its own, and what should be known of it.

    `strays` are what no name of it leads to.
    """

    history: git.Repository
    malformed: tuple[git.Malformed, ...]
    strays: tuple[str, ...]


def open_bundle(files: PackFiles, manifest: Manifest, folder: Path) -> OpenBundle | Finding:
    """The bundle's history, or why there is none."""
    if BUNDLE not in files:
        message = f"The pack has no {BUNDLE}: without the history nothing in it can be checked."
        return problem("no-bundle", message, "Ask for a whole pack.")
    try:
        history = git.unbundled(files[BUNDLE], folder / "history.git", manifest.folder)
        soundness = git.fsck(history)
        fault = _damage(history, soundness.damage) or _lacking(history, manifest)
        return fault or OpenBundle(history, soundness.malformed, soundness.strays)
    except git.HistoryError as error:
        return problem("broken-bundle", error.message, error.hint)


def _damage(history: git.Repository, damage: str) -> Finding | None:
    if damage:
        message = f"The bundle's history is damaged, or made as Git makes none: {damage}."
        return problem("damaged-history", message, "Ask for the pack again.")
    things = git.kept(history)
    if (size := git.largest(things)) > LARGEST:
        message = f"The bundle holds a file of {size:,} bytes, which no record or page is."
        return problem("too-large", message, "Don't rely on it.")
    if (number := git.most_files(history, things)) > MOST_FILES:
        message = (
            f"A commit in the bundle names {number:,} files and folders, "
            "most of them the same again and again: it is meant to do harm."
        )
        return problem("history-bomb", message, "Don't unpack it by hand.")
    return None


def _lacking(history: git.Repository, manifest: Manifest) -> Finding | None:
    """A commit that the pack speaks of and its bundle doesn't hold."""
    roles = {manifest.tip: f"that {MANIFEST} gives as its tip"}
    roles.setdefault(manifest.commit, "that the registers are said to be from")
    for id_, role in roles.items():
        if not git.resolved(history, f"{id_}^{{commit}}"):
            message = f"The bundle doesn't hold the commit {id_[:12]} {role}."
            return problem("bundle-without-commit", message, REMADE)
    return None


# ----------------------------------------------------------------------------- is it as stated?


class Fact(NamedTuple):
    """Something that manifest.json says of the history: its name, what it says, what is so."""

    name: str
    stated: str
    actual: str


def check_manifest(bundle: OpenBundle, manifest: Manifest) -> Findings:
    """Each fact of manifest.json against the bundle, and what else the bundle holds."""
    history = bundle.history
    if bundle.malformed:
        yield note("malformed", say_malformed(bundle.malformed))
    yield from check_names(history, manifest, bundle.strays)
    line = git.main_line(history, manifest.tip)
    facts = _facts(history, manifest, len(line))
    wrong = [_wrong(fact) for fact in facts if fact.stated != fact.actual]
    yield from wrong
    if manifest.commit not in line:
        yield problem(
            "facts",
            f"The commit {manifest.commit[:12]} that the registers are from "
            "is not on the bundle's main line.",
            REMADE,
        )
    elif fault := _wrong_day(history, manifest, line):
        yield fault
    elif not wrong:
        yield fine(
            "history",
            f"The bundle's history is sound and as stated: {len(line):,} commits "
            f"on the main line up to {manifest.tip[:12]}.",
        )


def _facts(history: git.Repository, manifest: Manifest, commits: int) -> list[Fact]:
    tip, branch = manifest.tip, manifest.branch
    roots = git.roots(history, tip)
    head = git.resolved(history, "HEAD^{commit}")
    tree = git.resolved(history, f"{tip}^{{tree}}")
    facts = [
        Fact("tip", tip, head),
        Fact("tree", manifest.tree, tree),
        Fact("number of commits on the main line", str(manifest.commits), str(commits)),
        Fact("beginning", ", ".join(sorted(manifest.roots)), ", ".join(roots)),
        Fact("object format", manifest.object_format, git.object_format(history)),
    ]
    if branch:
        facts.append(Fact("branch", tip, git.resolved(history, f"refs/heads/{branch}")))
    return facts


def _wrong(fact: Fact) -> Finding:
    message = (
        f"{MANIFEST} gives {fact.stated} as the {fact.name}; in the bundle it is {fact.actual}."
    )
    return problem("facts", message, REMADE)


def _wrong_day(history: git.Repository, manifest: Manifest, line: list[str]) -> Finding | None:
    """Whether the commit is the last that had landed by the day asked for, or the last of all."""
    if not manifest.as_at:
        asked, right = "No day was asked for, so the commit should be the tip,", manifest.tip
    else:
        day = read_date(manifest.as_at)
        if isinstance(day, Fault):
            message = f"{MANIFEST} gives '{manifest.as_at}' as the day of the pack, which is none."
            return problem("facts", message, REMADE)
        asked = f"By the end of {manifest.as_at} the last commit to land was"
        commits = entries(history, manifest.tip)
        right = _landed_by(day, [commits[id_].commit for id_ in line], manifest.today)
    if right == manifest.commit:
        return None
    stated = f"the pack is from {manifest.commit[:12]}."
    return problem("facts", f"{asked} {right[:12] or 'none'}; {stated}", REMADE)


def _landed_by(day: date, line: list[Commit], made_on: str) -> str:
    """The last commit that had landed by the end of a day; empty where none had.

    The history was read on the day on which the pack was made.
    """
    read_on = read_date(made_on)
    known = None if isinstance(read_on, Fault) else read_on
    landed = landings([commit.committed for commit in line], known)
    by_then = [
        commit.id for commit, when in zip(line, landed, strict=True) if when <= end_of_day(day)
    ]
    return by_then[-1] if by_then else ""
