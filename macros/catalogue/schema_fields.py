"""The parts of a JSON Schema into fields and registers, with every `$ref` followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as part
from typing import Any, NamedTuple

from macros.catalogue.annotations import attributes
from macros.catalogue.schema_names import ENDING
from macros.catalogue.takes import Json
from macros.catalogue.validators import GatedValidator
from macros.model import GRADE, LAST, Asking, Field, Path, PublicName, Reporting, Schema

DEEPEST = 8
"""How many groups a field may stand inside: a shared part that holds itself ends there."""

Sources = Mapping[str, Json]
"""Every schema, by the name of its file."""


@dataclass(frozen=True, slots=True)
class SchemaSet:
    """All schemas, the registers that have one, and what judges them, where that can be used."""

    sources: Sources
    registers: Sequence[str] = ()
    judge: GatedValidator | None = None
    _fields: dict[str, tuple[Field, ...]] = part(default_factory=dict, repr=False, compare=False)

    def fields(self, name: str) -> tuple[Field, ...]:
        """The fields of one of them, by the name of its file: read once for all who ask."""
        if name not in self._fields:
            self._fields[name] = read_fields(name, self.sources)
        return self._fields[name]


class Word(NamedTuple):
    """A key of a schema: the way to it, what it says, and the part that it stands in."""

    path: Path
    key: str
    says: Any
    part: Json


def walk(node: object, path: Path = ()) -> Iterator[Word]:
    """Every key of a schema, but for those inside values (examples, choices and their labels)."""
    if isinstance(node, Mapping):
        for key, inner in node.items():
            yield Word((*path, key), key, inner, node)
            if key not in ("examples", "const", "enum", "x-labels"):
                yield from walk(inner, (*path, key))
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from walk(inner, (*path, number))


class _Around(NamedTuple):
    """What stands round a field: its schema, all schemas, the depth, what is confirmed."""

    home: str
    sources: Sources
    depth: int = 0
    confirm: tuple[str, ...] = ()


def follow(target: str, name: str, sources: Sources) -> Json | None:
    """The part of a schema that a `$ref` in the schema `name` points at, if it is there."""
    file, _, pointer = target.partition("#")
    node: Any = sources.get(file or name)
    steps = pointer.strip("/")
    for step in steps.split("/") if steps else ():
        node = node.get(step) if isinstance(node, Mapping) else None
    return node if isinstance(node, Mapping) else None


def merged(raw: object, home: str, sources: Sources) -> tuple[Json, str]:
    """A field with its `$ref` followed, and the schema it ended in. What stands beside it wins."""
    about: Json = raw if isinstance(raw, Mapping) else {}
    for _ in range(len(sources) + 1):  # a $ref that comes back to itself ends here
        if "$ref" not in about:
            break
        target = about["$ref"]
        beside = {key: value for key, value in about.items() if key != "$ref"}
        about = {**(follow(target, home, sources) or {}), **beside}
        home = target.partition("#")[0] or home
    return about, home


def read_fields(name: str, sources: Sources) -> tuple[Field, ...]:
    """The fields of one schema, by the name of its file."""
    return _fields(sources[name], _Around(name, sources))


def _fields(source: Json, around: _Around) -> tuple[Field, ...]:
    if around.depth >= DEEPEST:
        return ()
    required = source.get("required", ())
    return tuple(
        _field(name, raw, name in required, around)
        for name, raw in source.get("properties", {}).items()
    )


def _field(name: str, raw: object, required: bool, around: _Around) -> Field:
    """A field; what it says of confirming goes for the references inside it too."""
    about, home = merged(raw, around.home, around.sources)
    annotations = {"confirm": around.confirm, **attributes(about)}
    inside = _Around(home, around.sources, around.depth + 1, annotations["confirm"])
    title = about.get("title", name.replace("_", " ").capitalize())
    items = about.get("items") if around.depth < DEEPEST else None
    each = _field(name, items, False, inside) if items else None
    return Field(
        name=name,
        title=title,
        description=about.get("description", ""),
        kind=about.get("type", "string"),
        required=required,
        options=tuple(about.get("enum", ())),
        pattern=about.get("pattern", ""),
        examples=tuple(about.get("examples", ())),
        parts=_fields(about, inside),
        each=each and replace(each, title=title),  # a page has one name for a list and its values
        **annotations,
    )


def read_register(name: str, sources: Sources) -> Schema:
    """A register as its schema, which has no faults, declares it."""
    source = sources[name + ENDING]
    settings = source["x-register"]
    return Schema(
        name=name,
        file=f"schemas/{name}{ENDING}",
        title=source["title"],
        description=source["description"],
        singular=settings["singular"],
        plural=settings.get("plural", settings["singular"] + "s"),
        group=settings["group"],
        order=settings["order"],
        label=tuple(settings["label"]),
        columns=tuple(settings["columns"]),
        sort=tuple(settings.get("sort", ("id",))),
        facets=tuple(settings.get("facets", ())),
        review=settings.get("review", ""),
        final=("retired", *settings.get("final", ())),
        unreported=tuple(settings.get("unreported", ())),
        names=tuple(settings.get("names", ())),
        guidance=settings.get("guidance", ""),
        how_to=tuple(settings.get("how_to", ())),
        public=public_name(settings.get("public")),
        fields=read_fields(name + ENDING, sources),
        source=source,
        sources=sources,
        kind=settings.get("kind"),
        asking=_asking(settings),
        reporting=_reporting(settings),
    )


def _reporting(settings: Json) -> Reporting:
    return Reporting(
        part=settings.get("report", ""),
        columns=tuple(settings.get("report_columns", ("id",))),
        when=settings.get("report_when", ""),
        first=tuple(settings.get("report_first", ())),
    )


def _asking(settings: Json) -> Asking:
    return Asking(
        fields=tuple(settings.get("answers", ())),
        words=tuple(settings.get("asked", ())),
        rank=settings.get("rank", LAST),
        main=settings.get("main", ""),
    )


def public_name(settings: Json | None) -> PublicName | None:
    """What a register is called in public, where its schema says so."""
    if settings is None:
        return None
    return PublicName(
        title=settings["title"],
        singular=settings.get("singular", ""),
        plural=settings.get("plural", ""),
        description=settings["description"],
        columns=tuple(settings.get("columns", ())),
        facets=tuple(settings.get("facets", ())),
        asking=_asking(settings),
        page=settings.get("page", ""),
        listed=settings.get("listed", True),
        together=settings.get("together", False),
        grade=settings.get("grade", GRADE),
    )
