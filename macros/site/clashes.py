"""Files that people wrote in the place of a page that the build makes, which would be lost.

The check tells of records and registers by their names; here is whatever else this site's readers
get: months, past days, histories, feeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.model.seen import name_key
from macros.model.text import printable
from macros.pages.fragments import place
from macros.pages.generated import downloads, generated_pages
from macros.site.feeds import offered
from macros.site.headers import EDITOR_FILE, LASTING_FILE
from macros.site.headers import FILES as HEADER_FILES
from macros.site.matching import FILE
from macros.site.output import LIST
from macros.view.view import View

WRITTEN_LAST = (
    *(FILE, "languages.json", "sitemap.xml", LIST),
    *(EDITOR_FILE, LASTING_FILE, *HEADER_FILES),
)
"""Files that each site has at its root."""

FOLDER = "pagefind/"
"""Where the search index goes."""


def clashes(files: Iterable[tuple[str, str]], view: View, site_url: str) -> Iterator[str]:
    """A sentence for each file that stands where the build puts something.

    `files` are those that people wrote: each by its name under docs and by its place on the site.
    """
    taken = {name_key(path): what for path, what in _made(view, site_url)}
    for name, path in files:
        what = FOLDER if path.startswith(FOLDER) else taken.get(name_key(path))
        if what:
            yield f"'{printable(name)}' would stand where the build puts {what}: rename it."


def _made(view: View, site_url: str) -> Iterator[tuple[str, str]]:
    """Everything that is made without being written, by its place: what it is."""
    for key in view.records:
        yield f"{place(key)}index.html", f"the page of the record {key.id}"
    for page in generated_pages(view):
        yield f"{page.address}index.html", f"the page '{page.title}'"
    for address, _ in downloads(view):
        yield address, f"the file {address}"
    for feed in offered(view, site_url):
        for ending in (".atom", ".json"):
            yield feed.place + ending, f"the feed {feed.place}{ending}"
    for name in WRITTEN_LAST:
        yield name, f"the file {name}"
