"""What a pack's bundle may hold: malformed commits, tags, other names, what no name leads to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.conftest import (
    SETTINGS,
    TODAY,
    Repo,
    files_of,
    kim,
    pack,
    problems_of,
    relisted,
    ssh_key,
    trust,
    write_zip,
)
from tests.evidence.test_checks import follow

MALFORMED = [
    "1780000000 +051800",
    "-100 +0000",
    "99999999999999999999 +0000",
    "01780000000 +0000",
    "1780000000 GMT",
    "1780000000",
]
"""Dates that aren't in Git's form."""


def malform(repo: Repo, when: str) -> str:
    """A commit on top whose date isn't in Git's form, as old programs wrote some."""
    tree, parent = repo.git("rev-parse", "HEAD^{tree}"), repo.git("rev-parse", "HEAD")
    content = (
        f"tree {tree}\nparent {parent}\nauthor Ann Author <ann@example.org> {when}\n"
        f"committer Ann Author <ann@example.org> {when}\n\nFrom an old program\n"
    )
    words = ("hash-object", "-t", "commit", "-w", "--stdin", "--literally")
    id_ = repo.git(*words, input_=content.encode())
    repo.git("reset", "--quiet", "--hard", id_)
    return id_


def report_of(file: Path, *words: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(kim("verify", str(file), *words, "--format", "json").stdout)
    return report


def rules(report: Mapping[str, Any], kind: str) -> list[str]:
    return [finding["rule"] for finding in report[kind]]


# ------------------------------------------------------------------------------------ malformed


@pytest.mark.parametrize("when", MALFORMED)
def test_a_malformed_commit_is_named_and_no_damage(repo: Repo, when: str) -> None:
    id_ = malform(repo, when)
    repo.commit("Go on", "2026-06-01")
    out = repo.folder.parent / "pack.zip"
    made = kim("pack", "--out", str(out), "--today", TODAY)
    assert made.exit_code == 0, made.output
    report = report_of(out, "--against", str(repo.folder))
    assert report["problems"] == report["not_checked"] == []
    note = next(note for note in report["notes"] if note["rule"] == "malformed")
    for words in (made.stderr, note["message"]):
        assert f"1 commit or tag is malformed: {id_[:12]} (" in words
        assert "so nobody changed it since" in words
    done = follow(out, REPO=str(repo.folder))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The history is sound." in done.stdout


def test_a_seal_on_a_malformed_commit_holds(repo: Repo) -> None:
    malform(repo, "1780000000 GMT")
    trust(repo, ssh_key(repo))
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    assert problems_of() == {}
    assert problems_of(str(pack(repo))) == {}


def test_a_damaged_history_is_not_packed(repo: Repo) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    listed = bytes.fromhex(repo.git("rev-parse", "HEAD:mkdocs.yml"))
    twice = b"100644 a\0" + listed + b"100644 a\0" + listed
    words = ("hash-object", "-t", "tree", "-w", "--stdin", "--literally")
    assert tree
    odd = repo.git(*words, input_=twice)
    tip = repo.git("-c", "user.name=A", "-c", "user.email=a@b.org", "commit-tree", odd, "-m", "Odd")
    repo.git("update-ref", "HEAD", tip)
    done = kim("pack", "--out", str(repo.folder.parent / "no.zip"), "--today", TODAY)
    assert done.exit_code == 1
    assert "damaged, or made as Git makes none: " in done.stderr
    assert "duplicateEntries" in done.stderr


# ----------------------------------------------------------------------------------------- names


def bundled(repo: Repo, *words: str) -> bytes:
    """A bundle that Git makes of these names."""
    out = repo.folder.parent / "made.bundle"
    repo.git("bundle", "create", "--quiet", str(out), *words)
    return out.read_bytes()


def with_bundle(repo: Repo, bundle: bytes) -> dict[str, str]:
    files = relisted({**files_of(repo.folder.parent / "pack.zip"), "history.bundle": bundle})
    return problems_of(str(write_zip(repo.folder.parent / "tampered.zip", files)))


def test_a_bundle_that_git_makes_is_as_good(repo: Repo, whole: Path) -> None:
    assert with_bundle(repo, bundled(repo, "HEAD", "main")) == {}


def test_more_branches_and_replacements_in_a_bundle_are_named(repo: Repo) -> None:
    repo.git("tag", "v1", "HEAD~1")
    pack(repo)
    repo.git("branch", "more", "HEAD~2")
    problems = with_bundle(repo, bundled(repo, "HEAD", "main", "v1", "more"))
    assert set(problems) == {"extra-name"}
    assert "holds refs/heads/more besides" in problems["extra-name"]
    first, second = repo.git("rev-parse", "HEAD~2"), repo.git("rev-parse", "HEAD~1")
    repo.git("update-ref", f"refs/replace/{first}", second)
    problems = with_bundle(repo, bundled(repo, "HEAD", "main", "v1", f"refs/replace/{first}"))
    assert set(problems) == {"replace-ref"}
    assert f"replaces {first[:12]} by {second[:12]}" in problems["replace-ref"]


def test_tags_that_were_moved_taken_out_or_put_in_are_named(repo: Repo) -> None:
    repo.git("tag", "v1", "HEAD~1")
    pack(repo)
    problems = with_bundle(repo, bundled(repo, "HEAD", "main"))
    assert "names the tag v1, and the bundle doesn't hold it" in problems["tag-gone"]
    repo.git("tag", "--force", "v1", "HEAD~2")
    problems = with_bundle(repo, bundled(repo, "HEAD", "main", "v1"))
    assert "it was moved or made anew" in problems["tag-moved"]
    repo.git("tag", "--force", "v1", "HEAD~1")
    repo.git("tag", "v2", "HEAD~1")
    problems = with_bundle(repo, bundled(repo, "HEAD", "main", "v1", "v2"))
    assert problems == {"tag-unnamed": "The bundle holds tags that manifest.json doesn't name: v2."}


def test_what_no_name_leads_to_is_named(repo: Repo, whole: Path) -> None:
    bundle = files_of(whole)["history.bundle"]
    id_ = repo.git("hash-object", "-w", "--stdin", input_=b"Hidden")
    head = bundle[: bundle.index(b"\n\n") + 2]
    ids = repo.git("rev-list", "--objects", "--no-object-names", "HEAD") + f"\n{id_}\n"
    packed = repo.folder.parent / "p"
    digest = repo.git("pack-objects", "-q", str(packed), input_=ids.encode())
    problems = with_bundle(repo, head + packed.with_name(f"p-{digest}.pack").read_bytes())
    assert set(problems) == {"hidden-objects"}
    assert f"blob {id_}" in problems["hidden-objects"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"", b"", "pack has junk at the end"),
        (b"# v2 git bundle", b"# v9 git bundle", "doesn't begin as one does"),
        (b" HEAD\n", b" refs/heads/main\n", "names refs/heads/main twice"),
        (b" HEAD\n", b" refs/heads/other\n", "doesn't say which commit is the last"),
        (b" refs/heads/main\n", b" refs/heads/ma in\n", "is none of ours"),
        (b" refs/heads/main\n", b" refs/heads/ma..in\n", "Git can't read the bundle"),
        (b"# v2 git bundle\n", b"# v2 git bundle\n-" + b"1" * 40 + b" \n", "isn't whole by itself"),
    ],
)
def test_a_bundle_that_is_otherwise_than_ours(
    repo: Repo, whole: Path, old: bytes, new: bytes, says: str
) -> None:
    bundle = files_of(whole)["history.bundle"]
    changed = bundle.replace(old, new, 1) if old else bundle + b"more"
    assert says in with_bundle(repo, changed)["broken-bundle"]


# --------------------------------------------------------------------------------------- against


def test_tags_that_were_moved_deleted_or_added_since_are_told(repo: Repo) -> None:
    for name in ("kept", "moved", "deleted"):
        repo.git("tag", name, "HEAD~1")
    file = pack(repo)
    repo.git("tag", "--force", "moved", "HEAD")
    repo.git("tag", "--delete", "deleted")
    repo.git("tag", "added", "HEAD~1")
    repo.commit("Go on", "2026-06-01")
    repo.git("tag", "later")
    report = report_of(file, "--against", str(repo.folder))
    assert rules(report, "problems") == ["tag-gone", "tag-moved"]
    told = [note["message"] for note in report["notes"] if note["rule"] == "tag-added"]
    assert len(told) == 1
    assert told[0].startswith("The tag added was put on")


@pytest.fixture
def drafted(repo: Repo) -> Path:
    """A pack from another branch than the main one, which is then checked out."""
    repo.git("checkout", "--quiet", "-b", "draft")
    repo.commit("Only a draft", "2026-06-01")
    out = repo.folder.parent / "draft.zip"
    done = kim("pack", "--out", str(out), "--today", TODAY)
    assert "The pack is from the branch 'draft', and not from 'main'" in done.stderr
    repo.git("checkout", "--quiet", "main")
    return out


def test_a_pack_from_another_branch_is_compared_with_that_one(repo: Repo, drafted: Path) -> None:
    report = report_of(drafted, "--against", str(repo.folder))
    assert report["sound"]
    assert "another-branch" in rules(report, "notes")
    fresh = repo.clone("fresh")
    report = report_of(drafted, "--against", str(fresh.folder))
    assert report["sound"]
    told = next(note for note in report["notes"] if note["rule"] == "another-branch")
    assert "It was compared with 'origin/draft'." in told["message"]


def test_nobody_is_accused_of_dropping_what_may_never_have_been_on_the_main_line(
    repo: Repo, drafted: Path
) -> None:
    repo.git("branch", "--delete", "--force", "draft")
    report = report_of(drafted, "--against", str(repo.folder))
    assert rules(report, "problems") == ["on-no-branch"]
    assert "Nobody can say which." in report["problems"][0]["message"]
    assert "branch-gone" in rules(report, "notes")


def test_a_branch_that_was_renamed_hides_no_rewriting(repo: Repo, whole: Path) -> None:
    repo.replay(1, message="Otherwise")
    repo.git("branch", "--move", "trunk")
    assert {"on-no-branch", "amended-message"} <= set(problems_of(str(whole), "--against", "."))


def test_a_pack_that_is_of_no_branch_says_so(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--detach")
    out = repo.folder.parent / "none.zip"
    done = kim("pack", "--out", str(out), "--today", TODAY)
    assert "No branch is checked out" in done.stderr
    assert problems_of(str(out), "--against", str(repo.folder)) == {}


def test_no_setting_of_a_machine_makes_a_sound_pack_unsound(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pack(repo)
    settings = repo.folder.parent / "settings"
    settings.write_text(SETTINGS, "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert problems_of(str(file), "--against", str(repo.folder)) == {}
    assert pack(repo, "again.zip").read_bytes() == file.read_bytes()
