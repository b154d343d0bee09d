"""What Pagefind gets to read of a site, and what it makes of that."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from macros.site.search import INDEX, PAGEFIND, read_part
from tests.projects import BuiltSites


def test_the_index_is_the_same_as_of_whole_pages(small_sites: BuiltSites, tmp_path: Path) -> None:
    """What is found of a page has a name that is a sum over its address, words and filters."""
    for site in small_sites:
        whole = tmp_path / site.name
        shutil.copytree(site, whole, ignore=shutil.ignore_patterns(INDEX))
        command = [*PAGEFIND, "--site", "."]
        subprocess.run(command, cwd=whole, check=True, capture_output=True)
        assert _fragments(whole) == _fragments(site)
        assert len(_fragments(site)) > 20


def test_what_is_read_of_a_page_is_what_can_be_found_in_it(small_sites: BuiltSites) -> None:
    """Neither the menus nor what happened to a record are found, and they are most of its page."""
    page = next(small_sites.staff.glob("registers/actions/*/index.html")).read_bytes()
    read = read_part(page)
    assert b"kim-story" in page
    assert b"kim-story" not in read
    assert b"kim-nav" not in read
    assert b"<h1>" in read


def test_a_page_that_is_laid_out_in_another_way_is_read_as_a_whole() -> None:
    for page in (
        b"<html><body data-pagefind-body><h1>Rent</h1></body></html>",
        b"<html data-pagefind-body><body><main><h1>Rent</h1></main></body></html>",
    ):
        assert read_part(page) == page


def _fragments(site: Path) -> set[str]:
    return {path.name for path in (site / INDEX / "fragment").iterdir()}
