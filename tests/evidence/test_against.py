"""Histories cut, rewritten or back-dated after a pack was made, and the sentence for each."""

from __future__ import annotations

import shutil
import subprocess
from itertools import chain
from pathlib import Path

import pytest

from tests.evidence.conftest import Repo, kim, make, pack, problems_of, ssh_key, trust, who


@pytest.fixture
def file(whole: Path) -> Path:
    return whole


def test_a_history_that_went_on_is_unbroken(repo: Repo, file: Path) -> None:
    repo.commit("Go on", "2026-12-01")
    done = kim("verify", str(file), "--against", str(repo.folder))
    assert done.exit_code == 0
    assert (
        "Nothing was cut or rewritten since: the pack's tip is on the main line, "
        "and 1 commit came after it."
    ) in done.stdout


def test_a_bare_repository_can_be_compared(repo: Repo, file: Path) -> None:
    bare = repo.folder.parent / "bare.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(repo.folder), str(bare)], check=True)
    assert problems_of(str(file), "--against", str(bare)) == {}


def test_a_dropped_tip(repo: Repo, file: Path) -> None:
    repo.git("reset", "--quiet", "--hard", "HEAD~2")
    for place in (
        repo,
        repo.clone("fresh"),
    ):  # where the old tip is still known, and where it isn't
        problems = problems_of(str(file), "--against", str(place.folder))
        assert set(problems) == {"dropped-tip", "gone"}
        assert "That history ends with" in problems["dropped-tip"]
        assert "2 commits up to the pack's tip" in problems["dropped-tip"]
        assert "'Count a request', 10 May 2026) is gone" in problems["gone"]


def test_a_force_push(repo: Repo, file: Path) -> None:
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    repo.commit("Something else", "2026-06-01")
    for place in (repo, repo.clone("fresh")):
        problems = problems_of(str(file), "--against", str(place.folder))
        assert (
            "is not in that history: 1 commit of the pack's 5 is no longer there"
            in problems["force-push"]
        )
        assert "'Count a request'" in problems["gone"]


def test_an_amended_message(repo: Repo, file: Path) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    repo.replay(2, message="Keep a day less")
    assert repo.git("rev-parse", "HEAD^{tree}") == tree
    problems = problems_of(str(file), "--against", str(repo.clone("fresh").folder))
    assert set(problems) == {"force-push", "amended-message"}
    assert (
        "('Keep a day longer', 10 March 2026) was amended: it is 'Keep a day less' now."
        in problems["amended-message"]
    )
    assert "The files, the author and the day are the same." in problems["amended-message"]
    assert (
        "2 commits say the same as before under a new name"
        in kim("verify", str(file), "--against", "../fresh").stdout
    )


def test_a_changed_file_is_named(repo: Repo, file: Path) -> None:
    repo.replay(1, file="registers/tasks/T-1.yml")
    problems = problems_of(str(file), "--against", str(repo.clone("fresh").folder))
    assert set(problems) == {"force-push", "changed-file"}
    assert "'registers/tasks/T-1.yml'" in problems["changed-file"]


@pytest.mark.parametrize(
    ("changed", "rule", "says"),
    [
        ({"author": "Bob Builder"}, "changed-author", "Ann Author until then, Bob Builder now"),
        (
            {"mail": "ann@elsewhere.example"},
            "changed-author",
            "Ann Author <ann@example.org> until then, Ann Author <ann@elsewhere.example> now.",
        ),
        (
            {"written": "2026-03-09"},
            "changed-date",
            "written 2026-03-10T12:00:00+00:00 until then, 2026-03-09T12:00:00+00:00 now",
        ),
        (
            {"committed": "2026-03-09"},
            "changed-date",
            "committed 2026-03-10T12:00:00+00:00 until then, 2026-03-09T12:00:00+00:00 now",
        ),
    ],
)
def test_a_changed_author_or_date(
    repo: Repo, file: Path, changed: dict[str, str], rule: str, says: str
) -> None:
    repo.replay(2, **changed)
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"force-push", rule}
    assert says in problems[rule]


def test_message_and_author_changed_at_once_are_both_said(repo: Repo, file: Path) -> None:
    repo.replay(2, author="Bob Builder", message="Other words")
    assert set(problems_of(str(file), "--against", str(repo.folder))) == {
        "force-push",
        "amended-message",
        "changed-author",
    }


def test_a_commit_that_was_put_in_with_an_early_date(repo: Repo, file: Path) -> None:
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    early = repo.commit("As if it had been there", "2026-04-20")
    repo.git(
        "cherry-pick",
        "--allow-empty",
        "ORIG_HEAD",
        env=who("Mary Merger", "2026-05-10", "2026-05-10"),
    )
    problems = problems_of(str(file), "--against", str(repo.folder))
    commit = f"{early[:12]} ('As if it had been there', 20 April 2026)"
    assert f"{commit} was put in, dated before the pack's tip." in problems["back-dated"]


def test_a_back_dated_commit_on_top(repo: Repo, file: Path) -> None:
    repo.commit("As if in April", "2026-04-20")
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"back-dated"}
    assert (
        "came onto the main line after the pack was made, "
        "and is dated before the pack's tip (10 May 2026)"
    ) in problems["back-dated"]


def test_many_back_dated_commits_are_counted(repo: Repo, file: Path) -> None:
    for number in range(23):
        repo.commit(f"Early {number}", "2026-04-20")
    assert "So it is with 3 more." in kim("verify", str(file), "--against", str(repo.folder)).stdout


def test_a_branch_from_before_the_pack_may_be_merged_after_it(repo: Repo, file: Path) -> None:
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    repo.commit("Begun in April", "2026-04-20")
    repo.git("checkout", "--quiet", "main")
    repo.git(
        "merge",
        "--quiet",
        "--no-ff",
        "-m",
        "Merge",
        "side",
        env=who("Mary Merger", "2026-06-01", "2026-06-01"),
    )
    done = kim("verify", str(file), "--against", str(repo.folder))
    assert done.exit_code == 0
    assert "1 commit that came in by merges since is dated before the pack's tip." in done.stdout


def test_a_foxtrot(repo: Repo, file: Path) -> None:
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    repo.commit("On the side", "2026-06-01")
    repo.git(
        "merge",
        "--quiet",
        "--no-ff",
        "-m",
        "Merge main into it",
        "main",
        env=who("Mary Merger", "2026-06-02", "2026-06-02"),
    )
    repo.git("branch", "--force", "main", "side")
    repo.git("checkout", "--quiet", "main")
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"foxtrot"}
    assert "no longer on its main line" in problems["foxtrot"]


def test_another_repository(repo: Repo, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(other)], check=True)
    Repo(other).commit("Elsewhere", "2026-06-01")
    problems = problems_of(str(file), "--against", str(other))
    assert set(problems) == {"other-roots"}
    assert (
        "it is another repository, or its history was made anew from the beginning"
        in problems["other-roots"]
    )


def test_a_history_made_anew_from_the_beginning(repo: Repo, file: Path) -> None:
    repo.replay(0, author="Bob Builder")
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"other-roots", "force-push", "changed-author"}


def test_a_shallow_repository_and_none(repo: Repo, file: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", repo.folder.as_uri(), str(shallow)], check=True
    )
    assert (
        "This is a shallow clone: its history has been cut off. So nobody can say"
        in problems_of(str(file), "--against", str(shallow))["their-history"]
    )
    (tmp_path / "empty").mkdir()
    assert (
        "no Git repository"
        in problems_of(str(file), "--against", str(tmp_path / "empty"))["their-history"]
    )


def test_a_replace_reference_hides_nothing(repo: Repo, file: Path) -> None:
    good = repo.git("rev-parse", "HEAD")
    repo.replay(2, message="Keep a day less")
    repo.git("replace", repo.git("rev-parse", "HEAD"), good)
    assert "force-push" in problems_of(str(file), "--against", str(repo.folder))


def test_an_older_day_of_a_longer_history(repo: Repo) -> None:
    file = pack(repo, "old.zip", "--as-at", "2026-02-20")
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    assert "dropped-tip" in problems_of(str(file), "--against", str(repo.folder))


def test_seals_that_were_there(repo: Repo) -> None:
    ssh_key(repo)
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    assert kim("seal", "--today", "2026-11-21").exit_code == 0
    file = pack(repo)
    assert problems_of(str(file), "--against", str(repo.folder)) == {}
    repo.git("tag", "--delete", "seal/2026-11-20")
    repo.git("tag", "--force", "seal/2026-11-21")
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"seal-gone", "seal-replaced"}


def test_a_sha256_repository_is_rewritten(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make(tmp_path / "sha256", "--object-format=sha256")
    monkeypatch.chdir(other.folder)
    file = pack(other, "sha256.zip")
    other.replay(2, message="Keep a day less")
    assert set(problems_of(str(file), "--against", str(other.folder))) == {
        "force-push",
        "amended-message",
    }
    shutil.rmtree(other.folder)


def _tip_again(repo: Repo, *parents: str, committer: str = "Mary Merger") -> None:
    """Make the last commit anew, with everything that is shown of it the same."""
    author, day, message = repo.git("log", "-1", "--format=%an%x00%aI%x00%B").split("\0")
    env = who(author, day, day) | {"GIT_COMMITTER_NAME": committer}
    on = chain.from_iterable(("-p", parent) for parent in parents or ["HEAD^"])
    repo.git(
        "reset",
        "--quiet",
        "--hard",
        repo.git("commit-tree", "HEAD^{tree}", *on, input_=f"{message}\n".encode(), env=env),
    )


def test_another_committer_is_told(repo: Repo, file: Path) -> None:
    _tip_again(repo, committer="Eve Else")
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"force-push", "changed-committer"}
    assert "Mary Merger until then, Eve Else now." in problems["changed-committer"]


def test_each_committer_date_counts_though_what_came_before_changed_too(
    repo: Repo, file: Path
) -> None:
    for number, day in ((2, "2026-03-09"), (3, "2026-03-11"), (4, "2026-03-12")):
        repo.replay(number, committed=day)
    done = kim("verify", str(file), "--against", str(repo.folder))
    assert (
        "committed 2026-03-10T12:00:00+00:00 until then, 2026-03-09T12:00:00+00:00 now. "
        "So it is with 2 more."
    ) in done.stdout
    assert "same as before" not in done.stdout


def test_a_parent_that_was_taken_off_a_merge(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    repo.commit("On the side", "2026-05-11")
    repo.git("checkout", "--quiet", "main")
    repo.git(
        "merge",
        "--quiet",
        "--no-ff",
        "-m",
        "Merge",
        "side",
        env=who("Mary Merger", "2026-06-01", "2026-06-01"),
    )
    file = pack(repo)
    _tip_again(repo, "HEAD^1")
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"force-push", "gone", "changed-parents"}


def test_a_commit_that_was_put_in_with_a_late_date_changes_what_the_next_stands_on(
    repo: Repo, file: Path
) -> None:
    last = repo.git("rev-parse", "HEAD")
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    late = repo.commit("Put in between", "2026-06-11")
    repo.git(
        "cherry-pick", "--allow-empty", last, env=who("Mary Merger", "2026-05-10", "2026-05-10")
    )
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"force-push", "changed-parents"}
    assert f"and on {late[:12]} now" in problems["changed-parents"]


def test_a_commit_whose_signature_was_taken_off(repo: Repo) -> None:
    ssh_key(repo)
    signed = {**who("Ann Author", "2026-05-10", "2026-05-10"), "GIT_COMMITTER_NAME": "Mary Merger"}
    repo.git("commit", "--quiet", "--amend", "-S", "--no-edit", env=signed)
    file = pack(repo)
    _tip_again(repo)
    problems = problems_of(str(file), "--against", str(repo.folder))
    assert set(problems) == {"force-push", "made-anew"}
    assert "it bore a signature until then, and bears none now" in problems["made-anew"]


def test_another_branch_that_is_checked_out_is_said_before_anybody_is_accused(
    repo: Repo, file: Path
) -> None:
    repo.git("checkout", "--quiet", "-b", "feature", "HEAD~2")
    done = kim("verify", str(file), "--against", str(repo.folder))
    assert done.exit_code == 0
    assert "what is checked out there is 'feature'. It was compared with 'main'." in done.stdout


def test_another_branch_that_still_has_the_tip_is_named(repo: Repo, file: Path) -> None:
    repo.git("branch", "old")
    repo.replay(1, message="Otherwise")
    done = kim("verify", str(file), "--against", str(repo.folder))
    assert done.exit_code == 1
    assert "The pack's tip is still in old there, which isn't what was compared." in done.stdout


def test_whom_to_trust_is_not_for_the_landlords_clone_to_say(repo: Repo) -> None:
    key = ssh_key(repo)
    file = pack(repo)
    clone = repo.clone("theirs")
    trust(clone, key)
    done = kim("verify", str(file), "--against", str(clone.folder))
    assert "for which nobody here vouches" in done.stdout
