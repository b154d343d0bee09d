"""The second step: the generator's folder and a view in, the finished site out.

It knows nothing of MkDocs, so it works behind any generator that leaves a folder of HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from macros.model import Permitted
from macros.pages.admin import editor_asks
from macros.pages.generated import downloads
from macros.site import alarms, languages
from macros.site.answers import answers, words
from macros.site.asked import asked
from macros.site.beside import beside
from macros.site.calendars import calendars
from macros.site.errors import SiteError
from macros.site.exits import put_exits
from macros.site.explained import explain
from macros.site.feeds import feeds
from macros.site.guards import (
    refuse_dangers,
    refuse_inline_code,
    refuse_marks,
    refuse_packs,
    refuse_unseen,
)
from macros.site.headers import write as write_headers
from macros.site.lasting import set_apart
from macros.site.links import dead_links
from macros.site.matching import FILE, packed, parted
from macros.site.output import write_list
from macros.site.page_reader import FinishedPage, read_pages
from macros.site.personal_guard import refuse_personal_data
from macros.site.placeholders import Placeholders
from macros.site.places import without_a_place
from macros.site.redirects import lead_on, write_redirects
from macros.site.scripts import shorten_scripts
from macros.site.search import INDEX, index_beside, search_index
from macros.site.sitemap import write_sitemap
from macros.site.stamp import stamp_generated, stamp_records, swap_tokens
from macros.site.styles import cut_styles
from macros.site.unasked import drop_unasked
from macros.site.unseen import unseen
from macros.view.leaks import Leak, leaks
from macros.view.view import View

Later = Mapping[str, Callable[[Path], None]]
"""What takes long to make and isn't looked at on most visits, by how its address begins."""


class Finished(NamedTuple):
    """What the next build of a site can use: the shells of records by register, and every page.

    `later` is what the site still lacks.
    """

    shells: Mapping[str, str]
    pages: Sequence[FinishedPage]
    later: Later


def finish(
    folder: Path,
    view: View,
    placeholders: Placeholders,
    site_url: str,
    secrets: Mapping[str, tuple[str, str]],
    before: Iterable[FinishedPage] = (),
    permitted: Permitted | None = None,
    *,
    searchable: bool = True,
) -> Finished:
    """Finish the site in `folder`. Raises SiteError where it must not be published.

    `before` are the pages of an earlier one: what they hold isn't read again.

    `secrets` holds every text that this site's readers must not see, with its record and field.
    Where `permitted` is given, nothing personal but that may be in it. Where it is not to be
    `searchable`, whoever shows the site makes what answers questions, when somebody asks some, and
    browsers keep none of it.
    """
    learned = beside(partial(_learned, view)) if searchable else dict
    refuse_packs(folder)
    shorten_scripts(folder)
    swap_tokens(folder, placeholders)
    shells = stamp_records(folder, view)
    led_on = stamp_generated(folder, view)
    if view.is_public:
        explain(folder, view)
    _write_files(folder, view, site_url)
    lead_on(folder, site_url, led_on)  # after the sitemap, which has none of them
    write_redirects(folder, view, site_url, secrets)
    if view.is_public:
        put_exits(folder, view)
    if searchable:  # else a page that comes later may ask for more
        names = asked(folder)
        drop_unasked(folder, names.files)
        cut_styles(folder, names)
    lasting = set_apart(folder) if view.is_public and searchable else ""
    refuse_marks(folder)
    with index_beside(folder) if searchable else nullcontext(_nothing) as put_index:
        # what everybody can read is read anew: a file on a disk says nothing for it
        pages = _checked_pages(folder, site_url, before, kept=searchable and not view.is_public)
        _write(folder / "words.json", packed(words(view)))
        _write(folder / languages.FILE, languages.as_json(languages.spoken(view)))
        for name, content in (made := learned()).items():
            _write(folder / name, content)
        kept = [lasting, *_folders(made)] if lasting else []
        write_headers(folder, view.audience, editor_asks(view), kept)
        put_index()
    if view.is_public:
        refuse_unseen(folder, pages)
    write_list(folder)
    # The last guards read what would be published, so nothing may be written after it.
    _refuse(_describe_leak(leak) for leak in leaks(folder, secrets))
    _refuse(without_a_place(view, pages))
    if permitted is not None:
        refuse_personal_data(folder, permitted)
    return Finished(shells, tuple(pages.values()), {} if searchable else _later(view))


def _write_files(folder: Path, view: View, site_url: str) -> None:
    """What stands beside the pages, for programs and people who take it away."""
    for address, make in downloads(view):
        _write(folder / address, make())
    write_sitemap(folder, site_url)
    for address, content in {**feeds(view, site_url), **calendars(view, site_url)}.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def _folders(files: Iterable[str]) -> Sequence[str]:
    """The folders in which files stand, each once."""
    return sorted({file.partition("/")[0] for file in files if "/" in file})


def _learning(view: View) -> Mapping[str, Callable[[], Mapping[str, str]]]:
    """What the question box and the search match with, by the file that they ask for first.

    To learn takes seconds.
    """
    return {
        FILE: lambda: parted(answers(view), unseen(view)),
        alarms.FILE: lambda: {alarms.FILE: alarms.as_json(view)},
    }


def _learned(view: View) -> Mapping[str, str]:
    return dict(chain.from_iterable(learn().items() for learn in _learning(view).values()))


def _later(view: View) -> Later:
    """The same, and the index, for a site that is shown before it has them."""
    learning = {name: partial(_learn, learn) for name, learn in _learning(view).items()}
    return {**learning, f"{INDEX}/": search_index}


def _learn(learn: Callable[[], Mapping[str, str]], folder: Path) -> None:
    for name, content in learn().items():
        _write(folder / name, content)


def _nothing() -> None:
    """In the place of putting an index where whoever shows the site makes it."""


def _checked_pages(
    folder: Path, site_url: str, before: Iterable[FinishedPage], *, kept: bool
) -> Mapping[str, FinishedPage]:
    """Every page. Every link leads somewhere, and none of them holds code or leads to some."""
    pages = read_pages(folder, before, kept=kept)
    base = urlsplit(site_url).path or "/"
    _refuse(str(link) for link in dead_links(folder, pages, base))
    refuse_inline_code(pages)
    refuse_dangers(pages)
    return pages


def _refuse(reasons: Iterable[str]) -> None:
    """The site is not published, if there is a reason."""
    if lines := "\n".join(reasons):
        raise SiteError(lines)


def _describe_leak(leak: Leak) -> str:
    shown = f"{leak.field} of {leak.source}"
    return f"{leak.file}: this shows what is for staff: {shown}. The site was not published."
