"""Git as a process, heeding nobody's settings. Where it fails, its own words are the error's."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from macros.model.errors import KimError
from macros.model.text import decoded

ENVIRONMENT = {
    # A replace ref changes what an old commit holds, and `git fsck` says nothing.
    "GIT_NO_REPLACE_OBJECTS": "1",
    # A graft cuts the history, and the clone doesn't count as shallow.
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

ELSEWHERE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX",
    "GIT_SHALLOW_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)  # fmt: skip
"""What a Git hook leaves in the environment: it would make Git read another repository."""

SETTINGS = ("GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS")
"""Where settings come from that stand in no file."""

ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""For what isn't this machine's: its settings may refuse a sound bundle or let a broken one pass
(safe.bareRepository, fetch.fsckObjects, fsck.skipList, protocol.allow, core.hooksPath ...)."""

OPTIONS = (
    "-c", "i18n.logOutputEncoding=UTF-8",
    "-c", "log.showSignature=false",
    "-c", "mailmap.blob=HEAD:.mailmap",
    "-c", "mailmap.file=",
    "-c", "advice.graftFileDeprecated=false",
    "-c", "core.quotePath=false",
    "-c", "diff.orderFile=" + os.devnull,
    "-c", "diff.relative=false",
    "-c", "core.commitGraph=false",
    "-c", "core.fsmonitor=false",
    "-c", "trailer.separators=:",
)  # fmt: skip
"""What a reader's settings must not change, and no cache may stand in for.

A commit graph can say what no commit does.
"""


class HistoryError(KimError):
    """The history can't be read in full. Says why and what to do, in two sentences."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message, self.hint = message, hint


class NoHistoryError(HistoryError):
    """There is no history at all: no repository, no commit, or none of this project's files."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A clone that holds the whole history, and the project's place in it ("" or "folder/").

    `alone`: read heeding no setting of this machine and its user, as a bundle's history is.
    `index` is another list of what is staged than the clone's own: Git has one for some commits.
    """

    folder: Path
    prefix: str = ""
    alone: bool = False
    index: str = ""

    def tried(
        self, *arguments: str, input_: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """What became of a Git command, whatever became of it."""
        try:
            return subprocess.run(  # noqa: S603 - our own arguments, no shell
                self._command(arguments),
                input=input_,
                stdin=subprocess.DEVNULL if input_ is None else None,
                capture_output=True,
                check=False,
                env=self._environment(),
            )
        except OSError as error:
            raise HistoryError(
                "Git is not installed here, so the history can't be read.",
                "Install Git, and try again.",
            ) from error

    def run(self, *arguments: str, input_: bytes | None = None) -> bytes:
        """What Git prints. Raises HistoryError with Git's own words where it fails."""
        done = self.tried(*arguments, input_=input_)
        if done.returncode:
            raise failed(arguments[0], done.stderr)
        return done.stdout

    def text(self, *arguments: str) -> str:
        """What Git prints, as one text."""
        return as_text(self.run(*arguments))

    def answer(self, *arguments: str) -> str:
        """The same for a question to which nothing is an answer too: then Git fails in silence."""
        return as_text(self.tried(*arguments).stdout)

    @contextmanager
    def printing(self, *arguments: str, asked: IO[bytes] | None = None) -> Iterator[IO[bytes]]:
        """What Git prints, to be read while it goes on; `asked` is a file for it to read from.

        Raises HistoryError at the end where Git fails.
        """
        with (
            tempfile.TemporaryFile() as complaints,
            subprocess.Popen(  # noqa: S603 - our own arguments, no shell
                self._command(arguments),
                stdin=asked or subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=self._environment(),
            ) as process,
        ):
            assert process.stdout
            yield process.stdout
            if process.wait():
                complaints.seek(0)
                raise failed(arguments[0], complaints.read())

    def _environment(self) -> dict[str, str]:
        unwanted = (*ELSEWHERE, *SETTINGS) if self.alone else ELSEWHERE
        ours = {name: value for name, value in os.environ.items() if name not in unwanted}
        index = {"GIT_INDEX_FILE": self.index} if self.index else {}
        return ours | ENVIRONMENT | (ALONE if self.alone else {}) | index

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return ["git", *OPTIONS, "-C", str(self.folder), *arguments]


def as_text(printed: bytes) -> str:
    """What Git printed as text, whatever bytes it is made of, without the last line's end."""
    return decoded(printed).strip()


def failed(command: str, complaint: bytes) -> HistoryError:
    """A command of Git that ended with an error, and what Git complained of."""
    words = as_text(complaint) or "it gave no reason"
    return HistoryError(
        f"Git could not do '{command}': {words}.", "Run 'git fsck --full' to see what is broken."
    )


def damaged(what: str) -> HistoryError:
    """Something in the repository that isn't there, or isn't what its name says."""
    return HistoryError(
        f"The history is damaged: {what} is missing or not what it was.",
        "Clone the repository again, or restore it from a copy.",
    )
