"""What is said of what a reader was given by another way, and what the page leaves to others."""

from __future__ import annotations

from collections.abc import Mapping

from macros.evidence.browser.sentence import Sentence, problem
from macros.evidence.format import CHECKS, MANIFEST, SUMS
from macros.evidence.verify.seals import ASK

_GIVEN = "Only an id that you were given by another way than the pack shows anything."
_VERIFY = "'kim verify' on your own machine checks it."

GIVEN: Mapping[str, Sentence] = {
    "asked-fits": Sentence(
        "fine",
        "asked-seal",
        "The seal that you were given is in this pack's history. {name} was made on {day} and "
        "holds {number} commits up to {tip}: none of these was changed since.",
    ),
    "asked-covers": Sentence(
        "fine", "asked-seal", "What the pack shows is from the commit {commit}, which {name} holds."
    ),
    "asked-after": Sentence(
        "note",
        "asked-seal",
        "What the pack shows is from the commit {commit}, which is {number} later on the main line "
        "than what {name} holds: that seal says nothing about them.",
        "Ask for a later seal.",
    ),
    "asked-by-name": Sentence(
        "note",
        "asked-seal",
        "{name} is in this pack's history, holds {number} commits up to {tip}, and its id is {id}. "
        "You gave its name only, and anybody can make a tag of that name.",
        f"Compare the id with the one that you were given. {_GIVEN}",
    ),
    "asked-other-name": problem(
        "asked-seal",
        "The id that you were given is that of {name} in this pack, and not of {asked}.",
        ASK,
    ),
    "asked-replaced": problem(
        "asked-seal",
        "{name} is in this pack as {id}, and you were given {asked}: it is another one.",
        ASK,
    ),
    "asked-commit": Sentence(
        "note",
        "asked-seal",
        "What you were given is no seal, and is a commit of this history: number {number} on its "
        "main line. Up to there nothing was changed since you were given it.",
    ),
    "asked-listed": Sentence(
        "note",
        "asked-seal",
        f"{{name}} ({{id}}) is on {MANIFEST}'s list and not in the pack's history: it was there "
        "when the pack was made. So it says nothing about what the pack shows.",
        "Ask the landlord what it seals.",
    ),
    "asked-later": Sentence(
        "note",
        "asked-seal",
        "{asked} is younger than this pack, which was made on {today}: it can't be in it.",
        "Ask for a pack that was made after that day.",
    ),
    "asked-missing": problem(
        "asked-seal",
        "The pack was made on {today} and doesn't know {asked}, which is older: that seal was "
        "taken out before, or is another landlord's.",
        ASK,
    ),
    "asked-unknown": Sentence(
        "unchecked",
        "asked-seal",
        "The pack, made on {today}, doesn't know the seal {asked}: it is younger than the pack, or "
        "was taken out of the history before, or is another landlord's.",
        "Ask on which day it was made. If that was before the pack's day, don't rely on the pack.",
    ),
    "asked-unread": Sentence(
        "unchecked",
        "asked-seal",
        "“{asked}” holds no id and no name of a seal.",
        "An id has 40 or 64 letters and digits. A name is like seal/2026-11-22.",
    ),
    "asked-none": Sentence(
        "elsewhere",
        "asked-seal",
        "Whether the pack agrees with a seal that you know of: you gave none.",
        f"Ask the landlord, or whoever keeps their seals, for the id of the latest. {_GIVEN}",
    ),
    "sum-fits": Sentence(
        "fine", "checksum", "The SHA-256 of the ZIP is the one that you were given: {sum}."
    ),
    "sum-differs": problem(
        "checksum",
        "The SHA-256 of the ZIP is {sum}, and you were given {stated}: it isn't the file that was "
        "sent.",
        "Ask for it again, by another way.",
    ),
    "sum-unread": Sentence(
        "unchecked",
        "checksum",
        "“{stated}” is no SHA-256.",
        "It has 64 letters and digits, from 0 to 9 and from a to f.",
    ),
    "sum-none": Sentence(
        "elsewhere",
        "checksum",
        "Whether this is the file that was sent: you gave no SHA-256. This file's is {sum}.",
        "Compare it with the sender's, which should come by another way than the ZIP.",
    ),
}

ELSEWHERE: Mapping[str, Sentence] = {
    "signature-elsewhere": Sentence(
        "elsewhere",
        "signature",
        f"The signature over {SUMS}: whether it is good, who made it, and whether an OpenPGP key "
        "is the one that signer.json names. Of an SSH key the page says that.",
        f"{_VERIFY} So does step 6 of {CHECKS}.",
    ),
    "seals-elsewhere": Sentence(
        "elsewhere",
        "seal-signature",
        "The signatures of seals, tags and commits, and the time stamps that seals bear.",
        f"{_VERIFY} So does step 7 of {CHECKS} for seals and their stamps. In a clone of the "
        "bundle, 'git verify-commit ID' checks a commit's signature.",
    ),
    "git-elsewhere": Sentence(
        "elsewhere",
        "fsck",
        "The Git history by Git itself: the form of each object, contents made to share a SHA-1, "
        "whether it is still in the landlord's repository, and what they state to have removed "
        "from it.",
        f"Steps 3 to 5 of {CHECKS} do that, by git and sha256sum alone.",
    ),
    "made-again-elsewhere": Sentence(
        "elsewhere",
        "made-again",
        "The document, the cover page, the workbook, the stories, the statistics and CHECK.txt "
        "against the history. Whoever changed one of these and made the list of checksums anew "
        "isn't seen here.",
        f"{_VERIFY} It makes them again from the bundle.",
    ),
    "records-fit": Sentence(
        "fine", "records", "Each record's file in records.txt is what the history holds."
    ),
    "records-elsewhere": Sentence(
        "elsewhere",
        "records",
        "{number} records are written in a way that this page may read otherwise: {first}.",
        _VERIFY,
    ),
    "too-large-here": Sentence(
        "elsewhere",
        "too-large-here",
        "The pack is larger than a browser has room for. It was not checked.",
        _VERIFY,
    ),
}
