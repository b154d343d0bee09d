"""A project for another landlord: what `kim start` makes, and the guide to it, done as written."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from macros.catalogue.load import load
from macros.cli import main
from macros.cli.new_project import AS_THEY_ARE
from macros.cli.starting_settings import Landlord, staff_settings
from macros.history.load import load_history
from macros.model import Catalogue
from macros.pages.due_pages import due_first
from macros.view.view import view
from tests.projects import HOME, TODAY, commit, git

GUIDE = HOME / "docs/guides/start.md"
START = ("--name", "Riverside Homes", "--forge", "https://github.com/riverside/registers")
_BLOCK = re.compile(
    r"(?P<above>[^\n]*)\n\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"`([\w./-]+\.(?:yml|csv))`:$")
_ELSEWHERE = ("pip", "cd", "make", ".")
"""Commands of the guide that need a network or a shell; `make site` runs `kim build`."""


OF_THE_SAMPLE = ("Example District", "[Mm]ade up", "llustrative", "such as IA3", "South Holland")
"""What is true of the program's own example alone."""


class Part(NamedTuple):
    """What a step of the guide has one do: a file to save, or commands to run.

    Where it is neither, it shows lines of what the last command says.
    """

    file: str
    text: str
    is_said: bool = False


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def started(to: Path, *more: str) -> Path:
    result = run("start", str(to), *START, "--today", TODAY.isoformat(), *more)
    assert result.exit_code == 0, result.output
    return to


@pytest.fixture(scope="module")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project, for tests that only read it."""
    return started(tmp_path_factory.mktemp("started") / "ours")


def steps() -> Iterator[tuple[str, list[Part]]]:
    """Each step of the guide that has something to do, by its heading."""
    for section in GUIDE.read_text("utf-8").split("\n## ")[1:]:
        heading, _, text = section.partition("\n")
        yield heading, [_part(block) for block in _BLOCK.finditer(text)]


def _part(block: re.Match[str]) -> Part:
    last = block["above"].rpartition("\n")[2]
    file = _FILE.search(last)
    if block["kind"] == "console":
        return Part("", block["text"])
    if block["kind"] == "text":
        return Part("", block["text"], is_said=True)
    assert file, f"The guide doesn't say where this belongs: {last}"
    return Part(file[1], block["text"])


def done(part: Part, project: Path, printed: str) -> str:
    """Save a file of the guide, or run its commands in the project: what the last of them says.

    `printed` is what the last one before printed, which the guide may show.
    """
    if part.is_said:
        assert set(part.text.splitlines()) <= set(printed.splitlines())
    elif part.file:
        (project / part.file).parent.mkdir(parents=True, exist_ok=True)
        (project / part.file).write_text(part.text, "utf-8")
    else:
        for line in part.text.splitlines():
            printed = run_line(line, project)
    return printed


def run_line(line: str, project: Path) -> str:
    """Run a command of the guide, but for those that need a network: what it says."""
    program, *words = shlex.split(line.removeprefix("$ "))
    if program == "git":
        git(project, *words)
    elif program == "kim" and words[0] != "start":
        result = run(*words)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        assert words != ["check"] or "nothing is wrong" in result.output, result.output
        return result.output
    else:
        assert program in (*_ELSEWHERE, "kim"), line
    return ""


def test_the_guide_leads_from_nothing_to_a_public_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    project = tmp_path / "ours"
    began, printed = time.monotonic(), ""
    started(project, "--contact", "hello@riverside.example")
    monkeypatch.chdir(project)
    for heading, parts in steps():
        for part in parts:
            printed = done(part, project, printed)
        record_property(heading, round(time.monotonic() - began, 1))
        sys.stdout.write(f"{time.monotonic() - began:6.1f} s  {heading}\n")  # with pytest -s
    public = project / "site/public"
    assert "How do I report a repair?" in (public / "questions/index.html").read_text("utf-8")
    begun = (project / "site/staff/strategy/principles/index.html").read_text("utf-8")
    assert "Add one with <code>kim new principles</code>" in begun
    for page in (*public.rglob("*.html"), *(project / "site/staff").rglob("*.html")):
        text = page.read_text("utf-8")
        assert "Example District" not in text, page
        assert "The content is illustrative" not in text, page


def test_pages_that_nobody_owns_yet_come_next_without_a_post(
    started_once: Path, tmp_path: Path
) -> None:
    project = Path(shutil.copytree(started_once, tmp_path / "ours"))
    commit(project, "Start the registers", first=True)
    seen = view(load(project)[0], "staff", TODAY, load_history(project))
    text = str(due_first(seen).html)
    assert "Check that it is still right</li>" in text
    assert "()" not in text


def test_no_sentence_about_the_sample_is_left(started_once: Path) -> None:
    project = started_once
    pages = [path for path in (project / "docs").rglob("*.md") if path.parent.name != "guides"]
    for path in (*pages, *project.glob("*.md"), *project.glob("mkdocs*.yml")):
        text = path.read_text("utf-8")
        left = [words for words in OF_THE_SAMPLE if re.search(words, text)]
        assert left == [], path
    assert sum(path.name != ".gitkeep" for path in (project / "registers").rglob("*.*")) == 0


def test_examples_in_guides_are_of_its_own_records(started_once: Path, real: Catalogue) -> None:
    """None stands there yet, so it is the reference that the first record will get."""
    project = started_once
    text = (project / "docs/guides/change-a-record.md").read_text("utf-8")
    assert '{{ example_file("actions") }}' in text
    ids = {record.key.id for each in real.registers.values() for record in each.records}
    for path in (*project.glob("docs/guides/*.md"), *project.glob("docs/due/*.md")):
        words = set(re.findall(r"[\w-]+", path.read_text("utf-8")))
        if path.name != "start.md":
            assert words & ids == set(), path


def test_pictures_come_along_with_the_guides_that_show_them(started_once: Path) -> None:
    guides = started_once / "docs/guides"
    for guide in guides.glob("*.md"):
        for name in re.findall(r"\]\((pictures/[^)]+)\)", guide.read_text("utf-8")):
            assert (guides / name).read_bytes() == (GUIDE.parent / name).read_bytes()
    assert (guides / "pictures/change-2-edit.webp").is_file()


def test_a_procedure_stays_as_one_to_adapt(started_once: Path) -> None:
    text = (started_once / "docs/procedures/access.md").read_text("utf-8")
    assert '!!! note "To adapt"' in text
    assert "The [Information Asset Owners] decide who may see what they own." in text
    assert "([fill in])" in text
    assert "owner_role: ROLE-information-manager\n" in text
    assert "next_review: 2027-05-23\n" in text


def test_the_names_stand_in_one_place(started_once: Path) -> None:
    project = started_once
    named = [path for path in project.rglob("*") if path.is_file()]
    holding = {
        path.relative_to(project).as_posix()
        for path in named
        if b"Riverside" in path.read_bytes() and path.name != "start.md"
    }
    assert holding == {"README.md", "mkdocs.public.yml", "mkdocs.yml", "pyproject.toml"}
    settings = (project / "mkdocs.yml").read_text("utf-8")
    assert 'site_name: "Riverside Homes: knowledge and information"\n' in settings
    assert 'repo_url: "https://github.com/riverside/registers"\n' in settings


@pytest.mark.parametrize(
    ("forge", "uri"),
    [
        ("https://gitlab.example.org/a/b", "-/edit/main/docs/"),
        ("https://forgejo.example.org/a/b", "_edit/main/docs/"),
        ("https://dev.azure.com/a/b/_git/c", "?path=/docs/"),
        ("https://bitbucket.org/a/b", "src/main/docs/"),
        ("https://forge.example.org/a/b", "edit/main/docs/"),
    ],
)
def test_a_forge_that_is_known_by_its_address_is_edited_on_as_it_wants(
    forge: str, uri: str
) -> None:
    settings = staff_settings('edit_uri: ""\n\nnav:\n', Landlord("Ours", forge, ""), ())
    assert f'edit_uri: "{uri}"\n' in settings


def test_with_examples_all_is_as_in_the_sample(tmp_path: Path) -> None:
    project = started(tmp_path / "ours", "--with-examples")
    page, record = "docs/action-plan/index.md", "registers/actions/IA3.yml"
    for file in (page, record):
        assert (project / file).read_bytes() == (HOME / file).read_bytes()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--name", " ", "--forge", "https://github.com/a/b"), "The landlord's name is empty."),
        (("--name", "Ours", "--forge", "ours"), "'ours' is not the address of a repository."),
        ((*START, "--owner", "Manager"), "'Manager' is not the id of a post."),
        (("--name", "Ours"), "Missing option '--forge'."),
    ],
)
def test_a_call_that_cannot_be_meant_makes_nothing(
    tmp_path: Path, words: tuple[str, ...], answer: str
) -> None:
    result = run("start", str(tmp_path / "ours"), *words)
    assert result.exit_code == 2
    assert answer in result.output
    assert not (tmp_path / "ours").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    result = run("start", str(tmp_path), *START)
    assert result.exit_code == 1
    assert "isn't empty, so nothing was put there." in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_wheel_holds_what_a_project_is_started_from() -> None:
    build = (HOME / "setup.py").read_text("utf-8")
    for file in (*AS_THEY_ARE, "docs", "schemas", "registers", "mkdocs.yml", "mkdocs.public.yml"):
        assert f'"{file.partition("/")[0]}"' in build, file
