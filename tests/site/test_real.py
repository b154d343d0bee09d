"""Both sites of the real registers: what is there, and what is not.

That every link on them leads somewhere, and that the tenants' site shows nothing for staff, the
build itself sees to: it is what `real_sites` waits for. `tests/browser` reads in the same sites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from macros.model import Catalogue, Record
from macros.view.view import view
from tests.projects import HOME, TODAY, BuiltSites, leads_on


def pages_of(site: Path) -> set[str]:
    """The addresses of records that have a page: register and reference."""
    return {
        file.parent.relative_to(site / "registers").as_posix()
        for file in (site / "registers").glob("*/*/index.html")
        if not leads_on(file)
    }


def addresses(records: Iterable[Record]) -> set[str]:
    return {f"{record.key.register}/{record.key.id.lower()}" for record in records}


GONE = "definitions/def-benchmarking"
"""What the history of `real_sites` deletes."""


def test_each_record_has_a_page_for_staff_and_each_published_one_for_tenants(
    real: Catalogue, real_sites: BuiltSites
) -> None:
    registers = real.registers.values()
    records = [record for register in registers for record in register.records]
    paged = view(real, "public", TODAY).paged.values()
    published = [record for register in paged for record in register.records]
    assert len(records) > 500
    assert pages_of(real_sites.staff) == addresses(records)
    assert pages_of(real_sites.public) == addresses(published) - {GONE}


IMAGE = re.compile(r"<img [^>]*>")
SIZED = re.compile(r'width="[0-9]+" height="[0-9]+" loading="lazy" alt="[^"]{40,}" src="')


def test_pictures_of_guides_are_for_staff_and_have_their_size(real_sites: BuiltSites) -> None:
    guide = (real_sites.staff / "guides/change-a-record/index.html").read_text("utf-8")
    images = IMAGE.findall(guide)
    assert len(images) == 6
    assert [image for image in images if not SIZED.search(image)] == []
    assert [*real_sites.public.rglob("*.webp")] == []


def test_each_page_that_somebody_wrote_is_built(real_sites: BuiltSites) -> None:
    for site, folder in ((real_sites.staff, "docs"), (real_sites.public, "docs/public")):
        for file in (HOME / folder).rglob("*.md"):
            page = file.relative_to(HOME / folder)
            if page.parts[0] != "public":
                address = page.parent if page.stem == "index" else page.with_suffix("")
                assert (site / address / "index.html").is_file(), page
