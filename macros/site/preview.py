"""What the browser gets while a site is written: the last build, or on every page why it failed.

No request waits for a build. A page asks now and then which build is shown, and loads itself again.
Every answer has the headers that a host is told to send, so what the policy forbids shows at once.
"""

from __future__ import annotations

import io
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from macros.model import Audience
from macros.model.outside import plainly
from macros.pages.admin import EDITOR
from macros.site.errors import SiteError
from macros.site.finish import Later
from macros.site.headers import NAME, editor_headers_in, headers

OWN = "/kim-preview/"
"""Under this address stands what the preview needs for itself."""

_TEMPLATES = Path(__file__).parent / "templates"


class Shown(NamedTuple):
    """What requests are answered from.

    `build` names the build that it comes from. `folder` is a finished site, or None before the
    first one. `wrong` says why the newest build failed. `later` is made when it is asked for.
    """

    build: str
    folder: Path | None = None
    wrong: str = ""
    later: Later = MappingProxyType({})


class Preview(ThreadingHTTPServer):
    """A server of one site, which listens as soon as it is made. Raises OSError where it can't.

    `base` is the path under which the site is served ("/" or "/kim/"); `tell` tells why the search
    index, say, couldn't be made.
    """

    daemon_threads = True
    request_queue_size = 128  # a browser that finds no place in it waits for seconds

    def __init__(
        self, host: str, port: int, base: str, audience: Audience, tell: Callable[[str], None]
    ) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.shown = Shown("none")
        self.base = base
        self.headers = _headers(audience)
        self._tell = tell
        self._making = threading.Lock()
        super().__init__((host, port), _Request)
        name = f"[{host}]" if ":" in host else host
        self.address = f"http://{name}:{self.server_port}{base}"

    def complete(self, folder: Path, later: Later, address: str) -> None:
        """See to it that a folder has what is at an address, if that is made later."""
        for start, make in later.items():
            if address.startswith(start):
                self._make(folder / start, make, folder)

    def _make(self, there: Path, make: Callable[[Path], None], folder: Path) -> None:
        with self._making:
            if not there.exists():
                try:
                    make(folder)
                except SiteError as reason:
                    self._tell(str(reason))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away before it had its answer is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _headers(audience: Audience) -> Mapping[str, str]:
    """A host's headers without those that ask for https; the browser is to keep nothing."""
    chosen = {**headers(audience), "Cache-Control": "no-store"}
    del chosen["Strict-Transport-Security"]
    return {**chosen, NAME: _over_http(chosen[NAME])}


def _over_http(policy: str) -> str:
    """A policy that doesn't ask for https."""
    return "; ".join(rule for rule in policy.split("; ") if rule != "upgrade-insecure-requests")


class _Request(SimpleHTTPRequestHandler):
    """One request: for what the preview needs itself, for a page, or for a file of the site."""

    timeout = 30
    """Seconds until a connection on which nothing is asked is closed."""

    def send_head(self) -> BinaryIO | None:
        """The answer's head is sent, its body given back; None where there is no body."""
        path = unquote(urlsplit(self.path).path)
        if path.startswith(OWN):
            return self._own(path.removeprefix(OWN))
        shown = self._preview.shown
        if shown.wrong:
            return self._stand_in(HTTPStatus.INTERNAL_SERVER_ERROR, shown)
        if shown.folder is None:
            return self._stand_in(HTTPStatus.SERVICE_UNAVAILABLE, shown)
        return self._of_site(path, shown, shown.folder)

    @property
    def _preview(self) -> Preview:
        return cast("Preview", self.server)

    def _own(self, name: str) -> BinaryIO:
        if name == "build":
            return self._answer(self._preview.shown.build.encode(), "text/plain")
        if name == "reload.js":
            return self._answer((_TEMPLATES / "preview.js").read_bytes(), "text/javascript")
        if name == "style.css":
            return self._answer((_TEMPLATES / "preview.css").read_bytes(), "text/css")
        return self._answer(b"Nothing is here.\n", "text/plain", HTTPStatus.NOT_FOUND)

    def _stand_in(self, status: HTTPStatus, shown: Shown) -> BinaryIO:
        """A page in place of each of the site's, while there is none to show."""
        page = Markup((_TEMPLATES / "preview.html").read_text("utf-8"))  # noqa: S704 - our own file
        title, what = _STAND_INS[status]
        filled = page.format(title=title, what=what, details=plainly(shown.wrong))
        return self._html(filled.encode(), shown.build, status)

    def _of_site(self, path: str, shown: Shown, folder: Path) -> BinaryIO | None:
        base = self._preview.base
        if path == "/" != base:
            self._redirect(base)
            return None
        self._preview.complete(folder, shown.later, path.removeprefix(base))
        self.directory = str(folder)
        file = Path(self.translate_path(self.path)) / ("index.html" if path.endswith("/") else "")
        if not path.startswith(base) or not file.exists():
            return self._html((folder / "404.html").read_bytes(), shown.build, HTTPStatus.NOT_FOUND)
        if file.suffix == ".html" and file.is_file():
            return self._html(file.read_bytes(), shown.build)
        return super().send_head()  # a file, or the way to a folder's page

    def translate_path(self, path: str) -> str:
        """The file that an address means: the base stands for the site's folder."""
        return super().translate_path("/" + path.removeprefix(self._preview.base))

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _html(self, page: bytes, build: str, status: HTTPStatus = HTTPStatus.OK) -> BinaryIO:
        """A page that loads itself again after the next build."""
        own = f'<script src="{OWN}reload.js" data-build="{escape(build)}" defer></script>\n</head>'
        return self._answer(page.replace(b"</head>", own.encode(), 1), "text/html", status)

    def _answer(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> BinaryIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        """Every answer has the site's own headers."""
        for name, value in {**self._preview.headers, **self._editor_headers()}.items():
            self.send_header(name, value)
        super().end_headers()

    def _editor_headers(self) -> Mapping[str, str]:
        """What the page of the editor for staff has in the place of the others' headers."""
        folder = self._preview.shown.folder
        if not folder or not self.path.startswith(self._preview.base + EDITOR):
            return {}
        return {name: _over_http(value) for name, value in editor_headers_in(folder).items()}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: the terminal is for what is wrong with the site."""


_STAND_INS: Mapping[HTTPStatus, tuple[str, str]] = {
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "The site is being built",
        "This page loads itself again when that is done.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "The site could not be built",
        "Mend what is said below and save. This page loads itself again when that is done.",
    ),
}
