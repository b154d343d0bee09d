"""Personal data in a landlord's history, and Git's own tool to take it out again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.conftest import Repo, kim, pack, ssh_key, trust

DATUM = "AB123456C"
TASK = "registers/tasks/T-2.yml"
WHY = "UK GDPR, Article 17"
DECIDED = "Head of information governance"
KEEP_FORM = ("--prune-empty", "never", "--prune-degenerate", "never", "--preserve-commit-hashes")


@dataclass(frozen=True)
class Redacting:
    """The repository as it was, a pack of it, and a clone from which the datum was taken out."""

    before: Repo
    file: Path
    clean: Repo
    key: Path

    def verify(self, *words: str) -> str:
        """What `kim verify` says of the pack beside the clone."""
        return kim("verify", str(self.file), "--against", str(self.clean.folder), *words).stdout

    def copied(self, to: Path) -> Redacting:
        """The same in another folder, whose settings of Git name it."""
        home = self.before.folder.parent
        shutil.copytree(home, to, dirs_exist_ok=True)
        before, file, clean, key = (
            to / path.relative_to(home)
            for path in (self.before.folder, self.file, self.clean.folder, self.key)
        )
        for clone in (before, clean):
            settings = clone / ".git" / "config"
            settings.write_text(settings.read_text("utf-8").replace(str(home), str(to)), "utf-8")
        return Redacting(Repo(before), file, Repo(clean), key)


def task(repo: Repo, text: str) -> None:
    repo.write(
        TASK,
        f"id: T-2\ntitle: Ring the bell\ndepends_on:\n  - T-1\nowner_role: ROLE-nobody\n{text}",
    )


def with_datum(repo: Repo) -> Path:
    """Three commits, the first with the datum and the last without, and a seal before and amid.

    The second is signed.
    """
    key = ssh_key(repo)
    trust(repo, key)
    assert kim("seal", "--today", "2026-05-10").exit_code == 0
    task(repo, f"text: Ring {DATUM}\n")
    repo.write("docs/letter.md", f"# A letter\n\nOf {DATUM}.\n")
    repo.commit(f"Say that {DATUM} rings", "2026-06-10")
    repo.write("registers/roles/ROLE-ringer.yml", "id: ROLE-ringer\ntitle: Ringer\n")
    repo.git("config", "commit.gpgSign", "true")
    repo.commit("Add who rings", "2026-07-10", "Bob Builder")
    repo.git("config", "--unset", "commit.gpgSign")
    assert kim("seal", "--today", "2026-07-10").exit_code == 0
    task(repo, "text: Ring the office\n")
    (repo.folder / "docs/letter.md").unlink()
    repo.commit("Take it out", "2026-08-10")
    return key


def clone_of(repo: Repo, name: str, key: Path) -> Repo:
    """A clone in which Git signs as it does in the first."""
    words = ["git", "clone", "--quiet", "--no-local", str(repo.folder), name]
    subprocess.run(words, check=True, cwd=repo.folder.parent)
    clone = Repo(repo.folder.parent / name)
    clone.git("config", "gpg.format", "ssh")
    clone.git("config", "user.signingkey", str(key))
    clone.git("config", "user.name", "Sam Sealer")
    clone.git("config", "user.email", "sam@example.org")
    clone.git("config", "gpg.ssh.allowedSignersFile", str(repo.folder.parent / "signers"))
    return clone


def filter_repo(clone: Repo, *words: str) -> None:
    """What the guide says to do, by the tool that it names."""
    remove = clone.folder.parent / "remove.txt"
    remove.write_text(f"literal:{DATUM}==>[removed]\n", "utf-8")
    taken_out = ["--replace-text", str(remove), "--replace-message", str(remove)]
    tool = [sys.executable, "-m", "git_filter_repo", "--force", "--quiet"]
    subprocess.run([*tool, *taken_out, *words], cwd=clone.folder, check=True, capture_output=True)


def redacting(repo: Repo, *words: str) -> Redacting:
    """All of it but the statement; the void seal is deleted."""
    key = with_datum(repo)
    file = pack(repo)
    clean = clone_of(repo, "clean", key)
    filter_repo(clean, *(words or KEEP_FORM))
    clean.git("tag", "--delete", "seal/2026-07-10")
    return Redacting(repo, file, clean, key)


STATE = ("redaction", "../landlord", "--why", WHY, "--decided", DECIDED)
"""What is said in the clone to state the redaction."""
