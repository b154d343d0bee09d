"""What a lock says, wheels made in memory, and a package index on loopback to offer them."""

from __future__ import annotations

import base64
import hashlib
import http.server
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.servers import running

HOME = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-mutants.lock")

LATER = "later"
"""An extra that only the made wheels have."""


@dataclass(frozen=True)
class Pin:
    """One package of a lock: a requirement for a single version, and where it applies."""

    requirement: Requirement

    @property
    def name(self) -> NormalizedName:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> Version:
        (exactly,) = self.requirement.specifier
        return Version(exactly.version)

    def applies(self, environment: Mapping[str, str] | None = None) -> bool:
        """Whether it is installed there; without an environment, on this Python."""
        marker = self.requirement.marker
        return marker is None or marker.evaluate(dict(environment or {}))


@cache
def read_lock(path: Path) -> tuple[Pin, ...]:
    """The packages of a lock, which has each at the start of a line and its hashes below it."""
    lines = re.findall(r"^[^\s#].*", path.read_text("utf-8"), re.MULTILINE)
    return tuple(Pin(Requirement(line.removesuffix("\\").strip())) for line in lines)


@cache
def needs(name: str) -> tuple[Requirement, ...]:
    """What the release that is installed says it needs; nothing where it isn't installed."""
    return tuple(Requirement(line) for line in _stated(name, "Requires-Dist"))


def _stated(name: str, key: str) -> list[str]:
    try:
        return metadata(name).get_all(key) or []
    except PackageNotFoundError:
        return []


class Wheel(NamedTuple):
    """A wheel's name as a file, and its bytes."""

    file: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def make_wheel(name: str, version: Version, files: Mapping[str, str]) -> Wheel:
    """A wheel with the files named, that says what the installed release of its name says."""
    stem = f"{canonicalize_name(name).replace('-', '_')}-{version}"
    head = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Provides-Extra: {extra}" for extra in (*_stated(name, "Provides-Extra"), LATER)),
        *(f"Requires-Dist: {requirement}" for requirement in (*needs(name), *_also(name))),
    ]
    contents = {
        **files,
        f"{stem}.dist-info/METADATA": "\n".join(head) + "\n",
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{path},{_record_hash(text)},{len(text.encode())}" for path, text in contents.items()]
    contents[f"{stem}.dist-info/RECORD"] = "\n".join([*rows, f"{stem}.dist-info/RECORD,,"]) + "\n"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in contents.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return Wheel(f"{stem}-py3-none-any.whl", file.getvalue())


def _also(name: str) -> list[str]:
    """What a made wheel needs besides: an extra of setuptools, and that extra what no index has.

    A pip that resolves stumbles over it, however new it is. One that doesn't never looks.
    """
    if name == "setuptools":
        return [f"in-no-index; extra == '{LATER}'"]
    return [f"setuptools[{LATER}]"]


def _record_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


@contextmanager
def package_index(wheels: Mapping[str, list[Wheel]]) -> Iterator[str]:
    """The address of a simple package index, for as long as the block runs."""
    contents = {wheel.file: wheel.content for offered in wheels.values() for wheel in offered}

    class Index(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/").rpartition("/")[2]
            if name in contents:
                self._answer("application/octet-stream", contents[name])
            elif name in wheels:
                self._answer("text/html", _links(wheels[name]))
            else:
                self.send_error(404)

        def _answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Say nothing."""

    with running(Index) as address:
        yield f"{address}/simple/"


def _links(offered: Iterable[Wheel]) -> bytes:
    links = ((wheel.file, wheel.sha256) for wheel in offered)
    anchors = (f'<a href="/files/{file}#sha256={digest}">{file}</a>' for file, digest in links)
    return "".join(("<!DOCTYPE html><html><body>", *anchors, "</body></html>")).encode()
