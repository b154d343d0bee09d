"""Old files into values: which file holds what, records in whatever form, pages by section."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from macros.catalogue.text_files import LARGEST
from macros.catalogue.yaml_plain import read_plainly
from macros.history.versions import Reader, key_of, page_values, program_folders, values_of
from macros.model import PAGES, Key, Unreadable, Values, Version


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("registers/risks/R-1.yml", Key("risks", "R-1")),
        ("registers/risks/R-1.yaml", Key("risks", "R-1")),
        ("registers/risks/in/R-1.yml", Key("risks", "R-1")),
        ("registers/risks/R.1.yml", Key("risks", "R.1")),
        ("registers/risks/.R-1.yml", None),
        ("registers/risks/R-1.json", None),
        ("registers/R-1.yml", None),
        ("registers", None),
        ("docs/index.md", Key(PAGES, "docs/index.md")),
        ("docs/in/a.md", Key(PAGES, "docs/in/a.md")),
        ("docs/a.yml", None),
        ("docs/picture.png", None),
        ("docs", None),
        ("other/risks/R-1.yml", None),
        ("README.md", None),
        ("", None),
    ],
)
def test_what_a_file_holds(path: str, expected: Key | None) -> None:
    assert key_of(path) == expected


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        ([], ()),
        (["README.md", "mkdocs.yml"], ()),
        (["registers/a/b.yml", "docs/c.md"], ()),
        (["tests/a.py", "macros/b/c.py", "macros/d.py", "docs/c.md"], ("macros", "tests")),
    ],
)
def test_the_folders_of_the_program(paths: list[str], folders: tuple[str, ...]) -> None:
    assert program_folders(paths) == folders


def test_the_values_of_a_version() -> None:
    assert values_of({"a": "1"}) == {"a": "1"}
    assert values_of({}) == {}
    assert values_of(Unreadable("a: [")) is None
    assert values_of(None) is None


# -------------------------------------------------------------------------------------- records


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"id: R-1\ntitle: Damp\n", {"id": "R-1", "title": "Damp"}),
        (b"id: R-1", {"id": "R-1"}),
        (b"# Risks\nid: 12\nsteps: [true, {by: 1.50}]\n",
         {"id": "12", "steps": ["true", {"by": "1.50"}]}),
        (b"title: Damp\ntitle: Mould\n", Unreadable("title: Damp\ntitle: Mould\n")),
        (b"title: [\n", Unreadable("title: [\n")),
        (b"- a\n", Unreadable("- a\n")),
        (b"", Unreadable("")),
        (b"title: \xff\n", {"title": "\ufffd"}),
    ],
)  # fmt: skip
def test_a_record(content: bytes, expected: Version) -> None:
    assert Reader().read("registers/risks/R-1.yml", content) == expected


def test_a_file_that_no_record_is_as_large_as_is_not_read() -> None:
    text = "a: " + "b" * (LARGEST - 4) + "\n"
    assert Reader().read("registers/a/b.yml", text.encode()) == {"a": "b" * (LARGEST - 4)}
    larger = f"{text}\n"
    assert Reader().read("registers/a/b.yml", larger.encode()) == Unreadable(larger)


def parsed(monkeypatch: pytest.MonkeyPatch, texts: Sequence[str]) -> list[str]:
    """What is given to the parser when these are read in turn."""
    given: list[str] = []

    def counting(text: str) -> Values | None:
        given.append(text)
        return read_plainly(text)

    monkeypatch.setattr("macros.history.versions.read_plainly", counting)
    reader = Reader()
    for text in texts:
        reader.values(text)
    return given


@pytest.mark.parametrize(
    ("texts", "given"),
    [
        (["a: Plain words, 12 (of 3)\nb: x\n"], []),
        (["a: [x]\nb: y\n", "a: [x]\nb: z\n", "a: [x, y]\nb: z\n"], ["a: [x]\n", "a: [x, y]\n"]),
        (["a:\n- x y\nb: |\n  y\n"], ["b: |\n  y\n"]),
        (["a: x,\n  y\nb: >-\n  y # z\n  - v: w\nc:\n  - x\n  - 1\n"], []),
        (
            ["a: x\n   y\nb: >-\n  y\n   z\nc:\n  - x\n- y\n"],
            [
                "a: x\n   y\n",
                "b: >-\n  y\n   z\n",
                "c:\n  - x\n- y\n",
                "a: x\n   y\nb: >-\n  y\n   z\nc:\n  - x\n- y\n",
            ],
        ),
        # what must be read as a whole
        (["a: [x]\nb: &c z\n"], ["a: [x]\n", "a: [x]\nb: &c z\n"]),
        (["# one\na: [x]\n"], ["# one\na: [x]\n"]),
        (["a: [x]"], ["a: [x]"]),
    ],
)
def test_each_field_is_parsed_once(
    texts: list[str], given: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert parsed(monkeypatch, texts) == given


# ---------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"sections": {}}),
        ("Words.\n", {"sections": {"Start": "Words."}}),
        ("# A\n\nWords.\n\n## B\n\nMore.\n", {"sections": {"A": "Words.", "B": "More."}}),
        ("Words.\n# A\n", {"sections": {"Start": "Words.", "A": ""}}),
        # the lines of a section stand as they are
        ("# A\n\n    code\n\n- X\n  \n\n", {"sections": {"A": "    code\n\n- X\n  "}}),
        ("# A\r\n\r\nOne.\r\nTwo.\r\n", {"sections": {"A": "One.\nTwo."}}),
        # headings
        ("# A\n1\n# A\n2\n# A\n3\n", {"sections": {"A": "1", "A (2)": "2", "A (3)": "3"}}),
        ("#\tA ##\nX\n", {"sections": {"A": "X"}}),
        ("# \n1\n# \n2\n", {"sections": {"No heading": "1", "No heading (2)": "2"}}),
        ("# Start\n1\n", {"sections": {"Start (2)": "1"}}),
        ("#A\n####### B\n # C\n", {"sections": {"Start": "#A\n####### B\n # C"}}),
        # fences
        ("```\n# A\n```\n# B\n", {"sections": {"Start": "```\n# A\n```", "B": ""}}),
        ("~~~ x\n```\n# A\n~~~~\n# B\n", {"sections": {"Start": "~~~ x\n```\n# A\n~~~~", "B": ""}}),
        ("````\n```\n# A\n", {"sections": {"Start": "````\n```\n# A"}}),
        ("```\n``` x\n# A\n", {"sections": {"Start": "```\n``` x\n# A"}}),
        ("``` a`b\n# A\n", {"sections": {"Start": "``` a`b", "A": ""}}),
        # front matter
        ("---\ntitle: A\nn: 1\n---\nX\n", {"title": "A", "n": "1", "sections": {"Start": "X"}}),
        ("---\ntitle: A\n--- \n# B\n", {"title": "A", "sections": {"B": ""}}),
        ("---\ntitle: [\n---\nX\n", {"heading": "title: [", "sections": {"Start": "X"}}),
        ("---\nsections: A\n---\n", {"sections": {}}),
        ("---\n\n---\nX\n", {"heading": "", "sections": {"Start": "X"}}),
        ("X\n---\ntitle: A\n---\n", {"sections": {"Start": "X\n---\ntitle: A\n---"}}),
        ("---\r\ntitle: A\r\n---\r\nX\r\n", {"title": "A", "sections": {"Start": "X"}}),
    ],
)
def test_a_page(text: str, expected: Values) -> None:
    assert page_values(text) == expected
    assert Reader().read("docs/a.md", text.encode()) == expected


def test_the_order_of_a_page_is_that_of_its_text() -> None:
    values = page_values("---\nb: 1\na: 2\n---\nX\n# Z\n# Y\n")
    assert list(values) == ["b", "a", "sections"]
    assert list(page_values("X\n# Z\n# Y\n")["sections"]) == ["Start", "Z", "Y"]  # type: ignore[arg-type]
