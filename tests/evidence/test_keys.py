"""Whose key it was: withdrawn, valid on the day, not on the list, or another than is stated."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.evidence.format import SUMS
from macros.evidence.ssh_signatures import public_key_in
from tests.evidence.conftest import (
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

MAIL = "sam@example.org"


def list_signers(repo: Repo, key: Path, options: str = "") -> None:
    """Let this repository's Git vouch for a key, with what a list can say of it."""
    signers = repo.folder.parent / "signers"
    signers.write_text(f"{MAIL} {options} {key.with_name('key.pub').read_text()}", "utf-8")
    repo.git("config", "gpg.ssh.allowedSignersFile", str(signers))


def withdraw(repo: Repo, key: Path, *, as_text: bool = False) -> Path:
    """Put a key on the list of those that were withdrawn, in either form that ssh-keygen reads."""
    withdrawn = repo.folder.parent / "withdrawn"
    if as_text:
        withdrawn.write_text(key.with_name("key.pub").read_text(), "utf-8")
    else:
        words = ["ssh-keygen", "-q", "-k", "-f", str(withdrawn), str(key.with_name("key.pub"))]
        subprocess.run(words, check=True)
    repo.git("config", "gpg.ssh.revocationFile", str(withdrawn))
    return withdrawn


def another_key(repo: Repo) -> Path:
    """Sign with a new key from now on; the list stays as it was."""
    for name in ("key", "key.pub"):
        (repo.folder.parent / name).unlink()
    return ssh_key(repo)


# ----------------------------------------------------------------------------------------- packs


@pytest.mark.parametrize("as_text", [False, True])
def test_a_key_that_was_withdrawn_is_not_good(repo: Repo, as_text: bool) -> None:
    key = ssh_key(repo)
    trust(repo, key)
    file = pack(repo)
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    assert problems_of(str(file)) == problems_of() == {}
    withdraw(repo, key, as_text=as_text)
    assert "by the key SHA256:" in problems_of(str(file))["bad-signature"]
    assert "which was withdrawn" in problems_of(str(file))["bad-signature"]
    assert "which was withdrawn" in problems_of()["seal-signature"]
    repo.git("config", "--unset", "gpg.ssh.allowedSignersFile")
    assert "which was withdrawn" in problems_of(str(file))["bad-signature"]


def test_another_key_that_was_withdrawn_changes_nothing(repo: Repo) -> None:
    withdrawn = ssh_key(repo)
    withdraw(repo, withdrawn)
    trust(repo, another_key(repo))
    assert problems_of(str(pack(repo))) == {}


@pytest.mark.parametrize("setting", ["gpg.ssh.revocationFile", "gpg.ssh.allowedSignersFile"])
def test_a_list_that_is_not_there_or_is_none_is_said(repo: Repo, setting: str) -> None:
    trust(repo, ssh_key(repo))
    file = pack(repo)
    repo.git("config", setting, str(repo.folder.parent / "nowhere"))
    done = kim("verify", str(file))
    assert "is not there." in done.stdout
    assert "checked and good" not in done.stdout
    if setting.endswith("revocationFile"):
        (repo.folder.parent / "nowhere").write_text("nonsense", "utf-8")
        assert "Git's list of withdrawn keys is none." in kim("verify", str(file)).stdout


def test_a_list_is_found_where_git_finds_it(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(repo, ssh_key(repo))
    file = pack(repo)
    monkeypatch.setenv("HOME", str(repo.folder.parent))
    repo.git("config", "gpg.ssh.allowedSignersFile", "~/signers")
    assert "checked and good" in kim("verify", str(file)).stdout


def test_a_signer_who_is_not_on_the_list_is_a_problem(repo: Repo) -> None:
    trust(repo, ssh_key(repo))
    another_key(repo)
    file = pack(repo)
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    says = "which is not among the signers that your Git knows: anybody may have made it"
    assert says in problems_of(str(file))["bad-signature"]
    assert says in problems_of()["seal-signature"]


def test_no_signature_where_there_is_a_list_is_not_sound(repo: Repo, whole: Path) -> None:
    trust(repo, ssh_key(repo))
    report = json.loads(kim("verify", str(whole), "--format", "json").stdout)
    assert [finding["rule"] for finding in report["not_checked"]] == ["unsigned"]


def test_a_key_may_sign_only_what_its_list_says(repo: Repo) -> None:
    key = ssh_key(repo)
    list_signers(repo, key, 'namespaces="git"')
    file = pack(repo)
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    assert "doesn't let sign such a thing" in problems_of(str(file))["bad-signature"]
    assert problems_of() == {}


def test_a_pack_is_held_against_its_own_day(repo: Repo) -> None:
    key = ssh_key(repo)
    file = pack(repo)  # it says that it was made on 22 November 2026
    list_signers(repo, key, 'valid-before="20261122120000"')
    assert problems_of(str(file)) == {}
    list_signers(repo, key, 'valid-before="20261121"')
    assert "let sign only before that day" in problems_of(str(file))["bad-signature"]
    list_signers(repo, key, 'valid-after="20261124"')
    assert "lets sign only after that day" in problems_of(str(file))["bad-signature"]


CONTRADICTIONS = [
    ("fingerprint", "SHA256:AAAA"),
    ("key", "ssh-ed25519 AAAA"),
    ("kind", "openpgp"),
    ("note", None),
    ("same", "x"),
]
"""What signer.json says otherwise; None where it is no JSON."""


def contradicting(repo: Repo, field: str, value: str | None) -> Path:
    """A signed pack in which signer.json says something else, and was signed like that."""
    key = ssh_key(repo)
    files = files_of(pack(repo))
    signer = {**json.loads(files["signer.json"]), field: value}
    content = json.dumps(signer).encode() if value else b"none"
    forged = relisted({**files, "signer.json": content})
    sums = repo.folder.parent / "sums"
    sums.write_bytes(forged[SUMS])
    words = ["ssh-keygen", "-q", "-Y", "sign", "-n", "kim-evidence-pack", "-f", str(key), str(sums)]
    subprocess.run(words, check=True)
    forged[f"{SUMS}.sig"] = sums.with_name("sums.sig").read_bytes()
    return write_zip(repo.folder.parent / "t.zip", forged)


@pytest.mark.parametrize(("field", "value"), CONTRADICTIONS[:-1])
def test_a_fingerprint_that_contradicts_the_signature(
    repo: Repo, field: str, value: str | None
) -> None:
    problems = problems_of(str(contradicting(repo, field, value)))
    assert set(problems) == {"signer-contradicts"}
    assert "signer.json" in problems["signer-contradicts"]


def test_the_key_in_a_signature_is_read_without_a_program(repo: Repo) -> None:
    key = ssh_key(repo)
    signature = files_of(pack(repo))[f"{SUMS}.sig"]
    assert public_key_in(signature) == " ".join(key.with_name("key.pub").read_text().split()[:2])
    armour = b"-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n"
    for wrong in (b"", b"x", armour % b"x", armour % b"U1NIU0lHAAAAAf////8=", armour % b"AAAA"):
        assert public_key_in(wrong) == ""


# ----------------------------------------------------------------------------------------- seals


def test_a_seal_is_held_against_the_day_on_which_it_was_made(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ssh_key(repo)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-06-01T12:00:00Z")
    assert kim("seal", "--today", "2026-06-01").exit_code == 0
    list_signers(repo, key, 'valid-after="20260501",valid-before="20260701"')
    assert problems_of() == {}
    list_signers(repo, key, 'valid-after="20260401",valid-before="20260501"')
    assert "let sign only before that day" in problems_of()["seal-signature"]


def test_who_signed_a_seal_stands_beside_who_made_it(repo: Repo) -> None:
    trust(repo, ssh_key(repo))
    repo.git("config", "user.name", "Bob Builder")
    repo.git("config", "user.email", "bob@example.org")
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    says = kim("verify").stdout
    assert "which your Git knows as sam@example.org. Git's own verdict is the same." in says
    assert (
        "The tag names Bob Builder <bob@example.org> as who made it, and sam@example.org signed it."
    ) in says


def test_where_git_judges_otherwise_its_verdict_counts(repo: Repo) -> None:
    trust(repo, ssh_key(repo))
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    repo.git("config", "gpg.minTrustLevel", "ultimate")
    assert (
        "Git's own verdict is another: 'git verify-tag seal/2026-11-20'"
        in (problems_of()["seal-signature"])
    )


# --------------------------------------------------------------------------------------- OpenPGP


@pytest.fixture
def openpgp(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A key of GnuPG's that Git signs with, by a program that only gpg.openpgp.program names."""
    gpg = shutil.which("gpg")
    if not gpg:
        pytest.skip("gpg is not installed here")
    home = repo.folder.parent / "g"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    base = [gpg, "--batch", "--quiet", "--passphrase", "", "--pinentry-mode", "loopback"]
    made = subprocess.run(
        [*base, "--quick-gen-key", f"Sam Sealer <{MAIL}>", "ed25519", "sign", "never"],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip(f"gpg makes no key here: {made.stderr.decode()}")
    program = repo.folder.parent / "own-gpg"
    program.write_text(f'#!/bin/sh\nexec {gpg} "$@"\n', "utf-8")
    program.chmod(0o755)
    for name, value in (
        ("user.name", "Sam Sealer"),
        ("user.email", MAIL),
        ("user.signingkey", MAIL),
        ("gpg.program", "/nowhere"),
        ("gpg.openpgp.program", str(program)),
    ):
        repo.git("config", name, value)
    yield str(home)
    if stop := shutil.which("gpgconf"):
        subprocess.run([stop, "--kill", "all"], check=False, capture_output=True)


def test_the_program_that_signs_is_the_one_that_checks(repo: Repo, openpgp: str) -> None:
    file = pack(repo)
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    assert problems_of(str(file)) == problems_of() == {}
    for says in (kim("verify", str(file)).stdout, kim("verify").stdout):
        assert "checked and good: by the key" in says
        assert f"known as Sam Sealer <{MAIL}>, which you trust" in says


@pytest.mark.parametrize(("field", "value"), [("fingerprint", "ABCD"), ("key", "no key")])
def test_an_openpgp_key_that_is_another_than_is_stated(
    repo: Repo, openpgp: str, field: str, value: str
) -> None:
    files = files_of(pack(repo))
    signer = {**json.loads(files["signer.json"]), field: value}
    forged = relisted({**files, "signer.json": json.dumps(signer).encode()})
    words = ["gpg", "--homedir", openpgp, "--batch", "--armor", "--detach-sign"]
    signing = subprocess.run(words, input=forged[SUMS], check=True, capture_output=True)
    forged[f"{SUMS}.asc"] = signing.stdout
    file = write_zip(repo.folder.parent / "t.zip", forged)
    assert set(problems_of(str(file))) == {"signer-contradicts"}


def test_an_openpgp_key_that_was_withdrawn(repo: Repo, openpgp: str) -> None:
    file = pack(repo)
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    for revocation in Path(openpgp).glob("openpgp-revocs.d/*.rev"):
        text = revocation.read_text("utf-8").replace(":-----BEGIN", "-----BEGIN")
        words = ["gpg", "--batch", "--quiet", "--import"]
        subprocess.run(words, input=text.encode(), check=True, capture_output=True)
    assert "by a key that was withdrawn" in problems_of(str(file))["bad-signature"]
    assert "by a key that was withdrawn" in problems_of()["seal-signature"]
