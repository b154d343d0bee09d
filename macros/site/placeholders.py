"""Where macros leave finished pieces for the press, each under a token that nobody can guess."""

from __future__ import annotations

from markupsafe import Markup

from macros.pages.fragments import SECRET, Fragment


class Placeholders:
    """Finished pieces by token. A page that people write holds only the token until the press swaps it."""

    def __init__(self) -> None:
        self.fragments: dict[str, Fragment] = {}

    def store(self, piece: Fragment | Markup) -> str:
        """Put a finished piece down and get the token that stands for it."""
        token = f"kim{SECRET}piece{len(self.fragments)}z"
        self.fragments[token] = piece if isinstance(piece, Fragment) else Fragment(piece)
        return token
