"""Where finished sites are put: over old sites alone, all of them or none, one build at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.cli import main
from macros.site.errors import SiteError
from macros.site.output import LIST, publish, workshop, write_list
from tests.tiny import copy_tiny

NAMES = ("staff", "public")


def build(out: Path, words: str = "new") -> None:
    """What a build does once it has the pages."""
    with workshop(out, NAMES) as sites:
        for name in NAMES:
            (sites / name / "guides").mkdir(parents=True)
            (sites / name / "index.html").write_text(words, "utf-8")
            (sites / name / "guides/index.html").write_text(words, "utf-8")
            write_list(sites / name)
        publish(sites, out, NAMES)


def words(out: Path) -> list[str]:
    return [(out / name / "index.html").read_text("utf-8") for name in NAMES]


def test_a_site_takes_the_place_of_an_old_one_and_of_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "staff").mkdir()
    build(tmp_path, "first")
    build(tmp_path, "second")
    assert words(tmp_path) == ["second", "second"]
    left = sorted(path.name for path in tmp_path.rglob(".kim*"))
    assert left == [".kim-build", LIST, LIST]
    assert [path.name for path in (tmp_path / ".kim-build").iterdir()] == ["lock"]


def put(name: str) -> Callable[[Path], None]:
    def write(out: Path) -> None:
        (out / name).write_text("mine", "utf-8")

    return write


def spoil_list(out: Path) -> None:
    (out / "public" / LIST).write_text("{", "utf-8")


def replace_by_own(out: Path) -> None:
    shutil.rmtree(out / "public")
    (out / "public").mkdir()
    (out / "public/index.html").write_text("mine", "utf-8")


def replace_by_file(out: Path) -> None:
    shutil.rmtree(out / "public")
    (out / "public").write_text("mine", "utf-8")


def replace_by_link(out: Path) -> None:
    shutil.move(out / "public", out / "elsewhere")
    (out / "public").symlink_to(out / "elsewhere")


CHANGES: dict[str, Callable[[Path], None]] = {
    "'public' holds what no build made: mine.txt.": put("public/mine.txt"),
    "'public' holds what no build made: guides/mine.txt.": put("public/guides/mine.txt"),
    "'public' holds what no build made: .htaccess.": put("public/.htaccess"),
    "'staff' holds what no build made: index.html.": put("staff/index.html"),
    "'public' holds what no build made: mine.": lambda out: (out / "public/mine").mkdir(),
    "'public' holds what no build made: link.": (
        lambda out: (out / "public/link").symlink_to(out / "staff/index.html")
    ),
    "'public' holds what no build made: guides, guides/index.html and index.html.": spoil_list,
    "'public' holds what no build made: index.html.": replace_by_own,
    "'public' is not what a build made.": replace_by_file,
    "'public' is not what a build made. ": replace_by_link,
}


@pytest.mark.parametrize("message", CHANGES)
def test_nothing_is_replaced_where_anything_stands_that_no_build_made(
    tmp_path: Path, message: str
) -> None:
    build(tmp_path, "old")
    CHANGES[message](tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(SiteError) as reason:
        build(tmp_path)
    printed = str(reason.value).replace(f"{tmp_path}/", "")
    assert printed.startswith(message)
    assert "Nothing was replaced." in printed
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_many_strange_files_are_counted(tmp_path: Path) -> None:
    build(tmp_path)
    for number in range(5):
        put(f"public/{number}.txt")(tmp_path)
    with pytest.raises(SiteError, match=r"0\.txt, 1\.txt, 2\.txt and 2 more\. Nothing"):
        build(tmp_path)


def test_what_came_while_the_site_was_built_is_kept_too(tmp_path: Path) -> None:
    build(tmp_path, "old")
    with workshop(tmp_path, NAMES) as sites:
        (sites / "staff").mkdir()
        (sites / "public").mkdir()
        put("public/mine.txt")(tmp_path)
        with pytest.raises(SiteError, match=r"mine\.txt"):
            publish(sites, tmp_path, NAMES)
    assert words(tmp_path) == ["old", "old"]


def test_a_folder_of_the_workshops_name_that_is_somebodys_own_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".kim-build/sites").mkdir(parents=True)
    put(".kim-build/sites/mine.txt")(tmp_path)
    with pytest.raises(SiteError, match=r"\.kim-build' is not what a build made"):
        build(tmp_path)
    assert (tmp_path / ".kim-build/sites/mine.txt").is_file()


def test_where_one_site_cannot_be_put_in_place_the_others_are_as_they_were(tmp_path: Path) -> None:
    build(tmp_path, "old")
    with workshop(tmp_path, NAMES) as sites:
        (sites / "staff").mkdir()
        with pytest.raises(FileNotFoundError):
            publish(sites, tmp_path, NAMES)  # the public site was never made
    assert words(tmp_path) == ["old", "old"]


def test_a_build_that_was_stopped_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    build(tmp_path, "old")
    (tmp_path / ".kim-build/sites/staff").mkdir(parents=True)
    put(".kim-build/sites/staff/half.html")(tmp_path)
    build(tmp_path)
    assert words(tmp_path) == ["new", "new"]
    assert not (tmp_path / "staff/half.html").exists()


def test_while_one_build_is_at_work_another_is_refused_and_later_not(tmp_path: Path) -> None:
    with workshop(tmp_path, NAMES), pytest.raises(SiteError, match="Another build is at work in"):
        build(tmp_path)
    build(tmp_path)
    assert words(tmp_path) == ["new", "new"]


@pytest.mark.parametrize("folder", ["docs", "registers", "registers/actions", "schemas/new"])
def test_no_site_is_put_among_what_it_is_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    copy_tiny(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    result = CliRunner().invoke(main, ["build", "--out", folder])
    assert result.exit_code == 2
    assert f"'{folder.partition('/')[0]}' holds what the sites are made from." in result.output
    assert sorted(tmp_path.rglob("*")) == before
