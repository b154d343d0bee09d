"""The redactions that a repository states: whether each is signed, and stands where it says.

One that isn't has no say: what it would explain is told as if nothing were stated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from macros.evidence.redaction_tags import RedactionTag, earlier_tags, redaction_tags
from macros.evidence.redaction_text import Redaction
from macros.evidence.redaction_words import say_places
from macros.evidence.signatures import SignatureCheck
from macros.evidence.signed_tags import SignedTag
from macros.evidence.trust import Trust
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem
from macros.evidence.verify.tag_signatures import checked_signature, is_right
from macros.history import git
from macros.history.git import Repository
from macros.model.text import counted

ASK = "Ask the landlord who put it there, and compare with an earlier evidence pack."
COMPARE = (
    "What stood there before is not in this history. 'kim verify OLD.zip --against REPO' holds the "
    "one against the other, with a pack from before it."
)


class Statement(NamedTuple):
    """A redaction that somebody signed, by the name of its tag, and what the signature is worth."""

    name: str
    redaction: Redaction
    signature: SignatureCheck


class Statements(NamedTuple):
    """What is wrong with redactions, and those with which nothing is, oldest first."""

    faults: tuple[Finding, ...]
    right: tuple[Statement, ...]

    @property
    def void_seals(self) -> Mapping[str, str]:
        """The seals that redactions made void, by name and id."""
        return {
            name: id_ for statement in self.right for name, id_ in statement.redaction.seals.items()
        }


def statements(repository: Repository, tip: str, trust: Trust) -> Statements:
    """The redactions of a history that ends at `tip`, with those that they carry."""
    tags = redaction_tags(repository)
    line = set(git.main_line(repository, tip)) if tags else set[str]()
    judged = [each for tag in tags for each in _in_repository(repository, tag, line, trust)]
    faults = [each for each in judged if isinstance(each, Finding)]
    right = [each for each in judged if isinstance(each, Statement)]
    return Statements(tuple(faults), tuple(right))


Judged: TypeAlias = Statement | Finding
"""A redaction that has a say, or why it has none."""


def _in_repository(
    repository: Repository, stated: RedactionTag, line: Collection[str], trust: Trust
) -> Iterator[Judged]:
    judged = _judged(stated, trust)
    if isinstance(judged, Statement):
        judged = _where(stated.tag, judged, line) or _by_git(repository, stated.tag, judged, trust)
    if isinstance(judged, Statement):
        yield from _earlier(judged, trust)
    yield judged


def _earlier(statement: Statement, trust: Trust) -> Iterator[Judged]:
    """Those that a redaction carries: each ended where that one began to change something."""
    for stated in earlier_tags(statement.redaction):
        judged = _judged(stated, trust)
        if isinstance(judged, Statement):
            judged = _where(stated.tag, judged, statement.redaction.commits) or judged
        if isinstance(judged, Statement):
            yield from _earlier(judged, trust)
        yield judged


def _judged(stated: RedactionTag, trust: Trust) -> Judged:
    """Whether a redaction can be read and is signed by somebody who may."""
    tag, redaction = stated
    if redaction is None or tag.own_name != tag.name:
        message = f"The tag {tag.name} doesn't say what a redaction does, or is another one renamed"
        return _no_say("not-a-redaction", message)
    checked = checked_signature(tag, trust)
    if checked is None:
        message = f"{tag.name} bears no signature, so anybody can have made it"
        return _no_say("redaction-unsigned", message)
    if not is_right(checked):
        message = f"The signature of {tag.name} is {checked.sentence}"
        return _no_say("redaction-signature", message)
    return Statement(tag.name, redaction, checked)


def _no_say(rule: str, message: str) -> Finding:
    return problem(rule, f"{message}. What it states has no say here.", ASK)


def _where(tag: SignedTag, statement: Statement, line: Collection[str]) -> Finding | None:
    """Whether it stands on the commit that it names, and that on the main line."""
    name, new = tag.name, statement.redaction.new
    if tag.target != new:
        return _no_say(
            "redaction-moved",
            f"{name} says that the history ended with {new[:12]} after it, and stands on "
            f"{tag.target[:12]}",
        )
    if new not in line:
        return note(
            "redaction-elsewhere",
            f"{name} stands on {new[:12]}, which is not on this main line: it is about another "
            "branch, or that was rewritten since. What it states has no say here.",
        )
    return None


def _by_git(repository: Repository, tag: SignedTag, statement: Statement, trust: Trust) -> Judged:
    """Git's own verdict, where ours is good."""
    good = statement.signature.state == "good"
    if good and not git.verifies_tag(repository, tag.id, trust.settings):
        message = (
            f"The signature of {tag.name} looks good to this program, and Git's own verdict is "
            f"another: 'git verify-tag {tag.name}' doesn't take it"
        )
        return _no_say("redaction-signature", message)
    return statement


# ------------------------------------------------------------------------------------- in words


def say_statement(statement: Statement) -> str:
    """Which redaction was stated: when, why, by whom, and of what."""
    redaction = statement.redaction
    first = next(iter(redaction.commits))
    return (
        f"{statement.name} states a redaction of {redaction.day}, decided by "
        f"{redaction.decided}: {redaction.reason.rstrip('.')}. "
        f"{counted(len(redaction.commits), 'commit')} from {first[:12]} on became other ones. "
        f"It names what was changed: {say_places(redaction.places)}."
    )


def check_redactions(repository: Repository, trust: Trust) -> Findings:
    """What is wrong with each redaction of a history, or what it states."""
    stated = statements(repository, "HEAD", trust)
    yield from stated.faults
    for statement in stated.right:
        yield from _stated(statement)


def _stated(statement: Statement) -> Iterator[Finding]:
    signature = statement.signature
    yield note("redaction", say_statement(statement), COMPARE)
    say = fine if signature.state == "good" else note
    yield say("redaction-signature", f"The signature of {statement.name} is {signature.sentence}.")
