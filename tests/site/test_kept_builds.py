"""A build that uses what earlier ones made is the same, byte for byte, as one from nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from macros.pages import drawing
from macros.site import kept, page_reader, search
from macros.site.kept import Shelf
from tests.cli.test_registers import built
from tests.cli.test_second_process import build
from tests.projects import commit
from tests.tiny import copy_tiny

PICTURE = '\n{{ freshness_picture("How long ago records were looked at") }}\n'


class Machine(NamedTuple):
    """A project, the folder where builds of it keep what they make, and how often each was used."""

    root: Path
    kept: Path
    hits: Counter[str]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """One on which even the smallest site is worth being kept."""
    folder = tmp_path_factory.mktemp("machine")
    root = copy_tiny(folder / "project")
    index = root / "docs/index.md"
    index.write_text(index.read_text("utf-8") + PICTURE, "utf-8")
    hits, find = Counter[str](), Shelf.find

    def count(self: Shelf, made_of: bytes) -> bytes | None:
        content = find(self, made_of)
        hits[self.made_by.split("\n")[0]] += content is not None
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "_WORTH", -1)
        patch.setattr(page_reader, "FEW", 0)
        patch.setattr(search, "FEW", 0)
        patch.setattr(Shelf, "find", count)
        yield Machine(root, folder / "kept", hits)


RECORDS = ("tasks/T-1", "tasks/T-4", "roles/ROLE-officer")
PAGES = ("index", "guides/history", "public/about")
WORDS = st.text("ab é&\"'%<", min_size=3, max_size=20).map(
    lambda text: " ".join(["A", *text.split()])
)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(RECORDS), WORDS),
        st.tuples(st.sampled_from(PAGES), WORDS),
        st.tuples(st.just("schema"), WORDS),
        st.tuples(st.sampled_from(["deleted", "committed"]), st.just("")),
    ),
    min_size=3,
    max_size=8,
)
"""What is edited, and what it says then. In the end all is a commit, or some of it isn't yet."""


def edit(root: Path, what: str, words: str) -> None:
    """One edit of a project."""
    if what == "committed":
        commit(root, "Change this and that")
    elif what == "deleted":
        (root / "registers/tasks/T-10.yml").unlink(missing_ok=True)
    elif what == "schema":
        file = root / "schemas/tasks.schema.json"
        schema = json.loads(file.read_text("utf-8"))
        file.write_text(
            json.dumps({**schema, "description": f"What has to be done. {words}"}), "utf-8"
        )
    elif what in PAGES:
        file = root / f"docs/{what}.md"
        file.write_text(f"{file.read_text('utf-8')}\n{json.dumps(words)}\n", "utf-8")
    else:
        file = root / f"registers/{what}.yml"
        lines = file.read_text("utf-8").split("\n")
        told = (line.startswith(("title:", "name:")) for line in lines)
        place = list(told).index(True)
        lines[place] = f"{lines[place].split(':')[0]}: {json.dumps(words)}"
        file.write_text("\n".join(lines), "utf-8")


def sites(machine: Machine, folder: Path, kept_in: Path) -> tuple[str, dict[str, bytes]]:
    """What a build prints, but for where it is, and every file that it makes."""
    drawing._drawn.cache_clear()  # as in another process
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "_folder", lambda: kept_in)
        kept_in.mkdir(exist_ok=True)
        done = build(machine.root, str(folder), apart=False)
    return done.output.replace(str(folder), ""), built(folder)


@settings(
    max_examples=2,
    phases=[Phase.generate],  # a build is too dear to look for less
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_what_is_kept_changes_no_byte(
    machine: Machine, edits: Sequence[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    for what, words in edits:
        edit(machine.root, what, words)
    folder = tmp_path_factory.mktemp("sites")
    printed, files = sites(machine, folder / "after others", machine.kept)
    printed_anew, files_anew = sites(machine, folder / "from nothing", folder / "nothing")
    assert printed == printed_anew
    assert printed.startswith("staff: "), printed
    assert files.keys() == files_anew.keys()
    assert [name for name, content in files.items() if content != files_anew[name]] == []


def test_what_is_the_same_is_not_made_again(machine: Machine, tmp_path: Path) -> None:
    sites(machine, tmp_path / "first", machine.kept)
    machine.hits.clear()
    printed, files = sites(machine, tmp_path / "second", machine.kept)
    assert printed.startswith("staff: "), printed
    pages = sum(name.startswith("staff/") and name.endswith(".html") for name in files)
    ways = {way.split(" ")[0]: times for way, times in machine.hits.items()}
    assert ways["finished"] == pages, "of the tenants' site every page is read anew"
    assert ways["search"] == 2
    assert ways["text"] == 8, "answers, their parts, words and dangers of each site"
    assert ways["vl-convert"] == 1
