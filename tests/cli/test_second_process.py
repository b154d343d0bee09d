"""A build in two processes: as one makes it, and stopped as one is."""

from __future__ import annotations

import os
import signal
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.cli import main, second_process
from macros.cli.second_process import MEMORY, RECORDS
from tests.cli.test_registers import built
from tests.processes import are_gone, children_of
from tests.projects import commit
from tests.terminal import Terminal, terminal
from tests.tiny import copy_tiny

DAY = "2026-11-22"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path / "project")


def build(project: Path, out: str, *, apart: bool) -> Result:
    with pytest.MonkeyPatch.context() as machine, chdir(project):
        machine.setattr(second_process, "_is_quicker", lambda root: apart)
        return CliRunner().invoke(main, ["build", "--today", DAY, "--out", out])


def test_two_processes_make_what_one_makes(project: Path) -> None:
    for out, apart in (("one", False), ("two", True)):
        done = build(project, out, apart=apart)
        assert done.exit_code == 0, done.output
    assert built(project / "one") == built(project / "two")
    left = [path.name for path in (project / "two/.kim-build").iterdir()]
    assert left == ["lock"]


@pytest.mark.parametrize("apart", [False, True])
def test_what_is_wrong_with_both_sites_is_said_in_their_order(project: Path, apart: bool) -> None:
    for page, lost in (("docs/public/index.md", "nobody/"), ("docs/index.md", "nowhere/")):
        text = (project / page).read_text("utf-8")
        (project / page).write_text(f'{text}\n<p><a href="{lost}">x</a></p>\n', "utf-8")
    done = build(project, "out", apart=apart)
    assert done.exit_code == 1
    told = [line for line in done.stderr.splitlines() if line.startswith(("index", "The"))]
    assert told == [
        "index.html: the link 'nowhere/' leads nowhere. Did you mean 'as-at/now/'?",
        "The staff site could not be built.",
        "index.html: the link 'nobody/' leads nowhere.",
        "The public site could not be built, so none was replaced.",
    ]
    assert os.listdir(project / "out") == [".kim-build"]  # noqa: PTH208 - the names alone


def test_a_process_that_the_system_ends_is_told_in_a_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = second_process._Process.history

    def read_and_be_killed(self: second_process._Process) -> object:
        past = history(self)
        self._process.kill()
        return past

    monkeypatch.setattr(second_process._Process, "history", read_and_be_killed)
    done = build(project, "out", apart=True)
    assert done.exit_code == 1
    assert done.stderr == (
        "A second process of this build was ended by SIGKILL. Where memory runs short, the system "
        "does that: close other programs, and start it again.\n"
        "The public site could not be built, so none was replaced.\n"
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (1, "A second process of this build ended with 1. Start it again."),
        (-99, "A second process of this build was ended by signal 99. Start it again."),
    ],
)
def test_another_end_is_told_too(status: int, words: str) -> None:
    assert second_process._why_ended(status) == words


# ---------------------------------------------------------------------------- when it is stopped


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project for which a second process is started."""
    project = copy_tiny(tmp_path_factory.mktemp("large"))
    tasks = project / "registers/tasks"
    task = (tasks / "T-10.yml").read_text("utf-8")
    for number in range(100, 100 + RECORDS):
        (tasks / f"T-{number}.yml").write_text(task.replace("T-10", f"T-{number}"), "utf-8")
    commit(project, "Have more to do")
    return project


def processes_of(shell: Terminal) -> list[str]:
    """Those that a command has started and that are at work."""
    return children_of(shell.process.pid)


def hears_ctrl_c(process: str) -> bool:
    """Whether the signal would reach its code: Linux gives what it blocks and ignores in bits."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    masks = [int(line.split()[1], 16) for line in lines if line.startswith(("SigBlk", "SigIgn"))]
    return not any(mask >> (signal.SIGINT - 1) & 1 for mask in masks)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system names no processes")
def test_ctrl_c_and_whoever_kills_a_build_stop_both_processes(large: Path, tmp_path: Path) -> None:
    if not second_process._is_quicker(large):
        pytest.skip("this machine builds in one process")
    out = tmp_path / "out"
    with terminal(large, "build", "--today", DAY, "--out", str(out)) as shell:
        shell.wait_for("building the staff site")
        processes = processes_of(shell)
        assert processes
        assert not list(filter(hears_ctrl_c, processes))
        assert shell.press_ctrl_c() == 1
    assert are_gone(processes)
    assert shell.text.rstrip().endswith("Aborted!")
    assert "Traceback" not in shell.text
    assert sorted(path.relative_to(out) for path in out.rglob("*")) == [
        Path(".kim-build"),
        Path(".kim-build/lock"),
    ]
    with terminal(large, "build", "--today", DAY, "--out", str(out)) as shell:
        shell.wait_for("building the staff site")
        processes = processes_of(shell)
        shell.process.send_signal(signal.SIGKILL)
        shell.end()
    assert are_gone(processes)


# ------------------------------------------------------------------------------ which machines do


@pytest.mark.parametrize(
    ("cores", "memory", "records", "is_quicker"),
    [
        (2, MEMORY, RECORDS, True),
        (1, MEMORY, RECORDS, False),
        (2, MEMORY - 1, RECORDS, False),
        (2, MEMORY, RECORDS - 1, False),
    ],
)
def test_a_small_site_or_machine_has_one_process(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cores: int,
    memory: int,
    records: int,
    is_quicker: bool,
) -> None:
    monkeypatch.setattr(second_process, "_cores", lambda: cores)
    monkeypatch.setattr(second_process, "_memory", lambda: memory)
    folder = tmp_path / "registers/tasks"
    folder.mkdir(parents=True)
    for number in range(records):
        (folder / f"T-{number}.yml").touch()
    assert second_process._is_quicker(tmp_path) == is_quicker


@pytest.mark.parametrize("limit", ["1073741824\n", "max\n", None])
def test_the_memory_of_a_container_counts_where_it_is_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str | None
) -> None:
    most = tmp_path / "memory.max"
    if limit:
        most.write_text(limit, "utf-8")
    monkeypatch.setattr(second_process, "_MOST", most)
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert second_process._memory() == (1 << 30 if limit == "1073741824\n" else whole)
