"""What is said of a ZIP as such, and of its files beside their list."""

from __future__ import annotations

from collections.abc import Mapping

from macros.evidence.browser.sentence import Sentence, problem
from macros.evidence.format import SIGNER, SUMS
from macros.evidence.verify.archive import LEAVE
from macros.evidence.verify.files import AGAIN
from macros.evidence.verify.signature import ANOTHER, DISTRUST, UNREAD
from macros.evidence.verify.zip_layout import AGAIN as UNSEEN

_NONE_OF_OURS = f"No pack of ours is like that. {LEAVE}"
_NONE_HOLDS = f"No pack of ours holds that. {LEAVE}"


def _unsafe(words: str) -> Sentence:
    return problem("unsafe-name", f"'{{name}}' {words}. Nothing was unpacked.", _NONE_HOLDS)


THE_ZIP: Mapping[str, Sentence] = {
    "broken-zip": problem(
        "broken-zip", "This is no ZIP, or one that is cut short or damaged ({reason}).", AGAIN
    ),
    "too-many-files": problem(
        "too-many-files", "The ZIP holds {number} files; a pack has at most {most}.", _NONE_OF_OURS
    ),
    "too-large": problem(
        "too-large",
        "The ZIP would unpack to {size} bytes; a pack has at most {most}.",
        _NONE_OF_OURS,
    ),
    "zip-bomb": problem(
        "zip-bomb",
        "The ZIP would unpack to {times} times its size, which files of a pack never do.",
        _NONE_OF_OURS,
    ),
    "twice": problem(
        "twice",
        "'{name}' stands in the ZIP {times} times, so nobody can say which one counts.",
        "Ask for the pack again.",
    ),
    "unsafe-absolute": _unsafe("has an absolute path, and would be written outside the folder"),
    "unsafe-climbs": _unsafe("climbs out of the folder"),
    "unsafe-name": _unsafe("has a name that no file of a pack has"),
    "unsafe-encrypted": _unsafe("is encrypted, so it can't be checked"),
    "unsafe-link": _unsafe("is a link or another thing that is no file"),
    "unsafe-packing": _unsafe("is packed in a way that packs don't use"),
    "hidden-stray": problem(
        "hidden-bytes",
        "The ZIP holds bytes that are in none of the files that it lists: "
        "before, between or after them, or as its comment.",
        UNSEEN,
    ),
    "hidden-comment": problem(
        "hidden-bytes",
        "'{name}' bears a comment in the ZIP's list, and no file of ours does.",
        UNSEEN,
    ),
    "hidden-extra": problem(
        "hidden-bytes",
        "'{name}' bears an extra field ({kind}) {where}, and no file of ours does: "
        "by some of these a program unpacks it under another name.",
        UNSEEN,
    ),
    "hidden-content": problem(
        "hidden-bytes",
        "'{name}' holds more or less than the {size} bytes that it is said "
        "to unpack to: something stands behind its content, or is left out.",
        UNSEEN,
    ),
    "headers-count": problem(
        "headers-differ", "The ZIP says that it lists {said} files, and lists {listed}.", UNSEEN
    ),
    "headers-differ": problem(
        "headers-differ",
        "'{name}' is described otherwise in its own header than in the ZIP's list "
        "({parts}), so two programs may unpack two things.",
        UNSEEN,
    ),
}

THE_LIST: Mapping[str, Sentence] = {
    "files": Sentence(
        "fine",
        "files",
        "Every one of the {number} files is there and as listed, and there is no other.",
    ),
    "no-manifest": problem(
        "no-manifest",
        f"There is no {SUMS}, so nobody can say what the pack should hold.",
        "This is no evidence pack, or no whole one.",
    ),
    "sums-cut-short": problem("manifest", f"{SUMS} is cut short: its last line has no end.", AGAIN),
    "sums-line": problem(
        "manifest", f"Line {{number}} of {SUMS} is not a checksum and a name.", AGAIN
    ),
    "listed-twice": problem("listed-twice", f"{SUMS} lists '{{name}}' {{times}} times.", AGAIN),
    "missing-file": problem(
        "missing-file", f"{SUMS} names '{{name}}', and the pack doesn't hold it.", AGAIN
    ),
    "changed-file": problem(
        "changed-file",
        f"'{{name}}' is not the file that {SUMS} lists: it was changed since, or damaged.",
        AGAIN,
    ),
    "extra-strange": problem(
        "extra-file",
        "'{name}' doesn't belong in a pack: no version of this program makes such a file, "
        "so somebody put it there.",
        "Don't open it, and ask for the pack again.",
    ),
    "extra-unlisted": problem(
        "extra-file",
        f"'{{name}}' is in the pack, and {SUMS} doesn't list it: somebody put it there.",
        "Leave it alone, and ask for the pack again.",
    ),
    "signature-gone": problem(
        "signature-gone",
        f"{SIGNER} says that the pack was signed, and the signature is not there.",
        AGAIN,
    ),
    "signer-unread": problem("signer-contradicts", UNREAD, DISTRUST),
    "signer-contradicts": problem("signer-contradicts", ANOTHER, DISTRUST),
    "unsigned": Sentence(
        "note",
        "unsigned",
        "The pack bears no signature: nobody vouches for it but whoever handed it to you.",
        "Compare its SHA-256 with the sender's.",
    ),
}
