"""The one door to Git: what the repository says, as it says it, in as few processes as will do.

Nothing here knows what a record is. A history that would be short or false (a shallow clone, a partial clone,
no repository at all) is refused with its cure: half a history reads like a whole one.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, NamedTuple

from macros.model import Commit, Person
from macros.model.errors import KimError
from macros.model.text import either

ENVIRONMENT = {
    "GIT_NO_REPLACE_OBJECTS": "1",  # a replace ref changes what an old commit holds, and `git fsck` says nothing
    "GIT_GRAFT_FILE": os.devnull,  # a graft cuts the history, and the clone doesn't count as shallow
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

ELSEWHERE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_SHALLOW_FILE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)  # fmt: skip
"""What a Git hook leaves in the environment. It would make Git read another repository than the one that is asked about."""

OPTIONS = (
    "-c", "i18n.logOutputEncoding=UTF-8",
    "-c", "log.showSignature=false",
    "-c", "mailmap.blob=HEAD:.mailmap",
    "-c", "mailmap.file=",
    "-c", "advice.graftFileDeprecated=false",
    "-c", "core.quotePath=false",
    "-c", "diff.orderFile=" + os.devnull,
    "-c", "diff.relative=false",
    "-c", "core.commitGraph=false",
    "-c", "core.fsmonitor=false",
)  # fmt: skip
"""What a reader's own settings must not change, and no cache may stand in for: a commit graph can say what no commit does."""

FIELDS = ("%H", "%P", "%an", "%ae", "%aN", "%at", "%aI", "%cn", "%ce", "%cN", "%ct", "%cI", "%B", "%(trailers:key=Approved-by,key=Reviewed-by,valueonly,unfold,separator=%x1f)")  # fmt: skip
"""What is asked of each commit. Git parses the trailers: who approved is what the message says."""

LOG = (
    "log", "--topo-order", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames", "--root", "-O" + os.devnull, "--no-ext-diff",
    "--diff-merges=first-parent", "--no-color", "--format=%x01" + "%x00".join(FIELDS) + "%x00",
)  # fmt: skip

PART = 2000
"""Commits that are read at a time."""

LEAST = (2, 31)
"""The first Git that knows --diff-merges=first-parent (March 2021)."""

FOLDERS = ("registers", "docs")
"""Where records and pages lie: what else differs from the last commit is nobody's history."""

FILES = ("100644", "100755")
"""Modes of plain files. A symbolic link or a submodule may have a record's name, and is no record."""


LAST = datetime(9999, 12, 30, tzinfo=UTC)
"""The last instant that every time zone can still write as a date."""


class HistoryError(KimError):
    """The history can't be read in full. Says why and what to do, in two sentences."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message, self.hint = message, hint


class ChangedFile(NamedTuple):
    """One file as a commit changed it, against its first parent. An empty blob: there was, or is, no file."""

    path: str
    old: str
    new: str


class CommitEntry(NamedTuple):
    """A commit, the files that it changed, and whether it bears a signature."""

    commit: Commit
    files: tuple[ChangedFile, ...]
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Repository:
    """A clone that holds the whole history, and the project's place in it ("" or "folder/")."""

    folder: Path
    prefix: str = ""

    def run(
        self, *arguments: str, input_: bytes | None = None, allowed: Sequence[int] = (0,)
    ) -> bytes:
        """What Git prints. Raises NoHistory with Git's own words where it fails."""
        done = self.tried(*arguments, input_=input_)
        if done.returncode not in allowed:
            raise _failed(arguments[0], done.stderr)
        return done.stdout

    def tried(
        self, *arguments: str, input_: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """What became of a Git command, whatever became of it."""
        return _git(self.folder, *arguments, input_=input_)

    def text(self, *arguments: str) -> str:
        """What Git prints, as one text."""
        return self.run(*arguments).decode("utf-8", "replace").strip()


def _environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if name not in ELSEWHERE
    } | ENVIRONMENT


def _git(
    folder: Path, *arguments: str, input_: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - our own arguments, no shell
            ["git", *OPTIONS, "-C", str(folder), *arguments],  # noqa: S607 - git is where the reader has it
            input=input_,
            stdin=subprocess.DEVNULL if input_ is None else None,
            capture_output=True,
            check=False,
            env=_environment(),
        )
    except OSError as reason:
        raise HistoryError(
            "Git is not installed here, so the history can't be read.",
            "Install Git, and try again.",
        ) from reason


# ------------------------------------------------------------------------------------------------ opening


def open_repository(folder: Path) -> Repository:
    """The repository that a project lies in. Raises NoHistory where its history isn't all there."""
    _check_version(folder)
    found = _git(folder, "rev-parse", "--show-prefix", "--is-shallow-repository")
    if found.returncode:
        raise _no_repository(folder, found.stderr.decode("utf-8", "replace"))
    prefix, shallow = found.stdout.decode("utf-8", "replace").split("\n")[:2]
    repository = Repository(folder, prefix)
    if shallow == "true":
        raise HistoryError(
            "This is a shallow clone: its history has been cut off.",
            "Run 'git fetch --unshallow'; in CI, fetch with depth 0.",
        )
    if repository.tried("rev-parse", "--verify", "--quiet", "HEAD").returncode:
        raise HistoryError(
            "This repository has no commit yet, so there is no history.",
            "Commit the registers first.",
        )
    if repository.tried("rev-parse", "--verify", "--quiet", "HEAD^{tree}").returncode:
        raise _damaged("the last commit")
    if prefix and not repository.run("ls-tree", "--full-tree", "HEAD", "--", prefix):
        raise HistoryError(
            f"There is no Git repository in {folder.name}: the one around it holds none of these files.",
            "Clone the project whole instead of copying its files, or commit it where it is.",
        )
    _check_whole(repository)
    return repository


def _check_version(folder: Path) -> None:
    said = _git(folder, "version").stdout.decode("utf-8", "replace")
    found = re.search(r"(\d+)\.(\d+)", said)
    if found and (int(found[1]), int(found[2])) < LEAST:
        raise HistoryError(
            f"This is Git {found[0]}, which can't say what a merge changed.",
            "Install Git 2.31 or later.",
        )


def _no_repository(folder: Path, said: str) -> HistoryError:
    if "dubious ownership" in said or "unsafe repository" in said:
        place = re.search(
            r"safe\.directory (.+)", said
        )  # the repository's own folder, which may be above the project's
        return HistoryError(
            "Git doesn't read this repository, because its files belong to another user.",
            f"Run 'git config --global --add safe.directory {place[1] if place else folder}' if you trust it.",
        )
    if "not a git repository" in said:
        return HistoryError(
            f"There is no Git repository in {folder.name}, so nobody can say who changed what and when.",
            "Clone the repository whole instead of copying its files, or run 'git init' and commit.",
        )
    return HistoryError(
        f"The history can't be read: {said.strip()}.", "Clone the repository again."
    )


def _failed(command: str, complaint: bytes) -> HistoryError:
    said = complaint.decode("utf-8", "replace").strip() or "it gave no reason"
    return HistoryError(
        f"Git could not do '{command}': {said}.", "Run 'git fsck --full' to see what is broken."
    )


def _damaged(what: str) -> HistoryError:
    return HistoryError(
        f"The history is damaged: {what} is missing or not what it was.",
        "Clone the repository again, or restore it from a copy.",
    )


def _check_whole(repository: Repository) -> None:
    """A partial clone fetches what it lacks one by one, or can't. It is whole where nothing is missing."""
    partial = repository.tried(
        "config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$"
    )
    if partial.returncode == 0 and partial.stdout.strip():
        missing = repository.run("rev-list", "--objects", "--missing=print", "HEAD")
        if any(line.startswith(b"?") for line in missing.split(b"\n")):
            raise HistoryError(
                "This is a partial clone: old versions of files are missing.",
                "Run 'git fetch --refetch --no-filter'.",
            )


# ------------------------------------------------------------------------------------------------ reading


def log(repository: Repository, tip: str = "HEAD") -> Iterator[CommitEntry]:
    """Every commit that `tip` holds, parents before children, each with its files against its first parent.

    Not limited to a path: Git would compare each commit twice, and leave commits out. Each commit is read once more
    and held against its name, so that no overwritten object bends the line (a tree isn't: `git fsck` does that).
    They come as Git finds them, so that old versions can be read meanwhile.
    """
    known: set[str] = set()
    lost: set[str] = set()
    found = _logged(_tokens(repository, *LOG, tip, "--"), repository.prefix)
    while part := list(islice(found, PART)):
        raw = contents(repository, [logged.commit.id for logged in part])
        for logged, (_, content) in zip(part, raw, strict=True):
            known.add(logged.commit.id)
            lost.update(parent for parent in logged.commit.parents if parent not in known)
            yield logged._replace(signed=_is_signed(content))
    if lost:
        raise _damaged(min(lost))


def _tokens(repository: Repository, *arguments: str) -> Iterator[bytes]:
    """What Git prints, cut at each NUL, while it goes on printing."""
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            ["git", *OPTIONS, "-C", str(repository.folder), *arguments],  # noqa: S607 - as above
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=_environment(),
        ) as run,
    ):
        printed: SimpleQueue[bytes] = SimpleQueue()
        reader = Thread(target=_drain, args=(run.stdout, printed), daemon=True)
        reader.start()
        rest = b""
        while some := printed.get():
            *whole, rest = (rest + some).split(b"\0")
            yield from whole
        reader.join()
        if run.wait():
            complaints.seek(0)
            raise _failed(arguments[0], complaints.read())


def _drain(source: IO[bytes], into: SimpleQueue[bytes]) -> None:
    """Take all that Git prints as soon as it does: it would wait for us otherwise, and we for it."""
    while some := source.read(1 << 16):
        into.put(some)
    into.put(b"")


def _is_signed(content: bytes) -> bool:
    return b"\ngpgsig" in content.partition(b"\n\n")[0]


def _logged(tokens: Iterator[bytes], prefix: str) -> Iterator[CommitEntry]:
    """Tokens in turn: the fields of a commit, then pairs of a raw entry and a path. Never split by lines."""
    token = next(tokens, b"")
    while token:
        fields = [token[1:], *(next(tokens) for _ in FIELDS[1:])]
        files: list[ChangedFile] = []
        token = next(tokens, b"")
        while not token.startswith(b"\x01"):
            entry = token.removeprefix(b"\n")
            if entry.startswith(b":"):
                files += _file(entry, next(tokens), prefix)
            following = next(tokens, None)
            if following is None:
                token = b""
                break
            token = following
        yield CommitEntry(
            _commit([field.decode("utf-8", "replace") for field in fields]), tuple(files)
        )


def _file(entry: bytes, path: bytes, prefix: str) -> Iterator[ChangedFile]:
    old_mode, new_mode, old, new, _ = entry[1:].decode("ascii").split(" ")
    name = path.decode("utf-8", "replace")
    if name.startswith(prefix):
        before, after = old if old_mode in FILES else "", new if new_mode in FILES else ""
        if before or after:
            yield ChangedFile(name.removeprefix(prefix), before, after)


def _commit(fields: Sequence[str]) -> Commit:
    (
        id_,
        parents,
        name,
        mail,
        mapped,
        written,
        written_iso,
        by,
        by_mail,
        by_mapped,
        made,
        made_iso,
        message,
        approvals,
    ) = fields
    subject, _, body = message.replace("\r\n", "\n").strip("\n").partition("\n")
    return Commit(
        id_,
        tuple(parents.split()),
        Person(name, mail, mapped),
        Person(by, by_mail, by_mapped),
        _when(written, written_iso),
        _when(made, made_iso),
        subject,
        body.strip("\n"),
        tuple(one.strip() for one in approvals.split("\x1f") if one.strip()),
    )


def _when(seconds: str, iso: str) -> datetime:
    """An instant with the offset that was recorded; where that offset is none that exists, in UTC.

    Git takes any number for a time, and none at all: before and behind the calendar, its first and last days stand.
    """
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        known = int(seconds) if seconds.removeprefix("-").isdecimal() else 0
        when = datetime.fromtimestamp(min(max(known, 0), LAST.timestamp()), UTC)
    return min(when, LAST)


def contents(repository: Repository, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each object, by the name that it was asked for, from one process.

    The name of an object is the digest of what it holds, and each is checked: Git itself gives out an object
    that somebody has overwritten. Raises NoHistory where one is missing or isn't what its name says.
    """
    wanted = list(names)
    if not wanted:
        return
    with (
        tempfile.TemporaryFile() as asked
    ):  # a file, not a pipe: nobody has to write while somebody reads
        asked.write("\n".join(wanted).encode() + b"\n")
        asked.seek(0)
        with subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            ["git", *OPTIONS, "-C", str(repository.folder), "cat-file", "--batch", "--buffer"],  # noqa: S607 - as above
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as run:
            assert run.stdout
            for name in wanted:
                header = run.stdout.readline()
                _, kind, size = (*header.split(), b"", b"", b"")[:3]
                content = run.stdout.read(int(size) + 1)[:-1] if size else b""
                digest = hashlib.new("sha1" if len(name) == 40 else "sha256", usedforsecurity=False)
                digest.update(kind + b" " + size + b"\0" + content)
                if digest.hexdigest() != name:
                    run.kill()
                    raise _damaged(name)
                yield name, content


def tree(repository: Repository, commit: str) -> Mapping[str, str]:
    """Every plain file of the project in a commit: its path and its blob."""
    found: dict[str, str] = {}
    for line in repository.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        about, _, path = line.partition(b"\t")
        name = path.decode("utf-8", "replace")
        if (
            about
            and name.startswith(repository.prefix)
            and about.split(b" ")[0].decode("ascii") in FILES
        ):
            found[name.removeprefix(repository.prefix)] = about.split(b" ")[2].decode("ascii")
    return found


def changed_here(repository: Repository) -> list[str]:
    """The files of registers and pages that may differ from the last commit, or that it doesn't hold.

    Among them are those that Git was told not to look at: an ignored file is shown on the site like any other.
    """
    status = repository.run(
        "status", "--porcelain", "-z", "--no-renames", "--untracked-files=no", "--", *FOLDERS
    )
    unseen = repository.run("ls-files", "--others", "-z", "--full-name", "--", *FOLDERS)
    marked = repository.run("ls-files", "-v", "-z", "--full-name", "--", *FOLDERS)
    raw = [*(one[3:] for one in status.split(b"\0")), *unseen.split(b"\0")]
    raw += [
        one[2:] for one in marked.split(b"\0") if one and (one[:1] == b"S" or one[:1].islower())
    ]
    names = [one.decode("utf-8", "replace") for one in raw if one]
    return list(
        dict.fromkeys(
            name.removeprefix(repository.prefix)
            for name in names
            if name.startswith(repository.prefix)
        )
    )


class CommitError(KimError):
    """There is no such commit. `near` are the branches and tags whose names are most like what was asked for."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        guess = f" Did you mean {either(near)}?" if near else ""
        super().__init__(f"There is no commit, branch or tag '{name}'.{guess}")


def commit_named(repository: Repository, name: str) -> str:
    """The id of the commit that a name means: a branch, a tag, an id or its start, HEAD~2. Raises NoCommit."""
    found = repository.tried(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if found.returncode == 0:
        return found.stdout.decode("ascii").strip()
    said = repository.text(
        "for-each-ref", "refs/heads", "refs/tags", "refs/remotes", "--format=%(refname:short)"
    )
    raise CommitError(name, get_close_matches(name, said.split("\n"), n=3))


class Tag(NamedTuple):
    """A tag and the commit that it points at."""

    name: str
    commit: str


def tags(repository: Repository) -> list[Tag]:
    """Every tag on a commit, by name."""
    names = [
        name
        for name in repository.text("for-each-ref", "refs/tags", "--format=%(refname)").split("\n")
        if name
    ]
    asked = "".join(
        f"{name}^{{commit}}\n" for name in names
    )  # a tag may be on a tag, which may be on a commit
    said = (
        repository.run("cat-file", "--batch-check", input_=asked.encode())
        .decode("utf-8", "replace")
        .split("\n")
    )
    found = zip(names, (line.split(" ") for line in said), strict=False)
    return [
        Tag(name.removeprefix("refs/tags/"), about[0])
        for name, about in found
        if about[1:2] == ["commit"]
    ]


# ----------------------------------------------------------------------------------------------- signatures

SIGNATURES = {
    "G": "checked and good",
    "U": "good, by a key that nobody here vouches for",
    "X": "good, and out of date",
    "Y": "good, by a key that is out of date",
    "R": "good, by a key that was withdrawn",
    "B": "bad: the commit is not what was signed",
    "E": "there, and can't be checked here: its key is not known",
    "N": "there, and can't be checked here: no list of allowed signers is set",
}
"""What Git says of a signature, in words (gitlog's %G?). A signature is checked, or it is absent."""


def signatures(repository: Repository, signed: Sequence[str]) -> Mapping[str, str]:
    """For each of these commits, which bear a signature, what checking it gave. Each costs a process of its own."""
    if not signed:
        return {}
    said = repository.run(
        "log",
        "--no-walk=unsorted",
        "--stdin",
        "--format=%H %G?",
        input_="\n".join(signed).encode() + b"\n",
    )
    return {
        id_: SIGNATURES.get(state, state)
        for id_, _, state in (line.partition(" ") for line in said.decode().split("\n"))
        if id_
    }


# ------------------------------------------------------------------------------------------- evidence packs


def config(repository: Repository, name: str) -> str:
    """What Git is set to here; empty where it isn't."""
    return repository.tried("config", "--get", name).stdout.decode("utf-8", "replace").strip()


def branch(repository: Repository) -> str:
    """The branch that is checked out; empty where none is."""
    return (
        repository.tried("symbolic-ref", "--quiet", "--short", "HEAD")
        .stdout.decode("utf-8", "replace")
        .strip()
    )


def object_format(repository: Repository) -> str:
    """How this repository names what it holds: sha1 or sha256."""
    return repository.text("rev-parse", "--show-object-format")


def resolved(repository: Repository, name: str) -> str:
    """The id that a name stands for; empty where it stands for nothing here."""
    return (
        repository.tried("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        .stdout.decode("ascii", "replace")
        .strip()
    )


def roots(repository: Repository, tip: str) -> list[str]:
    """The commits with which a history begins."""
    return sorted(repository.text("rev-list", "--max-parents=0", tip, "--").split())


def main_line(repository: Repository, tip: str) -> list[str]:
    """The chain of first parents, oldest first."""
    return repository.text("rev-list", "--first-parent", "--reverse", tip, "--").split()


def committed(repository: Repository, id_: str) -> datetime:
    """When a commit says that it was made."""
    seconds, iso = repository.text("log", "--no-walk", "--format=%ct%n%cI", id_, "--").split("\n")
    return _when(seconds, iso)


def is_ancestor(repository: Repository, old: str, new: str) -> bool:
    """Whether a commit is in another's history. One that isn't known here (Git says 128) is not."""
    return repository.tried("merge-base", "--is-ancestor", old, new).returncode == 0


def branches_with(repository: Repository, id_: str) -> list[str]:
    """The branches, here and as fetched, whose history holds a commit; none where it isn't known here."""
    found = repository.tried(
        "for-each-ref",
        "refs/heads",
        "refs/remotes",
        f"--contains={id_}",
        "--format=%(refname:short)",
    )
    return found.stdout.decode("utf-8", "replace").split()


def fsck(repository: Repository) -> str:
    """What `git fsck --full` finds wrong; empty where nothing is."""
    done = repository.tried("fsck", "--full", "--no-dangling", "--no-progress")
    return (
        (done.stderr + done.stdout).decode("utf-8", "replace").strip() or "no reason given"
        if done.returncode
        else ""
    )


class GitReference(NamedTuple):
    """A name in the repository and the id that it stands for: for an annotated tag, of the tag itself."""

    name: str
    kind: str
    id: str


def references(repository: Repository, under: str, merged: str = "") -> list[GitReference]:
    """Names under a prefix; with `merged`, only those whose commits are in that history."""
    only = [f"--merged={merged}"] if merged else []
    said = repository.text(
        "for-each-ref", under, *only, "--format=%(refname)%00%(objecttype)%00%(objectname)"
    )
    return [GitReference(*line.split("\0")) for line in said.split("\n") if line]


def bundle(repository: Repository, tip: str, named: Sequence[GitReference]) -> bytes:
    """A bundle of a history: HEAD, the names given, and all that they reach.

    The same bytes for the same commits, however the repository has been repacked: nothing of its packs is
    used again. HEAD and a branch are both named, or a clone would be without files (gitformat-bundle(5)).
    """
    kind = object_format(repository)
    head = "# v2 git bundle\n" if kind == "sha1" else f"# v3 git bundle\n@object-format={kind}\n"
    names = [(tip, "HEAD"), *((one.id, one.name) for one in named)]
    pack = repository.run(
        "-c", "pack.packSizeLimit=0", "-c", "pack.compression=6", "-c", "core.compression=6", "-c", "pack.writeBitmapHashCache=false",
        "pack-objects", "--stdout", "--revs", "--quiet", "--delta-base-offset", "--no-reuse-delta", "--no-reuse-object",
        "--no-use-bitmap-index", "--threads=1", "--window=10", "--depth=50",
        input_="".join(f"{id_}\n" for id_ in dict.fromkeys(id_ for id_, _ in names)).encode(),
    )  # fmt: skip
    return (head + "".join(f"{id_} {name}\n" for id_, name in names) + "\n").encode() + pack


_FORMAT = re.compile(rb"# v3 git bundle\n(?:@[^\n]*\n)*?@object-format=(sha1|sha256)\n")


def unbundled(file: Path, folder: Path, prefix: str) -> Repository:
    """A bundle's history in a new bare repository. Raises NoHistory where the bundle can't be read."""
    with file.open("rb") as opened:
        found = _FORMAT.match(opened.read(1000))
    repository = Repository(folder, prefix)
    made = _git(
        file.parent,
        "init",
        "--bare",
        "--quiet",
        "--template=",
        f"--object-format={found[1].decode() if found else 'sha1'}",
        str(folder),
    )
    fetched = (
        repository.tried(
            "fetch",
            "--quiet",
            "--no-auto-maintenance",
            "--no-tags",
            str(file),
            "+refs/*:refs/*",
            "+HEAD:refs/kim/head",
        )
        if made.returncode == 0
        else made
    )
    if fetched.returncode:
        said = fetched.stderr.decode("utf-8", "replace").strip().split("\n")
        raise HistoryError(
            f"Git can't read the bundle: {said[-1] or 'it gave no reason'}.",
            "Ask for the pack again.",
        )
    repository.run("update-ref", "--no-deref", "HEAD", "refs/kim/head")
    return repository


def make_signed_tag(repository: Repository, name: str, message: str) -> None:
    """A signed tag on the last commit. Raises NoHistory with Git's own words where there is no signature."""
    repository.run(
        "tag", "--sign", "--cleanup=verbatim", "--file=-", name, "HEAD", input_=message.encode()
    )


def largest(repository: Repository) -> int:
    """The size in bytes of the largest thing that the repository holds, unpacked."""
    said = repository.run("cat-file", "--batch-all-objects", "--batch-check=%(objectsize)")
    return max((int(size) for size in said.split()), default=0)


_INSIDE = re.compile(rb"(40000|1[0-7]{5}) [^\0]+\0")


def most_files(repository: Repository) -> int:
    """The most files and folders that any one commit can hold, counted without walking them: each folder is read once.

    A few hundred bytes can name the same folder again and again, and Git would list it each time.
    """
    said = repository.text(
        "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"
    ).split("\n")
    inside: dict[str, tuple[int, list[str]]] = {}
    for name, content in contents(
        repository, [line[5:] for line in said if line.startswith("tree ")]
    ):
        inside[name] = _inside(content, len(name) // 2)
    counts: dict[str, int] = {}
    ahead = list(inside)
    while ahead:
        number, folders = inside[ahead[-1]]
        if waiting := {one for one in folders if one not in counts and one in inside}:
            ahead += waiting
        else:
            counts[ahead.pop()] = number + sum(counts.get(one, 0) for one in folders)
    return max(counts.values(), default=0)


def _inside(content: bytes, width: int) -> tuple[int, list[str]]:
    """How many things a folder names, and the folders among them."""
    number, at, folders = 0, 0, []
    while found := _INSIDE.match(content, at):
        at = found.end() + width
        number += 1
        if found[1] == b"40000":
            folders.append(content[found.end() : at].hex())
    return number, folders
