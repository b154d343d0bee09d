"""Scripts and styles without what only people need who read them: comments, spaces, long names.

Where the program that takes them out can't be installed, they stay as they are.
"""

from __future__ import annotations

try:
    import minify
except ImportError:  # it has no build for a Mac
    minify = None


def minified(kind: str, text: str) -> str:
    """A text that does the same and is shorter. `kind` is its media type (RFC 9239, RFC 2318)."""
    return text if minify is None else str(minify.string(kind, text))
