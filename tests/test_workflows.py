"""What forges run: well formed, without a way in, and each command is one that is there.

The steps of the quick part and of the comment run here as they are written, in a small project,
with a stand-in for the forge's own program.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from macros.cli import main
from macros.cli.commands import COMMANDS
from tests.conftest import PROJECT
from tests.projects import ALONE, change, commit, copy_small

FOLDER = PROJECT / ".github/workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
GITLAB = PROJECT / ".gitlab-ci.yml"
KIM = re.compile(r"\.venv/bin/kim ([^|;&>\n]*)")


def read(path: Path) -> Any:
    """A workflow, in which 'on' is the text that it is."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts alone


def jobs(path: Path) -> Mapping[str, Any]:
    return read(path)["jobs"]  # type: ignore[no-any-return]


def steps(path: Path) -> Iterator[Mapping[str, Any]]:
    for job in jobs(path).values():
        yield from job["steps"]


def scripts() -> Iterator[str]:
    """All that is handed to a shell."""
    for path in WORKFLOWS:
        yield from (step["run"] for step in steps(path) if "run" in step)
    for job in read(GITLAB).values():
        if isinstance(job, dict):
            yield from job.get("script", ())


def script(workflow: str, name: str, nth: int = 0) -> str:
    """What a step of a workflow hands to a shell; of several with one name, the nth."""
    runs = [step["run"] for step in steps(FOLDER / workflow) if step.get("name") == name]
    return str(runs[nth])


# --------------------------------------------------------------------------------------- shape


@pytest.mark.parametrize(
    "words",
    [
        ["vendor.github-workflows", *map(str, WORKFLOWS)],
        ["vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(GITLAB)],
        ["vendor.dependabot", str(PROJECT / ".github/dependabot.yml")],
    ],
    ids=lambda words: words[0],
)
def test_each_file_has_the_shape_that_its_forge_asks_for(words: list[str]) -> None:
    done = CliRunner().invoke(check_jsonschema, ["--builtin-schema", *words])
    assert done.exit_code == 0, done.output


def test_nothing_in_a_workflow_lets_somebody_in() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    words = [str(zizmor), "--offline", "--no-progress", "--format", "json", ".github"]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout) == [], done.stderr
    assert done.returncode == 0, done.stderr


def test_each_action_is_one_commit_with_its_version_beside_it() -> None:
    uses = [line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines()]
    uses = [line for line in uses if re.search(r"\buses:", line)]
    assert len(uses) > 10
    for line in uses:
        assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
    pins = dict(re.findall(r"(actions/[a-z-]+)@([0-9a-f]{40})", "\n".join(uses)))
    assert len({line.partition("uses: ")[2] for line in uses}) == len(pins), "one version of each"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_the_least_rights_and_ends(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    assert "secrets" not in path.read_text("utf-8").replace("no secret", "")
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 60
        assert isinstance(job["permissions"], dict)
        assert "contents" not in job["permissions"] or job["permissions"]["contents"] == "read"


def test_no_text_from_outside_stands_in_a_shell_line() -> None:
    for text in scripts():
        assert "${{" not in text, text
        assert not re.search(r"\beval\b|\bbash -c\b|\bsource\b|`", text), text


def test_a_check_gets_the_whole_history_and_keeps_no_login() -> None:
    every = chain.from_iterable(map(steps, WORKFLOWS))
    checkouts = [step for step in every if "checkout@" in step.get("uses", "")]
    assert len(checkouts) == 6
    for step in checkouts:
        assert step["with"] == {"fetch-depth": "0", "persist-credentials": "false"}
    assert read(GITLAB)["variables"]["GIT_DEPTH"] == "0"
    comment = (FOLDER / "comment.yml").read_text("utf-8")
    assert "checkout" not in comment.replace("checked out", "")


# ------------------------------------------------------------------------------------ commands


def kim_calls(text: str) -> Iterator[list[str]]:
    """The calls of kim in a script, with a word for what the shell puts in."""
    for words in KIM.findall(re.sub(r'"\$\([^)]*\)"', "BASE", text)):
        yield shlex.split(words)


def call(words: list[str]) -> click.Context:
    """A call as click reads it: the command and its options are there, and so is each choice."""
    import_module(f"macros.cli.{COMMANDS[words[0]].module}")
    return main.commands[words[0]].make_context(words[0], words[1:])


def test_each_call_of_kim_is_of_a_command_and_options_that_are_there() -> None:
    calls = [words for text in scripts() for words in kim_calls(text)]
    assert {words[0] for words in calls} == {"check", "diff", "due", "remind"}
    for words in calls:
        call(words)
    with pytest.raises(click.UsageError):
        call(["diff", "BASE", "--format", "no-such"])
    with pytest.raises(click.UsageError):
        call(["due", "--no-such"])


def test_each_target_of_make_is_there() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
    wanted = {
        target for text in scripts() for target in re.findall(r"^make (\S+)", text, re.MULTILINE)
    }
    assert wanted == {".venv/.site", "site", "test", "lock"}
    assert all(re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE) for target in wanted)


# ------------------------------------------------------------------------------------- as run


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with a change that is proposed, and the program where the Makefile has it."""
    project = copy_small(tmp_path_factory.mktemp("proposed"))
    binaries = project / ".venv/bin"
    binaries.mkdir(parents=True)
    (binaries / "kim").symlink_to(Path(sys.executable).with_name("kim"))
    change(project, "registers/retention/RET-001.yml", "years: 6", "years: 70")
    commit(project, "Keep them longer")
    return project


def shell(project: Path, text: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A step as a forge runs it: it ends with the first command that fails."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=project,
        env={**os.environ, **ALONE, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_quick_part_runs_as_it_is_written(proposed: Path) -> None:
    summary = proposed / "summary.md"
    names = {"BASE": "HEAD~1", "NUMBER": "12", "GITHUB_STEP_SUMMARY": str(summary)}
    done = shell(proposed, script("check.yml", "Say what changes"), **names)
    assert done.returncode == 0, done.stderr
    assert (proposed / "difference/number").read_text("utf-8") == "12\n"
    told = summary.read_text("utf-8")
    assert told == (proposed / "difference/difference.md").read_text("utf-8")
    assert "`6` → `70`, about 12 times as long." in told
    assert "### Who has to approve" in told


def test_gitlabs_quick_part_keeps_its_report_and_fails_with_words(proposed: Path) -> None:
    quick = read(GITLAB)["quick"]["script"]
    assert quick[0] == "make .venv/.site"
    done = shell(proposed, quick[1], CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD~1")
    assert done.returncode == 0, done.stderr
    assert "about 12 times" in (proposed / "difference.md").read_text("utf-8")
    path = proposed / "registers/retention/RET-001.yml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("years: 70", "years: many"), "utf-8")
    done = shell(proposed, quick[2])
    path.write_text(before, "utf-8")
    assert (done.returncode, "RET-001.yml" in done.stdout) == (1, True)
    report = json.loads((proposed / "code-quality.json").read_text("utf-8"))
    assert "registers/retention/RET-001.yml" in {item["location"]["path"] for item in report}


def test_what_is_due_is_code_in_the_issue(proposed: Path) -> None:
    done = shell(proposed, script("due.yml", "List what is due"))
    assert done.returncode == 0, done.stderr
    _, empty, *lines = (proposed / "issue.md").read_text("utf-8").splitlines()
    assert (empty, len(lines) > 1) == ("", True)
    assert all(line.startswith("    ") for line in lines)
    assert re.search(r"\d+ things? to do", lines[-1])


GH = """\
#!/bin/sh
echo "$*" >> calls
case "$1 $2" in "pr view") echo abc123 ;; esac
"""


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """What a check left, and a stand-in for GitHub's program that knows one commit."""
    (tmp_path / "gh").write_text(GH, "utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "difference").mkdir()
    (tmp_path / "difference/number").write_text("12\n", "utf-8")
    (tmp_path / "difference/difference.md").write_text("$(touch owned) `touch owned`\n", "utf-8")
    return tmp_path


def comment(folder: Path, head: str = "abc123") -> tuple[int, list[str]]:
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    done = shell(folder, script("comment.yml", "Write the comment"), CHECKED=head, PATH=path)
    assert not (folder / "owned").exists()
    calls = folder / "calls"
    return done.returncode, calls.read_text("utf-8").splitlines() if calls.exists() else []


WRITTEN = "pr comment 12 --edit-last --create-if-none --body-file comment.md"


def test_one_comment_is_kept_up_to_date(checked: Path) -> None:
    code, calls = comment(checked)
    assert (code, calls[-1]) == (0, WRITTEN)
    assert (checked / "comment.md").read_text("utf-8") == "$(touch owned) `touch owned`\n"


@pytest.mark.parametrize(
    "number", ["", "12; touch owned", "$(touch owned)", "../1", "-1", "12\n13"]
)
def test_what_is_no_number_is_asked_of_nobody(checked: Path, number: str) -> None:
    (checked / "difference/number").write_text(number, "utf-8")
    assert comment(checked) == (1, [])


def test_another_commit_than_the_one_that_was_checked_gets_no_comment(checked: Path) -> None:
    code, calls = comment(checked, "fff999")
    assert (code, len(calls)) == (0, 1)


def test_a_link_in_place_of_a_file_is_refused(checked: Path) -> None:
    (checked / "difference/difference.md").unlink()
    (checked / "difference/difference.md").symlink_to("/etc/hostname")
    assert comment(checked) == (1, [])


def test_a_long_text_is_cut_to_what_a_comment_can_hold(checked: Path) -> None:
    (checked / "difference/difference.md").write_text("x" * 70_000, "utf-8")
    comment(checked)
    assert len((checked / "comment.md").read_bytes()) == 65_000
