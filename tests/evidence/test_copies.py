"""A copy of a seal that was kept elsewhere, beside a history with which something was done."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.authority import NOON, Authority, issued, serving, usual
from tests.evidence.conftest import Repo, kim, problems_of, ssh_key, trust

DAY = "2026-11-22"
NAME = f"seal/{DAY}"


@pytest.fixture
def kept(repo: Repo) -> Path:
    """A copy of the only seal, beside the repository."""
    trust(repo, ssh_key(repo))
    file = repo.folder.parent / "kept.txt"
    done = kim("seal", "--today", DAY, "--copy", str(file))
    assert done.exit_code == 0, done.output
    assert "send it to somebody outside" in done.stdout
    return file


def faults(kept: Path) -> dict[str, str]:
    return problems_of("--copy", str(kept))


def test_a_copy_is_the_seal_as_git_keeps_it_and_says_what_it_shows(repo: Repo, kept: Path) -> None:
    assert kept.read_text("utf-8").strip() == repo.git("cat-file", "tag", NAME)
    repo.commit("Go on", "2026-11-23")
    done = kim("verify", "--copy", str(kept))
    assert done.exit_code == 0, done.output
    assert (
        "kept.txt has a copy of seal/2026-11-22, which is still there and the same" in done.stdout
    )
    assert "nothing was cut or rewritten in the 5 commits up to" in done.stdout
    assert "doesn't show what came after its tip" in done.stdout


def test_mail_and_editors_change_no_copy(kept: Path) -> None:
    content = kept.read_bytes()
    kept.write_bytes(content.replace(b"\n", b"\r\n") + b"\r\n\r\n")
    assert faults(kept) == {}


def test_the_last_seal_was_deleted_and_can_be_put_back(repo: Repo, kept: Path) -> None:
    id_ = repo.git("rev-parse", NAME)
    repo.git("tag", "--delete", NAME)
    assert problems_of() == {}, "only the copy shows it"
    assert set(faults(kept)) == {"seal-gone"}
    assert f"'git tag {NAME} {id_[:12]}'" in kim("verify", "--copy", str(kept)).stdout
    repo.git("hash-object", "-t", "tag", "-w", str(kept))
    repo.git("tag", NAME, id_[:12])
    assert faults(kept) == {}


def test_a_clone_in_which_the_seal_never_was(
    repo: Repo, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("tag", "--delete", NAME)
    monkeypatch.chdir(repo.clone("clone").folder)
    assert set(faults(kept)) == {"seal-gone"}


def test_a_history_that_was_rewritten_and_sealed_anew_with_the_same_key(
    repo: Repo, kept: Path
) -> None:
    repo.replay(1, message="Otherwise")
    repo.git("tag", "--delete", NAME)
    assert kim("seal", "--today", DAY).exit_code == 0
    assert problems_of() == {}, "only the copy shows it"
    problems = faults(kept)
    assert set(problems) == {"seal-cut", "seal-replaced"}
    assert "(as kept.txt has it) is not in the history" in problems["seal-cut"]


def test_a_history_that_was_cut_or_went_on_beside_it(repo: Repo, kept: Path) -> None:
    repo.git("tag", "--delete", NAME)
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    assert set(faults(kept)) == {"seal-cut", "seal-gone"}
    repo.commit("On the side", "2026-11-22")
    repo.git("merge", "--quiet", "--no-ff", "-m", "Merge main into it", "main")
    assert set(faults(kept)) == {"seal-off-line", "seal-gone"}


@pytest.mark.parametrize("content", [b"", b"Hello\n", b"object 1\ntag x\n\nSeal of x", b"\xff" * 9])
def test_a_file_that_is_no_copy(kept: Path, content: bytes) -> None:
    kept.write_bytes(content)
    assert set(faults(kept)) == {"copy-broken"}


def test_a_copy_that_was_changed_or_is_not_signed_says_nothing_of_the_history(kept: Path) -> None:
    content = kept.read_bytes()
    kept.write_bytes(content.replace(b"commits: 5", b"commits: 9"))
    assert set(faults(kept)) == {"seal-signature"}
    kept.write_bytes(content.partition(b"-----BEGIN")[0])
    assert set(faults(kept)) == {"seal-unsigned"}


def test_a_copy_keeps_its_time_stamp_where_the_seal_is_gone(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(repo, ssh_key(repo))
    folder = repo.folder.parent
    (folder / "root.pem").write_bytes(issued("Example Root").pem)
    repo.git("config", "kim.stampCertificates", str(folder / "root.pem"))
    monkeypatch.setenv("GIT_COMMITTER_DATE", (NOON + timedelta(minutes=1)).isoformat())
    with serving(Authority(usual()).reply) as address:
        kim("seal", "--today", DAY, "--stamp", address, "--copy", str(folder / "kept.txt"))
    repo.replay(1, message="Otherwise")
    repo.git("tag", "--delete", NAME)
    done = kim("verify", "--copy", str(folder / "kept.txt"))
    assert done.exit_code == 1
    says = "seal/2026-11-22 (as kept.txt has it) was there on 22 November 2026 at 12:00: Clock of"
    assert says in done.stdout
    (folder / "root.pem").write_bytes(issued("Another Root").pem)
    assert "stamp-stranger" in faults(folder / "kept.txt")


def test_a_copy_is_written_over_nothing_and_nowhere_else(repo: Repo, kept: Path) -> None:
    done = kim("seal", "--copy", str(kept))
    assert (done.exit_code, "choose another name" in done.stderr) == (2, True)
    done = kim("seal", "--copy", str(kept.parent / "nowhere" / "seal.txt"))
    assert (done.exit_code, "Make it first." in done.stderr) == (2, True)
    assert repo.git("tag") == NAME


def test_a_copy_that_cannot_be_written_is_said_and_the_seal_is_there(
    repo: Repo, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    done = kim("seal", "--today", DAY, "--copy", str(kept.with_name("second.txt")))
    assert done.exit_code == 1
    assert "The seal seal/2026-11-22-2 was made, and no copy of it" in done.stderr
    assert "No seal was made" not in done.stderr
    assert "There is no room left on the disk" in done.stderr


def test_a_copy_is_compared_with_a_repository_and_not_with_a_pack(kept: Path) -> None:
    done = kim("verify", str(kept), "--copy", str(kept))
    assert (done.exit_code, "name no pack" in done.stderr) == (2, True)


# ------------------------------------------------------------------------------- a second remote


@pytest.fixture
def archive(repo: Repo) -> Repo:
    """A bare repository in which nobody has done anything yet, known as "archive"."""
    place = repo.folder.parent / "archive.git"
    repo.git("init", "--quiet", "--bare", str(place))
    repo.git("remote", "add", "archive", "../archive.git")
    trust(repo, ssh_key(repo))
    return Repo(place)


def test_a_second_remote_keeps_each_seal_and_what_it_holds(repo: Repo, archive: Repo) -> None:
    done = kim("seal", "--today", DAY, "--remote", "archive")
    assert done.exit_code == 0, done.output
    assert f"archive has {NAME} now." in done.stdout
    assert archive.git("rev-parse", f"{NAME}^{{commit}}") == repo.git("rev-parse", "HEAD")
    assert archive.git("for-each-ref", "--format=%(refname)") == f"refs/tags/{NAME}"
    done = kim("verify", "--remote", "archive")
    assert done.exit_code == 0, done.output
    assert f"archive has a copy of {NAME}, which is still there and the same" in done.stdout
    assert "A copy shows what was cut, rewritten or put in up to its tip" in done.stdout


def test_the_remote_that_a_setting_names(repo: Repo, archive: Repo) -> None:
    repo.git("config", "kim.sealRemote", "archive")
    assert f"archive has {NAME} now." in kim("seal", "--today", DAY, "--remote").stdout
    assert archive.git("tag") == NAME
    assert "archive has a copy" in kim("verify", "--remote").stdout


def test_a_second_remote_shows_what_was_rewritten_and_sealed_anew(
    repo: Repo, archive: Repo
) -> None:
    kim("seal", "--today", DAY, "--remote", "archive")
    repo.replay(1, message="Otherwise")
    repo.git("tag", "--delete", NAME)
    assert kim("seal", "--today", DAY).exit_code == 0
    assert problems_of() == {}, "only the second remote shows it"
    before = repo.git("for-each-ref"), repo.git("count-objects", "-v")
    problems = problems_of("--remote", "archive")
    assert set(problems) == {"seal-cut", "seal-replaced"}
    assert "(as archive has it) is not in the history" in problems["seal-cut"]
    assert (repo.git("for-each-ref"), repo.git("count-objects", "-v")) == before


def test_a_seal_that_was_deleted_comes_back_from_the_second_remote(
    repo: Repo, archive: Repo
) -> None:
    kim("seal", "--today", DAY, "--remote", "archive")
    repo.git("tag", "--delete", NAME)
    done = kim("verify", "--remote", "archive")
    assert f"PROBLEM: {NAME} is in archive, and isn't in this repository." in done.stdout
    assert f"'git fetch archive tag {NAME}' puts it back." in done.stdout
    repo.git("fetch", "--quiet", "archive", "tag", NAME)
    assert problems_of("--remote", "archive") == {}


def test_a_seal_that_the_second_remote_lacks_is_named(repo: Repo, archive: Repo) -> None:
    kim("seal", "--today", DAY)
    done = kim("verify", "--remote", "archive")
    assert done.exit_code == 0, done.output
    assert f"{NAME} is not in the remote archive: of these it shows nothing." in done.stdout


def test_a_remote_that_is_none_or_cannot_be_reached(repo: Repo, archive: Repo) -> None:
    for words, says in (
        (("--remote",), "Nobody says which remote keeps the seals."),
        (("--remote", "vault"), "There is no remote 'vault' here."),
    ):
        done = kim("seal", "--today", DAY, *words)
        assert (done.exit_code, says in done.stderr) == (1, True), done.output
        assert done.stderr.endswith("No seal was made.\n")
        assert says in kim("verify", *words).stderr
    repo.git("config", "kim.sealRemote", "--upload-pack=x")
    assert "There is no remote '--upload-pack=x' here." in kim("seal", "--remote").stderr
    shutil.rmtree(archive.folder)
    done = kim("seal", "--today", DAY, "--remote", "archive")
    assert done.exit_code == 1
    assert f"The seal {NAME} was made, and archive doesn't have it" in done.stderr
    assert "No seal was made" not in done.stderr
    done = kim("verify", "--remote", "archive")
    assert (done.exit_code, "archive are not checked. Git could not do" in done.stdout) == (1, True)


def test_a_second_remote_is_compared_with_a_repository_and_not_with_a_pack(whole: Path) -> None:
    done = kim("verify", str(whole), "--remote", "archive")
    assert (done.exit_code, "name no pack" in done.stderr) == (2, True)
