"""What a machine does to a command: a full disk, a closed folder, odd names, two at once."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import time
from contextlib import chdir
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from macros.cli import main
from macros.model.machine import refused
from macros.rules.calendar import local_day
from tests.terminal import KIM, plain_environment
from tests.tiny import copy_tiny

DAY = "2026-11-22"

ODD = "100% x a#b?c {{ x }} [x] 'y\" <z> \u00e9\u65e5 $HOME ~;& %s\n- \udcff"
"""A folder's name that ends in a byte that is no text."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path / "project")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_tiny(tmp_path_factory.mktemp("built") / ODD)
    done = kim(project, "build", "--today", DAY)
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A project with both of its sites, for a test to spoil."""
    return Path(shutil.copytree(built_once, tmp_path / "project"))


def kim(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KIM, *words],
        cwd=project,
        env=plain_environment(**environment),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def kim_here(project: Path, *words: str) -> Result:
    """The same in this process, where nothing of a process is asked about."""
    with chdir(project):
        return CliRunner().invoke(main, words)


def test_a_project_is_built_in_a_folder_of_any_name(built_once: Path) -> None:
    assert built_once.name == ODD
    assert (built_once / "site/staff/sitemap.xml").is_file()
    assert (built_once / "site/public/index.html").is_file()


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
def test_today_is_the_day_in_the_united_kingdom_on_every_machine(
    built_once: Path, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At any hour it is another day in one of these zones than in the United Kingdom."""
    with monkeypatch.context() as machine:
        machine.setenv("TZ", zone)
        time.tzset()
        day = local_day(datetime.now(UTC))
        for days, status in ((0, 0), (1, 1)):
            asked = (day + timedelta(days=days)).isoformat()
            done = kim_here(built_once, "show", "T-1", "--as-at", asked)
            assert (done.exit_code, "in the future" in done.stderr) == (status, bool(status))
    time.tzset()


# ------------------------------------------------------------------- full disks, closed folders


class Ended(NamedTuple):
    """How a command ended: its status, the lines that it printed, and what was left behind."""

    status: int
    lines: list[str]
    left: set[str]


FULL = ("{ head -c 9m /dev/zero > big; true; }", "There is no room left on the disk.")
ASK = "Choose a place where you may write, or ask who keeps that one."
CLOSED = ("mount -o remount,ro .", "The disk can only be read.")


def on_small_disk(project: Path, disk: Path, first: str, words: str) -> Ended:
    """A command where `disk` is a disk of its own with little room, after `first` was done to it.

    In a name space of its own, where anybody may mount.
    """
    disk.mkdir()
    made = f"mount -t tmpfs -o size=8m none {disk}"
    mount = f"{made} && cd {disk} && {first} && cd {project}"
    command = f"{KIM} {words} 2>&1; echo $?; ls -A {disk}"
    shell = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    try:
        subprocess.run([*shell, made], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as reason:
        pytest.skip(f"no disk can be made here: {reason}")
    printed = subprocess.check_output([*shell, f"{mount} && {command}"], text=True).splitlines()
    at = next(number for number, line in enumerate(printed) if line.isdecimal())
    return Ended(int(printed[at]), printed[:at], set(printed[at + 1 :]))


@pytest.mark.parametrize(("first", "reason"), [FULL, CLOSED], ids=["full", "closed"])
@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("build", "No site was replaced."),
        ("as-at 2026-11-22", "Nothing was left behind."),
        ("pack --include-illustrative", "No pack was made."),
    ],
)
def test_a_full_disk_and_one_that_can_only_be_read_are_told_in_a_sentence(
    project: Path, tmp_path: Path, words: str, then: str, first: str, reason: str
) -> None:
    disk = tmp_path / "disk"
    ended = on_small_disk(project, disk, first, f"{words} --out {disk}/made")
    assert ended.status == 1
    assert f"'{disk}/" in ended.lines[0]
    assert reason in ended.lines[0]
    assert ended.lines[-1].endswith(then)
    assert len(ended.lines) <= 2
    assert ended.left <= {"big", "made"}


def test_a_record_is_as_it_was_where_the_disk_is_full(project: Path, tmp_path: Path) -> None:
    """Both commands that write into registers leave nothing half-written."""
    disk = tmp_path / "disk"
    copied = f"cp -r {project} . && {FULL[0]}"
    for words in ("new tasks", "confirm T-1"):
        ended = on_small_disk(disk / "project", disk, copied, words)
        assert ended.status == 1
        assert "There is no room left on the disk." in ended.lines[0]
        disk.rmdir()


def test_what_cannot_be_printed_for_want_of_room_is_told(project: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [KIM, "check"], cwd=project, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "There is no room left on the disk. Make room there, or choose another place."
    ]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "from.css", None, "to.css"),
            f"'to.css': {FULL[1]} Make room there, or choose another place.",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            f"'site': You have no leave for that. {ASK}",
        ),
        (OSError(errno.ELOOP, "Too many levels", b"\xff\n"), "'\ufffd\ufffd': Too many levels."),
        (OSError("Something"), "'site': Something."),
        (OSError(), "'site': The machine gave no reason."),
    ],
)
def test_what_the_machine_refuses_is_a_sentence_with_the_file(error: OSError, words: str) -> None:
    assert refused(error, "site") == words


# ------------------------------------------------------------------------------ more than one site


def reword_home(project: Path) -> None:
    page = project / "docs/index.md"
    page.write_text(f"{page.read_text('utf-8')}\nAnother sentence.\n", "utf-8")


def test_where_the_public_site_fails_the_staff_site_is_not_replaced_either(built: Path) -> None:
    home = built / "site/staff/index.html"
    before = home.read_bytes()
    reword_home(built)
    page = built / "docs/public/index.md"
    page.write_text(f'{page.read_text("utf-8")}\n<p><a href="nowhere/">x</a></p>\n', "utf-8")
    done = kim_here(built, "build", "--today", DAY)
    assert done.exit_code == 1
    assert done.stderr.endswith("The public site could not be built, so none was replaced.\n")
    assert home.read_bytes() == before
    assert sorted(path.name for path in (built / "site").iterdir()) == [
        ".kim-build",
        "public",
        "staff",
    ]


def test_what_the_generator_warns_of_leaves_the_old_site_too(built: Path) -> None:
    """MkDocs says so after all else is done."""
    before = (built / "site/staff/index.html").read_bytes()
    reword_home(built)
    lost = built / "docs/guides/lost.md"
    lost.write_text((built / "docs/guides/history.md").read_text("utf-8"), "utf-8")
    done = kim_here(built, "build", "--today", DAY)
    assert (done.exit_code, "lost.md" in done.stderr) == (1, True)
    assert (built / "site/staff/index.html").read_bytes() == before


def test_of_two_builds_at_once_one_is_refused_and_the_other_is_not_disturbed(project: Path) -> None:
    lock = project / "site/.kim-build/lock"
    with subprocess.Popen([KIM, "build", "--today", DAY], cwd=project) as first:
        while not lock.exists() and first.poll() is None:
            time.sleep(0.01)
        done = kim_here(project, "build", "--today", DAY)
    assert first.returncode == 0
    assert done.exit_code == 1
    assert done.stderr == (
        f"Another build is at work in '{project}/site'. Start this one when that has ended.\n"
    )


def test_a_file_of_ones_own_in_the_folder_of_a_site_is_kept(project: Path, tmp_path: Path) -> None:
    own = tmp_path / "out/public/mine.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine", "utf-8")
    done = kim_here(project, "build", "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "holds what no build made: mine.txt. Nothing was replaced." in done.stderr
    assert own.read_text("utf-8") == "mine"
    assert os.listdir(tmp_path / "out/public") == ["mine.txt"]  # noqa: PTH208 - the names alone
    refused_too = kim_here(project, "build", "--out", "docs")
    assert (refused_too.exit_code, (project / "docs/public/index.md").is_file()) == (2, True)
