"""MkDocs in this process: one command builds a site or says in plain words what is wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError
from mkdocs_macros import context

from macros.history.revisions import History
from macros.model import Catalogue, Key
from macros.model.errors import KimError
from macros.site.finish import Finished
from macros.site.kept_drawings import kept_drawings
from macros.site.output import publish, workshop
from macros.site.page_again import RenderedPage, Witness, page_again
from macros.site.theme_templates import find_quickly
from macros.view.view import View

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from macros.site.plugin import KimPlugin


class BuildFailedError(KimError):
    """The site was not built. Says why."""


class Made(NamedTuple):
    """What a site was made from: a view, the shells of its records' pages, and what is in pages.

    `page_again` renders a written page for what its readers see now. It gives None where that isn't
    done as it should, and may not be called while another site is made.
    """

    view: View
    finished: Finished
    page_again: Callable[[View, Key], RenderedPage | None]


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of, so that it can be said once and in one place."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What MkDocs warns of meanwhile, which it doesn't print."""
    warnings = _Warnings()
    log = logging.getLogger("mkdocs")
    log.addHandler(warnings)
    propagate, log.propagate = log.propagate, False
    try:
        yield warnings.messages
    finally:
        log.removeHandler(warnings)
        log.propagate = propagate


@contextmanager
def _git_unasked() -> Iterator[None]:
    """MkDocs' macros would start Git a dozen times for each site, for what no page may print."""
    asked, context.get_git_info = context.get_git_info, dict
    try:
        yield
    finally:
        context.get_git_info = asked


def generate(
    config_file: Path,
    site_dir: Path,
    today: date,
    catalogue: Catalogue | None = None,
    past: History | None = None,
    *,
    site_url: str = "",
    searchable: bool = True,
) -> None:
    """Build the site that `config_file` describes, and let it take the place of the old one.

    Raises BuildFailedError with every reason, or SiteError where it can't be put there. For the
    rest see `make`.
    """
    name = site_dir.name
    with workshop(site_dir.parent, [name]) as sites:
        make(
            *(config_file, sites / name, today, catalogue, past),
            site_url=site_url,
            searchable=searchable,
        )
        publish(sites, site_dir.parent, [name])


def make(
    config_file: Path,
    folder: Path,
    today: date,
    catalogue: Catalogue | None = None,
    past: History | None = None,
    *,
    site_url: str = "",
    searchable: bool = True,
    before: Made | None = None,
) -> Made:
    """Make a finished site in a folder that isn't there yet. Raises BuildFailedError.

    `catalogue` and `past` are what the project holds and what happened to it, for a caller who has
    read them already. `site_url` is where the site will be served, if not where its settings say;
    where it isn't to be `searchable`, the caller makes the search index when it is needed. `before`
    is what was made last: the pages that are the same aren't read again.
    """
    with _warnings() as warnings:
        try:
            config = load_config(str(config_file), strict=True, site_dir=str(folder))
            config.site_url = site_url or config.site_url
            find_quickly(config.theme)
            ours: Any = config.plugins["kim"]
            ours.config.today = today.isoformat()
            ours.catalogue, ours.past, ours.searchable = catalogue, past, searchable
            ours.is_in_workshop = True
            ours.before = before.finished if before else ours.before
            config.plugins.on_startup(command="build", dirty=False)
            config.plugins["witness"] = witness = Witness()
            with kept_drawings(), _git_unasked():
                mkdocs_build.build(config)
            return Made(ours.view, ours.finished, partial(_again, config, witness, ours))
        except (BuildError, ConfigurationError, Abort) as reason:
            raise BuildFailedError("\n".join([*warnings, str(reason)])) from reason
        except SystemExit as reason:  # mkdocs-macros ends the process where a macro fails
            raise BuildFailedError("\n".join(warnings) or "A macro failed.") from reason


def _again(
    config: MkDocsConfig, witness: Witness, ours: KimPlugin, seen: View, key: Key
) -> RenderedPage | None:
    with _warnings() as warnings:
        try:
            page = page_again(config, witness, ours, seen, key)
        except (Exception, SystemExit):  # noqa: BLE001 - the build that follows says why
            return None
        return None if warnings else page


def base_path(config_file: Path) -> str:
    """The path under which a site is served: "/" or "/kim/"; "/" if its settings can't be read."""
    return urlsplit(address_of(config_file)).path.rstrip("/") + "/"


def address_of(config_file: Path) -> str:
    """The address at which a site is served; empty if its settings don't say, or can't be read."""
    try:
        return load_config(str(config_file)).site_url or ""
    except ConfigurationError:
        return ""
