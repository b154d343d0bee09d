"""Asks a time stamp authority: alone in the program in asking another machine for anything.

Only `kim seal --stamp` does. What is sent is a digest, and nothing that could be read from it.
"""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from macros.evidence.stamp import StampError
from macros.model.text import one_line

WAIT = 30.0
"""Seconds until an authority that says nothing is given up."""

MOST = 64 * 1024
"""Bytes of an answer: a stamp has some 6,000, with every certificate up to the root."""

ASKED, ANSWERED = "application/timestamp-query", "application/timestamp-reply"


def ask(address: str, query: bytes, wait: float = WAIT) -> bytes:
    """What an authority answers (RFC 3161, section 3.4). Raises StampError where it doesn't."""
    if not (host := _host(address)):
        raise StampError(
            f"'{address}' is no address of a time stamp authority. One looks like "
            "https://stamps.example.org/."
        )
    who = f"The time stamp authority at {host}"
    request = Request(address, query, {"Content-Type": ASKED, "Accept": ANSWERED})  # noqa: S310
    try:
        with urlopen(request, timeout=wait) as response:  # noqa: S310 - the scheme is checked above
            content: bytes = response.read(MOST + 1)
            kind = response.headers.get_content_type()
    except HTTPError as error:
        raise StampError(f"{who} refused: HTTP {error.code} {error.reason}.") from error
    except (OSError, ValueError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise StampError(f"{who} can't be reached: {one_line(str(reason))}.") from error
    if kind != ANSWERED or len(content) > MOST:
        raise StampError(f"{who} answered, and not with a time stamp: it sent {kind}.")
    return content


def _host(address: str) -> str:
    """The host of an address, without a password that it may hold; empty where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""
