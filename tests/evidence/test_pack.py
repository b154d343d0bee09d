from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from macros.evidence.page_macros import MarkedPage, without_macros
from macros.evidence.tables import sheet_names
from macros.history.git import Repository, bundle
from macros.model import ClockFields, Field
from macros.model.cells import LONGEST, guarded
from macros.rules.answer_times import timeliness
from tests.evidence.conftest import PAGE, Repo, files_of, kim, make, pack, problems_of, who


def records(files: dict[str, bytes], register: str) -> dict[str, dict[str, object]]:
    return {
        record["id"]: record["values"]
        for record in json.loads(files[f"registers/{register}.json"])["records"]
    }


# -------------------------------------------------------------------------------- what it holds


def test_a_pack_holds_all_that_its_cover_names(repo: Repo, whole: Path) -> None:
    files = files_of(whole)
    cover, facts = json.loads(files["cover.json"]), json.loads(files["manifest.json"])
    tip = repo.git("rev-parse", "HEAD")
    assert (cover["tip"], cover["commit"]["id"], cover["as_at"], cover["branch"]) == (
        tip,
        tip,
        "2026-11-22",
        "main",
    )
    assert facts["commits"] == 5
    assert facts["tree"] == repo.git("rev-parse", "HEAD^{tree}")
    assert facts["roots"] == repo.git("rev-list", "--max-parents=0", "HEAD").split()
    assert facts["object_format"] == "sha1"
    page = files["cover.html"].decode()
    for words in (
        tip,
        "never published",
        "Nothing in the registers is marked as illustrative",
        "latest committer date",
        "what Git was told",
    ):
        assert words in page
    for name in re.findall(r"<dt><code>(.*?)</code>", page):
        assert any(
            re.fullmatch(name.replace(".", r"\.").replace("NAME", ".+"), file) for file in files
        ), name


def test_old_values_are_text_and_each_record_has_its_story(whole: Path) -> None:
    files = files_of(whole)
    assert records(files, "tasks")["T-1"]["urgent"] == "true"
    stories = {story["id"]: story for story in json.loads(files["stories/tasks.json"])["stories"]}
    newest, first = stories["T-1"]["revisions"]
    assert newest["message"].startswith("Keep a day longer\n\nBecause the act says so.")
    assert newest["approvals"] == ["The board"]
    assert newest["changes"] == [
        {"path": "title", "old": "Keep for six years", "new": "Keep for six years and a day"}
    ]
    assert (first["kind"], first["author"]) == (
        "created",
        {"name": "Ann Author", "mail": "ann@example.org"},
    )
    gone = {
        story["id"]: story["gone"]
        for story in json.loads(files["stories/expectations.json"])["stories"]
    }
    assert gone == {"EXP-act": False, "EXP-other": True}


def test_a_field_that_its_schema_renamed_is_one_change(repo: Repo) -> None:
    schema = (repo.folder / "schemas/tasks.schema.json").read_text("utf-8")
    repo.write("schemas/tasks.schema.json", schema.replace('"urgent":', '"pressing":'))
    record = (repo.folder / "registers/tasks/T-1.yml").read_text("utf-8")
    repo.write("registers/tasks/T-1.yml", record.replace("urgent:", "pressing:"))
    repo.commit("Say it in other words", "2026-06-01")
    files = files_of(pack(repo))
    stories = {story["id"]: story for story in json.loads(files["stories/tasks.json"])["stories"]}
    assert stories["T-1"]["revisions"][0]["changes"] == [
        {"path": "pressing", "old": "true", "new": "true", "was": "urgent"}
    ]
    told = "the same; its schema called the field &#39;urgent&#39; until then"
    assert told in files["document.html"].decode()


def test_a_version_that_is_no_record_is_shown_as_the_text_that_it_was(repo: Repo) -> None:
    repo.write("registers/tasks/T-2.yml", "id: T-2\ntitle: [broken\n")
    repo.commit("Break it", "2026-06-01")
    file = pack(repo)
    files = files_of(file)
    broken = next(
        record
        for record in json.loads(files["registers/tasks.json"])["records"]
        if record["id"] == "T-2"
    )
    assert broken["unreadable"] == "id: T-2\ntitle: [broken\n"
    assert "title: [broken" in files["registers/tasks.csv"].decode()
    assert "title: [broken" in files["document.html"].decode()
    assert problems_of(str(file)) == {}


def test_the_bundle_clones_with_files_and_without_other_branches(
    repo: Repo, tmp_path: Path
) -> None:
    repo.git("tag", "v1")
    repo.git("checkout", "--quiet", "-b", "secret")
    repo.write("registers/tasks/T-9.yml", "id: T-9\n")
    secret = repo.commit("Not for anybody yet", "2026-06-01")
    repo.git("tag", "draft")
    repo.git("checkout", "--quiet", "main")
    (tmp_path / "b").write_bytes(files_of(pack(repo))["history.bundle"])
    subprocess.run(
        ["git", "clone", "--quiet", str(tmp_path / "b"), str(tmp_path / "again")],
        check=True,
        capture_output=True,
    )
    again = Repo(tmp_path / "again")
    assert (again.folder / "registers/tasks/T-1.yml").is_file()
    assert again.git("tag") == "v1"
    assert (
        subprocess.run(
            ["git", "cat-file", "-e", secret], cwd=again.folder, check=False, capture_output=True
        ).returncode
        != 0
    )


def test_what_is_not_committed_is_not_in_it_and_that_is_said(repo: Repo) -> None:
    repo.write("registers/tasks/T-1.yml", "id: T-1\ntitle: Not yet\n")
    out = repo.folder.parent / "pack.zip"
    done = kim("pack", "--out", str(out), "--today", "2026-11-22")
    assert "What is not committed is not in it: 1 file." in done.stderr
    assert records(files_of(out), "tasks")["T-1"]["title"] == "Keep for six years and a day"


# ----------------------------------------------------------------------------------------- same


def test_the_same_commit_and_day_give_the_same_bytes_even_from_another_clone(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pack(repo, "first.zip").read_bytes()
    assert pack(repo, "second.zip").read_bytes() == first
    repo.git("repack", "-a", "-d", "-f", "--depth=1", "--window=2")
    repo.git("config", "pack.compression", "1")
    assert pack(repo, "third.zip").read_bytes() == first
    other = repo.clone("other")
    monkeypatch.chdir(other.folder)
    assert pack(other, "fourth.zip").read_bytes() == first


def test_a_bundle_does_not_lean_on_how_things_are_packed(repo: Repo) -> None:
    tip = repo.git("rev-parse", "HEAD")
    loose = bundle(Repository(repo.folder), tip, [])
    repo.git("gc", "--quiet", "--aggressive")
    assert bundle(Repository(repo.folder), tip, []) == loose


# ------------------------------------------------------------------------------------------ day


def test_as_at_shows_the_registers_of_that_day(repo: Repo) -> None:
    file = pack(repo, "pack.zip", "--as-at", "2026-03-09")
    files = files_of(file)
    assert records(files, "tasks")["T-1"]["title"] == "Keep for six years"
    assert set(records(files, "expectations")) == {"EXP-act", "EXP-other"}
    assert "registers/requests.json" not in files
    cover = json.loads(files["cover.json"])
    assert cover["commit"]["subject"] == "Add the second task"
    assert cover["tip"] == repo.git("rev-parse", "HEAD")
    assert len(json.loads(files["stories/tasks.json"])["stories"][0]["revisions"]) == 1
    assert problems_of(str(file), "--against", str(repo.folder)) == {}


def test_a_day_is_dated_by_when_commits_landed_and_not_by_a_clock_that_was_wrong(
    repo: Repo,
) -> None:
    repo.write("registers/tasks/T-1.yml", "id: T-1\ntitle: Dated too early\n")
    early = repo.commit("With a wrong clock", "2020-01-01")
    files = files_of(pack(repo, "pack.zip", "--as-at", "2026-05-09"))
    assert records(files, "tasks")["T-1"]["title"] == "Keep for six years and a day"
    files = files_of(pack(repo, "later.zip", "--as-at", "2026-05-10"))
    assert json.loads(files["cover.json"])["dated_before_an_earlier_one"] == [early]
    assert "1 of the commits up to there is dated before" in files["cover.html"].decode()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (
            ["--as-at", "2026-01-09"],
            1,
            "On 9 January 2026 there was nothing: the first commit landed on 10 January 2026.",
        ),
        (["--as-at", "2026-11-23"], 2, "23 November 2026 is in the future"),
        (["--as-at", "last week"], 2, "'last week' is not a date."),
        (["--as-at", "11/11/2026"], 2, "has the day first"),
        (["--for", "EXP-atc"], 1, "a pack can be about. Did you mean 'EXP-act'?"),
        (["--for", "T-1"], 1, "There was no record 'T-1' that a pack can be about."),
    ],
)
def test_what_cannot_be_packed_is_said_and_nothing_is_written(
    repo: Repo, words: list[str], code: int, says: str
) -> None:
    out = repo.folder.parent / "out"
    out.mkdir()
    done = kim("pack", *words, "--out", str(out / "pack.zip"), "--today", "2026-11-22")
    assert done.exit_code == code
    assert says in " ".join(done.stderr.split())
    assert list(out.iterdir()) == []


def test_a_pack_is_never_written_over_another_nor_into_nowhere(repo: Repo) -> None:
    file = pack(repo)
    before = file.read_bytes()
    assert kim("pack", "--out", str(file)).exit_code == 2
    assert file.read_bytes() == before
    assert "Make it first" in kim("pack", "--out", str(repo.folder / "nowhere" / "pack.zip")).stderr


def test_without_a_whole_history_there_is_no_pack(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    shallow = repo.folder.parent / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", repo.folder.as_uri(), str(shallow)], check=True
    )
    monkeypatch.chdir(shallow)
    done = kim("pack", "--out", str(repo.folder.parent / "pack.zip"))
    assert done.exit_code == 1
    assert "shallow clone" in done.stderr
    assert not (repo.folder.parent / "pack.zip").exists()


# ----------------------------------------------------------------------------- part and made up


def test_for_an_expectation_what_names_it_and_what_that_names(repo: Repo) -> None:
    file = pack(repo, "pack.zip", "--for", "exp-act")
    files = files_of(file)
    shown = {name for name in files if name.startswith("registers/") and name.endswith(".json")}
    assert shown == {"registers/expectations.json", "registers/roles.json"}
    assert set(records(files, "roles")) == {"ROLE-keeper"}
    assert (
        "the expectation EXP-act, what meets it, the records that name it"
        in json.loads(files["cover.json"])["part"]
    )
    assert problems_of(str(file)) == {}


def test_what_is_made_up_is_refused_or_said_on_the_cover(repo: Repo) -> None:
    for number in range(7):
        repo.write(
            f"registers/tasks/T-{number + 10}.yml", f"id: T-{number + 10}\nillustrative: true\n"
        )
    repo.commit("Show how it works", "2026-06-01")
    out = repo.folder.parent / "pack.zip"
    done = kim("pack", "--out", str(out), "--today", "2026-11-22")
    assert done.exit_code == 1
    assert (
        "7 records of 12 are illustrative: T-10, T-11, T-12, T-13, T-14 and others." in done.stderr
    )
    assert "--include-illustrative" in done.stderr
    assert not out.exists()
    files = files_of(pack(repo, "pack.zip", "--include-illustrative"))
    assert (
        "This pack is not for real use. 7 of its 12 records are illustrative"
        in files["cover.html"].decode()
    )
    assert "tasks/T-10" in json.loads(files["cover.json"])["illustrative"]["shown"]
    assert (
        "The bundle holds 7 records that are."
        in files_of(pack(repo, "part.zip", "--for", "EXP-act"))["cover.html"].decode()
    )


def test_which_register_holds_expectations_its_schema_says_of_that_day_or_of_today(
    repo: Repo,
) -> None:
    schema = "schemas/expectations.schema.json"
    text = (repo.folder / schema).read_text("utf-8")
    repo.write(schema, text.replace('"kind": "expectation", ', ""))
    repo.commit("Say no kind", "2026-05-11")
    silent = kim("pack", "--out", str(repo.folder.parent / "none.zip"), "--for", "EXP-act")
    assert silent.exit_code == 1
    assert "No register has any" in silent.output
    repo.write(schema, text)
    repo.commit("Say the kind", "2026-05-12")
    file = pack(repo, "pack.zip", "--as-at", "2026-05-11", "--for", "EXP-act")
    assert set(records(files_of(file), "expectations")) == {"EXP-act"}


# --------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
        "\ufe661",
        "\ufe621",
        "\ufe631",
        "\ufe6b1",
        "'=1",
    ],
)
def test_a_cell_that_could_run_is_guarded_and_can_be_had_back(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded("plain = text") == "plain = text"


def test_no_cell_runs_as_a_formula(repo: Repo) -> None:
    repo.write(
        "registers/tasks/T-3.yml",
        "id: T-3\ntitle: '=HYPERLINK(\"https://example.org\")'\n'=evil': '@x'\n",
    )
    repo.commit("Try to run", "2026-06-01")
    files = files_of(pack(repo))
    rows = list(
        csv.reader(io.StringIO(files["registers/tasks.csv"].decode("utf-8-sig"), newline=""))
    )
    assert rows[0][0] == "id"
    assert "'=evil" in rows[0]
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    with zipfile.ZipFile(io.BytesIO(files["registers.xlsx"])) as book:
        sheets = {
            name: book.read(name).decode()
            for name in book.namelist()
            if name.startswith("xl/worksheets/sheet")
        }
        assert "=HYPERLINK" in book.read("xl/sharedStrings.xml").decode()
    assert sheets
    assert not [
        name
        for name, sheet in sheets.items()
        if "<f>" in sheet or "<hyperlink" in sheet or re.search(r'<c r="\w+" s="\d+"><v>', sheet)
    ]


def test_a_cell_too_long_for_a_spreadsheet_is_cut_and_says_so(repo: Repo) -> None:
    repo.write("registers/tasks/T-3.yml", f"id: T-3\ntitle: {'x' * (LONGEST + 5)}\n")
    repo.commit("Say a lot", "2026-06-01")
    files = files_of(pack(repo))
    with zipfile.ZipFile(io.BytesIO(files["registers.xlsx"])) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "cut here: the JSON has all of it" in strings
    assert "x" * (LONGEST + 5) in files["registers/tasks.json"].decode()


def test_sheets_have_names_that_a_spreadsheet_takes() -> None:
    long = "accessibility-statements-of-all-kinds"
    names = sheet_names([long + "-a", long + "-b", "a:b[c]", "History"])
    assert len({name.casefold() for name in names.values()}) == 4
    assert all(
        len(name) <= 31 and not set(name) & set("[]:*?/\\'") and name.casefold() != "history"
        for name in names.values()
    )


# ------------------------------------------------------------------------------------- document


def test_the_document_stands_alone_and_runs_nothing(whole: Path) -> None:
    text = files_of(whole)["document.html"].decode()
    page = html.document_fromstring(text)
    assert page.get("lang") == "en-GB"
    assert not page.xpath(
        "//script | //img | //link | //iframe | //*[@src] | //*[starts-with(name(@*), 'on')]"
    )
    assert [link.get("href") for link in page.xpath("//a[starts-with(@href, 'http')]")] == [
        "https://example.org/"
    ]
    places = {element.get("id") for element in page.xpath("//*[@id]")}
    assert len(places) == len(page.xpath("//*[@id]"))
    inside = [link.get("href")[1:] for link in page.xpath("//a[starts-with(@href, '#')]")]
    assert "page-sub-other--rules" in inside
    assert set(inside) <= places
    assert not [table for table in page.xpath("//article//table") if table.find("caption") is None]
    assert not page.xpath("//thead//th[not(@scope)]")


def test_the_documents_headings_step_down_one_by_one(whole: Path) -> None:
    page = html.document_fromstring(files_of(whole)["document.html"])
    levels = [
        int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_macro_is_named_and_never_run(whole: Path) -> None:
    text = files_of(whole)["document.html"].decode()
    assert "records of the register &#39;tasks&#39; stand here" in text
    assert "T-1 says more." in text
    assert "{{" not in text
    words = html.document_fromstring(text.encode()).text_content()
    assert "Keep for six years → Keep for six years and a day" in words
    assert "[Picture: A drawing]" in text


def test_text_of_a_record_is_never_html(repo: Repo) -> None:
    repo.write("registers/tasks/T-3.yml", "id: T-3\ntitle: '<script>alert(1)</script>{{ 7*7 }}'\n")
    repo.commit("<b>Bold</b>", "2026-06-01", "<i>Eve</i>")
    text = files_of(pack(repo))["document.html"].decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in text
    assert "<b>Bold" not in text
    assert "<i>Eve" not in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ count('tasks') }}", "counted in the register 'tasks'"),
        ("{{ landlord.short_name }}", "short name of the landlord"),
        ("{{ whole_record('T-1') }}", "the record T-1 stands here"),
        ("{{ ask_box() }}", "'ask box' stands here"),
        ("{{ how_long('tasks') }}", "records of the register 'tasks'"),
        ("{{ how_long() }}", "'how long' stands here"),
        ("{{ share('tasks', singular='has') }}", "counted in the register 'tasks'"),
    ],
)
def test_each_macro_has_a_sentence(text: str, says: str) -> None:
    page = without_macros(f"a {text} b")
    assert page.text == "a \ue0000\ue001 b"
    assert says in page.sentences[0]


def test_a_page_that_spells_the_mark_of_a_macro_is_packed(repo: Repo) -> None:
    repo.write("docs/index.md", PAGE + "\nBefore &#xe000;99&#xe001; after.\n")
    repo.commit("Spell a mark", "2026-06-01")
    assert b"Before  after." in files_of(pack(repo))["document.html"]


def test_a_page_whose_macros_cannot_be_read_stays_as_it_is() -> None:
    assert without_macros("a {{ 'open") == MarkedPage("a {{ 'open")


# ----------------------------------------------------------------------------------- statistics


def test_what_a_record_names_says_so_at_its_top_until_the_record_is_over(repo: Repo) -> None:
    schema, told = repo.folder / "schemas/tasks.schema.json", "Wait: nothing of it is destroyed."
    text = schema.read_text("utf-8")
    assert text.count('"x-acyclic": true,') == 1
    repo.write(
        "schemas/tasks.schema.json",
        text.replace('"x-acyclic": true,', f'"x-acyclic": true, "x-notice": "{told}",'),
    )
    task = "title: Ring <b>\ndepends_on:\n  - T-1\nillustrative: true\n"
    repo.write("registers/tasks/T-2.yml", f"id: T-2\nstatus: planned\n{task}")
    repo.write("registers/tasks/T-3.yml", f"id: T-3\nstatus: done\n{task}")
    repo.commit("Hold the first task", "2026-06-01")
    shown = files_of(pack(repo, "pack.zip", "--include-illustrative"))["document.html"]
    article = html.document_fromstring(shown).xpath(
        "//article[@aria-labelledby='record-tasks-T-1']"
    )
    notices = [line.text_content() for line in article[0].xpath("./p")]
    assert notices == [f"{told} Ring <b> (T-2) says so. It is illustrative."]


def test_requests_are_counted(whole: Path) -> None:
    files = files_of(whole)
    told = json.loads(files["statistics/requests.json"])
    assert told["requests"] == 1
    assert told["by"]["categories"] == [{"value": "FOC-a", "label": "FOC-a", "count": 1}]
    assert told["timeliness"]["answered"] == 1
    assert told["timeliness"]["in_time"] == 1
    assert told["timeliness"]["median_days"] == 18
    ((quarter, numbers),) = told["quarters"].items()
    assert quarter.startswith("Q")
    assert (numbers["came"], numbers["in_time"], numbers["late"], numbers["reviews"]) == (
        1,
        1,
        0,
        0,
    )
    assert (
        f'"{quarter}","in_time","Answered in time","1"' in files["statistics/requests.csv"].decode()
    )
    assert '"outcome","disclosed","disclosed","1"' in files["statistics/requests.csv"].decode()


def test_the_clock_starts_on_the_day_after_and_counts_working_days() -> None:
    asked = {"regime": "eir", "received": "2026-03-02"}
    times = timeliness(
        (),  # an old schema declares no clock
        [
            {**asked, "responded": "2026-03-30"},
            {**asked, "responded": "2026-03-31"},  # St Patrick's Day was no working day
            {**asked, "responded": "2026-04-01"},
            {**asked, "responded": "2026-03-01"},  # before it came: no answer
            asked,
            {**asked, "received": "2026-03-05"},
            {**asked, "received": "2026-04-05"},  # still to come
            {**asked, "regime": "sar-rerouted"},
        ],
        date(2026, 4, 2),
    )
    assert times[:7] == (3, 2, 1, 1, 1, 0, 0)
    assert times[7:] == (28, 29, 30)


def test_the_clock_that_the_schema_declares_is_used() -> None:
    clock = ClockFields("responded", {"": "sar"})
    received = Field("received", "Received", "", "string", clock=clock)
    times = timeliness(
        [received],
        [{"received": "2026-01-31", "responded": "2026-03-02"}, {"received": "2026-01-31"}],
        date(2026, 2, 28),
    )
    assert times[:5] == (0, 0, 0, 2, 0)


# --------------------------------------------------------------------------------- repositories


def test_a_sha256_repository_is_packed_and_verified(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make(tmp_path / "sha256", "--object-format=sha256")
    monkeypatch.chdir(other.folder)
    file = pack(other)
    assert json.loads(files_of(file)["manifest.json"])["object_format"] == "sha256"
    assert problems_of(str(file), "--against", str(other.folder)) == {}


def test_a_project_in_a_folder_of_its_repository_is_packed_and_verified(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = repo.folder.parent / "outer" / "inner"
    moved.parent.mkdir()
    (repo.folder / ".git").rename(repo.folder.parent / "old-git")
    monkeypatch.chdir(repo.folder.parent)
    repo.folder.rename(moved)
    outer = Repo(moved.parent)
    subprocess.run(
        ["git", "init", "--quiet", "--initial-branch=main", str(moved.parent)], check=True
    )
    outer.commit("All in a folder", "2026-07-01")
    monkeypatch.chdir(moved)
    file = pack(Repo(moved))
    assert json.loads(files_of(file)["manifest.json"])["folder"] == "inner/"
    assert problems_of(str(file), "--against", str(moved)) == {}


def test_a_merge_credits_who_set_the_value(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("registers/tasks/T-2.yml", "id: T-2\ntitle: Ring it twice\n")
    repo.commit("Twice", "2026-06-01", "Sid Side")
    repo.git("checkout", "--quiet", "main")
    repo.git(
        "merge",
        "--quiet",
        "--no-ff",
        "-m",
        "Merge it",
        "side",
        env=who("Mary Merger", "2026-06-02", "2026-06-02"),
    )
    files = files_of(pack(repo))
    newest = json.loads(files["stories/tasks.json"])["stories"][1]["revisions"][0]
    assert newest["message"] == "Merge it"
    assert newest["changes"][0]["by"]["author"]["name"] == "Sid Side"
    assert "set by Sid Side" in html.document_fromstring(files["document.html"]).text_content()


# ------------------------------------------------------------------------- text from outside


def test_what_others_wrote_stands_alone_and_marks_are_shown_in_the_document(repo: Repo) -> None:
    repo.write("registers/tasks/T-2.yml", "id: T-2\ntitle: Turn\nkind: routine\n")
    message = "Turn \u202eit\n\nApproved-by: Eve \u202e.esle\nReviewed-by: דנה"
    repo.commit(message, "2026-06-01", author="Bob \u202egnol")
    files = files_of(pack(repo))
    document, page = files["document.html"].decode(), files["cover.html"].decode()
    for text in (document, page):
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
        assert "<bdi>Eve [U+202E].esle</bdi>" in text
        assert "<bdi>דנה</bdi>" in text
    assert "<td><bdi>Bob [U+202E]gnol</bdi></td>" in document
    assert "The message names as approving: <bdi>Eve" in document
    assert "The message names as reviewing: <bdi>דנה</bdi>." in document
    assert "Approved by Eve" not in document
    assert "<bdi>Turn [U+202E]it</bdi>" in page
    assert message in json.loads(files["stories/tasks.json"])["stories"][1]["revisions"][0].values()
