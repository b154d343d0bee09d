"""A project with years of history, by one `git fast-import`: the same for the same seed.

Each commit puts some words of a record in another order, or those of twenty records where they are
read again. The last one puts back what stands today, so the project that is built is a true one.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

START = 1_451_606_400  # 1 January 2016
YEARS = 10 * 365 * 86_400
READ_AGAIN, AT_ONCE = 50, 20
"""Every so many commits, so many records are touched at once."""

_PLAIN = re.compile(r"(?m)^(  |[a-z_]+: )([A-Z][a-z]+(?: [a-z]{2,}){3,})")
"""Words that stand in a line without quotes or signs."""


def with_years(project: Path, folder: Path, commits: int, *, pages: bool = False) -> None:
    """Write a project into a new folder, with so many commits.

    With `pages`, each record is a page of its own under docs/, for who makes pages of pages.
    """
    files = _files_of(project)
    if pages:
        files = {_page_of(path): _as_page(path, files[path]) for path in _records(files)}
        files["mkdocs.yml"] = b""
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=folder, check=True)
    command = ["git", "fast-import", "--quiet"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE) as run:
        assert run.stdin
        for part in _stream(files, commits):
            run.stdin.write(part)
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, command)
    subprocess.run(["git", "reset", "--quiet", "--hard", "main"], cwd=folder, check=True)


def _files_of(project: Path) -> Mapping[str, bytes]:
    listed = [
        "git",
        "ls-files",
        "-z",
        "docs",
        "registers",
        "schemas",
        "macros/theme",
        "mkdocs*.yml",
    ]
    done = subprocess.run(listed, cwd=project, check=True, capture_output=True, text=True)
    return {path: (project / path).read_bytes() for path in done.stdout.split("\0") if path}


def _records(files: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in files if path.startswith(("registers/", "docs/registers/")))


def _page_of(path: str) -> str:
    return f"docs/{path.removesuffix('.yml')}.md"


def _as_page(path: str, content: bytes) -> bytes:
    return f"# {Path(path).stem}\n\n```yaml\n{content.decode()}\n```\n".encode()


def _stream(files: Mapping[str, bytes], commits: int) -> Iterator[bytes]:
    chance = random.Random(1)  # noqa: S311 - nothing secret
    records = _records(files)
    step = YEARS // commits
    yield from _commit(START, "Start the registers", files)
    for number in range(1, commits - 1):
        many = AT_ONCE if number % READ_AGAIN == 0 else 1
        chosen = {path: _reworded(files[path], chance) for path in chance.sample(records, many)}
        message = "Read records again" if many > 1 else "Say it more clearly"
        yield from _commit(START + number * step, message, chosen)
    today = {path: files[path] for path in records}
    yield from _commit(START + commits * step, "Say what stands today", today)


def _commit(when: int, message: str, files: Mapping[str, bytes]) -> Iterator[bytes]:
    """One commit of the main line. Git leaves out what is as it was."""
    who = f"Somebody <somebody@example.org> {when} +0000"
    yield f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
    yield _data(message.encode())
    for path, content in files.items():
        yield f"M 100644 inline {path}\n".encode() + _data(content)


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _reworded(content: bytes, chance: random.Random) -> bytes:
    """A record with the words of one of its lines in another order."""
    text = content.decode()
    lines = list(_PLAIN.finditer(text))
    if not lines:
        return content
    line = chance.choice(lines)
    first, *rest = line[2].split(" ")
    chance.shuffle(rest)
    return f"{text[: line.start(2)]}{' '.join([first, *rest])}{text[line.end(2) :]}".encode()
