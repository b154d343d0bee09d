"""The second step: the generator's folder and a view in, the finished site out.

Tokens become finished HTML, every record's page is stamped from its register's shell, the sitemap and the
search index are written, and every link is followed; only then does the folder take its place. It knows
nothing of MkDocs, so it works behind any generator that leaves a folder of HTML.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html
from markupsafe import escape

from macros.catalogue.assets import is_pack
from macros.model import Record
from macros.model.errors import KimError
from macros.model.text import nearest
from macros.pages.fragments import ROOT, SECRET, GeneratedPage, anchor, place
from macros.pages.generated import downloads, generated_pages
from macros.pages.records import record_page
from macros.site.answers import answers, as_json
from macros.site.feeds import feeds
from macros.site.headers import write as write_headers
from macros.site.placeholders import Placeholders
from macros.view.leaks import Leak, leaks
from macros.view.view import View

TITLE, BODY, SEGMENT, FILE = (
    f"kim{SECRET}{name}z" for name in ("title", "body", "segment", "file")
)
"""The marks that a shell holds: the record's title, its page, its place in the address, its file's name."""


class Dead(NamedTuple):
    """A link that leads nowhere: the page it is on, where it points, and the nearest page there is."""

    page: str
    target: str
    guess: str


class Finished(NamedTuple):
    """What a finished page links to, the places in it that can be linked to, and the elements in it that hold code of their own."""

    targets: Sequence[str]
    places: frozenset[str]
    code: Sequence[str]


class SiteError(KimError):
    """The site can't be published. Says why, one line for each reason."""


def finish(
    folder: Path,
    view: View,
    placeholders: Placeholders,
    site_url: str,
    secrets: Mapping[str, tuple[str, str]],
    *,
    searchable: bool = True,
) -> None:
    """Finish the site in `folder`. Raises Unfinished where it must not be published.

    `secrets` holds every text that this site's readers must not see, with its record and field.
    Where it is not to be `searchable`, whoever shows the site makes the search index.
    """
    _refuse_packs(folder)
    _finish_pages(folder, placeholders)
    _stamp(folder, view)
    _stamp_sheets(folder, view)
    for address, make in downloads(view):
        (folder / address).write_text(make(), "utf-8")
    _sitemap(
        folder,
        site_url,
        [
            f"registers/{name}/"
            for name, register in view.registers.items()
            if not view.listed(register.schema)
        ],
    )
    _feeds(folder, view, site_url)
    _refuse_leftovers(folder)
    pages = read_pages(folder)
    if dead := dead_links(folder, pages, urlsplit(site_url).path or "/"):
        raise SiteError("\n".join(_say_dead(one) for one in dead))
    _refuse_inline_code(pages)
    write_headers(folder, view.audience)
    _answers(folder, view)
    if searchable:
        search_index(folder)
    if found := leaks(folder, secrets):
        raise SiteError("\n".join(_say_leak(one) for one in found))


def _say_leak(leak: Leak) -> str:
    return f"{leak.file}: this shows what is for staff: {leak.field} of {leak.source}. The site was not published."


def publish(finished: Path, place_: Path) -> None:
    """Put the finished folder where the old one stands; until then the old one is untouched."""
    aside = place_.with_name(f".{place_.name}-old")
    shutil.rmtree(aside, ignore_errors=True)
    place_.parent.mkdir(parents=True, exist_ok=True)
    if place_.exists():
        place_.rename(aside)
    finished.rename(place_)
    shutil.rmtree(aside, ignore_errors=True)


# ---------------------------------------------------------------------------------------------- stamping


def _finish_pages(folder: Path, placeholders: Placeholders) -> None:
    """Every token in every page becomes the piece that it stands for."""
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text("utf-8")
        if SECRET in text and not any(SEGMENT in part for part in path.parts):
            path.write_text(
                _rooted(swap(text, placeholders), path.relative_to(folder).as_posix()), "utf-8"
            )


_TOKEN = re.compile(
    rf"<p>(kim{SECRET}piece\d+z)</p>|<[^<>]*>|(kim{SECRET}(?:piece\d+|heading\d+n\d+)z)"
)


def swap(text: str, placeholders: Placeholders) -> str:
    """A page with its tokens swapped; one that stands alone takes its paragraph's place.

    Nothing is put inside a tag: a token in an attribute stays, and the site is refused for it.
    """

    def finished(found: re.Match[str]) -> str:
        token = found[1] or found[2]
        if not token:
            return found[0]
        if token in placeholders.fragments:
            return str(placeholders.fragments[token].html)
        piece, number = re.fullmatch(rf"kim{SECRET}heading(\d+)n(\d+)z", token).groups()  # type: ignore[union-attr]
        return str(
            escape(placeholders.fragments[f"kim{SECRET}piece{piece}z"].headings[int(number)].text)
        )

    return _TOKEN.sub(finished, text)


def _rooted(text: str, file: str) -> str:
    return text.replace(ROOT, "../" * file.count("/") or "./")


def _stamp(folder: Path, view: View) -> None:
    """One page for each record, from the one shell that the generator made for its register."""
    for name, register in view.registers.items():
        home = folder / "registers" / name
        shell = home / SEGMENT / "index.html"
        if not shell.is_file():
            raise SiteError(f"The generator made no page for the records of {name}.")
        template = shell.read_text("utf-8")
        for record in register.records:
            path = folder / place(record.key) / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                _rooted(stamp(template, view, record), path.relative_to(folder).as_posix()), "utf-8"
            )
        shutil.rmtree(shell.parent)


def _stamp_sheets(folder: Path, view: View) -> None:
    """The pages that belong to no register's table, each from the shell of its place and depth."""
    shells: dict[str, str] = {}
    for sheet in generated_pages(view):
        uri = shell_of(sheet)
        if uri not in shells:
            shells[uri] = (folder / uri.removesuffix(".md") / "index.html").read_text("utf-8")
        path = folder / sheet.address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        template = (
            shells[uri] if sheet.searched else shells[uri].replace(" data-pagefind-body", "", 1)
        )
        path.write_text(
            _rooted(
                _filled(template, sheet.title, str(sheet.make().html)),
                path.relative_to(folder).as_posix(),
            ),
            "utf-8",
        )
    for uri in shells:
        shutil.rmtree(
            folder / uri.split("/")[0]
            if uri.startswith(SEGMENT)
            else folder / uri.removesuffix(".md"),
            ignore_errors=True,
        )


def shell_of(sheet: GeneratedPage) -> str:
    """The page that the generator makes for a sheet to be stamped from: as deep as the sheet, and under the same page."""
    head = f"{SEGMENT}-{anchor(sheet.under)}" if sheet.under else SEGMENT
    return "/".join([head, *[SEGMENT] * (sheet.depth - 1)]) + ".md"


_MARKS = re.compile("|".join((f"<p>{BODY}</p>", TITLE, BODY, SEGMENT, FILE)))


def stamp(template: str, view: View, record: Record) -> str:
    """A record's page: its register's shell with the record's own words in place of the marks."""
    title = str(escape(view.label(record.key)))
    body = str(record_page(view, record).html)
    words: Mapping[str, str] = {
        TITLE: title,
        BODY: body,
        f"<p>{BODY}</p>": body,
        SEGMENT: record.key.id.lower(),
        FILE: record.key.id,
    }
    return _MARKS.sub(lambda found: words[found[0]], template)


def _filled(template: str, title: str, body: str) -> str:
    words = {TITLE: str(escape(title)), BODY: body, f"<p>{BODY}</p>": body}
    return _MARKS.sub(lambda found: words.get(found[0], ""), template)


def _refuse_leftovers(folder: Path) -> None:
    """No mark may be left in anything that is published."""
    left = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (SECRET in path.name or SECRET.encode() in path.read_bytes())
    ]
    if left:
        raise SiteError(
            "A macro's mark was left in "
            + ", ".join(_plain(one) for one in left)
            + ". A macro stands in a line of its own, or inside a sentence; not in a heading, a link or code."
        )


def _refuse_packs(folder: Path) -> None:
    """An evidence pack holds staff records and everybody's names: it is handed over, never published."""
    found = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and is_pack(path.read_bytes())
    ]
    if found:
        raise SiteError(
            f"{', '.join(found)}: this is an evidence pack. It is handed over, never published. Take it out of docs/."
        )


def _refuse_inline_code(pages: Mapping[str, Finished]) -> None:
    """Scripts and styles stand in files of their own: the Content-Security-Policy allows no others."""
    for file, page in pages.items():
        for tag in page.code:
            raise SiteError(
                f"{file} holds code of its own (<{tag}>), which the site's policy forbids. Put it in a file."
            )


def _plain(file: str) -> str:
    return file.replace(SECRET, "")


# ------------------------------------------------------------------------------------------------- links


def read_pages(folder: Path) -> Mapping[str, Finished]:
    """Every page of the site, by its file, read once. Only what is asked for is kept: the trees of a large site are large."""
    return {
        path.relative_to(folder).as_posix(): _read_page(path)
        for path in sorted(folder.rglob("*.html"))
    }


def _read_page(path: Path) -> Finished:
    elements = list(
        html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8")).iter(
            etree.Element
        )
    )
    targets = [
        str(value)
        for element in elements
        for name in ("href", "src", "action")
        if (value := element.get(name)) is not None
    ]
    places = frozenset(
        str(value)
        for element in elements
        for name in ("id", "name")
        if (value := element.get(name))
    )
    return Finished(
        list(dict.fromkeys(targets)),
        places,
        [str(element.tag) for element in elements if _holds_code(element)],
    )


def _holds_code(element: etree._Element) -> bool:
    names = [str(name) for name in element.attrib]
    outside = element.tag == "script" and "src" in names
    return (element.tag in ("script", "style") and not outside) or any(
        name == "style" or name.startswith("on") for name in names
    )


def dead_links(folder: Path, pages: Mapping[str, Finished], base: str) -> list[Dead]:
    """Every link inside the site that leads to no page, no file or no place in a page.

    `base` is the path under which the site is served ("/" or "/kim/").
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return [
        dead
        for file, page in pages.items()
        for target in page.targets
        if (dead := _dead(file, target, base, pages, files))
    ]


_HERE = "https://this-site.invalid"
"""Stands for the site itself while links are followed; no real host has this name."""


def _dead(
    page: str, target: str, base: str, pages: Mapping[str, Finished], files: set[str]
) -> Dead | None:
    where, place_ = urldefrag(urljoin(f"{_HERE}{base}{quote(page)}", target))
    parts = urlsplit(where)
    if f"{parts.scheme}://{parts.netloc}" != _HERE:
        return None
    path = unquote(parts.path).removeprefix(base)
    file = f"{path}index.html" if path.endswith("/") or not path else path
    if file in pages:
        if not place_ or place_ in pages[file].places:
            return None
        return Dead(page, target, nearest(place_, pages[file].places))
    return (
        None
        if file in files
        else Dead(page, target, nearest(file, files).removesuffix("index.html"))
    )


def _say_dead(dead: Dead) -> str:
    guess = f" Did you mean '{dead.guess}'?" if dead.guess else ""
    return f"{dead.page}: the link '{dead.target}' leads nowhere.{guess}"


# ------------------------------------------------------------------------------- sitemap and search index


def _sitemap(folder: Path, site_url: str, without: Sequence[str]) -> None:
    """Every page of the site that is for reading, and no other. Without an address the site has no sitemap."""
    for old in (folder / "sitemap.xml", folder / "sitemap.xml.gz"):
        old.unlink(missing_ok=True)
    if not site_url:
        return
    root = etree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for address in (one for one in _addresses(folder) if not one.startswith(tuple(without))):
        entry = etree.SubElement(root, "url")
        etree.SubElement(entry, "loc").text = urljoin(site_url, address)
    etree.ElementTree(root).write(
        str(folder / "sitemap.xml"), xml_declaration=True, encoding="utf-8", pretty_print=True
    )


def _addresses(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("index.html")):
        parent = path.parent.relative_to(folder).as_posix()
        yield "" if parent == "." else f"{parent}/"


def _feeds(folder: Path, view: View, site_url: str) -> None:
    """What changed lately, for programs that tell people of it. Nothing for the public, and nothing without an address."""
    for file, content in feeds(view, site_url).items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _answers(folder: Path, view: View) -> None:
    """What the box "Has this been answered?" matches, fetched when somebody starts to type."""
    (folder / "answers.json").write_text(as_json(answers(view)), "utf-8")


def search_index(folder: Path) -> None:
    """Pagefind's index: fetched when somebody searches, not on every page. Raises Unfinished."""
    run = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [
            sys.executable,
            "-m",
            "pagefind",
            "--site",
            str(folder),
            "--silent",
            "--force-language",
            "en",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise SiteError(
            f"Pagefind could not make the search index: {(run.stderr or run.stdout).strip()}"
        )
    for unused in (*folder.glob("pagefind/*ui*"), *folder.glob("pagefind/pagefind-highlight.js")):
        unused.unlink()  # Pagefind's own search boxes: the theme has one that fits
