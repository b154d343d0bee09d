"""What a tenant meets on the built public site: the way back, plain words, nothing sent."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from macros.model import Catalogue, Schema
from macros.site.answers import answers
from macros.site.matching import engine
from macros.site.run_mkdocs import BuildFailedError
from macros.view.view import view
from tests.projects import TODAY, BuiltSites, build_public, leads_on
from tests.tiny import copy_tiny


@pytest.fixture(scope="session")
def tenants(real_sites: BuiltSites) -> Path:
    """The tenants' site of the real registers."""
    return real_sites.public


@pytest.fixture(scope="session")
def built(real_sites: BuiltSites) -> Path:
    """The staff site of the real registers."""
    return real_sites.staff


def page(file: Path) -> html.HtmlElement:
    return html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for file in files(site):
        yield file.relative_to(site).as_posix(), page(file)


def files(site: Path) -> list[Path]:
    """The files of every page but those that only lead on."""
    return [file for file in sorted(site.rglob("*.html")) if not leads_on(file)]


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def leads(element: html.HtmlElement, file: Path) -> Path:
    """The file that a link leads to."""
    return (file.parent / str(element.get("href")).partition("#")[0] / "index.html").resolve()


# ------------------------------------------------------------------------------------- the way back


def listed(real: Catalogue) -> list[Schema]:
    """Registers with a page that tenants' pages are listed on."""
    return [
        register.schema
        for register in real.registers.values()
        if register.schema.public and register.schema.public.page and register.published
    ]


def test_from_each_record_the_way_back_is_the_written_page_that_lists_it(
    tenants: Path, real: Catalogue
) -> None:
    schemas = listed(real)
    assert {"faqs", "leaflets", "privacy-notices", "requests"} <= {
        schema.name for schema in schemas
    }
    for schema in schemas:
        assert schema.public
        written = (
            tenants / schema.public.page.removesuffix(".md").removesuffix("index") / "index.html"
        ).resolve()
        for file in (tenants / "registers" / schema.name).rglob("index.html"):
            if leads_on(file):
                continue
            tree = page(file)
            crumbs = tree.cssselect(".kim-crumbs a")
            assert leads(crumbs[-1], file) == written, file
            assert len({leads(crumb, file) for crumb in crumbs}) == len(crumbs), (
                "no step is said twice"
            )
            (marked,) = tree.cssselect(".kim-nav a[aria-current]")
            assert (leads(marked, file), marked.get("aria-current")) == (written, "true")


# -------------------------------------------------------------------------------------- plain words


def test_an_answer_says_its_topic_once_and_keeps_the_words_for_the_search_out_of_sight(
    tenants: Path, real: Catalogue
) -> None:
    (faq,) = (record for record in real.registers["faqs"].records if record.key.id == "FAQ-020")
    tree = page(tenants / "registers/faqs/faq-020/index.html")
    assert [
        text(term) for term in tree.cssselect(".kim-content .kim-fields:not(.kim-fields--about) dt")
    ] == ["Topic", "Who to ask", "Work that goes with this answer"]
    words = faq.values["search_words"]
    assert isinstance(words, list | tuple)
    assert "universal credit" in words
    written = (tenants / "registers/faqs/faq-020/index.html").read_text("utf-8")
    assert "universal credit" not in written


def test_no_reference_stands_in_brackets_and_nothing_is_called_illustrative(tenants: Path) -> None:
    for name, tree in pages(tenants):
        for aside in tree.cssselect(".kim-aside"):
            assert not re.fullmatch(r"\([A-Z]+-?[\d-]+\)", text(aside)), name
        assert [text(tag) for tag in tree.cssselect(".kim-tag") if text(tag) != "example"] == [], (
            name
        )
        if tree.cssselect(".kim-tag"):
            assert "The mark “example” means" in text(tree), name


def test_staff_still_read_the_reference_and_the_word_illustrative(built: Path) -> None:
    asides = [
        text(aside)
        for aside in page(built / "registers/assets/iar-001/index.html").cssselect(".kim-aside")
    ]
    assert any(re.fullmatch(r"\([A-Z]+-?[\d-]+\)", words) for words in asides)
    assert {
        text(tag) for tag in page(built / "registers/retention/index.html").cssselect(".kim-tag")
    } == {"illustrative"}


@pytest.mark.parametrize("file", ["404.html", "search/index.html"])
def test_what_helps_a_tenant_find_something_speaks_of_no_records(tenants: Path, file: str) -> None:
    (article,) = page(tenants / file).cssselect("article")
    own = [text(element) for element in article.cssselect("p, label, noscript, summary")]
    assert [
        words
        for words in own
        if re.search(r"\brecords?\b|\bregister\b|IA1", words) and "kinds of record" not in words
    ] == []


# --------------------------------------------------------------------------- what isn't for reading


def test_what_is_not_for_reading_has_no_page_and_stands_in_no_list(
    tenants: Path, real: Catalogue
) -> None:
    unlisted = [
        register
        for register in real.registers.values()
        if register.schema.public and not register.schema.public.listed
    ]
    assert {"synonyms", "roles", "other-services"} <= {
        register.schema.name for register in unlisted
    }
    files = ("search/index.html", "sitemap.xml", "answers.json")
    lists = [(tenants / name).read_text("utf-8") for name in files]
    for register in unlisted:
        moved = (tenants / "registers" / register.schema.name).rglob("index.html")
        assert all(map(leads_on, moved))
        assert not any(f"registers/{register.schema.name}/" in text for text in lists)
    assert "registers/faqs/" in lists[1]
    synonyms = json.loads((tenants / "answers.json").read_text("utf-8"))["words"]
    assert synonyms["groups"] > 10


def test_of_each_register_that_stands_together_every_record_has_its_place_and_no_page(
    tenants: Path, real: Catalogue
) -> None:
    together = [
        register
        for register in real.registers.values()
        if register.schema.public and register.schema.public.together
    ]
    assert {"requests", "definitions"} <= {register.schema.name for register in together}
    for register in together:
        assert register.schema.public
        moved = (tenants / "registers" / register.schema.name).rglob("index.html")
        assert all(map(leads_on, moved))
        address = register.schema.public.page.removesuffix(".md").removesuffix("index")
        tree = page(tenants / address / "index.html")
        ids = [str(element.get("id")) for element in tree.cssselect("[id]")]
        assert len(ids) == len(set(ids)), "no place is given twice"
        places = {record.key.id.lower() for record in register.published}
        assert places - {*ids} <= {"def-benchmarking"}, "but for what the built sites take out"


def test_staff_find_synonyms_like_any_record(built: Path) -> None:
    assert page(built / "registers/synonyms/syn-01/index.html").cssselect("[data-pagefind-body]")
    assert "registers/synonyms/" in (built / "search/index.html").read_text("utf-8")


# --------------------------------------------------------------------------------- the question box


def test_only_what_answers_a_question_is_suggested(real: Catalogue) -> None:
    public = view(real, "public", TODAY)
    known = answers(public)
    order = [register["place"] for register in known["registers"]]
    assert order[:2] == ["registers/faqs/", "registers/leaflets/"], "answers before leaflets"
    assert not {"registers/synonyms/", "registers/other-services/", "registers/roles/"} & set(order)
    with engine() as over:
        suggest = over(known)
        assert suggest("rent arrears help").suggestions[0].id == "FAQ-020"
        keeping = suggest("how long do you keep information about me").suggestions
        assert "FAQ-039" in {suggestion.id for suggestion in keeping}


@pytest.mark.parametrize("file", ["index.html", "ask/index.html"])
def test_without_scripts_the_question_box_says_the_way_on(tenants: Path, file: str) -> None:
    (without,) = page(tenants / file).cssselect("article noscript")
    home = (tenants / file).parent
    assert {
        (home / str(link.get("href")) / "index.html").resolve() for link in without.cssselect("a")
    } == {(tenants / name / "index.html").resolve() for name in ("search", "ask/how")}


def test_no_form_of_either_site_sends_what_is_typed(tenants: Path, built: Path) -> None:
    """A field without a name is in no address that a browser asks a server for."""
    for site in (tenants, built):
        for file in filter(has_a_field, files(site)):
            name, tree = file.relative_to(site).as_posix(), page(file)
            named = [field.get("name") for field in tree.cssselect("[name]:is(input, textarea)")]
            assert named == [], name
            chosen = [field.get("name") for field in tree.cssselect("select[name]")]
            two_days = site == built and name == "as-at/compare/index.html"
            assert chosen == (["from", "to"] if two_days else []), name
            methods = {str(form.get("method", "get")).lower() for form in tree.cssselect("form")}
            assert methods <= {"get"}, name


def has_a_field(file: Path) -> bool:
    return bool(re.search(rb"<(?:form|input|select|textarea)\b", file.read_bytes(), re.IGNORECASE))


FOOTER = re.compile('<footer class="kim-footer".*?</footer>', re.DOTALL)


# ----------------------------------------------------------------------- leaflets and the statement


def test_a_leaflet_names_the_source_that_it_speaks_of_and_a_contact(tenants: Path) -> None:
    files = sorted((tenants / "registers/leaflets").glob("ezr-*/index.html"))
    assert len(files) == 3
    for file in files:
        tree = page(file)
        notice = text(tree.cssselect(".kim-notice--illustrative")[0])
        assert ("source named below" in notice) == bool(tree.cssselect(".kim-field--sources"))
        assert [text(contact) for contact in tree.cssselect(".kim-contact")] == [
            "Housing service: 01632 960123, Monday to Friday, 9am to 5pm. Who to contact",
            "In danger? Call 999, or see what to do now.",
            "Contact us: housing@example.org",
        ]


def test_where_no_contact_is_known_none_is_made_up(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace(
            "    contact: housing@example.org\n", '    contact: ""\n'
        ),
        "utf-8",
    )
    contact = project / "registers/contacts/CON-01.yml"
    contact.write_text(contact.read_text("utf-8").replace("every_page: foot\n", ""), "utf-8")
    tree = page(build_public(project) / "registers/leaflets/ezr-01/index.html")
    assert [text(contact) for contact in tree.cssselect(".kim-contact")][-1] == (
        "To contact us, ask any member of our staff."
    )


def test_each_site_links_to_its_accessibility_statement_on_every_page(
    tenants: Path, built: Path
) -> None:
    for site, home in ((tenants, "accessibility"), (built, "about/accessibility")):
        for file in files(site):
            if file == site / "admin/editor/index.html":
                continue  # the frame of another program; admin/, which leads to it, has the link
            (foot,) = FOOTER.findall(file.read_text("utf-8"))
            links = map(str, html.fragment_fromstring(foot).xpath(".//a/@href"))
            # The page for what isn't found stands at no address of its own: its links start at the
            # root.
            leading = {os.path.normpath(file.parent / link.lstrip("/")) for link in links}
            assert str(site / home) in leading, file
    assert "Nobody has tested this site yet" in text(page(built / "about/accessibility/index.html"))


def test_a_site_without_its_statement_is_not_built(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path / "project")
    (project / "docs/public/accessibility.md").unlink()
    with pytest.raises(BuildFailedError, match="The tenants' site has no accessibility statement"):
        build_public(project)


def test_the_tenants_site_has_nothing_of_the_page_that_checks_packs(tenants: Path) -> None:
    assert list(tenants.glob("assets-*/kim.js"))
    names = {path.name for path in tenants.rglob("*")}
    assert not [name for name in names if "verify" in name or "pako" in name]
    assert not [file for file in tenants.rglob("*.html") if b"kim-verify" in file.read_bytes()]
