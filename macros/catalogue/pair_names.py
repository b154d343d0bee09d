"""Names in `x-fits` and `x-asks` that lead nowhere: fields of the record, and of what it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from macros.catalogue.schema_fields import SchemaSet, Sources
from macros.catalogue.schema_messages import SchemaFault, SchemaFaults
from macros.catalogue.schema_names import ENDING
from macros.model import Field, Path
from macros.model.text import did_you_mean, either


class Pair(NamedTuple):
    """A field of the record and one of the other, as an annotation names them.

    `path` is where the pair stands, under whichever of the two is written first.
    """

    path: Path
    own: str
    theirs: str


def loose_pairs(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Pairs of which one field isn't there, or on a field that names no record."""
    own = list(schemas.sources[name]["properties"])
    for field in schemas.fields(name):
        for pair in _pairs(field):
            if pair.own not in own:
                hint = did_you_mean(pair.own, own, "")
                yield SchemaFault(pair.path, f"There is no field '{pair.own}'.", hint)
            yield from _lacking(field, pair, schemas.sources)


def _pairs(field: Field) -> Iterator[Pair]:
    path: Path = ("properties", field.name)
    for own, theirs in field.fits.items():
        yield Pair((*path, "x-fits", own), own, theirs)
    for theirs, own in field.asks.items():
        yield Pair((*path, "x-asks", theirs), own, theirs)


def _lacking(field: Field, pair: Pair, sources: Sources) -> SchemaFaults:
    """Where no register that the field names has the other field of a pair.

    A register whose schema can't be read may have it.
    """
    targets = sorted(field.targets)
    if not targets:
        message = f"'{field.name}' names no record to compare with."
        yield SchemaFault(pair.path, message, "Add 'x-ref', or take this out.")
    if not all(target + ENDING in sources for target in targets):
        return
    schemas = [sources[target + ENDING] for target in targets]
    known = sorted({name for schema in schemas for name in schema.get("properties", ())})
    if targets and pair.theirs not in known:
        message = f"There is no field '{pair.theirs}' in {either(targets)}."
        yield SchemaFault(pair.path, message, did_you_mean(pair.theirs, known, ""))
