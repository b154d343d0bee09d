"""Repositories of every kind: what is read all the same, and what is refused, with its cure."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from macros.history.git import HistoryError, open_repository, tree
from macros.history.load import load_history, load_history_at
from macros.history.revisions import History
from macros.model import Key, Pending
from tests.history.test_revisions import story
from tests.repositories import HISTORIES, Built, build, git, printed, read_case

CASE = HISTORIES / "pull-request"
TASK = Key("tasks", "T-1")


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path / "project", read_case(CASE))


def is_told_as_ever(past: History, built: Built) -> None:
    assert story(past, built) == (CASE / "expected.txt").read_text("utf-8")


# ---------------------------------------------------------------------------- read all the same


def test_a_worktree_has_the_whole_history(built: Built, tmp_path: Path) -> None:
    git(built.folder, "worktree", "add", "--quiet", str(tmp_path / "beside"), "main^0")
    is_told_as_ever(load_history(tmp_path / "beside"), built)


def test_a_clone_with_a_commit_checked_out_and_no_branch_is_read_up_to_there(built: Built) -> None:
    git(built.folder, "checkout", "--quiet", built.ids["6-meanwhile"])
    past = load_history(built.folder)
    assert [built.names[commit.id] for commit in past.line] == ["1-add", "6-meanwhile"]
    is_told_as_ever(load_history_at(open_repository(built.folder), "main"), built)


@pytest.mark.parametrize("settings", [(), ("diff.relative", "true")])
def test_a_project_in_a_subfolder_is_read_as_if_it_stood_alone(
    settings: tuple[str, ...], tmp_path: Path
) -> None:
    below = build(tmp_path / "all", read_case(CASE), prefix="offices/kïm site/")
    (tmp_path / "all" / "elsewhere").mkdir()
    (tmp_path / "all" / "elsewhere" / "README").write_text("beside it")
    if settings:
        git(below.folder, "config", *settings)
    past = load_history(below.folder)
    is_told_as_ever(past, below)
    (below.folder / "registers/tasks/T-1.yml").write_text("id: T-1\n")
    (below.folder / "registers/tasks/T-4.yml").write_text("id: T-4\n")
    assert set(load_history(below.folder).pending) == {TASK, Key("tasks", "T-4")}
    assert set(tree(open_repository(below.folder), "HEAD")) == {
        f"registers/tasks/T-{number}.yml" for number in (1, 2, 3)
    }


@pytest.fixture(scope="module")
def settable(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """Repositories that no test changes, and what a setting may name in them."""
    folder = tmp_path_factory.mktemp("settable")
    names = ("pull-request", "mailmap", "odd-file-names")
    repositories = {name: build(folder / name, read_case(HISTORIES / name)) for name in names}
    for built in repositories.values():
        mailmap = built.folder / ".git" / "their-mailmap"
        mailmap.write_text("Somebody else <records@example.org>\n")
    return repositories


@pytest.mark.parametrize(
    "setting",
    [
        "log.showSignature=true", "diff.renames=copies", "diff.orderFile=no-such-file",
        "core.quotePath=true", "color.ui=always", "log.follow=true", "diff.noprefix=true",
        "log.showRoot=false", "diff.external=false", "log.diffMerges=separate",
        "format.pretty=oneline", "core.abbrev=7", "log.mailmap=false",
        "i18n.logOutputEncoding=ISO-8859-1", "status.short=true", "status.branch=true",
        "status.showUntrackedFiles=no", "status.relativePaths=true", "diff.ignoreSubmodules=all",
        "core.pager=false", "log.date=relative", "log.decorate=full",
        "mailmap.file=.git/their-mailmap",
    ],
)  # fmt: skip
def test_a_reader_s_own_settings_change_nothing(
    setting: str, settable: Mapping[str, Built], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section, _, rest = setting.partition(".")
    settings = tmp_path / "settings"
    settings.write_text(f"[{section}]\n\t{rest}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    for case, built in settable.items():
        expected = (HISTORIES / case / "expected.txt").read_text("utf-8")
        assert story(load_history(built.folder), built) == expected


def test_grafts_and_replace_refs_are_passed_over(built: Built) -> None:
    first, merge = built.ids["1-add"], built.ids["7-merge"]
    forged = (
        printed(built.folder, "hash-object", "-w", "--stdin", given=b"id: T-1\ntitle: Forged\n")
        .decode()
        .strip()
    )
    git(
        built.folder,
        "replace",
        git(built.folder, "rev-parse", f"{first}:registers/tasks/T-1.yml"),
        forged,
    )
    (built.folder / ".git" / "info").mkdir(exist_ok=True)
    (built.folder / ".git" / "info" / "grafts").write_text(f"{merge}\n")
    assert git(built.folder, "rev-list", "--count", "HEAD") == "1"
    is_told_as_ever(load_history(built.folder), built)


def test_what_a_hook_leaves_in_the_environment_points_to_no_other_repository(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = build(tmp_path / "other", read_case(HISTORIES / "bulk"))
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git" / "index"))
    is_told_as_ever(load_history(built.folder), built)


def test_a_partial_clone_that_holds_everything_is_as_good_as_a_full_one(built: Built) -> None:
    git(built.folder, "config", "remote.origin.promisor", "true")
    is_told_as_ever(load_history(built.folder), built)


def test_a_bare_clone_can_be_recalled(built: Built, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(built.folder), "bare")
    is_told_as_ever(load_history_at(open_repository(tmp_path / "bare"), "main"), built)


def test_tags_are_told_with_the_commit_that_they_are_on(built: Built) -> None:
    git(built.folder, "tag", "plain", built.ids["1-add"])
    git(built.folder, "tag", "--annotate", "--message=Said", "said", built.ids["6-meanwhile"])
    git(built.folder, "tag", "--annotate", "--message=Twice", "twice", "said")
    git(built.folder, "tag", "a-file", "HEAD:registers/tasks/T-1.yml")
    assert load_history(built.folder).tags == {
        "plain": built.ids["1-add"],
        "said": built.ids["6-meanwhile"],
        "twice": built.ids["6-meanwhile"],
    }


def test_as_at_an_instant_is_by_when_a_commit_landed(tmp_path: Path) -> None:
    skewed = build(tmp_path / "skewed", read_case(HISTORIES / "skewed-clocks"))
    past = load_history(skewed.folder)

    def names(*days: int) -> list[str]:
        commits = [past.commit_at(datetime(2024, 3, day, 12, tzinfo=UTC)) for day in days]
        return [skewed.names[commit.id] if commit else "" for commit in commits]

    assert names(1, 9, 10, 12) == ["1-add", "1-add", "3-early-clock", "4-right-again"]
    assert past.commit_at(datetime(2024, 2, 29, tzinfo=UTC)) is None


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="no ssh-keygen here to sign with")
def test_a_signature_is_checked_or_it_is_said_why_not(built: Built, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    git(built.folder, "config", "gpg.format", "ssh")
    git(built.folder, "config", "user.signingKey", str(key))
    git(built.folder, "commit", "--quiet", "--allow-empty", "--gpg-sign", "--message=Signed")
    signed = git(built.folder, "rev-parse", "HEAD")
    assert load_history(built.folder).signatures == {
        signed: "there, and can't be checked here: no list of allowed signers is set"
    }
    signers = tmp_path / "signers"
    signers.write_text(f"records@example.org {(tmp_path / 'key.pub').read_text()}")
    git(built.folder, "config", "gpg.ssh.allowedSignersFile", str(signers))
    good = {signed: "checked and good: signed by Records officer"}
    assert load_history(built.folder).signatures == good
    signers.write_text(f"bob@example.org {(tmp_path / 'key.pub').read_text()}")
    other = {signed: "checked and good: signed by bob@example.org, and written by Records officer"}
    assert load_history(built.folder).signatures == other
    signers.write_text("# nobody\n")
    unlisted = load_history(built.folder).signatures[signed]
    assert unlisted.startswith("right, by the key SHA256:")
    assert unlisted.endswith(", for which nobody here vouches")
    signers.write_text(f"records@example.org {(tmp_path / 'key.pub').read_text()}")
    git(built.folder, "config", "gpg.ssh.revocationFile", str(tmp_path / "key.pub"))
    withdrawn = load_history(built.folder).signatures[signed]
    assert withdrawn.startswith("not accepted: Git didn't take it, since its key was withdrawn")
    git(built.folder, "config", "gpg.ssh.program", str(tmp_path / "nowhere"))
    assert "can't be checked here" in load_history(built.folder).signatures[signed]
    git(built.folder, "config", "--unset", "gpg.ssh.program")
    git(built.folder, "config", "--unset", "gpg.ssh.revocationFile")
    raw = printed(built.folder, "cat-file", "commit", signed).replace(b"\n\nSigned", b"\n\nForged")
    forged = (
        printed(built.folder, "hash-object", "-t", "commit", "-w", "--stdin", given=raw)
        .decode()
        .strip()
    )
    git(built.folder, "reset", "--quiet", "--hard", forged)
    assert load_history(built.folder).signatures == {
        forged: "bad: the commit is not what was signed"
    }


# ---------------------------------------------------------------------------- not committed yet


def test_a_dirty_tree_is_told_apart_from_the_history(built: Built) -> None:
    tasks = built.folder / "registers/tasks"
    (tasks / "T-1.yml").write_text(
        "id: T-1\ntitle: Check every door\nowner_role: ROLE-clerk\nsteps: [Look, Ask, Write]\n"
    )
    (tasks / "T-2.yml").unlink()
    (tasks / "T-3.yml").write_text("id: [T-3\n")
    (tasks / "T-4.yml").write_text("id: T-4\n")
    (tasks / "T-5.yml").write_text("id: T-5\n")
    (built.folder / "docs").mkdir()
    (built.folder / "docs/index.md").write_text("# Welcome\n")
    git(built.folder, "add", "registers/tasks/T-4.yml", "docs/index.md")
    past = load_history(built.folder)
    is_told_as_ever(past, built)
    assert {key.id: _in_words(pending) for key, pending in past.pending.items()} == {
        "T-1": "changed: title Check the fire doors > Check every door",
        "T-2": "deleted: id T-2 > None, title Check the lift > None",
        "T-3": "changed:  None > id: [T-3\n",
        "T-4": "created: id None > T-4",
        "T-5": "created: id None > T-5",
        "docs/index.md": "created: sections None > {'Welcome': ''}",
    }


def _in_words(pending: Pending) -> str:
    changes = [
        f"{'.'.join(map(str, change.path))} {change.old} > {change.new}"
        for change in pending.changes
    ]
    return f"{pending.kind}: {', '.join(changes)}"


def test_files_that_git_was_told_not_to_look_at_are_on_the_site_and_so_not_committed(
    built: Built,
) -> None:
    tasks = built.folder / "registers/tasks"
    (built.folder / ".gitignore").write_text("T-9.yml\n")
    (tasks / "T-9.yml").write_text("id: T-9\n")
    for flag, name in (("--assume-unchanged", "T-1.yml"), ("--skip-worktree", "T-2.yml")):
        git(built.folder, "update-index", flag, f"registers/tasks/{name}")
        (tasks / name).write_text("id: other\n")
    assert {
        key.id: pending.kind for key, pending in load_history(built.folder).pending.items()
    } == {"T-1": "changed", "T-2": "changed", "T-9": "created"}


@pytest.mark.parametrize(("old", "new"), [("T-1.yml", "T-1.yaml"), ("T-1.yml", "doors/T-1.yml")])
def test_a_file_renamed_here_and_not_committed_is_the_same_record(
    built: Built, old: str, new: str
) -> None:
    tasks = built.folder / "registers/tasks"
    (tasks / new).parent.mkdir(exist_ok=True)
    (tasks / old).rename(tasks / new)
    assert load_history(built.folder).pending == {}
    git(built.folder, "add", "--all")
    assert load_history(built.folder).pending == {}
    (tasks / new).write_text((tasks / new).read_text().replace("fire doors", "fire door"))
    assert [pending.kind for pending in load_history(built.folder).pending.values()] == ["changed"]


def test_a_copy_under_the_name_of_a_record_changes_nothing_of_it(built: Built) -> None:
    (built.folder / "registers/tasks/old").mkdir()
    (built.folder / "registers/tasks/old/T-1.yml").write_text("id: T-1\ntitle: A copy\n")
    assert load_history(built.folder).pending == {}


def test_what_was_deleted_and_stands_here_again_is_restored(tmp_path: Path) -> None:
    built = build(tmp_path / "project", read_case(HISTORIES / "deleted-and-back"))
    (built.folder / "registers/tasks/T-2.yml").write_text("id: T-2\n")
    (built.folder / "registers/tasks/T-1.yml").unlink()
    (built.folder / "registers/tasks/T-1.yml").symlink_to("T-2.yml")
    assert {
        key.id: pending.kind for key, pending in load_history(built.folder).pending.items()
    } == {"T-1": "deleted", "T-2": "restored"}


def test_line_ends_of_windows_are_no_change(built: Built) -> None:
    file = built.folder / "registers/tasks/T-1.yml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_history(built.folder).pending == {}


def test_a_record_that_is_broken_in_the_history_and_here(tmp_path: Path) -> None:
    built = build(tmp_path / "project", read_case(HISTORIES / "broken-then-fixed")[:2])
    assert load_history(built.folder).pending == {}
    (built.folder / "registers/tasks/T-1.yml").write_text("id: [\n")
    pending = load_history(built.folder).pending[TASK]
    assert [(change.path, change.new) for change in pending.changes] == [((), "id: [\n")]
    assert "Check the doors" in str(pending.changes[0].old)
    (built.folder / "registers/tasks/T-1.yml").write_text("id: T-1\ntitle: Check all doors\n")
    changes = load_history(built.folder).pending[TASK].changes
    assert [(change.old, change.new) for change in changes] == [
        ("Check the doors", "Check all doors")
    ]


# -------------------------------------------------------------------------------------- refused


def refusal(folder: Path) -> str:
    with pytest.raises(HistoryError) as refused:
        load_history(folder)
    assert "Traceback" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("depth", [1, 50])
def test_a_shallow_clone(depth: int, tmp_path: Path) -> None:
    commits = [read_case(HISTORIES / "bulk")[0]]
    for number in range(60):
        commits.append(commits[0].__class__(f"{number}", (commits[-1].name,), commits[0].tree))
    whole = build(tmp_path / "whole", commits)
    git(tmp_path, "clone", "--quiet", f"--depth={depth}", whole.folder.as_uri(), "shallow")
    assert refusal(tmp_path / "shallow") == (
        "This is a shallow clone: its history has been cut off. "
        "Run 'git fetch --unshallow'; in CI, fetch with depth 0."
    )
    git(tmp_path / "shallow", "fetch", "--quiet", "--unshallow")
    assert len(load_history(tmp_path / "shallow").line) == 61


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refusal(tmp_path).startswith(
        f"There is no Git repository in {tmp_path.name}, "
        "so nobody can say who changed what and when."
    )


def test_a_copy_of_the_files_inside_another_repository(built: Built) -> None:
    copy = built.folder / "copy"
    shutil.copytree(built.folder / "registers", copy / "registers")
    assert refusal(copy).startswith(
        "There is no Git repository in copy: the one around it holds none of these files."
    )


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert (
        refusal(tmp_path)
        == "This repository has no commit yet, so there is no history. Commit the registers first."
    )


def test_a_branch_without_a_commit(built: Built) -> None:
    git(built.folder, "checkout", "--quiet", "--orphan", "other")
    assert refusal(built.folder).startswith("This repository has no commit yet")


def test_a_branch_whose_last_commit_is_gone(built: Built) -> None:
    (built.folder / ".git/refs/heads/main").write_text("1" * 40 + "\n", "utf-8")
    assert refusal(built.folder).startswith("The history is damaged: the last commit is missing")


def test_a_partial_clone_that_lacks_old_versions(built: Built, tmp_path: Path) -> None:
    git(built.folder, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", built.folder.as_uri(), "partial")
    assert refusal(tmp_path / "partial") == (
        "This is a partial clone: old versions of files are missing. "
        "Run 'git fetch --refetch --no-filter'."
    )
    git(tmp_path / "partial", "fetch", "--quiet", "--refetch", "--no-filter")
    is_told_as_ever(load_history(tmp_path / "partial"), built)


def _loose(built: Built, name: str) -> Path:
    """The file of an object, which lies in no pack."""
    pack = next((built.folder / ".git/objects/pack").glob("*.pack"), None)
    if pack:
        content = pack.read_bytes()
        shutil.rmtree(built.folder / ".git/objects/pack")
        printed(built.folder, "unpack-objects", "-q", given=content)
    id_ = git(built.folder, "rev-parse", name)
    return built.folder / ".git/objects" / id_[:2] / id_[2:]


def _missing(file: Path, other: Path) -> None:
    file.unlink()


def _cut(file: Path, other: Path) -> None:
    content = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(content[: len(content) // 2])


def _overwritten(file: Path, other: Path) -> None:
    """What `git cat-file` gives out without a word."""
    file.unlink()
    shutil.copy(other, file)


@pytest.mark.parametrize(
    ("harm", "what", "by"),
    [
        *(
            (harm, f"{{1-add}}{part}", "")
            for harm in (_missing, _cut)
            for part in (":registers/tasks/T-1.yml", "^{{tree}}", "")
        ),
        *((harm, "{7-merge}", "") for harm in (_missing, _cut)),
        (_overwritten, "{1-add}:registers/tasks/T-1.yml", "{1-add}:registers/tasks/T-2.yml"),
        (_overwritten, "{1-add}", "{6-meanwhile}"),
        (_overwritten, "{7-merge}", "{6-meanwhile}"),
    ],
)
def test_a_damaged_object(
    built: Built, harm: Callable[[Path, Path], None], what: str, by: str
) -> None:
    places = [_loose(built, name.format_map(built.ids)) for name in (what, by or "HEAD")]
    harm(places[0], places[1])
    message = refusal(built.folder)
    assert "damaged" in message or "Run 'git fsck --full' to see what is broken." in message


def test_a_repository_of_another_user(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (built.folder / "registers").mkdir(exist_ok=True)
    assert refusal(built.folder / "registers") == (
        "Git doesn't read this repository, because its files belong to another user. "
        f"Run 'git config --global --add safe.directory {built.folder}' if you trust it."
    )


def test_no_git(built: Built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (
        refusal(built.folder)
        == "Git is not installed here, so the history can't be read. Install Git, and try again."
    )
    (tmp_path / "git").write_text("no program")
    assert refusal(built.folder).startswith("Git is not installed here")


def test_a_git_of_another_age(
    built: Built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\necho git version 2.17.1\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert (
        refusal(built.folder)
        == "This is Git 2.17, which can't say what a merge changed. Install Git 2.31 or later."
    )


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").startswith("The history can't be read:")
