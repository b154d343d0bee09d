"""A saved map: what the headings of somebody's spreadsheet mean, and what its words stand for.

columns:                    # which column each heading is; '-' leaves one out
  Record type: title
  Comments: '-'
values:                     # what words in a column stand for
  function:
    Hsg Mgmt: tenancy
always:                     # what each new record says where the spreadsheet says nothing
  owner_role: ROLE-business-support-manager
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.sheets.choices import as_key
from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.headings import LEFT_OUT, Heading
from macros.catalogue.sheets.ticks import IS, split
from macros.catalogue.write_values import entry
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Problem, Value, error
from macros.model.text import did_you_mean

RULE = "import-map"

PARTS = ("columns", "values", "always")


class ImportMap(NamedTuple):
    """What a map says: headings, words by the name of a column, and what new records always say."""

    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str]] = {}
    always: Mapping[str, str] = {}

    def meant(self, column: Column, text: str) -> str:
        """What stands for a text in a column: another one, or itself."""
        words = self.values.get(column.name, {})
        return next((new for old, new in words.items() if as_key(old) == as_key(text)), text)


NOTHING = ImportMap()


def read_map(
    content: bytes, file: str, known: Sequence[Column]
) -> tuple[ImportMap, Sequence[Problem]]:
    """A map, and all that is wrong with it."""
    document, problems = parse(content, file)
    if document is None:
        return NOTHING, problems
    wrong = list(
        _wrong(document, file, [column.name for column in known if column.kind != "version"])
    )
    parts = {part: _group(document.value.get(part)) for part in PARTS}
    words = {
        name: {old: str(new) for old, new in _group(part).items()}
        for name, part in parts["values"].items()
    }
    plain = {
        part: {key: str(new) for key, new in parts[part].items()} for part in ("columns", "always")
    }
    return ImportMap(plain["columns"], words, plain["always"]), wrong


def _group(value: Value | None) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}


def _wrong(document: Document, file: str, known: Sequence[str]) -> Iterator[Problem]:
    for part, value in document.value.items():
        mark = document.keys[(part,)]
        place = document.place(file, (part,))._replace(line=mark.line, column=mark.column)
        if part not in PARTS:
            hint = did_you_mean(part, PARTS, "")
            yield error(place, RULE, f"A map has no part '{part}'.", hint=hint)
        elif not isinstance(value, Mapping):
            hint = "Write each on a line of its own, as in 'Record type: title'."
            yield error(place, RULE, f"'{part}' is no list of names and what they mean.", hint=hint)
        else:
            yield from _unknown(document, file, part, known)


def _unknown(document: Document, file: str, part: str, known: Sequence[str]) -> Iterator[Problem]:
    """The columns that a map names and the register lacks."""
    for key, value in _group(document.value[part]).items():
        name = split(str(value), IS)[0] if part == "columns" else key
        if name not in known and not (part == "columns" and name == LEFT_OUT):
            hint = did_you_mean(name, known, "Write the name of the field, as the schema has it.")
            place = document.place(file, (part, key))
            yield error(place, RULE, f"The register has no column '{name}'.", hint=hint)


def map_text(headings: Sequence[Heading], before: ImportMap) -> str:
    """A map of these headings, to be looked at and given back with --map."""
    read = {heading.text: _named(heading) for heading in headings}
    lines = ["# What each heading means. Look at those that were guessed; '-' leaves a column out."]
    guessed = {heading.text for heading in headings if heading.how == "guess"}
    lines.append("columns:")
    for text, name in {**before.columns, **read}.items():
        written = entry(_quoted_key(text), name, 2)
        lines += [f"{written[0]}  # a guess" if text in guessed else written[0], *written[1:]]
    for part, value in (("values", before.values), ("always", before.always)):
        lines += (
            entry(part, {_quoted_key(key): _texts(inner) for key, inner in value.items()})
            if value
            else []
        )
    return "\n".join(lines) + "\n"


def _named(heading: Heading) -> str:
    if heading.column and heading.tick:
        return f"{heading.column.name}{IS}{heading.tick}"
    return heading.column.name if heading.column else LEFT_OUT


def _quoted_key(text: str) -> str:
    """A heading as a key of YAML."""
    plain = " ".join(text.split())
    is_word = all(letter.isalnum() or letter in " _." for letter in plain)
    return plain if is_word and plain[:1].isalpha() else "'" + plain.replace("'", "''") + "'"


def _texts(inner: str | Mapping[str, str]) -> Value:
    if isinstance(inner, str):
        return inner
    return {_quoted_key(old): new for old, new in inner.items()}
