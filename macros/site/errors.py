"""What stops a site from being published."""

from __future__ import annotations

from macros.model.errors import KimError


class SiteError(KimError):
    """The site can't be published. Says why, one line for each reason."""
