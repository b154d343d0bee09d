"""What is said of a signature on a commit, for each verdict of Git and whoever signed."""

from __future__ import annotations

import pytest

from macros.history.git import CommitSignature
from macros.history.signers import say_signatures
from macros.model import Commit, Person
from tests.history.states import instant

WHEN = instant("2026-01-01T12:00")
KEEPER = Person("keeper", "Keeper@records.example", "Records Keeper")
OFFICER = Person("officer", "officer@records.example", "Housing Officer")
LINE = [
    Commit("1", (), KEEPER, OFFICER, WHEN, WHEN, "", ""),
    Commit("2", (), OFFICER, OFFICER, WHEN, WHEN, "", ""),
    Commit("3", (), KEEPER._replace(known_as="Keeper"), KEEPER, WHEN, WHEN, "", ""),
]


def words(state: str, signer: str, key: str = "AB12", commit: str = "1") -> str:
    return say_signatures(LINE, {commit: CommitSignature(state, signer, key)})[commit]


@pytest.mark.parametrize(
    ("signer", "commit", "by"),
    [
        ("keeper <keeper@RECORDS.example>", "1", "signed by Records Keeper"),
        ("keeper@records.example", "1", "signed by Records Keeper"),
        ("<keeper@records.example>", "1", "signed by Records Keeper"),
        (
            "Somebody <keeper@records.example>",
            "2",
            "signed by Records Keeper, and written by Housing Officer",
        ),
        (
            "officer@records.example",
            "1",
            "signed by Housing Officer, and written by Records Keeper",
        ),
        ("A Clerk <a@b.example>", "1", "signed by A Clerk, and written by Records Keeper"),
        ("Records Keeper <a@b.example>", "1", "signed by Records Keeper"),
        ("a@b.example", "1", "signed by a@b.example, and written by Records Keeper"),
        ("<a@b.example>", "1", "signed by <a@b.example>, and written by Records Keeper"),
        ("keeper@records.example", "3", "signed by Records Keeper"),
        ("", "1", "signed by somebody whom Git doesn't name, and written by Records Keeper"),
    ],
)
def test_a_signer_is_called_by_the_name_that_the_history_knows(
    signer: str, commit: str, by: str
) -> None:
    assert words("G", signer, commit=commit) == f"checked and good: {by}"


def test_each_verdict_has_its_words_and_names_the_key_where_it_decides() -> None:
    assert words("U", "") == "right, by the key AB12, for which nobody here vouches"
    assert words("R", "", key="") == "by a key that was withdrawn (that it names)"
    assert words("B", "") == "bad: the commit is not what was signed"
    assert words("?", "") == "?"


def test_only_commits_with_a_signature_are_told_of() -> None:
    assert say_signatures(LINE, {}) == {}
