"""What a web server must say with each page, for nginx, Netlify, Cloudflare and Azure alike.

The policy never changes from build to build, since no page holds a script or a style of its own.
Only the page of the editor for staff has another one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from macros.model import Audience
from macros.pages.admin import EDITOR

RULES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # the search alone needs WebAssembly
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "upgrade-insecure-requests": "",
}


def _policy(rules: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}".strip() for name, value in rules.items())


POLICY = _policy(RULES)
"""The Content-Security-Policy of both sites."""


def editor_policy(asks: str) -> str:
    """That of the editor's page alone: it asks one forge, and its parts bring their own style.

    No script but the site's own runs there either, and none is made from text.
    """
    own = {
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": f"'self' {asks}",
        "worker-src": "'none'",
        "form-action": "'none'",
    }
    return _policy({**RULES, **own})


NAME = "Content-Security-Policy"

HEADERS: Mapping[str, str] = {
    NAME: POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}

KEPT = "Cache-Control"

OWN: Mapping[Audience, Mapping[str, str]] = {
    "staff": {"X-Robots-Tag": "noindex, noarchive", KEPT: "no-store"},
    "public": {KEPT: "public, max-age=0, must-revalidate, s-maxage=60"},
}
"""What each site says besides. No search engine nor shared computer is to remember the staff site.

Of the tenants' site a browser asks each time whether a page is the newest, and what stands between
it and the server may answer for a minute: what is taken down is gone then. (RFC 9111, 5.2.2)
"""

LASTING: Mapping[str, str] = {KEPT: "public, max-age=31536000, immutable"}
"""What the tenants' site says of a file whose address changes with it. (RFC 8246)"""


def headers(audience: Audience) -> Mapping[str, str]:
    """The headers of one site."""
    return {**HEADERS, **OWN[audience]}


def editor_headers(asks: str) -> Mapping[str, str]:
    """What the editor's page has in the place of the other pages' headers."""
    return {NAME: editor_policy(asks)}


FILES = ("_headers", "staticwebapp.config.json", "nginx-headers.conf")
"""What is written into a site's own folder."""

EDITOR_FILE = "nginx-editor-headers.conf"
"""What nginx includes for the editor's page, where a site has it."""

LASTING_FILE = "nginx-lasting-headers.conf"
"""What nginx includes for scripts, styles and parts of the answers on the tenants' site."""


class Apart(NamedTuple):
    """A folder of a site with headers of its own, and what nginx includes for it."""

    place: str
    headers: Mapping[str, str]
    file: str


def write(folder: Path, audience: Audience, asks: str = "", lasting: Sequence[str] = ()) -> None:
    """The settings that hosts read from the site's own folder, and pieces for nginx to include.

    `asks` is the forge that the editor's page may ask, where there is one, and `lasting` are the
    folders of what changes its address when it changes.
    """
    chosen, apart = headers(audience), list(_apart(asks, lasting))
    azure = json.dumps(_azure(chosen, audience, apart), indent=2) + "\n"
    for name, text in zip(FILES, (_netlify(chosen, apart), azure, _nginx(chosen)), strict=True):
        (folder / name).write_text(text, "utf-8")
    for part in apart:
        (folder / part.file).write_text(_nginx({**chosen, **part.headers}), "utf-8")


def _apart(asks: str, lasting: Iterable[str]) -> Iterator[Apart]:
    if asks:
        yield Apart(EDITOR, editor_headers(asks), EDITOR_FILE)
    for name in lasting:
        yield Apart(f"{name}/", LASTING, LASTING_FILE)


def _netlify(chosen: Mapping[str, str], apart: Iterable[Apart]) -> str:
    """Netlify and Cloudflare. On the latter both rules hold, so that it has to drop the first.

    Netlify passes over the line that says so, and goes by the nearest rule.
    """
    lines = ["/*", *(f"  {name}: {value}" for name, value in chosen.items())]
    for part in apart:
        lines.append(f"/{part.place}*")
        for name, value in part.headers.items():
            lines += [f"  ! {name}", f"  {name}: {value}"]
    return "\n".join(lines) + "\n"


SIGN_IN = "/.auth/login/aad"

STAFF = ["kim_staff"]
"""Who is let in: this role alone, since any Microsoft account is 'authenticated'."""

STAFF_SETTINGS: Mapping[str, object] = {
    "mimeTypes": {".atom": "application/atom+xml"}  # the other hosts know it by themselves
}

STAFF_ROUTES: Sequence[Mapping[str, object]] = (
    {"route": "/.auth/login/github", "statusCode": 404},
    {"route": "/.auth/*", "allowedRoles": ["anonymous", "authenticated"]},
)


def _azure(
    chosen: Mapping[str, str], audience: Audience, apart: Iterable[Apart]
) -> Mapping[str, object]:
    """Azure Static Web Apps. Of its routes the first that fits holds."""
    not_found = {"404": {"rewrite": "/404.html"}}
    settings: dict[str, object] = {"globalHeaders": dict(chosen), "responseOverrides": not_found}
    for_whom = {"allowedRoles": STAFF} if audience == "staff" else {}
    routes: list[Mapping[str, object]] = [
        {"route": f"/{part.place}*", "headers": {**chosen, **part.headers}, **for_whom}
        for part in apart
    ]
    if audience == "staff":
        sign_in = {"401": {"redirect": SIGN_IN, "statusCode": 302}}
        settings["responseOverrides"] = {**sign_in, **not_found}
        settings.update(STAFF_SETTINGS)
        routes = [*STAFF_ROUTES, *routes, {"route": "/*", **for_whom}]
    return {**settings, **({"routes": routes} if routes else {})}


def editor_headers_in(folder: Path) -> Mapping[str, str]:
    """The same as a finished site says it to its host; empty where it has no editor."""
    if not (folder / FILES[1]).is_file():
        return {}
    settings = json.loads((folder / FILES[1]).read_text("utf-8"))
    for route in settings.get("routes", ()):
        if route["route"] == f"/{EDITOR}*":
            return {NAME: route["headers"][NAME]}
    return {}


NGINX_NOTE = (
    "# Include this in every location: "
    "an add_header in a location drops those of the server around it."
)


def _nginx(chosen: Mapping[str, str]) -> str:
    lines = [f'add_header {name} "{value}" always;' for name, value in chosen.items()]
    return "\n".join([NGINX_NOTE, *lines, "server_tokens off;", "disable_symlinks on;"]) + "\n"
