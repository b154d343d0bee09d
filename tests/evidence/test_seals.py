"""Seals: made, checked, and each way in which one can be broken."""

from __future__ import annotations

import pytest

from macros.evidence.seal_text import Seal, read_seal, seal_as_text
from tests.evidence.conftest import Repo, kim, pack, problems_of, ssh_key, trust


@pytest.fixture
def sealed(repo: Repo) -> Repo:
    trust(repo, ssh_key(repo))
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    repo.commit("Go on", "2026-11-20")
    assert kim("seal", "--today", "2026-11-21").exit_code == 0
    return repo


def test_a_seal_says_how_long_the_history_is_and_what_was_sealed_before(sealed: Repo) -> None:
    tip, before = sealed.git("rev-parse", "HEAD"), sealed.git("rev-parse", "seal/2026-11-20")
    message = (
        sealed.git("cat-file", "tag", "seal/2026-11-21")
        .partition("\n\n")[2]
        .partition("-----BEGIN")[0]
    )
    assert message == (
        f"Seal of 2026-11-21\n\ncommits: 6\ntip: {tip}\ndate: 2026-11-21\n"
        f"previous: seal/2026-11-20 {before}\n"
    )
    assert read_seal(message) == Seal("2026-11-21", 6, tip, "seal/2026-11-20", before)
    assert read_seal(seal_as_text(Seal("2026-11-21", 6, tip, "", ""))) == Seal(
        "2026-11-21", 6, tip, "", ""
    )
    assert "previous: none" in sealed.git("cat-file", "tag", "seal/2026-11-20")
    sealed.git("verify-tag", "seal/2026-11-21")
    done = kim("verify")
    assert done.exit_code == 0
    assert "seal/2026-11-20 holds: 5 commits up to" in done.stdout
    assert "checked and good" in done.stdout


def test_a_second_seal_of_a_day_gets_a_number(sealed: Repo) -> None:
    for _ in range(10):
        assert kim("seal", "--today", "2026-11-21").exit_code == 0
    assert "seal/2026-11-21-11" in sealed.git("tag")
    assert "previous: seal/2026-11-21-10" in sealed.git("cat-file", "tag", "seal/2026-11-21-11")
    assert kim("verify").exit_code == 0


def test_without_a_key_there_is_no_seal_and_the_cure_is_named(repo: Repo) -> None:
    done = kim("seal")
    assert done.exit_code == 1
    for words in ("gpg.format ssh", "user.signingkey", "ssh-keygen"):
        assert words in done.stderr
    repo.git("config", "gpg.format", "ssh")
    repo.git("config", "user.signingkey", "/nowhere/key")
    done = kim("seal")
    assert (done.exit_code, "No seal was made." in done.stderr) == (1, True)
    assert repo.git("tag") == ""


def test_a_repository_without_seals_says_what_that_means(repo: Repo) -> None:
    done = kim("verify")
    assert done.exit_code == 0
    assert "nothing in it would show that" in done.stdout


def test_a_signature_that_nobody_vouches_for_is_said(sealed: Repo) -> None:
    sealed.git("config", "--unset", "gpg.ssh.allowedSignersFile")
    done = kim("verify")
    assert done.exit_code == 0
    assert "for which nobody here vouches" in done.stdout


def test_a_history_that_was_cut(sealed: Repo) -> None:
    sealed.git("reset", "--quiet", "--hard", "HEAD~1")
    problems = problems_of()
    assert set(problems) == {"seal-cut"}
    assert "what was sealed on 2026-11-21 has been cut or rewritten since" in problems["seal-cut"]


def test_a_history_that_was_rewritten(sealed: Repo) -> None:
    sealed.replay(1, message="Otherwise")
    assert set(problems_of()) == {"seal-cut"}


def test_a_foxtrot_puts_a_seal_off_the_line(sealed: Repo) -> None:
    sealed.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    sealed.commit("On the side", "2026-11-22")
    sealed.git("merge", "--quiet", "--no-ff", "-m", "Merge main into it", "main")
    problems = problems_of()
    assert set(problems) == {"seal-off-line"}
    assert "no longer on its main line" in problems["seal-off-line"]


def test_a_seal_that_was_deleted_is_missed_by_the_next(sealed: Repo) -> None:
    sealed.git("tag", "--delete", "seal/2026-11-20")
    assert set(problems_of()) == {"seal-gone"}


def test_a_seal_that_was_made_again_is_missed_by_the_next(sealed: Repo) -> None:
    sealed.git("tag", "--delete", "seal/2026-11-20")
    kim("seal", "--today", "2026-11-20")
    assert "seal-replaced" in problems_of()


def test_a_tag_that_is_no_seal(sealed: Repo) -> None:
    sealed.git("tag", "seal/plain")
    sealed.git("tag", "--annotate", "-m", "Hello", "seal/words")
    sealed.git(
        "update-ref", "refs/tags/seal/2026-11-22", sealed.git("rev-parse", "seal/2026-11-21")
    )
    done = kim("verify")
    assert done.exit_code == 1
    for name in ("seal/plain", "seal/words", "seal/2026-11-22"):
        assert (
            f"The tag {name} doesn't say what a seal does, or is another one renamed."
            in done.stdout
        )


def forge(repo: Repo, name: str, old: str, new: str) -> None:
    content = repo.git("cat-file", "tag", name)
    assert old in content
    id_ = repo.git(
        "hash-object",
        "-t",
        "tag",
        "-w",
        "--stdin",
        input_=(content.replace(old, new) + "\n").encode(),
    )
    repo.git("update-ref", f"refs/tags/{name}", id_)


def test_a_seal_whose_words_were_changed(sealed: Repo) -> None:
    forge(sealed, "seal/2026-11-21", "commits: 6", "commits: 4")
    problems = problems_of()
    assert set(problems) == {"seal-count", "seal-signature"}
    assert "counted 4 commits up to its tip; there are 6 now" in problems["seal-count"]


def test_a_seal_that_was_moved(sealed: Repo) -> None:
    tip, before = sealed.git("rev-parse", "HEAD"), sealed.git("rev-parse", "HEAD~1")
    forge(sealed, "seal/2026-11-21", f"object {tip}", f"object {before}")
    assert set(problems_of()) == {"seal-moved", "seal-signature"}


def test_a_seal_without_a_signature(sealed: Repo) -> None:
    content = sealed.git("cat-file", "tag", "seal/2026-11-21").partition("-----BEGIN")[0]
    id_ = sealed.git("hash-object", "-t", "tag", "-w", "--stdin", input_=content.encode())
    sealed.git("update-ref", "refs/tags/seal/2026-11-21", id_)
    assert set(problems_of()) == {"seal-unsigned"}


def test_seals_of_a_shallow_clone_are_not_checked(
    sealed: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    shallow = sealed.folder.parent / "shallow"
    sealed.git("clone", "--quiet", "--depth=1", sealed.folder.as_uri(), str(shallow))
    monkeypatch.chdir(shallow)
    assert set(problems_of()) == {"history"}


def test_a_seal_dated_before_what_it_seals(repo: Repo) -> None:
    ssh_key(repo)
    assert kim("seal", "--today", "2026-05-09").exit_code == 0
    assert (
        "was made on 2026-05-09, and its tip was committed on 2026-05-10"
        in problems_of()["seal-back-dated"]
    )


def test_a_seal_made_again_with_a_key_that_is_not_on_the_list_says_so(sealed: Repo) -> None:
    trust(sealed, sealed.folder.parent / "key")
    (sealed.folder.parent / "key").unlink()
    ssh_key(sealed)
    sealed.git("tag", "--delete", "seal/2026-11-21")
    assert kim("seal", "--today", "2026-11-21").exit_code == 0
    assert "which is not among the signers that your Git knows" in kim("verify").stdout


def test_a_seal_that_names_an_earlier_day_is_missed_by_the_next_too(sealed: Repo) -> None:
    for day in ("2026-11-20", "2026-11-22"):
        assert kim("seal", "--today", day).exit_code == 0
    sealed.git("tag", "--delete", "seal/2026-11-20-2")
    assert (
        "seal/2026-11-22 names seal/2026-11-20-2 as the seal before it"
        in problems_of()["seal-gone"]
    )


@pytest.mark.parametrize(
    ("date", "day"), [("-5000 +0000", "1969"), ("99999999999999999999 +0000", "9999")]
)
def test_a_last_commit_that_git_puts_no_tag_on(repo: Repo, date: str, day: str) -> None:
    ssh_key(repo)
    tree, parent = repo.git("rev-parse", "HEAD^{tree}"), repo.git("rev-parse", "HEAD")
    who = f"Old Program <old@example.org> {date}"
    commit = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nOld\n"
    words = ("hash-object", "-t", "commit", "-w", "--stdin", "--literally")
    repo.git("reset", "--soft", repo.git(*words, input_=commit.encode()))
    done = kim("seal", "--today", "2026-11-20")
    assert done.exit_code == 1
    assert "gives a date that Git can't put a tag on: 3" in done.stderr, done.stderr
    assert day in done.stderr
    assert "gpg.format" not in done.stderr
    repo.commit("Go on", "2026-11-20")
    assert kim("seal", "--today", "2026-11-20").exit_code == 0


# -------------------------------------------------------------------------------- inside a pack


def test_the_seals_in_a_pack_are_checked_too(sealed: Repo) -> None:
    done = kim("verify", str(pack(sealed)))
    assert done.exit_code == 0
    assert "ok: seal/2026-11-20 holds: 5 commits up to" in done.stdout
    assert "Git's own verdict is the same." in done.stdout
    assert "2 seals bear no time stamp" in done.stdout
    sealed.git("config", "--unset", "gpg.ssh.allowedSignersFile")
    done = kim("verify", str(pack(sealed, "other.zip")))
    assert done.exit_code == 0
    assert "note: seal/2026-11-20 holds: 5 commits up to" in done.stdout


def test_a_pack_without_a_seal_says_nothing_of_seals(repo: Repo) -> None:
    assert " seal" not in kim("verify", str(pack(repo))).stdout


def test_a_seal_in_a_pack_that_was_changed_or_made_anew(sealed: Repo) -> None:
    forge(sealed, "seal/2026-11-20", "commits: 5", "commits: 4")
    problems = problems_of(str(pack(sealed)))
    assert set(problems) == {"seal-count", "seal-signature", "seal-replaced"}


def test_a_seal_that_was_deleted_before_a_pack_was_made(sealed: Repo) -> None:
    sealed.git("tag", "--delete", "seal/2026-11-20")
    assert set(problems_of(str(pack(sealed)))) == {"seal-gone"}


def test_a_key_that_the_reader_of_a_pack_does_not_list(sealed: Repo) -> None:
    file = pack(sealed)
    (sealed.folder.parent / "key").unlink()
    trust(sealed, ssh_key(sealed))
    assert set(problems_of(str(file))) == {"bad-signature", "seal-signature"}


def test_a_seal_of_another_branch_is_named_in_a_pack_and_the_chain_holds(sealed: Repo) -> None:
    sealed.git("checkout", "--quiet", "-b", "side")
    sealed.commit("On the side", "2026-11-21")
    assert kim("seal", "--today", "2026-11-22").exit_code == 0
    sealed.git("checkout", "--quiet", "main")
    sealed.commit("On main", "2026-11-21")
    assert kim("seal", "--today", "2026-11-23").exit_code == 0
    assert "previous: seal/2026-11-22 " in sealed.git("cat-file", "tag", "seal/2026-11-23")
    done = kim("verify", str(pack(sealed)))
    assert done.exit_code == 0, done.stdout
    assert "seal/2026-11-22 when the pack was made, and it isn't of the pack's" in done.stdout
