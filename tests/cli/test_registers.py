from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from macros.cli import main
from macros.model import Audience, Catalogue
from macros.site.answers import Answers, answers
from macros.site.matching import Suggest, engine
from macros.site.replay import Replayed, back_test
from macros.view.view import View, view
from tests.conftest import PROJECT
from tests.projects import BuiltSites
from tests.tiny import copy_tiny


@pytest.fixture
def real_project(monkeypatch: pytest.MonkeyPatch) -> Path:
    """This project itself, which its tests only read."""
    monkeypatch.chdir(PROJECT)
    return PROJECT


Running = AbstractContextManager[Callable[[Answers], Suggest]]


@pytest.fixture(scope="module")
def engine_once() -> Iterator[Callable[[], Running]]:
    """One engine for all questions, which learns the same answers once."""
    with engine() as over:
        known: list[tuple[Answers, Suggest]] = []

        def over_new(answers: Answers) -> Suggest:
            if not known or known[-1][0] != answers:
                known.append((answers, over(answers)))
            return known[-1][1]

        yield lambda: nullcontext(over_new)


class Seen(NamedTuple):
    """How a catalogue becomes a view, and that what answers: each made once."""

    view: Callable[[Catalogue, Audience, date], View]
    answers: Callable[[View], Answers]


@pytest.fixture(scope="module")
def seen_once() -> Seen:
    views: dict[tuple[Audience, date], View] = {}
    known: dict[int, Answers] = {}

    def view_once(catalogue: Catalogue, audience: Audience, today: date) -> View:
        if (audience, today) not in views:
            views[audience, today] = view(catalogue, audience, today)
        return views[audience, today]

    def answers_once(seen: View) -> Answers:
        if id(seen) not in known:
            known[id(seen)] = answers(seen)
        return known[id(seen)]

    return Seen(view_once, answers_once)


@pytest.fixture
def asked(
    real_project: Path,
    real: Catalogue,
    engine_once: Callable[[], Running],
    seen_once: Seen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same for `kim ask`, which all its tests let read and learn once: that takes seconds."""
    monkeypatch.setattr("macros.cli.ask.read", lambda root: (real, None))
    monkeypatch.setattr("macros.cli.ask.engine", engine_once)
    monkeypatch.setattr("macros.cli.ask.view", seen_once.view)
    monkeypatch.setattr("macros.cli.ask.answers", seen_once.answers)


@pytest.fixture
def project(shared_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(shared_project)
    return shared_project


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest project, for builds that stop."""
    monkeypatch.chdir(copy_tiny(tmp_path))
    return tmp_path


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


PASSING = ("made-from-registers", "id-on-another-branch")
"""Warnings that hang on what else is open here, and on when `kim approvers --write` was run."""


def spoil(project: Path) -> None:
    file = project / "registers/actions/IA3.yml"
    file.write_text(
        file.read_text("utf-8").replace("status: not-reported", "status: not-reportd"), "utf-8"
    )


def test_check_says_nothing_is_wrong_with_the_real_registers(
    real_project: Path, real: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.cli.check.load", lambda root, today: (real, None))
    result = kim("check", "--format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert [problem for problem in report["problems"] if problem["severity"] == "error"] == []
    rules = [problem["rule"] for problem in report["problems"]]
    assert [rule for rule in rules if rule not in PASSING] == ["due-before-prerequisite"]
    assert set(report["problems"][0]) == {
        "file",
        "line",
        "column",
        "field",
        "rule",
        "severity",
        "message",
        "hint",
    }
    assert report["records"] == len(list(real_project.glob("registers/*/*.yml")))


def test_check_names_the_place_and_the_nearest_guess(project: Path) -> None:
    spoil(project)
    result = kim("check")
    assert result.exit_code == 1
    assert "registers/actions/IA3.yml:" in result.stdout
    assert "Did you mean 'not-reported'?" in result.stdout
    assert kim("check", "--format", "github").stdout.count("::error ") == 1


def test_check_can_look_at_some_files_only(project: Path) -> None:
    spoil(project)
    assert kim("check", "registers/actions").exit_code == 1
    assert kim("check", "registers/actions/IA3.yml").exit_code == 1
    assert kim("check", ".").exit_code == 1
    elsewhere = kim("check", "registers/faqs")
    assert elsewhere.exit_code == 0
    assert "IA3" not in elsewhere.stdout


@pytest.mark.parametrize("path", ["registers/nowhere", "/"])
def test_check_of_a_path_that_is_not_in_the_project_is_a_wrong_call(
    project: Path, path: str
) -> None:
    assert kim("check", path).exit_code == 2


def test_outside_a_project_every_command_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["check"], ["show", "IA3"], ["build"], ["new", "faqs"]):
        result = kim(*words)
        assert result.exit_code == 2
        assert "mkdocs.yml" in result.stderr


def test_a_command_works_from_a_folder_inside_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "registers" / "actions")
    assert kim("check", "IA3.yml").exit_code == 0


def test_show_prints_a_record_and_what_follows_from_it(project: Path) -> None:
    contract = json.loads(kim("show", "dq7", "--format", "json").stdout)
    assert list(contract) == [
        "id",
        "register",
        "publish",
        "fields",
        "computed",
        "references",
        "used_by",
        "notices",
    ]
    assert (contract["id"], contract["register"], contract["publish"]) == (
        "DQ7",
        "actions",
        "public",
    )
    days = {"due": "2025-09-30", "next_review": "2027-02-22", "disposal_due": None}
    assert contract["computed"] == {**days, "clocks": []}
    assert {"field": "depends_on[0]", "id": "DQ6", "register": "actions"} in contract["references"]
    assert contract["fields"]["ombudsman_recommendation"] is False
    text = kim("show", "DQ6").stdout
    assert "Used by: " in text
    assert "DQ7" in text


def test_show_says_until_when_a_record_is_kept(project: Path) -> None:
    request = json.loads(kim("show", "FOI-2024-0001", "--format", "json").stdout)
    assert request["computed"]["disposal_due"] == "2027-02-09"
    assert "disposal_due: 2027-02-09" in kim("show", "FOI-2024-0001").stdout
    assert "disposal_due: 2024-12-31" in kim("show", "DSP-001").stdout


def test_show_guesses_what_was_meant(project: Path) -> None:
    result = kim("show", "IAX3")
    assert result.exit_code == 1
    assert "Did you mean 'IA3'?" in result.stderr


def test_new_starts_a_record_that_the_check_then_explains(project: Path) -> None:
    number = max(int(path.stem[4:]) for path in project.glob("registers/faqs/*.yml"))
    made = kim("new", "faqs")
    assert made.exit_code == 0
    file = project / f"registers/faqs/FAQ-{number + 1:03d}.yml"
    assert file.is_file()
    assert f"id: FAQ-{number + 1:03d}" in file.read_text("utf-8")
    result = kim("check", str(file))
    assert result.exit_code == 1
    assert "question: 'question' (Question) has no value yet." in result.stdout


def test_new_asks_for_an_id_where_ids_are_words(project: Path) -> None:
    assert "--id" in kim("new", "roles").stderr
    assert kim("new", "roles", "--id", "ROLE-fire-safety-manager").exit_code == 0
    assert "taken" in kim("new", "roles", "--id", "role-SIRO").stderr
    assert "form" in kim("new", "roles", "--id", "../ROLE-x").stderr
    assert not (project / "registers" / "ROLE-x.yml").exists()
    wrong = kim("new", "rolls")
    assert wrong.exit_code == 2
    assert "Did you mean 'roles'?" in wrong.stderr


def test_new_refuses_a_register_whose_schema_is_broken(project: Path) -> None:
    (project / "schemas/faqs.schema.json").write_text("{", "utf-8")
    result = kim("new", "faqs")
    assert result.exit_code == 1
    assert "kim check" in result.stderr


def test_build_makes_the_sites_and_says_where_and_makes_the_same_as_another_process(
    project: Path, small_sites: BuiltSites
) -> None:
    result = kim("build", "--today", "2026-11-22", "--out", "again")
    assert result.exit_code == 0, result.output
    assert (project / "again/staff/registers/actions/ia3/index.html").is_file()
    assert (project / "again/public/registers/faqs/faq-001/index.html").is_file()
    assert not (project / "again/public/registers/assets").exists()
    left = [path.name for path in (project / "again/.kim-build").iterdir()]
    assert left == ["lock"], "nothing half-built is left"
    assert not (project / "site").exists()
    first, second = built(project / "again"), built(small_sites.project / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == [], (
        "the same files and day give the same bytes"
    )


def built(folder: Path) -> dict[str, bytes]:
    """Every file of the built sites, but for those that Pagefind orders as chance has it."""
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return {name: path.read_bytes() for name, path in files.items() if not by_chance(name)}


def by_chance(name: str) -> bool:
    """Whether a file holds Pagefind's list of filters, whose order differs from run to run.

    The list of the site's files holds the sums of those.
    """
    parts = ("pagefind/filter/", "pagefind-entry.json", ".pf_meta", ".kim-build.json")
    return any(part in name for part in parts)


def test_a_build_with_errors_leaves_the_old_site_as_it_was(project: Path) -> None:
    (project / "site/staff").mkdir(parents=True)
    (project / "site/staff/index.html").write_text("old", "utf-8")
    spoil(project)
    result = kim("build")
    assert result.exit_code == 1
    assert "IA3.yml" in result.stderr
    assert [path.name for path in (project / "site/staff").iterdir()] == ["index.html"]
    assert (project / "site/staff/index.html").read_text("utf-8") == "old"


def test_a_page_with_a_dead_link_stops_the_build_and_leaves_nothing(tiny: Path) -> None:
    page = tiny / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\n\n[gone](gone.md)\n", "utf-8")
    result = kim("build")
    assert result.exit_code == 1
    assert "gone.md" in result.stderr
    assert not list((tiny / "site").rglob("*.html"))


def test_a_dead_link_that_mkdocs_does_not_see_stops_the_build_too(tiny: Path) -> None:
    page = tiny / "docs/index.md"
    page.write_text(
        page.read_text("utf-8") + '\n\n<p><a href="registers/taks/">gone</a></p>\n', "utf-8"
    )
    result = kim("build")
    assert result.exit_code == 1
    assert "leads nowhere. Did you mean 'registers/tasks/'?" in result.stderr
    assert not list((tiny / "site").rglob("*.html"))


def test_a_macro_in_a_heading_is_refused_rather_than_published_as_a_mark(tiny: Path) -> None:
    page = tiny / "docs/index.md"
    page.write_text(page.read_text("utf-8") + '\n\n## {{ count("tasks") }}\n', "utf-8")
    result = kim("build")
    assert result.exit_code == 1
    assert "not in a heading" in result.stderr


def test_ask_gives_what_the_tenants_site_would_suggest(asked: None) -> None:
    suggestions = json.loads(
        kim("ask", "there is mould on my bedroom wall", "--format", "json").stdout
    )
    assert suggestions[0]["id"] == "FAQ-012"
    assert suggestions[0]["href"] == "registers/faqs/faq-012/"
    assert len(suggestions) <= 3
    assert all(suggestion["sure"] for suggestion in suggestions)
    assert "FAQ-050" in kim("ask", "can i have a dog").stdout
    assert "FAQ-015" in kim("ask", "gas saftey chek").stdout, "slips of the keys are forgiven"


def test_ask_says_where_it_is_not_sure_which_answer_is_meant(asked: None) -> None:
    choice = json.loads(kim("ask", "form", "--format", "json").stdout)
    assert [suggestion["sure"] for suggestion in choice] == [False, False, False]
    assert kim("ask", "form").stdout.startswith("It is not sure which of these is meant:\nFAQ-")


@pytest.mark.parametrize(
    "question", ["what is the weather in paris", "asdfgh", "who won the football", "the and of"]
)
def test_ask_says_nothing_where_nothing_is_near(asked: None, question: str) -> None:
    assert kim("ask", question).stdout.startswith("Nothing that is published answers this.")
    assert json.loads(kim("ask", question, "--format", "json").stdout) == []


def test_ask_replays_past_requests_and_no_topic_asked_often_lacks_an_answer(
    asked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.cli.ask.back_test", replay_once())
    replayed = json.loads(kim("ask", "--back-test", "--format", "json").stdout)
    assert replayed["requests"] == len(replayed["rows"])
    first = replayed["rows"][0]
    assert not any(suggestion["id"].startswith("FOI") for suggestion in first["suggestions"]), (
        "nothing was asked before the first request"
    )
    assert replayed["gaps"] == []
    assert "no question and answer" not in kim("ask", "--back-test").stdout


def replay_once() -> Callable[[View], list[Replayed]]:
    """`back_test`, once however often: the same requests are printed in two forms."""
    replayed: list[Replayed] = []

    def back_test_once(view: View) -> list[Replayed]:
        replayed.extend([] if replayed else back_test(view))
        return replayed

    return back_test_once


def test_ask_needs_a_question_or_the_back_test(project: Path) -> None:
    assert kim("ask").exit_code == 2
    assert kim("ask", "why?", "--back-test").exit_code == 2


def test_a_wrong_day_is_a_wrong_call(project: Path) -> None:
    result = kim("build", "--today", "22/11/2026")
    assert result.exit_code == 2
    assert "'2026-11-22'" in result.stderr
    assert kim("show", "IA3", "--today", "2026-02-30").exit_code == 2


def test_every_command_has_help_with_an_example() -> None:
    for name in main.commands:
        assert "Example: kim" in kim(name, "--help").stdout, name
