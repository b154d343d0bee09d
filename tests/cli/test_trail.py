"""`kim history` and `kim diff` over real repositories."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from macros.cli import main
from macros.cli.diff_markdown import LONGEST, as_markdown, code
from macros.history.compare import Comparison, Difference
from macros.history.describe import describe_change, heading, values_in_words
from macros.history.look_at import Point
from macros.history.word_diff import word_by_word
from macros.model import Change, Field, Key
from macros.model.text import one_line
from tests.conftest import make_schema

ALICE, BOB = ("Alice Able", "alice@example.org"), ("Bob Baker", "bob@example.org")


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def git(
    root: Path,
    *words: str,
    who: tuple[str, str] = ALICE,
    when: str = "2026-01-05T09:00:00+00:00",
    committed: str = "",
) -> str:
    name, email = who
    people = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", email))
    }
    days = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": committed or when}
    done = subprocess.run(
        ["git", *words],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **people, **days},
    )
    return done.stdout.strip()


def commit(
    root: Path,
    message: str,
    who: tuple[str, str] = ALICE,
    when: str = "2026-01-05T09:00:00+00:00",
    committed: str = "",
) -> str:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message, who=who, when=when, committed=committed)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def project(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project in a repository of one commit."""
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    git(base, "init", "--quiet", "--initial-branch=main")
    commit(base, "Start the registers")
    monkeypatch.chdir(base)
    return base


def rewrite(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def story(name: str) -> list[dict[str, Any]]:
    result = kim("history", name, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


T1 = "registers/tasks/T-1.yml"

KEYS = {
    "commit", "date", "author", "message", "written", "landed", "committer", "known_as",
    "pull_request", "signature", "approvals", "reviews",
    "co_authors", "kind", "changes",
}  # fmt: skip


# ----------------------------------------------------------------------------------------- history


def test_a_records_story_is_told_newest_first_in_json(project: Path) -> None:
    rewrite(project, T1, "years: 6", "years: 7")
    id_ = commit(
        project,
        "Keep them longer (#12)\n\nThe board decided.\n\nApproved-by: Carol",
        BOB,
        "2026-03-03T23:30:00-02:00",
        "2026-03-04T10:00:00+01:00",
    )
    entries = story("t-1")
    assert [entry["kind"] for entry in entries] == ["changed", "created"]
    assert all(set(entry) == KEYS for entry in entries)
    last = entries[0]
    assert (last["commit"], last["author"], last["committer"]) == (id_, "Bob Baker", "Bob Baker")
    assert (last["date"], last["written"], last["landed"]) == (
        "2026-03-04T10:00:00+01:00",
        "2026-03-03T23:30:00-02:00",
        "2026-03-04T10:00:00+01:00",
    )
    assert last["message"] == "Keep them longer (#12)\n\nThe board decided.\n\nApproved-by: Carol"
    assert (last["pull_request"], last["approvals"], last["signature"], last["known_as"]) == (
        None,
        ["Carol"],
        None,
        None,
    )
    text = kim("history", "T-1").stdout
    assert "  The message ends with #12, a pull request's number or another\n" in text
    assert "  The message names as approving: Carol\n" in text
    assert last["changes"] == [
        {"path": "keep.years", "old": "6", "new": "7", "by": None, "made_in_merge": False}
    ]
    assert {
        "path": "title",
        "old": None,
        "new": "Check the boilers",
        "by": None,
        "made_in_merge": False,
    } in entries[1]["changes"]


def test_a_story_is_told_in_plain_words_by_the_titles_of_today(project: Path) -> None:
    rewrite(project, T1, "years: 6", "years: 7")
    rewrite(project, T1, "  - DOC-plan\n", "")
    rewrite(project, T1, "due: Q3 2024/25", "due: 2024-12-01")
    rewrite(project, T1, "urgent: false\n", "")
    rewrite(
        project,
        T1,
        "  - what: Look at the flue",
        "  - what: Look at the flue\n    by: ROLE-officer",
    )
    rewrite(project, T1, "kind: one-off", "kind: routine\nold_field: what it was")
    commit(project, "Keep them longer\n\nThe board decided.", BOB, "2026-03-03T23:30:00-02:00")
    text = kim("history", "T-1").stdout
    assert text.startswith("T-1 Check the boilers (task)\n\n4 March 2026, Bob Baker: changed [")
    assert "\n  Keep them longer\n  The board decided.\n" in text
    for line in (
        "Kept for: 6 years → 7 years",
        "Helpers: taken out: The plan (DOC-plan)",
        "Due: Q3 2024/25 → 1 December 2024",
        "Urgent: taken out: no",
        "Steps 2, by: added: Housing officer (ROLE-officer)",
        "Kind of task: Done once → Done again and again",
        "old_field: added: what it was",
    ):
        assert f"\n    {line}\n" in text
    assert "\n    Title: Check the boilers\n" in text  # created


def test_what_is_not_committed_comes_first_and_names_no_commit(project: Path) -> None:
    rewrite(project, T1, "years: 6", "years: 8")
    entries = story("T-1")
    assert set(entries[0]) == KEYS
    assert {name: entries[0][name] for name in ("commit", "date", "author", "message", "kind")} == {
        "commit": None, "date": None, "author": None, "message": None, "kind": "changed",
    }  # fmt: skip
    assert entries[0]["changes"] == [
        {"path": "keep.years", "old": "6", "new": "8", "by": None, "made_in_merge": False}
    ]
    assert (
        "\nNot yet committed: changed\n    Kept for, years: 6 → 8\n" in kim("history", "T-1").stdout
    )
    (project / "registers/tasks/T-77.yml").write_text("id: T-77\ntitle: New\n", "utf-8")
    assert [entry["kind"] for entry in story("T-77")] == ["created"]


def test_a_deleted_record_has_a_story_and_counts_as_one_that_existed(project: Path) -> None:
    (project / T1).unlink()
    assert story("T-1")[0]["kind"] == "deleted"
    commit(project, "Delete it")
    assert [entry["kind"] for entry in story("T-1")] == ["deleted", "created"]
    assert kim("history", "T-1").stdout.startswith("T-1 (task, deleted)\n")
    wrong = kim("history", "TT-1")
    assert (wrong.exit_code, wrong.stderr) == (
        1,
        "There is no record 'TT-1', and never was one. Did you mean 'T-1'?\n",
    )
    assert kim("history", "zebra").stderr == "There is no record 'zebra', and never was one.\n"


def test_a_page_has_a_story_by_its_path_and_section(project: Path) -> None:
    rewrite(project, "docs/index.md", "There are {{", "Here are {{")
    commit(project, "Say it shorter")
    for name in ("docs/index.md", "./docs/index.md"):
        entries = story(name)
        assert [entry["kind"] for entry in entries] == ["changed", "created"]
        assert [change["path"] for change in entries[0]["changes"]] == ["sections.Start"]
    assert kim("history", T1).stdout == kim("history", "T-1").stdout
    assert "Section 'Start': There are" in kim("history", "docs/index.md").stdout


def test_a_merge_is_one_revision_with_its_pull_request_and_each_field_credited(
    project: Path,
) -> None:
    git(project, "checkout", "--quiet", "-b", "side")
    rewrite(project, T1, "years: 6", "years: 7")
    set_by = commit(project, "Seven years", BOB)
    git(project, "checkout", "--quiet", "main")
    git(project, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    rewrite(project, T1, "homes: 12", "homes: 13")
    git(
        project,
        "commit",
        "--all",
        "--quiet",
        "--message",
        "Merge pull request #7 from org/side\n\nSeven years\n\nReviewed-by: Carol",
    )
    last = story("T-1")[0]
    assert (last["pull_request"], last["approvals"], last["reviews"]) == (7, [], ["Carol"])
    assert {
        change["path"]: (change["by"], change["made_in_merge"]) for change in last["changes"]
    } == {"keep.years": ({"commit": set_by, "author": "Bob Baker"}, False), "homes": (None, True)}
    text = kim("history", "T-1").stdout
    assert f"    Kept for: 6 years → 7 years [Bob Baker, {set_by[:12]}]\n" in text
    assert "    Homes: 12 → 13 [made in the merge itself]\n" in text
    assert (
        "  Pull request 7, as the message says\n  The message names as reviewing: Carol\n" in text
    )


def test_a_name_that_the_mailmap_changes_is_shown_both_ways(project: Path) -> None:
    (project / ".mailmap").write_text("Roberta Baker <bob@example.org>\n", "utf-8")
    rewrite(project, T1, "years: 6", "years: 7")
    commit(project, "Seven years", BOB)
    assert (story("T-1")[0]["author"], story("T-1")[0]["known_as"]) == (
        "Bob Baker",
        "Roberta Baker",
    )
    assert "Bob Baker (known as Roberta Baker): changed" in kim("history", "T-1").stdout


def test_a_renamed_record_is_followed_under_either_name(project: Path) -> None:
    git(project, "mv", T1, "registers/tasks/T-9.yml")
    rewrite(project, "registers/tasks/T-9.yml", "id: T-1\n", "id: T-9\n")
    commit(project, "Give it another number")
    assert [entry["kind"] for entry in story("T-9")] == ["changed", "created"]
    assert f"  Before: {T1}\n" in kim("history", "T-9").stdout
    assert "  It goes on as T-9\n" in kim("history", "T-1").stdout


def test_an_id_in_two_registers_is_asked_for_by_register(project: Path) -> None:
    (project / "registers/roles/T-1.yml").write_text("id: T-1\ntitle: A role\n", "utf-8")
    commit(project, "Use an id twice")
    result = kim("history", "T-1")
    assert result.exit_code == 1
    assert (
        "'T-1' stands in 2 registers: ask for 'roles/T-1' or 'tasks/T-1'."
        in result.stderr.replace("'tasks/T-1' or 'roles/T-1'", "'roles/T-1' or 'tasks/T-1'")
    )
    assert len(story("roles/T-1")) == 1


def test_a_commit_dated_before_the_one_it_follows_is_said(project: Path) -> None:
    rewrite(project, T1, "years: 6", "years: 7")
    commit(project, "Seven years", when="2020-01-01T09:00:00+00:00")
    assert "1 January 2020, Alice Able: changed" in kim("history", "T-1").stdout
    assert "Landed by 5 January 2026" in kim("history", "T-1").stdout
    assert story("T-1")[0]["landed"] == "2026-01-05T09:00:00+00:00"


def test_an_old_version_that_cannot_be_read_is_shown_as_text_that_no_terminal_obeys(
    project: Path,
) -> None:
    (project / T1).write_text("id: [\x1b[31m broken\n", "utf-8")
    commit(project, "Break \x1b[2J it")
    text = kim("history", "T-1").stdout
    assert "\x1b" not in text
    assert "The whole file: added: id: [\ufffd[31m broken" in text
    assert story("T-1")[0]["changes"][0] == {
        "path": "",
        "old": None,
        "new": "id: [\x1b[31m broken\n",
        "by": None,
        "made_in_merge": False,
    }


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        ("history T-1", ""),
        ("diff HEAD", ""),
        ("as-at 2026-03-31 --out state", ""),
        ("build", "\nNothing was built."),
        ("pack --out pack.zip", " No pack was made."),
        ("seal", " No seal was made."),
    ],
)
def test_without_a_whole_history_the_cure_is_said_and_what_was_not_done(
    base: Path, monkeypatch: pytest.MonkeyPatch, words: str, ending: str
) -> None:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    monkeypatch.chdir(base)
    cure = kim("history", "T-1").stderr.rstrip()
    assert cure.startswith("There is no Git repository")
    result = kim(*words.split())
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{cure}{ending}\n")


# -------------------------------------------------------------------------------------------- diff


def differences(*words: str) -> list[dict[str, Any]]:
    result = kim("diff", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_two_commits_are_compared_record_by_record_with_what_each_touches(project: Path) -> None:
    rewrite(
        project, "registers/roles/ROLE-officer.yml", "title: Housing officer", "title: Home officer"
    )
    (project / "registers/tasks/T-5.yml").unlink()
    (project / "registers/tasks/T-6.yml").write_text(
        "id: T-6\ntitle: New\nkind: routine\n", "utf-8"
    )
    rewrite(project, "registers/tasks/T-4.yml", "id: T-4", "# only a comment\nid: T-4")
    rewrite(project, "docs/index.md", "There are", "Here are")
    commit(project, "Change some")
    rewrite(project, T1, "years: 6", "years: 9")  # not committed
    differing = differences("HEAD~1")
    assert [
        (difference["id"], difference["register"], difference["kind"]) for difference in differing
    ] == [
        ("docs/index.md", "", "changed"),
        ("ROLE-officer", "roles", "changed"),
        ("T-5", "tasks", "deleted"),
        ("T-6", "tasks", "created"),
    ]
    assert all(
        set(difference) == {"id", "register", "kind", "changes", "used_by", "look_at", "approve"}
        for difference in differing
    )
    assert differing[1]["changes"] == [
        {"path": "title", "old": "Housing officer", "new": "Home officer"}
    ]
    assert differing[1]["used_by"] == [
        {"field": "superseded_by", "id": "ROLE-clerk", "register": "roles"},
        {"field": "helpers[0]", "id": "T-1", "register": "tasks"},
        {"field": "steps[0].by", "id": "T-1", "register": "tasks"},
    ]
    text = kim("diff", "HEAD~1").stdout
    assert text.startswith("3 records and 1 page differ between ")
    assert (
        "\nROLE-officer Home officer (role): changed\n"
        "    Title: Housing officer → Home officer\n"
        "    Used by 1 role and 1 task; their owners: Keeper of records (ROLE-keeper)\n" in text
    )
    assert "\nT-5 Count the lamps (task): deleted\n    Reference: T-5\n" in text


def test_what_a_deleted_record_leaves_dangling_is_named(project: Path) -> None:
    (project / "registers/roles/ROLE-officer.yml").unlink()
    commit(project, "Delete a role that is in use")
    assert {user["id"] for user in differences("HEAD~1")[0]["used_by"]} == {"ROLE-clerk", "T-1"}


def test_a_comparison_goes_either_way_by_tag_branch_or_id_and_may_find_nothing(
    project: Path,
) -> None:
    git(project, "tag", "first")
    rewrite(project, T1, "years: 6", "years: 7")
    id_ = commit(project, "Seven years")
    assert differences("first")[0]["changes"] == [{"path": "keep.years", "old": "6", "new": "7"}]
    assert differences(id_[:9], "first")[0]["changes"] == [
        {"path": "keep.years", "old": "7", "new": "6"}
    ]
    assert differences("main", "HEAD") == []
    assert (
        kim("diff", "main").stdout
        == f"No record, page, schema or setting differs between {id_[:12]} and {id_[:12]}.\n"
    )


def test_a_commit_that_is_not_there_is_answered_with_near_names(project: Path) -> None:
    git(project, "tag", "2026-Q1")
    git(project, "branch", "retention")
    for words, name, guess in (
        (("2026-Q2",), "2026-Q2", " Did you mean '2026-Q1'?"),
        (("main", "retentoin"), "retentoin", " Did you mean 'retention'?"),
        (("0123456789",), "0123456789", ""),
        (("--", "--all"), "--all", ""),
        (("HEAD~9",), "HEAD~9", ""),
        (("HEAD:docs",), "HEAD:docs", ""),
        (("",), "", ""),
    ):
        result = kim("diff", *words)
        assert (result.exit_code, result.stderr) == (
            1,
            f"There is no commit, branch or tag '{name}'.{guess}\n",
        ), words


def test_a_record_that_became_unreadable_is_compared_as_text(project: Path) -> None:
    (project / "registers/tasks/T-4.yml").write_text("id: [", "utf-8")
    commit(project, "Break it")
    changes = differences("HEAD~1")[0]["changes"]
    assert (changes[0]["path"], changes[0]["new"]) == ("", "id: [")
    assert changes[0]["old"]["title"] == "Grease the locks"
    assert "The whole file:" in kim("diff", "HEAD~1").stdout


READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
NASTY = (
    "![x](http://e.example/x.png) <img src=x onerror=alert(1)> [a](javascript:b) @owner #12 "
    "www.e.example a@e.example `code` **b** | c"
)


def test_in_markdown_no_text_of_a_record_is_markup(project: Path) -> None:
    rewrite(project, T1, "title: Check the boilers", f"title: '{NASTY}'")
    commit(project, "Try it")
    text = kim("diff", "HEAD~1", "--format", "markdown").stdout
    assert "- `Title`: " in text
    assert "### `T-1` " in text
    page = READER.render(text)
    outside = re.sub(r"<code>[^<]*</code>", "", page)
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "h3", "ul", "li", "code"}
    assert "e.example" not in outside
    assert "@owner" not in outside
    assert page.count(html.escape(NASTY, quote=False).replace('"', "&quot;")) == 2


@given(text=st.text() | st.text(alphabet="`~*_[]()<>!\\|&#@:/-+. \n1aw"))
def test_text_as_code_comes_back_as_it_was_and_makes_nothing_else(text: str) -> None:
    for before, after in (("- ", ""), ("", ""), ("### ", " `x`"), ("- `Title`: ", " → `x`")):
        page = READER.render(f"{before}{code(text)}{after}")
        wanted = one_line(text)
        assert set(re.findall(r"<(\w+)", page)) <= {"p", "h3", "ul", "li", "code"}
        if wanted:
            codes = re.findall(r"<code>([^<]*)</code>", page)
            assert html.unescape(codes[1 if "Title" in before else 0]) == wanted


def test_what_to_look_at_and_who_approves_is_no_markup_either(project: Path) -> None:
    rewrite(project, T1, "status: done", f"status: '{NASTY}'")
    rewrite(project, T1, "owner_role: ROLE-keeper", f"owner_role: '{NASTY}'")
    rewrite(project, T1, "years: 6", "years: 70")
    rewrite(project, T1, "A hash # too.", "Six years. @owner")
    (project / "@owner").write_text("@owner", "utf-8")
    commit(project, "Try more")
    text = kim("diff", "HEAD~1", "--format", "markdown").stdout
    assert "- `Kept for, years`: `6` → `70`, about 12 times as long.\n" in text
    assert "- `Kept for, years` is now `70`, but `Notes` still says `Six years`.\n" in text
    assert "- The digital team: `@owner`\n" in text
    assert "- `Keeper of records (ROLE-keeper)`: `T-1`\n" in text
    outside = re.sub(r"<code>[^<]*</code>", "", READER.render(text))
    assert "e.example" not in outside
    assert "@owner" not in outside
    lines = kim("diff", "HEAD~1").stdout.splitlines()
    assert "    Look at this: Kept for, years: 6 → 70, about 12 times as long." in lines
    (told,) = (item for item in differences("HEAD~1") if item["id"] == "T-1")
    assert told["look_at"][2] == {
        "about": "large",
        "path": "keep.years",
        "says": "Kept for, years: 6 → 70, about 12 times as long.",
    }
    assert told["approve"] == ["ROLE-keeper", NASTY]
    assert differences("HEAD~1")[-1]["id"] == "@owner"


def test_the_file_of_teams_says_who_the_digital_team_is_as_it_stood_before(project: Path) -> None:
    teams = project / ".github/teams.yml"
    teams.parent.mkdir()
    teams.write_text("digital: ROLE-officer\n", "utf-8")
    commit(project, "Say it")
    assert "The digital team: .github/" in kim("diff", "HEAD~1").stdout
    teams.write_text("digital: ROLE-clerk\n", "utf-8")
    rewrite(project, "mkdocs.yml", "Tasks", "All tasks")
    commit(project, "Say another")
    lines = kim("diff", "HEAD~1").stdout.splitlines()
    words = "Housing officer (ROLE-officer) for the digital team: mkdocs.yml and .github/"
    assert lines[-1].strip() == words
    assert differences("HEAD~1")[0]["approve"] == ["ROLE-officer"]


def test_markdown_fits_into_a_comment_with_whole_records_and_says_how_many_are_left() -> None:
    point = Point("gone", (), "It goes.")
    changes = (Change(("title",), None, "x" * 5_000), Change(("other",), None, "y" * 150))
    differences = [
        Difference(Key("tasks", f"T-{number:03d}"), "A", "changed", changes, (), ("ROLE-a",))
        for number in range(400)
    ]
    differences[390] = differences[390]._replace(points=(point,))
    comparison = Comparison("a" * 40, "b" * 40, tuple(differences), {}, {})
    text = "\n".join(as_markdown(comparison))
    assert 50_000 < len(text) < LONGEST
    shown = re.findall(r"### `(T-\d+)`", text)
    assert "T-390" in shown
    assert text.count("- `title`: ") == text.count("- `other`: ") == len(shown)
    left = f"{400 - len(shown)} more records: run `kim diff {'a' * 12} {'b' * 12}`."
    assert left in text
    assert text.endswith(
        "- `ROLE-a`: `T-000`, `T-001`, `T-002`, `T-003`, `T-004`, `T-005`, "
        "`T-006`, `T-007`, `T-008`, `T-009`, `T-010`, `T-011` and 388 more"
    )


# ----------------------------------------------------------------------------------------- telling


@given(
    old=st.lists(st.sampled_from(["a", "b", "c"]), max_size=30),
    new=st.lists(st.sampled_from(["a", "b", "c"]), max_size=30),
)
def test_two_texts_as_one_hold_all_words_that_differ(old: list[str], new: list[str]) -> None:
    assume(old != new)
    told = word_by_word(" ".join(old), " ".join(new), around=99)
    assert re.sub(r"\{\+(.*?)\+\} ?", "", told).replace("[-", "").replace("-]", "").split() == old
    assert re.sub(r"\[-(.*?)-\] ?", "", told).replace("{+", "").replace("+}", "").split() == new


def test_a_text_that_was_only_laid_out_anew_says_so() -> None:
    assert describe_change("changed", "6 years", "6 years") == "only spaces or line ends changed"


def test_long_texts_are_told_by_the_words_that_differ() -> None:
    words = [f"w{number}" for number in range(100)]
    told = word_by_word(" ".join(words), " ".join([*words[:50], "new", *words[51:]]))
    assert told == "… w46 w47 w48 w49 [-w50-] {+new+} w51 w52 w53 w54 …"


def test_a_path_is_called_by_its_titles_where_the_field_still_exists() -> None:
    part = Field("part", "Page", "", "string")
    each = Field("sources", "Source", "", "object", parts=(part,))
    schema = make_schema("tasks", [Field("sources", "Source", "", "array", each=each)])
    assert heading(schema, ("sources", 0, "part")) == "Source 1, page"
    assert heading(schema, ("sources", 1)) == "Source"
    assert heading(schema, ("gone", 1)) == "gone[1]"
    assert heading(None, ("a", "b")) == "a.b"
    assert values_in_words(
        schema, Change(("sources", 0), None, {"part": "2"}), lambda field, text: ""
    ) == ("", "Page: 2")
