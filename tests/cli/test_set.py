"""`kim set`: one field is one line of difference, and nothing is written that the check refuses."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.load import load
from macros.catalogue.set_values import wish, with_wish
from macros.catalogue.sheets.named import Names
from macros.catalogue.write_fields import with_fields
from macros.catalogue.yaml_reader import parse
from macros.cli import main
from macros.model.errors import KimError
from tests.conftest import lay_base

T1 = "registers/tasks/T-1.yml"


@pytest.fixture
def project(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    text = (base / T1).read_text("utf-8")
    text = text.replace("homes: 12\n", "homes: 12  # counted twice\n# Above the code\n")
    text = text.replace("notes: ", "notes: Kept six years.\n#", 1)
    (base / T1).write_text(text, "utf-8")
    monkeypatch.chdir(base)
    return base


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def differing(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


@pytest.mark.parametrize(
    ("wishes", "wanted"),
    [
        (["homes=13"], ["-homes: 12  # counted twice", "+homes: 13  # counted twice"]),
        (["Homes=1,300"], ["-homes: 12  # counted twice", "+homes: 1300  # counted twice"]),
        (["urgent=Yes", "cost="], ["-urgent: false", "+urgent: true"]),
        (["kind=Done once", "title=Boilers"], ["-title: Check the boilers", "+title: Boilers"]),
        (["finished=31 January 2025"], ["-finished: 2024-12-31", "+finished: 2025-01-31"]),
        (["due=Q4 2024/25"], ["-due: Q3 2024/25", "+due: Q4 2024/25"]),
        (["code=ABC"], ["-code: BLR", "+code: ABC"]),
        (["see_also=+T-3"], ["+  - T-3"]),
        (["See also=-T-2"], ["-  - T-2"]),
        (["see_also=+t-3", "see_also=-T-10"], ["-  - T-10", "+  - T-3"]),
        (["see_also="], ["-see_also:", "-  - T-2", "-  - T-10"]),
        (["keep.years=7"], ["-  years: 6", "+  years: 7"]),
        (["Kept for: Years=7"], ["-  years: 6", "+  years: 7"]),
        (["steps[0].what=Write first"], ["-  - what: Ring the tenant", "+  - what: Write first"]),
        (["steps[1].done=no"], ["+    done: false"]),
        (["review_cycle="], ["-review_cycle: six-monthly"]),
        (["owner_role=Housing officer"], ["-owner_role: ROLE-keeper", "+owner_role: ROLE-officer"]),
        (["cost=2.5"], ["+cost: 2.5"]),
        (["notes=Colon: here #1"], ["-notes: Kept six years.", '+notes: "Colon: here #1"']),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_each_kind_of_field_is_one_line_of_difference(
    project: Path, wishes: list[str], wanted: list[str]
) -> None:
    before = (project / T1).read_text("utf-8")
    done = kim("set", "t-1", *wishes)
    assert done.exit_code == 0, done.output
    assert differing(before, (project / T1).read_text("utf-8")) == wanted
    assert done.stdout.endswith(f"Now commit it, and say in the message why: git commit {T1}\n")


def test_it_says_what_changed_and_what_to_look_at(project: Path) -> None:
    assert kim("set", "T-1", "keep.years=70").stdout.splitlines()[:3] == [
        "Kept for, years: 6 → 70",
        "Look at this: Kept for, years: 6 → 70, about 12 times as long.",
        "Look at this: Kept for, years is now 70, but Notes still says six years.",
    ]
    assert kim("set", "T-1", "keep.years=70").stdout == (
        f"{T1}: it says so already. Nothing was changed.\n"
    )


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (["hoems=1"], "A task has no field 'hoems'. Did you mean 'Homes'?"),
        (["keep.yaers=1"], "no field 'keep.yaers'. Did you mean 'keep.years'?"),
        (["id=T-2"], "The reference of a record never changes"),
        (["homes"], "'homes' sets nothing. Write field=value"),
        (["=x"], "sets nothing"),
        (["homes=many"], "Homes: 'many' is not a number."),
        (["kind=Done onec"], "'Done onec' is none of the choices. Did you mean 'Done once'?"),
        (["owner_role=Housing oficer"], "Did you mean 'Housing officer'?"),
        (["see_also=-T-3"], "See also: 'T-3' isn't in the list."),
        (["steps[9].what=x"], "There is no value number 9: the list has 2, from 0 on."),
        (["homes=99999"], f"{T1}:"),
        (["owner_role="], "owner_role"),
        (["started=2025-06-01"], "finished"),
        (["depends_on=+T-1"], "depends_on"),
        (["notes=a\x1bb"], "Notes: "),
        (["a[0]b=1"], "no field 'a[0]b'"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    project: Path, wishes: list[str], words: str
) -> None:
    before = (project / T1).read_bytes()
    done = kim("set", "T-1", "code=ZZZ", *wishes)
    assert (done.exit_code, words in done.stderr) == (1, True), done.output
    assert (project / T1).read_bytes() == before


def test_what_another_record_then_breaks_is_refused_and_what_was_wrong_before_is_not(
    project: Path,
) -> None:
    role = project / "registers/roles/ROLE-clerk.yml"
    before = role.read_bytes()
    done = kim("set", "ROLE-clerk", "superseded_by=ROLE-clerk")
    assert (done.exit_code, "Nothing was changed: 1 error." in done.stderr) == (1, True)
    assert role.read_bytes() == before
    other = project / "registers/tasks/T-4.yml"
    other.write_text(other.read_text("utf-8").replace("kind: ", "kind: x", 1), "utf-8")
    assert kim("check").exit_code == 1
    assert kim("set", "T-1", "homes=13").exit_code == 0


def test_a_record_that_is_not_there_is_guessed(project: Path) -> None:
    done = kim("set", "T-11", "homes=13")
    assert (done.exit_code, "There is no record 'T-11'" in done.stderr) == (1, True)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_base(tmp_path_factory.mktemp("shared"))


@given(text=st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_comes_back_as_it_was_and_touches_no_other_field(shared: Path, text: str) -> None:
    catalogue, _ = load(shared, warnings=False)
    schema = catalogue.registers["tasks"].schema
    content = (shared / T1).read_bytes()
    document, _ = parse(content, T1)
    assert document
    try:
        values = with_wish(
            schema, document.value, wish(f"notes={text}"), Names(catalogue.registers)
        )
        amended = with_fields(content, document, schema.fields, {"notes": values.get("notes")})
    except KimError:
        return
    read, problems = parse(amended, T1)
    assert read, problems
    assert read.value == values
    assert {**read.value, "notes": ""} == {**document.value, "notes": ""}
