"""What others make of the same records: a project for each of them, and the command that builds it.

Each is put into an environment of its own, newest release and all. A page a record, with the
record's text as it is: none of them reads our schemas, so none says as much as ours do.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import yaml

from benchmarks.years import with_years

MKDOCS = """\
site_name: Peers
theme: {name: material}
plugins: [search, git-revision-date-localized, git-authors]
"""

HUGO = """\
baseURL = "https://example.org/"
title = "Peers"
contentDir = "docs"
enableGitInfo = true
disableKinds = ["taxonomy", "term", "RSS"]
"""

HUGO_PAGE = """\
<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{{ .File.ContentBaseName }}</title></head>
<body>
<nav><ul>{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ul></nav>
<main>{{ .Content }}</main>
{{ with .GitInfo }}<footer>{{ .AuthorName }}, {{ .AuthorDate.Format "2 January 2006" }}</footer>
{{ end }}
</body>
</html>
"""

HUGO_LIST = """\
<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1><ul>
{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>
{{ end }}</ul></main></body>
</html>
"""

SPHINX = """\
project = "Peers"
extensions = ["sphinx_needs"]
needs_id_regex = ".+"
html_theme = "alabaster"
"""


_WORD = re.compile(r"[\w-]+")


class Peer(NamedTuple):
    """Another program: what it is called, what is installed, what it gets, and how it is run.

    `prepare` takes the project, an empty place for the peer's own and the number of commits.
    `command` is run in that place, by the programs of its environment, and writes into `out`.
    """

    words: str
    packages: Sequence[str]
    prepare: Callable[[Path, Path, int], None]
    command: Sequence[str]
    out: str


def with_pages(project: Path, place: Path, commits: int) -> None:
    """The records as pages in Markdown, and their history: for MkDocs, and for Hugo."""
    with_years(project, place, commits, pages=True)
    _write(place / "mkdocs.yml", MKDOCS)
    _write(place / "hugo.toml", HUGO)
    _write(place / "layouts/_default/single.html", HUGO_PAGE)
    _write(place / "layouts/_default/list.html", HUGO_LIST)


def with_needs(project: Path, place: Path, _: int) -> None:
    """A page of reStructuredText for each record, which is a need that links to what it names.

    Each register has a contents page of its own: with one for all, each page would list all.
    """
    registers = _registers(project)
    named = _references(dict(ChainMap(*map(dict, registers.values()))))
    _write(place / "source/conf.py", SPHINX)
    _write(place / "source/index.rst", _contents("Peers", [f"{name}/index" for name in registers]))
    for name, texts in registers.items():
        _write(place / f"source/{name}/index.rst", _contents(name, texts))
        for id_, text in texts.items():
            _write(place / f"source/{name}/{id_}.rst", _need(id_, text, named[id_]))


def _contents(title: str, pages: Iterable[str]) -> str:
    listed = "".join(f"   {page}\n" for page in pages)
    return f"{title}\n{'=' * len(title)}\n\n.. toctree::\n   :maxdepth: 1\n\n{listed}"


def _need(id_: str, text: str, named: Sequence[str]) -> str:
    links = f"   :links: {', '.join(named)}\n" if named else ""
    return (
        f"{id_}\n{'=' * len(id_)}\n\n.. need:: {_title(text)}\n   :id: {id_}\n{links}\n"
        f"   .. code-block:: yaml\n\n{indent(text, '      ')}"
    )


def with_documents(project: Path, place: Path, _: int) -> None:
    """A document for each register, with its records as requirements: for StrictDoc."""
    for name, texts in _registers(project).items():
        parts = [f"[DOCUMENT]\nTITLE: {name}\nOPTIONS:\n  MARKUP: Text\n"]
        parts += [
            f"[REQUIREMENT]\nUID: {id_}\nTITLE: {_title(text)}\n"
            f"STATEMENT: >>>\n{text.rstrip()}\n<<<\n"
            for id_, text in texts.items()
        ]
        _write(place / f"{name}.sdoc", "\n".join(parts))


PEERS = (
    Peer(
        "MkDocs Material with two Git plugins",
        (
            "mkdocs-material",
            "mkdocs-git-revision-date-localized-plugin",
            "mkdocs-git-authors-plugin",
        ),
        with_pages,
        ("mkdocs", "build", "--quiet"),
        "site",
    ),
    Peer("Hugo with enableGitInfo", ("hugo",), with_pages, ("hugo", "--quiet"), "public"),
    Peer(
        "Sphinx with sphinx-needs, without history",
        ("sphinx", "sphinx-needs"),
        with_needs,
        ("sphinx-build", "-q", "-E", "source", "out"),
        "out",
    ),
    Peer(
        "StrictDoc, without history",
        ("strictdoc",),
        with_documents,
        ("strictdoc", "export", "--output-dir", "out", "."),
        "out",
    ),
)


def install(peer: Peer, environment: Path) -> None:
    """Install a peer's newest release, and what it needs, where nothing else is."""
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    pip = [str(environment / "bin/pip"), "install", "-qq", *peer.packages]
    subprocess.run(pip, check=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _registers(project: Path) -> Mapping[str, Mapping[str, str]]:
    """What each record says, by register and id."""
    folders = sorted((project / "registers").iterdir())
    return {folder.name: _texts(folder) for folder in folders}


def _texts(register: Path) -> Mapping[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted(register.glob("*.yml"))}


def _title(text: str) -> str:
    record = yaml.load(text, Loader=yaml.CSafeLoader)
    words = next(
        (str(record[name]) for name in ("title", "question", "term") if name in record), ""
    )
    return " ".join(words.split()) or str(record["id"])


def _references(texts: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """Which other records each one names, in the order of their ids."""
    named = {id_: set(_WORD.findall(text)) & texts.keys() - {id_} for id_, text in texts.items()}
    return {id_: sorted(ids) for id_, ids in named.items()}
