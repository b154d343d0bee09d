"""The bundle of a pack: unpacked apart, checked by Git, and compared with what the pack says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from macros.evidence.format import BUNDLE, COVER, FACTS, REGISTERS, SEALS, Manifest
from macros.evidence.verify.findings import Finding, fine, problem
from macros.history import git
from macros.history.versions import Reader, key_of
from macros.model import Commit, Unreadable, Version
from macros.rules.calendar import Fault, end_of_day, read_date

LARGEST = 512 * 1024**2
"""The largest single thing that a history may hold, in bytes; records are read up to a thousandth of that."""

MOST_FILES = 1_000_000
"""Files and folders in one commit: a hundred times what the largest register has."""

REMADE = "The pack was put together from two, or changed. Don't rely on it."


def opened(files: Mapping[str, Path], facts: Manifest, folder: Path) -> git.Repository | Finding:
    """The bundle's history in a repository of its own, or why there is none."""
    if BUNDLE not in files:
        return problem(
            "no-bundle",
            f"The pack has no {BUNDLE}: without the history nothing in it can be checked.",
            "Ask for a whole pack.",
        )
    try:
        history = git.unbundled(files[BUNDLE], folder / "history.git", facts.folder)
        return _damage(history) or _lacking(history, facts) or history
    except git.HistoryError as reason:
        return problem("broken-bundle", reason.message, reason.hint)


def _damage(history: git.Repository) -> Finding | None:
    if damage := git.fsck(history):
        return problem(
            "damaged-history",
            f"The bundle's history is damaged: {damage.splitlines()[0]}.",
            "Ask for the pack again.",
        )
    if (size := git.largest(history)) > LARGEST:
        return problem(
            "too-large",
            f"The bundle holds a file of {size:,} bytes, which no record or page is.",
            "Don't rely on it.",
        )
    if (number := git.most_files(history)) > MOST_FILES:
        message = f"A commit in the bundle names {number:,} files and folders, most of them the same again and again: it is meant to do harm."
        return problem("history-bomb", message, "Don't unpack it by hand.")
    return None


def _lacking(history: git.Repository, facts: Manifest) -> Finding | None:
    """A commit that the pack speaks of and its bundle doesn't hold."""
    for id_, what in (
        (facts.tip, f"that {FACTS} gives as its tip"),
        (facts.commit, "that the registers are said to be from"),
    ):
        if not git.resolved(history, f"{id_}^{{commit}}"):
            return problem(
                "bundle-without-commit",
                f"The bundle doesn't hold the commit {id_[:12]} {what}.",
                REMADE,
            )
    return None


def check_facts(history: git.Repository, facts: Manifest) -> Iterator[Finding]:
    """Each fact of manifest.json against the bundle."""
    head = git.resolved(history, "HEAD^{commit}")
    line = git.main_line(history, facts.tip)
    found = {
        "tip": (facts.tip, head),
        "tree": (facts.tree, git.resolved(history, f"{facts.tip}^{{tree}}")),
        "number of commits on the main line": (str(facts.commits), str(len(line))),
        "beginning": (", ".join(sorted(facts.roots)), ", ".join(git.roots(history, facts.tip))),
        "object format": (facts.object_format, git.object_format(history)),
        "branch": (
            facts.tip if facts.branch else "",
            git.resolved(history, f"refs/heads/{facts.branch}") if facts.branch else "",
        ),
    }
    wrong = {name: both for name, both in found.items() if both[0] != both[1]}
    for name, (stated, held) in wrong.items():
        yield problem(
            "facts", f"{FACTS} gives {stated} as the {name}; in the bundle it is {held}.", REMADE
        )
    stated_seals = {(one["name"], one["id"]) for one in facts.seals}
    for one in git.references(history, f"refs/tags/{SEALS}"):
        if (one.name.removeprefix("refs/tags/"), one.id) not in stated_seals:
            yield problem(
                "facts",
                f"The bundle holds the seal {one.name.removeprefix('refs/tags/')}, and {FACTS} doesn't name it as it is.",
                REMADE,
            )
    if facts.commit not in line:
        yield problem(
            "facts",
            f"The commit {facts.commit[:12]} that the registers are from is not on the bundle's main line.",
            REMADE,
        )
    elif fault := _wrong_day(history, facts):
        yield fault
    elif not wrong:
        yield fine(
            "history",
            f"The bundle's history is sound and as stated: {len(line):,} commits on the main line up to {facts.tip[:12]}.",
        )


def _wrong_day(history: git.Repository, facts: Manifest) -> Finding | None:
    """Whether the commit is the one that had landed by the day asked for; the last one, where none was."""
    day = read_date(facts.as_at) if facts.as_at else None
    if isinstance(day, Fault):
        return problem(
            "facts", f"{FACTS} gives '{facts.as_at}' as the day of the pack, which is none.", REMADE
        )
    right = _landed_by(_line(history, facts), day) if day else facts.tip
    if right == facts.commit:
        return None
    asked = (
        f"By the end of {facts.as_at} the last commit to land was"
        if day
        else "No day was asked for, so the commit should be the tip,"
    )
    return problem(
        "facts", f"{asked} {right[:12] or 'none'}; the pack is from {facts.commit[:12]}.", REMADE
    )


def _line(history: git.Repository, facts: Manifest) -> list[Commit]:
    wanted = set(git.main_line(history, facts.tip))
    return [logged.commit for logged in git.log(history, facts.tip) if logged.commit.id in wanted]


def _landed_by(line: list[Commit], day: date) -> str:
    """By the running maximum of committer dates."""
    latest: datetime | None = None
    found = ""
    for commit in line:
        latest = max(latest, commit.committed) if latest else commit.committed
        if latest <= end_of_day(day):
            found = commit.id
    return found


# ------------------------------------------------------------------------------------------------ registers


def check_registers(
    files: Mapping[str, Path], history: git.Repository, facts: Manifest
) -> Iterator[Finding]:
    """Every register in the pack against the files of the commit that it is from."""
    held = _held(history, facts.commit)
    stated: dict[str, str] = {}
    faults: list[Finding] = []
    for name in sorted(files):
        if name.startswith(REGISTERS) and name.endswith(".json"):
            faults += _register(name, files[name].read_bytes(), held, stated)
    if not facts.expectation:
        left = sorted({str(key_of(path)) for path in held} - set(stated.values()))
        missing = sorted(path for path in held if str(key_of(path)) in left)
        faults += [
            problem(
                "record-left-out",
                f"'{path}' was there at that commit, and the pack doesn't show it.",
                REMADE,
            )
            for path in missing
        ]
    faults += _cover(files, facts)
    yield from faults
    if not faults:
        yield fine(
            "registers",
            f"The registers are what the commit {facts.commit[:12]} holds: {len(stated):,} records, each value compared.",
        )


def _held(history: git.Repository, commit: str) -> Mapping[str, Version]:
    """Every record's file at a commit, read afresh."""
    tree = {
        path: blob
        for path, blob in git.tree(history, commit).items()
        if (key := key_of(path)) and key.register
    }
    contents = dict(git.contents(history, dict.fromkeys(tree.values())))
    reader = Reader()
    return {path: reader.read(path, contents[blob]) for path, blob in tree.items()}


def _register(
    name: str, content: bytes, held: Mapping[str, Version], stated: dict[str, str]
) -> Iterator[Finding]:
    try:
        said = json.loads(content)
        register, records = str(said["register"]), list(said["records"])
        rows = [(str(one["id"]), str(one["file"]), one) for one in records]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield problem("register-unreadable", f"'{name}' can't be read as a register.", REMADE)
        return
    if name != f"{REGISTERS}{quote(register, safe='')}.json":
        yield problem(
            "register-changed", f"'{name}' says that it is the register '{register}'.", REMADE
        )
    for id_, file, one in rows:
        key = key_of(file)
        if key is None or key != (register, id_) or file in stated or file not in held:
            yield problem(
                "record-made-up",
                f"'{name}' shows the record {id_}, which the commit doesn't hold there.",
                REMADE,
            )
            continue
        stated[file] = str(key)
        yield from _record(name, id_, one, held[file])


def _record(name: str, id_: str, stated: Mapping[str, object], held: Version) -> Iterator[Finding]:
    if isinstance(held, Unreadable):
        if stated.get("unreadable") != held.text:
            yield problem(
                "record-changed", f"'{name}' shows {id_} otherwise than the commit has it.", REMADE
            )
        return
    values = stated.get("values")
    if values != held:
        said = values if isinstance(values, Mapping) else {}
        fields = sorted(field for field in {*said, *held} if said.get(field) != held.get(field))
        yield problem(
            "record-changed",
            f"'{name}' shows {id_} otherwise than the commit has it: {', '.join(fields)}.",
            REMADE,
        )


def _cover(files: Mapping[str, Path], facts: Manifest) -> Iterator[Finding]:
    """The cover names the commit, the tip and the day that the manifest does."""
    try:
        said = json.loads(files[COVER].read_bytes())
        stated = (said["commit"]["id"], said["tip"], said["as_at"])
    except (KeyError, ValueError, TypeError, RecursionError):
        yield problem("cover", f"{COVER} is missing or can't be read.", REMADE)
        return
    if stated != (facts.commit, facts.tip, facts.as_at or facts.today):
        yield problem("cover", f"{COVER} names another commit, tip or day than {FACTS}.", REMADE)
