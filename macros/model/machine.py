"""What a machine refuses, as a sentence: no room, no leave to write, nothing there."""

from __future__ import annotations

import errno
import os

from macros.model.text import printable

_ASK = "Choose a place where you may write, or ask who keeps that one."
_ROOM = "Make room there, or choose another place."

_REASONS = {
    errno.ENOSPC: ("There is no room left on the disk", _ROOM),
    errno.EDQUOT: ("Your share of the disk is full", _ROOM),
    errno.EFBIG: ("A file would be larger than may be written", _ROOM),
    errno.EROFS: ("The disk can only be read", _ASK),
    errno.EACCES: ("You have no leave for that", _ASK),
    errno.EPERM: ("You have no leave for that", _ASK),
    errno.ENOENT: ("It isn't there", "Check the name. If it was there, start the command again."),
    errno.ENOTDIR: ("A part of its path is no folder", "Check the name."),
    errno.EEXIST: ("Something of that name is there already", "Choose another name."),
    errno.EISDIR: ("It is a folder", "Check the name."),
    errno.ENAMETOOLONG: ("The name is too long", "Choose a shorter one."),
    errno.EMFILE: ("Too many files are open at once", "Close other programs, and try again."),
    errno.EIO: ("The disk can't be read or written", "Ask who keeps the machine to look at it."),
}


def refused(error: OSError, target: str = "") -> str:
    """What the machine refused, for which file, and what would help.

    `target` is what was being written, for errors that name no file. Of a copy that failed, the
    second file is the one that was to be written.
    """
    words, hint = _REASONS.get(error.errno or 0, ("", ""))
    words = words or str(error.strerror or error) or "The machine gave no reason"
    name = error.filename2 or error.filename or target
    place = f"'{printable(os.fsdecode(name))}': " if isinstance(name, str | bytes) and name else ""
    return f"{place}{words}. {hint}".rstrip()
