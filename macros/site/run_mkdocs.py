"""Running MkDocs in this process, so that one command builds a site and says what is wrong in plain words."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from macros.history.revisions import History
from macros.model import Catalogue
from macros.model.errors import KimError


class BuildFailedError(KimError):
    """The site was not built. Says why."""


class _Heard(logging.Handler):
    """Keeps what MkDocs warns of, so that it can be said once and in one place."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


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
    """Build the site that `config_file` describes into `site_dir`. Raises NotBuilt with every reason.

    `catalogue` and `past` are what the project holds and what happened to it, for a caller who has read
    them already. `site_url` is where the site will be served, if not where its settings say; where it
    isn't to be `searchable`, the caller makes the search index when it is needed.
    """
    heard = _Heard()
    log = logging.getLogger("mkdocs")
    log.addHandler(heard)
    propagate, log.propagate = log.propagate, False
    try:
        config = load_config(str(config_file), strict=True, site_dir=str(site_dir))
        config.site_url = site_url or config.site_url
        ours: Any = config.plugins["kim"]
        ours.config.today = today.isoformat()
        ours.catalogue, ours.past, ours.searchable = catalogue, past, searchable
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
    except (BuildError, ConfigurationError, Abort) as reason:
        raise BuildFailedError("\n".join([*heard.said, str(reason)])) from reason
    except SystemExit as reason:  # mkdocs-macros ends the process where a macro fails
        raise BuildFailedError("\n".join(heard.said) or "A macro failed.") from reason
    finally:
        log.removeHandler(heard)
        log.propagate = propagate


def base_path(config_file: Path) -> str:
    """The path under which a site is served, as its settings say: "/" or "/kim/", and "/" where they can't be read."""
    try:
        address = load_config(str(config_file)).site_url or ""
    except ConfigurationError:
        return "/"
    return urlsplit(address).path.rstrip("/") + "/"
