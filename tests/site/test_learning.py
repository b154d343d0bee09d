"""What is learned in a process of its own: the same as here, told where it fails, and ended."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from macros.site import learning
from macros.site.learning import LearningError, run, run_apart
from macros.site.matching import learned
from tests.processes import are_gone, children_of, soon

SCRIPTS = ["var twice = text => text + text;"]
ENDLESS = "while (true) {}"


def test_a_process_of_its_own_gives_what_this_one_gives() -> None:
    call = "twice('ü\u2028\\n')"
    assert run_apart(SCRIPTS, call) == run(SCRIPTS, call) == "ü\u2028\nü\u2028\n"


def test_what_is_large_is_learned_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(learning, "run_apart", lambda scripts, call: "apart")
    assert learned((), "'ü'") == '"ü"'
    assert learned((), f"'{'ü' * learning.LARGE}'.length") == "apart"


def test_what_fails_is_told() -> None:
    with pytest.raises(LearningError, match=r"(?s)^What answers .*nowhere is not defined"):
        run_apart([], "nowhere()")


def test_a_process_that_the_system_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    start = subprocess.Popen

    def start_and_kill(*args: object, **named: object) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = start(*args, **named)  # type: ignore[call-overload]
        process.kill()
        return process

    monkeypatch.setattr(subprocess, "Popen", start_and_kill)
    with pytest.raises(LearningError, match=r"could not be learned: ended with -9$"):
        run_apart([], ENDLESS)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system names no processes")
def test_it_ends_with_whoever_started_it() -> None:
    code = f"from macros.site.learning import run_apart; run_apart([], {ENDLESS!r})"
    starter = subprocess.Popen([sys.executable, "-c", code])
    try:
        assert (learner := soon(lambda: children_of(starter.pid)))
        assert soon(lambda: b"learning" in Path(f"/proc/{learner[0]}/cmdline").read_bytes())
    finally:
        starter.send_signal(signal.SIGKILL)
        starter.wait()
    assert are_gone(learner)
