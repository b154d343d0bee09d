"""Where macros leave finished pieces for the press, each under a token that nobody can guess."""

from __future__ import annotations

from markupsafe import Markup

from macros.pages.fragments import SECRET, Piece


class Desk:
    """Finished pieces by token. A page that people write holds only the token until the press swaps it."""

    def __init__(self) -> None:
        self.pieces: dict[str, Piece] = {}

    def leave(self, piece: Piece | Markup) -> str:
        """Put a finished piece down and get the token that stands for it."""
        token = f"kim{SECRET}piece{len(self.pieces)}z"
        self.pieces[token] = piece if isinstance(piece, Piece) else Piece(piece)
        return token
