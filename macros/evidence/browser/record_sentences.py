"""What is said of manifest.json, and of what is shown of the registers."""

from __future__ import annotations

from collections.abc import Mapping

from macros.evidence.browser.sentence import Sentence, problem
from macros.evidence.format import BUNDLE, COVER, FORMAT, MANIFEST
from macros.evidence.remake import DISTRUST
from macros.evidence.verify.names import REMADE
from macros.evidence.verify.tables import REMADE as NOT_THIS_TABLE

_HOLDS = "The bundle doesn't hold the commit {id}"
_CHANGED = "'{name}' shows {id} otherwise than the commit has it"

THE_FACTS: Mapping[str, Sentence] = {
    "no-facts": problem(
        "no-facts", f"There is no {MANIFEST}, so nobody can say what the history should be.", REMADE
    ),
    "manifest-unreadable": problem("facts", f"{MANIFEST} can't be read: {{reason}}.", REMADE),
    "manifest-twice": problem(
        "facts", f"{MANIFEST} can't be read: something in it is named twice.", REMADE
    ),
    "manifest-strange": problem(
        "facts", f"{MANIFEST} says {{names}}, which none of its form does.", REMADE
    ),
    "manifest-tags": problem("facts", f"{MANIFEST} lists tags, which none in form 1 does.", REMADE),
    "manifest-formless": problem(
        "facts", f"{MANIFEST} doesn't say in what form the pack is.", REMADE
    ),
    "manifest-form": problem(
        "facts",
        f"The pack is in form {{form}}, and this program reads forms up to {FORMAT}. "
        "Use the program that made it.",
        REMADE,
    ),
    "manifest-lacks": problem(
        "facts", f"{MANIFEST} doesn't say {{names}}, or not in the form that it should.", REMADE
    ),
    "fact-differs": problem(
        "facts",
        f"{MANIFEST} gives {{stated}} as the {{fact}}; in the bundle it is {{actual}}.",
        REMADE,
    ),
    "commit-off-line": problem(
        "facts",
        "The commit {commit} that the registers are from is not on the bundle's main line.",
        REMADE,
    ),
    "day-is-none": problem(
        "facts", f"{MANIFEST} gives '{{day}}' as the day of the pack, which is none.", REMADE
    ),
    "day-differs": problem(
        "facts",
        "By the end of {day} the last commit to land was {right}; the pack is from {commit}.",
        REMADE,
    ),
    "commit-differs": problem(
        "facts",
        "No day was asked for, so the commit should be the tip, {right}; "
        "the pack is from {commit}.",
        REMADE,
    ),
    "made-on-no-day": problem("facts", "The pack doesn't say on which day it was made.", DISTRUST),
    "made-up": problem(
        "facts",
        "The pack shows records that are made up, and says that it allows for none.",
        DISTRUST,
    ),
}

THE_RECORDS: Mapping[str, Sentence] = {
    "registers": Sentence(
        "fine",
        "registers",
        "The registers are what the commit {commit} holds: "
        "{number} records, each value and each cell compared.",
    ),
    "register-unreadable": problem(
        "register-unreadable", "'{name}' can't be read as a register.", REMADE
    ),
    "register-changed": problem(
        "register-changed", "'{name}' says that it is the register '{register}'.", REMADE
    ),
    "record-made-up": problem(
        "record-made-up",
        "'{name}' shows the record {id}, which the commit doesn't hold there.",
        REMADE,
    ),
    "record-changed": problem("record-changed", f"{_CHANGED}: {{fields}}.", REMADE),
    "record-changed-text": problem("record-changed", f"{_CHANGED}.", REMADE),
    "record-left-out": problem(
        "record-left-out",
        "'{path}' was there at that commit, and the pack doesn't show it.",
        REMADE,
    ),
    "table-unreadable": problem(
        "table-changed", "'{name}' can't be read as a register's table.", NOT_THIS_TABLE
    ),
    "table-made-up": problem(
        "table-changed",
        "'{name}' shows '{id}', which the commit doesn't hold, or shows it twice.",
        NOT_THIS_TABLE,
    ),
    "table-row": problem("table-changed", f"{_CHANGED}: {{fields}}.", NOT_THIS_TABLE),
    "table-left-out": problem("table-changed", "'{name}' leaves out {ids}.", NOT_THIS_TABLE),
    "cover-unreadable": problem("cover", f"{COVER} is missing or can't be read.", REMADE),
    "cover-differs": problem(
        "cover", f"{COVER} names another commit, tip or day than {MANIFEST}.", REMADE
    ),
    "not-from-history": problem(
        "not-from-history",
        "'{name}' is not what the pack's own history gives: it was changed, "
        "and the list of checksums made anew.",
        "Trust the bundle and not this file.",
    ),
    "no-bundle": problem(
        "no-bundle",
        f"The pack has no {BUNDLE}: without the history nothing in it can be checked.",
        "Ask for a whole pack.",
    ),
    "broken-bundle": problem(
        "broken-bundle", "Git can't read the bundle: {reason}.", "Ask for the pack again."
    ),
    "lacks-tip": problem(
        "bundle-without-commit", f"{_HOLDS} that {MANIFEST} gives as its tip.", REMADE
    ),
    "lacks-commit": problem(
        "bundle-without-commit", f"{_HOLDS} that the registers are said to be from.", REMADE
    ),
}
