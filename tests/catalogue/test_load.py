from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.entries import KEEP
from macros.catalogue.load import load
from macros.catalogue.references import sort_key
from macros.catalogue.reporter import as_github, as_json, as_text
from macros.catalogue.schemas import Schemas
from macros.model import Catalogue, Field, Key, Value
from macros.model.text import natural
from tests.conftest import PROJECT, lay_base, make_register

STARRED = ["IA3", "IA4", "IA5", "IA6", "IA8", "IA10", "IA11", "IA12", "IA13", "TA4", "TA5"]
CONTENT = ("docs", "registers", "schemas")

# -------------------------------------------------------------------------------------------- order


@pytest.mark.parametrize(
    "order",
    [
        ["IA2", "IA10"],
        ["DQ7", "IA1", "IA13", "IM1", "TA5"],
        ["1.9", "1.10", "1.10.1", "2"],
        ["VER-1", "VER-1.1", "VER-1.10"],
        ["", "0", "00 b", "1", "a", "B", "c"],
        ["RET-009", "RET-010", "RET-100"],
        ["page 2", "page 2 b", "page 10"],
    ],
)
def test_numbers_inside_text_are_sorted_by_size(order: list[str]) -> None:
    assert sorted(set(order), key=natural) == order


@given(text=st.text(max_size=8), other=st.text(max_size=8))
def test_any_two_texts_can_be_compared(text: str, other: str) -> None:
    assert (natural(text) < natural(other)) + (natural(text) > natural(other)) + (
        natural(text) == natural(other)
    ) == 1


@given(
    numbers=st.lists(st.integers(0, 10**6), min_size=2),
    before=st.text(st.characters(categories=["L"]), max_size=4),
)
def test_ids_are_sorted_by_their_numbers(numbers: list[int], before: str) -> None:
    assert sorted((f"{before}{number}" for number in numbers), key=natural) == [
        f"{before}{number}" for number in sorted(numbers)
    ]


def test_records_are_sorted_by_the_fields_that_the_schema_names_and_then_by_id() -> None:
    fields = (Field("id", "Reference", "", "string"), Field("rank", "Rank", "", "integer"))
    register = make_register(
        "tasks",
        fields,
        [
            {"id": "T-10", "rank": 2},
            {"id": "T-9", "rank": 10},
            {"id": "T-2", "rank": 2},
            {"id": "T-1"},
        ],
    )
    schema = register.schema
    by_rank = sorted(
        register.records, key=lambda record: (record.values.get("rank", 0), natural(record.key.id))
    )
    assert [
        record.key.id
        for record in sorted(register.records, key=lambda record: sort_key(schema, record))
    ] == ["T-1", "T-2", "T-9", "T-10"]
    assert [record.key.id for record in by_rank] == ["T-1", "T-2", "T-10", "T-9"]


def test_registers_and_records_come_in_the_order_that_the_schemas_ask_for(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    catalogue = base_loaded[0]
    assert list(catalogue.registers) == ["roles", "documents", "expectations", "tasks"]
    assert [record.key.id for record in catalogue.registers["tasks"].records] == [
        "T-1",
        "T-2",
        "T-3",
        "T-4",
        "T-5",
        "T-10",
    ]
    assert catalogue.count == 11
    assert catalogue.problems == catalogue.errors == ()


@pytest.mark.parametrize("seed", range(4))
def test_the_order_in_which_a_folder_lists_its_files_changes_nothing(
    seed: int, spoiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = load(spoiled)[0]
    shuffle_folders(monkeypatch, random.Random(seed))  # noqa: S311 - chance for tests
    shuffled = load(spoiled)[0]
    assert shuffled == expected
    assert list(shuffled.registers) == list(expected.registers)
    assert len(shuffled.problems) > 10


def shuffle_folders(patch: pytest.MonkeyPatch, chance: random.Random) -> None:
    for method in ("iterdir", "rglob", "glob"):
        ordered = getattr(Path, method)

        def shuffled(self: Path, *rest: str, ordered: object = ordered) -> Iterator[Path]:
            assert callable(ordered)
            entries = list(ordered(self, *rest))
            chance.shuffle(entries)
            return iter(entries)

        patch.setattr(Path, method, shuffled)


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with something wrong in each part, so that the order of problems shows too."""
    root = lay_base(tmp_path_factory.mktemp("spoiled"))
    for number in (6, 7, 20, 100):
        (root / f"registers/tasks/T-{number}.yml").write_text(
            f"id: T-{number}\ntitel: Keys\ncode: ABC\nkind: other\n", "utf-8"
        )
    (root / "registers/zebras").mkdir()
    (root / "registers/tasks/notes.txt").write_text("x", "utf-8")
    (root / "docs/other.md").write_text("x", "utf-8")
    (root / "schemas/other.txt").write_text("x", "utf-8")
    return root


def test_files_made_in_another_order_load_as_the_same_catalogue(tmp_path: Path) -> None:
    lay_base(tmp_path / "one")
    files = [path for path in (tmp_path / "one").rglob("*") if path.is_file()]
    for path in sorted(files, reverse=True):
        place = tmp_path / "two" / path.relative_to(tmp_path / "one")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    assert load(tmp_path / "two")[0] == load(tmp_path / "one")[0]


# -------------------------------------------------------------------------------------------- files


def test_an_empty_register_is_kept_by_a_file_that_is_no_record(base: Path) -> None:
    (base / "registers" / KEEP).touch()
    for name in ("expectations", "tasks"):
        (base / "registers" / name / KEEP).touch()
    (base / "registers/tasks/T-4.yml").unlink()
    catalogue, _ = load(base)
    assert catalogue.problems == ()
    assert catalogue.count == 10


@pytest.mark.parametrize(
    "name",
    [
        b"T-\xff.yml",
        b"T-4\n.yml",
        b"T-4\x1b[2K.yml",
        "T-é.yml".encode(),
        b"T-4 .yml",
        b"-T.yml",
        b"T\\-4.yml",
    ],
)
def test_whatever_a_file_is_called_it_is_told_and_can_be_printed(name: bytes, base: Path) -> None:
    path = os.path.join(os.fsencode(base), b"registers", b"tasks", name)  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123 - bytes
        file.write(
            b"id: T-6\ntitle: Keys\nkind: one-off\nstatus: planned\n"
            b"owner_role: ROLE-keeper\nillustrative: true\n"
        )
    catalogue, _ = load(base)
    assert len(catalogue.problems) == 1
    for show in (as_text, as_json, as_github):
        show(catalogue.problems, catalogue.count).encode("utf-8")


@pytest.mark.parametrize(
    ("folder", "name", "content"),
    [
        ("schemas", b"\xff.txt", b""),
        ("registers", b"\xff.yml", b""),
        ("registers/tasks", b"\xff.txt", b""),
        ("docs", b"\xff.bin", b"PK\x03\x04 MANIFEST.sha256 manifest.json"),
        ("docs/about", b"\xff.MD", b""),
    ],
)
def test_wherever_a_file_without_a_name_lies_it_is_told_and_can_be_printed(
    folder: str, name: bytes, content: bytes, base: Path
) -> None:
    path = os.path.join(os.fsencode(base / folder), name)  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123 - bytes
        file.write(content)
    catalogue, _ = load(base)
    [problem] = catalogue.problems
    assert problem.file.startswith(f"{folder}/\ufffd.")
    for show in (as_text, as_json, as_github):
        show(catalogue.problems, catalogue.count).encode("utf-8")


def test_a_pipe_is_a_stray_file_and_never_read(base: Path) -> None:
    os.mkfifo(base / "registers/pipe")
    os.mkfifo(base / "registers/tasks/T-6.yml")
    catalogue, _ = load(base)
    assert [(problem.file, problem.rule) for problem in catalogue.problems] == [
        ("registers/pipe", "stray-file"),
        ("registers/tasks/T-6.yml", "stray-file"),
    ]


def test_a_page_in_a_folder_that_is_linked_to_is_not_read(
    base: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "secret.md").write_text("---\ntitle: Secret\n---\n", "utf-8")
    (base / "docs/elsewhere").symlink_to(elsewhere)
    catalogue, _ = load(base)
    assert [problem.rule for problem in catalogue.problems] == ["symbolic-link"]
    assert [page.file for page in catalogue.pages] == [
        "docs/about/accessibility.md",
        "docs/index.md",
    ]


def test_a_project_without_pages_is_a_project(base: Path) -> None:
    shutil.rmtree(base / "docs")
    catalogue, _ = load(base)
    assert catalogue.problems == ()
    assert catalogue.pages == ()


def test_records_know_the_file_that_they_were_read_from(
    base_loaded: tuple[Catalogue, Schemas],
) -> None:
    for register in base_loaded[0].registers.values():
        for record in register.records:
            assert record.file == f"registers/{record.key.register}/{record.key.id}.yml"
            assert record.key == Key(register.schema.name, str(record.values["id"]))


# ------------------------------------------------------------------------------- the real registers


def values(real: Catalogue, register: str) -> list[Mapping[str, Value]]:
    return [record.values for record in real.registers[register].records]


def test_the_real_registers_hold_one_warning_and_no_error(real: Catalogue) -> None:
    assert real.errors == ()
    [warning] = real.problems
    assert (warning.file, warning.rule, warning.field) == (
        "registers/actions/DQ7.yml",
        "due-before-prerequisite",
        "depends_on[0]",
    )
    assert warning.message == "DQ7 is due Q2 2025/26, before DQ6 (Q3 2025/26), which it waits for."


def test_every_record_in_the_folders_is_in_the_catalogue(real: Catalogue) -> None:
    for name, register in real.registers.items():
        assert {record.key.id for record in register.records} == {
            path.stem for path in (PROJECT / "registers" / name).glob("*.yml")
        }


def test_the_plan_has_27_actions_of_which_11_are_starred(real: Catalogue) -> None:
    actions = values(real, "actions")
    themes = Counter(str(action["id"])[:2] for action in actions)
    assert themes == {"IM": 2, "IA": 13, "DQ": 7, "TA": 5}
    assert [action["id"] for action in actions if action["ombudsman_recommendation"]] == STARRED


def test_the_plans_owners_and_timescales_are_as_printed(real: Catalogue) -> None:
    actions = values(real, "actions")
    owners = Counter(owner for action in actions for owner in listed(action["owner_roles"]))
    assert owners == {
        "ROLE-housing-transformation-team": 13,
        "ROLE-business-support-manager": 9,
        "ROLE-property-services-manager": 2,
        "ROLE-housing-services-manager": 1,
        "ROLE-all-housing-managers": 1,
        "ROLE-all-housing-staff": 1,
    }
    assert Counter(action["timescale"] for action in actions) == {
        "Q3 2024/25": 4,
        "Q4 2024/25": 13,
        "Q1 2025/26": 1,
        "Q2 2025/26": 6,
        "Q3 2025/26": 1,
        "Q4 2025/26": 1,
        "Ongoing": 1,
    }


def listed(value: Value) -> Sequence[Value]:
    assert isinstance(value, list)
    return value


def test_what_the_plan_leaves_blank_is_left_out_and_no_status_is_made_up(real: Catalogue) -> None:
    actions = values(real, "actions")
    assert [action["id"] for action in actions if "comments" not in action] == ["DQ3", "TA3"]
    assert {action["status"] for action in actions} == {"not-reported"}
    assert not [action["id"] for action in actions if {"status_date", "evidence"} & set(action)]


def test_the_other_registers_hold_what_the_strategies_do(real: Catalogue) -> None:
    assert sorted(
        Counter(principle["set"] for principle in values(real, "principles")).values()
    ) == [6, 7, 9]
    commitments = values(real, "commitments")
    assert sorted(
        Counter(commitment["section"] == "SEC-10" for commitment in commitments).items()
    ) == [(False, 17), (True, 5)]
    assert len(commitments) == 22
    assert len(values(real, "versions")) == 4
    assert len(values(real, "faqs")) >= 25


def test_two_of_eleven_datasets_are_derived(real: Catalogue) -> None:
    datasets = values(real, "datasets")
    assert len(datasets) == 11
    assert (
        len(
            [
                dataset
                for dataset in datasets
                if dataset.get("derived_from") or dataset.get("derived")
            ]
        )
        == 2
    )


def test_versions_are_texts_and_in_the_order_in_which_they_came_out(real: Catalogue) -> None:
    versions = values(real, "versions")
    assert all(isinstance(version["version"], str) for version in versions)
    days = [str(version["release_date"]) for version in versions]
    assert all(before <= after for before, after in pairwise(days))


def test_every_record_says_where_it_comes_from_or_that_it_is_illustrative(real: Catalogue) -> None:
    for register in real.registers.values():
        for record in register.records:
            assert record.values.get("sources") or record.values.get("illustrative") is True, (
                record.file
            )


def test_every_record_has_an_owner_that_is_a_post(real: Catalogue) -> None:
    roles = {record.key.id for record in real.registers["roles"].records}
    for register in real.registers.values():
        for record in register.records:
            assert record.values["owner_role"] in roles
