"""kim verify: whether a pack is whole, what became of its history, whether the seals hold."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from macros.cli.progress import Step, progress
from macros.cli.second_place import remote_of, with_remote
from macros.cli.start import as_json, main, project_root, with_form
from macros.cli.streams import say
from macros.evidence.format import Manifest
from macros.evidence.remake import compare_remade
from macros.evidence.trust import CERTIFICATES, Trust, trust_of
from macros.evidence.verify.against import compare
from macros.evidence.verify.copies import check_copies, check_remote, copy_in
from macros.evidence.verify.findings import Finding, Findings, State, problem, stops
from macros.evidence.verify.pack import check_pack
from macros.evidence.verify.redactions import check_redactions
from macros.evidence.verify.seals import check_seals
from macros.history import git
from macros.model.outside import in_a_line
from macros.model.text import counted

STEPS = 2
"""Steps of verifying a pack, but for comparing it with a repository."""

UNLIKE = frozenset({"facts", "bundle-without-commit"})
"""The rules that are broken where a pack's history isn't what its manifest says.

No file can be made again from such a history.
"""

NOT_COMPARED = problem(
    "not-compared",
    "The pack could not be compared with the repository, because its own history can't be used.",
)


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
    "--copy",
    "copies",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A copy of a seal that was kept elsewhere; more than once for more.",
)
@click.option(
    "--certificates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The root certificates of time stamp authorities (PEM).  [default: "
    f"'git config {CERTIFICATES}']",
)
@with_remote("A remote that keeps copies of the seals: they are read and compared.")
@with_form("How to print what is found.", "json")
def verify(
    file: Path | None,
    against: Path | None,
    copies: tuple[Path, ...],
    remote: str | None,
    certificates: Path | None,
    form: str,
) -> None:
    """Say whether a pack is whole, or whether all seals hold.

    With FILE, a pack is checked, and with --against what became of its history since. Without FILE,
    the seals of this repository are checked, and what copies show that were kept of them in files
    or in a second remote.

    Example: kim verify pack.zip --against .
    """
    if against and not file:
        raise click.UsageError("--against compares a pack with a repository: name the pack too.")
    if file and (copies or remote is not None):
        option = "--copy" if copies else "--remote"
        raise click.UsageError(f"{option} is compared with this repository: name no pack.")
    # Not as --against is set up: whom to trust is not for the landlord's clone to say.
    trust = trust_of(git.Repository(Path.cwd() if file else project_root()))
    if certificates:
        trust = trust._replace(certificates=certificates)
    findings = list(_of_pack(file, against, trust) if file else _of_seals(copies, remote, trust))
    say(_for_programs(findings) if form == "json" else _for_people(findings))
    sys.exit(stops(findings))


def _of_seals(copies: tuple[Path, ...], remote: str | None, trust: Trust) -> Findings:
    try:
        repository = git.open_repository(project_root())
        place = None if remote is None else remote_of(repository, remote)
        yield from check_seals(repository, trust)
        yield from check_redactions(repository, trust)
        yield from check_copies(repository, list(map(copy_in, copies)), trust)
        if place:
            yield from check_remote(repository, place, trust)
    except git.HistoryError as error:
        yield problem("history", error.message, error.hint)


def _of_pack(file: Path, against: Path | None, trust: Trust) -> Findings:
    steps = STEPS + bool(against)
    with tempfile.TemporaryDirectory() as folder, progress(steps) as step:
        try:
            yield from _check(file, Path(folder), against, trust, step)
        except git.HistoryError as error:
            yield problem("history", error.message, error.hint)


def _check(file: Path, folder: Path, against: Path | None, trust: Trust, step: Step) -> Findings:
    step("checking the pack and its history")
    pack = check_pack(file, folder, trust)
    yield from pack.findings
    if pack.manifest and pack.history:
        if not UNLIKE.intersection(finding.rule for finding in pack.findings):
            step("making its files again")
            yield from compare_remade(pack.files, pack.manifest, pack.history)
        if against:
            step("comparing it with the repository")
            yield from _against(pack.history, pack.manifest, against, trust)
    elif against:
        yield NOT_COMPARED


def _against(history: git.Repository, manifest: Manifest, against: Path, trust: Trust) -> Findings:
    try:
        theirs = git.open_repository(against)
    except git.HistoryError as error:
        still = "So nobody can say whether the pack's history is still in it."
        yield problem("their-history", f"{error.message} {still}", error.hint)
        return
    yield from compare(history, manifest, theirs, trust)


# ------------------------------------------------------------------------------ what is printed


WORDS: Mapping[State, str] = {
    "problem": "PROBLEM",
    "unchecked": "NOT CHECKED",
    "note": "note",
    "fine": "ok",
}
"""What stands before a finding. Problems come first, then what should be known, then the rest."""

LISTS: Mapping[str, State] = {
    "problems": "problem",
    "not_checked": "unchecked",
    "notes": "note",
    "checked": "fine",
}
"""The same for programs: the name of each list of findings."""


def _for_people(findings: Sequence[Finding]) -> str:
    lines = [line for state in WORDS for line in _lines(state, findings)]
    return "\n".join([*lines, _total(findings)])


def _total(findings: Sequence[Finding]) -> str:
    problems, unchecked = (
        sum(finding.state == state for finding in findings) for state in ("problem", "unchecked")
    )
    if problems:
        return f"{counted(problems, 'problem')}."
    if unchecked:
        return "No problem found, but not all was checked: nobody can call this sound here."
    return "No problem found."


def _lines(state: State, findings: Sequence[Finding]) -> Iterator[str]:
    """The findings of a kind; what a stranger wrote can't move the cursor."""
    for finding in findings:
        if finding.state == state:
            yield f"{WORDS[state]}: {in_a_line(finding.message)}"
            if finding.hint:
                yield f"    {in_a_line(finding.hint)}"


def _for_programs(findings: Sequence[Finding]) -> str:
    """The contract of `kim verify --format json`."""
    lists = {name: _entries(state, findings) for name, state in LISTS.items()}
    return as_json({"sound": not stops(findings), **lists})


def _entries(state: State, findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [_entry(finding) for finding in findings if finding.state == state]


def _entry(finding: Finding) -> dict[str, str]:
    return {"rule": finding.rule, "message": finding.message, "hint": finding.hint}
