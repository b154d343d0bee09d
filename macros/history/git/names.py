"""What a repository calls its commits: branches, tags and ids, and which commit each means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from macros.history.git.run import Repository, as_text
from macros.model.errors import KimError
from macros.model.text import either

VERIFY = ("rev-parse", "--verify", "--quiet", "--end-of-options")
"""Asks for the id of a name, and takes no name for an option."""


class CommitError(KimError):
    """There is no such commit. `near` are the branches and tags that are called most like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        guess = f" Did you mean {either(near)}?" if near else ""
        super().__init__(f"There is no commit, branch or tag '{name}'.{guess}")


def commit_named(repository: Repository, name: str) -> str:
    """The id of the commit that a name means: a branch, a tag, an id or its start, HEAD~2.

    Raises CommitError where it means none.
    """
    id_ = resolved(repository, f"{name}^{{commit}}")
    if not id_:
        raise CommitError(name, _near(repository, name))
    return id_


def _near(repository: Repository, name: str) -> list[str]:
    kinds = ("refs/heads", "refs/tags", "refs/remotes")
    known = repository.text("for-each-ref", *kinds, "--format=%(refname:short)")
    return get_close_matches(name, known.split("\n"), n=3)


def resolved(repository: Repository, name: str) -> str:
    """The id that a name stands for; empty where it stands for nothing here."""
    return repository.answer(*VERIFY, name)


class Tag(NamedTuple):
    """A tag and the commit that it points at."""

    name: str
    commit: str


def tags(repository: Repository) -> list[Tag]:
    """Every tag on a commit, by name."""
    names = repository.text("for-each-ref", "refs/tags", "--format=%(refname)").split()
    if not names:
        return []
    # A tag may be on a tag, which may be on a commit.
    asked = "".join(f"{name}^{{commit}}\n" for name in names)
    answers = as_text(repository.run("cat-file", "--batch-check", input_=asked.encode()))
    tagged: list[Tag] = []
    for name, answer in zip(names, answers.split("\n"), strict=False):
        id_, kind, *_ = (*answer.split(" "), "")
        if kind == "commit":
            tagged.append(Tag(name.removeprefix("refs/tags/"), id_))
    return tagged


class GitReference(NamedTuple):
    """A name in the repository and the id that it stands for: of the tag, where it is annotated."""

    name: str
    kind: str
    id: str


def references(repository: Repository, under: str, merged: str = "") -> list[GitReference]:
    """Names under a prefix; with `merged`, only those whose commits are in that history."""
    only = [f"--merged={merged}"] if merged else []
    parts = "--format=%(refname)%00%(objecttype)%00%(objectname)"
    listed = repository.text("for-each-ref", under, *only, parts)
    return [GitReference(*line.split("\0")) for line in listed.split("\n") if line]


MOST_BRANCHES = 100
"""Branches that are looked at, the newest first: a forge keeps old ones for years."""


def other_branches(repository: Repository) -> list[GitReference]:
    """The branches, also as fetched, that hold what isn't in the last commit's history."""
    parts = "--format=%(refname:short)%00%(objecttype)%00%(objectname)"
    order = ("--sort=-committerdate", f"--count={MOST_BRANCHES}")
    places = ("refs/heads", "refs/remotes")
    listed = repository.text("for-each-ref", "--no-merged=HEAD", *order, parts, *places)
    return [GitReference(*line.split("\0")) for line in listed.split("\n") if line]


def parted(repository: Repository, commit: str, other: str) -> str:
    """The last commit that two have in common; empty where they have none."""
    return repository.answer("merge-base", commit, other)


def config(repository: Repository, name: str) -> str:
    """What Git is set to here; empty where it isn't."""
    return repository.answer("config", "--get", name)


def settings(repository: Repository, *names: str) -> Mapping[str, str]:
    """What Git is set to here, of several names without capitals; what isn't set isn't there."""
    wanted = "|".join(map(re.escape, names))
    printed = repository.answer("config", "--null", "--get-regexp", f"^({wanted})$")
    pairs = (line.partition("\n") for line in printed.split("\0") if line)
    return {name: value.strip() for name, _, value in pairs}


def config_path(repository: Repository, name: str) -> str:
    """A path that Git is set to here, with ~ in full; empty where it isn't."""
    return repository.answer("config", "--type=path", "--get", name)


def branch(repository: Repository) -> str:
    """The branch that is checked out; empty where none is."""
    return repository.answer("symbolic-ref", "--quiet", "--short", "HEAD")


def main_branch(repository: Repository) -> str:
    """The branch that a clone would check out, as far as anything here says so; or empty."""
    remote = repository.answer("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    usual = (remote.partition("/")[2], config(repository, "init.defaultBranch"), "main", "master")
    return next((name for name in usual if name and _is_branch(repository, name)), "")


def _is_branch(repository: Repository, name: str) -> bool:
    places = (f"refs/heads/{name}", f"refs/remotes/origin/{name}")
    return any(resolved(repository, place) for place in places)


def called(repository: Repository, branch: str) -> str:
    """The full name of a branch that is called so here, or as it was fetched; empty for none."""
    own = f"refs/heads/{branch}"
    fetched = f"refs/remotes/*/{branch}"
    names = repository.answer("for-each-ref", own, fetched, "--format=%(refname)").split()
    return own if own in names else next(iter(names), "")


def branches_with(repository: Repository, id_: str) -> list[str]:
    """The branches, also as fetched, whose history holds a commit; none where it isn't known."""
    every = ("for-each-ref", "refs/heads", "refs/remotes", "--format=%(refname:short)")
    return repository.answer(*every, f"--contains={id_}").split()


def roots(repository: Repository, tip: str) -> list[str]:
    """The commits with which a history begins."""
    return sorted(repository.text("rev-list", "--max-parents=0", tip, "--").split())


def main_line(repository: Repository, tip: str) -> list[str]:
    """The chain of first parents, oldest first."""
    return repository.text("rev-list", "--first-parent", "--reverse", tip, "--").split()


def parents(repository: Repository, tip: str) -> Mapping[str, tuple[str, ...]]:
    """Every commit of a history with its parents, oldest first."""
    ordered = ("rev-list", "--parents", "--topo-order", "--reverse", tip, "--")
    lines = (line.split(" ") for line in repository.text(*ordered).split("\n"))
    return {id_: tuple(parents) for id_, *parents in lines}


def is_ancestor(repository: Repository, old: str, new: str) -> bool:
    """Whether a commit is in another's history. One that isn't known (Git says 128) is not."""
    return repository.tried("merge-base", "--is-ancestor", old, new).returncode == 0
