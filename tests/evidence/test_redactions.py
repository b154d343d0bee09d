"""A redaction that was signed and stated, and each way in which one has no say or says too little.

The history is rewritten by the tool that the guide names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.evidence.lockstep import RedactionError, in_step
from macros.evidence.redaction_text import Place, Redaction, read_redaction, redaction_as_text
from macros.evidence.rewritten_files import changed_fields
from macros.history.git import HistoryError, Thing, things_apart
from tests.evidence.conftest import Repo, kim, pack, problems_of
from tests.evidence.redacting import (
    DATUM,
    DECIDED,
    KEEP_FORM,
    STATE,
    TASK,
    WHY,
    Redacting,
    clone_of,
    filter_repo,
    redacting,
    task,
    with_datum,
)
from tests.evidence.test_keys import another_key, withdraw
from tests.projects import ALONE

NAME = "redaction/2026-11-26"


@pytest.fixture(scope="module")
def redacted_once(_landlord: Path, tmp_path_factory: pytest.TempPathFactory) -> Redacting:
    """A history that was redacted, which takes many programs to make. No test changes it."""
    folder = tmp_path_factory.mktemp("redacted") / "landlord"
    shutil.copytree(_landlord, folder)
    with pytest.MonkeyPatch.context() as patch:
        alone_in(patch, folder)
        return redacting(Repo(folder))


@pytest.fixture(scope="module")
def stated_once(redacted_once: Redacting, tmp_path_factory: pytest.TempPathFactory) -> Redacting:
    """The same with the statement."""
    work = redacted_once.copied(tmp_path_factory.mktemp("stated"))
    with pytest.MonkeyPatch.context() as patch:
        alone_in(patch, work.clean.folder)
        done = kim(*STATE, "--today", "2026-11-26")
    assert done.exit_code == 0, done.output
    return work


@pytest.fixture
def work(redacted_once: Redacting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Redacting:
    """A history of the test's own that was redacted; nothing is stated yet."""
    work = redacted_once.copied(tmp_path)
    alone_in(monkeypatch, work.clean.folder)
    return work


@pytest.fixture
def stated(stated_once: Redacting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Redacting:
    """The same with the statement. Whoever verifies stands where their Git knows the key."""
    work = stated_once.copied(tmp_path)
    alone_in(monkeypatch, work.before.folder)
    return work


def alone_in(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """`kim` runs in a folder, with nobody's own settings of Git."""
    patch.chdir(folder)
    for name, value in ALONE.items():
        patch.setenv(name, value)


def against(work: Redacting) -> dict[str, str]:
    return problems_of(str(work.file), "--against", str(work.clean.folder))


def statement(work: Redacting) -> str:
    return work.clean.git("cat-file", "tag", NAME)


def restated(work: Redacting, text: str, *options: str) -> None:
    """The tag made anew with other words, signed by whoever Git signs as, unless told otherwise."""
    message = text.partition("\n\n")[2].partition("-----BEGIN")[0]
    words = options or ("--sign",)
    tag = ("tag", "--force", "--cleanup=verbatim", "--file=-", *words, NAME)
    work.clean.git(*tag, input_=message.encode())


# ------------------------------------------------------------------------------ what is stated


def test_a_statement_says_what_was_changed_and_not_what_stood_there(stated: Redacting) -> None:
    text = statement(stated)
    old, new = (clone.git("rev-parse", "HEAD") for clone in (stated.before, stated.clean))
    assert DATUM not in text
    for line in (
        "date: 2026-11-26",
        f"reason: {WHY}",
        f"decided: {DECIDED}",
        f"old: {old}",
        f"new: {new}",
        f'field: "text" in "{TASK}"',
        'file: "docs/letter.md"',
        f"message: {stated.before.git('rev-parse', 'HEAD~2')}",
        f"seal: seal/2026-07-10 {stated.before.git('rev-parse', 'seal/2026-07-10')}",
        f"{old} {new}",
    ):
        assert line in text.split("\n")
    assert text.partition("commits:\n")[2].count("\n") >= 3
    assert "object " + new in text


def test_it_says_the_same_as_the_tools_own_map(stated: Redacting) -> None:
    kept = (stated.clean.folder / ".git/filter-repo/commit-map").read_text("utf-8")
    pairs = {tuple(line.split()) for line in kept.splitlines()[1:]}
    changed = {" ".join(pair) for pair in pairs if pair[0] != pair[1]}
    mapped = statement(stated).partition("commits:\n")[2].partition("-----BEGIN")[0]
    assert set(mapped.splitlines()) == changed
    assert len(changed) == 3


def test_a_file_that_went_is_not_called_by_its_name(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = ("--invert-paths", "--path", "docs/letter.md")
    work = redacting(repo, *KEEP_FORM, *gone)
    blob = repo.git("rev-parse", "HEAD~2:docs/letter.md")
    monkeypatch.chdir(work.clean.folder)
    assert kim(*STATE, "--today", "2026-11-26").exit_code == 0
    assert f"removed: {blob}" in statement(work)
    assert "letter" not in statement(work)
    monkeypatch.chdir(repo.folder)
    assert against(work) == {}


# ------------------------------------------------------------------------------ what is verified


def test_a_signed_and_stated_redaction_is_no_accusation(stated: Redacting) -> None:
    assert against(stated) == {}
    says = stated.verify()
    assert f"note: {NAME} states a redaction of 2026-11-26, decided by {DECIDED}: {WHY}." in says
    assert f"'docs/letter.md', text in '{TASK}' and the message of 1 commit." in says
    assert f"ok: The signature of {NAME} is checked and good: by the key SHA256:" in says
    assert (
        "But for the places that it names, nothing was changed: the 3 commits of the pack from "
    ) in says
    assert "Nothing but what was redacted was cut or rewritten since" in says
    assert "What can't be proven any more: that what was removed was personal data" in says
    assert "seal/2026-07-10 is void. The signatures of 1 commit are gone." in says
    assert DATUM not in says


def test_what_came_after_it_is_held_against_it(stated: Redacting) -> None:
    stated.clean.write("docs/more.md", "# More\n")
    stated.clean.commit("Go on", "2026-12-01")
    assert against(stated) == {}
    assert "and 1 commit came after it." in stated.verify()
    stated.clean.commit("As if in April", "2026-04-20")
    assert set(against(stated)) == {"back-dated"}


def test_a_pack_from_after_it_carries_it(
    stated: Redacting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stated.clean.folder)
    assert kim("seal", "--today", "2026-11-26").exit_code == 0
    file = pack(stated.clean, "new.zip")
    assert problems_of(str(file)) == problems_of() == {}
    for says in (kim("verify", str(file)).stdout, kim("verify").stdout):
        assert f"note: {NAME} states a redaction of 2026-11-26" in says
        assert f"ok: The signature of {NAME} is checked and good" in says
    unpacked = stated.clean.folder.parent / "unpacked"
    subprocess.run(["unzip", "-q", str(file), "-d", str(unpacked)], check=True)
    words = ["git", "clone", "--quiet", str(unpacked / "history.bundle"), str(unpacked / "clone")]
    subprocess.run(words, check=True)
    assert problems_of(str(stated.file), "--against", str(unpacked / "clone")) == {}


def redacted_again(work: Redacting) -> Repo:
    """Another clone, from which a name was taken out after the first redaction; none is stated."""
    again = clone_of(work.clean, "again", work.key)
    names = again.folder.parent / "names"
    names.write_text("Builder <builder@example.org> <bob@example.org>\n", "utf-8")
    filter_repo(again, *KEEP_FORM, "--mailmap", str(names))
    return again


def test_two_redactions_one_after_the_other(
    stated: Redacting, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = redacted_again(stated)
    monkeypatch.chdir(again.folder)
    second = ("redaction", str(stated.clean.folder), *STATE[2:], "--today", "2026-11-27")
    refused = kim(*second)
    assert f"{NAME} and seal/2026-05-10 are of the old history" in refused.output
    again.git("tag", "--delete", NAME, "seal/2026-05-10")
    assert kim(*second).exit_code == 0
    text = again.git("cat-file", "tag", "redaction/2026-11-27")
    assert text.count("author: ") == 2
    assert kim("seal", "--today", "2026-11-27").exit_code == 0
    monkeypatch.chdir(stated.before.folder)
    work = Redacting(stated.before, stated.file, again, stated.key)
    assert against(work) == {}
    says = work.verify()
    for name in (NAME, "redaction/2026-11-27"):
        assert f"note: {name} states a redaction of" in says
        assert f"ok: The signature of {name} is checked and good" in says
    assert "the author of 2 commits" in says
    assert "the 7 commits of the pack from" in says


def test_an_earlier_statement_that_was_changed_has_no_say(
    stated: Redacting, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = redacted_again(stated)
    text = statement(stated).replace(WHY, "Because we can") + "\n"
    id_ = stated.clean.git("hash-object", "-t", "tag", "-w", "--stdin", input_=text.encode())
    stated.clean.git("update-ref", f"refs/tags/{NAME}", id_)
    again.git("tag", "--delete", NAME, "seal/2026-05-10")
    monkeypatch.chdir(again.folder)
    assert kim("redaction", str(stated.clean.folder), *STATE[2:]).exit_code == 0
    monkeypatch.chdir(stated.before.folder)
    problems = against(Redacting(stated.before, stated.file, again, stated.key))
    assert "this is not what was signed" in problems["redaction-signature"]
    assert "gone" in problems


def test_git_alone_shows_whether_more_was_changed_as_check_txt_says(stated: Redacting) -> None:
    folder = stated.clean.folder.parent / "unpacked"
    subprocess.run(["unzip", "-q", str(stated.file), "-d", str(folder)], check=True)
    text = " ".join((folder / "CHECK.txt").read_text("utf-8").split())
    listed = 'git -C "$REPO" tag --list "redaction/*"'
    shown = 'git -C "$REPO" tag --verify NAME'
    fetched = 'git --git-dir=check.git fetch "$REPO" HEAD'
    compared = "git --git-dir=check.git diff --stat OLD NEW"
    for command in (listed, shown, fetched, compared):
        assert f"'{command}'" in text
    words = dict(line.split(": ", 1) for line in statement(stated).split("\n") if ": " in line)
    script = "\n".join(
        (
            "git clone --quiet --bare history.bundle check.git",
            listed,
            shown.replace("NAME", NAME),
            f"{fetched} 2>/dev/null",
            compared.replace("OLD", f"{words['old']}~2").replace("NEW", f"{words['new']}~2"),
        )
    )
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env={**os.environ, "REPO": str(stated.clean.folder)},
        capture_output=True,
        check=True,
    )
    printed = done.stdout.decode()
    assert printed.startswith(f"{NAME}\n")
    assert f"reason: {WHY}" in printed
    assert "2 files changed" in printed
    assert b'Good "git" signature for sam@example.org' in done.stderr


# ----------------------------------------------------------------------------- what has no say


def test_without_a_statement_it_is_told_as_before(
    work: Redacting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(work.before.folder)
    assert {"force-push", "gone", "seal-gone"} <= set(against(work))


def test_an_unsigned_statement_has_no_say(stated: Redacting) -> None:
    restated(stated, statement(stated), "--annotate", "--no-sign")
    problems = against(stated)
    assert (
        f"{NAME} bears no signature, so anybody can have made it."
        in (problems["redaction-unsigned"])
    )
    assert {"force-push", "seal-gone"} <= set(problems)


def test_a_statement_by_a_key_that_is_not_listed_has_no_say(stated: Redacting) -> None:
    key = another_key(stated.clean)
    assert key
    restated(stated, statement(stated))
    problems = against(stated)
    assert "which is not among the signers" in problems["redaction-signature"]
    assert "force-push" in problems


def test_a_statement_by_a_key_that_was_withdrawn_has_no_say(stated: Redacting) -> None:
    withdraw(stated.before, stated.key)
    problems = against(stated)
    assert "which was withdrawn" in problems["redaction-signature"]
    assert "force-push" in problems


def test_a_statement_whose_words_were_changed_has_no_say(stated: Redacting) -> None:
    text = statement(stated).replace(WHY, "Because we can") + "\n"
    id_ = stated.clean.git("hash-object", "-t", "tag", "-w", "--stdin", input_=text.encode())
    stated.clean.git("update-ref", f"refs/tags/{NAME}", id_)
    assert "this is not what was signed" in against(stated)["redaction-signature"]


def test_where_nobody_vouches_for_the_key_it_is_not_checked(stated: Redacting) -> None:
    stated.before.git("config", "--unset", "gpg.ssh.allowedSignersFile")
    report = json.loads(stated.verify("--format", "json"))
    assert report["problems"] == []
    assert [finding["rule"] for finding in report["not_checked"]] == ["redaction-signature"]
    assert "it is not known that the landlord stated it" in report["not_checked"][0]["message"]


def test_a_statement_that_was_moved_has_no_say(stated: Redacting) -> None:
    text = statement(stated)
    stated.clean.commit("Go on", "2026-12-01")
    restated(stated, text)
    problems = against(stated)
    assert "and stands on" in problems["redaction-moved"]
    assert "force-push" in problems


def test_a_statement_about_another_branch_has_no_say_and_is_no_problem(stated: Redacting) -> None:
    early = stated.clean.git("rev-list", "--reverse", "HEAD").split()[4]
    stated.clean.git("checkout", "--quiet", "-B", "main", early)
    report = json.loads(stated.verify("--format", "json"))
    assert "redaction-elsewhere" in {finding["rule"] for finding in report["notes"]}
    assert {finding["rule"] for finding in report["problems"]} >= {"dropped-tip", "gone"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("commits:", "and:"),
        lambda text: text.replace("reason: ", "cause: "),
        lambda text: text.replace('"text"', "text"),
        lambda text: text.replace("field: ", "folder: "),
        lambda text: text.replace("commits:\n", f"commits:\n{'1' * 40} {'2' * 40}\n" * 2),
        lambda text: text.replace("commits:\n", "commits:\nall of them\n"),
    ],
)
def test_a_statement_that_cannot_be_read_has_no_say(
    stated: Redacting, spoil: Callable[[str], str]
) -> None:
    restated(stated, spoil(statement(stated)))
    problems = against(stated)
    assert "doesn't say what a redaction does" in problems["not-a-redaction"]
    assert "force-push" in problems


# ------------------------------------------------------------------------------ what goes too far


def test_what_a_statement_does_not_name_is_a_finding(stated: Redacting) -> None:
    restated(stated, statement(stated).replace('file: "docs/letter.md"\n', ""))
    problems = against(stated)
    assert set(problems) == {"redaction-overreach"}
    assert "'docs/letter.md', in" in problems["redaction-overreach"]


def test_a_message_that_is_not_named_is_a_finding_and_its_old_words_are_not_repeated(
    stated: Redacting,
) -> None:
    lines = statement(stated).split("\n")
    restated(stated, "\n".join(line for line in lines if not line.startswith("message: ")))
    problems = against(stated)
    assert set(problems) == {"redaction-overreach"}
    assert "its message, in" in problems["redaction-overreach"]
    assert "('Say that [removed] rings', 10 June 2026)" in problems["redaction-overreach"]
    assert DATUM not in stated.verify()


def test_another_field_of_the_same_record_is_a_finding(stated: Redacting) -> None:
    restated(stated, statement(stated).replace('"text" in', '"title" in'))
    assert f"text in '{TASK}', in" in against(stated)["redaction-overreach"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"message": "Other words"}, "its message"),
        ({"author": "Eve Else"}, "who wrote it"),
        ({"written": "2026-07-09"}, "when it was written"),
        ({"committed": "2026-07-09"}, "when it was committed"),
        ({"file": "registers/tasks/T-1.yml"}, "'registers/tasks/T-1.yml'"),
    ],
)
def test_whatever_else_was_changed_with_it_is_a_finding(
    stated: Redacting, changed: dict[str, str], says: str
) -> None:
    text = statement(stated)
    old = stated.clean.git("rev-list", "--reverse", "HEAD").split()
    stated.clean.replay(6, **changed)
    new = stated.clean.git("rev-list", "--reverse", "HEAD").split()
    for was, now in zip(old, new, strict=True):
        text = text.replace(was, now)
    restated(stated, text)
    problems = against(stated)
    assert set(problems) == {"redaction-overreach"}
    assert f"{says}, in" in problems["redaction-overreach"]


def test_commits_that_a_statement_leaves_out_are_told_as_before(stated: Redacting) -> None:
    lines = statement(stated).split("\n")
    start = lines.index("commits:")
    restated(stated, "\n".join([*lines[: start + 1], *lines[start + 2 :]]))
    assert "force-push" not in (problems := against(stated))
    assert {"redaction-overreach", "changed-file"} & set(problems)


# --------------------------------------------------------------------------------- making one


def test_a_seal_that_is_left_on_another_commit_has_to_go_first(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = with_datum(repo)
    clean = clone_of(repo, "clean", key)
    filter_repo(clean, *KEEP_FORM)
    monkeypatch.chdir(clean.folder)
    done = kim(*STATE)
    assert done.exit_code == 1
    assert "'git tag --delete seal/2026-07-10'" in done.output


def test_a_history_that_lost_commits_is_refused_with_a_way_out(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = with_datum(repo)
    task(repo, "text: Ring [removed]\n")
    clean = clone_of(repo, "clean", key)
    filter_repo(clean, "--invert-paths", "--path", "registers/roles/ROLE-ringer.yml")
    monkeypatch.chdir(clean.folder)
    done = kim(*STATE)
    assert done.exit_code == 1
    assert "--prune-empty never" in done.output


@pytest.mark.parametrize(
    ("changed", "says"),
    [({"written": "2026-07-09"}, "written of"), ({"committed": "2026-07-09"}, "committed of")],
)
def test_dates_are_no_part_of_a_redaction(
    work: Redacting, changed: dict[str, str], says: str
) -> None:
    work.clean.replay(6, **changed)
    done = kim(*STATE)
    assert done.exit_code == 1
    assert says in done.output


@pytest.mark.parametrize(
    ("option", "text"), [("--why", f"Because of {DATUM}"), ("--decided", "Ms Jane Smith")]
)
def test_a_statement_that_repeats_data_is_refused(work: Redacting, option: str, text: str) -> None:
    assert work
    words = list(STATE)
    words[words.index(option) + 1] = text
    done = kim(*words)
    assert done.exit_code == 1
    assert f"{option} holds what looks personal" in done.output
    assert text not in done.output
    assert "Nothing was stated." in done.output


def test_nothing_is_stated_of_the_same_history_or_without_a_key(work: Redacting) -> None:
    same = ["redaction", ".", *STATE[2:]]
    assert "Both histories end with the same commit" in kim(*same).output
    work.clean.git("config", "--unset", "user.signingkey")
    assert "Git has no key to sign with" in kim(*STATE).output


# --------------------------------------------------------------------------------- copies of seals


def test_a_copy_of_a_seal_that_it_made_void(
    stated: Redacting, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = stated.clean.folder.parent / "seal.txt"
    copy.write_text(stated.before.git("cat-file", "tag", "seal/2026-07-10") + "\n", "utf-8")
    monkeypatch.chdir(stated.clean.folder)
    done = kim("verify", "--copy", str(copy))
    assert done.exit_code == 0, done.output
    assert f"{NAME} states that a redaction made it void" in done.stdout
    stated.clean.git("tag", "--delete", NAME)
    assert {"seal-cut", "seal-gone"} <= set(problems_of("--copy", str(copy)))


IDS = st.text("0123456789abcdef", min_size=40, max_size=40)
PATHS = st.text(
    st.characters(exclude_categories=()).filter(lambda letter: letter != "\0"), min_size=1
)


@given(
    paths=st.lists(PATHS, max_size=4),
    field=PATHS,
    ids=st.lists(IDS, min_size=6, max_size=12, unique=True),
    tag=st.binary(max_size=40),
)
def test_what_is_stated_is_what_is_read(
    paths: list[str], field: str, ids: list[str], tag: bytes
) -> None:
    half = len(ids) // 2
    commits = dict(zip(ids[:half], ids[half : 2 * half], strict=True))
    whole = [Place("file", path) for path in paths]
    parts = [Place("field", field, path) for path in paths]
    old, new = next(iter(commits.items()))
    stated = Redaction(
        day="2026-11-26",
        reason=WHY,
        decided=DECIDED,
        old=old,
        new=new,
        places=(*whole, *parts, Place("removed", ids[0]), Place("author", ids[1])),
        seals={"seal/2026-07-10": ids[2]},
        commits=commits,
        earlier=(tag,) if tag else (),
    )
    text = redaction_as_text(stated)
    assert read_redaction(text) == stated
    assert text.isascii()


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        (b"id: T-1\ntext: a\n", b"id: T-1\ntext: b\n", ("text",)),
        (b"id: T-1\ntext: >-\n  a\n  b\n", b"id: T-1\ntext: >-\n  a\n", ("text",)),
        (b"id: T-1\ntext: a\nurgent: true\n", b"id: T-1\nurgent: true\n", ("text",)),
        (b"id: T-1\ntext: a # by\n", b"id: T-1\ntext: a\n", ()),
        (b"id: T-1\n# by\ntext: a\n", b"id: T-1\ntext: b\n", ()),
        (b"# by\nid: T-1\ntext: a\n", b"id: T-1\ntext: b\n", ()),
        (b"id: T-1\ntext: a\n", b"text: b\nid: T-1\n", ()),
        (b"id: T-1\ntext: a\ntext: b\n", b"id: T-1\ntext: c\n", ()),
        (b"no field\n", b"id: T-1\n", ()),
    ],
)
def test_fields_are_named_only_where_nothing_beside_them_differs(
    old: bytes, new: bytes, fields: tuple[str, ...]
) -> None:
    assert changed_fields(old, new) == fields


def entry(mode: bytes, name: bytes, letter: bytes) -> bytes:
    return mode + b" " + name + b"\0" + letter * 20


def test_folders_are_compared_to_their_last_byte() -> None:
    old = entry(b"100644", b"a", b"1") + entry(b"40000", b"b", b"2") + entry(b"100644", b"c", b"3")
    new = (
        entry(b"100755", b"a", b"1")
        + entry(b"040000", b"b", b"4")
        + entry(b"120000", b"\xff", b"5")
    )
    apart = {name: (was, now) for name, was, now in things_apart(old, new, 20)}
    assert set(apart) == {"a", "b", "c", "\udcff"}
    assert apart["a"] == (Thing("100644", "31" * 20), Thing("100755", "31" * 20))
    assert [thing.is_folder for thing in apart["b"] if thing] == [True, True]
    assert apart["c"][1] is apart["\udcff"][0] is None
    assert list(things_apart(old, old, 20)) == []
    for hidden in (new[:-1], new + b"x", new + entry(b"9", b"d", b"6")):
        with pytest.raises(HistoryError):
            list(things_apart(old, hidden, 20))


def test_two_histories_in_step() -> None:
    old = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}
    new = {"a": (), "B": ("a",), "c": ("a",), "D": ("B", "c")}
    assert in_step(old, new, "d", "D") == {"b": "B", "d": "D"}
    assert in_step(old, old, "d", "d") == {}


@pytest.mark.parametrize(
    "new",
    [
        {"a": (), "B": ("a",), "D": ("B",)},
        {"a": (), "D": ("a", "a")},
        {"A": (), "B": ("A",), "C": (), "D": ("B", "C")},
        {"A": (), "B": ("A",), "D": ("B", "B")},
        {"a": (), "c": ("a",), "b": ("a",), "D": ("c", "b")},
    ],
)
def test_two_histories_out_of_step_are_refused(new: Mapping[str, tuple[str, ...]]) -> None:
    old = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}
    with pytest.raises(RedactionError, match="--prune-empty never"):
        in_step(old, new, "d", "D")
