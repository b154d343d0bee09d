"""A forge on this machine: as much of GitHub's way of speaking to programs as the editor uses.

Behind it is a real bare repository, and what is proposed becomes real commits on real branches.
"""

from __future__ import annotations

import base64
import http.server
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.projects import ALONE, git
from tests.servers import running

REPOSITORY = "example-district/kim-registers"
TOKEN = "a-token-of-the-test"  # noqa: S105 - it opens nothing
REST = f"/api/v3/repos/{REPOSITORY}"
WHEN = "2026-11-22T09:00:00Z"
CLERK = {"id": 1, "login": "clerk", "name": "A clerk", "email": "clerk@example.org"}


WHO = {"NAME": str(CLERK["name"]), "EMAIL": str(CLERK["email"])}
AUTHOR = {f"GIT_AUTHOR_{what}": words for what, words in WHO.items()}
PEOPLE = {**AUTHOR, **{f"GIT_COMMITTER_{what}": words for what, words in WHO.items()}}


@dataclass
class Forge:
    """The repository, what was proposed, and the address of the repository's page."""

    bare: Path
    address: str = ""
    proposals: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def git(self, *words: str, given: bytes = b"", index: Path | None = None) -> str:
        """A command of Git in the repository, and what it prints."""
        own = {"GIT_INDEX_FILE": str(index)} if index else {}
        done = subprocess.run(
            ["git", *words],
            cwd=self.bare,
            input=given,
            capture_output=True,
            check=True,
            env={**os.environ, **ALONE, **PEOPLE, **own},
        )
        return done.stdout.decode("utf-8")

    @property
    def origin(self) -> str:
        """The server alone."""
        return self.address.removesuffix(f"/{REPOSITORY}")

    def difference(self, branch: str) -> list[str]:
        """The lines that a branch takes out and puts in, each behind its sign."""
        lines = self.git("diff", "--unified=0", f"main...{branch}").splitlines()
        return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]

    def content(self, branch: str, file: str) -> str:
        return self.git("show", f"{branch}:{file}")

    # ------------------------------------------------------------------------------ what is asked

    def rest(self, method: str, path: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        """An answer to one of the plain addresses: its status, and what it holds."""
        match method, path.removeprefix(REST).partition("?")[0].strip("/").split("/"):
            case "GET", ["api", "v3", "user"]:
                return 200, {**CLERK, "avatar_url": "", "html_url": self.address}
            case "GET", ["collaborators", _]:
                return 204, None
            case "GET", ["git", "trees", *ref]:
                return 200, {"tree": list(self._tree("/".join(ref)))}
            case "POST", ["pulls"]:
                return 201, self._propose(body)
            case (("GET" | "PATCH" | "POST"), ["issues", number, *_]):
                proposal = self.proposals[int(number) - 1]
                proposal["labels"] = [{"name": name} for name in body.get("labels", ())]
                return 200, proposal
        return 404, {"message": f"{method} {path} is not there."}

    def _tree(self, ref: str) -> Iterator[dict[str, Any]]:
        for line in self.git("ls-tree", "-r", "-l", ref).splitlines():
            about, _, path = line.partition("\t")
            _, kind, sha, size = about.split()
            yield {"type": kind, "sha": sha, "size": int(size), "path": path}

    def _propose(self, body: Mapping[str, Any]) -> dict[str, Any]:
        number = len(self.proposals) + 1
        proposal = {
            "number": number,
            "node_id": f"PR{number}",
            "labels": [],
            "created_at": WHEN,
            "updated_at": WHEN,
            "html_url": f"{self.address}/pull/{number}",
            **body,
        }
        self.proposals.append(proposal)
        return proposal

    def graph(self, query: str, names: Mapping[str, Any]) -> dict[str, Any]:
        """An answer to a question in GraphQL, of which the editor asks these."""
        if "createRef" in query:
            return self._branch(names["input"])
        if "createCommitOnBranch" in query:
            return self._commit(names["input"])
        if "markPullRequestReadyForReview" in query:
            number = int(names["input"]["pullRequestId"].removeprefix("PR"))
            self.proposals[number - 1]["draft"] = False
            return {}
        head = self.git("rev-parse", names.get("branch") or "main").strip()
        if "fork:" in query:
            return {"fork": {"id": "R1"}, "base": {"ref": {"target": {"oid": head}}}}
        if "pullRequests(" in query:
            return {"repository": {"pullRequests": {"nodes": []}}}
        told: dict[str, Any] = {"defaultBranchRef": {"name": "main"}}
        for alias, oid in re.findall(r'(content_\d+): object\(oid: "(\w+)"\)', query):
            told[alias] = {"text": self.git("cat-file", "blob", oid)}
        for alias in re.findall(r"(commit_\d+):\s*ref", query):
            author = {"name": "A clerk", "email": "clerk@example.org", "user": None}
            told[alias] = _target({"author": author, "committedDate": WHEN})
        return {"repository": {**told, **_target({"oid": head, "message": "Before"}, "ref")}}

    def _branch(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        self.git("update-ref", wanted["name"], wanted["oid"], "")
        return {"createRef": {"ref": {"name": wanted["name"]}}}

    def _commit(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        ref, head = f"refs/heads/{wanted['branch']['branchName']}", wanted["expectedHeadOid"]
        index = self.bare / "index-of-the-test"
        self.git("read-tree", head, index=index)
        files = {}
        for number, addition in enumerate(wanted["fileChanges"]["additions"]):
            content = base64.b64decode(addition["contents"])
            oid = self.git("hash-object", "-w", "--stdin", given=content).strip()
            entry = f"100644,{oid},{addition['path']}"
            self.git("update-index", "--add", "--cacheinfo", entry, index=index)
            files[f"file_{number}"] = {"oid": oid}
        tree = self.git("write-tree", index=index).strip()
        message = wanted["message"]["headline"]
        new = self.git("commit-tree", tree, "-p", head, "-m", message).strip()
        self.git("update-ref", ref, new, head)
        return {"createCommitOnBranch": {"commit": {"oid": new, "committedDate": WHEN, **files}}}


def _target(commit: Mapping[str, Any], name: str = "") -> dict[str, Any]:
    there = {"target": {"history": {"nodes": [commit]}}}
    return {name: there} if name else there


class Host(http.server.BaseHTTPRequestHandler):
    """Who answers for a forge."""

    protocol_version = "HTTP/1.1"
    forge: Forge

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_PATCH(self) -> None:
        self._answer("PATCH")

    def do_OPTIONS(self) -> None:
        self._reply(204, None)

    def _answer(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or b"{}")
        self.forge.asked.append(f"{method} {self.path}")
        if self.headers.get("Authorization") != f"token {TOKEN}":
            self._reply(401, {"message": "Bad credentials"})
        elif self.path == "/api/graphql":
            data = self.forge.graph(body["query"], body.get("variables") or {})
            self._reply(200, {"data": data})
        else:
            self._reply(*self.forge.rest(method, self.path, body))

    def _reply(self, status: int, answer: Any) -> None:
        content = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept")
        self.send_header("Access-Control-Allow-Methods", "GET, POST, PATCH")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@contextmanager
def forge_of(bare: Path, project: Path) -> Iterator[Forge]:
    """A forge with what a project has committed, served for as long as the block runs."""
    git(project, "clone", "--quiet", "--bare", str(project), str(bare))
    forge = Forge(bare)
    own = type("Host", (Host,), {"forge": forge})
    with running(own) as address:
        forge.address = f"{address}/{REPOSITORY}"
        yield forge
