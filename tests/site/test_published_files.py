"""Files beside the pages: what lies in docs/public/ is made anew before it is on either site."""

from __future__ import annotations

import io
from pathlib import Path, PurePath

import pytest
from PIL import Image

from macros.catalogue.assets import unclean
from macros.catalogue.checks import CHECKS
from macros.site.run_mkdocs import BuildFailedError
from tests.catalogue.pictures import PRIVATE, dots, exif, png, saved, with_chunk
from tests.projects import build_public, build_staff
from tests.tiny import copy_tiny

FILES = {
    "photo.jpg": saved(dots(), "JPEG", exif=exif(turned=6, place=True)) + PRIVATE,
    "chart.png": with_chunk(b"tEXt", b"Author\0" + PRIVATE),
    "plan.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><!-- %s --><path d="M0 0"/></svg>'
    % PRIVATE,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The smallest project with pictures that carry more than they show."""
    project = copy_tiny(tmp_path / "project")
    (project / "docs/public/pictures").mkdir()
    for name, content in FILES.items():
        (project / "docs/public/pictures" / name).write_bytes(content)
    return project


def test_pictures_are_made_anew_and_are_the_same_bytes_on_both_sites_and_in_each_build(
    project: Path,
) -> None:
    public = build_public(project) / "pictures"
    first = {name: (public / name).read_bytes() for name in FILES}
    for name, content in first.items():
        assert PRIVATE not in content
        assert unclean(PurePath(name), content) == ""
    assert Image.open(io.BytesIO(first["photo.jpg"])).size == (20, 40)
    staff = build_staff(project) / "public/pictures"
    assert {name: (staff / name).read_bytes() for name in FILES} == first
    build_public(project)
    assert {name: (public / name).read_bytes() for name in FILES} == first


@pytest.mark.parametrize(
    ("name", "content"),
    [("own.js", b"go()"), ("pictures/a.jpg", png()), (".hidden.svg", FILES["plan.svg"])],
)
def test_no_other_file_is_published_even_where_the_check_did_not_see_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    (project / "docs/public" / name).write_bytes(content)
    settings = project / "mkdocs.public.yml"
    settings.write_text(
        settings.read_text("utf-8").replace('exclude_docs: ""', 'exclude_docs: "!.*"'), "utf-8"
    )
    others = [check for check in CHECKS if check.rule.id != "public-file"]
    monkeypatch.setattr("macros.catalogue.load.CHECKS", others)
    with pytest.raises(BuildFailedError, match=name.replace(".", r"\.")):
        build_public(project)
    assert not (project / "site/public").exists()
