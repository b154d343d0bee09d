"""The templates, and the mark that stands for the site's root until the site is finished."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from macros.model import Key
from macros.model.coauthors import without_addresses
from macros.model.outside import replaced
from macros.model.text import marks_shown

if TYPE_CHECKING:
    from jinja2 import Environment

SECRET = secrets.token_hex(16)
"""New in each run, so that no text in a record can look like one of the marks below."""

ROOT = f"kim{SECRET}root/"
"""Stands for the way from a page to the site's root.

When the site is finished it becomes '../../' or what fits the page.
"""


_FILE_NAME = re.compile(r"(?:^|/)(?:index|README)\.md\Z|\.md\Z")
"""The end of a page's file that its address doesn't have."""

COMMIT_PATHS = {"gitlab": "-/commit", "bitbucket": "commits"}
"""What stands before a commit's id on a forge with this name; on others it is 'commit'."""


class Heading(NamedTuple):
    """A heading inside a finished piece, for the page's own table of contents."""

    level: int
    anchor: str
    text: str


class Elsewhere(NamedTuple):
    """What stands at another address: that, from the site's root, why, and what it is called."""

    address: str
    why: str
    called: str


class Fragment(NamedTuple):
    """Finished HTML, and the headings in it; or where it stands, if that is `elsewhere`."""

    html: Markup
    headings: tuple[Heading, ...] = ()
    elsewhere: Elsewhere | None = None


Download = tuple[str, Callable[[], str | bytes]]
"""A file beside the pages: its address from the site's root, and what makes its content."""


class GeneratedPage(NamedTuple):
    """A page that nobody wrote: its address from the site's root, its title, and what makes it.

    `under` is the written page that it belongs under. `searched` says whether the search finds it.
    """

    address: str
    title: str
    make: Callable[[], Fragment]
    under: str
    searched: bool = True

    @property
    def depth(self) -> int:
        """How many folders lead to it. Pages of one depth share a shell: their links are alike."""
        return self.address.count("/")


def outside(text: str) -> Markup:
    """A text from outside, which can't change how the words beside it are read."""
    return Markup(f"<bdi>{escape(marks_shown(text))}</bdi>")  # noqa: S704 - it is escaped


def isolated(sentence: str) -> Markup:
    """A sentence of ours with texts from outside in it."""
    html = replaced(str(escape(sentence)), "<bdi>", "</bdi>")
    return Markup(html)  # noqa: S704 - it is escaped, and what is put in is ours


FILTERS: Mapping[str, Callable[[str], str]] = {
    "outside": outside,
    "isolated": isolated,
    "marks_shown": marks_shown,
    "told": without_addresses,
}
"""What templates do to text from outside."""


@cache
def templates_of(package: str) -> Environment:
    """The templates of a room such as 'macros.pages', as HTML: what is put in is escaped.

    Loaded with the first of them: a command may need none.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - see above

    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else each use of a template asks the disk whether it has changed
    )
    environment.filters.update(FILTERS)
    return environment


def render(template: str, **names: object) -> Markup:
    """One template with these names, escaped."""
    html = templates_of("macros.pages").get_template(template).render(names).strip()
    return Markup(html)  # noqa: S704 - the template escapes


def address(key: Key) -> str:
    """The lasting address of a record's page, from any page. An old file may have had any name."""
    return f"{ROOT}{quote(place(key))}"


def place(key: Key) -> str:
    """The lasting address of a record's page, from the site's root."""
    return f"registers/{key.register}/{key.id.lower()}/"


def page_address(uri: str) -> str:
    """The address of a page that people write, from the site's root.

    guides/index.md and guides/README.md are at guides/.
    """
    address = _FILE_NAME.sub("", uri)
    return f"{address}/" if address else ""


def anchor(*words: str) -> str:
    """An id for an element, from words."""
    return "-".join(re.findall(r"[a-z0-9]+", "-".join(words).lower()))


def commit_address(forge: str, id_: str) -> str:
    """Where a commit can be read on the forge; empty where there is none."""
    host = urlsplit(forge).netloc
    if not host:
        return ""
    paths = (path for name, path in COMMIT_PATHS.items() if name in host)
    return f"{forge.rstrip('/')}/{next(paths, 'commit')}/{id_}"
