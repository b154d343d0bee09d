"""The search index, which Pagefind makes: fetched when somebody searches, not on every page."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from macros.site.errors import SiteError
from macros.site.folder_files import files_in
from macros.site.kept import FEW, shelf, this_program
from macros.site.scripts import shorten_scripts

INDEX = "pagefind"
UNUSED = shutil.ignore_patterns("*ui*", "pagefind-highlight.js", "pagefind-worker.js")
"""Pagefind's own search boxes: the theme has one that fits, and starts no worker."""

PAGEFIND = (sys.executable, "-m", "pagefind", "--silent", "--force-language", "en")

CHUNK = ("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "1500")
"""How much of the index a word fetches. Pagefind's own 20000 is 27 KB for each word of a question
on a site whose whole index is 190 KB; this is 3. Smaller chunks would tell a server more closely
which word was looked for. Where Pagefind no longer knows it, the test of weights says so.
"""

PLACES = f"{INDEX}/places.json"
"""Which of Pagefind's pages is which address: the search looks there for the records that fit,
instead of fetching page after page until it meets them.
"""

SEARCHED = b"data-pagefind-body"
"""Stands in each page that is found. Pagefind leaves the others out, after reading them."""

_MAIN = re.compile(rb"<main\b.*</main>", re.DOTALL)
"""What is read of a page: around it stands the frame, half of a page, in which nothing is found."""

_STORY = re.compile(rb'<section class="kim-story" data-pagefind-ignore>.*?</section>', re.DOTALL)
"""What happened to a record or page, which is most of many pages. It is left out of the index."""

_SIGN = b"pagefind_dcd"

_MADE_BY = "\n".join(["search index", *PAGEFIND[1:], *CHUNK])


def search_index(folder: Path) -> None:
    """Make the index of a finished site. Raises SiteError."""
    with index_beside(folder) as put_index:
        put_index()


@contextmanager
def index_beside(folder: Path) -> Iterator[Callable[[], None]]:
    """Pagefind reads the pages of a site as they are now, in a process of its own.

    The call waits for it, and puts the index into the site. It raises SiteError. Where nobody calls
    it, Pagefind is ended. It gets the pages that are found, and no others: most are tables of past
    days; and of these what it looks at. Where an earlier build gave it the same, what it made of
    them then is put there.
    """
    pages = _searched(folder)
    with shelf(f"{_MADE_BY}\n{this_program()}") if len(pages) >= FEW else nullcontext() as earlier:
        if earlier and (index := earlier.find(_sums(pages))):
            yield partial(_unpack, index, folder / INDEX)
            return
        with _made_beside(folder, pages) as put_index:
            yield put_index
        if earlier and (folder / INDEX).is_dir():
            earlier.add(_sums(pages), _packed(folder / INDEX))


def _searched(folder: Path) -> Mapping[str, bytes]:
    """Every page that is found, with the sum of what is read of it."""
    sums: dict[str, bytes] = {}
    for place, path in files_in(folder, ".html"):
        if SEARCHED in (content := path.read_bytes()):
            sums[place] = sha256(read_part(content)).digest()
    return sums


def read_part(content: bytes) -> bytes:
    """A page of which Pagefind makes the same as of this one, and has less to read."""
    main = _MAIN.search(content)
    if main is None or SEARCHED not in main[0]:
        return content
    return b"<!doctype html><html><body>%b</body></html>" % _STORY.sub(b"", main[0])


def _sums(pages: Mapping[str, bytes]) -> bytes:
    return json.dumps({file: content.hex() for file, content in pages.items()}).encode("ascii")


@contextmanager
def _made_beside(folder: Path, files: Iterable[str]) -> Iterator[Callable[[], None]]:
    with TemporaryDirectory(prefix="kim-search-") as name:
        pages = Path(name)
        for file in files:
            _write(pages / file, read_part((folder / file).read_bytes()))
        with _pagefind(pages) as finish:
            yield lambda: _put(pages, folder, finish)


def _packed(folder: Path) -> bytes:
    """All files of a folder as one, each as it is: those of an index are small already."""
    with BytesIO() as content:
        with ZipFile(content, "w") as packed:
            for place, path in files_in(folder):
                packed.write(path, place)
        return content.getvalue()


def _unpack(content: bytes, folder: Path) -> None:
    with ZipFile(BytesIO(content)) as packed:
        packed.extractall(folder)


def _put(pages: Path, folder: Path, finish: Callable[[], None]) -> None:
    finish()
    shutil.copytree(pages / INDEX, folder / INDEX, dirs_exist_ok=True, ignore=UNUSED)
    shorten_scripts(folder, (INDEX,))
    (folder / PLACES).write_text(json.dumps(_places(folder), separators=(",", ":")), "utf-8")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@contextmanager
def _pagefind(pages: Path) -> Iterator[Callable[[], None]]:
    """Pagefind at work, until the end of the block. The call waits for it. Raises SiteError."""
    run = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
        [*PAGEFIND, "--site", "."],
        cwd=pages,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )

    def finish() -> None:
        printed, warned = run.communicate()
        if run.returncode:
            reason = (warned or printed).decode("utf-8", "replace").strip()
            raise SiteError(f"Pagefind could not make the search index: {reason}")

    with run:
        try:
            yield finish
        finally:
            run.kill()


def _places(folder: Path) -> Mapping[str, str]:
    """The addresses of pages from the site's root, each with its name in the index."""
    fragments = sorted(folder.glob(f"{INDEX}/fragment/*"))
    return {_address(fragment).removeprefix("/"): fragment.stem for fragment in fragments}


def _address(fragment: Path) -> str:
    content = gzip.decompress(fragment.read_bytes()).removeprefix(_SIGN)
    return str(json.loads(content)["url"])


def _environment() -> dict[str, str]:
    return {**_readable(), CHUNK[0]: CHUNK[1]}


def _readable() -> dict[str, str]:
    """The environment without what isn't UTF-8: a folder's name may be any bytes.

    Pagefind reads all of it, and stops at the first that it can't read.
    """
    return {name: value for name, value in os.environ.items() if _is_utf8(f"{name}{value}")}


def _is_utf8(text: str) -> bool:
    return text.encode("utf-8", "ignore").decode("utf-8") == text
