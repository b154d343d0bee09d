"""The last guard: what counts as secret, and that it is found wherever it stands."""

from __future__ import annotations

import gzip
import html
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import starmap
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros.catalogue.load import load
from macros.history.load import load_history
from macros.model import Catalogue, Document, Field, Page, Value
from macros.view.leaks import Leak, leaks
from macros.view.staff_texts import secrets_of
from macros.view.wanted import Wanted
from tests.conftest import make_register
from tests.history.test_snapshots import PLAIN, Made
from tests.projects import commit

NOTE = "handled by the duty desk"
COMMIT = "0123456789abcdef0123456789abcdef01234567"

# ----------------------------------------------------------------------- the guard, plain and slow


def standing_in(wanted: Iterable[str], text: str) -> set[str]:
    """Those of the texts that stand in another one."""
    return {secret for secret in wanted if secret in text}


def naive_leaks(folder: Path, secrets: Mapping[str, tuple[str, str]]) -> list[Leak]:
    """Every secret looked for by itself in every line of every file, the files in their order."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    lines = {path.relative_to(folder).as_posix(): lines_of(folder, path) for path in files}
    leaked = []
    for secret, (source, field) in secrets.items():
        for file, texts in lines.items():
            if any(secret in text for text in texts):
                leaked.append(Leak(file, source, field))
                break
    return leaked


def lines_of(folder: Path, path: Path) -> list[str]:
    """A file's name and lines, without what layout does to them; of a page, its text as well."""
    content = path.read_bytes()
    packed = content.startswith(b"\x1f\x8b")
    text = (gzip.decompress(content) if packed else content).decode("utf-8", "replace")
    lines = [path.relative_to(folder).as_posix(), *text.split("\n")]
    if path.suffix == ".html":
        lines.append(re.sub(r"<[^>]*>", " ", text))
    return [plain(line) for line in lines]


def plain(text: str) -> str:
    return " ".join(html.unescape(text).split()).casefold()


# ------------------------------------------------------------------------------- finding in a text

LETTERS = st.text("ab -.é\ud800", min_size=1, max_size=6)
"""Of few letters, so that texts stand in each other, overlap, begin alike and are cut in words."""

HEX = st.text("01ab", min_size=38, max_size=70)


@given(wanted=st.lists(LETTERS, max_size=12), text=st.text("ab -.é\ud800", max_size=60))
@example(wanted=["a", "ab", "aba", "ba", "ab"], text="aaba")
def test_the_texts_that_stand_in_another_are_found_whatever_they_share(
    wanted: list[str], text: str
) -> None:
    assert Wanted(wanted).standing_in(text) == standing_in(wanted, text)


WORDS = st.lists(st.sampled_from(["a", "b", "ab", "\ud800"]), max_size=9)
SPACE = st.sampled_from([" ", " ", " ", "  ", "\n", "\xa0", "\0"])


def joined(words: list[str], space: str) -> str:
    """Words with the same between any two."""
    return space.join(words)


@given(
    wanted=st.lists(st.tuples(WORDS, SPACE), max_size=12),
    parts=st.lists(st.tuples(WORDS, SPACE), max_size=4),
)
@example(wanted=[(["a"] * 5, " "), (["b", "a", "a", "a", "b"], " ")], parts=[(["a"] * 7, " ")])
@example(wanted=[(["a", "b", "b", "b", "a"], " ")], parts=[(["ab", "b", "b", "b", "ab"], " ")])
def test_texts_of_many_words_are_found_where_their_words_stand_in_this_order(
    wanted: list[tuple[list[str], str]], parts: list[tuple[list[str], str]]
) -> None:
    texts = list(filter(None, starmap(joined, wanted)))
    text = "".join(f"{joined(words, space)}{space}" for words, space in parts)
    assert Wanted(texts).standing_in(text) == standing_in(texts, text)


@given(
    run=HEX,
    ids=st.lists(st.tuples(st.integers(0, 40), st.sampled_from([39, 40, 41, 64])), max_size=8),
)
@example(run=COMMIT + COMMIT[:24], ids=[(0, 40), (24, 40), (0, 64), (3, 39)])
def test_ids_of_commits_are_found_inside_longer_figures_too(
    run: str, ids: list[tuple[int, int]]
) -> None:
    """Some are cut from the figures, and some of those are too short to be an id."""
    wanted = [*(run[start : start + size] for start, size in ids if run[start:]), "f" * 40]
    for text in (run, f"commit {run}.", f"x{run}"):
        assert Wanted(wanted).standing_in(text) == standing_in(wanted, text)


# ----------------------------------------------------------------------------- finding in a folder


def test_a_secret_is_found_in_whatever_it_is_packed_and_laid_out(tmp_path: Path) -> None:
    secrets = {NOTE: ("registers/faqs/FAQ-001.yml", "notes")}
    for name, content in {
        "a.html": b"<p>Handled <b>by\n  the</b> duty&#32;desk</p>",
        "b.pf_fragment": gzip.compress(b'{"content":"Handled by the duty desk."}'),
        "c.json": b'["HANDLED BY THE DUTY DESK"]',
        "d.txt": b"not handled by the duty desks",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert [leak.file for leak in leaks(tmp_path, secrets)] == [name]
        (tmp_path / name).unlink()
    (tmp_path / "handled by the duty desk.svg").touch()
    assert len(leaks(tmp_path, secrets)) == 1
    assert leaks(tmp_path, {"handled by the night desk": ("", "")}) == []


NAMES = (
    "a.html",
    "b.html",
    "c.json",
    "d.pf_fragment",
    "e.txt",
    "f/g.html",
    "handled by the duty desk.svg",
    "\udcff.txt",
)
PIECES = (
    "Handled by", "the duty desk", "the night", "Straße", "STRASSE", "&amp;", "&#32;",
    "&#x41;", "&#xD800;", "<b>", "</b>",
    "<br\n>", "\n", "\r\n", "\t", "\u00a0", "\u2028", " ", "%20", "\\u0020", COMMIT,
    COMMIT.upper(), COMMIT[:39], "registers/faqs/faq-001",
)  # fmt: skip


def test_the_guard_finds_what_a_plain_search_finds_in_the_files_of_any_folder(
    tmp_path: Path,
) -> None:
    """Secrets are cut from what the files hold: most stand somewhere, and others nearly do."""
    chance = random.Random(8)  # noqa: S311 - nothing secret
    numbers = [0, 0]
    for number in range(300):
        folder = tmp_path / str(number)
        texts = [_written(folder / name, chance) for name in chance.sample(NAMES, k=4)]
        secrets = {
            cut: (f"record {place}", "field") for place, cut in enumerate(_cuts(texts, chance))
        }
        expected = naive_leaks(folder, secrets)
        assert leaks(folder, secrets) == expected, folder
        numbers = [numbers[0] + len(secrets), numbers[1] + len(expected)]
    assert 0.2 < numbers[1] / numbers[0] < 0.95, "some are found and some are not"


def _written(path: Path, chance: random.Random) -> str:
    text = (
        " ".join(chance.choices(PIECES, k=30))
        if chance.random() < 0.8
        else "".join(chance.choices(PIECES, k=30))
    )
    content = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content) if path.suffix == ".pf_fragment" else content)
    return text


def _cuts(texts: list[str], chance: random.Random) -> list[str]:
    """Texts as secrets are: plain, some the beginning of another, some with a letter changed."""
    cuts = []
    for text in texts:
        for _ in range(5):
            start, size = chance.randrange(len(text)), chance.choice((5, 12, 12, 30, 60))
            cut = plain(text[start : start + size])
            cuts += [cut, cut[:-2].strip(), cut.replace("e", "x", 1)]
    return list(dict.fromkeys(cut for cut in (*cuts, COMMIT, COMMIT[:39]) if cut))


def test_a_secret_is_found_in_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\x00" + NOTE.encode() + b"\xfe")
    assert leaks(tmp_path, {NOTE: ("T-1.yml", "notes")}) == [
        Leak("picture.png", "T-1.yml", "notes")
    ]


# ---------------------------------------------------------------------------------- what is secret


def test_what_is_said_in_public_is_no_secret_and_everything_else_is(
    base_loaded: tuple[Catalogue, object],
) -> None:
    """Of the base only T-2 is published; all pages are for staff."""
    secrets = secrets_of(base_loaded[0])
    sources = {file for file, _ in secrets.values()}
    assert secrets["gas safety records, in the document store"] == (
        "registers/tasks/T-1.yml",
        "evidence[0]",
    )
    assert "registers/tasks/t-1" in secrets
    assert "registers/tasks/T-2.yml" not in sources
    assert "find the keys" not in secrets


def test_a_secret_is_told_with_the_file_and_the_field_that_it_stands_in(
    base_loaded: tuple[Catalogue, object],
) -> None:
    """The record has a field called address too; the page's own comes after it."""
    record = "registers/tasks/T-1.yml"
    secrets = secrets_of(base_loaded[0])
    fields = {field: text for text, (file, field) in secrets.items() if file == record}
    assert fields == {
        "title": "check the boilers",
        "steps[0].what": "ring the tenant",
        "steps[1].what": "look at the flue",
        "text": "first **ring**. then look.",
        "evidence[0]": "gas safety records, in the document store",
        "notes": "colons: in quotes. a hash # too.",
        "file": "registers/tasks/t-1.yml",
        "address": "registers/tasks/t-1",
    }


PAGE = "Ring the duty desk before you knock at a door."
NOWHERE = Document({}, {}, {})
OTHER = "Nobody opens the store room after ten at night."


@pytest.mark.parametrize(
    ("file", "audience", "secret"),
    [
        ("docs/public/bins.md", "public", False),
        ("docs/public/bins.md", "staff", True),
        ("docs/guides/bins.md", "public", True),
        ("docs/guides/bins.md", "staff", True),
    ],
)
def test_a_page_is_for_everybody_only_in_the_public_folder_and_where_it_says_so(
    file: str, audience: str, secret: bool, base_loaded: tuple[Catalogue, object]
) -> None:
    values = {"audience": audience, "description": "When the bins are emptied"}
    page = Page(file, values, NOWHERE, f"# {PAGE}\n\n*{OTHER}*\n", 1)
    secrets = secrets_of(replace(base_loaded[0], pages=(page,)))
    own = {field: text for text, (source, field) in secrets.items() if source == file}
    assert (own == {}) is not secret
    if secret:
        assert own == {
            "file": file,
            "description": "when the bins are emptied",
            "text": own["text"],
        }
        assert secrets[PAGE.lower()] == secrets[OTHER.lower()] == (file, "text")


def test_what_is_said_on_a_page_for_everybody_is_no_secret_of_a_record(
    base_loaded: tuple[Catalogue, object],
) -> None:
    for values, text in (({"title": "Look at the flue"}, ""), ({}, "First, look at the flue.")):
        page = Page("docs/public/flues.md", {"audience": "public", **values}, NOWHERE, text, 1)
        secrets = secrets_of(replace(base_loaded[0], pages=(page,)))
        assert "look at the flue" not in secrets
        assert "ring the tenant" in secrets


def test_a_secret_of_the_past_is_told_with_its_commit_or_its_field(base: Path) -> None:
    record = "registers/tasks/T-1.yml"
    old = "Ask the tenant on the ground floor to ring before six"
    note = "Colons: in quotes. A hash # too."
    rewrite(base / record, "what: Ring the tenant", f"what: {old}")
    commit(base, "Begin", first=True)
    rewrite(base / record, old, "Ring the tenant")
    rewrite(base / record, note, "No more than this")
    commit(base, f"{PAGE}\n\nSomething short\n\n{OTHER}")
    past = load_history(base)
    secrets = secrets_of(load(base)[0], past)
    last = max(past.line, key=lambda entry: len(entry.body))
    assert {entry.id for entry in past.line} <= set(secrets)
    assert secrets[last.id] == ("the history", "commit")
    assert secrets[PAGE.lower()] == secrets[OTHER.lower()] == (f"commit {last.id[:10]}", "message")
    assert secrets[old.lower()] == (record, "old value of steps[0].what")
    assert "something short" not in secrets
    assert note.lower() not in secrets


OWN = (
    Field("id", "Reference", "", "string", public=True),
    Field("notes", "What the duty desk noted", "", "string", public=True),
    Field(
        "seen", "What the desk saw there", "", "string", labels={"a": "Nobody answered the door"}
    ),
    Field("kind", "Kind", "", "string", public=True, labels={"b": "Somebody opened the door"}),
)
NAME: Mapping[str, object] = {"x-register": {"public": {"title": "Visits of the duty desk"}}}


def visits(
    source: Mapping[str, object], *records: Mapping[str, Value], more: Sequence[Field] = ()
) -> Catalogue:
    """A register with these records, whose schema says whether it has a name for the public."""
    register = make_register("visits", (*OWN, *more), records)
    register = replace(register, schema=replace(register.schema, source=source))
    return Catalogue({"visits": register}, {}, {}, (), ())


OPEN_VISIT: Mapping[str, Value] = {
    "id": "VISIT-NUMBER-ONE",
    "publish": "public",
    "notes": "Rang the bell twice",
}


@pytest.mark.parametrize(
    ("source", "says", "secret"),
    [
        (NAME, {}, False),
        (NAME, {"publish": "staff"}, True),
        (NAME, {"status": "retired"}, True),
        (NAME, {"status": "current"}, False),
        ({"x-register": {}}, {}, True),
        ({}, {}, True),
    ],
)
def test_a_record_is_secret_where_it_isn_t_open_or_its_register_has_no_public_name(
    source: Mapping[str, object], says: Mapping[str, str], secret: bool
) -> None:
    secrets = secrets_of(visits(source, {**OPEN_VISIT, **says}))
    told = {
        "visit-number-one": ("registers/visits/VISIT-NUMBER-ONE.yml", "id"),
        "rang the bell twice": ("registers/visits/VISIT-NUMBER-ONE.yml", "notes"),
    }
    assert {text: secrets[text] for text in told if text in secrets} == (told if secret else {})


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Rang the bell twice", False),
        ("rang the BELL", False),
        ("Visits of the duty desk", False),
        ("What the duty desk noted", False),
        ("Somebody opened the door", False),
        ("What the desk saw there", True),
        ("Nobody answered the door", True),
        ("the duty desk reference", True),  # the end of one public text, and another
    ],
)
def test_what_is_said_in_public_of_records_and_their_register_is_no_secret(
    text: str, secret: bool
) -> None:
    closed = {"id": "V-2", "publish": "staff", "notes": text}
    assert (text.lower() in secrets_of(visits(NAME, OPEN_VISIT, closed))) is secret


def names(name: str, refs: tuple[str, ...] = ("visits",)) -> Field:
    return Field(name, name, "", "string", public=True, refs=refs)


def listing(name: str, each: Field, refs: tuple[str, ...] = ()) -> Field:
    return Field(name, name, "", "array", public=True, refs=refs, each=each)


ALL = listing("all", names("all", ()), ("visits",))
NOT_THERE = "VISIT-NUMBER-TEN"


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        (names("after"), NOT_THERE, "after"),
        (replace(names("after", ()), public=False), NOT_THERE, "after"),
        (ALL, ["VISIT-NUMBER-ONE", NOT_THERE], "all[1]"),
        (listing("all", names("all")), [NOT_THERE], "all[0]"),
        (
            Field("step", "Step", "", "object", public=True, parts=(ALL,)),
            {"all": [NOT_THERE]},
            "step.all[0]",
        ),
        (names("after", ()), NOT_THERE, ""),
        (listing("all", names("all", ())), [NOT_THERE], ""),
        (
            replace(names("step"), kind="object", parts=(names("note", ()),)),
            {"note": NOT_THERE},
            "",
        ),
    ],
)
def test_of_an_open_record_what_is_for_staff_or_names_a_record_that_isn_t_open_is_secret(
    field: Field, value: Value, place: str
) -> None:
    """What only looks like an id is a text."""
    secrets = secrets_of(visits(NAME, {**OPEN_VISIT, field.name: value}, more=(field,)))
    file = "registers/visits/VISIT-NUMBER-ONE.yml"
    assert secrets == ({NOT_THERE.lower(): (file, place)} if place else {})


def test_a_register_without_a_public_name_says_nothing_in_public() -> None:
    closed = {"id": "V-2", "publish": "staff", "notes": "What the duty desk noted"}
    assert "what the duty desk noted" in secrets_of(visits({}, closed))


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(("text", "secret"), [("Ring Mary at", True), ("Ring Mary a", False)])
def test_a_value_of_twelve_letters_is_a_secret_and_a_shorter_one_is_not(
    base: Path, text: str, secret: bool
) -> None:
    assert len(text) == 12 - (not secret)
    notes = '"Colons: in quotes. A hash # too."'
    rewrite(base / "registers/tasks/T-1.yml", f"notes: {notes}", f"notes: {text}")
    assert (text.lower() in secrets_of(load(base)[0])) is secret


@pytest.mark.parametrize("letters", [29, 30])
def test_a_run_of_thirty_letters_of_a_staff_page_is_a_secret_and_a_shorter_one_is_not(
    base: Path, letters: int
) -> None:
    text = ("ring the duty desk before you knock " * 2)[:letters].strip()
    text = text.ljust(letters, "x")
    page = base / "docs/index.md"
    page.write_text(page.read_text("utf-8") + f"\n{text}\n", "utf-8")
    assert (text in secrets_of(load(base)[0])) is (letters == 30)


@pytest.mark.parametrize("letters", [39, 40])
def test_a_line_of_forty_letters_that_only_the_history_holds_is_a_secret_and_a_shorter_one_is_not(
    base: Path, letters: int
) -> None:
    reason = ("the tenant next door complained of noise " * 2)[:letters].strip().ljust(letters, "x")
    commit(base, reason, first=True)
    assert (reason in secrets_of(load(base)[0], load_history(base))) is (letters == 40)


def test_what_a_merge_left_out_is_a_secret_of_the_past(tmp_path: Path) -> None:
    project = Made(tmp_path / "project")
    project.commit("2026-01-05T12:00:00+00:00", T_9=PLAIN.format(title="As it was at first"))
    project.git("checkout", "--quiet", "-b", "side")
    words = "Said on the side branch alone, and taken by nobody"
    new = "Written on the side branch alone, and never taken"
    project.commit(
        "2026-01-06T12:00:00+00:00", T_9=PLAIN.format(title=words), T_10=PLAIN.format(title=new)
    )
    project.git("checkout", "--quiet", "main")
    project.commit("2026-01-07T12:00:00+00:00", T_9=PLAIN.format(title="As it is now"))
    project.git(
        *("merge", "--quiet", "--strategy=ours", "--message", "Merge", "side"),
        when="2026-01-08T12:00:00+00:00",
    )
    secrets = secrets_of(load(project.root)[0], load_history(project.root))
    assert secrets[words.lower()] == ("registers/tasks/T-9.yml", "old value of title")
    assert secrets[new.lower()] == ("registers/tasks/T-10.yml", "old value of title")
