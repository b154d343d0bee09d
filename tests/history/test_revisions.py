"""Every history of `tests/histories`: its story in words, its replay, and the naive second way.

`pytest tests/history/test_revisions.py --update-cases` writes the stories down; read the diff
before you keep it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from macros.history.git import HistoryError
from macros.history.landings import CLOCKS, clock
from macros.history.load import load_history
from macros.history.replay import replayed
from macros.history.revisions import History
from macros.history.versions import key_of
from macros.model import Change, Key, Person, Revision, Value, Version, dotted
from tests.history import naive
from tests.repositories import HISTORIES, Built, build, git, read_case

CASES = sorted(path.name for path in HISTORIES.iterdir() if path.is_dir())

ReadCase = Callable[[str, str], tuple[Built, History]]
"""A case's repository with digests of one kind, and its history. No test changes it."""


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> ReadCase:
    @cache
    def built_and_read(case: str, digests: str) -> tuple[Built, History]:
        folder = tmp_path_factory.mktemp("case") / "project"
        built = build(folder, read_case(HISTORIES / case), f"--object-format={digests}")
        return built, load_history(built.folder)

    return built_and_read


# ------------------------------------------------------------------------------------ the cases


@pytest.mark.parametrize("digests", ["sha1", "sha256"])
@pytest.mark.parametrize("case", CASES)
def test_a_history_is_told_in_these_words_and_is_what_git_says_file_by_file(
    case: str, digests: str, read_once: ReadCase, pytestconfig: pytest.Config
) -> None:
    built, past = read_once(case, digests)
    expected = HISTORIES / case / "expected.txt"
    if pytestconfig.getoption("--update-cases") and digests == "sha1":
        expected.write_text(story(past, built), "utf-8")
    assert story(past, built) == expected.read_text("utf-8")
    assert past.pending == {}
    if digests == "sha1":  # with others it is the same story
        replays_to_what_each_commit_holds(past, built.folder)
        agrees_with_the_naive_way(past, built.folder)


def replays_to_what_each_commit_holds(past: History, folder: Path) -> None:
    """At each commit of the main line, a record's changes until then make what its file holds."""
    blobs = naive.blobs(folder)
    until: set[str] = set()
    for commit in past.line:
        until.add(commit.id)
        ours: dict[Key, Version | None] = {}
        for key, trail in past.trails.items():
            ours[key] = replayed(revision for revision in trail if revision.commit.id in until)
        theirs = held_at(folder, commit.id, blobs)
        for key, version in ours.items():
            assert version in theirs.get(key, [None]), (key, commit.subject)
        assert {key for key, version in ours.items() if version is not None} == set(theirs)


def held_at(folder: Path, commit: str, blobs: Mapping[str, bytes]) -> Mapping[Key, list[Version]]:
    """What the files of a commit hold; more than one where two of them bear one name."""
    versions: dict[Key, list[Version]] = {}
    for line in git(folder, "ls-tree", "-r", "-z", commit).split("\0"):
        about, _, path = line.partition("\t")
        key = key_of(as_we_say(path))
        if about and key and about.split(" ")[0] in naive.PLAIN_FILES:
            content = blobs[about.split(" ")[2]]
            versions.setdefault(key, []).append(naive.read(path, content))
    return versions


def agrees_with_the_naive_way(past: History, folder: Path, every: int = 1) -> None:
    """Each record's commits and its version after each, as `git log -p` has them for its files."""
    order = {commit.id: number for number, commit in enumerate(past.line)}
    for key, paths in sorted(paths_ever(folder).items())[::every]:
        after = sorted(
            (
                (order[commit], path, content)
                for path in paths
                for commit, content in naive.texts(folder, path, "--no-renames")
            ),
            key=lambda text: text[:2],
        )
        theirs = list(versions_of(after))
        ours = [
            (order[revision.commit.id], replayed(past.trails[key][: number + 1]))
            for number, revision in enumerate(past.trails.get(key, ()))
        ]
        assert ours == theirs, key


def paths_ever(folder: Path) -> Mapping[Key, set[str]]:
    log = git(
        folder, "log", "--first-parent", "-m", "--name-only", "--no-renames", "--relative", "-z",
        "--format=%x01", "HEAD",
    )  # fmt: skip
    paths: dict[Key, set[str]] = {}
    for path in log.replace("\x01", "").split("\0"):
        name = path.removeprefix("\n")
        if key := key_of(as_we_say(name)):
            paths.setdefault(key, set()).add(name)
    return paths


def as_we_say(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def versions_of(after: list[tuple[int, str, bytes | None]]) -> Iterator[tuple[int, Version | None]]:
    """A record's versions from those of its files: it is the first file, while that is there."""
    contents: dict[str, bytes] = {}
    file = ""
    for number in sorted({number for number, _, _ in after}):
        before = (file, contents.get(file))
        for _, path, content in (text for text in after if text[0] == number):
            if content is None:
                contents.pop(path, None)
            else:
                contents[path] = content
        file = file if file in contents else min(contents, default="")
        if before != (file, contents.get(file)):
            yield number, naive.read(file, contents[file]) if file else None


# ------------------------------------------------------------------------------------- in words


def story(past: History, built: Built) -> str:
    return "\n".join(_story(past, built)) + "\n"


def _story(past: History, built: Built) -> Iterator[str]:
    yield "The main line:"
    for commit, landed in zip(past.line, past.landed, strict=True):
        yield f"  {built.names[commit.id]}: {_who(commit.author)}, {_when(commit.committed)}"
        if commit.written != commit.committed:
            yield f"    written: {_when(commit.written)}"
        if landed != commit.committed:
            yield f"    landed: {_when(landed)}"
        yield f"    {_shown(commit.subject)}"
        yield from (f"    | {_shown(line)}" for line in commit.body.split("\n") if commit.body)
        yield from (f"    approved: {_shown(name)}" for name in commit.approvals)
        yield from (f"    reviewed: {_shown(name)}" for name in commit.reviews)
        yield from (f"    with: {_who(person)}" for person in commit.coauthors)
    for commit in past.skewed:
        wrong = CLOCKS[clock(commit.committed, past.landed_at(commit.id))]
        yield f"Dated {wrong}: {built.names[commit.id]}"
    yield from (f"Tag {name}: {built.names[id_]}" for name, id_ in past.tags.items())
    for key in sorted(past.trails):
        yield ""
        gone = " (no longer there)" if past.deleted(key) else ""
        yield f"{key.register or 'page'} {_shown(key.id)}{gone}"
        for revision in past.trails[key]:
            yield from _revision(past, revision, built)
        if past.trail(key) != past.trails[key]:
            yield "  with its former names:"
            for revision in past.trail(key):
                yield from (f"  {line}" for line in _revision(past, revision, built))
    yield from _left_out(past, built)


def _left_out(past: History, built: Built) -> Iterator[str]:
    for key, left_out in sorted(past.left_out.items()):
        yield from ("", f"{key.register or 'page'} {_shown(key.id)}, by the way")
        for revision in left_out:
            yield from _revision(past, revision, built)


def _when(instant: datetime) -> str:
    return f"{instant:%d %B} {instant.year:04} {instant:%H:%M %z}"


def _who(person: Person) -> str:
    known = f", known as {person.known_as}" if person.known_as != person.name else ""
    return f"{person.name} <{person.mail}>{known}"


def _revision(past: History, revision: Revision, built: Built) -> Iterator[str]:
    moved = {True: "to", False: "from"}[revision.kind == "deleted"]
    about = [
        f"{revision.kind} by {built.names[revision.commit.id]}",
        f"file {_shown(revision.file)}",
        f"formerly {revision.was}" if revision.was else "",
        f"moved {moved} {revision.moved.register} {revision.moved.id}" if revision.moved else "",
        "" if revision.readable else "can't be read",
        "" if revision.changes else "nothing but its form",
        f"together with {' and '.join(folders)}"
        if (folders := past.with_program(revision))
        else "",
    ]
    yield f"  {'; '.join(part for part in about if part)}"
    for change in revision.changes:
        values = f"{_value(change.old)} → {_value(change.new)}"
        yield f"    {dotted(change.path) or 'the text'}: {values}{_credit(change, built)}"


def _credit(change: Change, built: Built) -> str:
    if change.by:
        return f" (by {built.names[change.by.id]})"
    return " (made in the merge itself)" if change.merged else ""


def _value(value: Value | None) -> str:
    if value is None:
        return "nothing"
    shown = _shown(
        value
        if isinstance(value, str) and value[:1] not in ("[", "{")
        else json.dumps(value, ensure_ascii=False)
    )
    return shown if len(shown) < 200 else f"{shown[:20]}… ({len(str(value))} characters)"


def _shown(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", lambda control: f"\\x{ord(control[0]):02X}", text)


# ------------------------------------------------------------------ the naive way, file by file

UNLIKE = {
    "dates-that-nobody-can-have": "the new file is less than half alike; the id is the same",
    "file-ending-on-a-branch": "the same",
    "file-renamed": "the same",
    "list-and-file-name-on-a-branch": "the same",
    "pages-half-alike": "Git counts bytes; a page is the same where half of its sections are",
    "renamed-and-edited-on-a-branch": "the branch moved it before it changed it",
    "renamed-on-a-branch": "the same",
    "renamed-twice-on-a-branch": "the branch moved it before it changed it",
    "links-and-submodules": "Git tells of the link that had the name before the record",
    "odd-file-names": "a name that isn't UTF-8 can't be asked for as it is shown",
    "two-files-of-one-name": "the other file was there before it became the record",
}
"""Where `git log --follow` tells another story, and why ours is right."""


@pytest.mark.parametrize("case", CASES)
def test_git_follows_a_file_to_the_same_commits(case: str, read_once: ReadCase) -> None:
    built, past = read_once(case, "sha1")
    agreed = True
    for key, trail in past.trails.items():
        if not past.deleted(key):
            theirs = [
                (built.names[commit], content)
                for commit, content in naive.texts(built.folder, trail[-1].file, "--follow")
            ]
            ours = [built.names[revision.commit.id] for revision in past.trail(key)]
            agreed &= ours == [commit for commit, _ in theirs]
    assert agreed == (case not in UNLIKE)


def test_this_project_s_own_history_is_the_same_both_ways(request: pytest.FixtureRequest) -> None:
    project = Path(__file__).parents[2]
    try:
        past = request.getfixturevalue("real_past")
    except HistoryError:
        pytest.skip("the project's own history isn't here in full; the cases above are")
    agrees_with_the_naive_way(past, project, every=20)
