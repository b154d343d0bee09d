"""`kim upgrade` takes newer schemas and moves records, and leaves what somebody changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.cli import main, upgrade
from macros.cli.given_schemas import GIVEN, given_text
from tests.conftest import lay_base

SCHEMA = "schemas/tasks.schema.json"
FILE = "registers/tasks/T-3.yml"
BEFORE = """\
# The boiler is old.
id: T-3
title: Oil the hinges   # every year
kind: routine
status: planned
owner_role: ROLE-keeper
homes: 12   # counted twice
address: https://example.org/hinges

notes: A word.
"""
AFTER = """\
# The boiler is old.
id: T-3
title: Oil the hinges   # every year
kind: routine
status: planned
owner_role: ROLE-keeper
dwellings: 12   # counted twice

notes: A word.
"""
MOVES = """\
moves:
  - register: tasks
    version: 9.0.0
    renamed: {homes: dwellings, elsewhere: nowhere}
    removed: [address]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project as it was started, while the program has a newer schema."""
    ours, program = lay_base(tmp_path / "ours"), lay_base(tmp_path / "program")
    (ours / "mkdocs.yml").write_text("site_name: Ours\n", "utf-8")
    (ours / FILE).write_text(BEFORE, "utf-8")
    schemas = {f"schemas/{path.name}": path for path in (ours / "schemas").iterdir()}
    sums = {file: path.read_bytes() for file, path in schemas.items()}
    (ours / GIVEN).write_text(given_text(sums, "0.1.0"), "utf-8")
    newer = (program / SCHEMA).read_text("utf-8").replace('"homes"', '"dwellings"')
    (program / SCHEMA).write_text(newer.replace('"address"', '"place"'), "utf-8")
    (tmp_path / "moves.yml").write_text(MOVES, "utf-8")
    monkeypatch.setattr(upgrade, "given_files", lambda: program)
    monkeypatch.setattr(upgrade, "STARTER", tmp_path)
    monkeypatch.chdir(ours)
    return ours


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["upgrade", *words])


def test_records_move_with_their_schema_and_keep_comments_and_order(project: Path) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert f"{SCHEMA}: has a new version.\n" in result.output
    assert f"{FILE}: 'homes' is now 'dwellings'.\n" in result.output
    assert f"{FILE}: 'address' was taken out.\n" in result.output
    assert (project / FILE).read_text("utf-8") == AFTER
    assert '"dwellings"' in (project / SCHEMA).read_text("utf-8")
    assert "those of the installed version already" in run().output


def test_a_dry_run_says_the_same_and_writes_nothing(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = run("--dry-run")
    assert f"{FILE}: 'homes' is now 'dwellings'.\n" in result.output
    assert result.output.endswith("Nothing was written: this was a dry run.\n")
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_schema_that_somebody_changed_stays_with_its_records(project: Path) -> None:
    own = (project / SCHEMA).read_text("utf-8").replace("5000", "6000")
    (project / SCHEMA).write_text(own, "utf-8")
    result = run()
    assert f"{SCHEMA}: was changed here and in the program: join the two.\n" in result.output
    assert (project / SCHEMA).read_text("utf-8") == own
    assert (project / FILE).read_text("utf-8") == BEFORE


def test_a_record_that_cannot_be_moved_stops_all_of_it(project: Path) -> None:
    (project / FILE).write_text(BEFORE.replace("homes: 12", '"homes": 12'), "utf-8")
    result = run()
    assert result.exit_code == 1
    assert result.output.startswith(f"{FILE}: 'homes' can't be called 'dwellings' there")
    assert result.output.endswith("Nothing was written.\n")
    assert '"homes"' in (project / SCHEMA).read_text("utf-8")


def test_without_what_was_given_nobody_can_know(project: Path) -> None:
    (project / GIVEN).unlink()
    result = run()
    assert result.exit_code == 1
    assert "nobody knows which schemas are as they came. Nothing was changed." in result.output


def test_a_schema_that_was_taken_out_stays_out(project: Path) -> None:
    (project / SCHEMA).unlink()
    assert "those of the installed version already" in run().output
    assert not (project / SCHEMA).exists()
