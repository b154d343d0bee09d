"""Whatever an index offers today, the Makefile installs what the locks name, and that is whole.

The index is made here: every package at its locked version and a newer one, as small wheels that
state what the real releases need. The locks installed are the real ones with those wheels' hashes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.locks import HOME, LOCKS, Pin, Wheel, make_wheel, needs, package_index, read_lock

STAMPS = (".venv/.site", ".venv/.test", ".venv/.mutants")
"""What installs each lock, in the order of `LOCKS`."""

EXTRAS = dict(zip(LOCKS, ({"build"}, {"build", "dev"}, {"build", "dev", "mutants"}), strict=True))
"""What each lock is made from, besides what the program needs."""

PYTHONS = ("3.11.0", "3.11.5", "3.12.0", "3.13.0", "3.14.0")
SYSTEMS = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "Darwin": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}

BACKEND = """
import shutil

def build_editable(folder, settings=None, metadata=None):
    return shutil.copy("{file}", folder) and "{file}"
"""
"""A build backend that hands over a wheel from the project's folder, in setuptools' place."""


Pins = Mapping[NormalizedName, Pin]
Environment = Mapping[str, str]


class Fresh(NamedTuple):
    """A clone on a new machine: its folder, and the only package index it can reach."""

    folder: Path
    address: str

    def make(self, target: str) -> subprocess.CompletedProcess[str]:
        """Run make with nothing of this machine's or this run's settings of pip and make."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": self.address,
            "PIP_NO_CACHE_DIR": "1",
        }
        command = ["make", f"PYTHON={sys.executable}", target]
        return _run(command, cwd=self.folder, env=environment)

    def installed(self) -> dict[str, Version]:
        """What is installed, but for pip itself and this project."""
        places = [str(path) for path in self.folder.glob(".venv/lib/python*/site-packages")]
        rows = [(each.name, each.version) for each in distributions(path=places)]
        versions = {canonicalize_name(name): Version(number) for name, number in rows}
        return {name: versions[name] for name in versions if name not in {"pip", "kim-site"}}

    def rewrite(self, lock: str, old: str, new: str) -> None:
        path = self.folder / lock
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def keep_alone(self, lock: str, *starts: str) -> None:
        """A lock of few packages: what stops at them needs no others fetched before them."""
        path = self.folder / lock
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.startswith(starts)]
        assert len(kept) == len(starts)
        path.write_text("".join(kept), "utf-8")


def _run(command: Sequence[str | Path], **where: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, **where)


def made(pin: Pin, number: Version) -> Wheel:
    """A small wheel in the place of a release; setuptools' installs this project alone."""
    backend = BACKEND.format(file=own_wheel().file)
    files = {"setuptools/__init__.py": "", "setuptools/build_meta.py": backend}
    return make_wheel(pin.name, number, files if pin.name == "setuptools" else {})


def own_wheel() -> Wheel:
    return make_wheel("kim-site", Version(version("kim-site")), {})


def newer(number: Version) -> Version:
    return Version(str(number.major + 1))


@pytest.fixture(scope="module")
def locked() -> dict[Pin, Wheel]:
    return {pin: made(pin, pin.version) for lock in LOCKS for pin in read_lock(HOME / lock)}


@pytest.fixture(scope="module")
def index(locked: Mapping[Pin, Wheel]) -> Iterator[str]:
    offered: dict[str, list[Wheel]] = {}
    for pin, wheel in locked.items():
        offered.setdefault(pin.name, []).extend((wheel, made(pin, newer(pin.version))))
    with package_index(offered) as address:
        yield address


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, locked: Mapping[Pin, Wheel]) -> Path:
    """What installing needs of a clone, with an empty virtual environment."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(HOME / name, folder)
    (folder / own_wheel().file).write_bytes(own_wheel().content)
    for lock in LOCKS:
        pins = [(pin.requirement, locked[pin].sha256) for pin in read_lock(HOME / lock)]
        lines = [f"{requirement} --hash=sha256:{digest}\n" for requirement, digest in pins]
        (folder / lock).write_text("".join(lines), "utf-8")
    done = Fresh(folder, "").make(".venv/bin/python")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def fresh(tmp_path: Path, empty: Path, index: str) -> Fresh:
    return Fresh(shutil.copytree(empty, tmp_path / "clone", symlinks=True), index)


def wanted(lock: str) -> dict[str, Version]:
    return {pin.name: pin.version for pin in read_lock(HOME / lock) if pin.applies()}


def test_what_is_locked_goes_in_though_newer_releases_are_out(fresh: Fresh) -> None:
    for target, lock in zip(STAMPS, LOCKS, strict=True):
        done = fresh.make(target)
        assert done.returncode == 0, done.stderr
        assert "No broken requirements found." in done.stdout
        assert done.stderr == ""
        assert fresh.installed() == wanted(lock)


def test_a_changed_file_stops_the_install(fresh: Fresh, locked: Mapping[Pin, Wheel]) -> None:
    (digest,) = (wheel.sha256 for pin, wheel in locked.items() if pin.name == "mkdocs")
    fresh.keep_alone("requirements.lock", "mkdocs==")
    fresh.rewrite("requirements.lock", digest, "0" * 64)
    done = fresh.make(".venv/.site")
    assert done.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert "mkdocs==" in done.stderr
    assert not (fresh.folder / ".venv/.site").exists()


def test_a_release_that_the_index_lacks_stops_the_install(fresh: Fresh) -> None:
    fresh.keep_alone("requirements.lock", "nh3==")
    fresh.rewrite("requirements.lock", "nh3==", "nh3==99.")
    done = fresh.make(".venv/.site")
    assert done.returncode != 0
    assert "No matching distribution found for nh3==99." in done.stderr


def test_a_lock_that_lacks_what_another_package_needs_stops_the_install(fresh: Fresh) -> None:
    fresh.keep_alone("requirements.lock", "jinja2==", "setuptools==")
    done = fresh.make(".venv/.site")
    assert done.returncode != 0
    assert "jinja2 3" in done.stdout
    assert "requires markupsafe, which is not installed." in done.stdout


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_lock_is_whole_on_every_python_and_system(lock: str, python: str, system: str) -> None:
    """Extras too, for which `pip check` doesn't look."""
    environment = {
        **SYSTEMS[system],
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "implementation_version": python,
    }
    applying = [pin for pin in read_lock(HOME / lock) if pin.applies(environment)]
    pins = {pin.name: pin for pin in applying}
    assert len(pins) == len(applying)
    assert lacking("kim-site", EXTRAS[lock], pins, environment) == []


def lacking(name: str, extras: set[str], pins: Pins, environment: Environment) -> list[str]:
    """What a package needs, and what that needs, for which there is no fitting pin."""
    waiting = [(canonicalize_name(name), frozenset(extras))]
    seen = set(waiting)
    problems = []
    for user, asked in waiting:
        for requirement in needs(user):
            if not required(requirement, asked, environment):
                continue
            pin = pins.get(canonicalize_name(requirement.name))
            if pin is None or pin.version not in requirement.specifier:
                problems.append(f"{user} needs {requirement}")
                continue
            step = (pin.name, frozenset(requirement.extras))
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return problems


def required(requirement: Requirement, extras: frozenset[str], environment: Environment) -> bool:
    """Whether a package that is asked for with these extras needs this there."""
    marker = requirement.marker
    environments = ({**environment, "extra": extra} for extra in extras | {""})
    return marker is None or any(marker.evaluate(each) for each in environments)


def test_an_extra_that_a_lock_lacks_is_seen() -> None:
    pins = {pin.name: pin for pin in read_lock(HOME / "requirements.lock")}
    assert lacking("pagefind", {"bin"}, pins, {}) == []
    del pins[canonicalize_name("pagefind-bin")]
    (problem,) = lacking("pagefind", {"bin"}, pins, {})
    assert problem.startswith("pagefind needs pagefind-bin")
