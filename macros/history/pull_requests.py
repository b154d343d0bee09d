"""What a commit's message says of how it came onto the main line: by which pull request.

Forges leave it in the message and nowhere else in Git. It is what somebody wrote, and proves
nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from macros.model import Commit


class PullRequest(NamedTuple):
    """A pull request (GitLab: merge request) by number.

    Its title and its branch are empty where the message hasn't them.
    """

    number: int
    title: str = ""
    branch: str = ""


_SUBJECTS = (
    # GitHub
    re.compile(r"Merge pull request #(?P<number>\d+) from (?P<branch>\S+)"),
    # Forgejo, Gitea
    re.compile(
        r"Merge pull request '(?P<title>.+)' \(#(?P<number>\d+)\) "
        r"from (?P<branch>\S+)(?: into \S+)?"
    ),
    # Azure DevOps
    re.compile(r"Merged PR (?P<number>\d+): (?P<title>.+)"),
    # Bitbucket Cloud
    re.compile(r"Merged in (?P<branch>\S+) \(pull request #(?P<number>\d+)\)"),
    # Bitbucket Data Center
    re.compile(r"Pull request #(?P<number>\d+): (?P<title>.+)"),
    # squashed: Bitbucket
    re.compile(r"(?P<title>.+?) \(pull request #(?P<number>\d+)\)"),
)
_NUMBERED = re.compile(r"(?P<title>.+?) \([#!](?P<number>\d+)\)")
"""Squashed, on GitHub and Forgejo. Anybody may end a message so, with the number of anything."""

_GITLAB = re.compile(r"^See merge request \S*!(?P<number>\d+)$", re.MULTILINE)
_GITLAB_BRANCH = re.compile(r"Merge branch '(?P<branch>[^']+)'(?: into '[^']+')?")


def pull_request(subject: str, body: str = "") -> PullRequest | None:
    """The pull request that a message names; None where it names none.

    A number counts only where a forge would have put it: 'as asked for in #12' says nothing of how
    it landed.
    """
    if merge_request := _GITLAB.search(body):
        number = int(merge_request["number"])
        branch = _GITLAB_BRANCH.fullmatch(subject)
        if branch is None:  # squashed
            return PullRequest(number, subject)
        return PullRequest(number, _first_line(body[: merge_request.start()]), branch["branch"])
    for pattern in (*_SUBJECTS, _NUMBERED):
        if match := pattern.fullmatch(subject):
            parts = match.groupdict()
            title = parts.get("title") or _first_line(body)
            return PullRequest(int(parts["number"]), title, parts.get("branch") or "")
    return None


def _first_line(body: str) -> str:
    """The title, which a forge writes into the first line below the subject."""
    return body.strip().partition("\n")[0].strip()


def came_by(commit: Commit) -> PullRequest | None:
    """The pull request by which a commit came in, as its message says; None where it doesn't.

    A number at the end of a message says nothing where the commit is no merge.
    """
    request = pull_request(commit.subject, commit.body)
    return None if request and request == _only_numbered(commit) else request


def number_at_end(commit: Commit) -> int | None:
    """The number with which the message of a commit ends, where nothing says of what it is."""
    numbered = _only_numbered(commit)
    return numbered.number if numbered else None


def _only_numbered(commit: Commit) -> PullRequest | None:
    is_plain = not commit.is_merge and not _GITLAB.search(commit.body)
    explicit = any(pattern.fullmatch(commit.subject) for pattern in _SUBJECTS)
    if is_plain and not explicit and _NUMBERED.fullmatch(commit.subject):
        return pull_request(commit.subject)
    return None


def merged_via(commit: Commit) -> str:
    """How a commit came onto the main line, in words; empty for a commit made straight on it."""
    request = came_by(commit)
    if request:
        return f"pull request {request.number}, as its message says"
    return "a merge" if commit.is_merge else ""
