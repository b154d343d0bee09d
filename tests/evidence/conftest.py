"""A small landlord's repository with a history that a person can read, and packs made from it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from macros.cli import main
from macros.evidence.format import SIGNED, SUMS
from tests.conftest import lay_base
from tests.projects import NO_UPKEEP, last_commit

TODAY = "2026-11-22"
SITE = "site_name: Example Council\nextra:\n  landlord:\n    name: Example Council\n"
PAGE = """---
title: "How we keep promises"
owner_role: ROLE-keeper
audience: staff
next_review: 2027-01-01
render_macros: true
---

Read [the other page](sub/other.md#rules) and [the site](https://example.org/).
{{ record("T-1") }} says more.

<script>alert(1)</script>

## Tasks

{{ register_table("tasks") }}

| Step | Who |
| --- | --- |
| Look | Keeper |

![A drawing](drawing.svg)
"""


SETTINGS = """
[safe]
	bareRepository = explicit
[transfer]
	fsckObjects = true
[fetch]
	fsckObjects = true
[receive]
	fsckObjects = true
[protocol]
	allow = never
[fsck]
	zeroPaddedFilemode = error
	missingTaggerEntry = error
[core]
	autocrlf = true
	abbrev = 4
	quotePath = true
	commentChar = ";"
	hooksPath = /nowhere
	bigFileThreshold = 1
[log]
	showSignature = true
	date = relative
	decorate = full
	follow = true
[i18n]
	logOutputEncoding = ISO-8859-1
	commitEncoding = ISO-8859-1
[color]
	ui = always
[diff]
	renames = copies
	noprefix = true
	external = false
[trailer]
	separators = "#"
[pack]
	windowMemory = 1
	packSizeLimit = 1m
	threads = 4
[column]
	ui = always
[format]
	pretty = oneline
[tag]
	gpgSign = false
	sort = -creatordate
[init]
	defaultBranch = trunk
"""
"""Settings of a machine that mustn't change what a pack holds, nor what is said of it."""


@dataclass(frozen=True)
class Repo:
    """A repository whose commits come from nobody in particular, on days that a test names."""

    folder: Path

    def git(
        self, *words: str, input_: bytes | None = None, env: Mapping[str, str] | None = None
    ) -> str:
        done = subprocess.run(
            ["git", *NO_UPKEEP, *words],
            cwd=self.folder,
            check=True,
            capture_output=True,
            input=input_,
            env={**os.environ, **(env or {})},
        )
        return done.stdout.decode().strip()

    def commit(self, message: str, day: str, author: str = "Ann Author", written: str = "") -> str:
        self.git("add", "--all")
        self.git(
            "commit",
            "--quiet",
            "--allow-empty",
            "--message",
            message,
            env=who(author, written or day, day),
        )
        return last_commit(self.folder)

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def clone(self, name: str) -> Repo:
        other = self.folder.parent / name
        subprocess.run(["git", "clone", "--quiet", str(self.folder), str(other)], check=True)
        return Repo(other)

    def replay(self, number: int, **changed: str) -> None:
        """Make the main line anew, with the commit of that number changed.

        What is `changed`: its message, author, mail, written, committed, or a file.
        """
        line = self.git("rev-list", "--first-parent", "--reverse", "HEAD").split()
        parent = line[number - 1] if number else ""
        for place, id_ in enumerate(line[number:], number):
            commit = self._parts(id_)
            if place == number:
                commit |= changed
            tree = self.git("rev-parse", f"{id_}^{{tree}}")
            if "file" in changed:
                tree = self._edited(id_, changed["file"])
            message = commit["message"].strip() + "\n"
            extra = ["-p", parent] if parent else []
            env = who(commit["author"], commit["written"], commit["committed"])
            if "mail" in commit:
                env["GIT_AUTHOR_EMAIL"] = commit["mail"]
            parent = self.git("commit-tree", tree, *extra, input_=message.encode(), env=env)
        self.git("reset", "--quiet", "--hard", parent)

    def _parts(self, id_: str) -> dict[str, str]:
        parts = self.git("log", "-1", "--format=%an%x00%aI%x00%cI%x00%B", id_).split("\0")
        return dict(zip(("author", "written", "committed", "message"), parts, strict=True))

    def _edited(self, id_: str, path: str) -> str:
        old = self.git("show", f"{id_}:{path}")
        blob = self.git(
            "hash-object", "-w", "--stdin", input_=(old.replace("six", "sixty") + "\n").encode()
        )
        index = {"GIT_INDEX_FILE": str(self.folder.parent / "index-for-a-test")}
        self.git("read-tree", id_, env=index)
        self.git("update-index", "--cacheinfo", f"100644,{blob},{path}", env=index)
        return self.git("write-tree", env=index)


def who(author: str, written: str, committed: str) -> dict[str, str]:
    return {
        "GIT_AUTHOR_NAME": author,
        "GIT_AUTHOR_EMAIL": f"{author.split(maxsplit=1)[0].lower()}@example.org",
        "GIT_AUTHOR_DATE": _instant(written),
        "GIT_COMMITTER_NAME": "Mary Merger",
        "GIT_COMMITTER_EMAIL": "mary@example.org",
        "GIT_COMMITTER_DATE": _instant(committed),
    }


def _instant(day: str) -> str:
    return day if "T" in day else f"{day}T12:00:00+00:00"


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def problems_of(*words: str) -> dict[str, str]:
    """What `kim verify` finds wrong: the message for each rule."""
    done = kim("verify", *words, "--format", "json")
    report = json.loads(done.stdout)
    assert done.exit_code == (0 if report["sound"] else 1)
    return {problem["rule"]: problem["message"] for problem in report["problems"]}


Verified: TypeAlias = Callable[[Path], dict[str, Any]]
"""What is said of a pack."""


@pytest.fixture(scope="session")
def verified(common: Path) -> Verified:
    """What `kim verify` says of a pack by itself, where nobody is trusted: asked once in a run."""
    return partial(verified_once, common=common)


def verified_once(file: Path, common: Path) -> dict[str, Any]:
    """The same, for the same bytes: several tests of a run look at the same packs."""
    known = common / f"verified-{hashlib.sha256(file.read_bytes()).hexdigest()}.json"
    if not known.exists():
        done = kim("verify", str(file), "--format", "json")
        assert done.exit_code == (0 if json.loads(done.stdout)["sound"] else 1)
        whole_or_not = known.with_suffix(f".{os.getpid()}")
        whole_or_not.write_text(done.stdout, "utf-8")
        whole_or_not.replace(known)
    report: dict[str, Any] = json.loads(known.read_text("utf-8"))
    return report


@pytest.fixture(scope="session")
def _landlord(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        return make(tmp_path_factory.mktemp("landlord") / "landlord").folder


@pytest.fixture(scope="session")
def _whole(_landlord: Path) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.chdir(_landlord)
        file = pack(Repo(_landlord))
    content = file.read_bytes()
    file.unlink()
    return content


def make(folder: Path, *init: str) -> Repo:
    """Five commits from January to May 2026; the last is the tip."""
    folder.mkdir()
    repo = Repo(folder)
    lay_base(folder)
    for register in ("tasks", "roles", "expectations", "documents"):
        shutil.rmtree(folder / "registers" / register)
    shutil.rmtree(folder / "docs")
    subprocess.run(
        ["git", "init", "--quiet", "--template=", "--initial-branch=main", *init, str(folder)],
        check=True,
    )
    repo.write("mkdocs.yml", SITE)
    repo.write(
        "registers/roles/ROLE-keeper.yml",
        "id: ROLE-keeper\ntitle: Keeper\nsources:\n  - document: EXP-act\n    part: 1\n",
    )
    repo.write(
        "registers/expectations/EXP-act.yml",
        "id: EXP-act\ntitle: The act\nowner_role: ROLE-keeper\n",
    )
    repo.write("registers/expectations/EXP-other.yml", "id: EXP-other\ntitle: The other\n")
    repo.write(
        "registers/tasks/T-1.yml",
        'id: T-1\ntitle: Keep for six years\nowner_role: ROLE-keeper\nurgent: true\ntext: "=1+1"\n',
    )
    repo.write("docs/index.md", PAGE)
    repo.write("docs/sub/other.md", '---\ntitle: "Other"\n---\n\n## Rules\n\nNone yet.\n')
    repo.commit("Start the registers", "2026-01-10")
    repo.write(
        "registers/tasks/T-2.yml",
        "id: T-2\ntitle: Ring the bell\ndepends_on:\n  - T-1\nowner_role: ROLE-nobody\n",
    )
    repo.commit("Add the second task", "2026-02-10", "Bob Builder")
    repo.write(
        "registers/tasks/T-1.yml",
        "id: T-1\ntitle: Keep for six years and a day\nowner_role: ROLE-keeper\n"
        'urgent: true\ntext: "=1+1"\n',
    )
    repo.commit(
        "Keep a day longer\n\nBecause the act says so.\n\nApproved-by: The board", "2026-03-10"
    )
    (folder / "registers/expectations/EXP-other.yml").unlink()
    repo.commit("Drop what nobody expects", "2026-04-10")
    repo.write("schemas/requests.schema.json", '{"x-register": {"kind": "request"}}')
    repo.write(
        "registers/requests/FOI-1.yml",
        "id: FOI-1\nregime: foi\nreceived: 2026-03-02\nresponded: 2026-03-20\n"
        "outcome: disclosed\ncategories:\n  - FOC-a\n",
    )
    repo.commit("Count a request", "2026-05-10")
    return repo


@pytest.fixture
def repo(_landlord: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A landlord's repository of the test's own, in which `kim` runs."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    shutil.copytree(_landlord, tmp_path / "landlord")
    monkeypatch.chdir(tmp_path / "landlord")
    return Repo(tmp_path / "landlord")


@pytest.fixture
def whole(repo: Repo, _whole: bytes) -> Path:
    """The pack of the repository as it is before a test changes it, made once for all tests."""
    out = repo.folder.parent / "pack.zip"
    out.write_bytes(_whole)
    return out


def pack(repo: Repo, name: str = "pack.zip", *words: str) -> Path:
    """A pack beside the repository."""
    out = repo.folder.parent / name
    done = kim("pack", "--out", str(out), "--today", TODAY, *words)
    assert done.exit_code == 0, done.output
    return out


def files_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_zip(file: Path, files: Mapping[str, bytes]) -> Path:
    file.write_bytes(as_zip(files))
    return file


def relisted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with their list of checksums made anew, as whoever changed them would."""
    own = {SUMS, *SIGNED.values()}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
        if name not in own
    )
    return {**files, SUMS: sums.encode()}


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The files in a ZIP, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def ssh_key(repo: Repo) -> Path:
    """A key that Git signs with, another where it had one; without ssh-keygen the test is skipped.

    Each is made once in a process.
    """
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is not installed here")
    key = repo.folder.parent / "key"
    settings = repo.folder / ".git" / "config"
    known = settings.read_text("utf-8")
    private, public = _key_pair("another" if "signingkey" in known else "first")
    key.write_bytes(private)
    key.chmod(0o600)
    key.with_name("key.pub").write_bytes(public)
    if "signingkey" not in known:
        user = f"signingkey = {key}\n\tname = Sam Sealer\n\temail = sam@example.org"
        settings.write_text(f"{known}[gpg]\n\tformat = ssh\n[user]\n\t{user}\n", "utf-8")
    return key


@cache
def _key_pair(name: str) -> tuple[bytes, bytes]:
    """A new key's two halves, as they stand in their files."""
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / name
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(key)]
        subprocess.run(words, check=True)
        return key.read_bytes(), key.with_name(f"{name}.pub").read_bytes()


def trust(repo: Repo, key: Path) -> None:
    """Let this repository's Git vouch for a key."""
    signers = repo.folder.parent / "signers"
    signers.write_text(f"sam@example.org {key.with_name('key.pub').read_text()}", "utf-8")
    repo.git("config", "gpg.ssh.allowedSignersFile", str(signers))
