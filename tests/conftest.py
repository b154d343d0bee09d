"""The small project of `tests/cases/base`, and how the files of a case are laid over it.

A file of a case replaces the base's file of the same name. Four endings do something else, so
that every file of a case is plain text that Git keeps and a reviewer reads:

- `NAME.changed`: `NAME` of the base with the lines after `-` replaced by the lines after `+`
- `NAME.repeated`: in the first line how often, below it what is repeated
- `NAME.link`: a symbolic link to the place that the file names
- `NAME.gone`: the base's file or folder is taken away

In all of them, and in `NAME.escaped`, `\\xFF` is a byte, `\\u200B` a character, `\\t` a tab and
`\\r` a return.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import re
import shutil
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock
from hypothesis import settings

from macros.catalogue.checks import CHECKS
from macros.catalogue.load import load
from macros.catalogue.project import Project
from macros.catalogue.schema_names import ENDING, SHARED
from macros.catalogue.schemas import Schemas, read_schemas
from macros.cli.commands import SELDOM
from macros.cli.start import day_of_reading
from macros.history.latest_day import latest_day
from macros.history.load import load_history
from macros.history.revisions import History
from macros.model import Catalogue, Document, Field, Key, Problem, Record, Register, Schema, Value
from macros.site.folder_files import everything_in
from tests.in_memory import give_back, keep_in_memory
from tests.projects import BuiltSites, build_both, copy_project, copy_small, live

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
CASES = TESTS / "cases"
BASE = CASES / "base"

# Two thousand folders, in which no test stands: to look for some takes a sixth of the collecting.
collect_ignore = ["cases", "histories", "register_cases", "small", "tiny"]

# The same examples each time; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("same", deadline=None, max_examples=50, derandomize=True)
# For `make mutants`, which runs a test again for each of thousands of changes.
settings.register_profile("few", deadline=None, max_examples=10, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="Write what comes into tests/cases/*/expected.txt; then read the diff.",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    keep_in_memory(config)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    factory: pytest.TempPathFactory = session.config._tmp_path_factory  # type: ignore[attr-defined]
    if exitstatus == 0 and "PYTEST_XDIST_WORKER" not in os.environ:
        give_back(factory.getbasetemp())


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """How many processes `--numprocesses=auto` starts: half as many again as there are processors.

    For a third of its time a test waits, for a browser, for Git or for another program.
    """
    workers = yield
    chosen = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    return workers if chosen else math.ceil(1.5 * workers)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Have each process of a whole run on a new machine compile other tests.

    All read the same tests at the same time, so each would compile them all: half of what reading
    them takes. What is wrong with one is told when it is read in its turn.
    """
    number = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if number and [Path(folder).resolve() for folder in session.config.args] == [TESTS]:
        count = int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        for path in sorted(TESTS.glob("*/test_*.py"))[int(number) :: count]:
            with suppress(Exception, pytest.skip.Exception):
                import_module(f"tests.{path.parent.name}.{path.stem}")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for rubbish less often, and never among the thousands of tests: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def lay_base(root: Path) -> Path:
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for name in SHARED:
        shutil.copy(PROJECT / "schemas" / (name + ENDING), root / "schemas")
    return root


def lay_over(root: Path, before: Path) -> None:
    """Lay the files of a case over the base."""
    for path in sorted(before.rglob("*"), key=lambda file: (file.suffix != ".gone", file)):
        if path.is_file():
            _lay(root / path.relative_to(before), path.read_text("utf-8"))


def _lay(place: Path, text: str) -> None:
    target = place.with_suffix("")
    place.parent.mkdir(parents=True, exist_ok=True)
    match place.suffix:
        case ".gone":
            shutil.rmtree(target) if target.is_dir() else target.unlink()
        case ".link":
            target.symlink_to(text.strip())
        case ".escaped":
            target.write_bytes(unescaped(text))
        case ".changed":
            target.write_bytes(unescaped(changed(target.read_text("utf-8"), text)))
        case ".repeated":
            times, _, rest = text.partition("\n")
            target.write_bytes(unescaped(rest) * int(times))
        case _:
            place.write_text(text, "utf-8")


def changed(text: str, changes: str) -> str:
    """`text` with each run of lines after `-` replaced by the lines after `+` below it."""
    for block in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", changes, re.MULTILINE):
        old, new = ("".join(line[1:] for line in part.splitlines(keepends=True)) for part in block)
        assert f"\n{text}".count(f"\n{old}") == 1, (
            f"these lines should stand in the base once: {old}"
        )
        text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]
    return text


_ESCAPE = re.compile(r"\\x([0-9A-F]{2})|\\u([0-9A-F]{4})|\\([tr])")


def unescaped(text: str) -> bytes:
    def byte_or_character(match: re.Match[str]) -> str:
        if match[1]:
            return bytes([int(match[1], 16)]).decode("utf-8", "surrogateescape")
        return chr(int(match[2], 16)) if match[2] else {"t": "\t", "r": "\r"}[match[3]]

    return _ESCAPE.sub(byte_or_character, text).encode("utf-8", "surrogateescape")


@cache
def _any_schema() -> Schema:
    shared = (PROJECT / "schemas" / (name + ENDING) for name in SHARED)
    files = {path.name: path.read_bytes() for path in (*(BASE / "schemas").glob("*.json"), *shared)}
    return read_schemas(files)[0].registers["tasks"]


def make_schema(name: str, fields: Sequence[Field], label: Sequence[str] = ("title",)) -> Schema:
    """A register's schema, made by hand from its fields."""
    names = tuple(field.name for field in fields)
    return replace(
        _any_schema(),
        name=name,
        fields=tuple(fields),
        label=tuple(label),
        columns=names,
        facets=names,
        sort=("id",),
        source={"title": name},
    )


def make_register(
    name: str, fields: Sequence[Field], records: Sequence[Mapping[str, Value]]
) -> Register:
    """A register made by hand. Each record's id is in its values."""

    def record(values: Mapping[str, Value]) -> Record:
        id_ = str(values["id"])
        return Record(
            Key(name, id_), values, f"registers/{name}/{id_}.yml", Document(values, {}, {})
        )

    return Register(make_schema(name, fields), tuple(record(values) for values in records))


def broken_rules(registers: Mapping[str, Register]) -> list[Problem]:
    """What every check there is says of registers made by hand."""
    project = Project(registers=registers)
    return [problem for check in CHECKS for problem in check.find(project)]


Files = Mapping[Path, tuple[int, bytes]]
"""Every file of a project: when it was last written, and what it holds."""


def files_of(project: Path) -> Files:
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes())
        for path in project.rglob("*")
        if path.is_file()
    }


def put_back(project: Path, before: Files) -> None:
    """The project as it was: what a case wrote, changed or took away is undone."""
    written = {str(path): when for path, (when, _) in before.items()}
    as_it_was: set[str] = set()
    for _, entry in reversed(list(everything_in(project))):  # what stands in a folder before it
        if entry.is_dir(follow_symlinks=False):
            # One that isn't new comes back with what was in it.
            if not any(Path(entry.path).iterdir()):
                Path(entry.path).rmdir()
        elif entry.path not in written:
            Path(entry.path).unlink()
        elif entry.is_file() and entry.stat().st_mtime_ns == written[entry.path]:
            as_it_was.add(entry.path)
    for path, (when, content) in before.items():
        if str(path) not in as_it_was:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            os.utime(path, ns=(when, when))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    project = copy_small(tmp_path_factory.mktemp("shared"))
    return project, files_of(project)


@pytest.fixture
def shared_project(shared: tuple[Path, Files]) -> Iterator[Path]:
    """One copy of the small project for many cases, put back after each."""
    project, before = shared
    yield project
    put_back(project, before)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A valid small project, to be spoiled."""
    return lay_base(tmp_path)


@pytest.fixture(scope="session")
def base_loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalogue, Schemas]:
    return load(lay_base(tmp_path_factory.mktemp("base")))


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def real_sites(common: Path) -> BuiltSites:
    """Both sites of the real registers, with some months behind them, for tests that only read."""
    day = "2026-01-12T09:00:00+00:00"
    return built_in_one_process(common / "real-sites", lambda to: live(copy_project(to, day=day)))


@pytest.fixture(scope="session")
def small_sites(common: Path) -> BuiltSites:
    """Both sites of the small project as it is, for tests that only read."""
    return built_in_one_process(common / "small-sites", copy_small)


def built_in_one_process(project: Path, copy: Callable[[Path], Path]) -> BuiltSites:
    """Both sites of a project that all processes of a run share.

    Whichever process asks first builds them; the others wait, and read what it built.
    """
    done = project.with_suffix(".done")
    with FileLock(project.with_suffix(".lock")):
        if not done.exists():
            shutil.rmtree(project, ignore_errors=True)  # of one that asked before and failed
            build_both(copy(project), searchable=True)
            done.touch()
    return BuiltSites(project / "site/staff", project / "site/public")


@pytest.fixture(scope="session")
def real(common: Path) -> Catalogue:
    """The registers of this repository, as `load` gives them today."""
    day = latest_day(PROJECT, day_of_reading())
    return read_in_one_process(common / "real", lambda: load(PROJECT, day)[0])


@pytest.fixture(scope="session")
def real_past(common: Path) -> History:
    """The history of this repository: some months of it, by now."""
    return read_in_one_process(common / "past", lambda: load_history(PROJECT, day_of_reading()))


Read = TypeVar("Read")


def read_in_one_process(name: Path, read: Callable[[], Read]) -> Read:
    """What whichever process of a run asks first reads, which takes seconds, and of which the
    others read a copy.
    """
    copy = name.with_suffix(".pickle")
    with FileLock(name.with_suffix(".lock")):
        if not copy.exists():
            copy.write_bytes(pickle.dumps(read()))
    content: Read = pickle.loads(copy.read_bytes())  # noqa: S301 - this run wrote it
    return content


@pytest.fixture(scope="session")
def real_schemas() -> Schemas:
    return read_schemas(
        {path.name: path.read_bytes() for path in (PROJECT / "schemas").glob("*.json")}
    )[0]
