"""What the first page of a pack says: what it is, how it was dated, and what it doesn't show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.evidence.contents import PackContents
from macros.evidence.format import Json
from macros.evidence.gaps import About, gaps
from macros.history.landings import CLOCKS, Clock, clock
from macros.model.text import counted, is_or_are
from macros.rules.calendar import local_day, say_date

HANDLING = (
    "This pack is handed over, never published. It holds records that are for staff, and the whole "
    "history with the names of everybody who changed something."
)

DATED_BY = (
    "Git records when a commit was made, by the clock of whoever made it, and not when it was "
    "published. A commit counts as having landed at the latest committer date on the main line up "
    "to and including it. A date that is more than a day after the day on which the pack was made "
    "or the date of a commit which came later, or before there was Git, doesn't count. A day ends "
    "at midnight in the United Kingdom."
)

LIMITS = (
    (
        "An author's name is what Git was told; nobody checked it. "
        "A signature is checked or it is absent."
    ),
    (
        "The pack shows that what it holds has not been changed since it was made, for whoever has "
        "kept its checksum or its tip. It does not show that what was recorded was true."
    ),
    "Dates of commits are set by whoever makes them. Only an earlier pack or seal bounds them.",
    "What was not committed is not here.",
)


def cover(contents: PackContents) -> Mapping[str, Json]:
    """cover.json."""
    records = {name: len(shown) for name, shown in contents.registers.items()}
    return {
        "what": "Evidence pack",
        "landlord": contents.landlord,
        "handling": HANDLING,
        "made_on": contents.scope.today.isoformat(),
        "as_at": contents.day.isoformat(),
        "as_at_was_asked_for": contents.scope.as_at is not None,
        "commit": _commit(contents),
        "dated_by": DATED_BY,
        "dated_before_an_earlier_one": _dated(contents, "behind"),
        "dated_after_a_later_one": _dated(contents, "ahead"),
        "dated_before_git": _dated(contents, "too old"),
        "tip": contents.tip.id,
        "branch": contents.branch,
        "part": part(contents),
        "gaps": list(missing(contents)),
        "registers": records,
        "illustrative": _illustrative(contents),
        "limits": list(LIMITS),
    }


def _dated(contents: PackContents, wrong: Clock) -> list[Json]:
    """The commits of whose own dates this is wrong."""
    landings = contents.history.landings
    return [commit.id for commit, when in landings if clock(commit.committed, when) == wrong]


def _commit(contents: PackContents) -> Mapping[str, Json]:
    commit = contents.commit
    return {
        "id": commit.id,
        "subject": commit.subject,
        "committed": commit.committed.isoformat(),
        "landed": contents.landed.isoformat(),
        "approvals": list(commit.approvals),
        "reviews": list(commit.reviews),
    }


def _illustrative(contents: PackContents) -> Mapping[str, Json]:
    shown = [f"{record.key.register}/{record.key.id}" for record in contents.illustrative]
    return {"shown": shown, "sentence": illustrative(contents)}


# ------------------------------------------------------------------------------------ sentences


def clocks(contents: PackContents) -> Iterator[str]:
    """How many commits are dated otherwise than they landed."""
    for wrong, words in CLOCKS.items():
        if number := len(_dated(contents, wrong)):
            are = is_or_are(number)
            yield f"{number} of the commits up to there {are} dated {words}."


def when(contents: PackContents) -> str:
    """From when the pack is."""
    landed = say_date(local_day(contents.landed))
    if contents.scope.as_at is None:
        return (
            f"The registers as the last commit has them, which landed on {landed}. "
            "No day was asked for."
        )
    return (
        f"The registers as they stood at the end of {say_date(contents.scope.as_at)}: "
        f"by the last commit that had landed by then, on {landed}."
    )


def part(contents: PackContents) -> str:
    """What of the registers the pack shows."""
    if contents.whole:
        return f"All registers: {counted(len(contents.records), 'record')}."
    return (
        f"A part of the registers: the {_noun(contents)} {contents.scope.expectation}, what meets "
        "it, the records that name it, and the records that all of these name. These are "
        f"{len(contents.records):,} of {counted(len(contents.all_records), 'record')}. The pages, "
        "the statistics and the bundle are whole."
    )


def _noun(contents: PackContents) -> str:
    """What the record is that the pack is about."""
    schema = contents.schemas.get(contents.about.register) if contents.about else None
    return schema.singular if schema else "record"


def missing(contents: PackContents) -> Iterator[str]:
    """Of a pack about one record, what nobody has recorded that it should have."""
    if contents.about is None:
        return
    values = {record.key: record.values for record in contents.all_records}
    yield from gaps(About(contents.about, values, contents.schemas, contents.links))


def illustrative(contents: PackContents) -> str:
    """What of the pack is made up."""
    shown = len(contents.illustrative)
    if not contents.all_illustrative:
        return "Nothing in the registers is marked as illustrative."
    if not shown:
        return (
            "Nothing that the pack shows is marked as illustrative. "
            f"The bundle holds {counted(contents.all_illustrative, 'record')} that are."
        )
    are = is_or_are(shown)
    return (
        f"This pack is not for real use. {shown:,} of its "
        f"{counted(len(contents.records), 'record')} {are} illustrative: made up, in whole or in "
        "part, to show how a register works."
    )
