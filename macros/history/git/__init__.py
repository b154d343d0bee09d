"""The one door to Git: what a repository says, as it says it, in as few processes as will do.

Nothing in this folder knows what a record is. A history that would be short or false (a shallow
clone, a partial clone, no repository at all) is refused with its cure: half a history reads like a
whole one.

- `run`: the process itself, and what of a reader's settings it must not heed. Alone in starting it.
- `opening`: a folder into a repository, or what is wrong with it.
- `commits`: the log, parents before children. `dates`: when a commit says that it was made.
- `objects`: what Git keeps under a digest: contents, trees, and how much of both.
- `soundness`: what of all that is damaged, or malformed.
- `people`: what .mailmap calls people whom a message names.
- `paths`: which files there ever were.
- `names`: branches, tags and ids, and which commit each means.
- `staged`: what the next commit holds, and what one held that is named.
- `working_copy`: the files that differ from the last commit.
- `signed`: what checking signatures gives, and a tag that bears one.
- `remotes`: tags sent to a second place, and read there.
- `bundles`: a history in one file, and out of it again.
"""

from macros.history.git.bundles import bundle, unbundled
from macros.history.git.commits import BATCH, ChangedFile, CommitEntry, log
from macros.history.git.dates import EPOCH, LAST, DatedCommit, committed, dated_line
from macros.history.git.names import (
    CommitError,
    GitReference,
    Tag,
    branch,
    branches_with,
    called,
    commit_named,
    config,
    config_path,
    is_ancestor,
    main_branch,
    main_line,
    other_branches,
    parents,
    parted,
    references,
    resolved,
    roots,
    settings,
    tags,
)
from macros.history.git.objects import (
    Kept,
    Thing,
    contents,
    format_of,
    kept,
    largest,
    listed,
    most_files,
    object_format,
    tag_id,
    things_apart,
    tree,
)
from macros.history.git.opening import open_repository
from macros.history.git.paths import paths_deleted, paths_ever
from macros.history.git.remotes import push_tag, remote_address, tags_at
from macros.history.git.run import HistoryError, NoHistoryError, Repository
from macros.history.git.signed import CommitSignature, make_signed_tag, signatures, verifies_tag
from macros.history.git.soundness import LENIENT, Malformed, Soundness, fsck
from macros.history.git.staged import (
    changed_by,
    commits_in,
    message_of,
    next_author,
    prefix_of,
    staged,
)
from macros.history.git.working_copy import changed_here

__all__ = [
    "BATCH",
    "EPOCH",
    "LAST",
    "LENIENT",
    "ChangedFile",
    "CommitEntry",
    "CommitError",
    "CommitSignature",
    "DatedCommit",
    "GitReference",
    "HistoryError",
    "Kept",
    "Malformed",
    "NoHistoryError",
    "Repository",
    "Soundness",
    "Tag",
    "Thing",
    "branch",
    "branches_with",
    "bundle",
    "called",
    "changed_by",
    "changed_here",
    "commit_named",
    "commits_in",
    "committed",
    "config",
    "config_path",
    "contents",
    "dated_line",
    "format_of",
    "fsck",
    "is_ancestor",
    "kept",
    "largest",
    "listed",
    "log",
    "main_branch",
    "main_line",
    "make_signed_tag",
    "message_of",
    "most_files",
    "next_author",
    "object_format",
    "open_repository",
    "other_branches",
    "parents",
    "parted",
    "paths_deleted",
    "paths_ever",
    "prefix_of",
    "push_tag",
    "references",
    "remote_address",
    "resolved",
    "roots",
    "settings",
    "signatures",
    "staged",
    "tag_id",
    "tags",
    "tags_at",
    "things_apart",
    "tree",
    "unbundled",
    "verifies_tag",
]
