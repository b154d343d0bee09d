"""A report as HTML: a page that stands alone and prints on A4, and a part of the staff site."""

from __future__ import annotations

from markupsafe import Markup

from macros.evidence.report.content import Block, Heading, Report
from macros.pages.fragments import Fragment, anchor, templates_of
from macros.pages.fragments import Heading as PageHeading


def anchored(heading: str) -> str:
    """The place of a heading in a page."""
    return anchor("report", heading)


def as_html(report: Report) -> bytes:
    """The page. The template knows a block by its class."""
    template = templates_of("macros.evidence").get_template("report.html")
    return template.render(report=report, blocks=_named(report), anchored=anchored).encode()


def as_fragment(report: Report) -> Fragment:
    """The same as a part of a page, with its headings."""
    template = templates_of("macros.evidence").get_template("report_blocks.html")
    html = Markup(template.render(blocks=_named(report), anchored=anchored))  # noqa: S704 - the template escapes
    headings = (block.text for block in report.blocks if isinstance(block, Heading))
    return Fragment(html, tuple(PageHeading(2, anchored(text), text) for text in headings))


def _named(report: Report) -> list[tuple[str, Block]]:
    """Each block with the name of its class."""
    return [(type(block).__name__, block) for block in report.blocks]
