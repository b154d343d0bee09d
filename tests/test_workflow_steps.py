"""Steps of workflows that hand something on: reminders into an issue, the site to where it goes.

They run as they are written, with stand-ins for the programs that ask somebody else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.projects import change, commit, copy_small
from tests.test_workflows import script, shell

GH = """\
#!/bin/sh
echo "gh $*" >> calls
case "$1 $2" in
  "issue list") cat open-issues ;;
  "run download") mkdir built && cp made.tar built/artifact.tar ;;
esac
"""
CALLED = '#!/bin/sh\necho "$(basename "$0") $*" >> calls\n'
TOKEN = CALLED + """echo '{"value": "token"}'\n"""
READ = "#!/bin/sh\ncat > /dev/null\necho token\n"


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A folder of a runner, and the built site as the job before keeps it."""
    programs = {"gh": GH, "rsync": CALLED, "aws": CALLED, "curl": TOKEN, "jq": READ}
    for name, text in programs.items():
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "index.html").write_text("<p>Home</p>", "utf-8")
    with tarfile.open(tmp_path / "made.tar", "w") as made:
        made.add(tmp_path / "index.html", "./index.html")
    return tmp_path


def run(folder: Path, text: str, **more: str) -> subprocess.CompletedProcess[str]:
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return shell(folder, text, PATH=path, RUN="7", **more)


def calls(folder: Path) -> list[str]:
    file = folder / "calls"
    return file.read_text("utf-8").splitlines() if file.exists() else []


# ---------------------------------------------------------------------------------- reminders


def test_reminders_are_one_text_in_which_no_record_speaks_to_the_forge(tmp_path: Path) -> None:
    project = copy_small(tmp_path)
    title = "title: Housing Business Support Manager"
    change(project, "registers/roles/ROLE-business-support-manager.yml", title, "title: '@all #1'")
    commit(project, "Try it")
    (project / ".venv/bin").mkdir(parents=True)
    (project / ".venv/bin/kim").symlink_to(Path(sys.executable).with_name("kim"))
    summary = project / "summary.md"
    text = script("remind.yml", "Write the reminders")
    done = shell(project, text, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 0, done.stderr
    issue = (project / "issue.md").read_text("utf-8")
    assert issue == summary.read_text("utf-8")
    assert issue.count("- [ ] **") > 5
    calling = [line for line in issue.splitlines() if "@all" in line]
    assert calling
    assert all(line.startswith("    What is due: ") for line in calling)


def test_nobody_to_remind_makes_no_issue(tmp_path: Path) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/kim").symlink_to("/bin/true")
    done = shell(tmp_path, script("remind.yml", "Write the reminders"))
    assert (done.returncode, done.stdout) == (0, "Nobody has to be reminded of anything.\n")


def test_each_month_has_one_issue_and_last_months_is_closed(runner: Path) -> None:
    title = f"Reminders, {datetime.now(UTC):%Y-%m}"
    write = script("remind.yml", "Write the issue")
    (runner / "open-issues").write_text("3 Reminders, 2020-01\n", "utf-8")
    assert run(runner, write).returncode == 0
    assert "gh issue close 3 --comment What is still to do stands in this month's." in calls(runner)
    new = f"gh issue create --title {title} --label reminders --body-file issue.md"
    assert calls(runner)[-1] == new
    (runner / "open-issues").write_text(f"4 {title}\n", "utf-8")
    assert run(runner, write).returncode == 0
    assert calls(runner)[-1] == "gh issue edit 4 --body-file issue.md"


# ------------------------------------------------------------------------------- the built site


PUT = "Put it there, and take away what is no longer in it"


def put(job: int) -> str:
    """The script of the job for buckets (0) or for folders (1)."""
    return script("publish.yml", PUT, job)


def test_the_site_goes_into_a_folder_that_is_there(runner: Path) -> None:
    (runner / "target").mkdir()
    done = run(runner, put(1), FOLDER=f"{runner}/target")
    assert done.returncode == 0, done.stderr
    assert calls(runner)[-1].startswith("rsync --archive --delete --delay-updates built/site/ ")
    assert (runner / "built/site/index.html").is_file()


def test_the_site_goes_into_a_bucket_with_a_token_of_this_run(runner: Path) -> None:
    address = {"ACTIONS_ID_TOKEN_REQUEST_TOKEN": "x", "ACTIONS_ID_TOKEN_REQUEST_URL": "http://y?z"}
    done = run(runner, put(0), BUCKET="s3://homes", **address)
    assert done.returncode == 0, done.stderr
    assert calls(runner)[-1] == "aws s3 sync --delete built/site s3://homes"
    assert (runner / "token").read_text("utf-8") == "token\n"


@pytest.mark.parametrize(("job", "name"), [(0, "BUCKET"), (1, "FOLDER")])
@pytest.mark.parametrize("place", ["", "s3://", "/no/such/folder"])
def test_no_place_is_said_before_anything_is_fetched(
    runner: Path, job: int, name: str, place: str
) -> None:
    done = run(runner, put(job), **{name: place})
    assert done.returncode == 1
    assert "PUBLISH_TO names no" in done.stdout
    assert calls(runner) == []
