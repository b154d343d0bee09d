"""Honest packs, made and read on different days and machines and by versions: none is refused.

Each is verified against the landlord's repository, and by its own CHECK.txt; tests/browser verifies
it alone.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.conftest import (
    SETTINGS,
    Repo,
    files_of,
    kim,
    make,
    relisted,
    ssh_key,
    trust,
    who,
    write_zip,
)
from tests.evidence.test_bundle import malform
from tests.evidence.test_checks import BASH, follow

OLD = Path(__file__).with_name("packs")
"""Packs that an earlier version of this program made."""

Prepare = Callable[[Repo, pytest.MonkeyPatch], Sequence[str]]
"""What makes a landlord or a machine special; gives more words for `kim pack`."""


@pytest.fixture(autouse=True)
def clock_and_mask() -> Iterator[None]:
    """A test may set the time zone and the mask of this process."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)
    time.tzset()


def plain(_repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    return ()


def past_day(day: str) -> Prepare:
    return lambda _repo, _patch: ("--as-at", day)


def an_expectation(_repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    return ("--for", "EXP-act")


def zone(name: str) -> Prepare:
    def set_zone(_repo: Repo, patch: pytest.MonkeyPatch) -> Sequence[str]:
        patch.setenv("TZ", name)
        time.tzset()
        return ("--as-at", "2026-03-29")

    return set_zone


def language(name: str) -> Prepare:
    def set_language(_repo: Repo, patch: pytest.MonkeyPatch) -> Sequence[str]:
        for variable in ("LC_ALL", "LANG", "LANGUAGE"):
            patch.setenv(variable, name)
        return ()

    return set_language


def narrow_mask(_repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    os.umask(0o077)
    return ()


def odd_settings(repo: Repo, patch: pytest.MonkeyPatch) -> Sequence[str]:
    settings = repo.folder.parent / "settings"
    settings.write_text(SETTINGS, "utf-8")
    patch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    return ()


def settings_from_the_environment(_repo: Repo, patch: pytest.MonkeyPatch) -> Sequence[str]:
    patch.setenv("GIT_CONFIG_COUNT", "2")
    for number, (name, value) in enumerate(
        (("safe.bareRepository", "explicit"), ("fetch.fsckObjects", "true"))
    ):
        patch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        patch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    return ()


def windows_lines(repo: Repo, patch: pytest.MonkeyPatch) -> Sequence[str]:
    clone = repo.folder.with_name("windows")
    repo.git("clone", "--quiet", "--config=core.autocrlf=true", str(repo.folder), str(clone))
    assert b"\r\n" in (clone / "registers/tasks/T-1.yml").read_bytes()
    patch.chdir(clone)
    return ()


def old_encoding(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    message = repo.folder.parent / "message"
    message.write_bytes("Pfl\u00e4ge die Liste\n".encode("latin-1"))
    repo.git(
        "-c",
        "i18n.commitEncoding=ISO-8859-1",
        "commit",
        "--quiet",
        "--allow-empty",
        "--file",
        str(message),
        env=who("Zo\u00eb Author", "2026-06-01", "2026-06-01"),
    )
    return ()


def packed_anew(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    repo.git("repack", "-adfq", "--depth=1", "--window=2", "--write-bitmap-index")
    repo.git("commit-graph", "write", "--reachable")
    repo.git("pack-refs", "--all")
    return ()


def tagged(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    repo.git("tag", "plain", "HEAD~2")
    repo.git("tag", "d\u00e9j\u00e0/vu", "HEAD~1")
    repo.git(
        "tag", "-a", "-m", "Words", "words", "HEAD~3", env=who("A", "2026-06-01", "2026-06-01")
    )
    repo.git("tag", "of-a-file", "HEAD:mkdocs.yml")
    return ()


def signed(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    trust(repo, ssh_key(repo))
    assert kim("seal", "--today", "2026-06-01").exit_code == 0
    return ()


def merged(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    for number, name in enumerate(("left", "right"), 3):
        repo.git("checkout", "--quiet", "-b", name, "main")
        repo.write(f"registers/tasks/T-{number}.yml", f"id: T-{number}\ntitle: By {name}\n")
        repo.commit(f"By {name}", "2026-06-01")
    repo.git("checkout", "--quiet", "main")
    when = who("Mary Merger", "2026-06-02", "2026-06-02")
    repo.git("merge", "--quiet", "--no-ff", "-m", "Both", "left", "right", env=when)
    return ()


def old_program(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    malform(repo, "1780000000 +051800")
    repo.commit("Go on", "2026-06-01")
    return ()


def broken_and_odd_files(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    repo.write("registers/tasks/T-2.yml", "id: T-2\ntitle: [broken\n")
    repo.write(
        "registers/tasks/T-3.yml", "\ufeffid: T-3\r\ntitle: 'A; \"b\"'\r\nlist:\r\n  - '=1'\r\n"
    )
    repo.write("registers/tasks/a b.yml", "id: a b\n")
    repo.write("registers/tasks/tab\there.yml", "id: odd\n")
    repo.write("registers/tasks/\u00e9t\u00e9.yml", "id: \u00e9t\u00e9\ntitle: Summer")
    repo.write("registers/tasks/more/T-1.yml", "id: T-1\ntitle: Another\n")
    repo.commit("Break it, and more", "2026-06-01")
    return ()


def made_up(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    repo.write("registers/tasks/T-3.yml", "id: T-3\ntitle: Made up\nillustrative: true\n")
    repo.commit("Make one up", "2026-06-01")
    return ("--include-illustrative",)


def in_a_folder(repo: Repo, patch: pytest.MonkeyPatch) -> Sequence[str]:
    (repo.folder / "in it").mkdir()
    for name in ("registers", "schemas", "docs", "mkdocs.yml"):
        repo.git("mv", name, f"in it/{name}")
    repo.commit("Move it all", "2026-06-01")
    patch.chdir(repo.folder / "in it")
    return ()


def another_branch(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    repo.git("checkout", "--quiet", "-b", "r\u00e9vision/2026")
    return ()


def no_branch(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    repo.git("checkout", "--quiet", "--detach")
    return ()


def wrong_clock(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    repo.commit("With a wrong clock", "2020-01-01")
    return ("--as-at", "2026-05-31")


def large(repo: Repo, _patch: pytest.MonkeyPatch) -> Sequence[str]:
    """A record as large as a file may be in one field, and a torn one that is larger."""
    lines = "".join(f"  - Minute {number} of the board\n" for number in range(8000))
    assert 200_000 < len(lines) < 256 * 1024
    repo.write("registers/tasks/T-3.yml", f"id: T-3\ntitle: Long\nevidence:\n{lines}")
    repo.write("registers/tasks/T-4.yml", f"id: [T-4\n{lines}{lines}")
    repo.commit("Say it at length", "2026-06-01")
    return ()


HONEST: Mapping[str, tuple[str, Prepare]] = {
    "plain": ("2026-11-22", plain),
    "on a leap day": ("2028-02-29", plain),
    "of a past day": ("2026-05-20", past_day("2026-03-31")),
    "of the first day": ("2026-05-20", past_day("2026-01-10")),
    "for an expectation": ("2026-05-20", an_expectation),
    "east of everything": ("2026-05-20", zone("Pacific/Kiritimati")),
    "west of everything": ("2026-05-20", zone("Etc/GMT+12")),
    "in Turkish": ("2026-05-20", language("tr_TR.UTF-8")),
    "in plain ASCII": ("2026-05-20", language("C")),
    "with a narrow mask": ("2026-05-20", narrow_mask),
    "with odd settings": ("2026-05-20", odd_settings),
    "with settings from the environment": ("2026-05-20", settings_from_the_environment),
    "with lines as on Windows": ("2026-05-20", windows_lines),
    "in an old encoding": ("2026-06-20", old_encoding),
    "packed anew": ("2026-05-20", packed_anew),
    "with tags of each kind": ("2026-05-20", tagged),
    "signed and sealed": ("2026-06-20", signed),
    "with an octopus": ("2026-06-20", merged),
    "with a commit of an old program": ("2026-06-20", old_program),
    "with broken and odd files": ("2026-06-20", broken_and_odd_files),
    "with a very long record": ("2026-06-20", large),
    "with a made-up record": ("2026-06-20", made_up),
    "in a folder of the repository": ("2026-06-20", in_a_folder),
    "from another branch": ("2026-06-20", another_branch),
    "from no branch": ("2026-06-20", no_branch),
    "with a wrong clock": ("2026-06-20", wrong_clock),
}
"""Each by what is special about it: the day on which it is made, and what is done before."""


def report_of(file: Path, *words: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(kim("verify", str(file), *words, "--format", "json").stdout)
    return report


@pytest.mark.parametrize("special", HONEST)
def test_an_honest_pack_is_sound(repo: Repo, monkeypatch: pytest.MonkeyPatch, special: str) -> None:
    day, prepare = HONEST[special]
    out = repo.folder.parent / "pack.zip"
    words = prepare(repo, monkeypatch)
    made = kim("pack", "--out", str(out), "--today", day, *words)
    assert made.exit_code == 0, made.output
    report = report_of(out, "--against", str(repo.folder))
    assert report["problems"] == report["not_checked"] == []
    assert report["sound"]
    if BASH and shutil.which("sha256sum"):
        programs = ("git", "sha256sum", "ssh-keygen") if special.startswith("sign") else ()
        done = follow(out, programs or ("git", "sha256sum"), REPO=str(repo.folder))
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("special", ["plain", "with tags of each kind", "with an octopus"])
def test_a_machine_of_another_kind_reads_it_the_same(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, special: str
) -> None:
    day, prepare = HONEST[special]
    out = repo.folder.parent / "pack.zip"
    made = kim("pack", "--out", str(out), "--today", day, *prepare(repo, monkeypatch))
    assert made.exit_code == 0, made.output
    first = report_of(out)
    for other in (odd_settings, zone("Pacific/Kiritimati"), language("C"), narrow_mask):
        other(repo, monkeypatch)
    assert report_of(out) == first


def test_a_history_of_long_names_is_packed_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    repo = make(tmp_path / "landlord", "--object-format=sha256")
    repo.git("tag", "v1", "HEAD~1")
    monkeypatch.chdir(repo.folder)
    out = tmp_path / "pack.zip"
    assert kim("pack", "--out", str(out), "--today", "2026-11-22").exit_code == 0
    assert report_of(out, "--against", ".")["sound"]
    assert follow(out, REPO=str(repo.folder)).returncode == 0


# -------------------------------------------------------------------------------- earlier versions


@pytest.mark.parametrize("name", ["form-1.zip", "form-1-tagged.zip"])
def test_a_pack_of_an_earlier_version_is_not_refused_and_says_what_is_not_checked(
    repo: Repo, name: str
) -> None:
    report = report_of(OLD / name)
    assert report["problems"] == []
    names = {"not-made-again", "tags"} if "tagged" in name else {"not-made-again"}
    assert {finding["rule"] for finding in report["not_checked"]} == names
    told = next(note for note in report["not_checked"] if note["rule"] == "not-made-again")
    assert "'cover.html'" in told["message"]
    assert "registers/" not in told["message"]
    assert repo.folder.is_dir()


def test_an_earlier_version_vouches_for_no_edit(tmp_path: Path) -> None:
    files = files_of(OLD / "form-1.zip")
    table = files["registers/tasks.csv"].replace(b"six years and a day", b"five years")
    file = write_zip(tmp_path / "t.zip", relisted({**files, "registers/tasks.csv": table}))
    assert [problem["rule"] for problem in report_of(file)["problems"]] == ["table-changed"]


def test_this_version_makes_no_earlier_form(repo: Repo) -> None:
    out = repo.folder.parent / "pack.zip"
    kim("pack", "--out", str(out), "--today", "2026-11-22")
    files = files_of(out)
    facts = {**json.loads(files["manifest.json"]), "format": 1}
    del facts["tags"]
    file = write_zip(
        repo.folder.parent / "t.zip",
        relisted({**files, "manifest.json": json.dumps(facts).encode()}),
    )
    messages = " ".join(problem["message"] for problem in report_of(file)["problems"])
    assert "says that this very program made it, in form 1" in messages
