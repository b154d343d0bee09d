"""Where a page was that moved: a page that leads on, without a script.

So does the old address of a record that stands with others on one page for tenants: it had a page
of its own once, and somebody may have kept that address. And so does the address of a register on
a past day on which its table said the same as before.

On the tenants' site others lead on only where each word of the old address is said on that site
anyway: a page may have been moved for what its name gave away.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urljoin

from macros.catalogue.front_matter import PUBLIC
from macros.model import Key
from macros.pages.fragments import page_address, render
from macros.pages.where import from_root, spot
from macros.site.folder_files import files_in
from macros.site.stamp import LedOn
from macros.view.staff_texts import plain_text
from macros.view.view import View
from macros.view.wanted import Wanted

Secrets = Mapping[str, tuple[str, str]]


class Words(NamedTuple):
    """What a page that leads on says: its title, why, and the words of its link."""

    title: str
    why: str
    link: str


MOVED = Words("This page has moved", "", "Go to where it is now")


def write_redirects(folder: Path, view: View, site_url: str, secrets: Secrets) -> None:
    """A page at each old address where nothing else stands and the new one is there."""
    moves = dict(_moves(folder, view))
    if view.is_public and moves:
        moves = dict(_giving_nothing_away(folder, moves, secrets))
    together = dict(_together(folder, view))
    wanted = _short_enough(map(plain_text, together), secrets)
    shown = {old: new for old, new in together.items() if not wanted.standing_in(plain_text(old))}
    for old, new in {**moves, **shown}.items():
        _lead_on(folder, old, new, site_url, MOVED)


def lead_on(folder: Path, site_url: str, pages: Mapping[str, LedOn]) -> None:
    """A page at each of these addresses that leads to where the same stands."""
    for old, (title, to) in pages.items():
        _lead_on(folder, old, to.address, site_url, Words(title, to.why, f"Go to {to.called}"))


def _lead_on(folder: Path, old: str, new: str, site_url: str, words: Words) -> None:
    place = folder / old / "index.html"
    place.parent.mkdir(parents=True, exist_ok=True)
    up = "../" * old.count("/")
    address = urljoin(site_url, new) if site_url else ""
    html = render("moved.html", href=f"{up}{new}", up=up, address=address, **words._asdict())
    place.write_text(f"{html}\n", "utf-8")


def _moves(folder: Path, view: View) -> Iterator[tuple[str, str]]:
    """From each old address to the new one, from the site's root, as a link has it."""
    for old_key, new_key in view.moved.items():
        old, new = _address(old_key), _address(new_key)
        if (folder / new / "index.html").is_file() and _is_free(folder, old):
            yield old, quote(new)


def _together(folder: Path, view: View) -> Iterator[tuple[str, str]]:
    """From the page that a record had, or its register, to where it stands with others now.

    Both the register and the record are for everybody to read: the address says nothing else.
    """
    for name, register in view.readable.items():
        if not view.together(register.schema):
            continue
        moves = {f"registers/{name}/": quote(page_address(view.home(register.schema)))}
        for record in register.records:
            moves[f"registers/{name}/{spot(record.key)}/"] = from_root(view, record.key)
        yield from ((old, new) for old, new in moves.items() if _is_free(folder, old))


def _address(key: Key) -> str:
    return page_address(key.id.removeprefix(PUBLIC).removeprefix("docs/"))


def _is_free(folder: Path, address: str) -> bool:
    """Whether a page can be put there: no file stands in its place, nor on the way to it."""
    place = folder / address / "index.html"
    return not os.path.lexists(place) and not any(above.is_file() for above in place.parents)


def _giving_nothing_away(
    folder: Path, moves: Mapping[str, str], secrets: Secrets
) -> Iterator[tuple[str, str]]:
    """The moves whose old address says nothing that the site doesn't say."""
    known = _words_of(folder)
    forms = {old: [*map(plain_text, (old, old.strip("/"), " ".join(_words(old))))] for old in moves}
    wanted = _short_enough(chain.from_iterable(forms.values()), secrets)
    for old, new in moves.items():
        if known.issuperset(_words(old)) and not any(map(wanted.standing_in, forms[old])):
            yield old, new


def _short_enough(texts: Iterable[str], secrets: Secrets) -> Wanted:
    """The secrets that can stand in one of these: to look for all takes long to prepare."""
    longest = max(map(len, texts), default=0)
    return Wanted(secret for secret in secrets if len(secret) <= longest)


def _words_of(folder: Path) -> frozenset[str]:
    """Every word that stands in the text of a page."""
    words: set[str] = set()
    for _, path in files_in(folder, ".html"):
        words.update(_words(re.sub(r"<[^>]*>", " ", path.read_text("utf-8"))))
    return frozenset(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
