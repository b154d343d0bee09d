"""Folders that a person can read, made into real Git repositories.

A case of `tests/histories` holds a folder for each commit, in order. What lies in it is laid over
the files of its first parent, with the endings of `tests/conftest.py` (`.changed`, `.gone`,
`.link`, `.escaped`, `.repeated`); `%0A` in a name is a newline. Its `commit.txt` has lines before
an empty line, all of which may be left out, and the message after it, with the escapes of
`tests/conftest.py`:

    author: Records officer <records@example.org>
    written: 2024-03-01T09:00:00+00:00      where it is left out, the committer's date
    committed: 2024-03-01T09:30:00+00:00    where it is left out, a day after the commit before it;
                                            what is no date is given to Git as it stands
    parents: 2-edit 3-other                 where it is left out, the folder before it; "none" for
                                            a root
    encoding: ISO-8859-1
    submodule: registers/tasks/T-2.yml      a submodule in this place
    tag: checked                            a tag on this commit
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.conftest import changed, unescaped

HISTORIES = Path(__file__).parent / "histories"
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Records officer",
    "GIT_AUTHOR_EMAIL": "records@example.org",
    "GIT_COMMITTER_NAME": "Records officer",
    "GIT_COMMITTER_EMAIL": "records@example.org",
}
OFFICER = "Records officer <records@example.org>"
FIRST = datetime.fromisoformat("2024-03-01T09:00:00+00:00")
PACKED = ("-c", "fastimport.unpackLimit=0")
"""Small histories too stay in one file: to unpack them takes twice the time of making them."""

SUBMODULE, LINK, FILE = b"160000", b"120000", b"100644"


def git(folder: Path, *arguments: str) -> str:
    """What a Git command prints, with nobody's settings."""
    return printed(folder, *arguments).decode("utf-8", "surrogateescape").strip("\n")


def printed(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """The same, byte by byte."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=given,
        capture_output=True,
        check=False,
        env=CLEAN,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout


Tree = Mapping[bytes, tuple[bytes, bytes]]
"""Files by path: their mode and content."""


@dataclass(frozen=True)
class CommitPlan:
    """A commit to be made."""

    name: str
    parents: tuple[str, ...]
    tree: Tree
    message: bytes = b"A change"
    author: bytes = OFFICER.encode()
    written: bytes = b""
    committed: bytes = b"1709283600 +0000"
    encoding: bytes = b""
    tag: str = ""


@dataclass(frozen=True)
class Built:
    """A repository, and the names of its commits."""

    folder: Path
    ids: Mapping[str, str]
    names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {id_: name for name, id_ in self.ids.items()})


def build(folder: Path, commits: Sequence[CommitPlan], *options: str, prefix: str = "") -> Built:
    """Make the commits, the last of which is the tip of main, and check it out."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main", *options)
    marks = folder / ".git" / "marks"
    stream = b"".join(
        _stream(commits, prefix.encode(), 64 if "--object-format=sha256" in options else 40)
    )
    printed(
        folder,
        *PACKED,
        "fast-import",
        "--quiet",
        "--force",
        "--date-format=raw-permissive",
        f"--export-marks={marks}",
        given=stream,
    )
    ids = {
        commits[int(mark[1:]) - 1].name: id_
        for mark, id_ in (line.split(" ") for line in marks.read_text().splitlines())
    }
    git(folder, "reset", "--quiet", "--hard", ids[commits[-1].name])
    return Built(folder / prefix, ids)


def _stream(commits: Sequence[CommitPlan], prefix: bytes, digits: int) -> Iterator[bytes]:
    made: dict[str, tuple[int, Tree]] = {}
    for mark, plan in enumerate(commits, 1):
        yield b"commit refs/heads/main\nmark :%d\nauthor %s %s\n" % (
            mark,
            plan.author,
            plan.written or plan.committed,
        )
        yield b"committer %s %s\n" % (OFFICER.encode(), plan.committed)
        yield b"encoding %s\n" % plan.encoding if plan.encoding else b""
        yield b"data %d\n%s\n" % (len(plan.message), plan.message)
        base: Tree = {}
        for number, parent in enumerate(plan.parents):
            yield b"merge :%d\n" % made[parent][0] if number else b"from :%d\n" % made[parent][0]
            base = base if number else made[parent][1]
        yield b"deleteall\n" if not plan.parents else b""
        yield from _difference(base, plan.tree, prefix, digits)
        made[plan.name] = mark, plan.tree
        if plan.tag:
            yield b"reset refs/tags/%s\nfrom :%d\n\n" % (plan.tag.encode(), mark)
            yield b"reset refs/heads/main\nfrom :%d\n\n" % mark
        if not plan.parents and mark < len(commits) and not commits[mark].parents:
            yield b"reset refs/heads/main\n"


def _difference(old: Tree, new: Tree, prefix: bytes, digits: int) -> Iterator[bytes]:
    for path in sorted(old.keys() - new.keys()):
        yield b"D %s\n" % _quoted(prefix + path)
    for path, (mode, content) in sorted(new.items()):
        if old.get(path) != (mode, content):
            if mode == SUBMODULE:
                yield b"M 160000 %s %s\n" % (b"1" * digits, _quoted(prefix + path))
            else:
                yield b"M %s inline %s\ndata %d\n%s\n" % (
                    mode,
                    _quoted(prefix + path),
                    len(content),
                    content,
                )


def _quoted(path: bytes) -> bytes:
    return b'"%s"' % path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")


# ------------------------------------------------------------------------ from a case's folders


def read_case(folder: Path) -> list[CommitPlan]:
    """The commits of a case."""
    plans: list[CommitPlan] = []
    places = [place for place in folder.iterdir() if place.is_dir()]
    for place in sorted(places, key=lambda place: int(place.name.partition("-")[0])):
        about, message = _about(place / "commit.txt")
        parents = about.get("parents", plans[-1].name if plans else "none").split()
        parents = [] if parents == ["none"] else parents
        trees = {plan.name: plan.tree for plan in plans}
        when = FIRST + timedelta(days=len(plans))
        committed = _date(about.get("committed", when.isoformat()))
        plans.append(
            CommitPlan(
                place.name,
                tuple(parents),
                _laid_over(trees[parents[0]] if parents else {}, place, about.get("submodule", "")),
                message,
                about.get("author", OFFICER).encode("utf-8", "surrogateescape"),
                _date(about["written"]) if "written" in about else committed,
                committed,
                about.get("encoding", "").encode(),
                about.get("tag", ""),
            )
        )
    return plans


def _about(place: Path) -> tuple[Mapping[str, str], bytes]:
    """What stands before the empty line, and the message after it."""
    text = "\n" + place.read_text("utf-8") if place.exists() else ""
    head, has_message, message = text.partition("\n\n")
    if not has_message:
        message = place.parent.name.partition("-")[2].replace("-", " ").capitalize()
    lines = (line.partition(": ") for line in head.splitlines() if line)
    values = {name: unescaped(value) for name, _, value in lines}
    about = {name: value.decode("utf-8", "surrogateescape") for name, value in values.items()}
    return about, unescaped(message)


def _date(text: str) -> bytes:
    """A date as Git keeps it: seconds and offset. What is no date is given to Git as it stands."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text.encode()
    return f"{int(when.timestamp())} {when:%z}".encode()


def _laid_over(base: Tree, place: Path, submodule: str) -> Tree:
    tree = dict(base)
    files = [path for path in place.rglob("*") if path.is_file() and path.name != "commit.txt"]
    for path in sorted(files, key=lambda path: (path.suffix != ".gone", path)):
        text = path.read_text("utf-8")
        name = unquote_to_bytes(path.relative_to(place).as_posix())
        target = name.rpartition(b".")[0]
        match path.suffix:
            case ".gone":
                gone = [name for name in tree if name == target or name.startswith(target + b"/")]
                assert gone, f"{target!r} is not there"
                for name in gone:
                    del tree[name]
            case ".link":
                tree[target] = LINK, text.strip().encode()
            case ".escaped":
                tree[target] = FILE, unescaped(text)
            case ".changed":
                tree[target] = FILE, unescaped(changed(tree[target][1].decode("utf-8"), text))
            case ".repeated":
                times, _, rest = text.partition("\n")
                tree[target] = FILE, unescaped(rest) * int(times)
            case _:
                tree[name] = FILE, text.encode()
    if submodule:
        tree[submodule.encode()] = SUBMODULE, b""
    return tree
