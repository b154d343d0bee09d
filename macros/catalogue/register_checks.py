"""Names in a register's schema that lead nowhere: fields, statuses, pages, kinds of record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from macros.catalogue.annotations import BY_NAME
from macros.catalogue.back_ref_names import loose_back_refs
from macros.catalogue.clock_names import loose_clocks
from macros.catalogue.kept_names import loose_kept
from macros.catalogue.pair_names import loose_pairs
from macros.catalogue.schema_fields import SchemaSet, Sources, merged, walk
from macros.catalogue.schema_messages import SchemaFault, SchemaFaults
from macros.catalogue.schema_names import ENDING
from macros.catalogue.settings import KINDS
from macros.catalogue.stated import stated
from macros.catalogue.takes import BESIDE, NEAR_FIELD, Annotation, Json, Naming, as_list
from macros.model import Field, Path
from macros.model.text import did_you_mean, either


def _loose_names(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Fields and statuses that settings and annotations name and that the register doesn't have."""
    source = schemas.sources[name]
    fields = list(source["properties"])
    far = _of_groups(source)
    status, _ = merged(source["properties"].get("status"), name, schemas.sources)
    statuses = [str(choice) for choice in status.get("enum", ())]
    for words in stated(source):
        for path, word in words.names():
            known = [*fields, *_far(words.row, far)]
            if words.row.takes.names == "fields" and word not in known:
                hint = did_you_mean(word, known, "")
                yield SchemaFault(path, f"There is no field '{word}'.", hint)
            elif words.row.takes.names == "statuses" and word not in statuses:
                hint = did_you_mean(word, statuses, "Add a field 'status' first.")
                yield SchemaFault(path, f"There is no status '{word}'.", hint)
            elif words.row.takes.names == "choices":
                yield from _loose_choice(path, word, source)
    for word in source["required"]:
        if word not in fields:
            message = f"'{word}' is required, and there is no such field."
            yield SchemaFault(("required",), message, did_you_mean(word, fields, ""))


def _loose_choice(path: Path, word: str, source: Json) -> SchemaFaults:
    """A choice that the field at the start of a path doesn't have."""
    if word not in (choices := as_list(source["properties"][path[1]].get("enum"))):
        hint = did_you_mean(word, choices, "Name one of those in 'enum'.")
        yield SchemaFault(path, f"There is no choice '{word}'.", hint)


def _loose_labels(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Words for choices that a field doesn't have."""
    for field, about in schemas.sources[name]["properties"].items():
        for word in walk(about, ("properties", field)):
            choices = as_list(word.part.get("enum")) if word.key == "x-labels" else []
            for choice in word.says if choices and isinstance(word.says, Mapping) else ():
                if choice not in choices:
                    hint = did_you_mean(choice, choices, "")
                    yield SchemaFault((*word.path, choice), f"There is no choice '{choice}'.", hint)


def _loose_confirmations(name: str, schemas: SchemaSet) -> SchemaFaults:
    """References that can't be confirmed: nothing is named, or fields that the target lacks."""
    for field in schemas.fields(name):
        yield from _without_confirmed(field, schemas.sources[name])
        if field.confirm:
            yield from _confirms_nothing(field, schemas.sources)
        elif field.read:
            message, hint = f"'{field.name}' doesn't say what of it matters.", "Add 'x-confirm'."
            yield SchemaFault(("properties", field.name, "x-read"), message, hint)
        elif field.earlier:
            message = f"'{field.name}' doesn't say which fields of the other record count."
            path: Path = ("properties", field.name, "x-earlier")
            yield SchemaFault(path, message, "Add 'x-confirm' with their names.")


def _without_confirmed(field: Field, source: Json) -> SchemaFaults:
    if field.confirm and "confirmed" not in source["properties"]:
        message = "There is no field 'confirmed' to say what was confirmed."
        hint = "Add it, with a $ref to the shared part 'confirmed'."
        yield SchemaFault(("properties", field.name, "x-confirm"), message, hint)
    if field.names_pages and field.public:
        path: Path = ("properties", field.name, "x-audience")
        message = "A page is named for staff alone: tenants' pages are on another site."
        yield SchemaFault(path, message, "Take 'x-audience' out.")


def _confirms_nothing(field: Field, sources: Sources) -> SchemaFaults:
    path: Path = ("properties", field.name, "x-confirm")
    targets = sorted(field.targets)
    if not targets and not field.names_pages:
        message = f"'{field.name}' names no record, so there is nothing to confirm."
        yield SchemaFault(path, message, "Take 'x-confirm' out, or add 'x-ref'.")
    known = _theirs(field, sources)
    for number, name in enumerate(field.confirm):
        if known and name not in known:
            whose = either(targets) if targets else "a page's heading"
            message = f"There is no field '{name}' in {whose}."
            yield SchemaFault((*path, number), message, did_you_mean(name, known, ""))


def _theirs(field: Field, sources: Sources) -> list[str]:
    """The fields of what a field names: of records of these registers, or of a page."""
    names = ("page",) if field.names_pages else field.targets
    schemas = [sources.get(name + ENDING, {}) for name in names]
    known = {name for schema in schemas for name in schema.get("properties", ())}
    return sorted(known | {"text"} if field.names_pages else known)


def _kind_faults(name: str, schemas: SchemaSet) -> SchemaFaults:
    """A register whose kind another has too, or that lacks what the program reads of its kind."""
    kind = kind_of(schemas.sources[name])
    if kind is None:
        return
    path: Path = ("x-register", "kind")
    for other in schemas.registers:
        if other + ENDING != name and kind_of(schemas.sources.get(other + ENDING, {})) == kind:
            message = f"'{other}' is of the kind '{kind}' too."
            yield SchemaFault(path, message, "Take the kind out of one of the two.")
    for field in KINDS[kind].fields:
        if field not in schemas.sources[name]["properties"]:
            message = f"A register of the kind '{kind}' needs a field '{field}'."
            yield SchemaFault(path, message, "Add the field, or take the kind out.")


def _stands_nowhere(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Records that are to stand together, and no page is named for them, or they stand nowhere."""
    public = schemas.sources[name]["x-register"].get("public", {})
    path: Path = ("x-register", "public", "together")
    if public.get("together") and "page" not in public:
        message = "Records that stand together need a page to stand on."
        yield SchemaFault(path, message, "Name a page of docs/public/ in 'page'.")
    if public.get("together") and "listed" in public:
        message = "'together' gives the records a place, and 'listed' takes it away."
        yield SchemaFault(path, message, "Take one of the two out.")


def kind_of(source: Json) -> Any:
    """The kind of record that a register's schema says it holds, whether there is such a kind."""
    settings = source.get("x-register")
    return settings.get("kind") if isinstance(settings, Mapping) else None


def _loose_names_inside(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Fields that annotations inside a group name, and that neither it nor what is round it has."""
    source = schemas.sources[name]
    for field, about in source["properties"].items():
        for word in walk(about, ("properties", field)):
            row = BY_NAME.get(word.key)
            if not row or row.takes.names != "fields" or len(word.path) <= 3:
                continue
            *around, beside = _in_reach(source, word.path)
            groups = [beside] if row.takes is BESIDE else [*around, beside]
            near = [*dict.fromkeys(chain.from_iterable(groups)), *_far(row, _of_groups(source))]
            if isinstance(word.says, str) and word.says not in near:
                hint = did_you_mean(word.says, near, "")
                yield SchemaFault(word.path, f"There is no field '{word.says}'.", hint)


def _of_groups(source: Json) -> list[str]:
    """The fields of each group of a record, as `group.field`."""
    groups = ((name, about.get("properties", ())) for name, about in source["properties"].items())
    return [f"{name}.{part}" for name, parts in groups for part in parts]


def _far(row: Annotation, names: list[str]) -> list[str]:
    """Those names, where an annotation may name a field of another group."""
    return names if row.takes is NEAR_FIELD else []


def _in_reach(source: Json, path: Path) -> Iterator[Sequence[str]]:
    """The fields of each group that a place in a schema lies in, the nearest group last."""
    node: Any = source
    for step in path:
        node = node[step]
        if step == "properties":
            yield list(node)


def _idle_annotations(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Annotations inside a list or a group that only do something on a field of the record."""
    for field, about in schemas.sources[name]["properties"].items():
        for word in walk(about, ("properties", field)):
            if len(word.path) > 3 and word.key in BY_NAME and not BY_NAME[word.key].parts:
                message = f"'{word.key}' does nothing inside a field."
                yield SchemaFault(word.path, message, f"Put it beside the title of '{field}'.")


REGISTER_CHECKS: tuple[Callable[[str, SchemaSet], SchemaFaults], ...] = (
    _loose_names,
    _loose_names_inside,
    _loose_confirmations,
    loose_back_refs,
    loose_pairs,
    _loose_labels,
    _kind_faults,
    _stands_nowhere,
    _idle_annotations,
    loose_clocks,
    loose_kept,
)
"""What is looked for in a schema that has the form of one."""


# ------------------------------------------------------------------------ pages that a schema names

FOLDERS: Mapping[Naming, str] = {"pages": "docs/", "public pages": "docs/public/"}


def loose_pages(source: Json, files: Collection[str]) -> SchemaFaults:
    """Pages that a schema names and that nobody wrote. A project without pages lacks none."""
    for words in stated(source) if files else ():
        folder = FOLDERS.get(words.row.takes.names)
        for path, name in words.names() if folder else ():
            page = f"{folder}{name}"
            if page not in files:
                known = [file for file in files if file.startswith(str(folder))]
                otherwise = f"Name a page under {folder}, or take the line out."
                hint = did_you_mean(page, known, otherwise)
                yield SchemaFault(path, f"There is no page '{page}'.", hint)
