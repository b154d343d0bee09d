"""Which Markdown the formatted texts of records are read as."""

from __future__ import annotations

from markdown_it import MarkdownIt

SCHEMES = {"http", "https", "mailto", "tel"}
"""Where a link inside a record may lead: out of the site. References name other records."""


def is_full_address(url: str) -> bool:
    """Whether a link's address says all by itself where it leads."""
    return url.partition(":")[0].lower() in SCHEMES and ":" in url


def _any_address(url: str) -> bool:
    return True


def strict_parser() -> MarkdownIt:
    """What records are read by: raw HTML, pictures and links of other kinds stay text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = is_full_address  # type: ignore[method-assign]
    return parser


def loose_parser() -> MarkdownIt:
    """The same with whatever else Markdown has, for a text of which only the form counts."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = _any_address  # type: ignore[method-assign]
    return parser


STRICT, LOOSE = strict_parser(), loose_parser()
