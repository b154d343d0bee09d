"""Rules that this project's own schemas make, each broken once in the small project."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalogue.load import load

IN_FORCE = "'in-force' is said only with the day of a check and where it was made"


@pytest.mark.parametrize("line", ["checked_on", "checked_at"])
def test_nothing_is_in_force_without_the_day_and_the_place_of_a_check(
    shared_project: Path, line: str
) -> None:
    record = shared_project / "registers/expectations/EXP-psbar-2018.yml"
    lines = record.read_text("utf-8").splitlines(keepends=True)
    record.write_text("".join(text for text in lines if not text.startswith(line)), "utf-8")
    problems = load(shared_project, warnings=False)[0].errors
    assert [problem.file for problem in problems] == [f"registers/expectations/{record.name}"]
    assert problems[0].message.startswith(IN_FORCE)


@pytest.mark.parametrize(
    ("basis", "right"),
    [
        ("contract", "portability"),
        ("consent", "portability"),
        ("public-task", "objection"),
        ("legitimate-interests", "objection"),
    ],
)
def test_a_notice_gives_the_rights_that_follow_from_what_it_rests_on(
    shared_project: Path, basis: str, right: str
) -> None:
    record = shared_project / "registers/privacy-notices/PN-001.yml"
    text = record.read_text("utf-8").replace("  - contract\n", f"  - {basis}\n")
    record.write_text(
        text.replace("  - portability\n", "  - objection\n  - portability\n"), "utf-8"
    )
    assert load(shared_project, warnings=False)[0].errors == ()
    record.write_text(record.read_text("utf-8").replace(f"  - {right}\n", ""), "utf-8")
    problems = load(shared_project, warnings=False)[0].errors
    assert [problem.field for problem in problems] == ["rights"]
    assert problems[0].message.endswith(f"add '{right}' to 'rights'.")


@pytest.mark.parametrize(
    ("record", "old", "new", "message"),
    [
        ("dpias/DPIA-006", "decided_on: 2025-02-03\n", "", "An approved assessment says"),
        ("dpias/DPIA-006", "residual: low", "residual: high", "Where a high risk is left"),
        ("dpias/DPIA-006", "advice_taken: yes", "advice_taken: no", "Say in 'why_not_taken'"),
        ("dpias/DPIA-006", "stage: approved", "stage: not-needed", "Where no assessment is needed"),
        ("dpias/DPIA-006", "stage: approved", "stage: not-known", "Say in 'not_known'"),
        ("sharing-agreements/ISA-005", "signed_on: 2025-02-10\n", "", "A signed agreement says"),
        ("sharing-agreements/ISA-005", "agreement: signed", "agreement: not-known", "Say in 'not_"),
        ("recording-standards/DRS-property-details", "actions:\n  - IA3\n", "", "A group with a"),
        ("recording-standards/DRS-property-details", "promised", "in-force", "A standard in force"),
        ("recording-standards/DRS-property-details", "promised", "missing", "Say in 'gap'"),
        ("third-party-authorities/AUTH-time-limited", "  - end-date\n", "", "What is for a time"),
        ("third-party-authorities/AUTH-time-limited", "temporary", "permanent", "What has no last"),
        ("third-party-authorities/AUTH-time-limited", "retention: RET-001\n", "", "Say who takes"),
        ("vulnerabilities/VUL-injury", "quarterly", "annual", "What passes is looked at again"),
        ("vulnerabilities/VUL-injury", "careful:", "notes:", "Data of this kind can harm"),
    ],
)
def test_a_record_says_what_its_state_asks_for(
    shared_project: Path, record: str, old: str, new: str, message: str
) -> None:
    file = shared_project / f"registers/{record}.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    problems = load(shared_project, warnings=False)[0].errors
    assert [problem.message for problem in problems if problem.message.startswith(message)]
    assert {problem.file for problem in problems} == {f"registers/{record}.yml"}
