"""The first page of a pack: what it is, from when, by what rule it was dated, and what it doesn't show."""

from __future__ import annotations

from collections.abc import Mapping

from macros.evidence.contents import PackContents
from macros.evidence.format import Json
from macros.model.text import counted
from macros.rules.calendar import local_day, say_date

HANDLING = (
    "This pack is handed over, never published. It holds records that are for staff, and the whole history with the names of "
    "everybody who changed something."
)

DATED_BY = (
    "Git records when a commit was made, by the clock of whoever made it, and not when it was published. A commit counts as having "
    "landed at the latest committer date on the main line up to and including it, and a day ends at midnight in the United Kingdom."
)

LIMITS = (
    "An author's name is what Git was told; nobody checked it. A signature is checked or it is absent.",
    (
        "The pack shows that what it holds has not been changed since it was made, for whoever has kept its checksum or its tip. It does "
        "not show that what was recorded was true."
    ),
    "Dates of commits are set by whoever makes them. Only an earlier pack or seal bounds them.",
    "What was not committed is not here.",
)


def cover(taken: PackContents) -> Mapping[str, Json]:
    """cover.json."""
    return {
        "what": "Evidence pack",
        "landlord": taken.landlord,
        "handling": HANDLING,
        "made_on": taken.today.isoformat(),
        "as_at": taken.day.isoformat(),
        "as_at_was_asked_for": taken.asked is not None,
        "commit": {
            "id": taken.commit.id,
            "subject": taken.commit.subject,
            "committed": taken.commit.committed.isoformat(),
            "landed": taken.landed.isoformat(),
            "approvals": list(taken.commit.approvals),
        },
        "dated_by": DATED_BY,
        "dated_before_an_earlier_one": [commit.id for commit in taken.past.skewed],
        "tip": taken.tip.id,
        "branch": taken.branch,
        "part": part(taken),
        "registers": {name: len(records) for name, records in taken.registers.items()},
        "illustrative": {
            "shown": [f"{one.key.register}/{one.key.id}" for one in taken.illustrative],
            "sentence": illustrative(taken),
        },
        "limits": list(LIMITS),
    }


def when(taken: PackContents) -> str:
    """From when the pack is, in a sentence."""
    landed = say_date(local_day(taken.landed))
    if taken.asked is None:
        return f"The registers as the last commit has them, which landed on {landed}. No day was asked for."
    return f"The registers as they stood at the end of {say_date(taken.asked)}: by the last commit that had landed by then, on {landed}."


def part(taken: PackContents) -> str:
    """What of the registers the pack shows, in a sentence."""
    if not taken.expectation:
        return f"All registers: {counted(len(taken.records), 'record')}."
    return (
        f"A part of the registers: the expectation {taken.expectation}, the records that name it, and the records that these name. "
        f"These are {len(taken.records):,} of {counted(taken.all_records, 'record')}. The pages, the statistics and the bundle are whole."
    )


def illustrative(taken: PackContents) -> str:
    """What of the pack is made up, in a sentence."""
    if not taken.all_illustrative:
        return "Nothing in the registers is marked as illustrative."
    shown = len(taken.illustrative)
    if not shown:
        return f"Nothing that the pack shows is marked as illustrative. The bundle holds {counted(taken.all_illustrative, 'record')} that are."
    return (
        f"This pack is not for real use. {shown:,} of its {counted(len(taken.records), 'record')} "
        f"{'is' if shown == 1 else 'are'} illustrative: made up, in whole or in part, to show how a register works."
    )
