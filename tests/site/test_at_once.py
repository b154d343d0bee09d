"""What is seen of a saved record before the whole site is built anew, and what then is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from macros.model import Audience
from macros.site.at_once import AtOnce, pages_at_once, put
from macros.site.preview import Preview
from macros.site.run_mkdocs import Made
from macros.site.serve import _build
from macros.site.showing import NOTHING, Outcome, Showing, Site
from tests.projects import change, commit, git
from tests.tiny import copy_tiny

TASK = "registers/tasks/T-4.yml"
PAGE = "registers/tasks/t-4/index.html"
ADDRESS = "http://127.0.0.1:1/"


class Project:
    """A project, a folder for its sites, and what the first of them was made from."""

    def __init__(self, folder: Path, audience: Audience) -> None:
        self.root = copy_tiny(folder / "project")
        self.sites = folder / "sites"
        name = "mkdocs.yml" if audience == "staff" else "mkdocs.public.yml"
        self.site = Site(self.root, self.root / name, audience)
        self.last = NOTHING
        self.first = self.make("first")

    def make(self, name: str, *, from_nothing: bool = False) -> Made:
        """One whole build, which uses what the last one made unless it is to do without."""
        before = NOTHING if from_nothing else self.last
        outcome = self.last = _build(self.site, self.sites / name, ADDRESS, before)
        assert outcome.made, outcome.wrong
        return outcome.made

    def at_once(self, *files: str) -> AtOnce:
        today = self.first.view.today
        return pages_at_once(self.root, self.sites / "first", self.first, today, files)


def contents(site: Path) -> dict[Path, bytes]:
    """What every file of a site holds."""
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("at-once-staff"), "staff")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("at-once-public"), "public")


@pytest.fixture(scope="module", params=["staff", "public"])
def project(request: pytest.FixtureRequest) -> Project:
    project: Project = request.getfixturevalue(request.param)
    return project


RECORDS = ("tasks/T-1", "tasks/T-4", "documents/DOC-plan", "roles/ROLE-officer")
PAGES = ("index", "guides/history", "public/about", "public/index")
FILES = (
    tuple(f"registers/{record}.yml" for record in RECORDS),
    tuple(f"docs/{page}.md" for page in PAGES),
)
"""What is edited: what a page shows of a record that was saved with it waits for the build."""

WORDS = st.text("ab é&\"'%", min_size=3, max_size=30).map(
    lambda text: " ".join(["A", *text.split()])
)
"""Titles that no check warns of: a build alone says what that is."""


EDITS = st.sampled_from(FILES).flatmap(
    lambda files: st.lists(st.tuples(st.sampled_from(files), WORDS), min_size=1, max_size=4)
)


@pytest.fixture
def unchanged(project: Project) -> Iterator[None]:
    """Each test leaves the project as it was."""
    yield
    git(project.root, "checkout", "--quiet", "--force", ".")


@pytest.mark.usefixtures("unchanged")
@settings(max_examples=2, phases=[Phase.generate])  # a build is too dear to look for less
@given(edits=EDITS)
def test_what_is_there_at_once_is_what_a_build_makes_of_it(
    project: Project, edits: list[tuple[str, str]]
) -> None:
    git(project.root, "checkout", "--quiet", "--force", ".")
    for file, words in edits:
        rewrite(project.root / file, words)
    files = [file for file, _ in edits]
    now = project.at_once(*files)
    name = f"whole-{len(list(project.sites.iterdir()))}"
    project.make(name)
    assert not now.wrong
    project.make(f"{name}-from-nothing", from_nothing=True)
    assert contents(project.sites / name) == contents(project.sites / f"{name}-from-nothing")
    is_staff = project.site.audience == "staff"
    shown = [file for file in set(files) if not file.startswith("docs/public/")]
    assert len(now.pages) == len(shown) or not is_staff  # tenants have no page of some
    for address, text in now.pages.items():
        assert text == (project.sites / name / address).read_text("utf-8"), address


def rewrite(file: Path, words: str) -> None:
    """Another title for a record, or another paragraph for a page."""
    if file.suffix == ".md":
        file.write_text(f"{file.read_text('utf-8')}\n{words}\n", "utf-8")
        return
    lines = file.read_text("utf-8").split("\n")
    title = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    lines[title] = f"title: {json.dumps(words, ensure_ascii=False)}"
    file.write_text("\n".join(lines), "utf-8")


@pytest.mark.usefixtures("unchanged")
def test_what_is_wrong_is_said_at_once_and_nothing_is_put_there(project: Project) -> None:
    change(project.root, TASK, "status: planned", "status: plannd")
    now = project.at_once(TASK)
    assert f"{TASK}:4:9: error: status: 'plannd'" in now.wrong
    assert not now.pages


@pytest.mark.usefixtures("unchanged")
def test_what_is_neither_record_nor_page_waits_for_the_build(project: Project) -> None:
    files = ("docs/nowhere.md", "docs/public/a.svg", "mkdocs.yml", "registers/tasks/T-99.yml")
    assert project.at_once(*files) == AtOnce()


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("words", ["[a link](nowhere.md)", "{{ nothing }}"])
def test_a_page_that_stops_the_build_is_not_shown_before(project: Project, words: str) -> None:
    folder = "docs" if project.site.audience == "staff" else "docs/public"
    rewrite(project.root / folder / "index.md", words)
    assert not project.at_once(f"{folder}/index.md").pages


@pytest.mark.usefixtures("unchanged")
def test_where_another_commit_is_checked_out_the_whole_history_is_read(project: Project) -> None:
    if project.site.audience == "public":
        return  # tenants see no history
    change(project.root, TASK, "Grease the locks", "Oil the locks")
    assert project.at_once(TASK).ids == ("T-4",)
    commit(project.root, "Oil the locks")
    try:
        assert project.at_once(TASK) == AtOnce()
    finally:
        git(project.root, "reset", "--quiet", "--hard", "HEAD~1")


# ------------------------------------------------------------------- between saving and building


class Shown:
    """A preview of a project whose builds have been made, and what it says in the terminal."""

    def __init__(self, project: Project, sites: Path, preview: Preview) -> None:
        self.project = project
        self.sites = sites
        self.preview = preview
        self.lines: list[str] = []
        self.showing = Showing(project.site, preview, "kim", self.lines.append)

    def build(self, name: str, meanwhile: Callable[[], object] = lambda: None) -> None:
        """A whole build, while something happens."""
        self.showing.begin()
        folder = self.sites / name
        outcome = _build(self.project.site, folder, ADDRESS, self.project.last)
        meanwhile()
        self.showing.end(folder, outcome)

    def save(self, old: str, new: str) -> None:
        change(self.project.root, TASK, old, new)
        self.showing.saved([TASK])

    @property
    def page(self) -> str:
        folder = self.preview.shown.folder
        return (folder / PAGE).read_text("utf-8") if folder else ""

    @property
    def home(self) -> str:
        folder = self.preview.shown.folder
        return (folder / "index.html").read_text("utf-8") if folder else ""

    @property
    def wrong(self) -> str:
        return self.preview.shown.wrong


@pytest.fixture
def shown(staff: Project, tmp_path: Path) -> Iterator[Shown]:
    with Preview("127.0.0.1", 0, "/", "staff", lambda _: None) as preview:
        yield Shown(staff, tmp_path, preview)
    git(staff.root, "checkout", "--quiet", "--force", ".")


def test_a_saved_record_is_shown_broken_and_mended_and_never_older_again(shown: Shown) -> None:
    shown.save("Grease the locks", "Too early")
    assert shown.preview.shown.folder is None  # there is no build yet
    shown.build("1")
    names = [shown.preview.shown.build]

    shown.save("Too early", "Oil the locks")
    assert "Oil the locks" in shown.page
    assert shown.lines[-1].startswith("The page of T-4 is there after ")
    assert shown.lines[-1].endswith(" seconds; the rest follows.")
    names.append(shown.preview.shown.build)

    shown.save("status: planned", "status: plannd")
    assert f"{TASK}:4:9: error" in shown.wrong
    names.append(shown.preview.shown.build)
    shown.save("status: plannd", "status: planned")
    assert not shown.wrong

    shown.build("2", meanwhile=lambda: shown.save("Oil the locks", "Wax the locks"))
    assert shown.preview.shown.folder == shown.sites / "2"
    assert "Wax the locks" in shown.page  # though the build began before
    names.append(shown.preview.shown.build)
    assert len(set(names)) == 4  # so that each page in a browser loads itself again

    shown.build("3")
    shown.project.make("anew", from_nothing=True)
    assert contents(shown.sites / "3") == contents(shown.project.sites / "anew")


def test_a_page_waits_while_a_build_is_under_way_and_is_in_it(shown: Shown) -> None:
    def save(words: str) -> None:
        rewrite(shown.project.root / "docs/index.md", words)
        shown.showing.saved(["docs/index.md"])

    shown.build("1")
    save("Oil the locks")
    assert "<p>Oil the locks</p>" in shown.home
    assert shown.lines[-1].startswith("The page of docs/index.md is there after ")
    shown.showing.begin()
    save("Wax the locks")
    assert "Wax the locks" not in shown.home
    shown.build("2", meanwhile=lambda: save("Dry the locks"))
    assert "<p>Wax the locks</p>" in shown.home
    assert "<p>Dry the locks</p>" in shown.home


def test_what_a_build_alone_can_find_wrong_stays_until_a_build_mends_it(shown: Shown) -> None:
    shown.build("1")
    shown.showing.begin()
    shown.showing.end(shown.sites / "2", Outcome("a.md: the link 'b/' leads nowhere."))
    shown.save("Grease the locks", "Oil the locks")
    assert shown.wrong == "a.md: the link 'b/' leads nowhere."
    shown.build("3")
    assert (shown.wrong, "Oil the locks" in shown.page) == ("", True)


def test_nothing_is_written_once_the_preview_ends(shown: Shown) -> None:
    shown.build("1")
    shown.showing.close()
    shown.save("Grease the locks", "Oil the locks")
    assert "Oil the locks" not in shown.page


def test_a_page_is_put_there_whole(tmp_path: Path) -> None:
    put(tmp_path, {"registers/tasks/t-4/index.html": "<p>Oil</p>"})
    assert [path.name for path in tmp_path.rglob("*.*")] == ["index.html"]
