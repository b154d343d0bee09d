"""What changed lately, for feed readers: Atom (RFC 4287) and JSON Feed 1.1, for all and for each register.

Made with lxml and json. The libraries for Atom mark every text as HTML, so that a record's words would have to be
escaped twice to stay words; they have no link to a commit, and put the time of the build where a feed is empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from lxml import etree

from macros.model import PAGES, Key, Revision
from macros.pages.change_words import ChangeWords
from macros.pages.commit_words import About, about, briefly
from macros.pages.fragments import commit_address, page_address
from macros.pages.months import newest
from macros.pages.revision_words import revision_anchor, revision_kind
from macros.view.view import View

MOST = 100
"""Revisions in one feed, the newest first."""

ATOM = "http://www.w3.org/2005/Atom"
JSON = "https://jsonfeed.org/version/1.1"
LANGUAGE = "en-GB"


class Feed(NamedTuple):
    """A feed: where it stands from the site's root (".atom" or ".json" goes after it), its title, and the page it is about.

    `file` is that page in the folder of written pages. An empty `register` means all, pages too.
    """

    register: str
    place: str
    title: str
    file: str


class Report(NamedTuple):
    """One revision, as a feed tells it in plain text."""

    id: str
    title: str
    address: str
    landed: datetime
    author: str
    text: str
    commit: str
    register: str
    kind: str


def offered(view: View, site_url: str) -> Sequence[Feed]:
    """The feeds of a site: none for the public, and none for a site that doesn't know its own address."""
    if not (view.past and site_url):
        return ()
    whole = Feed("", "changes/feed", "Changes to the registers and pages", "changes/index.md")
    return [
        whole,
        *(
            Feed(
                name,
                f"registers/{name}/changes",
                f"Changes to the register: {register.schema.title}",
                f"registers/{name}/index.md",
            )
            for name, register in view.registers.items()
        ),
    ]


def feeds(view: View, site_url: str) -> Mapping[str, bytes]:
    """Every feed's file, by its place from the site's root. `site_url` is the site's full address."""
    found: dict[str, bytes] = {}
    chosen = offered(view, site_url)
    latest = _latest(view) if chosen else {}
    for feed in chosen:
        reports = [_report(view, revision, site_url) for revision in latest.get(feed.register, ())]
        found[f"{feed.place}.atom"] = _atom(view, feed, reports, site_url)
        found[f"{feed.place}.json"] = _json(feed, reports, site_url)
    return found


def _latest(view: View) -> Mapping[str, Sequence[Revision]]:
    """The newest revisions of all ("") and of each register, in one pass."""
    all_ = newest(view)
    found: dict[str, list[Revision]] = {}
    for revision in all_:
        those = (
            found.setdefault(revision.key.register, []) if revision.key.register != PAGES else []
        )
        if len(those) < MOST:
            those.append(revision)
    return {**found, "": list(islice(all_, MOST))}


# ------------------------------------------------------------------------------------------- one revision


def _report(view: View, revision: Revision, site_url: str) -> Report:
    commit = revision.commit
    this = about(view, revision.key)
    kind = revision_kind(revision)
    return Report(
        _tag(site_url, revision.landed, f"{commit.id}/{_name(revision.key)}"),
        _plain(f"{kind}: {this.title}{f' ({this.id})' if this.id else ''}"),
        urljoin(site_url, f"{this.href}#{revision_anchor(revision)}"),
        revision.landed,
        _plain(commit.author.name) or "No name was given",
        _plain("\n\n".join(_words(view, revision, this))),
        commit_address(view.forge, commit.id),
        _plain(this.register),
        kind,
    )


def _words(view: View, revision: Revision, this: About) -> Iterator[str]:
    told, more = briefly(view, revision)
    if told:
        yield "\n".join(_said(one) for one in told)
    if more and told:
        yield f"{more} in its history."
    yield f"Why: {revision.commit.subject or 'No reason was given.'}"
    if revision.commit.body:
        yield revision.commit.body
    if this.used_by:
        yield f"Today it is {this.used_by}."


def _said(told: ChangeWords) -> str:
    if told.note:
        return f"{told.title}: {told.note}{f' ({told.by})' if told.by else ''}"
    both = (
        f"{told.old} → {told.new}"
        if told.old and told.new
        else f"new: {told.new}"
        if told.new
        else f"taken out: {told.old}"
    )
    return f"{told.title}: {both}{f' ({told.by})' if told.by else ''}"


def _name(key: Key) -> str:
    return quote(key.id if key.register == PAGES else f"registers/{key.register}/{key.id}")


def _tag(site_url: str, when: datetime, name: str) -> str:
    """An id that lasts (RFC 4151): the site's name, a day that never changes, and the commit and record."""
    return f"tag:{urlsplit(site_url).hostname},{when.astimezone(UTC):%Y-%m-%d}:{name}"


_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _plain(text: str) -> str:
    """A text without the characters that XML 1.0 has no place for; a commit's message may hold them."""
    return _NOT_XML.sub("\ufffd", text)


# ---------------------------------------------------------------------------------------------- two forms


def _feed_id(view: View, feed: Feed, site_url: str) -> str:
    assert view.past
    return _tag(site_url, view.past.landed[0], feed.place)


def _when(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _page(feed: Feed, site_url: str) -> str:
    return urljoin(site_url, page_address(feed.file))


def _atom(view: View, feed: Feed, reports: Sequence[Report], site_url: str) -> bytes:
    assert view.past
    root = etree.Element(
        f"{{{ATOM}}}feed",
        {"{http://www.w3.org/XML/1998/namespace}lang": LANGUAGE},
        nsmap={None: ATOM},
    )
    _put(root, "id", _feed_id(view, feed, site_url))
    _put(root, "title", _plain(feed.title))
    _put(root, "updated", _when(reports[0].landed if reports else view.past.landed[0]))
    _put(
        root,
        "link",
        rel="self",
        type="application/atom+xml",
        href=urljoin(site_url, f"{feed.place}.atom"),
    )
    _put(root, "link", rel="alternate", type="text/html", href=_page(feed, site_url))
    for report in reports:
        _atom_report(root, report)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _atom_report(root: etree._Element, report: Report) -> None:
    one = _put(root, "entry")
    _put(one, "id", report.id)
    _put(one, "title", report.title)
    _put(one, "updated", _when(report.landed))
    _put(_put(one, "author"), "name", report.author)
    _put(one, "link", rel="alternate", type="text/html", href=report.address)
    if report.commit:
        _put(one, "link", rel="related", title="The commit", href=report.commit)
    _put(one, "category", term=report.register)
    _put(one, "category", term=report.kind)
    _put(one, "content", report.text, type="text")


def _put(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    found = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    found.text = text or None
    return found


def _json(feed: Feed, reports: Sequence[Report], site_url: str) -> bytes:
    whole = {
        "version": JSON,
        "title": feed.title,
        "home_page_url": _page(feed, site_url),
        "feed_url": urljoin(site_url, f"{feed.place}.json"),
        "language": LANGUAGE,
        "items": [_json_report(report) for report in reports],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _json_report(report: Report) -> Mapping[str, object]:
    return {
        "id": report.id,
        "url": report.address,
        **({"external_url": report.commit} if report.commit else {}),
        "title": report.title,
        "content_text": report.text,
        "date_published": _when(report.landed),
        "date_modified": _when(report.landed),
        "authors": [{"name": report.author}],
        "tags": [report.register, report.kind],
    }
