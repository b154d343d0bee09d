"""Nothing of the staff's reaches the public site: a different made-up word in every place that staff write in.

The words are planted in every staff field of every register, in staff records and retired ones, in staff
pages and their headings, in file names, YAML comments, and in commits and their authors. Then the public
site is built and every byte of it is read.
"""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from macros.generate import NotBuilt, generate
from macros.leaks import secrets_of
from macros.load import load
from macros.model import Field, Record, Schema
from macros.parse import parse
from macros.view import view
from tests.site.conftest import TODAY, copy_project

WORD = re.compile("zqx[a-z]{12}zqx")


class Sentinels:
    """A new made-up word for each place, and which place each was put in."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def word(self, place: str) -> str:
        number = len(self.places)
        letters = "".join(chr(ord("a") + number // 26**power % 26) for power in range(12))
        self.places[f"zqx{letters}zqx"] = place
        return f"zqx{letters}zqx"


@pytest.fixture(scope="module")
def sentinels() -> Sentinels:
    return Sentinels()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, sentinels: Sentinels) -> Path:
    project = copy_project(tmp_path_factory.mktemp("sentinel"))
    catalogue, _ = load(project)
    for register in catalogue.registers.values():
        for record in register.records:
            plant(project / record.file, register.schema, record, sentinels)
        add_staff_record(project, register.schema, register.records[0], sentinels)
    plant_pages(project, sentinels)
    plant_history(project, sentinels)
    return project


def plant(file: Path, schema: Schema, record: Record, sentinels: Sentinels) -> None:
    """A word in each staff text of a record, and in a comment; a staff record gets one in its label too."""
    text = file.read_text("utf-8")
    for field in schema.fields:
        if free_text(field) and not (field.public and record.public):
            word = sentinels.word(f"{record.file}: {field.name}")
            text = with_field(text, field, word, record.values)
    file.write_text(f"# {sentinels.word(f'{record.file}: a comment')}\n{text}", "utf-8")


def free_text(field: Field) -> bool:
    plain = field.kind == "string" and not (field.refs or field.options or field.pattern or field.format not in ("", "line", "markdown"))
    return plain and field.name != "id" and not field.required or field.name == "notes"


def with_field(text: str, field: Field, word: str, values: Mapping[str, object]) -> str:
    """The record's text with the field holding the word, and nothing else where it held something before."""
    without = re.sub(rf"^{field.name}:.*\n(?:(?:[ ]+.*)?\n)*", "", text, flags=re.MULTILINE) if field.name in values else text
    return f"{without.rstrip()}\n{field.name}: {word}\n"


def add_staff_record(project: Path, schema: Schema, like: Record, sentinels: Sentinels) -> None:
    """A record for staff whose file, id and label hold words, and a retired one that was public."""
    text = (project / like.file).read_text("utf-8")
    text = re.sub(r"^publish:.*\n", "", text, flags=re.MULTILINE)
    for name in schema.label:
        field = schema.field(name)
        if field and field.kind == "string" and not field.pattern:
            text = with_field(text, field, sentinels.word(f"{schema.name}: label of a staff record"), like.values)
    new = next(id_ for id_ in free_ids(schema, like) if not (project / f"registers/{schema.name}/{id_}.yml").exists())
    text = re.sub(r"^id:.*$", f"id: {new}", text, flags=re.MULTILINE)
    if not any(field.unique and field.name in like.values for field in schema.fields):
        (project / f"registers/{schema.name}/{new}.yml").write_text(text, "utf-8")


def free_ids(schema: Schema, like: Record) -> Iterator[str]:
    """Ids in the register's form that no record has yet."""
    field = schema.field("id")
    pattern = field.pattern if field else ""
    for number in range(99, 0, -1):
        for width in (1, 2, 3, 4):
            id_ = re.sub(r"\d+$", f"{number:0{width}d}", like.key.id)
            if id_ != like.key.id and re.fullmatch(pattern, id_):
                yield id_
    yield f"{like.key.id}-of-staff"


def plant_pages(project: Path, sentinels: Sentinels) -> None:
    for page in sorted((project / "docs").rglob("*.md")):
        if "public" not in page.relative_to(project / "docs").parts:
            text = page.read_text("utf-8")
            heading, _, body = text[4:].partition("\n---\n")
            description = f'description: "{sentinels.word(f"{page.name}: description")}"'
            heading = "\n".join([*(line for line in heading.split("\n") if not line.startswith("description:")), description])
            page.write_text(f"---\n{heading}\n---\n{body}\n\n{sentinels.word(f'{page.name}: text')}\n", "utf-8")


def plant_history(project: Path, sentinels: Sentinels) -> None:
    """Two commits: an old value that is gone, an author, a message and a branch, each with a word."""

    def git(*words: str) -> None:
        who = sentinels.word("author")
        identity = ["-c", f"user.name={who}", "-c", f"user.email={who}@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *words], cwd=project, check=True, capture_output=True)

    git("init", "--quiet", "-b", sentinels.word("branch"))
    faq = next((project / "registers/faqs").glob("*.yml"))
    before = faq.read_text("utf-8")
    faq.write_text(before + f"# {sentinels.word('an old value')}\n", "utf-8")
    git("add", "-A")
    git("commit", "--quiet", "-m", sentinels.word("commit message"))
    faq.write_text(before, "utf-8")
    git("commit", "--quiet", "-am", sentinels.word("commit message"))


def everything(site: Path) -> Iterator[tuple[str, str]]:
    """Every file of a site as text, its name first; what is packed is unpacked."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        yield name, name
        if path.is_file():
            content = path.read_bytes()
            yield name, (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8", "replace")


def found(site: Path) -> dict[str, str]:
    return {word: name for name, text in everything(site) for word in WORD.findall(text.lower())}


def test_no_sentinel_reaches_the_public_site_and_they_do_reach_the_staff_site(planted: Path, sentinels: Sentinels) -> None:
    errors = [problem for problem in load(planted)[0].errors]
    assert errors == []
    assert len(sentinels.places) > 1000
    public, staff = planted / "site/public", planted / "site/staff"
    generate(planted / "mkdocs.public.yml", public, TODAY)
    leaked = {sentinels.places[word]: file for word, file in found(public).items()}
    assert leaked == {}
    generate(planted / "mkdocs.yml", staff, TODAY)
    alive = set(found(staff))
    shown = [word for word, place in sentinels.places.items() if "comment" not in place and place not in ("author", "branch", "commit message", "an old value")]
    assert len(alive & set(shown)) > 0.95 * len(shown), "the words would be seen where they are shown"


@pytest.mark.parametrize("guard", ["record", "field"])
def test_each_guard_is_needed(planted: Path, guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one guard of the view taken out, and the last guard off, words come through: so the test above can fail."""
    monkeypatch.setattr("macros.plugin.secrets_of", lambda catalogue, view, pages: {})
    take_out(guard, monkeypatch)
    site = planted / "site" / f"without-{guard}"
    generate(planted / "mkdocs.public.yml", site, TODAY)
    assert found(site) != {}


@pytest.mark.parametrize("guard", ["record", "field"])
def test_the_last_guard_finds_what_the_view_let_through(planted: Path, guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue, _ = load(planted)
    secrets = secrets_of(catalogue, view(catalogue, "public", TODAY), "")
    monkeypatch.setattr("macros.plugin.secrets_of", lambda catalogue, view, pages: secrets)
    take_out(guard, monkeypatch)
    with pytest.raises(NotBuilt, match="this shows what is for staff"):
        generate(planted / "mkdocs.public.yml", planted / "site/leaky", TODAY)
    assert not (planted / "site/leaky").exists()
    assert not (planted / "site/.leaky-unfinished").exists()


def take_out(guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if guard == "record":
        monkeypatch.setattr("macros.view.published_keys", lambda catalogue: frozenset(record.key for register in catalogue.registers.values() if register.schema.public for record in register.records))
    else:
        monkeypatch.setattr("macros.view._public_fields", lambda fields: tuple(fields))


def test_the_parser_reads_what_was_planted(planted: Path) -> None:
    file = next((planted / "registers/faqs").glob("*.yml"))
    assert parse(file.read_bytes(), file.name)[0] is not None
