"""What a web server must say with each page: the same headers for nginx, Netlify, Cloudflare and Azure.

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
"""What the staff site says besides: it is not for search engines, nor for a shared computer's memory."""


def headers(audience: Audience) -> Mapping[str, str]:
    """The headers of one site."""
    return {**HEADERS, **(STAFF_HEADERS if audience == "staff" else {})}


def write(folder: Path, audience: Audience) -> None:
    """The settings that hosts read from the site's own folder, and a piece for nginx to include."""
    chosen = headers(audience)
    (folder / "_headers").write_text(
        "/*\n" + "".join(f"  {name}: {value}\n" for name, value in chosen.items()), "utf-8"
    )
    (folder / "staticwebapp.config.json").write_text(
        json.dumps(_azure(chosen, audience), indent=2) + "\n", "utf-8"
    )
    (folder / "nginx-headers.conf").write_text(_nginx(chosen), "utf-8")


def _azure(chosen: Mapping[str, str], audience: Audience) -> Mapping[str, object]:
    """Azure Static Web Apps. The staff site lets in the role 'kim_staff' alone: any Microsoft account is 'authenticated'."""
    settings: dict[str, object] = {
        "globalHeaders": dict(chosen),
        "responseOverrides": {"404": {"rewrite": "/404.html"}},
    }
    if audience == "staff":
        settings["mimeTypes"] = {
            ".atom": "application/atom+xml"
        }  # the other hosts know it by themselves
        settings["routes"] = [
            {"route": "/.auth/login/github", "statusCode": 404},
            {"route": "/.auth/*", "allowedRoles": ["anonymous", "authenticated"]},
            {"route": "/*", "allowedRoles": ["kim_staff"]},
        ]
        settings["responseOverrides"] = {
            "401": {"redirect": "/.auth/login/aad", "statusCode": 302},
            "404": {"rewrite": "/404.html"},
        }
    return settings


def _nginx(chosen: Mapping[str, str]) -> str:
    lines = [f'add_header {name} "{value}" always;' for name, value in chosen.items()]
    note = "# Include this in every location: an add_header in a location drops those of the server around it."
    return "\n".join([note, *lines, "server_tokens off;", "disable_symlinks on;"]) + "\n"
