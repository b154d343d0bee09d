"""The instructions in CHECK.txt, followed to the letter, with only what they name on the path."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.authority import NOON, Authority, issued, serving, usual
from tests.evidence.conftest import (
    SETTINGS,
    TODAY,
    Repo,
    files_of,
    kim,
    pack,
    relisted,
    ssh_key,
    trust,
    write_zip,
)
from tests.evidence.test_seals import forge

BASH = shutil.which("bash") or ""
pytestmark = pytest.mark.skipif(
    not (BASH and shutil.which("sha256sum")), reason="bash or sha256sum is not installed here"
)


def follow(
    file: Path, programs: Sequence[str] = ("git", "sha256sum"), **env: str
) -> subprocess.CompletedProcess[str]:
    """Unpack a pack and run each command of its own CHECK.txt, up to the first that fails."""
    folder = file.with_suffix("")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    tools = file.parent / "tools"
    tools.mkdir(exist_ok=True)
    for program in programs:
        (tools / program).unlink(missing_ok=True)
        (tools / program).symlink_to(str(shutil.which(program)))
    commands = [
        line[4:]
        for line in (folder / "CHECK.txt").read_text("utf-8").split("\n")
        if line.startswith("    ")
    ]
    assert len(commands) > 12
    script = "set -e\n" + "\n".join(commands)
    return subprocess.run(
        [BASH, "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": str(tools), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_instructions_work_with_git_and_sha256sum_alone(repo: Repo, whole: Path) -> None:
    done = follow(whole, REPO=str(repo.folder))
    assert done.returncode == 0, done.stdout + done.stderr
    for says in (
        "Every file is as listed.",
        "No other file.",
        "The history is sound.",
        "The main line has 5 commits",
        "still on the main line",
    ):
        assert says in done.stdout
    assert "Every record in records.txt is what the history holds." in done.stdout
    assert "Not compared with the history: the tables, the document" in done.stdout
    assert "WRONG" not in done.stdout


def test_the_instructions_work_for_a_past_day_and_without_another_repository(repo: Repo) -> None:
    file = pack(repo, "pack.zip", "--as-at", "2026-03-09")
    done = follow(file)
    assert done.returncode == 0, done.stdout + done.stderr
    records = files_of(file)["records.txt"].decode()
    assert "=== registers/expectations/EXP-other.yml\nid: EXP-other\n" in records


def test_the_instructions_check_a_signature(repo: Repo) -> None:
    ssh_key(repo)
    done = follow(pack(repo), ("git", "sha256sum", "ssh-keygen"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'Good "kim-evidence-pack" signature' in done.stdout


def test_the_instructions_find_a_changed_file_and_one_too_many(repo: Repo, whole: Path) -> None:
    files = files_of(whole)
    changed = follow(
        write_zip(repo.folder.parent / "changed.zip", {**files, "cover.html": b"Another"})
    )
    assert (changed.returncode, "a file is not as listed" in changed.stdout) == (1, True)
    extra = follow(
        write_zip(repo.folder.parent / "extra.zip", {**files, "registers/more.json": b"{}"})
    )
    assert (extra.returncode, "not listed: registers/more.json" in extra.stdout) == (1, True)


def test_the_instructions_find_another_history(repo: Repo, whole: Path) -> None:
    files = files_of(whole)
    repo.replay(1, message="Another message")
    other = files_of(pack(repo, "other.zip"))["history.bundle"]
    done = follow(
        write_zip(repo.folder.parent / "mixed.zip", relisted({**files, "history.bundle": other}))
    )
    assert (done.returncode, "the tip is another" in done.stdout) == (1, True)


def test_the_instructions_find_that_the_landlord_rewrote_history(repo: Repo, whole: Path) -> None:
    repo.replay(1, message="Another message")
    for number, place in enumerate(
        (repo, repo.clone("fresh"))
    ):  # where the old tip is left over, and where nobody knows it
        copy = whole.with_name(f"copy-{number}.zip")
        shutil.copy(whole, copy)
        done = follow(copy, REPO=str(place.folder))
        assert (done.returncode, "cut or rewritten since" in done.stdout) == (1, True)


def test_the_instructions_say_what_they_do_not_compare(repo: Repo, whole: Path) -> None:
    files = files_of(whole)
    csv = files["registers/tasks.csv"].replace(b"six years", b"five years")
    assert csv != files["registers/tasks.csv"]
    edited = relisted({**files, "registers/tasks.csv": csv})
    done = follow(write_zip(repo.folder.parent / "edited.zip", edited))
    assert done.returncode == 0
    assert "Not compared with the history: the tables," in done.stdout
    assert b"None compares the tables," in files["CHECK.txt"]


def test_the_instructions_compare_the_records_with_the_history(repo: Repo, whole: Path) -> None:
    files = files_of(whole)
    records = files["records.txt"].replace(b"six years", b"five years")
    assert records != files["records.txt"]
    edited = relisted({**files, "records.txt": records})
    done = follow(write_zip(repo.folder.parent / "edited.zip", edited))
    assert (done.returncode, "records.txt is not what the history" in done.stdout) == (1, True)


def test_the_instructions_find_a_tag_that_was_moved_in_the_bundle(repo: Repo) -> None:
    repo.git("tag", "v1", "HEAD~1")
    files = files_of(pack(repo))
    repo.git("tag", "--force", "v1", "HEAD")
    other = files_of(pack(repo, "other.zip"))["history.bundle"]
    mixed = relisted({**files, "history.bundle": other})
    done = follow(write_zip(repo.folder.parent / "mixed.zip", mixed))
    assert (done.returncode, "another branch or tag than stated" in done.stdout) == (1, True)


def test_the_instructions_heed_no_setting_of_the_readers_machine(repo: Repo, whole: Path) -> None:
    settings = repo.folder.parent / "settings"
    settings.write_text(SETTINGS, "utf-8")
    done = follow(whole, GIT_CONFIG_GLOBAL=str(settings), REPO=str(repo.folder))
    assert done.returncode == 0, done.stdout + done.stderr


# ------------------------------------------------------------------------------ seals and stamps

TOOLS = ("git", "sha256sum", "ssh-keygen")


def sealed(repo: Repo, *words: str) -> str:
    """Seal the history as Sam. What a reader of its pack has to compare."""
    trust(repo, ssh_key(repo))
    done = kim("seal", "--today", TODAY, *words)
    assert done.exit_code == 0, done.output
    return repo.git("rev-parse", f"seal/{TODAY}")


def test_the_instructions_check_seals(repo: Repo) -> None:
    id_ = sealed(repo)
    done = follow(pack(repo), TOOLS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"seal/{TODAY} fits the history: 5 commits. Its id is {id_}" in done.stdout
    assert 'Good "git" signature with ED25519 key SHA256:' in done.stdout
    assert f"seal/{TODAY} bears no time stamp." in done.stdout


def test_the_instructions_say_what_is_not_checked_without_a_program(repo: Repo) -> None:
    sealed(repo)
    repo.git("config", "--unset", "user.signingkey")
    done = follow(pack(repo))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"NOT CHECKED: the signature of seal/{TODAY} needs ssh-keygen." in done.stdout


def test_the_instructions_say_where_there_is_no_seal(whole: Path) -> None:
    assert b"bears no seal, so there is none to check" in files_of(whole)["CHECK.txt"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("commits: 5", "commits: 4", "does not fit the history."),
        ("Seal of", "Another seal of", "is not signed, or its signature is not good."),
    ],
)
def test_the_instructions_find_a_seal_that_was_forged(
    repo: Repo, old: str, new: str, says: str
) -> None:
    sealed(repo)
    forge(repo, f"seal/{TODAY}", old, new)
    done = follow(pack(repo), TOOLS)
    assert (done.returncode, f"WRONG: seal/{TODAY} {says}" in done.stdout) == (1, True), done


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed here")
def test_the_instructions_check_a_time_stamp(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root, other = tmp_path / "root.pem", tmp_path / "other.pem"
    root.write_bytes(issued("Example Root").pem)
    other.write_bytes(issued("Another Root").pem)
    monkeypatch.setenv("GIT_COMMITTER_DATE", (NOON + timedelta(minutes=5)).isoformat())
    with serving(Authority(usual()).reply) as address:
        sealed(repo, "--stamp", address, "--certificates", str(root))
    file, when = pack(repo), str(int(NOON.timestamp()))
    tools = (*TOOLS, "openssl")
    done = follow(file, tools, ROOT=str(root), WHEN=when)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Verification: OK" in done.stdout + done.stderr
    for number, (programs, certificate, says) in enumerate(
        (
            (tools, other, f"WRONG: the time stamp of seal/{TODAY} does not hold."),
            (tools, tmp_path / "none", f"NOT CHECKED: the time stamp of seal/{TODAY} needs"),
            (TOOLS, root, f"NOT CHECKED: the time stamp of seal/{TODAY} needs"),
        )
    ):
        copy = tmp_path / str(number) / "pack.zip"
        copy.parent.mkdir()
        shutil.copy(file, copy)
        done = follow(copy, programs, ROOT=str(certificate), WHEN=when)
        assert (done.returncode, says in done.stdout) == (int("WRONG" in says), True), done
