"""What the values in a call of a macro name: each is there, and the page's readers may see it.

`macro_calls` has looked at the form of the call before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from macros.catalogue.call import UNCLEAR, Call, Given, plain_value
from macros.catalogue.macro_parts import SAYS, Names
from macros.catalogue.macro_table import BLANKS
from macros.model import Field, Fields, Problems, Schema, Value, is_list
from macros.model.text import did_you_mean, guess_or

DOTTED = ("where", "unless", "filled", "empty")
"""Arguments that may name a field inside another: sources.document."""

ABSENT = ("unless", "filled", "empty")
"""Arguments that ask what isn't there. To the public, a reference to a record for staff isn't."""

FITS: Mapping[str, Callable[[Field], bool]] = {
    "choices": lambda field: bool(field.options),
    "number": lambda field: field.kind in ("integer", "number"),
    "references": lambda field: bool(field.refs),
    "retention-rule": lambda field: field.format == "retention-rule",
    "date": lambda field: field.format == "date",
    "coverage": lambda field: bool(field.back_ref and field.back_ref.meets),
    "waits": lambda field: bool(field.acyclic and field.due_by),
    "chain": lambda field: bool(field.acyclic and field.refs),
    "counts": lambda field: any(part.adds_up_to for part in _parts(field)) and bool(field.targets),
    "group": lambda field: bool(field.parts),
}
"""What a field has to be, where not every field will do."""


def check_values(call: Call) -> Problems:
    """Everything that is wrong with the values of a call whose form is right."""
    schema = _schema(call)
    for argument in call.macro.takes:
        if node := call.given.get(argument.name):
            yield from _value_faults(Given(call, argument, node.lineno), plain_value(node), schema)


def _schema(call: Call) -> Schema | None:
    """The register that a call is about: it is named, or a record is that stands in it alone."""
    takes = reversed(call.macro.takes)  # of two registers, the first is what it is about
    values = {argument.names: plain_value(call.given.get(argument.name)) for argument in takes}
    name, record = values.get("register"), values.get("record")
    if isinstance(name, str):
        return call.known.registers.get(name)
    homes = [register for register, ids in call.known.ids.items() if record in ids]
    return call.known.registers.get(homes[0]) if len(homes) == 1 else None


def _value_faults(given: Given, value: object, schema: Schema | None) -> Problems:
    argument, names = given.argument, given.argument.names
    if value is UNCLEAR and names == "text":
        return
    if not _is(names, value):
        message = f"'{argument.name}' of '{given.call.macro.name}' is {SAYS[names]}."
        hint = f"Write it like this: {argument.name}={_LOOKS.get(names, _QUOTED)}"
        yield given.problem(message, hint, argument.name)
    elif argument.name == "unnamed_by":
        yield from _namer(given, schema, str(value))
    elif names == "register":
        yield from _register(given, str(value))
    elif names == "record":
        yield from _record(given, str(value))
    elif names == "sentence":
        yield from _sentence(given, str(value))
    elif schema and names in ("field", "fields", "values"):
        yield from _fields(given, schema, value)


_QUOTED = '"..."'
_LOOKS: Mapping[Names, str] = {
    "fields": '["id", "title"]', "values": '{"status": "current"}', "yes or no": "true",
}  # fmt: skip
"""How values are written that are no text in quotes."""


def _is(names: Names, value: object) -> bool:
    """Whether a value is of the kind that an argument takes."""
    if names == "yes or no":
        return isinstance(value, bool)
    if names == "fields":
        return is_list(value) and all(isinstance(name, str) for name in value)
    if names == "values":
        return isinstance(value, dict) and all(isinstance(name, str) for name in value)
    return isinstance(value, str)


def _register(given: Given, name: str) -> Problems:
    registers, fits = given.known.registers, given.argument.fits
    names = list(registers)
    schema = registers.get(name)
    if name not in names:
        hint = did_you_mean(name, names, f"The registers are {', '.join(names)}.")
        yield given.problem(f"There is no register '{name}'.", hint, name)
    elif schema and given.known.public and schema.public is None:
        message = f"The register '{name}' is not shown to the public, and this page is."
        public_name = f"say in {schema.file} what the public calls it (x-register, public)"
        yield given.problem(message, f"Take it out, or {public_name}.", name)
    elif schema and fits and not has_field(schema, fits):
        fit = [other.name for other in registers.values() if other and has_field(other, fits)]
        message = f"The register '{name}' has no field that '{given.call.macro.name}' could show."
        yield given.problem(message, did_you_mean(name, fit, "Choose another macro."), name)


def _namer(given: Given, schema: Schema | None, name: str) -> Problems:
    """The other register is there, and can name records of this one."""
    registers = given.known.registers
    namers = [other.name for other in registers.values() if other and _can_name(other, schema)]
    if given.known.public:
        message = "'unnamed_by' can't be used here: a record for staff may name what none seems to."
        yield given.problem(message, "Take it out.", "unnamed_by")
    elif name not in registers:
        yield from _register(given, name)
    elif schema and name not in namers:
        message = f"No field of the register '{name}' names records of '{schema.name}'."
        yield given.problem(message, did_you_mean(name, namers, "No register does."), name)


def _can_name(namer: Schema, schema: Schema | None) -> bool:
    return any(schema and schema.name in field.targets for field in namer.fields)


def has_field(schema: Schema, fits: str) -> bool:
    """Whether a register has a field of the kind that a macro needs, or is of that kind."""
    if fits == "request":
        return schema.kind == fits
    return any(FITS[fits](field) for field in schema.fields)


def _record(given: Given, name: str) -> Problems:
    all_ids = [record for ids in given.known.ids.values() for record in ids]
    if name in all_ids or not all_ids or given.known.may_come(name):
        return  # in an empty register there is nothing to name yet
    message = f"There is no record '{name}'."
    if given.known.public:
        message = f"There is no public record '{name}', and this page is public."
    hint = guess_or(name, all_ids, "Name a record that is there.")
    yield given.problem(message, hint, name)


def _sentence(given: Given, text: str) -> Problems:
    for blank in re.findall(r"\{([^{}]*)\}", text):
        if blank not in BLANKS:
            message = f"Nothing stands for '{blank}' between curly brackets in a sentence."
            yield given.problem(message, did_you_mean(blank, BLANKS, ""), blank)


def _fields(given: Given, schema: Schema, value: object) -> Problems:
    names = [value] if isinstance(value, str) else list(cast("Iterable[str]", value))
    faults = [problem for name in names for problem in _field(given, schema, name)]
    yield from faults
    if isinstance(value, Mapping) and not faults:
        for name, part in value.items():
            yield from _choice(given, _way(schema.fields, name.split("."))[-1], part)


def _field(given: Given, schema: Schema, name: str) -> Problems:
    """A field is there, its readers may see it, and it is of the kind that the macro needs."""
    argument, public = given.argument, given.known.public
    steps = name.split(".") if argument.name in DOTTED else [name]
    way = _way(schema.fields, steps)
    if len(way) < len(steps):
        parts = _parts(way[-1]) if way else schema.fields
        known = [".".join([*steps[: len(way)], field.name]) for field in parts]
        message = f"The register '{schema.name}' has no field '{name}'."
        yield given.problem(message, did_you_mean(name, known, ""), name)
    elif public and not all(field.public for field in way):
        which = f"The field '{name}' of '{schema.name}'"
        hint = f'Take it out, or mark the field "x-audience": "public" in {schema.file}.'
        yield given.problem(f"{which} is for staff, and this page is for the public.", hint, name)
    elif public and argument.name in ABSENT and way[-1].targets:
        message = f"'{argument.name}' can't count '{name}' here: the records may be for staff."
        yield given.problem(message, "Name another field, or use 'where'.", name)
    elif argument.fits in FITS and not FITS[argument.fits](way[-1]):
        fit = [field.name for field in schema.fields if FITS[argument.fits](field)]
        which = f"'{argument.name}' of '{given.call.macro.name}'"
        hint = did_you_mean(name, fit, "The register has none.")
        yield given.problem(f"{which} needs another kind of field than '{name}'.", hint, name)


def _choice(given: Given, field: Field, value: Value) -> Problems:
    """A value that no record can hold would choose nothing, without a word."""
    inner = field.inner
    ids = [record for register in field.refs for record in given.known.ids.get(register, ())]
    if inner.kind == "boolean" and not isinstance(value, bool):
        message = f"'{field.name}' is true or false."
        yield given.problem(message, "Write it without quotes.", value)
    elif inner.options and value not in inner.options:
        message = f"'{value}' is not a value of '{field.name}'."
        yield given.problem(message, did_you_mean(str(value), inner.options, "", whole=True), value)
    elif ids and value not in ids:
        places = " or ".join(f"registers/{register}" for register in field.refs)
        hint = did_you_mean(str(value), ids, "Name a record that is there.")
        yield given.problem(f"There is no record '{value}' in {places}.", hint, value)


def _way(fields: Fields, steps: Sequence[str]) -> list[Field]:
    """The fields along a dotted name, as far as there are any."""
    way: list[Field] = []
    for step in steps:
        field = next((inner for inner in fields if inner.name == step), None)
        if field is None:
            break
        way.append(field)
        fields = _parts(field)
    return way


def _parts(field: Field) -> Fields:
    return (field.each or field).parts
