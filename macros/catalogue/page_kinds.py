"""Kinds of page, as the schema of pages states them in `x-kinds`: the table of what it can say.

A new kind is a part of `schemas/page.schema.json`, and no code.
"""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.schema_fields import SchemaSet, Word
from macros.catalogue.schema_messages import SchemaFault, SchemaFaults, against_schema_of_schemas
from macros.catalogue.schema_names import PAGE, SCHEMA_OF_SCHEMAS
from macros.catalogue.settings import ASKED, PHRASES
from macros.catalogue.takes import WORDS, Annotation, Json
from macros.model import LAST, Asking, PageKind
from macros.model.text import both, did_you_mean

KINDS = "x-kinds"
FIELD = "kind"
"""The field of a page's heading that says of which kind it is."""

PART = "page_kinds"
"""Where the schema of schemas says what there is to say of kinds."""

KIND_SETTINGS = (
    Annotation("title", WORDS, "What its pages are called together.", "Procedures", needed=True),
    Annotation("singular", WORDS, "The word for one page.", "procedure", needed=True),
    Annotation(
        "headings",
        PHRASES,
        "The headings of the second level that each of its pages has, in this order.",
        ["Who does it", "Steps"],
        needed=True,
    ),
    *ASKED[:2],
)
"""What is said of a kind of page."""


def read_kinds(source: Json) -> Mapping[str, PageKind]:
    """The kinds of page that the schema of pages, which has no faults, declares."""
    return {name: _kind(name, says) for name, says in source.get(KINDS, {}).items()}


def _kind(name: str, says: Json) -> PageKind:
    asking = Asking(words=tuple(says.get("asked", ())), rank=says.get("rank", LAST))
    return PageKind(name, says["title"], says["singular"], tuple(says["headings"]), asking)


def stray_kinds(word: Word, name: str) -> SchemaFaults:
    """Kinds of page that are stated where nobody reads them."""
    if word.key == KINDS and (name != PAGE or len(word.path) > 1):
        message = f"'{KINDS}' does nothing here."
        yield SchemaFault(word.path, message, f"It stands at the top of schemas/{PAGE}.")


def kind_faults(name: str, schemas: SchemaSet) -> SchemaFaults:
    """What is wrong with the kinds of page: their form, and choices that aren't the kinds."""
    source = schemas.sources[name]
    kinds = source.get(KINDS)
    if name != PAGE or kinds is None or schemas.judge is None:
        return
    if PART not in schemas.sources[SCHEMA_OF_SCHEMAS].get("$defs", {}):
        message = f"The schema of schemas, schemas/{SCHEMA_OF_SCHEMAS}, knows no '{KINDS}'."
        yield SchemaFault((KINDS,), message, "Bring the one that belongs to this program.")
        return
    for error in schemas.judge.of_part(PART, kinds):
        for fault in against_schema_of_schemas(error):
            yield fault._replace(path=(KINDS, *fault.path))
    if isinstance(kinds, Mapping):
        yield from _choices(source, list(kinds))


def _choices(source: Json, kinds: list[str]) -> SchemaFaults:
    """A field that takes other words than the kinds that there are."""
    field = source.get("properties", {}).get(FIELD)
    if field is None:
        message = f"Pages have no field '{FIELD}' to say of which kind they are."
        yield SchemaFault((KINDS,), message, "Add it, with the kinds as its 'enum'.")
        return
    choices = field.get("enum", [])
    for number, choice in enumerate(choices):
        if choice not in kinds:
            path = ("properties", FIELD, "enum", number)
            hint = did_you_mean(str(choice), kinds, "")
            yield SchemaFault(path, f"There is no kind of page '{choice}'.", hint)
    if missing := [f"'{kind}'" for kind in kinds if kind not in choices]:
        message = f"No page can be of the kind {both(missing)}."
        yield SchemaFault((KINDS,), message, f"Add it to the 'enum' of '{FIELD}'.")
