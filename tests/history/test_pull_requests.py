from __future__ import annotations

from datetime import UTC, datetime

import pytest

from macros.history.pull_requests import (
    PullRequest,
    came_by,
    merged_via,
    number_at_end,
    pull_request,
)
from macros.model import Commit, Person

CASES = [
    # GitHub
    (
        "Merge pull request #12 from org/set-period",
        "Set the period\n\nAs the board asked.",
        PullRequest(12, "Set the period", "org/set-period"),
    ),
    ("Set the period (#12)", "", PullRequest(12, "Set the period")),
    (
        'Revert "Set the period (#12)" (#15)',
        "This reverts commit 1a2b3c.",
        PullRequest(15, 'Revert "Set the period (#12)"'),
    ),
    # GitLab
    (
        "Merge branch 'set-period' into 'main'",
        "Set the period\n\nSee merge request housing/registers!12",
        PullRequest(12, "Set the period", "set-period"),
    ),
    (
        "Set the period",
        "As asked for.\n\nSee merge request housing/team/registers!12",
        PullRequest(12, "Set the period"),
    ),
    (
        "Merge branch 'set-period' into 'main'",
        "Set the period\n\nSee merge request !12\n\nApproved-by: A <a@x>",
        PullRequest(12, "Set the period", "set-period"),
    ),
    # Azure DevOps
    ("Merged PR 12: Set the period", "Related work items: #7", PullRequest(12, "Set the period")),
    # Bitbucket
    (
        "Merged in set-period (pull request #12)",
        "Set the period\n\nApproved-by: Somebody",
        PullRequest(12, "Set the period", "set-period"),
    ),
    (
        "Pull request #12: Set the period",
        "Merge in HOU/registers from set-period to main",
        PullRequest(12, "Set the period"),
    ),
    ("Set the period (pull request #12)", "", PullRequest(12, "Set the period")),
    # Forgejo and Gitea
    (
        "Merge pull request 'Set the period' (#12) from set-period into main",
        "Reviewed-on: #12",
        PullRequest(12, "Set the period", "set-period"),
    ),
    (
        "Merge pull request 'It''s (#3)' (#12) from org/set-period",
        "",
        PullRequest(12, "It''s (#3)", "org/set-period"),
    ),
    # None of them
    ("Set the period", "", None),
    ("Set the period (#12) again", "", None),
    ("Set the period, as asked for in #12", "Fixes #12", None),
    ("Merge branch 'set-period'", "", None),
    ("Set the period", "We should see merge request housing/registers!12", None),
    ('Revert "Set the period (#12)"', "", None),
    ("(#12)", "", None),
]


@pytest.mark.parametrize(("subject", "body", "expected"), CASES)
def test_a_message_names_its_pull_request_where_a_forge_puts_it(
    subject: str, body: str, expected: PullRequest | None
) -> None:
    assert pull_request(subject, body) == expected
    if not body:
        assert pull_request(subject) == expected


def test_without_a_body_a_merge_has_no_title() -> None:
    assert pull_request(MERGE) == PullRequest(12, "", "org/set-period")


def commit(subject: str, body: str = "", parents: int = 1) -> Commit:
    person, when = Person("A post", "a@example.org", "A post"), datetime(2026, 1, 1, tzinfo=UTC)
    named = tuple(str(number) for number in range(parents))
    return Commit("0" * 40, named, person, person, when, when, subject, body)


MERGE, SQUASHED = "Merge pull request #12 from org/set-period", "Set the period (#12)"
GITLAB = "See merge request housing/registers!12"


@pytest.mark.parametrize(
    ("made", "words", "number"),
    [
        (commit(MERGE, "", 2), "pull request 12, as its message says", None),
        (commit(SQUASHED, "", 2), "pull request 12, as its message says", None),
        (commit("Merged PR 12: Set it (#7)"), "pull request 12, as its message says", None),
        (commit("Merged PR 12: Set it"), "pull request 12, as its message says", None),
        (commit("Set it (pull request #12)"), "pull request 12, as its message says", None),
        (commit("Set it", GITLAB), "pull request 12, as its message says", None),
        (commit("Set it (!7)", GITLAB), "pull request 12, as its message says", None),
        (commit("Merge branch 'set-period'", "", 2), "a merge", None),
        (commit(SQUASHED), "", 12),
        (commit(SQUASHED, "", 0), "", 12),
        (commit("Set it (!12)"), "", 12),
        (commit("Set it"), "", None),
        (commit("", "", 3), "a merge", None),
    ],
)
def test_how_a_commit_came_in_is_its_message_s_word_and_a_mere_number_says_nothing(
    made: Commit, words: str, number: int | None
) -> None:
    assert merged_via(made) == words
    assert number_at_end(made) == number
    request = came_by(made)
    assert (request.number if request else None) == (12 if "12" in words else None)
