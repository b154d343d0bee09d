"""Time stamps: asked for by `kim seal`, checked by `kim verify`, and each way in which it fails."""

from __future__ import annotations

import ast
import base64
import shutil
import socket
import subprocess
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from macros.evidence.authority import ask
from macros.evidence.seal_text import Seal, read_seal, seal_as_text
from macros.evidence.stamp import StampError, StampFault, query_for, read_stamp
from tests.authority import FROM, NOON, Authority, issued, serving, usual
from tests.conftest import PROJECT
from tests.evidence.conftest import Repo, kim, pack, problems_of, ssh_key, trust
from tests.evidence.test_seals import forge
from tests.projects import build_both
from tests.tiny import copy_tiny

DAY = "2026-11-22"
NAME = f"seal/{DAY}"
ROOT = issued("Example Root")
CLOCK = "Clock of Example"


@pytest.fixture
def roots(repo: Repo) -> Path:
    file = repo.folder.parent / "roots.pem"
    file.write_bytes(issued("Another Root").pem + ROOT.pem)
    return file


@pytest.fixture
def keyed(repo: Repo, roots: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with a key, which knows the authority's root; tags are made at five past."""
    trust(repo, ssh_key(repo))
    repo.git("config", "kim.stampCertificates", str(roots))
    monkeypatch.setenv("GIT_COMMITTER_DATE", (NOON + timedelta(minutes=5)).isoformat())
    return repo


def stamp(*words: str, day: str = DAY) -> str:
    """Make a seal with a stamp; what `kim seal` says."""
    done = kim("seal", "--today", day, *words)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def stamped(keyed: Repo) -> Repo:
    with serving(Authority(usual()).reply) as address:
        stamp("--stamp", address)
    return keyed


def refusal(repo: Repo, *words: str, day: str = DAY) -> str:
    """Why no seal was made; there is none, and it is said."""
    done = kim("seal", "--today", day, *words)
    assert done.exit_code == 1
    assert done.stderr.endswith("No seal was made.\n")
    assert repo.git("tag") == ""
    return done.stderr


def refused(repo: Repo, authority: Authority, day: str = DAY) -> str:
    with serving(authority.reply) as address:
        return refusal(repo, "--stamp", address, day=day)


# ---------------------------------------------------------------------------------- what is kept


def test_a_stamp_says_when_by_whom_and_over_what(stamped: Repo) -> None:
    done = kim("verify")
    assert done.exit_code == 0, done.output
    says = "seal/2026-11-22 was there on 22 November 2026 at 12:00: Clock of Example stamped"
    assert says in done.stdout
    assert "leads to one that you named" in done.stdout
    assert "doesn't show what was made anew before it" in done.stdout
    assert "no time stamp" not in done.stdout
    stamped.git("verify-tag", NAME)


def test_openssl_and_git_alone_say_the_same(stamped: Repo, roots: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed here")
    guide = (PROJECT / "docs/guides/evidence-packs.md").read_text("utf-8")
    commands = [line[2:] for line in guide.split("\n") if line.startswith("$ ")]
    script_lines = [line for line in commands if "words.txt" in line or "stamp.tsr" in line]
    assert len(script_lines) == 3
    script = (
        "\n".join(script_lines).replace("seal/2026-11-22", NAME).replace("root.pem", str(roots))
    )
    at_noon = f"-attime {int(NOON.timestamp())}"
    done = subprocess.run(
        ["bash", "-ec", script.replace("openssl ts -verify", f"openssl ts -verify {at_noon}")],
        cwd=stamped.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Verification: OK" in done.stdout + done.stderr


def test_a_stamp_is_part_of_what_is_signed_and_read_back(stamped: Repo) -> None:
    message = stamped.git("cat-file", "tag", NAME).partition("\n\n")[2].partition("-----BEGIN SSH")
    seal = read_seal(message[0])
    assert seal is not None
    assert read_seal(seal_as_text(seal)) == seal
    assert not isinstance(read_stamp(seal.stamp), StampFault)
    assert read_seal(message[0].replace("TIME STAMP-----\nM", "TIME STAMP-----\n=", 1)) is None


def test_without_a_setting_an_address_is_asked_for_and_with_one_it_is_not(keyed: Repo) -> None:
    assert "Nobody says which time stamp authority to ask" in refusal(keyed, "--stamp")
    with serving(Authority(usual()).reply) as address:
        keyed.git("config", "kim.stampAuthority", address)
        stamp("--stamp")
    assert CLOCK in kim("verify").stdout


def test_a_setting_alone_asks_nobody(keyed: Repo) -> None:
    keyed.git("config", "kim.stampAuthority", "http://127.0.0.1:9/nobody")
    stamp()
    done = kim("verify")
    assert done.exit_code == 0
    assert "1 seal bears no time stamp: when it was made is the word of" in done.stdout


def test_what_is_sent_is_a_digest_and_nothing_that_could_be_read_from_it(keyed: Repo) -> None:
    sent: list[bytes] = []

    def reply(query: bytes) -> bytes:
        sent.append(query)
        return Authority(usual()).reply(query)

    with serving(reply) as address:
        stamp("--stamp", address)
    assert len(sent) == 1
    assert len(sent[0]) < 80
    assert keyed.git("rev-parse", "HEAD").encode() not in sent[0]


# ------------------------------------------------------------------------------ when it is made


def edit(**changed: Any) -> Authority:
    return Authority(usual(), edit=lambda token: token.update(changed))


SHA_512 = {"hash_algorithm": {"algorithm": "sha512"}, "hashed_message": b"x" * 64}
OTHER = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": b"x" * 32}


def signer(name: str, **options: Any) -> Authority:
    return Authority(issued(name, ROOT, **options))


FAULTS = {
    "nonce": (edit(nonce=7), "is the answer to another query (its nonce isn't ours)"),
    "no nonce": (edit(nonce=None), "is the answer to another query (its nonce isn't ours)"),
    "digest": (edit(message_imprint=OTHER), "is of something else: it is over 787878787878"),
    "digest of another kind": (
        edit(message_imprint=SHA_512),
        "is over a digest of another kind than SHA-256",
    ),
    "expired": (
        signer("Old", valid=(FROM, datetime(2026, 11, 1, tzinfo=UTC))),
        "with a certificate that had expired on 1 November 2026",
    ),
    "not yet valid": (
        signer("New", valid=(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))),
        "with a certificate that was not valid before 1 January 2027",
    ),
    "root expired": (
        Authority(
            issued("Late", issued("Old Root", valid=(FROM, datetime(2026, 1, 1, tzinfo=UTC))))
        ),
        "was made when a certificate between its own and yours was not valid",
    ),
    "stranger": (
        Authority(issued("Clock of Example", issued("Stranger"))),
        "leads to none of those that you named: anybody may have made it",
    ),
    "purpose": (
        signer("Web", purpose=ExtendedKeyUsageOID.SERVER_AUTH),
        "is by a certificate that isn't for time stamps",
    ),
    "refusal": (Authority(usual(), refuses=True), "was refused: the authority gave none"),
    "late clock": (
        Authority(usual(), NOON + timedelta(days=2)),
        "was made on 24 November 2026 at 12:00, and the seal says that it was made on 2026-11-22",
    ),
    "early clock": (
        Authority(usual(), datetime(2026, 5, 10, 11, 54, tzinfo=UTC)),
        "and the tip that it seals says that it was committed on 10 May 2026 at 13:00: one of the",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_stamp_that_does_not_hold_is_not_kept(keyed: Repo, roots: Path, name: str) -> None:
    authority, words = FAULTS[name]
    old = issued("Old Root", valid=(FROM, datetime(2026, 1, 1, tzinfo=UTC)))
    roots.write_bytes(roots.read_bytes() + old.pem)
    assert words in refused(keyed, authority)


def test_a_signature_that_was_tampered_with(keyed: Repo) -> None:
    def reply(query: bytes) -> bytes:
        content = bytearray(Authority(usual()).reply(query))
        content[-5] ^= 1
        return bytes(content)

    with serving(reply) as address:
        assert "is not what its authority signed" in refusal(keyed, "--stamp", address)


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x30\x80", bytes(range(256))])
def test_an_answer_that_is_none(keyed: Repo, content: bytes) -> None:
    with serving(lambda _: content) as address:
        assert "The time stamp is none that can be read." in refusal(keyed, "--stamp", address)


def hang_up(server: socket.socket) -> None:
    server.accept()[0].close()


def test_an_authority_that_is_not_there(keyed: Repo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://who:secret@127.0.0.1:{taken.getsockname()[1]}/"
        message = refusal(keyed, "--stamp", address)
    assert "The time stamp authority at 127.0.0.1 can't be reached: " in message
    assert "secret" not in message
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=hang_up, args=[server], daemon=True).start()
        port = server.getsockname()[1]
        assert "can't be reached: " in refusal(keyed, "--stamp", f"http://127.0.0.1:{port}/")
    message = refusal(keyed, "--stamp", "https://no-such-host.invalid/")
    assert "no-such-host.invalid can't be reached" in message


def test_an_authority_that_answers_otherwise(keyed: Repo) -> None:
    with serving(lambda _: b"Sorry", status=503) as address:
        assert "refused: HTTP 503" in refusal(keyed, "--stamp", address)
    with serving(lambda _: b"<html>Log in</html>", kind="text/html") as address:
        assert "not with a time stamp: it sent text/html" in refusal(keyed, "--stamp", address)
    with serving(lambda _: b"0" * 100_000) as address:
        assert "not with a time stamp" in refusal(keyed, "--stamp", address)


def test_an_authority_that_says_nothing_is_given_up() -> None:
    def reply(_: bytes) -> bytes:
        time.sleep(1)
        return b""

    with serving(reply) as address, pytest.raises(StampError, match=r"reached: .*timed out"):
        ask(address, b"", wait=0.1)


@pytest.mark.parametrize(
    "address", ["file:///etc/hosts", "ftp://example.org", "stamps", "http://["]
)
def test_an_address_that_is_none(keyed: Repo, address: str) -> None:
    message = refusal(keyed, "--stamp", address)
    assert "is no address of a time stamp authority" in message


def test_certificates_are_named_first_and_are_some(keyed: Repo, roots: Path) -> None:
    roots.write_text("None here\n", "utf-8")
    with serving(Authority(usual()).reply) as address:
        assert "holds none (PEM)" in refusal(keyed, "--stamp", address)
        roots.unlink()
        assert "It isn't there." in refusal(keyed, "--stamp", address)
        keyed.git("config", "--unset", "kim.stampCertificates")
        assert "nobody says against what" in refusal(keyed, "--stamp", address)
        roots.write_bytes(ROOT.pem)
        stamp("--stamp", address, "--certificates", str(roots))


# ------------------------------------------------------------------------------ when it is checked


def test_a_stamp_that_nobody_here_can_check_is_not_checked(stamped: Repo, roots: Path) -> None:
    stamped.git("config", "--unset", "kim.stampCertificates")
    done = kim("verify")
    assert done.exit_code == 1
    assert "NOT CHECKED: The time stamp of seal/2026-11-22 says 22 November 2026" in done.stdout
    assert "nobody here named a certificate" in done.stdout
    assert "nobody can call this sound here" in done.stdout
    assert kim("verify", "--certificates", str(roots)).exit_code == 0
    stamped.git("config", "kim.stampCertificates", "gone.pem")
    assert "NOT CHECKED: The time stamp" in kim("verify").stdout
    assert "gone.pem': It isn't there." in kim("verify").stdout


def test_an_authority_that_the_reader_does_not_name(stamped: Repo, roots: Path) -> None:
    roots.write_bytes(issued("Another Root").pem)
    problems = problems_of()
    assert set(problems) == {"stamp-stranger"}
    assert "leads to none of those that you named" in problems["stamp-stranger"]


def test_words_that_were_changed_under_a_stamp(stamped: Repo) -> None:
    forge(stamped, NAME, "commits: 5", "commits: 4")
    assert set(problems_of()) == {"seal-count", "seal-signature", "stamp-digest"}


def resigned(repo: Repo, name: str, seal: Seal) -> None:
    """A seal made anew by whoever holds the key."""
    repo.git("tag", "--delete", name)
    words = ("tag", "--sign", "--cleanup=verbatim", "--file=-", name)
    repo.git(*words, seal.tip, input_=seal_as_text(seal).encode())


def seal_of(repo: Repo, name: str = NAME) -> Seal:
    content = repo.git("cat-file", "tag", name)
    seal = read_seal(content.partition("\n\n")[2].partition("-----BEGIN SSH")[0])
    assert seal
    return seal


def test_whoever_holds_the_key_cannot_carry_a_stamp_over(stamped: Repo) -> None:
    seal = seal_of(stamped)
    stamped.replay(1, message="Otherwise")
    tip = stamped.git("rev-parse", "HEAD")
    resigned(stamped, NAME, seal._replace(tip=tip))
    problems = problems_of()
    assert set(problems) == {"stamp-digest"}
    assert "is of something else" in problems["stamp-digest"]
    resigned(stamped, NAME, seal._replace(tip=tip, stamp=b""))
    assert "1 seal bears no time stamp" in kim("verify").stdout
    resigned(stamped, NAME, seal._replace(tip=tip, stamp=b"0"))
    assert set(problems_of()) == {"stamp-broken"}


def test_a_seal_of_a_rewritten_history_cannot_be_stamped_as_of_then(stamped: Repo) -> None:
    stamped.replay(1, message="Otherwise")
    stamped.git("tag", "--delete", NAME)
    assert "and the seal says that it was made on 2026-11-22" in refused(
        stamped, Authority(usual(), NOON + timedelta(days=30))
    )


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (NOON - timedelta(days=1), "and the tag that holds it on 21 November 2026 at 12:00"),
        (NOON - timedelta(minutes=6), "and the tag that holds it on 22 November 2026 at 11:54"),
        (NOON - timedelta(minutes=5), ""),
    ],
)
def test_a_tag_that_is_dated_before_its_stamp(
    keyed: Repo, monkeypatch: pytest.MonkeyPatch, made: datetime, says: str
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", made.isoformat())
    with serving(Authority(usual()).reply) as address:
        stamp("--stamp", address)
    assert says in problems_of().get("stamp-clock", "")


def test_clocks_that_differ_from_the_commit_and_the_seal(
    keyed: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.evidence.stamping.clock_faults", lambda *_: ())
    with serving(Authority(usual(), datetime(2026, 5, 1, tzinfo=UTC)).reply) as address:
        stamp("--stamp", address)
    done = kim("verify")
    assert done.exit_code == 1
    assert "the tip that it seals says that it was committed on 10 May 2026" in done.stdout
    assert "the seal says that it was made on 2026-11-22" in done.stdout


def test_a_certificate_that_expired_since_is_no_fault(keyed: Repo) -> None:
    short = signer("Short", valid=(FROM, NOON + timedelta(hours=1)))
    with serving(short.reply) as address:
        stamp("--stamp", address)
    done = kim("verify")
    assert done.exit_code == 0
    assert "a certificate that was valid until 22 November 2026" in done.stdout


def test_no_damage_to_a_stamp_stops_what_reads_it() -> None:
    content = Authority(usual()).reply(query_for(b"words").content)
    for place in range(0, len(content), 3):
        for letter in (0, 255, content[place] ^ 1):
            read_stamp(content[:place] + bytes([letter]) + content[place + 1 :])
        assert isinstance(read_stamp(content[:place]), StampFault)


def test_the_stamps_in_a_pack_are_checked_too(stamped: Repo, roots: Path) -> None:
    file = str(pack(stamped))
    done = kim("verify", file)
    assert done.exit_code == 0
    assert f"{NAME} was there on 22 November 2026 at 12:00" in done.stdout
    stamped.git("config", "--unset", "kim.stampCertificates")
    done = kim("verify", file)
    assert done.exit_code == 1
    assert f"NOT CHECKED: The time stamp of {NAME}" in done.stdout
    assert kim("verify", file, "--certificates", str(roots)).exit_code == 0


# ------------------------------------------------------------------------- who sees it, who asks


@pytest.fixture
def stamped_project(keyed: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = copy_tiny(tmp_path / "project", "2026-11-22T09:00:00+00:00")
    tiny = replace(keyed, folder=project)
    tiny.git("config", "gpg.format", "ssh")
    tiny.git("config", "user.signingkey", str(tmp_path / "key"))
    tiny.git("config", "user.name", "Sam Sealer")
    tiny.git("config", "user.email", "sam@example.org")
    tiny.git("config", "kim.stampCertificates", str(tmp_path / "roots.pem"))
    monkeypatch.chdir(project)
    with serving(Authority(usual()).reply) as address:
        stamp("--stamp", address)
    return project


def test_nothing_of_a_stamp_reaches_a_site(stamped_project: Path) -> None:
    tag = subprocess.run(
        ["git", "cat-file", "tag", NAME], cwd=stamped_project, capture_output=True, check=True
    ).stdout
    seal = read_seal(tag.decode().partition("\n\n")[2].partition("-----BEGIN SSH")[0])
    assert seal
    sought = (b"TIME STAMP", CLOCK.encode(), base64.b64encode(seal.stamp)[:40], seal.stamp[:40])
    sites = build_both(stamped_project)
    for site in (sites.staff, sites.public):
        files = [file for file in site.rglob("*") if file.is_file()]
        assert len(files) > 20
        for file in files:
            content = file.read_bytes()
            assert not [words for words in sought if words in content], file
    public = [file for file in sites.public.rglob("*") if file.is_file()]
    assert not [file for file in public if NAME.encode() in file.read_bytes()]


ASKING = {"urllib.request", "http.client", "ssl", "ftplib", "smtplib", "requests", "httpx"}


def test_one_module_alone_can_ask_another_machine() -> None:
    asking = set()
    for file in (PROJECT / "macros").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {str(node.module)}
            else:
                continue
            if names & ASKING:
                asking.add(file.relative_to(PROJECT).as_posix())
    assert asking == {"macros/evidence/authority.py"}
