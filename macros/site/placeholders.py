"""Where finished pieces wait until a page is rendered, each under a token that nobody can guess."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from macros.pages.fragments import SECRET, Fragment

TOKENS = re.compile(
    rf"<p>(?P<alone>kim{SECRET}piece\d+z)</p>"
    r"|<[^<>]*>"
    rf"|(?P<piece>kim{SECRET}piece\d+z)"
    rf"|kim{SECRET}heading(?P<of>\d+)n(?P<number>\d+)z"
)
"""A token, or a tag: a tag is matched so that what stands inside it is passed over."""

_OF_A_LINE = re.compile(r"\s*(?:[^<\s]|<(?:a|code|em|span|strong|time)\b)")
"""The beginning of a piece that is words of a line, and no block of its own."""


def piece_token(number: int) -> str:
    """The token of the piece before which `number` others were stored."""
    return f"kim{SECRET}piece{number}z"


def heading_token(piece: int, number: int) -> str:
    """The token of a heading inside a piece, both counted from 0."""
    return f"kim{SECRET}heading{piece}n{number}z"


def is_token(text: str) -> bool:
    """Whether a text is a token: no other text starts as they do."""
    return text.startswith(f"kim{SECRET}")


class Placeholders:
    """Finished pieces by token. A written page holds tokens until the site is finished."""

    def __init__(self) -> None:
        self.fragments: dict[str, Fragment] = {}

    def store(self, piece: Fragment | Markup) -> str:
        """Put a finished piece down and get the token that stands for it."""
        token = piece_token(len(self.fragments))
        self.fragments[token] = piece if isinstance(piece, Fragment) else Fragment(piece)
        return token

    def swap(self, text: str) -> str:
        """A page with its tokens swapped; a block that stands alone takes its paragraph's place.

        Nothing is put inside a tag: a token in an attribute stays, and the site is refused for it.
        """
        return TOKENS.sub(self._piece, text)

    def _piece(self, match: re.Match[str]) -> str:
        if token := match["alone"] or match["piece"]:
            html = str(self.fragments[token].html)
            return f"<p>{html}</p>" if match["alone"] and _OF_A_LINE.match(html) else html
        if match["number"]:
            piece = self.fragments[piece_token(int(match["of"]))]
            return str(escape(piece.headings[int(match["number"])].text))
        return match[0]
