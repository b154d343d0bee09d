"""A register's JSON Schema as one schema that refers to no other, for a check in the browser.

Only what judges a value stays, and the words (`x-message`) that say what would be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from macros.catalogue.schema_fields import DEEPEST, Sources, follow
from macros.catalogue.schema_names import ENDING
from macros.catalogue.takes import Json
from macros.catalogue.validators import BOUNDS, ITSELF, LISTS, PARTS, SIZE
from macros.model import Schema

KEPT = ITSELF | SIZE | BOUNDS | {"x-message", "x-format"}
"""Keywords that stay as they are."""


DEEPEST_RULE = 4 * DEEPEST
"""How many parts of a schema a rule may stand inside: one that holds itself ends there."""


def rules_of(schema: Schema) -> Json:
    """What a register's records have to be."""
    return rules_in(schema.name + ENDING, schema.sources)


def rules_in(name: str, sources: Sources) -> Json:
    """What a schema says, by the name of its file, of all that are there."""
    rules: Json = _followed(sources[name], name, sources, 0)
    return rules


def _followed(raw: object, home: str, sources: Sources, depth: int) -> Any:
    """A part of a schema with every `$ref` followed, which holds beside what stands there itself.

    What is deeper than any record isn't judged.
    """
    if raw is False:
        return {"not": {}}
    if not isinstance(raw, Mapping) or depth > DEEPEST_RULE:
        return {}
    rules: dict[str, Any] = {word: raw[word] for word in raw if word in KEPT}
    for word in sorted(PARTS & raw.keys()):
        is_closed = word == "additionalProperties" and raw[word] is False
        rules[word] = False if is_closed else _followed(raw[word], home, sources, depth + 1)
    for word in sorted(LISTS & raw.keys()):
        rules[word] = [_followed(part, home, sources, depth + 1) for part in raw[word]]
    if "properties" in raw:
        rules["properties"] = {
            name: _followed(part, home, sources, depth + 1)
            for name, part in raw["properties"].items()
        }
    if "$ref" in raw:
        target = follow(raw["$ref"], home, sources)
        there = raw["$ref"].partition("#")[0] or home
        rules["allOf"] = [_followed(target, there, sources, depth + 1), *rules.get("allOf", ())]
    return rules
