"""A report as an HTML page that stands alone, with a style to read it and to print it on A4."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from macros.evidence.report.content import Report

_environment = Environment(
    loader=PackageLoader("macros.evidence"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_html(report: Report) -> bytes:
    """The page. The template knows a block by its class."""
    blocks = [(type(block).__name__, block) for block in report.blocks]
    return _environment.get_template("report.html").render(report=report, blocks=blocks).encode()
