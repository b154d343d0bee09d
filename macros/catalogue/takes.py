"""What an annotation of a schema is, and what may stand behind one: in words, as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from macros.model import BackRef

Json = Mapping[str, Any]

Naming: TypeAlias = Literal[
    "",
    "registers",
    "fields",
    "their fields",
    "statuses",
    "choices",
    "pages",
    "public pages",
    "back references",
]
"""What the words in an annotation name. 'their fields' are those of the registers in `x-ref`,
'choices' those of the field itself."""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _names(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, as_list(value)))


def _labels(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _back_ref(value: object) -> BackRef:
    says: Json = value if isinstance(value, Mapping) else {}
    pairs = (name.partition(".") for name in _names(says.get("from")))
    return BackRef(
        title=_text(says.get("title")),
        gap=_text(says.get("gap")),
        sources=tuple((register, field) for register, _, field in pairs),
        own=_names(says.get("own")),
        level=_text(says.get("level")),
        meets=says.get("meets") is True,
        due=_text(says.get("due")),
        when={name: _names(choices) for name, choices in _labels(says.get("when")).items()},
    )


def as_list(value: object) -> list[Any]:
    """What a list in a schema holds; nothing, where it is no list."""
    return value if isinstance(value, list) else []


class Takes(NamedTuple):
    """What may stand behind an annotation: in words, as JSON Schema, and what it names.

    `keep` makes it what a `Field` keeps.
    """

    says: str
    schema: Json
    names: Naming = ""
    keep: Callable[[object], object] = _text


class Annotation(NamedTuple):
    """An annotation of a field, or a setting of a register.

    `attribute` is where a `Field` keeps it. What is not for `parts` does nothing inside a field.
    """

    name: str
    takes: Takes
    does: str
    example: object
    attribute: str = ""
    parts: bool = False
    needed: bool = False


def choice(*words: str) -> Takes:
    """One of some words."""
    return Takes(", ".join(f"`{word}`" for word in words), {"enum": list(words)})


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


YEARS = Takes("a number of years", {"type": "integer", "minimum": 1}, keep=_whole)
FLAG = Takes("`true`", {"const": True}, keep=lambda value: value is True)
PUBLIC = Takes("`public`", {"const": "public"}, keep=lambda value: value == "public")
CHOICE = Takes("one of the field's choices", {"type": "string"}, "choices")
TEXT = Takes("a sentence", {"type": "string"})
WORDS = Takes("a few words", {"$ref": "#/$defs/label"})
FIELD = Takes("a field", {"type": "string"}, "fields")
NEAR_FIELD = Takes(
    "a field beside it, of the record, or of a group of it (`group.field`)",
    {"type": "string"},
    "fields",
)
BESIDE = Takes("a field beside it", {"type": "string"}, "fields")
FIELDS = Takes("a list of fields", {"$ref": "#/$defs/field_names"}, "fields", _names)
THEIR_FIELDS = Takes(
    "a list of fields of the other record", {"$ref": "#/$defs/field_names"}, "their fields", _names
)
LIST_OF_WORDS: Json = {"type": "array", "minItems": 1, "items": {"type": "string"}}
CHOICES = Takes("a list of the field's choices", LIST_OF_WORDS, "choices", _names)
REGISTERS = Takes(
    "a register, or a list of registers",
    {"anyOf": [{"type": "string"}, LIST_OF_WORDS]},
    "registers",
    _names,
)
LABELS = Takes(
    "the choices and their words",
    {"type": "object", "additionalProperties": {"type": "string"}},
    keep=_labels,
)
PAIRS = Takes(
    "a field of the record and one of the other, or the other way round",
    {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
    keep=_labels,
)
BACK_REF = Takes(
    "which links, and the sentence where there are none",
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["title", "gap"],
        "properties": {
            "title": {"$ref": "#/$defs/label"},
            "from": LIST_OF_WORDS,
            "own": {"$ref": "#/$defs/field_names"},
            "level": {"enum": ["must", "should"]},
            "gap": {"type": "string", "minLength": 3},
            "meets": {"const": True},
            "due": {"type": "string", "minLength": 3},
            "when": {"type": "object", "minProperties": 1, "additionalProperties": LIST_OF_WORDS},
        },
    },
    "back references",
    _back_ref,
)
