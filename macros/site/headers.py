"""What a web server must say with each page, for nginx, Netlify, Cloudflare and Azure alike.

The policy never changes from build to build, since no page holds a script or a style of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from macros.model import Audience

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",  # the search alone needs WebAssembly
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "upgrade-insecure-requests",
    )
)
"""The Content-Security-Policy of both sites."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}

STAFF_HEADERS: Mapping[str, str] = {
    "X-Robots-Tag": "noindex, noarchive",
    "Cache-Control": "no-store",
}
"""What the staff site says besides: no search engine nor shared computer is to remember it."""


def headers(audience: Audience) -> Mapping[str, str]:
    """The headers of one site."""
    return {**HEADERS, **(STAFF_HEADERS if audience == "staff" else {})}


FILES = ("_headers", "staticwebapp.config.json", "nginx-headers.conf")
"""What is written into a site's own folder."""


def write(folder: Path, audience: Audience) -> None:
    """The settings that hosts read from the site's own folder, and a piece for nginx to include."""
    chosen = headers(audience)
    azure = json.dumps(_azure(chosen, audience), indent=2) + "\n"
    for name, text in zip(FILES, (_netlify(chosen), azure, _nginx(chosen)), strict=True):
        (folder / name).write_text(text, "utf-8")


def _netlify(chosen: Mapping[str, str]) -> str:
    """Netlify and Cloudflare."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in chosen.items())


SIGN_IN = "/.auth/login/aad"

STAFF_SETTINGS: Mapping[str, object] = {
    "mimeTypes": {".atom": "application/atom+xml"},  # the other hosts know it by themselves
    "routes": [
        {"route": "/.auth/login/github", "statusCode": 404},
        {"route": "/.auth/*", "allowedRoles": ["anonymous", "authenticated"]},
        {"route": "/*", "allowedRoles": ["kim_staff"]},
    ],
}
"""Who is let in: the role 'kim_staff' alone, since any Microsoft account is 'authenticated'."""


def _azure(chosen: Mapping[str, str], audience: Audience) -> Mapping[str, object]:
    """Azure Static Web Apps."""
    not_found = {"404": {"rewrite": "/404.html"}}
    settings: dict[str, object] = {"globalHeaders": dict(chosen), "responseOverrides": not_found}
    if audience == "staff":
        sign_in = {"401": {"redirect": SIGN_IN, "statusCode": 302}}
        settings["responseOverrides"] = {**sign_in, **not_found}
        settings.update(STAFF_SETTINGS)
    return settings


NGINX_NOTE = (
    "# Include this in every location: "
    "an add_header in a location drops those of the server around it."
)


def _nginx(chosen: Mapping[str, str]) -> str:
    lines = [f'add_header {name} "{value}" always;' for name, value in chosen.items()]
    return "\n".join([NGINX_NOTE, *lines, "server_tokens off;", "disable_symlinks on;"]) + "\n"
