"""What changed lately, for feed readers, for all and for each register.

The forms are Atom (RFC 4287) and JSON Feed 1.1, made with lxml and json. The libraries for Atom
mark every text as HTML, so that a record's words would have to be escaped twice to stay words; they
have no link to a commit, and put the time of the build where a feed is empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote, urljoin

from lxml import etree

from macros.model import PAGES, SchemaRevision
from macros.pages.commit_words import Landed
from macros.pages.fragments import page_address
from macros.pages.months import newest
from macros.site.feed_entries import FeedEntry, feed_entry, lasting_id, plain
from macros.view.view import View

MOST = 100
"""Revisions in one feed, the newest first."""

ATOM = "http://www.w3.org/2005/Atom"
JSON = "https://jsonfeed.org/version/1.1"
LANGUAGE = "en-GB"


class Feed(NamedTuple):
    """A feed: its place from the site's root, its title, and the page that it is about.

    ".atom" or ".json" goes after the place. `file` is the page in the folder of written pages. An
    empty `register` means all, pages too.
    """

    register: str
    place: str
    title: str
    file: str


def offered(view: View, site_url: str) -> Sequence[Feed]:
    """The feeds of a site: none for the public, nor for a site that doesn't know its address."""
    if not (view.past and site_url):
        return ()
    whole = Feed("", "changes/feed", "Changes to the registers and pages", "changes/index.md")
    titles = {name: register.schema.title for name, register in view.registers.items()}
    return [whole, *(_register_feed(name, title) for name, title in titles.items())]


def _register_feed(name: str, title: str) -> Feed:
    folder = f"registers/{name}"
    return Feed(
        name, f"{folder}/changes", f"Changes to the register: {title}", f"{folder}/index.md"
    )


def feeds(view: View, site_url: str) -> Mapping[str, bytes]:
    """Every feed's file, by its place from the site's root. `site_url` is the full address."""
    files: dict[str, bytes] = {}
    chosen = offered(view, site_url)
    latest = _latest(view) if chosen else {}
    for feed in chosen:
        revisions = latest.get(feed.register, ())
        entries = [feed_entry(view, revision, site_url) for revision in revisions]
        files[f"{feed.place}.atom"] = _atom(view, feed, entries, site_url)
        files[f"{feed.place}.json"] = _json(feed, entries, site_url)
    return files


def _latest(view: View) -> Mapping[str, Sequence[Landed]]:
    """The newest revisions of all ("") and of each register, in one pass."""
    revisions = newest(view)
    latest: dict[str, list[Landed]] = {"": list(islice(revisions, MOST))}
    for revision in revisions:
        name = _register_of(revision)
        if name == PAGES:
            continue
        of_register = latest.setdefault(name, [])
        if len(of_register) < MOST:
            of_register.append(revision)
    return latest


def _register_of(revision: Landed) -> str:
    return revision.register if isinstance(revision, SchemaRevision) else revision.key.register


def _when(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _page(feed: Feed, site_url: str) -> str:
    return urljoin(site_url, quote(page_address(feed.file)))


# -------------------------------------------------------------------------------------- two forms


def _atom(view: View, feed: Feed, entries: Sequence[FeedEntry], site_url: str) -> bytes:
    """An empty feed was updated when the history began: the time of the build says nothing."""
    assert view.past
    began = view.past.landed[0]
    language = {"{http://www.w3.org/XML/1998/namespace}lang": LANGUAGE}
    root = etree.Element(f"{{{ATOM}}}feed", language, nsmap={None: ATOM})
    _put(root, "id", lasting_id(site_url, began, feed.place))
    _put(root, "title", plain(feed.title))
    _put(root, "updated", _when(entries[0].landed if entries else began))
    itself = urljoin(site_url, quote(f"{feed.place}.atom"))
    _put(root, "link", rel="self", type="application/atom+xml", href=itself)
    _put(root, "link", rel="alternate", type="text/html", href=_page(feed, site_url))
    for entry in entries:
        _put_entry(root, entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _put_entry(root: etree._Element, entry: FeedEntry) -> None:
    element = _put(root, "entry")
    _put(element, "id", entry.id)
    _put(element, "title", entry.title)
    _put(element, "updated", _when(entry.landed))
    for author in entry.authors:
        _put(_put(element, "author"), "name", author)
    _put(element, "link", rel="alternate", type="text/html", href=entry.address)
    if entry.commit:
        _put(element, "link", rel="related", title="The commit", href=entry.commit)
    _put(element, "category", term=entry.register)
    _put(element, "category", term=entry.kind)
    _put(element, "content", entry.text, type="text")


def _put(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def _json(feed: Feed, entries: Sequence[FeedEntry], site_url: str) -> bytes:
    whole = {
        "version": JSON,
        "title": feed.title,
        "home_page_url": _page(feed, site_url),
        "feed_url": urljoin(site_url, quote(f"{feed.place}.json")),
        "language": LANGUAGE,
        "items": [_item(entry) for entry in entries],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _item(entry: FeedEntry) -> Mapping[str, object]:
    return {
        "id": entry.id,
        "url": entry.address,
        **({"external_url": entry.commit} if entry.commit else {}),
        "title": entry.title,
        "content_text": entry.text,
        "date_published": _when(entry.landed),
        "date_modified": _when(entry.landed),
        "authors": [{"name": author} for author in entry.authors],
        "tags": [entry.register, entry.kind],
    }
