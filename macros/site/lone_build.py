"""A build that MkDocs was asked for by itself, as by `mkdocs build`.

MkDocs clears the old site before the new one is whole. So it works elsewhere, as `kim build` does.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from macros.site.errors import SiteError
from macros.site.output import publish, workshop

_LOG = logging.getLogger("mkdocs")


class LoneBuild:
    """Where it works, and where its site goes. Raises PluginError where that can't be."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._target = Path(config.site_dir)
        self._strict = config.strict
        self._warnings = CountHandler()
        self._open = ExitStack()
        try:
            self._sites = self._open.enter_context(
                workshop(self._target.parent, [self._target.name])
            )
        except SiteError as reason:
            raise PluginError(str(reason)) from reason
        config.site_dir = str(self._sites / self._target.name)
        self._warnings.setLevel(logging.WARNING)
        _LOG.addHandler(self._warnings)
        self._open.callback(_LOG.removeHandler, self._warnings)

    def publish(self) -> None:
        """Put the finished site in its place.

        Raises SiteError where others' files stand there. So it does where warnings are faults:
        MkDocs would say so only afterwards.
        """
        if self._strict and self._warnings.get_counts():
            raise SiteError("Nothing was replaced, because of the warnings above.")
        publish(self._sites, self._target.parent, [self._target.name])
        self.end()

    def end(self) -> None:
        """Clear what was made on the way."""
        self._open.close()
