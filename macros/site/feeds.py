"""What changed lately, for feed readers: of all, of a register, of a post's, of what comes again.

The forms are Atom (RFC 4287) and JSON Feed 1.1, made with lxml and json. The libraries for Atom
mark every text as HTML, so that a record's words would have to be escaped twice to stay words; they
have no link to a commit, and put the time of the build where a feed is empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, urljoin

from lxml import etree

from macros.model import Key, SchemaRevision
from macros.model.mappings import grouped
from macros.pages.commit_words import Landed
from macros.pages.due_later import UNDER
from macros.pages.due_pages import FEED_OF_YEAR, address_of, by_post, coming_round, feed_of
from macros.pages.due_rows import post_name
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

    ".atom" or ".json" goes after the place. `file` is the page in the folder of written pages.
    `topic` is a register's name or the place of a feed about some records; empty for all of them,
    pages too.
    """

    topic: str
    place: str
    title: str
    file: str


def offered(view: View, site_url: str) -> Sequence[Feed]:
    """The feeds of a site: none for the public, nor for a site that doesn't know its address."""
    if not (view.past and site_url):
        return ()
    whole = Feed("", "changes/feed", "Changes to the registers and pages", "changes/index.md")
    titles = {name: register.schema.title for name, register in view.registers.items()}
    registers = [_register_feed(name, title) for name, title in titles.items()]
    posts = [_post_feed(view, post) for post in by_post(view)]
    return [whole, *registers, *posts, Feed(FEED_OF_YEAR, FEED_OF_YEAR, YEAR_TITLE, UNDER)]


def _register_feed(name: str, title: str) -> Feed:
    folder = f"registers/{name}"
    return Feed(
        name, f"{folder}/changes", f"Changes to the register: {title}", f"{folder}/index.md"
    )


def _post_feed(view: View, post: str) -> Feed:
    place = feed_of(post)
    title = f"Changes to what concerns this post: {post_name(view, post)}"
    return Feed(place, place, title, f"{address_of(post).rstrip('/')}.md")


YEAR_TITLE = "Changes to what comes round again"


def feeds(view: View, site_url: str) -> Mapping[str, bytes]:
    """Every feed's file, by its place from the site's root. `site_url` is the full address."""
    files: dict[str, bytes] = {}
    chosen = offered(view, site_url)
    latest = _latest(view) if chosen else {}
    made: dict[int, FeedEntry] = {}
    for feed in chosen:
        revisions = latest.get(feed.topic, ())
        for revision in revisions:
            if id(revision) not in made:  # most stand in several feeds
                made[id(revision)] = feed_entry(view, revision, site_url)
        entries = [made[id(revision)] for revision in revisions]
        files[f"{feed.place}.atom"] = _atom(view, feed, entries, site_url)
        files[f"{feed.place}.json"] = _json(feed, entries, site_url)
    return files


def _latest(view: View) -> Mapping[str, Sequence[Landed]]:
    """The newest revisions of each topic, in one pass."""
    latest, topics = dict[str, list[Landed]](), _topics(view)
    for revision in newest(view):
        own = () if isinstance(revision, SchemaRevision) else topics.get(revision.key, ())
        for topic in dict.fromkeys(("", *_register_of(revision), *own)):
            of_topic = latest.setdefault(topic, [])
            if len(of_topic) < MOST:
                of_topic.append(revision)
    return latest


def _topics(view: View) -> Mapping[Key, Sequence[str]]:
    """Of which feeds a record or page is because something is to be done about it."""
    pairs = [(thing.key, FEED_OF_YEAR) for thing in coming_round(view)]
    for post, things in by_post(view).items():
        pairs += [(thing.key, feed_of(post)) for thing in things]
    return grouped(pairs)


def _register_of(revision: Landed) -> Sequence[str]:
    """The register that a revision is of; a page is of none."""
    if isinstance(revision, SchemaRevision):
        return (revision.register,)
    return () if revision.key.is_page else (revision.key.register,)


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
