"""Links in `x-back-ref` that can't lead to a record of the register that asks for them."""

from __future__ import annotations

from macros.catalogue.schema_fields import SchemaSet
from macros.catalogue.schema_messages import SchemaFault, SchemaFaults
from macros.catalogue.schema_names import ENDING, bare
from macros.model import Path
from macros.model.text import did_you_mean


def loose_back_refs(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Links that can't lead to a record: no such register or field, or one that names others."""
    fields = {field.name: field for field in schemas.fields(name)}
    for field in fields.values():
        if back_ref := field.back_ref:
            path: Path = ("properties", field.name, "x-back-ref")
            if not (back_ref.sources or back_ref.own):
                hint = (
                    "Add 'from' with fields of other registers, or 'own' with fields of this one."
                )
                yield SchemaFault(path, "It names no link that could be there.", hint)
            for number, source in enumerate(back_ref.sources):
                yield from _leads_elsewhere((*path, "from", number), bare(name), source, schemas)
            for number, own in enumerate(back_ref.own):
                if own not in fields:
                    hint = did_you_mean(own, list(fields), "")
                    yield SchemaFault((*path, "own", number), f"There is no field '{own}'.", hint)


def _leads_elsewhere(
    path: Path, name: str, source: tuple[str, str], schemas: SchemaSet
) -> SchemaFaults:
    register, field_name = source
    if register not in schemas.registers:
        message = f"There is no register '{register}'."
        yield SchemaFault(path, message, did_you_mean(register, schemas.registers, ""))
    elif register + ENDING in schemas.sources:
        fields = {field.name: field for field in schemas.fields(register + ENDING)}
        naming = [f"{register}.{field.name}" for field in fields.values() if name in field.targets]
        if field_name not in fields:
            wanted = f"There is no field '{field_name}' in '{register}'."
            message = wanted if field_name else f"'{register}' is a register, and no field of it."
            hint = did_you_mean(f"{register}.{field_name}", naming, "Write 'register.field'.")
            yield SchemaFault(path, message, hint)
        elif name not in fields[field_name].targets:
            message = f"'{field_name}' in '{register}' names no record of '{name}'."
            yield SchemaFault(path, message, f"Add '{name}' to its 'x-ref', or take it out.")
