"""The door for MkDocs: it loads the registers before the build, and hands the built folder to the press."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.load import load
from macros.catalogue.reporter import as_text
from macros.history.git import HistoryError
from macros.history.load import load_history
from macros.history.revisions import History
from macros.model import PAGES, Audience, Catalogue, Key
from macros.pages.fragments import SECRET, Fragment
from macros.pages.generated import generated_pages
from macros.pages.history_page import story
from macros.pages.overview import GROUPS, grouped, register_page
from macros.pages.tenants import last_changed
from macros.rules.calendar import Fault, read_date
from macros.site.feeds import offered
from macros.site.finish import BODY, FILE, SEGMENT, TITLE, SiteError, finish, publish, shell_of
from macros.site.macros import page_macros
from macros.site.placeholders import Placeholders
from macros.view.staff_texts import secrets_of
from macros.view.view import View, view

REGISTERS = "registers/index.md"
"""The page in the navigation under which every register stands."""


class KimConfig(base.Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml says to the plugin."""

    audience = c.Choice(("staff", "public"), default="staff")
    today = c.Type(str, default="")


class KimPlugin(BasePlugin[KimConfig]):  # type: ignore[no-untyped-call]
    """Registers in, site out; see `load` and `press` for the work."""

    catalogue: Catalogue | None = None
    past: History | None = None
    """What the project holds, where whoever started the build has loaded it; otherwise it is loaded for each build."""
    searchable: bool = True
    """Whether the site gets its search index now, or from whoever shows it."""
    placeholders: Placeholders | None = None
    view: View
    secrets: Mapping[str, tuple[str, str]]
    site_dir: str = ""
    shells: dict[str, str]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check everything first: where something is wrong, no site is built."""
        root = Path(config.config_file_path).resolve().parent
        catalogue = self.catalogue or load(root)[0]
        if catalogue.errors:
            raise PluginError(as_text(catalogue.problems, catalogue.count))
        if self.config.audience == "public":
            _check_folder(root, Path(config.docs_dir))
        try:
            past = self.past or load_history(root)
        except HistoryError as reason:
            raise PluginError(str(reason)) from reason
        self.view = view(
            catalogue,
            cast("Audience", self.config.audience),
            _day(self.config.today),
            past,
            config.repo_url or "",
        )
        if self.view.past:
            self.view = replace(self.view, left_out=frozenset(_left_out(past, config)))
        self.secrets = secrets_of(catalogue, past) if self.view.audience == "public" else {}
        self.placeholders = Placeholders()
        self.shells = {}
        self.site_dir = config.site_dir
        config.site_dir = str(_workshop(Path(self.site_dir)))
        shutil.rmtree(config.site_dir, ignore_errors=True)
        config.extra["feeds"] = {
            feed.file: feed for feed in offered(self.view, config.site_url or "")
        }
        config.nav = cast("list[Any] | None", _with_registers(config.nav, self.view))
        return config

    def page_macros(self) -> Mapping[str, Callable[..., str]]:
        """The macros that pages may call, over this build's view."""
        assert self.placeholders
        return page_macros(self.view, self.placeholders)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """A page for each register, unless somebody wrote one, and a shell for its records' pages.

        Material's scripts are left out: the theme uses none of them.
        """
        for file in [one for one in files if one.src_uri.startswith("assets/javascripts/")]:
            files.remove(file)
        listed = REGISTERS in str(config.nav)  # the tenants' site has a navigation of its own
        for name, register in self.view.registers.items():
            uri, home = f"registers/{name}/index.md", self.view.home(register.schema)
            unlisted = [] if self.view.listed(register.schema) else ["listed: false"]
            if not files.get_file_from_path(uri):
                token = self._desk().store(register_page(self.view, register))
                under = [f'under: "{home}"'] if home != uri else []
                files.append(
                    _page(
                        config,
                        uri,
                        register.schema.title,
                        token,
                        in_nav=listed,
                        more=[*under, *unlisted],
                    )
                )
            more = ["hide: [toc]", f'under: "{home}"', *unlisted]
            shell = _page(
                config, f"registers/{name}/{SEGMENT}.md", TITLE, BODY, in_nav=False, more=more
            )
            shell.edit_uri = f"../registers/{name}/{FILE}.yml"
            files.append(shell)
        for shell_uri, above in {
            shell_of(sheet): sheet.under for sheet in generated_pages(self.view)
        }.items():
            self.shells[shell_uri] = above
            more = ["hide: [toc]", *([f'under: "{above}"'] if above else [])]
            files.append(_page(config, shell_uri, TITLE, BODY, in_nav=False, more=more))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """A record stands under the page that lists its register, though it is not in the navigation itself."""
        for name, register in self.view.registers.items():
            home = files.get_file_from_path(self.view.home(register.schema))
            for one in (SEGMENT, "index"):
                page = files.get_file_from_path(f"registers/{name}/{one}.md")
                if home and page and home.page and page.page and page is not home:
                    page.page.parent = home.page.parent
        for uri, under in self.shells.items():
            above, shell = (
                files.get_file_from_path(under) if under else None,
                files.get_file_from_path(uri),
            )
            if above and above.page and shell and shell.page:
                shell.page.parent = above.page.parent
        return nav

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Headings inside finished pieces stand in the page's table of contents, as tokens until the press."""
        key = _key(page.file, config)
        told = story(self.view, key) if self.view.past else Fragment(last_changed(self.view, key))
        if told.html:
            html += f"\n<p>{self._desk().store(told)}</p>"
        for number, piece in enumerate(self._desk().fragments.values()):
            if piece.headings and f"kim{SECRET}piece{number}z" in html:
                _add_headings(page.toc, number, piece, html)
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the site, and only then let it take the place of the old one."""
        folder = Path(config.site_dir)
        try:
            finish(
                folder,
                self.view,
                self._desk(),
                config.site_url or "",
                self.secrets,
                searchable=self.searchable,
            )
        except SiteError as reason:
            shutil.rmtree(folder, ignore_errors=True)
            raise PluginError(str(reason)) from reason
        publish(folder, Path(self.site_dir))
        config.site_dir = self.site_dir

    def on_build_error(self, *, error: Exception) -> None:
        """A site that could not be built leaves nothing behind."""
        if self.site_dir:
            shutil.rmtree(_workshop(Path(self.site_dir)), ignore_errors=True)

    def _desk(self) -> Placeholders:
        assert self.placeholders, "on_config comes first"
        return self.placeholders


def _key(file: File, config: MkDocsConfig) -> Key:
    folder = (
        Path(config.docs_dir).resolve().relative_to(Path(config.config_file_path).resolve().parent)
    )
    return Key(PAGES, (folder / file.src_uri).as_posix())


def _left_out(past: History, config: MkDocsConfig) -> Iterator[Key]:
    """The pages that are there and that MkDocs doesn't build: hidden ones, templates, what exclude_docs names."""
    built = {_key(one, config) for one in get_files(config).documentation_pages()}
    return (
        key
        for key in past.trails
        if key.register == PAGES and not past.deleted(key) and key not in built
    )


def _check_folder(root: Path, docs_dir: Path) -> None:
    """The tenants' site is made from its own pages: in any other folder nobody has checked who a page is for."""
    if docs_dir.resolve() != (root / PUBLIC).resolve():
        raise PluginError(
            f"The public site's pages would come from {docs_dir.name}/. Write 'docs_dir: {PUBLIC.rstrip('/')}' in its settings."
        )


def _day(text: str) -> date:
    found = read_date(text) if text else date.today()  # noqa: DTZ011 - the day where the reader is
    if isinstance(found, Fault):
        raise PluginError(f"{found.message} {found.hint}")
    return found


def _workshop(site_dir: Path) -> Path:
    return site_dir.with_name(f".{site_dir.name}-unfinished")


def _page(
    config: MkDocsConfig,
    uri: str,
    title: str,
    content: str,
    *,
    in_nav: bool,
    more: Sequence[str] = (),
) -> File:
    """A page that nobody wrote. It holds tokens only, so no record's text meets Markdown or a template."""
    heading = "\n".join(["---", f'title: "{title}"', "render_macros: false", *more, "---", "", ""])
    inclusion = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
    return File.generated(config, uri, content=heading + content + "\n", inclusion=inclusion)


def _with_registers(nav: Any, view_: View) -> Any:
    """The navigation with every register under the page of registers, by group."""
    if isinstance(nav, list):
        return [_with_registers(one, view_) for one in nav]
    if isinstance(nav, dict):
        return {
            title: _registers(view_) if target == REGISTERS else _with_registers(target, view_)
            for title, target in nav.items()
        }
    return nav


def _registers(view_: View) -> list[Any]:
    groups = [
        {
            GROUPS[name]: [
                {register.schema.title: f"registers/{register.schema.name}/index.md"}
                for register in registers
            ]
        }
        for name, _, registers in grouped(view_)
    ]
    return [REGISTERS, *groups]


def _add_headings(toc: TableOfContents, number: int, piece: Fragment, html: str) -> None:
    """The piece's headings among the page's own, in the order in which they stand in the page."""
    here = html.index(f"kim{SECRET}piece{number}z")
    before = [
        item
        for item in toc.items
        if -1 < html.find(f'id="{item.id}"') < here or item.title.startswith(f"kim{SECRET}")
    ]
    after = [item for item in toc.items if item not in before]
    new = [
        AnchorLink(f"kim{SECRET}heading{number}n{place}z", heading.anchor, heading.level)
        for place, heading in enumerate(piece.headings)
    ]
    toc.items[:] = [*before, *new, *after]
