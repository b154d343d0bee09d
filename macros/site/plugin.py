"""The door for MkDocs: it loads the registers before the build, and finishes what MkDocs built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, cast
from urllib.parse import quote

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from macros.catalogue.debris import is_debris
from macros.catalogue.load import load
from macros.catalogue.page_dialect import speak
from macros.catalogue.reporter import as_text
from macros.history.git import HistoryError
from macros.history.given_again import given_again
from macros.history.latest_day import latest_day
from macros.history.load import load_history
from macros.history.revisions import History
from macros.model import Audience, Catalogue, Permitted
from macros.pages.fragments import Fragment
from macros.pages.history_page import story
from macros.pages.how_to import page_head
from macros.pages.notices import page_notices
from macros.pages.tenants import last_changed
from macros.rules.calendar import Fault, local_day, read_date
from macros.site.errors import SiteError
from macros.site.every_page import every_page
from macros.site.finish import Finished, finish
from macros.site.generator_files import (
    editor_of,
    generated_file,
    key_of,
    left_out,
    make_anew,
    page_at,
    refuse_clashes,
    with_sizes,
)
from macros.site.lone_build import LoneBuild
from macros.site.macros import page_macros
from macros.site.own_theme import unused_parts, with_own_theme
from macros.site.placeholders import Placeholders, heading_token, is_token, piece_token
from macros.site.public_settings import wrong_settings
from macros.site.unwritten_pages import (
    REGISTERS,
    UnwrittenPage,
    generated_shell,
    generated_shells,
    record_shell,
    register_homes,
    register_index,
    with_registers,
)
from macros.site.written import cleaned
from macros.view.staff_texts import secrets_of
from macros.view.view import View, view


class KimConfig(base.Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml says to the plugin."""

    audience = c.Choice(("staff", "public"), default="staff")
    today = c.Type(str, default="")


class KimPlugin(BasePlugin[KimConfig]):  # type: ignore[no-untyped-call]
    """Registers in, site out; see `catalogue.load` and `finish` for the work.

    `catalogue` and `past` are what the project holds, where whoever started the build has loaded
    it; otherwise it is loaded for each build. A site that is not to be `searchable` gets its search
    index from whoever shows it. It is made where nothing stands yet (`is_in_workshop`): MkDocs by
    itself would first clear the folder of the old one. The others are made anew for each build:
    `shells` holds the page under which each shell of generated pages stands, and `finished` what
    the next build can use; `before` is the same of the last one.
    """

    catalogue: Catalogue | None = None
    past: History | None = None
    searchable: bool = True
    placeholders: Placeholders | None = None
    view: View
    secrets: Mapping[str, tuple[str, str]]
    permitted: Permitted | None
    is_in_workshop: bool = False
    alone: LoneBuild | None = None
    shells: Mapping[str, str]
    finished: Finished
    before: Finished = Finished({}, (), {})

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check everything first: where something is wrong, no site is built."""
        if not self.is_in_workshop:
            self.alone = LoneBuild(config)
        root = Path(config.config_file_path).resolve().parent
        now = max(_day(self.config.today), _day(""))
        catalogue = self.catalogue or load(root, latest_day(root, now))[0]
        if catalogue.errors:
            raise PluginError(as_text(catalogue.problems, catalogue.count))
        audience = cast("Audience", self.config.audience)
        if wrong := wrong_settings(Path(config.config_file_path), audience, Path(config.docs_dir)):
            raise PluginError(wrong)
        try:
            past = self.past or load_history(root, now)
        except HistoryError as reason:
            raise PluginError(str(reason)) from reason
        if problems := given_again(catalogue, past):
            raise PluginError(as_text(problems, catalogue.count))
        self.view = self._view(catalogue, past, config)
        self.secrets = secrets_of(catalogue, past) if self.view.is_public else {}
        self.permitted = catalogue.permitted if self.view.is_public else None
        self.placeholders = Placeholders()
        with_own_theme(config.theme.dirs)
        config.copyright = self._written(config.copyright or "", "copyright in mkdocs.yml")
        speak(config.markdown_extensions, config.mdx_configs)
        config.extra.update(every_page(self.view, config.site_url or ""))
        config.nav = cast("list[Any] | None", with_registers(config.nav, self.view))
        return config

    def _view(self, catalogue: Catalogue, past: History, config: MkDocsConfig) -> View:
        """What this site's readers may see. Readers of the past may see what MkDocs leaves out."""
        audience, today = cast("Audience", self.config.audience), _day(self.config.today)
        seen = view(catalogue, audience, today, past, config.repo_url or "")
        if not seen.past:
            return seen
        left, has_feeds = frozenset(left_out(past, config)), bool(config.site_url)
        return replace(seen, left_out=left, editor=editor_of(config), has_feeds=has_feeds)

    def page_macros(self) -> Mapping[str, Callable[..., str]]:
        """The macros that pages may call, over this build's view."""
        return page_macros(self.view, self._stored())

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """A page for each register, unless somebody wrote one, and the shells of other pages.

        Material's scripts, which the theme doesn't use, are left out, and so is debris; from the
        tenants' site also what only staff pages use. Pictures are made anew.
        """
        unused = unused_parts(self.view)
        for path in map(PurePosixPath, list(files.src_uris)):
            if str(path).startswith(unused) or is_debris(path):
                files.remove(files.src_uris[str(path)])
        try:
            make_anew(files, config)
            refuse_clashes(files, config, self.view)
        except SiteError as reason:
            raise PluginError(str(reason)) from reason
        self.shells = generated_shells(self.view)
        for page in self._unwritten_pages(files, config):
            files.append(generated_file(page, config))
        for file in files if config.edit_uri else ():  # a template says itself what it quotes
            file.edit_uri = quote(file.edit_uri) if file.edit_uri else file.edit_uri
        return files

    def _unwritten_pages(self, files: Files, config: MkDocsConfig) -> Iterator[UnwrittenPage]:
        in_nav = REGISTERS in str(config.nav)  # the tenants' site has a navigation of its own
        for name, register in self.view.paged.items():
            uri = f"registers/{name}/index.md"
            if self.view.home(register.schema) == uri and not files.get_file_from_path(uri):
                yield register_index(self.view, register, self._stored(), in_nav=in_nav)
            yield record_shell(self.view, register)
        for uri, under in self.shells.items():
            yield generated_shell(uri, under)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """A page that isn't in the navigation stands beside the page that it belongs under."""
        for uri, under in (*register_homes(self.view), *self.shells.items()):
            page, above = page_at(files, uri), page_at(files, under)
            if page and above and page is not above:
                page.parent = above.parent
        return nav

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Headings inside finished pieces stand in the page's table of contents, as tokens."""
        if self.view.is_public:
            html = self._written(html, page.file.src_uri)
        html = with_sizes(html, page, files)
        key = key_of(page.file, config)
        past = story(self.view, key) if self.view.past else Fragment(last_changed(self.view, key))
        if past.html:
            html += f"\n<p>{self._stored().store(past)}</p>"
        for above in (page_head(self.view, key), page_notices(self.view, key)):
            html = f"<p>{self._stored().store(above)}</p>\n{html}" if above.html else html
        for number, piece in enumerate(self._stored().fragments.values()):
            if piece.headings and piece_token(number) in html:
                _add_headings(page.toc, number, piece, html)
        return html

    def _written(self, html: str, file: str) -> str:
        """What people wrote, cleaned. It holds tokens where records belong."""
        try:
            return cleaned(html, file)
        except SiteError as reason:
            raise PluginError(str(reason)) from reason

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the site."""
        made = (Path(config.site_dir), self.view, self._stored(), config.site_url or "")
        try:
            parts = (*made, self.secrets, self.before.pages, self.permitted)
            self.finished = finish(*parts, searchable=self.searchable)
            if self.alone:
                self.alone.publish()
        except SiteError as reason:
            raise PluginError(str(reason)) from reason

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half-made behind."""
        if self.alone:
            self.alone.end()

    def _stored(self) -> Placeholders:
        assert self.placeholders, "on_config comes first"
        return self.placeholders


def _day(text: str) -> date:
    """A day as year-month-day; of no text, the day that it is in the United Kingdom."""
    day = read_date(text) if text else local_day(datetime.now(UTC))
    if isinstance(day, Fault):
        raise PluginError(f"{day.message} {day.hint}")
    return day


def _add_headings(toc: TableOfContents, number: int, piece: Fragment, html: str) -> None:
    """The piece's headings among the page's own, in the order in which they stand in the page."""
    start = html.index(piece_token(number))
    before = [
        item
        for item in toc.items
        if -1 < html.find(f'id="{item.id}"') < start or is_token(item.title)
    ]
    after = [item for item in toc.items if item not in before]
    new = [
        AnchorLink(heading_token(number, place), heading.anchor, heading.level)
        for place, heading in enumerate(piece.headings)
    ]
    toc.items[:] = [*before, *new, *after]
