"""How a change came onto the main line: the pull request that its message names, on any of the usual forges."""

from __future__ import annotations

import re

from macros.model import Commit

_FORMS = (
    r"\AMerge pull request #(\d+) from ",  # GitHub
    r"\AMerge pull request '.*' \(#(\d+)\) from ",  # Forgejo, Gitea
    r"^See merge request (?:\S+)?!(\d+)$",  # GitLab
    r"\AMerged PR (\d+): ",  # Azure DevOps
    r"\(pull request #(\d+)\)",  # Bitbucket
    r"\A.*\(#(\d+)\)$",  # squashed into one commit, on GitHub and its like
)


def pull_request(commit: Commit) -> str:
    """The number of the pull request that a commit's message names; empty where it names none."""
    message = f"{commit.subject}\n{commit.body}"
    found = next((match for form in _FORMS if (match := re.search(form, message, re.MULTILINE))), None)
    return found[1] if found else ""


def arrived(commit: Commit) -> str:
    """How a commit came onto the main line, in words; empty for a commit made straight on it."""
    number = pull_request(commit)
    if number:
        return f"pull request {number}"
    return "a merge" if len(commit.parents) > 1 else ""
