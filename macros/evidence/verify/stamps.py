"""The time stamps of seals: over what, by whom, when, and whether anybody named vouches for them.

The library for it is loaded where a seal bears a stamp, and not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros.evidence.seal_tags import SealTag
from macros.evidence.stamp_clocks import clock_faults, moment
from macros.evidence.trust import CERTIFICATES, Trust
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem, unchecked
from macros.history import git
from macros.history.git import Repository
from macros.model.errors import KimError
from macros.model.text import counted
from macros.rules.calendar import local_day, say_date

if TYPE_CHECKING:
    from macros.evidence.stamp import Stamp

ASK = "Ask who made the seal, and compare with an earlier evidence pack."
NAME = (
    "Get the authority's root certificate from the authority itself, and name its file with "
    f"--certificates, or with 'git config {CERTIFICATES}'."
)

SHOWS = (
    "A time stamp shows a history that was made anew after it, up to the tip of its seal, also by "
    "whoever holds the key: no stamp of that time can be had any more. It doesn't show what was "
    "made anew before it, what came after that tip, nor that its seal and all later ones were "
    "deleted: a copy kept elsewhere does. Whether the authority withdrew its certificate is not "
    "asked."
)


def check_stamps(repository: Repository, tags: Sequence[SealTag], trust: Trust) -> Findings:
    """What each stamp is worth, and what stamps show and don't."""
    stamped = [tag for tag in tags if tag.seal and tag.seal.stamp]
    for tag in stamped:
        yield from check_stamp(repository, tag, tag.name, trust)
    if stamped:
        yield note("stamps-show", SHOWS)
    if bare := len(tags) - len(stamped):
        bears = "bears" if bare == 1 else "bear"
        yield note(
            "no-stamp",
            f"{counted(bare, 'seal')} {bears} no time stamp: when it was made is the word of the "
            "machine that made it, and whoever holds its key can make a seal of any day.",
            "'kim seal --stamp' asks an authority for one.",
        )


def check_stamp(repository: Repository, tag: SealTag, label: str, trust: Trust) -> Findings:
    """What is wrong with a seal's stamp, that nobody can say, or when it was made and by whom."""
    from macros.evidence.stamp import StampFault, mismatch, read_stamp  # noqa: PLC0415 - see above

    assert tag.seal
    stamp = read_stamp(tag.seal.stamp)
    fault = stamp if isinstance(stamp, StampFault) else mismatch(stamp, tag.words)
    if fault or isinstance(stamp, StampFault):
        assert fault
        yield problem(fault.rule, f"The time stamp of {label} {fault.reason}.", ASK)
        return
    wrong = list(_clocks(repository, tag, label, stamp))
    vouched = _vouched(stamp, label, trust)
    yield from wrong
    if not wrong or vouched.state != "fine":
        yield vouched


def _clocks(repository: Repository, tag: SealTag, label: str, stamp: Stamp) -> Findings:
    assert tag.seal
    tip = tag.seal.tip
    known = git.resolved(repository, f"{tip}^{{commit}}")
    committed = git.committed(repository, tip) if known else stamp.time
    for reason in clock_faults(stamp.time, tag.seal.day, committed, tag.made):
        message = f"The time stamp of {label} {reason}: one was dated otherwise, or a clock wrong."
        yield problem("stamp-clock", message, ASK)


def _vouched(stamp: Stamp, label: str, trust: Trust) -> Finding:
    """Whether the certificates that the reader names vouch for who made a stamp."""
    from macros.evidence.stamp import distrust, read_certificates  # noqa: PLC0415 - see above

    says = f"The time stamp of {label} says {moment(stamp.time)}, by {stamp.authority}"
    if trust.certificates is None:
        message = f"{says}. It is not checked: nobody here named a certificate to check it against."
        return unchecked("stamp", message, NAME)
    try:
        fault = distrust(stamp, read_certificates(trust.certificates))
    except KimError as error:
        return unchecked("stamp", f"{says}. It is not checked. {error}", NAME)
    if fault:
        return problem(fault.rule, f"The time stamp of {label} {fault.reason}.", ASK)
    until = stamp.certificate.not_valid_after_utc
    return fine(
        "stamp",
        f"{label} was there on {moment(stamp.time)}: {stamp.authority} stamped the SHA-256 of its "
        f"words then ({stamp.digest.hex()[:12]}), with a certificate that was valid until "
        f"{say_date(local_day(until))} and leads to one that you named.",
    )
