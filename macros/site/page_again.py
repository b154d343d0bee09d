"""One written page, rendered again by the generator as it stands after a build.

All that the page shows of records is as it was then. What else depends on the page, such as the
menu where its title changed, waits for the next build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.model import Key
from macros.site.generator_files import key_of
from macros.site.stamp import rooted
from macros.view.view import View

if TYPE_CHECKING:
    from jinja2 import Environment

    from macros.site.plugin import KimPlugin


class RenderedPage(NamedTuple):
    """A page's file in the site, and what it holds."""

    file: str
    text: str


class Witness(BasePlugin[MkDocsConfig]):  # type: ignore[no-untyped-call]
    """A plugin that changes nothing and keeps what a build renders pages with."""

    files: Files
    nav: Navigation
    env: Environment

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """The menu, once every page is in it."""
        self.nav, self.files = nav, files
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Where the templates are."""
        self.env = env
        return env


def page_again(
    config: MkDocsConfig, witness: Witness, ours: KimPlugin, seen: View, key: Key
) -> RenderedPage | None:
    """A page, for what its readers see now. None where it was no page of the site.

    Raises whatever the generator raises where it can't be rendered.
    """
    pages = (file.page for file in witness.files.documentation_pages())
    page = next((page for page in pages if page and key_of(page.file, config) == key), None)
    if page is None or ours.placeholders is None:
        return None
    before, ours.view = ours.view, seen
    try:
        _read(page, config, witness.files)
        text = ours.placeholders.swap(_framed(page, config, witness))
    finally:
        ours.view = before
    return RenderedPage(page.file.dest_uri, rooted(text, page.file.dest_uri.count("/")))


def _read(page: Page, config: MkDocsConfig, files: Files) -> None:
    """What the page's file says now, as HTML."""
    events = config.plugins
    page = events.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    written = page.markdown or ""
    page.markdown = events.on_page_markdown(written, page=page, config=config, files=files)
    page.render(config, files)
    content = page.content or ""
    page.content = events.on_page_content(content, page=page, config=config, files=files)


def _framed(page: Page, config: MkDocsConfig, witness: Witness) -> str:
    """The page in the frame of the site."""
    page.active = True
    try:
        context = get_context(witness.nav, witness.files, config, page)
        template = witness.env.get_template(page.meta.get("template", "main.html"))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=witness.nav)
        return config.plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
