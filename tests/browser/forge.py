"""A forge on this machine: Git over HTTP by Git's own `http-backend`, and a page that edits a file.

The page is what is left of a forge's editor where nothing but the text counts: it shows a file of
the main branch, and commits what it is given on a new branch, as a proposal.
"""

from __future__ import annotations

import html
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from tests.projects import ALONE, MORNING, git
from tests.servers import running

EDITOR = "/edit/main/"
PAGE = """<!doctype html><title>Edit</title><form method="post"><label>File
<textarea name="text" rows="40" cols="100">
{text}</textarea></label><button>Propose</button></form>"""


class Forge(NamedTuple):
    """Where the forge is, and its repository on the disk."""

    address: str
    repository: Path

    @property
    def remote(self) -> str:
        """What Git clones from and pushes to."""
        return f"{self.address}/{self.repository.name}"

    @property
    def editor(self) -> str:
        return f"{self.address}{EDITOR}{{path}}"

    def says(self, *words: str, put_in: bytes = b"") -> bytes:
        """What a command of Git says in the forge's repository."""
        command = ["git", "-C", str(self.repository), *words]
        somebody = {"NAME": "Somebody", "EMAIL": "somebody@example.org", "DATE": MORNING}
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in somebody.items()
        }
        surroundings = {**os.environ, **ALONE, **who}
        return subprocess.run(
            command, input=put_in, check=True, capture_output=True, env=surroundings
        ).stdout

    def propose(self, file: str, content: bytes) -> None:
        """Commit a file on a new branch, which is called by it: form/IA3."""
        blob = self.says("hash-object", "-w", "--stdin", put_in=content).decode().strip()
        self.says("read-tree", "main")
        self.says("update-index", "--cacheinfo", f"100644,{blob},{file}")
        tree = self.says("write-tree").decode().strip()
        commit = self.says("commit-tree", tree, "-p", "main", "-m", f"Change {file}")
        self.says("update-ref", f"refs/heads/form/{Path(file).stem}", commit.decode().strip())


@contextmanager
def forge_of(project: Path, folder: Path) -> Iterator[Forge]:
    """A forge with a copy of a project's repository, for as long as the block runs."""
    repository = folder / "registers.git"
    git(folder, "clone", "--quiet", "--bare", str(project), str(repository))
    git(repository, "config", "http.receivepack", "true")

    class Host(_Host):
        @property
        def forge(self) -> Forge:
            return forge

    with running(Host) as address:
        forge = Forge(address, repository)
        yield forge


class _Host(BaseHTTPRequestHandler):
    @property
    def forge(self) -> Forge:
        raise NotImplementedError

    @property
    def file(self) -> str:
        """The file that is edited; empty where Git asks."""
        path = unquote(urlsplit(self.path).path)
        return path.removeprefix(EDITOR) if path.startswith(EDITOR) else ""

    def do_GET(self) -> None:
        if self.file:
            text = self.forge.says("show", f"main:{self.file}").decode()
            self._send(PAGE.format(text=html.escape(text)))
        else:
            self._ask_git(b"")

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.file:
            text = parse_qs(sent.decode())["text"][0]
            # A browser sends a text's lines with the ends of the web; a forge takes them back.
            self.forge.propose(self.file, text.replace("\r\n", "\n").encode())
            self._send("<p>Proposed.</p>")
        else:
            self._ask_git(sent)

    def _send(self, page: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def _ask_git(self, sent: bytes) -> None:
        """What Git's own program for servers answers, which speaks as a CGI script does."""
        address = urlsplit(self.path)
        asked = {
            "GIT_PROJECT_ROOT": str(self.forge.repository.parent),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REQUEST_METHOD": self.command,
            "PATH_INFO": unquote(address.path),
            "QUERY_STRING": address.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(sent)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
        }
        answer = subprocess.run(
            ["git", "http-backend"],
            input=sent,
            check=True,
            capture_output=True,
            env={**os.environ, **ALONE, **asked},
        ).stdout
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        status = next((value for name, value in lines if name == "Status"), "200")
        self.send_response(int(status.split()[0]))
        for name, value in lines:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""
