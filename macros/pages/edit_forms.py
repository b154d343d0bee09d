"""The form on which staff change a record or add one: a page for each register, and its data.

The form is drawn in the reader's browser (`theme/assets/edit/`) from what stands here: the fields
and the rules of the schema, the files of the register's records, and what each record is called.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from macros.catalogue.confirmations import CONFIRMED
from macros.catalogue.lone_schema import rules_of
from macros.catalogue.new_record import next_id
from macros.catalogue.published_list import every_field
from macros.model import PAGES, Field, Fields, Record, Register
from macros.pages.admin_forge import Forge, forge_of
from macros.pages.fragments import ROOT, Download, Fragment, GeneratedPage, render
from macros.pages.records import FRAME
from macros.pages.register_files import UNREAD
from macros.view.view import View

NAMED = "edit/named.json"
"""What every record and page is called, for fields that name one."""

GUIDE = "guides/change-a-record.md"
"""The page that says how a record is changed, where a project has it."""

Json = Mapping[str, object]


def pages(view: View) -> Iterator[GeneratedPage]:
    """The form's page of each register, for staff."""
    for name, register in view.registers.items() if view.is_staff else ():
        title = f"Change or add: {register.schema.title}"
        make = partial(edit_page, view, register)
        yield GeneratedPage(f"edit/{name}/", title, make, "registers/index.md", searched=False)


def edit_page(view: View, register: Register) -> Fragment:
    """The page, whose form is hidden until a browser runs it."""
    schema = register.schema
    formatted = any(each.format == "markdown" for _, each in every_field(schema.fields))
    around = Around(schema.title, f"registers/{schema.name}/", "record")
    return form_page(view, around, formatted=formatted)


class Around(NamedTuple):
    """What stands round a form: what leads back, by name and address, and what is changed."""

    title: str
    home: str
    noun: str


def form_page(view: View, around: Around, *, formatted: bool) -> Fragment:
    """The page of a form; `formatted` says whether a text in it shows how it will look."""
    names = {"around": around, "root": ROOT, "named": NAMED, "formatted": formatted}
    has_editor = isinstance(forge_of(view), Forge)
    return Fragment(render("edit.html", **names, guide=GUIDE in view.titles, editor=has_editor))


def downloads(view: View) -> Iterator[Download]:
    """The data of each form, for staff."""
    if not view.is_staff:
        return
    yield NAMED, partial(_named, view)
    for name, register in view.registers.items():
        yield f"edit/{name}/form.json", partial(_form, view, register)
        yield f"edit/{name}/records.json", partial(_records, register)


def as_json(content: object) -> str:
    """What the scripts of a form or of the editor load."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _named(view: View) -> str:
    """Each record as its id, its name and whether it is over, by register; pages by their file."""
    named: dict[str, list[tuple[str, str, int]]] = {
        name: [
            (record.key.id, view.label(record.key), int(record.retired))
            for record in register.records
        ]
        for name, register in view.registers.items()
    }
    pages = [(f"docs/{file}", title, 0) for file, title in sorted(view.titles.items())]
    registers = [
        (f"registers/{name}", each.schema.title, 0) for name, each in view.registers.items()
    ]
    return as_json({**named, PAGES: [*pages, *registers]})


def _records(register: Register) -> str:
    """The text of each record's file, by its id."""
    return as_json({record.key.id: _file(record) for record in register.records})


def _file(record: Record) -> str:
    return "\n".join(record.document.lines)


def _form(view: View, register: Register) -> str:
    schema = register.schema
    given = given_ids(view, register)
    return as_json(
        {
            "register": schema.name,
            "singular": schema.singular,
            "label": schema.label,
            "folder": f"registers/{schema.name}",
            "next": next_id(schema, given),
            "given": given,
            "made": view.today.isoformat(),
            "forge": view.forge,
            "editor": view.editor,
            "fields": fields_of(schema.fields),
            "about": [name for name in FRAME if name != "id"],
            "unshown": [CONFIRMED],
            "noun": "record",
            "rules": rules_of(schema),
        }
    )


def given_ids(view: View, register: Register) -> list[str]:
    """Every id that a record of the register has or ever had."""
    past, name = view.past, register.schema.name
    told = (*past.trails, *past.never_there) if past else ()
    ids = {record.key.id for record in register.records}
    return sorted({*ids, *(key.id for key in told if key.register == name)})


def fields_of(fields: Fields) -> list[Json]:
    """All that the form has to know of fields."""
    return [_field(field) for field in fields]


def _field(field: Field) -> Json:
    """All that the form has to know of a field; what it doesn't have is left out."""
    stated: dict[str, object] = {
        "title": field.title,
        "help": field.description,
        "required": field.required,
        "refs": list(field.refs),
        "format": field.format,
        "options": [[value, field.labels.get(value, "")] for value in field.options],
        "short": bool(field.pattern),
        "folded": field.place in UNREAD,
        "examples": [] if field.inside else list(field.examples[:2]),
        "parts": fields_of(field.parts),
        "each": _field(field.each) if field.each else None,
    }
    filled = {name: value for name, value in stated.items() if value}
    return {"name": field.name, "kind": field.kind, **filled}
