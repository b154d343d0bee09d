"""The one way to print: nothing that is printed turns our own words round, or stops a command.

Where the terminal lacks a character, something like it stands there, or its number.
"""

from __future__ import annotations

import codecs
import io
import sys

import click

from macros.model.outside import plainly

_LIKE = {
    "\u2192": "->",
    "\u2013": "-",
    "\u2014": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2026": "...",
    "\u2022": "*",
    "\u00a0": " ",
}
"""Signs that we print, or that people write often, and what stands for them in plain letters."""

_HANDLER = "kim.like"


class _Ascii(io.TextIOWrapper):
    """A stream in ASCII under another name.

    Click takes one that bears this name for set up wrongly, and writes UTF-8 to it.
    """

    @property
    def encoding(self) -> str:  # type: ignore[override]  # nobody writes it
        return "kim.ascii"


def say(text: str, *, err: bool = False) -> None:
    """Print a text for people: what others wrote in it can't change how the rest is read.

    JSON is ASCII, so it stays as it is.
    """
    click.echo(plainly(text), err=err)


def hand_over(text: str) -> None:
    """Print a text for a program that wants it as it is."""
    click.echo(text)


def print_anywhere() -> None:
    """From now on nothing that a command prints stops it, whatever its terminal can show."""
    codecs.register_error(_HANDLER, _like)
    sys.stdout = _forgiving(sys.stdout)
    sys.stderr = _forgiving(sys.stderr)


def _forgiving(stream: object) -> object:
    if not isinstance(stream, io.TextIOWrapper) or isinstance(stream, _Ascii):
        return stream  # what isn't a stream of bytes takes every character
    if codecs.lookup(stream.encoding).name == "ascii":
        return _Ascii(stream.buffer, "ascii", _HANDLER, line_buffering=True)
    stream.reconfigure(errors=_HANDLER)
    return stream


def _like(error: UnicodeError) -> tuple[str, int]:
    """What to print instead of the characters that can't be printed, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_LIKE.get(sign) or _number(sign) for sign in missing), error.end


def _number(sign: str) -> str:
    r"""A character by its number, as a program's text has it: \xe9 or \u65e5."""
    return sign.encode("ascii", "backslashreplace").decode("ascii")
