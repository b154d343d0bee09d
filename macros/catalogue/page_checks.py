"""Rules on pages and on the files beside them: who may see them, and what they lean on."""

from __future__ import annotations

import posixpath
import re
from itertools import chain

from macros.catalogue.call import Known
from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.macro_calls import check_calls
from macros.catalogue.pack_signs import is_pack
from macros.catalogue.project import Project
from macros.catalogue.prose import check_prose
from macros.catalogue.register_checks import loose_pages
from macros.catalogue.remade import FileFault, Remade
from macros.catalogue.rule import check
from macros.catalogue.schema_names import ENDING
from macros.catalogue.schemas import as_problems
from macros.catalogue.yaml_reader import parse
from macros.model import Page, Place, Problems, error, is_list, warning, whole_file
from macros.model.text import both, did_you_mean, few

_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]+)"  # [text](address)
    r"|^[ ]*\[[^\]\n]+\]:[ ]*<?([^\s>]+)"  # [text]: address
    r"|(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)"
    r"|--8<--\s*[\"']?([^\"'\n]*)",  # a file taken in
    re.MULTILINE,
)

STATEMENTS = {
    "docs/about/accessibility.md": ("staff", "ACC-staff"),
    PUBLIC + "accessibility.md": ("tenants'", "ACC-public"),
}
"""The accessibility statement of each site: the site's name, and the record that holds it."""


@check("page-audience", "error")
def page_audience(project: Project) -> Problems:
    """A page is for one audience and lies in the folder of the other."""
    for page in project.pages:
        audience, is_published = page.values.get("audience"), page.file.startswith(PUBLIC)
        place = page.place(("audience",))
        if audience == "staff" and is_published:
            message = "The page is for staff, and everything in docs/public/ is published."
            hint = "Move it out of docs/public/, or write 'audience: public'."
            yield error(place, "page-audience", message, hint=hint)
        if audience == "public" and not is_published:
            message = "The page is for the public, and only pages in docs/public/ are published."
            hint = "Move it into docs/public/, or write 'audience: staff'."
            yield error(place, "page-audience", message, hint=hint)


@check("macro", "error")
def macro(project: Project) -> Problems:
    """A page calls a macro that can't work, or leans on what its readers can't see."""
    for page in project.pages:
        yield from leans_on(page, known_to(project, page))


@check("page-records", "error")
def page_records(project: Project) -> Problems:
    """A page says that it is for a record that isn't there, or that several registers have."""
    known = list(dict.fromkeys(chain.from_iterable(project.ids.values())))
    for page in project.pages if known else ():  # an empty project has nothing to name yet
        for number, name in enumerate(_records_of(page)):
            homes = [f"'{register}'" for register, ids in project.ids.items() if name in ids]
            place = page.place(("records", number))
            if not homes:
                hint = did_you_mean(name, known, "Write its id, as in the name of its file.")
                yield error(place, "page-records", f"There is no record '{name}'.", hint=hint)
            elif len(homes) > 1:
                message = f"'{name}' is in {both(homes)}, so nobody can tell which is meant."
                yield error(place, "page-records", message, hint="Take it out.")


def _records_of(page: Page) -> list[str]:
    names = page.values.get("records")
    return [name for name in names if isinstance(name, str)] if is_list(names) else []


@check("number-in-prose", "warning")
def number_in_prose(project: Project) -> Problems:
    """A page says a number or a status in words of its own, which a macro could give."""
    for page in project.pages:
        yield from check_prose(page, known_to(project, page))


def known_to(project: Project, page: Page) -> Known:
    """What a page can name: on a public one, only what everybody may see."""
    registers = {name: project.schemas.registers.get(name) for name in project.names}
    empty = [name for name, ids in project.ids.items() if not ids]
    if page.file.startswith(PUBLIC):
        return Known(registers, project.published_ids, public=True, empty=empty)
    return Known(registers, project.ids, empty=empty)


def leans_on(page: Page, known: Known) -> Problems:
    """What is wrong with the macros of a page, and of a public one with its links."""
    if page.values.get("render_macros") is True:
        yield from check_calls(page, known)
    if known.public:
        yield from _ways_out(page)


def _ways_out(page: Page) -> Problems:
    """Links, pictures and snippets of a public page that lead out of docs/public/."""
    for link in _LINK.finditer(page.text):
        place = page.place_in_text(page.text.count("\n", 0, link.start()) + 1)
        if link[4] is not None:
            message = "A public page can't take in another file."
            yield error(place, "macro", message, hint="Write the text here.")
            continue
        target = (link[1] or link[2] or link[3]).partition("#")[0]
        if target and ":" not in target and not _is_public(page, target):
            message = f"This public page leans on '{target}', which is for staff."
            hint = "Link to a page in docs/public/, or take the link out."
            yield error(place, "macro", message, hint=hint)


def _is_public(page: Page, target: str) -> bool:
    """Whether an address in a page leads to something in docs/public/."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.file), target))
    return f"{path}/".startswith(PUBLIC)


@check("accessibility-statement", "error")
def accessibility_statement(project: Project) -> Problems:
    """A site that has pages has no accessibility statement (SI 2018/952, regulation 8)."""
    files = project.page_files
    for statement, (site, record) in STATEMENTS.items():
        is_public = statement.startswith(PUBLIC)
        has_pages = any(file.startswith(PUBLIC) == is_public for file in files)
        if has_pages and statement not in files:
            message = f"The {site} site has no accessibility statement."
            hint = f'Write {statement}, with {{{{ whole_record("{record}") }}}} in it.'
            yield error(Place(statement), "accessibility-statement", message, hint=hint)


@check("schema", "error")
def register_page(project: Project) -> Problems:
    """A schema names a page that nobody wrote."""
    for schema in project.schemas.registers.values():
        if faults := list(loose_pages(schema.source, project.page_files)):
            content = project.schema_files[schema.name + ENDING]
            document, _ = parse(content, schema.file)  # again, for the place only
            yield from as_problems(faults, schema.file, document)


@check("evidence-pack", "error")
def evidence_pack(project: Project) -> Problems:
    """An evidence pack lies beside the pages."""
    for file, content in project.docs.items():
        if is_pack(content):
            message = (
                "This is an evidence pack: it holds records for staff and the whole history, "
                "with everybody's names."
            )
            hint = (
                "Take it out of docs/, and out of Git if it was committed. "
                "A pack is handed over, never published."
            )
            yield error(whole_file(file), "evidence-pack", message, hint=hint)


@check("public-file", "error")
def public_file(project: Project) -> Problems:
    """A file that would be published is of no kind that can be, or can't be made anew."""
    for file, result in project.remade.items():
        if isinstance(result, FileFault):
            yield error(whole_file(file), "public-file", result.message, hint=result.hint)


@check("public-file-carries", "warning")
def public_file_carries(project: Project) -> Problems:
    """A file that would be published carries what nobody sees; what is published doesn't."""
    for file, result in project.remade.items():
        if isinstance(result, Remade) and result.left_out:
            place, carried = whole_file(file), few(result.left_out)
            message = f"The file carries {carried}. What is published is made anew without that."
            hint = "It stays in Git, for all who can read that: save the file again without it."
            yield warning(place, "public-file-carries", message, hint=hint)


CHECKS = (
    page_audience,
    macro,
    page_records,
    number_in_prose,
    accessibility_statement,
    register_page,
    evidence_pack,
    public_file,
    public_file_carries,
)
