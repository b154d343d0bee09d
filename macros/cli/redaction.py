"""kim redaction: a signed statement of what was removed from the history, why and by whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from macros.catalogue.personal import hidden
from macros.cli.start import main, project_root, with_today
from macros.cli.streams import say
from macros.evidence.redact import Stated, Why, state_redaction
from macros.evidence.redaction_words import say_places
from macros.evidence.signing import CURE, signing_key
from macros.history import git
from macros.model.errors import KimError
from macros.model.text import counted, one_line


@main.command()
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--why", "reason", required=True, help="The right or the reason, in a sentence.")
@click.option("--decided", required=True, metavar="POST", help="The title of the post that did.")
@with_today
def redaction(before: Path, reason: str, decided: str, today: date) -> None:
    """State what was removed from the history, and why.

    BEFORE is a clone of this repository as it was. What each commit became and what of it was
    changed is worked out, and said by a signed tag without the data. 'kim verify --against' then
    knows it. Nothing is removed: 'git filter-repo' does that.

    Example: kim redaction ../before --why "UK GDPR, Article 17" --decided "Head of governance"
    """
    try:
        why = Why(today, _told("--why", reason), _told("--decided", decided))
        stated = _stated(git.open_repository(project_root()), before, why)
    except KimError as error:
        raise KimError(f"{error} Nothing was stated.") from error
    say(_as_lines(stated))


def _stated(repository: git.Repository, before: Path, why: Why) -> Stated:
    """What was stated. Raises KimError where there is no key to sign with."""
    if signing_key(repository) is None:
        raise KimError(f"A redaction is signed, and Git has no key to sign with. {CURE}")
    return state_redaction(repository, git.open_repository(before), why)


def _told(option: str, text: str) -> str:
    """A text on one line. Raises KimError where it says what has to go, or nothing."""
    words = one_line(text)
    if not words:
        raise KimError(f"{option} says nothing.")
    if hidden(words) != words:
        raise KimError(
            f"{option} holds what looks personal: {hidden(words)} It would stay for good. Say it "
            "without the data, and name posts and no people."
        )
    return words


def _as_lines(stated: Stated) -> str:
    name, redaction = stated
    seals = f"Void from now on: {', '.join(redaction.seals)}." if redaction.seals else ""
    lines = (
        f"{name}: {counted(len(redaction.commits), 'commit')} became other ones.",
        f"It names what was changed: {say_places(redaction.places)}.",
        seals,
        f"Read it with 'git cat-file tag {name}', push it with 'git push origin {name}',",
        "and seal the new history with 'kim seal'.",
    )
    return "\n".join(filter(None, lines))
