"""kim tidy: what nobody sees goes out of names, and not a byte else."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.confirmations import fingerprint, links
from macros.catalogue.load import load
from macros.catalogue.names import untidy_names
from macros.catalogue.tidy import tidied
from macros.catalogue.yaml_reader import parse
from macros.cli import main
from macros.model import Field
from macros.model.seen import as_seen, name_key, unseen
from tests.conftest import CASES, lay_over

TITLE = Field("title", "Title", "", "string", format="line")


@pytest.fixture
def project(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    monkeypatch.chdir(base)
    return base


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def states(root: Path) -> set[str]:
    catalogue, _ = load(root)
    return {link.state for link in links(catalogue.registers, catalogue.references)}


def test_names_are_mended_where_they_stand_and_nothing_else_is(project: Path) -> None:
    lay_over(project, CASES / "untidy-names" / "before")
    before = {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}
    run = kim("tidy")
    assert run.exit_code == 0
    assert "registers/tasks/T-4.yml: title: took out" in run.stdout
    after = {path: path.read_bytes() for path in before}
    changed = {path.name for path in before if before[path] != after[path]}
    assert changed == {"T-4.yml", "T-5.yml", "index.md"}
    assert (project / "registers/tasks/T-4.yml").read_text("utf-8").splitlines()[1:] == [
        'title: "Grease the locks"',
        "kind: one-off",
        "status: planned",
        "owner_role: ROLE-keeper",
        "due: 2024-09-30",
        "cost: 1.5",
        "evidence:",
        "  - The key register   # where it is",
        "  - 'Caf\u00e9 keys'",
        "illustrative: true",
    ]
    folded = "title: >-\n  Count the\n  lamps of\n  the yard\n"
    assert folded in (project / "registers/tasks/T-5.yml").read_text("utf-8")
    assert kim("check").stdout == "11 records checked: nothing is wrong.\n"
    assert kim("tidy").stdout == "Every name is tidy. Nothing was changed.\n"


def test_only_the_files_that_are_named_are_mended(project: Path) -> None:
    lay_over(project, CASES / "untidy-names" / "before")
    run = kim("tidy", "registers/tasks/T-5.yml", "docs")
    assert "T-4" not in run.stdout
    assert run.stdout.count("took out") == 3
    assert kim("check").stdout.count("registers/tasks/T-4.yml") == 3
    assert kim("tidy", "nowhere").exit_code == 2


def test_line_ends_stay_as_they_were(project: Path) -> None:
    path = project / "registers/tasks/T-4.yml"
    windows = path.read_bytes().replace(b"\n", b"\r\n").replace(b"the locks", b"the  locks")
    path.write_bytes(windows)
    kim("tidy")
    assert path.read_bytes() == windows.replace(b"the  locks", b"the locks")


def test_no_link_has_to_be_confirmed_again_for_what_nobody_sees(project: Path) -> None:
    kim("confirm", "T-1")
    assert states(project) == {"confirmed"}
    path = project / "registers/documents/DOC-plan.yml"
    path.write_text(path.read_text("utf-8").replace("The plan", "The\u00a0 plan"), "utf-8")
    assert states(project) == {"confirmed"}
    assert "took out" in kim("tidy").stdout
    assert states(project) == {"confirmed"}
    path.write_text(path.read_text("utf-8").replace("The plan", "A plan"), "utf-8")
    assert "suspect" in states(project)


LETTERS = st.sampled_from(
    ["a", "B", "7", " ", "  ", "\u00a0", "e\u0301", "\u202f", "'", '"', "\\", "#"]
)
NAMES = st.lists(LETTERS, min_size=1, max_size=8).map("".join).map(lambda text: f"x{text}y ")


@given(NAMES, st.sampled_from(["'", '"']))
def test_any_name_in_quotes_is_mended_or_left_alone(name: str, quote: str) -> None:
    written = name.replace("'", "''")
    if quote == '"':
        written = name.replace("\\", "\\\\").replace('"', '\\"')
    content = f"id: T-1  # kept\ntitle: {quote}{written}{quote}  # this too\n".encode()
    document, _ = parse(content, "T-1.yml")
    assert document
    (untidy,) = untidy_names([TITLE], document.value)
    new = tidied(content, "T-1.yml", untidy)
    assert new is not None
    read, _ = parse(new, "T-1.yml")
    assert read
    assert read.value == {"id": "T-1", "title": as_seen(name)}
    assert new.endswith(f"{quote}  # this too\n".encode())


@given(st.text())
def test_a_name_as_people_see_it_has_nothing_unseen_and_the_same_fingerprint(name: str) -> None:
    plain = as_seen(name)
    assert as_seen(plain) == plain
    assert name_key(name) == name_key(plain)
    assert fingerprint({"title": name}, ["title"]) == fingerprint({"title": plain}, ["title"])
    if "\n" not in name:
        assert list(unseen(plain)) == []
        is_tidy = unicodedata.normalize("NFC", name) == plain
        assert is_tidy or list(unseen(name))


def test_a_post_is_found_by_its_name_as_people_see_it(project: Path) -> None:
    assert kim("due", "--owner", "Keeper\u00a0 of records ").exit_code == 0
