"""A second place for tags: pushing one there, and reading those that are there."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from macros.history.git.names import references
from macros.history.git.objects import contents, object_format
from macros.history.git.run import Repository


def remote_address(repository: Repository, remote: str) -> str:
    """Where a remote is, whatever a setting makes of it; empty where there is none of that name."""
    address = "" if remote.startswith("-") else repository.answer("remote", "get-url", remote)
    place = repository.folder / address
    return str(place.resolve()) if address and place.exists() else address


def push_tag(repository: Repository, remote: str, tag: str) -> None:
    """Send a tag to a remote, with all that it stands on. Raises HistoryError as Git does."""
    name = f"refs/tags/{tag}"
    repository.run("push", "--quiet", "--no-follow-tags", "--no-verify", remote, f"{name}:{name}")


def tags_at(repository: Repository, remote: str, beginning: str) -> Mapping[str, bytes]:
    """The annotated tags of a remote whose names begin so: what each holds, by its name.

    They are fetched into a repository that is thrown away: this one isn't touched. Raises
    HistoryError as Git does.
    """
    with tempfile.TemporaryDirectory() as folder:
        aside = Repository(Path(folder))
        form = f"--object-format={object_format(repository)}"
        aside.run("init", "--bare", "--quiet", "--template=", form)
        names, address = f"refs/tags/{beginning}*", remote_address(repository, remote)
        if not aside.run("ls-remote", address, names):
            return {}  # of nothing, 'fetch' makes an error
        aside.run("fetch", "--quiet", "--no-tags", "--depth=1", address, f"{names}:{names}")
        kept = [each for each in references(aside, "refs/tags") if each.kind == "tag"]
        content_of = dict(contents(aside, [reference.id for reference in kept]))
        return {each.name.removeprefix("refs/tags/"): content_of[each.id] for each in kept}
