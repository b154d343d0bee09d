"""The files of a folder come in the order of their paths, and links lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.site.folder_files import everything_in, files_in, pages_in

NAMES = st.lists(st.sampled_from(["a", "a-b", "a.b", "b", "index.html", "é"]), min_size=1)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(NAMES, max_size=8))
def test_everything_comes_once_in_the_order_of_paths(
    places: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("files")
    for names in places:
        (folder.joinpath(*names).parent).mkdir(parents=True, exist_ok=True)
        folder.joinpath(*names[:-1], f"{names[-1]}.txt").write_text("", "utf-8")
    paths = sorted(folder.rglob("*"))
    wanted = [path.relative_to(folder).as_posix() for path in paths]
    assert [place for place, _ in everything_in(folder)] == wanted
    assert [path for _, path in files_in(folder)] == [path for path in paths if path.is_file()]


def test_a_page_is_known_by_the_address_of_its_folder(tmp_path: Path) -> None:
    for file in ("index.html", "doors/index.html", "doors/no-index.html", "doors/index.htm"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("", "utf-8")
    pages = {address: path.relative_to(tmp_path).as_posix() for address, path in pages_in(tmp_path)}
    assert pages == {"doors/": "doors/index.html", "": "index.html"}


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "doors").mkdir()
    (tmp_path / "doors/inside").write_text("", "utf-8")
    (tmp_path / "round").symlink_to(tmp_path)
    assert [place for place, _ in everything_in(tmp_path)] == ["doors", "doors/inside", "round"]
    assert [place for place, _ in files_in(tmp_path)] == ["doors/inside"]
