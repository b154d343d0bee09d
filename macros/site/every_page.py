"""What the frame of every page needs to know, for the theme's templates: what goes into `extra`."""

from __future__ import annotations

from collections.abc import Mapping

from macros.pages.contacts import main_contact
from macros.pages.translations import offered as in_languages
from macros.site.feeds import offered
from macros.view.view import View


def every_page(view: View, site_url: str) -> Mapping[str, object]:
    """The feeds by file, whether records are examples, and for tenants whom to call and in what."""
    return {
        "feeds": {feed.file: feed for feed in offered(view, site_url)},
        "has_examples": any(record.is_example for record in view.records.values()),
        "in_languages": in_languages(view) if view.is_public else [],
        "main_contact": main_contact(view) if view.is_public else None,
    }
