"""Files that systems and editors leave behind, which nobody wrote and nobody reads.

The names are those of the tools' own documentation and of the templates for .gitignore that the
large forges offer.
"""

from __future__ import annotations

import re
from pathlib import PurePath

_LEFT_BY = (
    (r"\.DS_Store|\.AppleDouble|\.LSOverride|\._.*|Icon\r?|__MACOSX", "macOS"),
    (r"\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems|\.apdisk", "macOS"),
    (r"Thumbs\.db(:encryptable)?|ehthumbs(_vista)?\.db|desktop\.ini|\$RECYCLE\.BIN", "Windows"),
    (r"\.directory|\.Trash-\d+|\.nfs[0-9a-f]+|\.fuse_hidden.*", "Linux"),
    (r"\.~lock\..*#|~\$.*|~.*\.tmp", "an office program"),
    (r"@eaDir|\.sync(_.*)?|\.dropbox(\.attr|\.cache)?", "a shared drive"),
    (r"\..*\.sw[a-p]|\.sw[a-p]|\..*\.un~|4913|\.netrwhist|Session\.vim", "the editor Vim"),
    (r"#.*#|\.#.*|\.saves-.*", "the editor Emacs"),
    (r"\.idea|\.vscode|\.vs|\.history|\.kate-swp|\..*\.kate-swp|\.goutputstream-.*", "an editor"),
    (r".+~|.+\.(bak|backup|old|orig|rej|tmp|temp|save|part|crdownload)", "an editor as a copy"),
)
_PATTERNS = tuple((re.compile(names, re.IGNORECASE), who) for names, who in _LEFT_BY)


def left_by(name: str) -> str:
    """What leaves a file or a folder of this name behind; empty where somebody wrote it."""
    return next((who for names, who in _PATTERNS if names.fullmatch(name)), "")


def is_debris(path: PurePath) -> bool:
    """Whether nobody wrote what lies at a path, seen from the project's folder."""
    return any(map(left_by, path.parts))
