"""Rules on texts as people see them: what nobody sees in names, and addresses of others."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalogue.names import Name, Source, is_untidy, place_of, untidy_names
from macros.catalogue.odd_addresses import OddAddress, odd_addresses
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Key, Path, Place, Problem, Problems, error, warning
from macros.model import texts_in as all_texts_in
from macros.model.seen import as_seen, name_key
from macros.model.text import both


@check("untidy-name", "warning")
def untidy_name(project: Project) -> Problems:
    """A name or a title holds what nobody sees, so it is another name than it seems."""
    for source, name in _untidy(project):
        if not name.tidy:
            continue  # 'blank' says so
        what = list(dict.fromkeys(unseen.what for unseen in name.unseen))
        message = f"'{name.field.title}' holds what nobody sees: {both(what)}."
        hint = f"Write '{name.tidy}', or let 'kim tidy' do it."
        place = place_of(source, name.path, name.text, name.unseen[0].start)
        yield warning(place, "untidy-name", message, hint=hint)


def _untidy(project: Project) -> Iterator[tuple[Source, Name]]:
    yield from (named for named in project.record_texts if is_untidy(named[1]))
    for page in project.pages:
        for name in untidy_names(project.schemas.page, page.values):
            yield page, name


@check("blank", "error")
def blank(project: Project) -> Problems:
    """A text is made of spaces alone, so that a field looks filled and says nothing."""
    for record, name in project.record_texts:
        if name.text and not name.text.strip():  # of spaces of any kind
            message = f"'{name.field.title}' holds nothing but spaces."
            hint = "Write something, or take the line out."
            yield error(record.place(name.path), "blank", message, hint=hint)


@check("differs-in-capitals", "warning")
def differs_in_capitals(project: Project) -> Problems:
    """Two values in a list differ in nothing but capitals."""
    first: dict[tuple[Key, Path, str], str] = {}
    for record, name in project.record_texts:
        if not isinstance(name.path[-1], int) or name.field.refs or name.field.options:
            continue
        other = first.setdefault((record.key, name.path[:-1], name_key(name.text)), name.text)
        if other != name.text and as_seen(other) != as_seen(name.text):
            message = f"'{other}' and '{name.text}' in '{name.field.title}' differ in capitals."
            hint = "Take one out, if both mean the same."
            yield warning(record.place(name.path), "differs-in-capitals", message, hint=hint)


@check("look-alike-address", "error")
def look_alike_address(project: Project) -> Problems:
    """A web address holds a letter that only looks like the one that people read."""
    sources: list[Source] = [*project.each_record(), *project.pages]
    for source in sources:
        for path, text in all_texts_in(source.document.value):
            for odd in odd_addresses(text):
                yield _leads_elsewhere(place_of(source, path, text, odd.start), odd)
    for page in project.pages:
        for number, start, odd in _by_line(page.text):
            yield _leads_elsewhere(page.place_in_text(number, start), odd)
    schemas = {f"schemas/{name}": content for name, content in project.schema_files.items()}
    for file, content in {**project.settings_files, **schemas}.items():
        for number, start, odd in _by_line(content.decode("utf-8", "replace")):
            yield _leads_elsewhere(Place(file, number, start), odd)


def _by_line(text: str) -> Iterator[tuple[int, int, OddAddress]]:
    """The odd addresses of a text, each with its line and column."""
    for number, line in enumerate(text.split("\n"), 1):
        for odd in odd_addresses(line):
            yield number, odd.start + 1, odd


def _leads_elsewhere(place: Place, odd: OddAddress) -> Problem:
    return error(place, "look-alike-address", odd.message, hint=odd.hint)


CHECKS = (untidy_name, blank, differs_in_capitals, look_alike_address)
