"""What a command stops for: the call is wrong, or what it needs isn't there.

What is wrong with the input is a Problem.
"""

from __future__ import annotations


class KimError(Exception):
    """A command can't go on. Its text says why and what would help, in a sentence for people."""
