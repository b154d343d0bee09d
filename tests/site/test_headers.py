"""What hosts are told to send with each page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.model import Audience
from macros.site.headers import HEADERS, write


def told(folder: Path, audience: Audience) -> list[dict[str, str]]:
    """The headers as each host reads them: Netlify and Cloudflare, Azure, nginx."""
    write(folder, audience)
    lines = (folder / "_headers").read_text("utf-8").splitlines()[1:]
    azure = json.loads((folder / "staticwebapp.config.json").read_text("utf-8"))["globalHeaders"]
    nginx = (folder / "nginx-headers.conf").read_text("utf-8").splitlines()
    words = [line.split(" ", 2)[1:] for line in nginx if line.startswith("add_header ")]
    return [
        dict(line.strip().split(": ", 1) for line in lines),
        azure,
        {name: value.removesuffix('" always;').removeprefix('"') for name, value in words},
    ]


def test_no_search_engine_and_no_shared_computer_keeps_the_staff_site(tmp_path: Path) -> None:
    for headers in told(tmp_path, "staff"):
        assert headers["X-Robots-Tag"] == "noindex, noarchive"
        assert headers["Cache-Control"] == "no-store"


def test_the_tenants_site_may_be_searched_and_what_is_taken_down_is_gone_soon(
    tmp_path: Path,
) -> None:
    for headers in told(tmp_path, "public"):
        assert "X-Robots-Tag" not in headers
        assert "max-age=0, must-revalidate" in headers["Cache-Control"]


def test_what_changes_its_address_is_kept_for_good_by_every_host(tmp_path: Path) -> None:
    write(tmp_path, "public", lasting=["assets-0123456789"])
    lasting = "public, max-age=31536000, immutable"
    lines = (tmp_path / "_headers").read_text("utf-8").splitlines()
    own = lines[lines.index("/assets-0123456789/*") + 1 :]
    assert own == ["  ! Cache-Control", f"  Cache-Control: {lasting}"]
    azure = json.loads((tmp_path / "staticwebapp.config.json").read_text("utf-8"))
    (route,) = azure["routes"]
    assert route["route"] == "/assets-0123456789/*"
    assert route["headers"] == {**azure["globalHeaders"], "Cache-Control": lasting}
    nginx = (tmp_path / "nginx-lasting-headers.conf").read_text("utf-8")
    assert f'add_header Cache-Control "{lasting}" always;' in nginx
    assert nginx.count("add_header Cache-Control") == 1


@pytest.mark.parametrize("audience", ["staff", "public"])
def test_every_host_is_told_the_same(tmp_path: Path, audience: Audience) -> None:
    netlify, azure, nginx = told(tmp_path, audience)
    assert netlify == azure == nginx
    assert HEADERS.items() <= azure.items()
