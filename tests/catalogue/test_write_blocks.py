"""A text of several lines that is written again keeps the lines that say what they said."""

from __future__ import annotations

import pytest

from macros.catalogue.write_fields import with_fields
from macros.catalogue.yaml_reader import parse

FOLDED = """\
notes: >-   # by hand
  The first line is short,
  and so is the second.

  Another paragraph
  ends here.
# below
status: done
"""
TEXT = "The first line is short, and so is the second.\nAnother paragraph ends here."
LITERAL = "body: |-\n  one\n\n  two\nstatus: done\n"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (TEXT.replace("second", "last"), "is the second.", "is the last."),
        (TEXT.replace("The first", "This"), "The first line", "This line"),
        (TEXT.replace("Another", "One more"), "Another", "One more"),
        (TEXT + " And on.", "  ends here.\n", "  ends here. And on.\n"),
        (TEXT.replace("short, and", "long and"), "is short,", "is long"),
        (TEXT.replace("is short, ", ""), "line is short,", "line"),
        (TEXT.replace("\nAnother", "\nNew.\nAnother"), "\n\n  Ano", "\n\n  New.\n\n  Ano"),
        (f"New. {TEXT}", "  The first", "  New. The first"),
    ],
)
def test_a_folded_text_is_broken_where_its_author_broke_it(text: str, old: str, new: str) -> None:
    after = written(FOLDED, "notes", text)
    assert values(after)["notes"] == text
    assert after == FOLDED.replace(old, new)


def test_a_text_whose_line_ends_count_stays_one() -> None:
    assert written(LITERAL, "body", "one\n\nthree") == LITERAL.replace("two", "three")


def test_what_fits_on_one_line_leaves_its_lines() -> None:
    assert written(LITERAL, "body", "one") == "body: one\nstatus: done\n"


@pytest.mark.parametrize(
    ("old", "text", "new"),
    [
        ('"2024"', "2025", '"2025"'),
        ("'2024'", "it's", "'it''s'"),
        ('"a: b"', 'say "x"', 'say "x"'),
        ('"a"  # why', "b", '"b"  # why'),
        ("a", "b: c", '"b: c"'),
    ],
)
def test_a_value_stays_in_its_quotes(old: str, text: str, new: str) -> None:
    assert written(f"body: {old}\nstatus: done\n", "body", text) == (f"body: {new}\nstatus: done\n")


def test_a_line_that_gets_too_long_is_broken_alone() -> None:
    after = written(FOLDED, "notes", TEXT.replace("short", "short " * 20 + "short"))
    assert "\n  and so is the second.\n\n  Another paragraph\n  ends here.\n" in after
    assert max(map(len, after.splitlines())) <= 100


def written(content: str, name: str, text: str) -> str:
    document, _ = parse(content.encode(), "")
    assert document
    return with_fields(content.encode(), document, (), {name: text}).decode()


def values(content: str) -> dict[str, object]:
    document, _ = parse(content.encode(), "")
    assert document
    return dict(document.value)
