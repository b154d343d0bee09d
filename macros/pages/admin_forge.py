"""Where the editor at /admin/ hands in what is changed: the forge, and how it is spoken to.

The addresses in mkdocs.yml tell which forge it is, as for the form (`theme/assets/edit/forge.js`).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from macros.view.view import View

GITHUB = "https://api.github.com"
"""Where GitHub's own forge answers programs; any other answers under its own address."""

OTHERS = (
    (re.compile(r"/_edit/"), "Forgejo and Gitea"),
    (re.compile(r"/_git/|dev\.azure\.com|visualstudio\.com"), "Azure DevOps"),
    (re.compile(r"bitbucket"), "Bitbucket"),
)
"""Forges on which the editor can't propose anything, each with what its addresses have in them."""

SERVED = (
    ("gitlab", "GitLab", re.compile(r"/-/edit/([^/]+)/"), "/api/v4"),
    ("github", "GitHub", re.compile(r"/edit/([^/]+)/"), "/api/v3"),
)
"""Those on which it can: its name for each, ours, the branch in an address, where programs ask."""

LOOPBACK = ("localhost", "127.0.0.1")
"""Where the editor hands over a token without HTTPS."""


class Forge(NamedTuple):
    """A forge that takes proposals from the editor.

    `kind` is the editor's word for it, `repository` its owner and name. It answers at `api`, and
    questions in GraphQL at `graph`.
    """

    kind: str
    name: str
    repository: str
    branch: str
    api: str
    graph: str

    @property
    def asks(self) -> str:
        """The one server that the editor asks."""
        parts = urlsplit(self.api)
        return f"{parts.scheme}://{parts.netloc}"


class Unserved(NamedTuple):
    """A forge to which the editor can't hand in a proposal."""

    name: str


def forge_of(view: View) -> Forge | Unserved | None:
    """The forge that a site's settings name; None where they name none, or on the public site."""
    if not (view.is_staff and view.forge and view.editor):
        return None
    return forge_at(view.forge, view.editor)


def forge_at(repository: str, editor: str) -> Forge | Unserved:
    """The forge at the address of a repository, where `editor` is the address that edits a file."""
    address = urlsplit(repository.rstrip("/").removesuffix(".git"))
    name = address.path.strip("/")
    for sign, other in OTHERS:
        if sign.search(editor):
            return Unserved(other)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        return Unserved("a forge without HTTPS")
    for kind, own, sign, below in SERVED:
        match = sign.search(editor)
        if match and "/" in name:
            api, graph = _asked(f"{address.scheme}://{address.netloc}", below)
            return Forge(kind, own, name, match[1], api, graph)
    return Unserved("this forge")


def _asked(host: str, below: str) -> tuple[str, str]:
    if host == "https://github.com":
        return GITHUB, f"{GITHUB}/graphql"
    return f"{host}{below}", f"{host}/api/graphql"
