"""What a commit's message says of how it came onto the main line: which pull request, of which branch.

Forges leave it in the message and nowhere else in Git. It is what somebody wrote, and proves nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from macros.model import Commit


class PullRequest(NamedTuple):
    """A pull request (GitLab: merge request) by number, its title and its branch where the message has them."""

    number: int
    title: str = ""
    branch: str = ""


_SUBJECTS = (
    re.compile(r"Merge pull request #(?P<number>\d+) from (?P<branch>\S+)"),  # GitHub
    re.compile(
        r"Merge pull request '(?P<title>.+)' \(#(?P<number>\d+)\) from (?P<branch>\S+)(?: into \S+)?"
    ),  # Forgejo, Gitea
    re.compile(r"Merged PR (?P<number>\d+): (?P<title>.+)"),  # Azure DevOps
    re.compile(r"Merged in (?P<branch>\S+) \(pull request #(?P<number>\d+)\)"),  # Bitbucket Cloud
    re.compile(r"Pull request #(?P<number>\d+): (?P<title>.+)"),  # Bitbucket Data Center
    re.compile(
        r"(?P<title>.+?) \((?:pull request )?[#!](?P<number>\d+)\)"
    ),  # squashed: GitHub, Forgejo, Bitbucket
)
_GITLAB = re.compile(r"^See merge request \S*!(?P<number>\d+)$", re.MULTILINE)
_GITLAB_BRANCH = re.compile(r"Merge branch '(?P<branch>[^']+)'(?: into '[^']+')?")


def pull_request(subject: str, body: str = "") -> PullRequest | None:
    """The pull request that a message names; None where it names none.

    A number counts only where a forge would have put it: 'as asked for in #12' says nothing of how it landed.
    """
    if found := _GITLAB.search(body):
        branch = _GITLAB_BRANCH.fullmatch(subject)
        return PullRequest(
            int(found["number"]),
            _first_line(body[: found.start()]) if branch else subject,
            branch["branch"] if branch else "",
        )
    for pattern in _SUBJECTS:
        if found := pattern.fullmatch(subject):
            parts = found.groupdict()
            return PullRequest(
                int(found["number"]),
                parts.get("title") or _first_line(body),
                parts.get("branch") or "",
            )
    return None


def _first_line(body: str) -> str:
    """The title, which a forge writes into the first line below the subject."""
    return body.strip().partition("\n")[0].strip()


def merged_via(commit: Commit) -> str:
    """How a commit came onto the main line, in words; empty for a commit made straight on it."""
    found = pull_request(commit.subject, commit.body)
    if found:
        return f"pull request {found.number}"
    return "a merge" if len(commit.parents) > 1 else ""
