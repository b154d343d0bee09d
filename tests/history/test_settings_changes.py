"""Settings, lists and public files of two versions: each difference in its exact words."""

from __future__ import annotations

from itertools import chain

import pytest

from macros.history.schema_history import is_told
from macros.history.settings_changes import FileVersions, files_in_words, is_public_file, is_setting

LIST = "schemas/published.yml"
UNREAD = "The file: This version or the one before can't be read, so what changed can't be said."
LETTERS = "x" * 200
WORDS = "word " * 39
TWENTY = [f"f{number}" for number in range(20)]


def told(path: str, old: str | None, new: str | None) -> list[str]:
    """What is said of a file, each as 'about: words'."""
    before, after = (None if text is None else text.encode() for text in (old, new))
    files = files_in_words([FileVersions(path, before, after)])
    words = chain.from_iterable(words for _, words in files)
    return [f"{about}: {says}" for about, says in words]


@pytest.mark.parametrize(
    ("path", "setting", "public", "any_of_them"),
    [
        ("mkdocs.yml", True, False, True),
        ("mkdocs.public.yaml", True, False, True),
        ("schemas/published.yml", True, False, True),
        ("schemas/other/list.yaml", True, False, True),
        ("schemas/roles.schema.json", False, False, True),
        ("schemas/notes.txt", False, False, False),
        ("mkdocs.txt", False, False, False),
        ("other.yml", False, False, False),
        ("docs/mkdocs.yml", False, False, False),
        ("registers/roles/ROLE-keeper.yml", False, False, False),
        ("docs/public/pictures/door.svg", False, True, True),
        ("docs/public/index.md", False, False, False),
        ("docs/assets/site.png", False, False, False),
    ],
)
def test_these_files_say_what_is_published(
    path: str, setting: bool, public: bool, any_of_them: bool
) -> None:
    assert (is_setting(path), is_public_file(path), is_told(path)) == (setting, public, any_of_them)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("a: 1\nb: 2\n", "b: 2\na: 1  # the same\n", []),
        ("a: 1", "a: 2", ["a: 1 became 2."]),
        ("a: 1", "b: 2", ["b: Added: 2.", "a: Taken out: 1."]),
        ("a: 1", "a:", ["a: 1 became nothing."]),
        (None, "a: 1", ["The file: Added.", "a: Added: 1."]),
        ("a: 1", None, ["The file: Taken out.", "a: Taken out: 1."]),
        ("", "a: 1", ["The file: Another content.", "a: Added: 1."]),
        (
            "nav: [a.md]\nx: {y: 1}",
            "nav: [b.md, c.md]\nx: {y: 2}",
            ["nav: The menu changed.", "x.y: 1 became 2."],
        ),
        ("a: [b, {c: [d, e], f: 1}]", "z: 1", ["z: Added: 1.", "a: Taken out: b, c: d, e; f: 1."]),
        ("a: one\n", 'a: "two\\nlines\\u202e"', ["a: one became two lines[U+202E]."]),
        (f"a: {LETTERS}", f"a: {WORDS}{LETTERS}", [f"a: {LETTERS} became {WORDS}…."]),
        ("", f"a: {WORDS}word word", ["The file: Another content.", f"a: Added: {WORDS}word …."]),
        ("a: [", "a: 1", [UNREAD]),
        ("a: 1", "- a", [UNREAD]),
    ],
)
def test_what_a_setting_says_otherwise_is_told_in_these_words(
    old: str | None, new: str | None, words: list[str]
) -> None:
    assert told("mkdocs.yml", old, new) == words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("roles: [id]", "roles: [id]\n# a comment", []),
        (
            "roles: [id, title]\ntasks: [id]\nterms: [id]",
            "roles: [id, notes]\ntasks: [id, notes]\nworks: [id]",
            [
                "roles and tasks: Listed as public: notes.",
                "roles: No longer listed as public: title.",
                "terms: No longer listed as public: id.",
                "works: Listed as public: id.",
            ],
        ),
        (
            None,
            f"roles: [{', '.join(TWENTY)}, one-more]\nterms: [{', '.join(TWENTY)}]",
            [
                f"roles: Listed as public: {', '.join(TWENTY)} and 1 more.",
                f"terms: Listed as public: {', '.join(TWENTY[:-1])} and f19.",
            ],
        ),
    ],
)
def test_what_the_list_names_otherwise_is_told_in_these_words(
    old: str | None, new: str | None, words: list[str]
) -> None:
    assert told(LIST, old, new) == words


def test_public_files_are_told_together_and_last_and_none_is_read() -> None:
    files = [
        FileVersions("docs/public/gone.svg", b"<svg/>", None),
        FileVersions("docs/public/pictures/new\u202e.svg", None, b"\xff"),
        FileVersions("docs/public/other.png", b"", b""),
        FileVersions("schemas/published.yml", b"\xff: [a]", b"roles: [id]"),
        FileVersions("mkdocs.yml", b"a: 1", b"a: 1"),
    ]
    assert [(path, [tuple(line) for line in words]) for path, words in files_in_words(files)] == [
        (
            "schemas/published.yml",
            [("roles", "Listed as public: id."), ("\ufffd", "No longer listed as public: a.")],
        ),
        (
            "docs/public/",
            [
                ("gone.svg", "Taken out."),
                ("other.png", "Another content: everybody can fetch it."),
                ("pictures/new[U+202E].svg", "Added: everybody can fetch it."),
            ],
        ),
    ]
