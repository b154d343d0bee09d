"""A tampered copy for each kind of tampering, and what `kim verify` says of it."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.catalogue.pack_signs import is_pack
from macros.evidence.format import SIGNED, SUMS, FormatError, read_manifest, read_sums
from macros.evidence.signatures import check
from macros.evidence.trust import Trust
from tests.evidence.conftest import (
    TODAY,
    Repo,
    Verified,
    as_zip,
    files_of,
    kim,
    pack,
    problems_of,
    relisted,
    ssh_key,
    trust,
    who,
    write_zip,
)

Files = dict[str, bytes]


def test_a_whole_pack_is_sound_and_says_what_was_checked(repo: Repo, whole: Path) -> None:
    done = kim("verify", str(whole), "--against", str(repo.folder))
    assert done.exit_code == 0
    for says in (
        "as listed",
        "5 commits on the main line",
        "each value and each cell compared",
        "byte for byte",
        "last commit of the main line",
        "no signature",
    ):
        assert says in done.stdout
    assert done.stdout.endswith("No problem found.\n")


def test_verify_works_outside_a_project(
    repo: Repo, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder.parent)
    assert kim("verify", str(whole)).exit_code == 0


def test_verify_leaves_nothing_behind(
    repo: Repo, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    before = sorted(repo.folder.parent.iterdir())
    assert kim("verify", str(whole)).exit_code == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert sorted(repo.folder.parent.iterdir()) == before


# -------------------------------------------------------------------------------------- the ZIP


def test_a_pack_that_is_cut_short(repo: Repo, whole: Path) -> None:
    content = whole.read_bytes()
    short = repo.folder.parent / "short.zip"
    for part in (0, 10, len(content) // 2, len(content) - 1):
        short.write_bytes(content[:part])
        assert "cut short or damaged" in problems_of(str(short))["broken-zip"]


def test_a_byte_that_flipped(repo: Repo, whole: Path) -> None:
    content = bytearray(whole.read_bytes())
    content[len(content) // 2] ^= 0xFF
    flipped = repo.folder.parent / "flipped.zip"
    flipped.write_bytes(content)
    assert "broken-zip" in problems_of(str(flipped))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../evil.txt", "climbs out of the folder"),
        ("registers/../../evil.txt", "climbs out of the folder"),
        ("..\\evil.txt", "climbs out of the folder"),
        ("/etc/evil.txt", "absolute path"),
        ("C:\\evil.txt", "absolute path"),
        ("\\\\host\\evil.txt", "absolute path"),
        ("./cover.html", "has a name that no file of a pack has"),
        ("registers/./a", "has a name that no file of a pack has"),
        ("folder/", "has a name that no file of a pack has"),
        ("a\nb", "has a name that no file of a pack has"),
        ("a\x1b[31m", "has a name that no file of a pack has"),
    ],
)
def test_a_name_that_would_lead_somewhere_else(
    whole: Path, verified: Verified, name: str, says: str
) -> None:
    file = write_zip(whole.with_name("evil.zip"), {**files_of(whole), name: b"x"})
    (problem,) = verified(file)["problems"]
    assert problem["rule"] == "unsafe-name"
    assert says in problem["message"]
    assert problem["message"].isprintable()
    assert not list(whole.parent.parent.glob("evil.txt"))


def test_a_link_in_the_zip(whole: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "is a link" in problems_of(str(whole))["unsafe-name"]


def test_what_is_encrypted_or_packed_otherwise(repo: Repo) -> None:
    file = write_zip(repo.folder.parent / "one.zip", {"cover.html": b"x"})
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(content)
    assert "encrypted" in problems_of(str(file))["unsafe-name"]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("cover.html", "x")
    assert "packed in a way" in problems_of(str(file))["unsafe-name"]


def test_a_name_that_stands_twice(whole: Path) -> None:
    with zipfile.ZipFile(whole, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("cover.html", "Another cover")
    assert "2 times" in problems_of(str(whole))["twice"]


def test_a_bomb_is_not_set_off(repo: Repo) -> None:
    file = repo.folder.parent / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cover.html", b"0" * 30_000_000)
    assert "times its size" in problems_of(str(file))["zip-bomb"]
    content = bytearray(file.read_bytes())  # a size that isn't true: more comes than was announced
    for sign, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.index(sign) + place
        content[at : at + 4] = struct.pack("<I", 100)
    file.write_bytes(content)
    assert "more or less than the 100 bytes" in problems_of(str(file))["hidden-bytes"]


def test_bytes_that_are_in_none_of_the_files(repo: Repo, whole: Path) -> None:
    content = whole.read_bytes()
    unlisted = as_zip({"hidden.html": b"x"})
    commented = as_zip(files_of(repo.folder.parent / "pack.zip"))
    file = repo.folder.parent / "more.zip"
    for more in (
        content + b"more",
        b"MZ more" + content,
        unlisted[: unlisted.index(b"PK\x01\x02")] + content,
        commented[:-2] + b"\x04\x00more",
    ):
        file.write_bytes(more)
        assert set(problems_of(str(file))) == {"hidden-bytes"}
    file.write_bytes(commented)
    assert problems_of(str(file)) == {}


def test_more_files_and_more_bytes_than_a_pack_has(repo: Repo) -> None:
    many = write_zip(repo.folder.parent / "many.zip", {f"f{number}": b"" for number in range(2001)})
    assert "at most 2,000" in problems_of(str(many))["too-many-files"]
    file = write_zip(repo.folder.parent / "large.zip", {"a": b"x", "b": b"x"})
    content = bytearray(file.read_bytes())
    for at in (content.index(b"PK\x01\x02"), content.rindex(b"PK\x01\x02")):
        content[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    file.write_bytes(content)
    assert "at most 4,294,967,296" in problems_of(str(file))["too-large"]


def test_a_history_that_names_one_folder_again_and_again_is_not_walked(
    repo: Repo, whole: Path
) -> None:
    files = files_of(whole)
    tree = repo.git("rev-parse", "HEAD:registers")
    for _ in range(9):
        tree = repo.git(
            "mktree",
            input_="".join(
                f"040000 tree {tree}\tfolder-{number}\n" for number in range(10)
            ).encode(),
        )
    tip = repo.git(
        "commit-tree",
        "-m",
        "Swell",
        "-p",
        "HEAD",
        tree,
        env=who("Ann Author", "2026-06-01", "2026-06-01"),
    )
    repo.git("update-ref", "refs/heads/main", tip)
    repo.git("bundle", "create", "--quiet", "../swollen.bundle", "HEAD", "main")
    swollen = {**files, "history.bundle": (repo.folder.parent / "swollen.bundle").read_bytes()}
    file = write_zip(
        repo.folder.parent / "t.zip",
        relisted(with_facts(tip=tip, commit=tip, tree=tree, commits=6)(swollen)),
    )
    assert "names 10,111,111,110 files and folders" in problems_of(str(file))["history-bomb"]


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_pack(repo: Repo, content: bytes) -> None:
    file = repo.folder.parent / "no.zip"
    file.write_bytes(content)
    assert set(problems_of(str(file))) <= {"broken-zip", "no-manifest"}
    assert problems_of(str(file))


# ------------------------------------------------------------------------------------- the list


def test_each_file_is_there_and_as_listed(whole: Path, verified: Verified) -> None:
    files = files_of(whole)
    less = {name: content for name, content in files.items() if name != "document.html"}
    for changed, rule, says in (
        ({**files, "cover.html": b"x"}, "changed-file", "'cover.html' is not the file"),
        (less, "missing-file", "names 'document.html', and the pack doesn't hold it"),
        ({**files, "more.txt": b"x"}, "extra-file", "'more.txt' doesn't belong in a pack"),
        (
            {**files, "stories/more.json": b"x"},
            "extra-file",
            "'stories/more.json' is in the pack, and MANIFEST.sha256 doesn't list it",
        ),
        (
            {name: content for name, content in files.items() if name != SUMS},
            "no-manifest",
            "no MANIFEST.sha256",
        ),
        ({**files, SUMS: files[SUMS][:-5]}, "manifest", "cut short"),
        ({**files, SUMS: files[SUMS] + b"what\n"}, "manifest", "is not a checksum and a name"),
        ({**files, SUMS: files[SUMS] + files[SUMS]}, "listed-twice", "2 times"),
    ):
        problems = verified(write_zip(whole.with_name("tampered.zip"), changed))["problems"]
        assert any(finding["rule"] == rule and says in finding["message"] for finding in problems)


# --------------------------------------------------------------------- changed, and listed anew


def edited(name: str, old: str, new: str, times: int = -1) -> Callable[[Files], Files]:
    def edit(files: Files) -> Files:
        text = files[name].decode()
        assert old in text
        return {**files, name: text.replace(old, new, times).encode()}

    return edit


def with_facts(**changed: object) -> Callable[[Files], Files]:
    return lambda files: {
        **files,
        "manifest.json": json.dumps({**json.loads(files["manifest.json"]), **changed}).encode(),
    }


def with_file(name: str, content: bytes) -> Callable[[Files], Files]:
    return lambda files: {**files, name: content}


def cut_short(name: str) -> Callable[[Files], Files]:
    return lambda files: {**files, name: files[name][:-40]}


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {file: content for file, content in files.items() if file != name}


@pytest.mark.parametrize(
    ("tamper", "rule", "says"),
    [
        (
            edited("registers/tasks.json", "six years and a day", "five years"),
            "record-changed",
            "shows T-1 otherwise than the commit has it: title",
        ),
        (edited("registers/tasks.json", '"id": "T-2"', '"id": "T-7"'), "record-made-up", "T-7"),
        (
            edited("registers/tasks.json", '"register": "tasks"', '"register": "jobs"'),
            "register-changed",
            "'jobs'",
        ),
        (
            with_file("registers/tasks.json", b'{"register": "tasks", "records": []}'),
            "record-left-out",
            "'registers/tasks/T-",
        ),
        (
            with_file("registers/tasks.json", b"[[["),
            "register-unreadable",
            "can't be read as a register",
        ),
        (without("registers/tasks.json"), "record-left-out", "'registers/tasks/T-"),
        (
            edited("registers/tasks.csv", "six years", "five years"),
            "not-from-history",
            "'registers/tasks.csv'",
        ),
        (edited("document.html", "six years", "five years"), "not-from-history", "'document.html'"),
        (
            edited("stories/tasks.json", "Ann Author", "Bob Builder"),
            "not-from-history",
            "'stories/tasks.json'",
        ),
        (
            edited("statistics/requests.json", '"answered": 1', '"answered": 9'),
            "not-from-history",
            "'statistics/requests.json'",
        ),
        (with_file("stories/more.json", b"x"), "extra-file", "'stories/more.json' is listed"),
        (without("cover.html"), "not-from-history", "'cover.html'"),
        (without("cover.json"), "cover", "cover.json is missing"),
        (
            edited("cover.json", '"as_at": "2026-11-22"', '"as_at": "2026-11-21"'),
            "cover",
            "another commit, tip or day",
        ),
        (without("history.bundle"), "no-bundle", "without the history"),
        (cut_short("history.bundle"), "broken-bundle", "Git can't read the bundle"),
        (with_file("history.bundle", b"x"), "broken-bundle", "Git can't read the bundle"),
        (with_facts(tip="0" * 40), "bundle-without-commit", "doesn't hold the commit 000000000000"),
        (with_facts(commit="1" * 40), "bundle-without-commit", "the registers are said to be from"),
        (with_facts(commits=6), "facts", "gives 6 as the number of commits"),
        (with_facts(tree="2" * 40), "facts", "as the tree"),
        (with_facts(roots=["3" * 40]), "facts", "as the beginning"),
        (with_facts(object_format="sha256"), "facts", "as the object format"),
        (
            with_facts(as_at="2026-03-15"),
            "facts",
            "By the end of 2026-03-15 the last commit to land was",
        ),
        (with_facts(as_at="someday"), "facts", "gives 'someday' as the day"),
        (with_facts(today="someday"), "facts", "on which day it was made"),
        (with_facts(expectation="EXP-none"), "facts", "No such pack can be made"),
        (with_facts(folder="../"), "facts", "doesn't say folder"),
        (with_facts(branch="other"), "facts", "as the branch"),
        (
            edited("CHECK.txt", "alone clone", "curl evil; alone clone"),
            "not-from-history",
            "'CHECK.txt'",
        ),
        (with_file("notes.html", b"x"), "extra-file", "'notes.html' doesn't belong in a pack"),
        (with_facts(tip="--upload-pack=x"), "facts", "doesn't say tip"),
        (with_facts(format=3), "facts", "in form 3"),
        (with_facts(seals="x"), "facts", "doesn't say seals"),
        (with_file("manifest.json", b"[]"), "facts", "in what form"),
        (with_file("manifest.json", b"{"), "facts", "can't be read"),
        (with_facts(more="hidden"), "facts", "says more, which none of its form does"),
        (with_facts(format=1), "facts", "lists tags, which none in form 1 does"),
        (edited("manifest.json", "{", '{"tip": "1", ', 1), "facts", "named twice"),
        (without("manifest.json"), "no-facts", "There is no manifest.json"),
        (with_file("signer.json", b"{}"), "signature-gone", "the signature is not there"),
    ],
)
def test_what_was_changed_and_listed_anew_is_found(
    whole: Path, verified: Verified, tamper: Callable[[Files], Files], rule: str, says: str
) -> None:
    files = relisted(tamper(files_of(whole)))
    problems = verified(write_zip(whole.with_name("tampered.zip"), files))["problems"]
    assert any(finding["rule"] == rule and says in finding["message"] for finding in problems), (
        problems
    )


def test_a_bundle_of_another_history(repo: Repo, whole: Path) -> None:
    files = files_of(whole)
    repo.replay(1, message="Another")
    other = files_of(pack(repo, "other.zip"))["history.bundle"]
    file = write_zip(repo.folder.parent / "mixed.zip", relisted({**files, "history.bundle": other}))
    assert set(problems_of(str(file), "--against", str(repo.folder))) == {
        "bundle-without-commit",
        "not-compared",
    }


def test_a_commit_of_a_side_branch_is_not_on_the_main_line(repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    side = repo.commit("On the side", "2026-06-01")
    repo.git("checkout", "--quiet", "main")
    repo.git(
        "-c",
        "user.name=M",
        "-c",
        "user.email=m@example.org",
        "merge",
        "--quiet",
        "--no-ff",
        "-m",
        "Merge",
        "side",
    )
    assert first != side
    files = files_of(pack(repo))
    file = write_zip(repo.folder.parent / "t.zip", relisted(with_facts(commit=side)(files)))
    assert "is not on the bundle's main line" in problems_of(str(file))["facts"]


ANOTHER = with_facts(tool="kim-site 9")
"""What whoever forges a pack would say of it."""


def findings_of(verified: Verified, place: Path, files: Files) -> dict[str, Any]:
    """What `kim verify` says of a pack with these files, for programs."""
    report = verified(write_zip(place, relisted(files)))
    assert report["sound"] == (not report["problems"] and not report["not_checked"])
    return report


@pytest.mark.parametrize(
    ("tamper", "rule", "says"),
    [
        (
            edited("registers/tasks.csv", "six years and a day", "five years"),
            "table-changed",
            "'registers/tasks.csv' shows T-1 otherwise than the commit has it: title",
        ),
        (
            edited("registers/tasks.csv", "'=1+1", "=1+2"),
            "table-changed",
            "shows T-1 otherwise than the commit has it: text",
        ),
        (edited("registers/tasks.csv", '"T-2"', '"T-7"'), "table-changed", "leaves out T-2"),
        (
            with_file("registers/tasks.csv", b"id,title\r\n"),
            "table-changed",
            "leaves out T-1 and T-2",
        ),
        (with_file("registers/tasks.csv", b"x"), "table-changed", "can't be read"),
        (with_file("registers/tasks.csv", b"\xff"), "table-changed", "can't be read"),
        (
            edited("registers/tasks.csv", '"title"', '"id"'),
            "table-changed",
            "can't be read as a register's table",
        ),
        (edited("records.txt", "six", "five"), "not-from-history", "'records.txt' is not what"),
        (without("records.txt"), "not-from-history", "'records.txt' is not what"),
        (with_file("run.exe", b"MZ"), "extra-file", "'run.exe' doesn't belong in a pack"),
        (
            with_file("registers/run.exe", b"MZ"),
            "extra-file",
            "'registers/run.exe' doesn't belong in a pack",
        ),
    ],
)
def test_a_pack_does_not_choose_how_strictly_it_is_checked(
    whole: Path, verified: Verified, tamper: Callable[[Files], Files], rule: str, says: str
) -> None:
    files = tamper(ANOTHER(files_of(whole)))
    problems = findings_of(verified, whole.with_name("other.zip"), files)["problems"]
    assert any(finding["rule"] == rule and says in finding["message"] for finding in problems), (
        problems
    )


@pytest.mark.parametrize(
    ("tamper", "name"),
    [
        (edited("document.html", "six", "five"), "document.html"),
        (edited("stories/tasks.json", "Ann Author", "Bob Builder"), "stories/tasks.json"),
        (edited("CHECK.txt", "alone clone", "curl evil; alone clone"), "CHECK.txt"),
        (with_file("registers/more.csv", b"id\r\n"), "registers/more.csv"),
        (with_file("stories/more.json", b"[]"), "stories/more.json"),
        (without("registers.xlsx"), "registers.xlsx"),
    ],
)
def test_what_another_version_may_have_made_otherwise_is_not_checked_and_not_sound(
    whole: Path, verified: Verified, tamper: Callable[[Files], Files], name: str
) -> None:
    other = whole.with_name("other.zip")
    report = findings_of(verified, other, tamper(ANOTHER(files_of(whole))))
    assert report["problems"] == []
    assert [finding["rule"] for finding in report["not_checked"]] == ["not-made-again"]
    assert f"'{name}' is not checked" in report["not_checked"][0]["message"]
    done = kim("verify", str(other))
    assert done.exit_code == 1
    assert "NOT CHECKED: " in done.stdout
    assert done.stdout.endswith("not all was checked: nobody can call this sound here.\n")


def test_a_pack_of_another_version_that_comes_out_the_same_is_sound(
    whole: Path, verified: Verified
) -> None:
    other = whole.with_name("other.zip")
    assert findings_of(verified, other, ANOTHER(files_of(whole)))["sound"]


def test_a_pack_that_says_that_nothing_is_made_up(repo: Repo, verified: Verified) -> None:
    repo.write("registers/tasks/T-3.yml", "id: T-3\ntitle: Made up\nillustrative: true\n")
    repo.commit("Make one up", "2026-06-01")
    files = files_of(pack(repo, "pack.zip", "--include-illustrative"))
    place = repo.folder.parent / "other.zip"
    problems = findings_of(verified, place, with_facts(illustrative=False)(files))["problems"]
    assert [finding["message"] for finding in problems] == [
        "The pack shows records that are made up, and says that it allows for none."
    ]


def test_an_edit_to_a_version_that_is_no_record(repo: Repo) -> None:
    repo.write("registers/tasks/T-2.yml", "id: T-2\ntitle: [broken\n")
    repo.commit("Break it", "2026-06-01")
    files = edited("registers/tasks.json", "[broken", "[mended")(files_of(pack(repo)))
    assert (
        "shows T-2 otherwise"
        in problems_of(str(write_zip(repo.folder.parent / "t.zip", relisted(files))))[
            "record-changed"
        ]
    )


# ------------------------------------------------------------------------------------ signature


def test_a_signature_is_checked_or_it_is_absent(repo: Repo) -> None:
    key = ssh_key(repo)
    file = pack(repo)
    assert "for which nobody here vouches" in kim("verify", str(file)).stdout
    trust(repo, key)
    assert "checked and good: by the key SHA256:" in kim("verify", str(file)).stdout
    files = files_of(file)
    assert json.loads(files["signer.json"])["fingerprint"].startswith("SHA256:")
    anew = relisted({**files, "cover.html": b"Another"})
    assert (
        "this is not what was signed"
        in problems_of(str(write_zip(repo.folder.parent / "t.zip", anew)))["bad-signature"]
    )
    stripped = {name: content for name, content in files.items() if name != f"{SUMS}.sig"}
    assert "signature-gone" in problems_of(str(write_zip(repo.folder.parent / "t.zip", stripped)))
    assert pack(repo, "again.zip").read_bytes() == file.read_bytes()


def test_a_public_key_alone_is_named_and_a_key_that_is_not_there_stops_the_pack(repo: Repo) -> None:
    key = ssh_key(repo)
    repo.git("config", "user.signingkey", f"{key}.pub")
    assert f"{SUMS}.sig" in files_of(pack(repo))
    for name, form, says in (
        (str(key) + "-none", "ssh", "no key"),
        ("key::ssh-ed25519 AAAA", "ssh", "did not sign"),
        ("X", "x509", "'x509'"),
    ):
        repo.git("config", "user.signingkey", name)
        repo.git("config", "gpg.format", form)
        out = repo.folder.parent / "no.zip"
        done = kim("pack", "--out", str(out), "--today", TODAY)
        assert done.exit_code == 1
        assert says in done.stderr
        assert not out.exists()


def test_without_the_program_nobody_can_say(tmp_path: Path) -> None:
    nothing = Trust(ssh=str(tmp_path / "none"), openpgp=str(tmp_path / "none"))
    for kind in SIGNED:
        checked = check(kind, b"x", b"y", "z", nothing)
        assert checked.state == "unchecked"
        assert "can't be checked here" in checked.sentence


GPG = """#!/bin/sh
echo "[GNUPG:] $SAYS"
exit ${CODE:-0}
"""


@pytest.mark.parametrize(
    ("says", "code", "state"),
    [
        ("VALIDSIG ABC\n[GNUPG:] TRUST_ULTIMATE", "0", "good"),
        ("VALIDSIG ABC", "0", "unknown"),
        ("VALIDSIG ABC\n[GNUPG:] REVKEYSIG", "0", "bad"),
        ("BADSIG ABC", "1", "bad"),
        ("NO_PUBKEY ABC", "2", "unchecked"),
        ("NODATA", "2", "bad"),
    ],
)
def test_what_gpg_says_is_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, code: str, state: str
) -> None:
    program = tmp_path / "gpg"
    program.write_text(GPG, "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("SAYS", says)
    monkeypatch.setenv("CODE", code)
    assert check("openpgp", b"x", b"y", "", Trust(openpgp=str(program))).state == state


def test_a_pack_is_signed_with_gpg_where_git_says_so(repo: Repo, tmp_path: Path) -> None:
    program = tmp_path / "gpg"
    program.write_text(
        '#!/bin/sh\ncase "$*" in *--export*) echo PUBLIC;; '
        "*) cat > /dev/null; echo SIGNED; exit ${CODE:-0};; esac\n",
        "utf-8",
    )
    program.chmod(0o755)
    repo.git("config", "user.signingkey", "somebody")
    repo.git("config", "gpg.program", str(program))
    files = files_of(pack(repo))
    assert files[f"{SUMS}.asc"] == b"SIGNED\n"
    assert json.loads(files["signer.json"])["key"] == "PUBLIC\n"
    assert b"gpg --verify MANIFEST.sha256.asc MANIFEST.sha256" in files["CHECK.txt"]
    program.write_text(
        '#!/bin/sh\ncase "$*" in *--export*) echo PUBLIC;; '
        '*) echo "no secret key" >&2; exit 2;; esac\n',
        "utf-8",
    )
    assert "did not sign: no secret key" in kim("pack", "--out", str(tmp_path / "no.zip")).stderr
    program.unlink()
    assert "not installed" in kim("pack", "--out", str(tmp_path / "no.zip")).stderr


# ------------------------------------------------------------------------------------ strangers


def test_a_strangers_bundle_touches_no_repository_even_inside_a_hook(
    repo: Repo, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("Go on", "2026-06-01")
    tip = repo.git("rev-parse", "main")
    monkeypatch.setenv("GIT_DIR", str(repo.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(repo.folder / ".git" / "index"))
    assert problems_of(str(whole)) == {}
    assert repo.git("rev-parse", "main") == tip
    assert "refs/kim" not in repo.git("for-each-ref")


def test_what_a_stranger_wrote_cannot_move_the_cursor(repo: Repo) -> None:
    repo.commit("\x1b[2J\x1b[31mAll is well", "2026-06-01")
    file = pack(repo)
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    done = kim("verify", str(file), "--against", str(repo.folder))
    assert "All is well" in done.stdout
    assert "\x1b" not in done.stdout


# --------------------------------------------------------------------------------------- called


def test_verify_called_wrongly(repo: Repo, whole: Path) -> None:
    assert kim("verify", "nowhere.zip").exit_code == 2
    assert kim("verify", "--against", str(repo.folder)).exit_code == 2
    assert kim("verify", str(whole), "--against", "nowhere").exit_code == 2


# --------------------------------------------------------------------------------------- format


def test_a_pack_is_known_whatever_it_is_called_and_however_much_of_it_is_left(
    repo: Repo, whole: Path
) -> None:
    content = whole.read_bytes()
    assert is_pack(content)
    assert is_pack(
        as_zip(
            {
                f"in/a/folder/{name}": part
                for name, part in files_of(repo.folder.parent / "pack.zip").items()
            }
        )
    )
    assert is_pack(content[: len(content) - 100])
    assert not is_pack(as_zip({"manifest.json": b"{}"}))
    assert not is_pack(b"It holds MANIFEST.sha256 and manifest.json, says the guide.")


def test_a_list_of_sums_is_read_exactly() -> None:
    assert [listed.name for listed in read_sums(f"{'a' * 64}  a b.txt\n".encode())] == ["a b.txt"]
    for wrong in (
        b"x",
        f"{'A' * 64}  a\n".encode(),
        f"{'a' * 64} *a\n".encode(),
        f"\\{'a' * 64}  a\n".encode(),
    ):
        with pytest.raises(FormatError):
            read_sums(wrong)
    with pytest.raises(FormatError):
        read_manifest(b"[" * 100_000)
