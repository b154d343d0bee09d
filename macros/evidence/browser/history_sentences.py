"""What is said of the history in a pack, of its names and of its seals."""

from __future__ import annotations

from collections.abc import Mapping

from macros.evidence.browser.sentence import Sentence, problem
from macros.evidence.format import MANIFEST
from macros.evidence.malformed import SENTENCE as MALFORMED
from macros.evidence.verify.names import REMADE
from macros.evidence.verify.seals import ASK, FETCH

THE_HISTORY: Mapping[str, Sentence] = {
    "history": Sentence(
        "fine",
        "history",
        "Each of the {objects} objects in the bundle is what its id says, every link between them "
        "leads to one, and they are as stated: {number} commits on the main line up to {tip}.",
    ),
    "malformed": Sentence("note", "malformed", MALFORMED),
    "damaged-history": problem(
        "damaged-history",
        "The bundle's history is damaged, or made as Git makes none: {reason}.",
        "Ask for the pack again.",
    ),
    "too-large-object": problem(
        "too-large",
        "The bundle holds a file of {size} bytes, which no record or page is.",
        "Don't rely on it.",
    ),
    "history-bomb": problem(
        "history-bomb",
        "A commit in the bundle names {number} files and folders, "
        "most of them the same again and again: it is meant to do harm.",
        "Don't unpack it by hand.",
    ),
    "replace-ref": problem(
        "replace-ref",
        "The bundle replaces {replaced} by {id} ({name}): Git would "
        "show that in its place. What is checked here is what was replaced.",
        REMADE,
    ),
    "extra-name": problem(
        "extra-name",
        "The bundle holds {name} besides the branch and the tags of its history, which "
        "no pack does: what it leads to is no part of what the pack shows.",
        REMADE,
    ),
    "hidden-objects": problem(
        "hidden-objects",
        "The bundle holds what no branch or tag of it leads to ({strays}): "
        "no pack of ours does, so something was put in.",
        REMADE,
    ),
    "tag-moved": problem(
        "tag-moved",
        f"{MANIFEST} says that the tag {{name}} is {{stated}}, and in the bundle it "
        "is {actual}: it was moved or made anew.",
        REMADE,
    ),
    "tag-gone": problem(
        "tag-gone", f"{MANIFEST} names the tag {{name}}, and the bundle doesn't hold it.", REMADE
    ),
    "tag-unnamed": problem(
        "tag-unnamed", f"The bundle holds tags that {MANIFEST} doesn't name: {{names}}.", REMADE
    ),
    "tags-unlisted": Sentence(
        "unchecked",
        "tags",
        "The tags of the bundle are not checked: {names}. A pack in form 1 lists its seals "
        "only, so nobody can say whether one was moved, put in or taken out.",
        "Compare them with the landlord's.",
    ),
    "seal-elsewhere": Sentence(
        "note",
        "seal-elsewhere",
        "There was a seal {name} when the pack was made, and it isn't of the pack's history: "
        "it seals another branch, or what it seals was cut off before the pack was made.",
        "Ask the landlord which.",
    ),
}

THE_SEALS: Mapping[str, Sentence] = {
    "not-a-seal": problem(
        "not-a-seal", "The tag {name} doesn't say what a seal does, or is another one renamed.", ASK
    ),
    "seal-moved": problem(
        "seal-moved", "{name} says that the tip was {tip}, and stands on {target}.", ASK
    ),
    "seal-count": problem(
        "seal-count", "{name} counted {stated} commits up to its tip; there are {actual} now.", ASK
    ),
    "seal-off-line": problem(
        "seal-off-line",
        "The tip of {name} is still in the history, and no longer on its main line.",
        ASK,
    ),
    "seal-cut": problem(
        "seal-cut",
        "The tip of {name} is not in the history: "
        "what was sealed on {day} has been cut or rewritten since.",
        ASK,
    ),
    "seal-back-dated": problem(
        "seal-back-dated",
        "{name} says that it was made on {day}, and its tip was committed on "
        "{committed}: one of them was back-dated, or a clock was wrong.",
        ASK,
    ),
    "seal-gone": problem(
        "seal-gone", "{name} names {previous} as the seal before it, which is not there.", FETCH
    ),
    "seal-replaced": problem(
        "seal-replaced", "{previous} is not the seal that {name} names as the one before it.", ASK
    ),
    "seal-unsigned": problem(
        "seal-unsigned", "{name} bears no signature, so anybody can have made it.", ASK
    ),
    "seal-fits": Sentence(
        "fine",
        "seal",
        "{name} fits the history: {number} commits up to {tip}, and the seal before it is as it "
        "says. Its id is {id}.",
    ),
}
