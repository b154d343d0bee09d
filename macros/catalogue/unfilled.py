"""What is said of fields without a value: once a field, with what belongs in it.

The reader of YAML knows where a value is missing, and the schema what it would be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.catalogue.record_messages import example
from macros.model import Field, Path, Problem, Schema, field_at
from macros.model.text import both, either

EMPTY = "empty-value"
"""The rule that the reader of YAML names where there is no value."""


def taught(problems: Sequence[Problem], schema: Schema) -> list[Problem]:
    """The same problems, with those of fields without a value as one for each field of the record.

    What is wrong in another way, and what the schema doesn't know, is said as it was.
    """
    told: dict[str, Problem] = {}
    for problem in problems:
        name = str(_path(problem.field)[0]) if problem.field else ""
        field = schema.field(name)
        if problem.rule != EMPTY or field is None:
            told[f"{len(told)} {problem}"] = problem
        elif name not in told:
            gaps = [_path(gap.field) for gap in problems if gap.rule == EMPTY]
            told[name] = _one_for_all(problem, field, [gap for gap in gaps if gap[:1] == (name,)])
    return list(told.values())


def _path(dotted: str) -> Path:
    """A field as people write it, in its steps: sources[0].part."""
    steps = re.findall(r"[^.\[\]]+", dotted)
    return tuple(int(step) if step.isdecimal() else step for step in steps)


def _one_for_all(first: Problem, field: Field, gaps: Sequence[Path]) -> Problem:
    """One problem in place of all that lack a value in a field, where the first of them stands."""
    inner = field_at((field,), gaps[0])
    if len(gaps) == 1 and inner is not None and isinstance(gaps[0][-1], str):
        message = f"'{inner.name}' ({inner.title}) has no value yet."
        return first._replace(message=message, hint=_hint(inner))
    name = f"'{field.name}' ({field.title})"
    if parts := _parts(gaps):
        message = f"{name} isn't filled in yet: {both(parts)}."
    else:
        message = f"{name} has no value yet after its '-'."
    return first._replace(field=field.name, message=message, hint=_hint(field))


def _parts(gaps: Sequence[Path]) -> Sequence[str]:
    """The parts of a field that lack values, by name, each once; none in a plain list."""
    names: dict[str, None] = {}
    for gap in gaps:
        name = next((step for step in gap[1:] if isinstance(step, str)), "")
        names.update({f"'{name}'": None} if name else {})
    return list(names)


def _hint(field: Field) -> str:
    """What belongs in a field, and what to do where nobody knows."""
    each = field.each or field
    options = field.options or each.options
    refs = field.refs or each.refs
    sentences = [
        field.description,
        f"It can be {either(options)}." if options else "",
        f"It names a record of {either([f'registers/{name}' for name in refs])}." if refs else "",
        "" if field.required else "Where it isn't known, take the line out.",
        "" if options else example(field),
    ]
    return " ".join(sentence for sentence in sentences if sentence)
