"""Nothing of the staff's reaches the public site: a made-up word in every place of theirs.

Each place has a different word. They are planted in every staff field of every register, in staff
records and retired ones, in staff pages and their headings, in the names of files, in pictures,
YAML comments and schemas, and in commits, their authors and old values. Then the public site is
built and every byte of it is read.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from macros.catalogue import page_checks, published_checks, schemas
from macros.catalogue.checks import CHECKS
from macros.catalogue.confirmations import CONFIRMED
from macros.catalogue.load import load
from macros.catalogue.rule import Check
from macros.history.load import load_history
from macros.history.revisions import History
from macros.model import (
    Catalogue,
    Field,
    Key,
    PeriodFields,
    PublicName,
    Record,
    Register,
    Schema,
    Value,
)
from macros.site.run_mkdocs import BuildFailedError, generate
from macros.view.leaks import Leak, leaks
from tests.projects import TODAY, build_public, copy_small

WORD = re.compile("zqx[a-z]{12}zqx")


class Sentinels:
    """A new made-up word for each place, and which place each was put in."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self.public = self.word("a public field")
        self.ids: list[str] = []

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
    project = copy_small(tmp_path_factory.mktemp("sentinel"))
    catalogue, _ = load(project)
    for register in catalogue.registers.values():
        plant_schema(project / register.schema.file, sentinels)
        for record in register.records:
            plant(
                project,
                register.schema,
                record.values,
                "staff" if record not in register.published else "public",
                sentinels,
            )
        for kind in ("staff", "retired"):
            add_hidden_record(project, register, kind, sentinels)
    plant_pages(project, sentinels)
    plant_settings(project, sentinels)
    plant_history(project, sentinels)
    return project


# ---------------------------------------------------------------------------------------- registers


def plant(
    project: Path, schema: Schema, values: Mapping[str, Value], kind: str, sentinels: Sentinels
) -> None:
    """A word in each text of a record that the public may not see, and in comments."""
    file = f"registers/{schema.name}/{values['id']}.yml"
    worded = {**values}
    for field in schema.fields:
        if field.name not in (
            "id",
            CONFIRMED,
            *conditions(schema),
        ) and not (  # CONFIRMED names records
            field.public and (kind == "public" or field.name not in values)
        ):
            text = spoken(
                field, values.get(field.name), sentinels, f"{kind} record {file}: {field.name}"
            )
            if text is not None:
                worded[field.name] = text
    if kind == "public" and values["id"] == "FAQ-001":
        worded["question"] = f"Where is {sentinels.public}?"
    lines = [
        f"{name}: {json.dumps(value)}\n" for name, value in worded.items()
    ]  # JSON is YAML on one line
    first, last = (f"# {sentinels.word(f'{file}: a comment')}\n" for _ in range(2))
    (project / file).write_text("".join([first, *lines, last]), "utf-8")


def conditions(schema: Schema) -> list[str]:
    """Fields that hold the words of another record: one of the conditions of its class."""
    return [field.kept.condition for field in schema.fields if field.kept]


def spoken(field: Field, value: Value | None, sentinels: Sentinels, place: str) -> Value | None:
    """What a field holds once a word stands in each text of it; None where it can hold none."""
    if field.format == "easy-read" and isinstance(value, list):
        return [
            {"text": f"{sentinels.word(place)}.", "picture": part["picture"], "decorative": True}
            for part in value
        ]
    if field.kind == "string":
        form = form_of(field)
        return form.format(sentinels.word(place)) if form else None
    if field.kind == "array" and field.each and not field.refs:
        if field.each.kind == "string":
            form = form_of(field.each)
            return [form.format(sentinels.word(place))] if form else None
        return (
            [spoken(field.each, part, sentinels, place) or part for part in value]
            if isinstance(value, list)
            else None
        )
    if field.kind == "object" and isinstance(value, Mapping):
        inner = {
            part.name: spoken(part, value.get(part.name), sentinels, f"{place}.{part.name}")
            for part in field.parts
            if part.name in value
        }
        return {**value, **{name: text for name, text in inner.items() if text is not None}}
    return None


def form_of(field: Field) -> str:
    """The form in which a field can hold a word; empty where it holds choices, days and such."""
    if field.refs or field.options or field.format not in ("", "line", "markdown"):
        return ""
    return next(
        (
            form
            for form in ("{}", "{}.", "Where is {}?")
            if re.search(field.pattern, form.format("word"))
        ),
        "",
    )


def add_hidden_record(project: Path, register: Register, kind: str, sentinels: Sentinels) -> None:
    """A record for staff, or a retired one that was public. Its id holds a word where it can."""
    schema, like = register.schema, register.records[0]
    new = free_id(project, schema, like, sentinels)
    if not new:
        assert schema.name == "accessibility-statements", "it has two records and no room for more"
        return
    if any(field.unique and field.refs and field.required for field in schema.fields):
        return  # there is no other record that it could be of
    values: dict[str, Value] = {
        name: value for name, value in like.values.items() if name != "publish"
    }
    values["id"] = new
    values |= months_of(schema, new)
    if kind == "retired":
        values["status"] = "retired"
        if schema.public:
            values["publish"] = "public"
    for field in schema.fields:
        if field.unique and field.kind == "integer":
            values.pop(field.name, None)
            if field.required:
                values[field.name] = 80 + len(sentinels.ids)
        if field.unique and field.options:
            values.pop(field.name, None)
            if field.required:
                values[field.name] = field.options[-1 - len(sentinels.ids) % len(field.options)]
    plant(project, schema, values, kind, sentinels)
    sentinels.ids.append(new)


def months_of(schema: Schema, new: str) -> dict[str, Value]:
    """The month that the id names, for the fields that have to be in it, and for its own period."""
    named = re.search(r"\d{4}-\d{2}$", new)
    if not named:
        return {}
    month = named[0]
    periods = [field for field in schema.fields if isinstance(field.period, PeriodFields)]
    days = {field.name: f"{month}-01" for field in periods}
    ends = {field.period.to: f"{month}-28" for field in periods if field.period}
    later = [field.name for field in schema.fields if field.after in ends]
    months = [field for field in schema.fields if field.year_in == "id" and field.required]
    return {
        **{field.name: month for field in months if field.format == "partial-date"},
        **days,
        **ends,
        **dict.fromkeys(later, f"{month}-30"),
    }


def free_id(project: Path, schema: Schema, like: Record, sentinels: Sentinels) -> str:
    """An id in the register's form that no record has yet: with a word, or else a number."""
    field = schema.field("id")
    assert field
    word = sentinels.word(f"the name of a record of {schema.name}")
    named = f"{like.key.id.partition('-')[0]}-{word}"
    if re.fullmatch(field.pattern, named):
        return named
    del sentinels.places[named.partition("-")[2]]
    numbered = (
        re.sub(r"\d+$", f"{number:0{width}d}", like.key.id)
        for number in range(99, 0, -1)
        for width in (1, 2, 3, 4)
    )
    taken = {path.stem for path in (project / "registers" / schema.name).iterdir()}
    return next(
        (id_ for id_ in numbered if id_ not in taken and re.fullmatch(field.pattern, id_)), ""
    )


def plant_schema(file: Path, sentinels: Sentinels) -> None:
    """A word in what the schema says for staff: of itself, of its staff fields, in its messages."""
    source = json.loads(file.read_text("utf-8"))
    source["$comment"] = sentinels.word(f"{file.name}: comment")
    if "public" in source["x-register"]:
        source["description"] += f" {sentinels.word(f'{file.name}: description')}."
    for name, about in source["properties"].items():
        if "x-audience" not in about and "$ref" not in about:
            about["description"] += f" {sentinels.word(f'{file.name}: description of {name}')}."
    for number, rule in enumerate(source.get("allOf", ())):
        if "x-message" in rule:
            rule["x-message"] += f" {sentinels.word(f'{file.name}: message {number}')}."
    file.write_text(json.dumps(source), "utf-8")


# ---------------------------------------------------------------------- pages, settings and history


def plant_pages(project: Path, sentinels: Sentinels) -> None:
    """Words in every part of every staff page; and a page and a picture whose names are words."""
    for page in sorted((project / "docs").rglob("*.md")):
        if "public" not in page.relative_to(project / "docs").parts:
            text = page.read_text("utf-8")
            heading, _, body = text[4:].partition("\n---\n")
            about = sentinels.word(f"{page.name}: description")
            aside = sentinels.word(f"{page.name}: comment in the heading")
            description = f'description: "{about}"  # {aside}'
            heading = "\n".join(
                [
                    *(line for line in heading.split("\n") if not line.startswith("description:")),
                    description,
                ]
            )
            signs = "###" if "kind: procedure" in heading else "##"
            title = f"{signs} {sentinels.word(f'{page.name}: title')}"
            sentence = f"The words of this page are {sentinels.word(f'{page.name}: text')}."
            comment = sentinels.word(f"{page.name}: comment")
            page.write_text(
                f"---\n{heading}\n---\n{body}\n\n{title}\n\n{sentence}\n\n<!-- {comment} -->\n",
                "utf-8",
            )
    (project / "docs/assets" / f"{sentinels.word('name of a picture')}.png").write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"\x00" * 16
        + b"tEXtAuthor\x00"
        + sentinels.word("metadata of a picture").encode()
    )
    (project / "docs" / f"{sentinels.word('name of a page')}.md").write_text(
        staff_page(sentinels), "utf-8"
    )


def staff_page(sentinels: Sentinels) -> str:
    heading = "title: Briefing\nowner_role: ROLE-siro\naudience: staff\nnext_review: 2027-05-22\n"
    text = f"Only for colleagues, and not for tenants: {sentinels.word('text of a page')}."
    return f"---\n{heading}---\n\n{text}\n"


def plant_settings(project: Path, sentinels: Sentinels) -> None:
    """Words in the staff site's settings: its repository, what it says of itself, its menu."""
    file = project / "mkdocs.yml"
    text = f"# {sentinels.word('mkdocs.yml: comment')}\n" + file.read_text("utf-8")
    for setting in ("repo_url", "repo_name", "edit_uri", "site_description", "site_name"):
        old = re.search(rf"^{setting}: (.*)$", text, re.MULTILINE)
        assert old
        word = sentinels.word(f"mkdocs.yml: {setting}")
        text = text.replace(
            old[0],
            f"{setting}: {old[1].strip('/')}/{word}/" if "/" in old[1] else f"{setting}: {word}",
        )
    page = next(path.name for path in (project / "docs").glob("zqx*.md"))
    file.write_text(
        f"{text.rstrip()}\n  - {sentinels.word('mkdocs.yml: title in the menu')}: {page}\n", "utf-8"
    )


def plant_history(project: Path, sentinels: Sentinels) -> None:
    """Two commits: old values, a record deleted and one unpublished; authors, branches and tags."""

    def git(*words: str) -> None:
        who = sentinels.word("commit: author")
        identity = [
            "-c",
            f"user.name={who}",
            "-c",
            f"user.email={who}@example.com",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "tag.gpgsign=false",
        ]
        subprocess.run(["git", *identity, *words], cwd=project, check=True, capture_output=True)

    git("init", "--quiet", "-b", sentinels.word("commit: branch"))
    faqs = project / "registers/faqs"
    now = {file: file.read_text("utf-8") for file in (faqs / "FAQ-001.yml", faqs / "FAQ-002.yml")}
    for file, text in now.items():
        before = re.sub(
            r"^(short_answer|notes): .*$",
            lambda match: f'{match[1]}: "{sentinels.word("commit: old value")}"',
            text,
            flags=re.MULTILINE,
        )
        assert before != text
        file.write_text(before, "utf-8")
    gone = faqs / "FAQ-998.yml"
    gone.write_text(
        f"id: FAQ-998\nquestion: {sentinels.word('commit: value of a deleted record')}\n", "utf-8"
    )
    git("add", "-A")
    git(
        "commit",
        "--quiet",
        "-m",
        f"{sentinels.word('commit: message')}\n\n{sentinels.word('commit: rest of the message')}",
    )
    git("tag", "-a", sentinels.word("commit: tag"), "-m", sentinels.word("commit: tag's message"))
    gone.unlink()
    for file, text in now.items():
        file.write_text(text, "utf-8")
    git("commit", "--quiet", "-am", sentinels.word("commit: message"))


# ----------------------------------------------------------------------------------------- the test


def everything(site: Path) -> Iterator[tuple[str, str]]:
    """Every file of a site as text, its name first; what is packed is unpacked."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        yield name, name
        if path.is_file():
            content = path.read_bytes()
            yield (
                name,
                (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode(
                    "utf-8", "replace"
                ),
            )


def words_in(site: Path) -> dict[str, str]:
    """The file that holds each made-up word."""
    files: dict[str, str] = {}
    for name, text in everything(site):
        files.update(dict.fromkeys(WORD.findall(text.lower()), name))
    return files


def leaked(site: Path, sentinels: Sentinels) -> dict[str, str]:
    """The words for staff in a site: where each was planted, and the file that holds it."""
    return {
        sentinels.places[word]: file
        for word, file in words_in(site).items()
        if word != sentinels.public
    }


def test_words_stand_in_every_place_that_staff_write_in(
    planted: Path, sentinels: Sentinels
) -> None:
    catalogue, _ = load(planted)
    assert catalogue.errors == ()
    assert len(sentinels.places) > 800
    places = " \n".join(sentinels.places.values())
    for name, register in catalogue.registers.items():
        own = [f"{kind} record registers/{name}/" in places for kind in ("staff", "retired")]
        assert all(own) or name in ("accessibility-statements", "self-assessments")
        for field in register.schema.fields:
            each = field.each if field.kind == "array" and not field.refs else field
            if (
                not field.public
                and field.name not in ("id", *conditions(register.schema))
                and each
                and each.kind == "string"
                and form_of(each)
            ):
                assert re.search(rf"record registers/{name}/.*: {field.name}", places), (
                    name,
                    field.name,
                )
    subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=planted, check=True)


def test_no_sentinel_reaches_the_public_site_and_they_do_reach_the_staff_site(
    planted: Path, past: History, sentinels: Sentinels
) -> None:
    public = build_public(planted, searchable=True)
    assert leaked(public, sentinels) == {}
    texts = [(name, text.lower()) for name, text in everything(public)]
    ids = set(map(str.lower, sentinels.ids))
    assert all(re.fullmatch(r"[\w-]+", id_) for id_ in ids), "what is looked for is one word"
    for name, text in texts:
        assert not ids.intersection(re.findall(r"[\w-]+", text)), name
    kinds = {Path(name).suffix for name, text in texts if sentinels.public in text}
    assert kinds >= {".html", ".json", ".pf_fragment", ".pf_index"}, (
        "a public word is seen in each of them, so one for staff would be"
    )
    assert {"404.html", "sitemap.xml"} <= {name for name, _ in texts}
    staff = planted / "site/staff"
    generate(planted / "mkdocs.yml", staff, TODAY, past=past, searchable=False)
    alive = set(words_in(staff))
    shown = [
        word
        for word, place in sentinels.places.items()
        if "comment" not in place and not place.startswith("commit:") and "message" not in place
    ]
    assert len(alive & set(shown)) > 0.95 * len(shown), (
        "the words would be seen where they are shown"
    )


# --------------------------------------------------------------------------------------- the guards

Out = Callable[[pytest.MonkeyPatch], None]
"""Takes one guard out."""

Slip = Callable[[Path], Mapping[str, str | None]]
"""What somebody does by mistake that the guard is there for: files by name, with new text."""


def nothing(project: Path) -> Mapping[str, str | None]:
    return {}


def published_in_a_staff_register(project: Path) -> Mapping[str, str | None]:
    file = "registers/datasets/DS-01.yml"
    return {file: (project / file).read_text("utf-8") + "publish: public\n"}


def moved_page(project: Path) -> Mapping[str, str | None]:
    return {
        "docs/public/moved.md": the_staff_page(project).read_text("utf-8"),
        **settings(project, 'not_in_nav: ""', "not_in_nav: moved.md"),
    }


def other_folder(project: Path) -> Mapping[str, str | None]:
    """The public site's settings name another folder, where somebody has put a page for staff."""
    shutil.copytree(project / "docs/public", project / "site/other", dirs_exist_ok=True)
    shutil.copy(the_staff_page(project), project / "site/other/moved.md")
    return settings(
        project,
        "docs_dir: docs/public",
        "docs_dir: site/other",
        'not_in_nav: ""',
        "not_in_nav: moved.md",
    )


def snippet(project: Path) -> Mapping[str, str | None]:
    taken = f'--8<-- "{the_staff_page(project).relative_to(project).as_posix()}"'
    extension = f"\nmarkdown_extensions:\n  pymdownx.snippets:\n    base_path: [{project}]\nnav:"
    return {**added_to_a_page(project, taken), **settings(project, "\nnav:", extension)}


def macro(text: str) -> Slip:
    return lambda project: added_to_a_page(project, text)


def added_to_a_page(project: Path, text: str) -> Mapping[str, str | None]:
    page = "docs/public/about.md"
    return {page: (project / page).read_text("utf-8") + f"\n\n{text}\n"}


def settings(project: Path, *changes: str) -> Mapping[str, str | None]:
    text = (project / "mkdocs.public.yml").read_text("utf-8")
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return {"mkdocs.public.yml": text}


def the_staff_page(project: Path) -> Path:
    return next((project / "docs").glob("zqx*.md"))


@pytest.fixture(scope="module")
def past(planted: Path) -> History:
    """What happened to the project: a mistake that nobody has committed is no part of it."""
    return load_history(planted)


def generate_public(project: Path, past: History, name: str = "leaky") -> Path:
    """The tenants' site as it is but for the search's index, which is made from its pages."""
    site = project / "site" / name
    generate(project / "mkdocs.public.yml", site, TODAY, past=past, searchable=False)
    return site


@contextmanager
def slipped(project: Path, slip: Slip) -> Iterator[None]:
    """The project with a mistake in it, and afterwards without."""
    changes = slip(project)
    before = {
        name: (project / name).read_text("utf-8") if (project / name).exists() else None
        for name in changes
    }
    try:
        lay(project, changes)
        yield
    finally:
        lay(project, before)


def lay(project: Path, files: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        if text is None:
            (project / name).unlink()
        else:
            (project / name).write_text(text, "utf-8")


def keys_of_public_registers(catalogue: Catalogue) -> frozenset[Key]:
    public = [register for register in catalogue.registers.values() if register.schema.public]
    return frozenset(record.key for register in public for record in register.records)


def without_record(patch: pytest.MonkeyPatch) -> None:
    # Of a register that stands on one page, an old address leads to where a record isn't.
    patch.setattr("macros.site.finish.dead_links", lambda folder, pages, base: ())
    patch.setattr("macros.view.public.published_keys", keys_of_public_registers)


def without_field(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("macros.view.public.public_fields", tuple)


def without_register(patch: pytest.MonkeyPatch) -> None:
    """Every register is taken for one that the public sees, and no list says otherwise.

    Its schemas are read anew, and nobody else is given them.
    """
    from macros.catalogue.schema_fields import public_name as real  # noqa: PLC0415

    patch.setattr(schemas, "_read", schemas._read.__wrapped__)
    anyone = PublicName("A register", "", "", "A register that is shown to nobody.", (), ())
    patch.setattr(
        "macros.catalogue.schema_fields.public_name", lambda public: real(public) or anyone
    )
    without_checks(patch, published_checks.CHECKS)


def without_page(patch: pytest.MonkeyPatch) -> None:
    without_checks(patch, page_checks.CHECKS)


def without_checks(patch: pytest.MonkeyPatch, out: Sequence[Check]) -> None:
    others = [check for check in CHECKS if check not in out]
    patch.setattr("macros.catalogue.load.CHECKS", others)


def without_folder(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("macros.site.plugin.wrong_settings", lambda file, audience, docs_dir: "")


GUARDS: Mapping[str, tuple[Out, Slip]] = {
    "the record says publish: public": (without_record, nothing),
    "the field says x-audience: public": (without_field, nothing),
    "the register says x-register.public": (without_register, published_in_a_staff_register),
    "a page in docs/public says audience: public": (without_page, moved_page),
    "a public page takes in no other": (without_page, snippet),
    "a public page prints nothing of the generator's": (
        without_page,
        macro("{{ config.plugins.kim.secrets }}"),
    ),
    "the public generator reads docs/public only": (without_folder, other_folder),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_each_guard_is_needed_and_where_it_is_out_the_last_one_stops_the_site(
    planted: Path, past: History, sentinels: Sentinels, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a guard out, words stand in what would be published: so the test above can fail."""
    out, slip = GUARDS[guard]
    seen: dict[str, str] = {}

    def last_guard(folder: Path, secrets: Mapping[str, tuple[str, str]]) -> list[Leak]:
        seen.update(leaked(folder, sentinels))
        return leaks(folder, secrets)

    monkeypatch.setattr("macros.site.finish.leaks", last_guard)
    out(monkeypatch)
    with (
        slipped(planted, slip),
        pytest.raises(BuildFailedError, match="this shows what is for staff"),
    ):
        generate_public(planted, past)
    assert seen != {}
    assert not (planted / "site/leaky").exists()
    assert not (planted / "site/.kim-build/sites").exists()


@pytest.mark.parametrize(
    "guard", [guard for guard, (_, slip) in GUARDS.items() if slip is not nothing]
)
def test_each_guard_stops_the_mistake_that_it_is_there_for(
    planted: Path, past: History, guard: str
) -> None:
    _, slip = GUARDS[guard]
    with slipped(planted, slip), pytest.raises(BuildFailedError) as reason:
        generate_public(planted, past)
    assert "this shows what is for staff" not in str(reason.value), (
        "it is seen before anything is built"
    )


def test_the_tenants_site_is_never_made_from_what_staff_see(planted: Path, past: History) -> None:
    """One word in its settings would have published everything, and no last guard looked."""

    def slip(project: Path) -> Mapping[str, str | None]:
        return settings(project, "audience: public", "audience: staff")

    with slipped(planted, slip), pytest.raises(BuildFailedError, match="all that staff see"):
        generate_public(planted, past)
    other = {"mkdocs.tenants.yml": slip(planted)["mkdocs.public.yml"]}
    with (
        slipped(planted, lambda _: other),
        pytest.raises(BuildFailedError, match=r"mkdocs\.tenants"),
    ):
        generate(planted / "mkdocs.tenants.yml", planted / "site/leaky", TODAY, past=past)


def test_with_the_last_guard_out_too_the_words_are_published(
    planted: Path, past: History, sentinels: Sentinels, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the test above read just before the last guard is what would be published."""
    without_page(monkeypatch)
    monkeypatch.setattr("macros.site.finish.leaks", lambda folder, secrets: [])
    with slipped(planted, moved_page):
        site = generate_public(planted, past, "published")
    assert leaked(site, sentinels) != {}


def test_what_git_knows_is_printed_by_no_page(
    planted: Path, past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's check forbids it, and without the check the generator knows nothing of it."""
    slip = macro("{{ git.author }} {{ git.message }}")
    with slipped(planted, slip), pytest.raises(BuildFailedError, match="can't print 'git'"):
        generate_public(planted, past)
    without_page(monkeypatch)
    monkeypatch.chdir(planted)
    with slipped(planted, slip), pytest.raises(BuildFailedError, match="'git' is undefined"):
        generate_public(planted, past)
