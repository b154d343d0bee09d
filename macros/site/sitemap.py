"""The sitemap: the addresses of the pages that are for reading, for search engines."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urljoin

from lxml import etree

from macros.site.folder_files import pages_in


def write_sitemap(folder: Path, site_url: str) -> None:
    """Every page that is for reading, and no other. Without an address the site has no sitemap."""
    for old in (folder / "sitemap.xml", folder / "sitemap.xml.gz"):
        old.unlink(missing_ok=True)
    if not site_url:
        return
    root = etree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for address, _ in pages_in(folder):
        entry = etree.SubElement(root, "url")
        etree.SubElement(entry, "loc").text = urljoin(site_url, quote(address))
    content = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    (folder / "sitemap.xml").write_bytes(content)  # lxml takes a path for an address, with its '%'
