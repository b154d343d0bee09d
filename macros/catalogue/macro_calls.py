"""The macros that a page calls, checked against the table before anything is built.

A page may print what mkdocs.yml says of the landlord, or call a macro with plain values. Nothing else runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias, cast

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.catalogue.macro_table import BLANKS, MACROS, SAYS, Argument, Macro, Names
from macros.model import Field, Page, Problem, Schema, Value
from macros.model.text import both, counted, did_you_mean, nearest

Registers: TypeAlias = "Mapping[str, Schema | None]"
"""The registers that there are; None where the schema is broken, which is said elsewhere."""

Ids: TypeAlias = Mapping[str, Collection[str]]
"""The ids of records, by register."""

ALLOWED = (
    nodes.Output,
    nodes.TemplateData,
    nodes.Call,
    nodes.Keyword,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.List,
    nodes.Dict,
    nodes.Pair,
    nodes.Tuple,
)
"""What a page may hold between braces: names, calls and plain values."""

NAMES = ("landlord",)
"""What a page may print that is no macro. The generator knows more: commits, their authors, its settings, other pages."""

_LIKE = "A macro looks like {{ ask_box() }}."


class Known(NamedTuple):
    """What a page can name: the registers, and of their records those that its readers may see."""

    registers: Registers
    ids: Ids
    public: bool = False
    """Whether the page's readers are the public."""


def check_calls(page: Page, known: Known) -> Iterator[Problem]:
    """Everything that is wrong between the braces of a page."""
    try:
        tree = Environment(autoescape=True).parse(page.text)
    except TemplateSyntaxError as error:
        wrong = f"This can't be read as a macro: {str(error.message).rstrip('.')}."
        yield _problem(page, error.lineno, wrong, _LIKE)
        return
    except (RecursionError, ValueError):  # thousands of brackets or figures: nobody means them
        lines = page.text.split("\n")
        longest = max(range(len(lines)), key=lambda number: len(lines[number]))
        wrong = "This can't be read as a macro: it is too deep or too long."
        yield _problem(page, longest + 1, wrong, _LIKE)
        return
    faults = list(_call_faults(page, tree, known)) or list(_name_faults(page, tree))
    yield from faults
    strange = (node for node in tree.find_all(nodes.Node) if not isinstance(node, ALLOWED))
    if not faults and (node := next(strange, None)):
        message = (
            "Only macros stand between braces here: nothing is included, set, filtered or repeated."
        )
        yield _problem(page, node.lineno, message, _LIKE)


def _name_faults(page: Page, tree: nodes.Template) -> Iterator[Problem]:
    called = [call.node for call in tree.find_all(nodes.Call)]
    hint = "It can print what mkdocs.yml says of the landlord, as in {{ landlord.name }}, or call a macro."
    for name in tree.find_all(nodes.Name):
        is_called = any(name is node for node in called)
        if name.ctx == "load" and name.name not in NAMES and not is_called:
            yield _problem(page, name.lineno, f"A page can't print '{name.name}'.", hint, name.name)


def _call_faults(page: Page, tree: nodes.Template, known: Known) -> Iterator[Problem]:
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        macro = MACROS.get(name)
        if macro is None:
            message = f"There is no macro '{name or 'of that kind'}'."
            hint = did_you_mean(
                name, list(MACROS), "The guide 'Write a page' lists those that there are."
            )
            yield _problem(page, call.lineno, message, hint, name)
        elif known.public and not macro.public:
            message = f"The macro '{name}' is for staff, and this page is for the public."
            yield _problem(
                page,
                call.lineno,
                message,
                "Take it out, or move the page out of docs/public/.",
                name,
            )
        else:
            yield from _Call(page, call, macro, known).faults()


_UNCLEAR = object()
"""Stands for a value that only the build knows: a macro inside another, or the landlord's name."""


class _Call:
    """One call of a macro that there is, beside what the table says of it."""

    def __init__(self, page: Page, call: nodes.Call, macro: Macro, known: Known) -> None:
        self.page, self.call, self.macro, self.known = page, call, macro, known
        names = [argument.name for argument in macro.takes]
        self.given: dict[str, nodes.Expr] = dict(zip(names, call.args, strict=False))
        self.given |= {
            keyword.key: keyword.value for keyword in call.kwargs if keyword.key in names
        }

    def faults(self) -> Iterator[Problem]:
        """What is wrong with the call; what its values name is looked at only where the call itself is right."""
        wrong = list(self._shape())
        yield from wrong
        if wrong:
            return
        schema = self._schema()
        for argument in self.macro.takes:
            if argument.name in self.given:
                yield from self._value_faults(argument, self.given[argument.name], schema)

    def problem(self, message: str, hint: str, word: str = "", line: int = 0) -> Problem:
        """A problem in this call, at `word` where the page has it in that line."""
        return _problem(self.page, line or self.call.lineno, message, hint, word or self.macro.name)

    # ----------------------------------------------------------------------------------- the call itself

    def _shape(self) -> Iterator[Problem]:
        name, takes = self.macro.name, self.macro.takes
        names = [argument.name for argument in takes]
        if self.call.dyn_args or self.call.dyn_kwargs:
            yield self.problem(f"'{name}' takes plain values, without asterisks.", self._takes())
            return
        if len(self.call.args) > len(takes):
            most = f"at most {counted(len(takes), 'value')}" if takes else "no value"
            yield self.problem(f"'{name}' takes {most}, and more stand here.", self._takes())
        seen = set(names[: len(self.call.args)])
        for keyword in self.call.kwargs:
            if keyword.key not in names:
                message = f"'{name}' has no place for '{keyword.key}'."
                yield self.problem(
                    message,
                    did_you_mean(keyword.key, names, self._takes()),
                    keyword.key,
                    keyword.lineno,
                )
            elif keyword.key in seen:
                yield self.problem(
                    f"'{keyword.key}' of '{name}' is given twice.",
                    self._takes(),
                    keyword.key,
                    keyword.lineno,
                )
            seen.add(keyword.key)
        for argument in takes:
            if argument.needed and argument.name not in seen:
                message = f"'{name}' lacks '{argument.name}': {SAYS[argument.names]}."
                yield self.problem(message, self._takes())

    def _takes(self) -> str:
        """What the macro takes, for somebody who has called it otherwise."""
        if not self.macro.takes:
            return f"Write {{{{ {self.macro.name}() }}}}."
        names = [argument.name for argument in self.macro.takes]
        return f"It takes {both(names)}, in this order. The guide 'Write a page' has an example."

    # ------------------------------------------------------------------------------- what its values name

    def _schema(self) -> Schema | None:
        """The register that the call is about: it is named, or the record that is named is in it alone."""
        for argument in self.macro.takes:
            value = _plain(self.given.get(argument.name))
            if argument.names == "register" and isinstance(value, str):
                return self.known.registers.get(value)
        for argument in self.macro.takes:
            value = _plain(self.given.get(argument.name))
            if argument.names == "record" and isinstance(value, str):
                homes = [name for name, ids in self.known.ids.items() if value in ids]
                return self.known.registers.get(homes[0]) if len(homes) == 1 else None
        return None

    def _value_faults(
        self, argument: Argument, node: nodes.Expr, schema: Schema | None
    ) -> Iterator[Problem]:
        value = _plain(node)
        if value is _UNCLEAR and argument.names == "text":
            return
        if not _IS[argument.names](value):
            message = f"'{argument.name}' of '{self.macro.name}' is {SAYS[argument.names]}."
            yield self.problem(message, _written(argument), argument.name, node.lineno)
            return
        match argument.names:
            case "register":
                yield from self._register(argument, str(value), node.lineno)
            case "record":
                yield from self._record(str(value), node.lineno)
            case "sentence":
                yield from self._sentence(str(value), node.lineno)
            case "field" if schema:
                yield from self._fields(argument, [str(value)], schema, node.lineno)
            case "fields" if schema:
                yield from self._fields(argument, cast("Sequence[str]", value), schema, node.lineno)
            case "values" if schema:
                values = cast("Mapping[str, Value]", value)
                wrong = list(self._fields(argument, values, schema, node.lineno))
                yield from wrong or self._values(values, schema, node.lineno)

    def _register(self, argument: Argument, name: str, line: int) -> Iterator[Problem]:
        names = list(self.known.registers)
        if name not in names:
            otherwise = f"The registers are {', '.join(names)}."
            yield self.problem(
                f"There is no register '{name}'.", did_you_mean(name, names, otherwise), name, line
            )
            return
        schema = self.known.registers[name]
        if schema is None:
            return
        if self.known.public and schema.public is None:
            message = f"The register '{name}' is not shown to the public, and this page is."
            hint = f"Take it out, or say in {schema.file} what the public calls it (x-register, public)."
            yield self.problem(message, hint, name, line)
        elif argument.fits and not any(FITS[argument.fits](field) for field in schema.fields):
            fit = [
                key
                for key, other in self.known.registers.items()
                if other and _has(other, argument)
            ]
            message = f"The register '{name}' has no field that '{self.macro.name}' could show."
            yield self.problem(
                message, did_you_mean(name, fit, "Choose another macro."), name, line
            )

    def _record(self, name: str, line: int) -> Iterator[Problem]:
        ids = self.known.ids
        if any(name in some for some in ids.values()) or not any(ids.values()):
            return  # in an empty project there is nothing to name yet
        guess = nearest(name, [id_ for some in ids.values() for id_ in some])
        message = f"There is no record '{name}'."
        if self.known.public:
            message = f"There is no public record '{name}', and this page is public."
        yield self.problem(
            message,
            f"Did you mean '{guess}'?" if guess else "Name a record that is there.",
            name,
            line,
        )

    def _sentence(self, text: str, line: int) -> Iterator[Problem]:
        for blank in re.findall(r"\{([^{}]*)\}", text):
            if blank not in BLANKS:
                message = f"Nothing stands for '{blank}' between curly brackets in a sentence."
                yield self.problem(message, did_you_mean(blank, BLANKS, ""), blank, line)

    def _fields(
        self, argument: Argument, names: Iterable[str], schema: Schema, line: int
    ) -> Iterator[Problem]:
        for name in names:
            steps = name.split(".") if argument.name in DOTTED else [name]
            way = _way(schema.fields, steps)
            if len(way) < len(steps):
                inner = _parts(way[-1]) if way else schema.fields
                message = f"The register '{schema.name}' has no field '{name}'."
                known = [".".join([*steps[: len(way)], field.name]) for field in inner]
                yield self.problem(message, did_you_mean(name, known, ""), name, line)
            elif self.known.public and not all(field.public for field in way):
                message = f"The field '{name}' of '{schema.name}' is for staff, and this page is for the public."
                hint = f'Take it out, or mark the field "x-audience": "public" in {schema.file}.'
                yield self.problem(message, hint, name, line)
            elif self.known.public and argument.name in HIDES and _leads_to_records(way[-1]):
                message = f"'{argument.name}' can't be told of '{name}' on a public page: records that it names may be for staff."
                yield self.problem(
                    message,
                    "Name another field, or use 'where' with a record that is public.",
                    name,
                    line,
                )
            elif argument.fits in FITS and not FITS[argument.fits](way[-1]):
                fit = [field.name for field in schema.fields if FITS[argument.fits](field)]
                message = f"'{argument.name}' of '{self.macro.name}' needs another kind of field than '{name}'."
                yield self.problem(
                    message, did_you_mean(name, fit, "The register has none."), name, line
                )

    def _values(self, values: Mapping[str, Value], schema: Schema, line: int) -> Iterator[Problem]:
        """A value that no record can hold would choose nothing, without a word."""
        for name, value in values.items():
            field = _way(schema.fields, name.split("."))[-1]
            yield from self._held(field, value, line)

    def _held(self, field: Field, value: Value, line: int) -> Iterator[Problem]:
        inner = field.each if field.each and not field.refs else field
        ids = [id_ for register in field.refs for id_ in self.known.ids.get(register, ())]
        if inner.kind == "boolean" and not isinstance(value, bool):
            yield self.problem(
                f"'{field.name}' is true or false.", "Write it without quotes.", str(value), line
            )
        elif inner.options and value not in inner.options:
            message = f"'{value}' is not a value of '{field.name}'."
            yield self.problem(
                message, did_you_mean(str(value), inner.options, ""), str(value), line
            )
        elif ids and value not in ids:
            message = (
                f"There is no record '{value}' in registers/{' or registers/'.join(field.refs)}."
            )
            yield self.problem(
                message,
                did_you_mean(str(value), ids, "Name a record that is there."),
                str(value),
                line,
            )


DOTTED = ("where", "unless", "filled", "empty")
"""Arguments that may name a field inside another: sources.document."""

HIDES = ("unless", "filled", "empty")
"""Arguments that ask what is not there. For the public, a reference to a record for staff is not there either."""

FITS: Mapping[str, Callable[[Field], bool]] = {
    "choices": lambda field: bool(field.options),
    "number": lambda field: field.kind in ("integer", "number"),
    "references": lambda field: bool(field.refs),
    "retention-rule": lambda field: field.format == "retention-rule",
}
"""What a field has to be, where not every field will do."""

_IS: Mapping[str, Callable[[object], bool]] = {
    "register": lambda value: isinstance(value, str),
    "record": lambda value: isinstance(value, str),
    "field": lambda value: isinstance(value, str),
    "fields": lambda value: (
        isinstance(value, list | tuple) and all(isinstance(name, str) for name in value)
    ),
    "values": lambda value: (
        isinstance(value, dict) and all(isinstance(name, str) for name in value)
    ),
    "text": lambda value: isinstance(value, str),
    "sentence": lambda value: isinstance(value, str),
    "yes or no": lambda value: isinstance(value, bool),
}


def _has(schema: Schema, argument: Argument) -> bool:
    return any(FITS[argument.fits](field) for field in schema.fields)


_LOOKS: Mapping[Names, str] = {
    "fields": '["id", "title"]',
    "values": '{"status": "current"}',
    "yes or no": "true",
}
"""How values that are no text in quotes are written."""


def _written(argument: Argument) -> str:
    looks = _LOOKS.get(argument.names, '"..."')
    return f"Write it like this: {argument.name}={looks}"


def _plain(node: nodes.Expr | None) -> object:
    """The value that is written, or _UNCLEAR where only the build would know it."""
    try:
        return node.as_const() if node else None
    except nodes.Impossible:
        return _UNCLEAR


def _way(fields: Sequence[Field], steps: Sequence[str]) -> list[Field]:
    """The fields along a dotted name, as far as there are any."""
    way: list[Field] = []
    for step in steps:
        field = next((inner for inner in fields if inner.name == step), None)
        if field is None:
            break
        way.append(field)
        fields = _parts(field)
    return way


def _leads_to_records(field: Field) -> bool:
    inner = (*field.parts, *((field.each,) if field.each else ()))
    return bool(field.refs) or any(_leads_to_records(part) for part in inner)


def _parts(field: Field) -> Sequence[Field]:
    return (field.each or field).parts


def _problem(page: Page, line: int, message: str, hint: str, word: str = "") -> Problem:
    """A problem in a line of the page's text, at the place where `word` stands in it."""
    lines = page.text.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) if word else None
    column = found.start() + 1 if found else 1
    return Problem(page.file, page.start + line, column, "", "macro", "error", message, hint)
