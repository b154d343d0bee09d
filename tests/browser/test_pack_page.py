"""The page that checks a pack in the browser says what `kim verify` says of the same pack."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.evidence.trust import Trust
from macros.evidence.verify.seals import check_seals
from macros.history import git
from tests.browser.pack_page import Readers, Told, check_quickly
from tests.evidence import (
    test_bundle,
    test_honest,
    test_keys,
    test_seals,
    test_verify,
    test_zip_layout,
)
from tests.evidence.conftest import (
    Repo,
    as_zip,
    files_of,
    kim,
    make,
    pack,
    relisted,
    ssh_key,
    trust,
    verified_once,
    write_zip,
)

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def landlord(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repo]:
    """A landlord's repository that no test changes, in which `kim` runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        repo = make(tmp_path_factory.mktemp("landlord") / "landlord")
        patch.chdir(repo.folder)
        yield repo


@pytest.fixture(scope="module")
def true_file(landlord: Repo) -> Path:
    return pack(landlord)


@pytest.fixture(scope="module")
def true(true_file: Path) -> Files:
    """The files of a true pack."""
    return files_of(true_file)


@pytest.fixture
def repo(landlord: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A landlord's repository of the test's own."""
    own = landlord.clone(str(tmp_path / "landlord"))
    monkeypatch.chdir(own.folder)
    return own


@pytest.fixture(scope="module")
def readers(page: Page, common: Path) -> Readers:
    return Readers(page, partial(verified_once, common=common))


@pytest.fixture(scope="module")
def page(browser: Browser, pack_page: str) -> Iterator[Page]:
    """The page, open while pack after pack is checked. No error may come up meanwhile."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(pack_page)
    yield page
    context.close()
    assert errors == []


def cases(test: Callable[..., object]) -> list[Any]:
    """The first value of each case of a test."""
    marks: list[Any] = vars(test)["pytestmark"]
    return [case[0] for mark in marks for case in mark.args[1]]


def rules(findings: list[Told], state: str) -> set[str]:
    return {finding.rule for finding in findings if finding.state == state}


# ----------------------------------------------------------------------------------- true packs


def test_a_true_pack_has_no_problem_and_what_is_left_is_named(
    readers: Readers, true_file: Path
) -> None:
    told = readers.shown(true_file)
    assert rules(told, "fine") == {"files", "history", "registers", "records"}
    assert rules(told, "note") == {"unsigned"}
    assert rules(told, "elsewhere") == {
        *("made-again", "fsck", "seal-signature", "asked-seal", "checksum")
    }
    assert rules(told, "problem") == rules(told, "unchecked") == set()


@pytest.mark.parametrize("special", test_honest.HONEST)
def test_no_honest_pack_is_called_damaged(
    readers: Readers, repo: Repo, monkeypatch: pytest.MonkeyPatch, special: str
) -> None:
    day, prepare = test_honest.HONEST[special]
    words = prepare(repo, monkeypatch)
    file = repo.folder.parent / "pack.zip"
    assert kim("pack", "--out", str(file), "--today", day, *words).exit_code == 0
    told = readers.compared(file)
    assert rules(told, "problem") == rules(told, "unchecked") == set()
    assert rules(told, "fine") >= {"files", "history", "registers"}


@pytest.mark.parametrize("name", ["form-1.zip", "form-1-tagged.zip"])
def test_a_pack_of_an_earlier_version_is_read(readers: Readers, landlord: Repo, name: str) -> None:
    assert rules(readers.compared(test_honest.OLD / name), "problem") == set()


# ------------------------------------------------------------------------------- tampered packs


def test_of_many_records_that_a_table_leaves_out_some_are_named(
    readers: Readers, repo: Repo
) -> None:
    for number in range(3, 10):
        repo.write(f"registers/tasks/T-{number}.yml", f"id: T-{number}\ntitle: Task {number}\n")
    repo.commit("Add more", "2026-06-01")
    files = files_of(pack(repo))
    table = "registers/tasks.csv"
    heading, _, _ = files[table].partition(b"\r\n")
    changed = relisted({**files, table: heading + b"\r\n"})
    told = readers.compared(write_zip(repo.folder.parent / "t.zip", changed))
    (left_out,) = [each.message for each in told if "leaves out" in each.message]
    assert "leaves out T-1, T-2, T-3, T-4, T-5 and 4 more." in left_out


LISTED_ANEW = cases(test_verify.test_what_was_changed_and_listed_anew_is_found)
FORGED = [
    *cases(test_verify.test_a_pack_does_not_choose_how_strictly_it_is_checked),
    *cases(
        test_verify.test_what_another_version_may_have_made_otherwise_is_not_checked_and_not_sound
    ),
]
LAID_OUT = cases(test_zip_layout.test_what_is_hidden_in_a_zip_is_named)
LED_ELSEWHERE = cases(test_verify.test_a_name_that_would_lead_somewhere_else)


@pytest.mark.parametrize("number", range(len(LISTED_ANEW)))
def test_what_was_changed_and_listed_anew(
    readers: Readers, true: Files, tmp_path: Path, number: int
) -> None:
    readers.compared(write_zip(tmp_path / "t.zip", relisted(LISTED_ANEW[number](true))))


@pytest.mark.parametrize("number", range(len(FORGED)))
def test_a_pack_that_says_that_another_version_made_it(
    readers: Readers, true: Files, tmp_path: Path, number: int
) -> None:
    files = FORGED[number](test_verify.ANOTHER(true))
    readers.compared(write_zip(tmp_path / "t.zip", relisted(files)))


@pytest.mark.parametrize("number", range(len(LAID_OUT)))
def test_what_is_hidden_in_the_zip(
    readers: Readers, true: Files, tmp_path: Path, number: int
) -> None:
    crafted = [test_zip_layout.craft(name, content) for name, content in true.items()]
    change = LAID_OUT[number]
    files = [change(file) if file.name == b"cover.html" else file for file in crafted]
    out = tmp_path / "t.zip"
    out.write_bytes(test_zip_layout.crafted_zip(files))
    assert rules(readers.compared(out), "problem")


@pytest.mark.parametrize("name", LED_ELSEWHERE)
def test_names_that_lead_elsewhere(
    readers: Readers, true: Files, tmp_path: Path, name: str
) -> None:
    told = readers.compared(write_zip(tmp_path / "t.zip", {**true, name: b"x"}))
    assert rules(told, "problem") == {"unsafe-name"}


def odd_zips(true: Files, whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Files that are no ZIP of a pack, by what is wrong."""
    plain = as_zip(true)
    unlisted = as_zip({"hidden.html": b"x"})
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    crafted = [test_zip_layout.craft(name, content) for name, content in true.items()]
    yield "empty", b""
    yield "text", b"not a zip"
    yield "no files", b"PK\x05\x06" + bytes(18)
    yield "half", whole[: len(whole) // 2]
    yield "less by one", whole[:-1]
    yield "flipped", bytes(flipped)
    yield "more behind", whole + b"more"
    yield "more before", b"MZ more" + whole
    yield "unlisted before", unlisted[: unlisted.index(b"PK\x01\x02")] + whole
    yield "comment", plain[:-2] + b"\x04\x00more"
    yield "between", test_zip_layout.crafted_zip(crafted, between=b"more")
    yield "counted", test_zip_layout.crafted_zip(crafted, count=3)
    yield "many", as_zip({f"f{number}": b"" for number in range(2001)})


def test_files_that_are_no_zip_of_a_pack(
    readers: Readers, true: Files, true_file: Path, tmp_path: Path
) -> None:
    for name, content in odd_zips(true, true_file.read_bytes()):
        file = tmp_path / f"{name}.zip"
        file.write_bytes(content)
        assert rules(readers.compared(file), "problem"), name


def test_bombs_links_and_names_that_stand_twice(
    readers: Readers, true: Files, tmp_path: Path
) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cover.html", b"0" * 30_000_000)
    assert rules(readers.compared(bomb), "problem") == {"zip-bomb"}
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    linked = write_zip(tmp_path / "link.zip", true)
    with zipfile.ZipFile(linked, "a") as archive:
        archive.writestr(link, "/etc/passwd")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("cover.html", "Another cover")
    assert rules(readers.compared(linked), "problem") == {"unsafe-name", "twice"}


def test_files_that_are_not_as_listed(readers: Readers, true: Files, tmp_path: Path) -> None:
    sums = true["MANIFEST.sha256"]
    less = {name: content for name, content in true.items() if name != "document.html"}
    for changed in (
        {**true, "cover.html": b"x"},
        less,
        {**true, "more.txt": b"x", "stories/more.json": b"x"},
        {name: content for name, content in true.items() if name != "MANIFEST.sha256"},
        {**true, "MANIFEST.sha256": sums[:-5]},
        {**true, "MANIFEST.sha256": sums + b"what\n"},
        {**true, "MANIFEST.sha256": sums + sums},
        {**true, "records.txt": true["records.txt"] + b"\n"},
    ):
        assert rules(readers.compared(write_zip(tmp_path / "t.zip", changed)), "problem")


def test_records_that_were_changed_in_their_own_file(
    readers: Readers, true: Files, tmp_path: Path
) -> None:
    changed = {**true, "records.txt": true["records.txt"].replace(b"six years", b"ten years")}
    told = readers.compared(write_zip(tmp_path / "t.zip", relisted(changed)))
    assert rules(told, "problem") == {"not-from-history"}


# ---------------------------------------------------------------------------- tampered histories


def with_bundle(true: Files, bundle: bytes, folder: Path) -> Path:
    return write_zip(folder / "bundle.zip", relisted({**true, "history.bundle": bundle}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (case[0], case[1])
        for mark in vars(test_bundle.test_a_bundle_that_is_otherwise_than_ours)["pytestmark"]
        for case in mark.args[1]
    ],
)
def test_a_bundle_that_is_otherwise_than_ours(
    readers: Readers, true: Files, tmp_path: Path, old: bytes, new: bytes
) -> None:
    bundle = true["history.bundle"]
    changed = bundle.replace(old, new, 1) if old else bundle + b"more"
    told = readers.compared(with_bundle(true, changed, tmp_path))
    assert rules(told, "problem") == {"broken-bundle"}


def test_a_bundle_whose_own_sum_was_changed(readers: Readers, true: Files, tmp_path: Path) -> None:
    bundle = true["history.bundle"]
    changed = bundle[:-1] + bytes([bundle[-1] ^ 1])
    told = readers.compared(with_bundle(true, changed, tmp_path))
    assert rules(told, "problem") == {"broken-bundle"}


def test_other_names_and_tags_in_a_bundle(readers: Readers, repo: Repo) -> None:
    repo.git("tag", "v1", "HEAD~1")
    files, folder = files_of(pack(repo)), repo.folder.parent
    first, second = repo.git("rev-parse", "HEAD~2"), repo.git("rev-parse", "HEAD~1")
    repo.git("branch", "more", "HEAD~2")
    repo.git("tag", "v2", "HEAD~1")
    repo.git("update-ref", f"refs/replace/{first}", second)
    told: set[str] = set()
    for names in (("v1", "more", f"refs/replace/{first}"), (), ("v1", "v2")):
        bundle = test_bundle.bundled(repo, "HEAD", "main", *names)
        told |= rules(readers.compared(with_bundle(files, bundle, folder)), "problem")
    repo.git("tag", "--force", "v1", "HEAD~2")
    bundle = test_bundle.bundled(repo, "HEAD", "main", "v1")
    told |= rules(readers.compared(with_bundle(files, bundle, folder)), "problem")
    assert told == {"extra-name", "replace-ref", "tag-gone", "tag-unnamed", "tag-moved"}


def test_what_no_name_leads_to(readers: Readers, repo: Repo) -> None:
    files = files_of(pack(repo))
    bundle = files["history.bundle"]
    id_ = repo.git("hash-object", "-w", "--stdin", input_=b"Hidden")
    ids = repo.git("rev-list", "--objects", "--no-object-names", "HEAD") + f"\n{id_}\n"
    packed = repo.folder.parent / "p"
    digest = repo.git("pack-objects", "-q", str(packed), input_=ids.encode())
    head = bundle[: bundle.index(b"\n\n") + 2]
    whole = head + packed.with_name(f"p-{digest}.pack").read_bytes()
    told = readers.compared(with_bundle(files, whole, repo.folder.parent))
    assert rules(told, "problem") == {"hidden-objects"}


def test_a_history_of_another_landlord(readers: Readers, repo: Repo, true: Files) -> None:
    repo.replay(1, message="Another")
    other = files_of(pack(repo))["history.bundle"]
    told = readers.compared(with_bundle(true, other, repo.folder.parent))
    assert rules(told, "problem") == {"bundle-without-commit"}


def test_a_history_in_which_something_is_missing(readers: Readers, repo: Repo) -> None:
    files = files_of(pack(repo))
    bundle = files["history.bundle"]
    gone = repo.git("rev-parse", "HEAD~2:registers/tasks/T-1.yml")
    listed = repo.git("rev-list", "--objects", "--no-object-names", "HEAD").split()
    ids = "".join(f"{id_}\n" for id_ in listed if id_ != gone)
    packed = repo.folder.parent / "p"
    digest = repo.git("pack-objects", "-q", str(packed), input_=ids.encode())
    head = bundle[: bundle.index(b"\n\n") + 2]
    whole = head + packed.with_name(f"p-{digest}.pack").read_bytes()
    told = readers.compared(with_bundle(files, whole, repo.folder.parent))
    assert rules(told, "problem") == {"damaged-history"}


@pytest.mark.parametrize("when", test_bundle.MALFORMED)
def test_a_malformed_commit_is_named_and_no_damage(readers: Readers, repo: Repo, when: str) -> None:
    test_bundle.malform(repo, when)
    repo.commit("Go on", "2026-06-01")
    file = pack(repo)
    # What Git calls a date before 1970 differs from version to version.
    told = check_quickly(readers.page, file) if when[0] == "-" else readers.compared(file)
    assert "malformed" in rules(told, "note")
    assert rules(told, "problem") == set()


# ------------------------------------------------------------------------------------- signer.json


@pytest.mark.parametrize(("field", "value"), test_keys.CONTRADICTIONS)
def test_whom_signer_json_names(
    readers: Readers, repo: Repo, field: str, value: str | None
) -> None:
    file = test_keys.contradicting(repo, field, value)
    told = readers.compared(file)
    assert rules(told, "problem") == ({"signer-contradicts"} if field != "same" else set())


# ---------------------------------------------------------------------------------------- seals


@pytest.fixture
def sealed(repo: Repo) -> Repo:
    trust(repo, ssh_key(repo))
    assert kim("seal", "--today", "2026-11-20").exit_code == 0
    repo.commit("Go on", "2026-11-20")
    assert kim("seal", "--today", "2026-11-21").exit_code == 0
    return repo


def seals_alike(page: Page, repo: Repo, seal: str = "") -> list[Told]:
    """What the page says of a pack's seals, which is what `kim verify` says in its bundle."""
    told = check_quickly(page, pack(repo), seal)
    bundle = repo.folder.parent / "history.bundle"
    bundle.write_bytes(files_of(repo.folder.parent / "pack.zip")["history.bundle"])
    clone = repo.folder.parent / "of-the-bundle"
    repo.git("clone", "--quiet", str(bundle), str(clone))
    ours = {
        finding.message
        for finding in check_seals(git.open_repository(clone), Trust())
        if finding.state == "problem" and finding.rule != "seal-signature"
    }
    assert {finding.message for finding in told if finding.state == "problem"} == ours
    return told


def test_seals_that_hold(page: Page, sealed: Repo) -> None:
    told = seals_alike(page, sealed)
    ids = [sealed.git("rev-parse", f"seal/2026-11-{day}") for day in (20, 21)]
    fine = [finding.message for finding in told if finding.rule == "seal"]
    assert [id_ in message for id_, message in zip(ids, fine, strict=True)] == [True, True]
    assert "seal/2026-11-21 fits the history: 6 commits up to" in fine[1]


def deleted(repo: Repo) -> None:
    repo.git("tag", "--delete", "seal/2026-11-20")


def made_again(repo: Repo) -> None:
    deleted(repo)
    kim("seal", "--today", "2026-11-20")


def other_words(repo: Repo) -> None:
    test_seals.forge(repo, "seal/2026-11-21", "commits: 6", "commits: 4")


def moved(repo: Repo) -> None:
    tip, before = repo.git("rev-parse", "HEAD"), repo.git("rev-parse", "HEAD~1")
    test_seals.forge(repo, "seal/2026-11-21", f"object {tip}", f"object {before}")


def no_seals(repo: Repo) -> None:
    repo.git("tag", "seal/plain")
    repo.git("tag", "--annotate", "-m", "Hello", "seal/words")
    repo.git("update-ref", "refs/tags/seal/2026-11-22", repo.git("rev-parse", "seal/2026-11-21"))


def unsigned(repo: Repo) -> None:
    content = repo.git("cat-file", "tag", "seal/2026-11-21").partition("-----BEGIN")[0]
    id_ = repo.git("hash-object", "-t", "tag", "-w", "--stdin", input_=content.encode())
    repo.git("update-ref", "refs/tags/seal/2026-11-21", id_)


def back_dated(repo: Repo) -> None:
    assert kim("seal", "--today", "2026-11-19").exit_code == 0


def off_the_line(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    repo.commit("On the side", "2026-11-22")
    repo.git("merge", "--quiet", "--no-ff", "-m", "Merge main into it", "main")


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (deleted, {"seal-gone"}),
        (made_again, {"seal-replaced"}),
        (other_words, {"seal-count"}),
        (moved, {"seal-moved"}),
        (no_seals, {"not-a-seal"}),
        (unsigned, {"seal-unsigned"}),
        (back_dated, {"seal-back-dated"}),
        (off_the_line, {"seal-off-line"}),
    ],
)
def test_seals_that_do_not_hold(
    page: Page, sealed: Repo, tamper: Callable[[Repo], None], expected: set[str]
) -> None:
    tamper(sealed)
    assert rules(seals_alike(page, sealed), "problem") >= expected


def asked(page: Page, file: Path, seal: str) -> list[tuple[str, str]]:
    """The state and the words of what the page says of a seal that a reader was given."""
    told = check_quickly(page, file, seal)
    return [(each.state, each.message) for each in told if each.rule == "asked-seal"]


def test_the_seal_that_a_reader_was_given(page: Page, sealed: Repo) -> None:
    ids = {day: sealed.git("rev-parse", f"seal/2026-11-{day}") for day in (20, 21)}
    tip = sealed.git("rev-parse", "HEAD")
    file = pack(sealed)
    for given, state, says in (
        (ids[21], "fine", "none of these was changed since"),
        (f"https://forge.example.org/tags/{ids[21].upper()}", "fine", "was made on 2026-11-21"),
        (ids[20], "note", "is 1 later on the main line"),
        ("https://forge.example.org/-/tags/seal%2F2026-11-21", "note", "You gave its name only"),
        (f"seal/2026-11-20 {ids[21]}", "problem", "and not of seal/2026-11-20"),
        (f"seal/2026-11-21 {'1' * 40}", "problem", "it is another one"),
        (tip, "note", "number 6 on its main line"),
        ("1" * 40, "unchecked", "doesn't know the seal"),
        ("seal/2026-12-24", "note", "is younger than this pack"),
        ("seal/2026-10-01", "problem", "doesn't know seal/2026-10-01"),
        ("the latest", "unchecked", "holds no id and no name of a seal"),
    ):
        answers = asked(page, file, given)
        assert any(state == each[0] and says in each[1] for each in answers), (given, answers)


def test_a_seal_of_another_branch_is_no_gap_in_the_chain(page: Page, sealed: Repo) -> None:
    """The seal before is listed by manifest.json, and isn't of the pack's history."""
    sealed.git("checkout", "--quiet", "-b", "side")
    sealed.commit("On the side", "2026-11-21")
    assert kim("seal", "--today", "2026-11-22").exit_code == 0
    id_ = sealed.git("rev-parse", "seal/2026-11-22")
    sealed.git("checkout", "--quiet", "main")
    sealed.commit("On the main line", "2026-11-21")
    assert kim("seal", "--today", "2026-11-22").exit_code == 0
    file = pack(sealed)
    told = check_quickly(page, file)
    assert rules(told, "problem") == set()
    assert rules(told, "note") == {"seal-elsewhere"}
    assert "is on manifest.json's list" in asked(page, file, id_)[0][1]
