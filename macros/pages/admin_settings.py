"""What the editor at /admin/ is told: the registers and their fields, in the words of Sveltia CMS.

Every value is a text there, as it is in the file: `theme/assets/admin/format.js` reads and writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from macros.catalogue.confirmations import CONFIRMED
from macros.catalogue.new_record import next_id
from macros.model import Field, Fields, Register, Schema
from macros.model.fields import humanise
from macros.pages.admin_forge import Forge
from macros.pages.edit_forms import given_ids
from macros.view.view import View

Settings = Mapping[str, object]

MESSAGES = {
    "create": "Add {{slug}} to {{collection}}",
    "update": "Change {{slug}} in {{collection}}",
    "delete": "Take {{slug}} out of {{collection}}",
}
"""The first line of a commit, and the name of the proposal."""

LOGO = "../../assets/favicon.svg"
"""The site's sign, from the editor's page."""

MEDIA = "docs/public/pictures"

LINES = frozenset(("line", "url", "email", "telephone", "partial-date", "quarter", "timescale"))
"""Forms of text that stand in one line."""


def settings(view: View, forge: Forge) -> Settings:
    """The editor's own settings, and for each register what the reading of its files needs."""
    registers = view.registers
    return {
        "settings": {
            "load_config_file": False,
            "logo": {"src": LOGO, "show_in_header": True},
            "backend": _backend(forge),
            "publish_mode": "editorial_workflow",
            "media_folder": MEDIA,  # it has to have one; its part of the page is hidden
            "media_libraries": {"default": False},
            "show_preview_links": False,
            "slug": {"lowercase": False},
            "output": {"omit_empty_optional_fields": True},
            "editor": {"preview": False},
            "collections": [_collection(view, each) for each in registers.values()],
        },
        "registers": {name: _file(register.schema) for name, register in registers.items()},
    }


def format_of(schema: Schema) -> str:
    """The name under which the editor knows the form of a register's files."""
    return f"kim-{schema.name}"


def _backend(forge: Forge) -> Settings:
    return {
        "name": forge.kind,
        "repo": forge.repository,
        "branch": forge.branch,
        "api_root": forge.api,
        "graphql_api_root": forge.graph,
        "auth_methods": ["token"],  # the other way needs a server that somebody has to run
        "commit_messages": MESSAGES,
    }


def _file(schema: Schema) -> Settings:
    """The fields in the order of the file, and those that programs alone write."""
    return {
        "format": format_of(schema),
        "names": [field.name for field in schema.fields],
        "unshown": [CONFIRMED],
    }


def _collection(view: View, register: Register) -> Settings:
    schema = register.schema
    label = next((name for name in schema.label if name != "id"), "id")
    return {
        "name": schema.name,
        "label": schema.title,
        "label_singular": schema.singular,
        "folder": f"registers/{schema.name}",
        "extension": "yml",
        "format": format_of(schema),
        "create": True,
        "delete": False,  # records are retired
        "publish": False,  # who approves does so on the forge
        "identifier_field": label,
        "slug": "{{fields.id}}",
        "summary": "{{id}}" if label == "id" else f"{{{{{label}}}}} ({{{{id}}}})",
        "fields": list(_own_fields(view, register)),
    }


def _own_fields(view: View, register: Register) -> Iterator[Settings]:
    schema = register.schema
    for field in schema.fields:
        if field.name == "id":
            new = next_id(schema, given_ids(view, register))
            about = {**_field(view, field), "hint": _hint(field, "It never changes later.")}
            yield {**about, "default": new} if new else about
        elif field.name != CONFIRMED:
            yield _field(view, field)


def _field(view: View, field: Field) -> Settings:
    """One field with all that the editor can say of it."""
    about: dict[str, object] = {
        "name": field.name,
        "label": field.title,
        "required": field.required,
    }
    if hint := _hint(field):
        about["hint"] = hint
    return {**about, **_control(view, field)}


def _hint(field: Field, more: str = "") -> str:
    is_free = not (field.options or field.refs or field.inside or field.kind == "boolean")
    examples = " or ".join(map(str, field.examples[:2])) if is_free else ""
    told = f"For example: {examples}." if examples else ""
    return " ".join(filter(None, (field.description, told, more)))


def _control(view: View, field: Field) -> Settings:
    """The editor's word for a kind of field, with what it needs beside."""
    if field.kind == "array":
        return _list(view, field)
    if field.kind == "object" and field.parts:
        return {"widget": "object", "fields": _fields(view, field.parts)}
    return _single(view, field)


def _fields(view: View, fields: Fields) -> list[Settings]:
    return [_field(view, field) for field in fields]


def _list(view: View, field: Field) -> Settings:
    inner = field.inner
    if inner.refs or inner.format == "page" or inner.options:
        return {**_single(view, inner), "multiple": True}
    if inner.parts:
        return {"widget": "list", "fields": _fields(view, inner.parts)}
    each = {"name": "value", "label": field.title, "required": True}
    return {"widget": "list", "field": {**each, **_single(view, inner)}}


def _single(view: View, field: Field) -> Settings:
    if field.options:
        return _select([(value, humanise(field, value)) for value in field.options])
    if field.kind == "boolean":
        return _select([("true", "Yes"), ("false", "No")])
    if field.refs or field.format == "page":
        return _reference(view, field)
    if field.kind in ("integer", "number"):
        kind = "int" if field.kind == "integer" else "float"
        return {"widget": "number", "value_type": f"{kind}/string"}
    if field.format == "date":
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    in_line = field.format in LINES or field.pattern
    return {"widget": "string" if in_line else "text"}


def _select(options: Sequence[tuple[str, str]]) -> Settings:
    named = [{"label": label, "value": value} for value, label in options]
    return {"widget": "select", "options": named}


def _reference(view: View, field: Field) -> Settings:
    """Records of one register as the repository has them; of several, as this build had them."""
    if field.format == "page":
        return _select([(f"docs/{file}", title) for file, title in sorted(view.titles.items())])
    if len(field.refs) == 1 and field.refs[0] in view.registers:
        schema = view.registers[field.refs[0]].schema
        label = next((name for name in schema.label if name != "id"), "id")
        shown = "{{id}}" if label == "id" else f"{{{{{label}}}}} ({{{{id}}}})"
        return {
            "widget": "relation",
            "collection": schema.name,
            "value_field": "id",
            "search_fields": list(dict.fromkeys((label, "id"))),
            "display_fields": [shown],
        }
    records = [record for name in field.refs for record in view.registers[name].records]
    return _select(
        [(record.key.id, _named(view.label(record.key), record.key.id)) for record in records]
    )


def _named(label: str, id_: str) -> str:
    return label if label == id_ else f"{label} ({id_})"
