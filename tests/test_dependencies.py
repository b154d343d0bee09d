"""What the code imports is declared: nothing comes in by chance, with something else."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions

import pytest
from packaging.utils import canonicalize_name

from tests.locks import HOME, needs

OWN = frozenset({"macros", "tests", "benchmarks"})

LENDING = {"cssselect": "cssselect"}
"""Methods that work only where another package is there: lxml's, and the module that it takes."""


def modules(text: str) -> Iterator[str]:
    """The modules that a file imports or lets a library import: the first parts of their names."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                yield from (name.name.partition(".")[0] for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]
            case ast.Attribute(attr=name) if name in LENDING:
                yield LENDING[name]


def undeclared(text: str, extras: set[str]) -> set[str]:
    """The modules of other packages that a file uses and that the project doesn't declare.

    A package that isn't installed, as Mutmut before `make mutants`, is taken to be its module's.
    """
    others = set(modules(text)) - sys.stdlib_module_names - OWN
    packages = packages_by_module()
    return {name for name in others if not packages.get(name, {name}) & declared(frozenset(extras))}


@cache
def packages_by_module() -> dict[str, set[str]]:
    pairs = packages_distributions().items()
    return {module: {canonicalize_name(name) for name in names} for module, names in pairs}


@cache
def declared(extras: frozenset[str]) -> frozenset[str]:
    """The packages that pyproject.toml names, without extras or with some."""
    environments = [{"extra": extra} for extra in ("", *extras)]
    return frozenset(
        canonicalize_name(requirement.name)
        for requirement in needs("kim-site")
        if not requirement.marker or any(map(requirement.marker.evaluate, environments))
    )


EXTRAS = {"macros": set[str](), "tests": {"dev"}, "benchmarks": {"dev", "mutants"}}
"""Where something is imported, and the extras that are there then."""


@pytest.mark.parametrize("folder", sorted(OWN))
def test_what_is_imported_is_declared(folder: str) -> None:
    extras = EXTRAS[folder]
    files = sorted((HOME / folder).rglob("*.py"))
    assert len(files) > 1
    names = {file: undeclared(file.read_text("utf-8"), extras) for file in files}
    assert {str(file.relative_to(HOME)): names[file] for file in files if names[file]} == {}


def test_what_comes_in_by_chance_is_seen() -> None:
    text = "import attrs\nfrom rpds import HashTrieMap\nimport yaml\nfrom . import x\nimport pytest"
    assert undeclared(text, set()) == {"attrs", "rpds", "pytest"}
    assert undeclared(text, {"dev"}) == {"attrs", "rpds"}
    assert undeclared("tree.cssselect('p')", set()) == {"cssselect"}
    assert undeclared("import no_such_package", {"dev"}) == {"no_such_package"}
