"""Old versions of records into values, as they were: no schema of today and no rule is asked."""

from __future__ import annotations

import re

import yaml

from macros.catalogue.yaml_reader import LOADER
from macros.model import Value, Values

FATHOM = 100
"""How deep an old version may be. It is read as it was, and must not take the program down."""


class _PlainLoader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Composes a text, and asks nobody what kind of value a scalar is: each is taken as text."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: object) -> str:
        """What a value is by itself: the same for all, which is quick enough for a history."""
        return ""


_ALIAS = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s&*]")
_MANY = re.compile(r"(?:[\[{][^\[{]*){40}|(?:^|[\r\u0085\u2028\u2029])[ \t?:-]{40}", re.MULTILINE)
"""What a text must hold before it can be very deep: forty brackets, or a far indent."""
_FAR = re.compile(r"\n[ \t?:-]{40}")
_LINE_ENDS = ("\r", "\u0085", "\u2028", "\u2029")
"""Those that few texts have: with none of them, a far indent comes after a line feed."""


def read_plainly(text: str) -> Values | None:
    """An old version as values, every scalar as text; None where it can't be read as a record.

    Aliases are refused, since a few lines of them can stand for more text than there is room for;
    so is what stands very deep, since composing it would end the program.
    """
    try:
        if (_may_alias(text) or _may_be_deep(text)) and _is_too_much(text):
            return None
        node = yaml.compose(text, Loader=_PlainLoader)
        return _group(node) if isinstance(node, yaml.MappingNode) else None
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _group(node: yaml.MappingNode) -> Values:
    """The fields of a group. Raises ValueError where one has no plain name, or stands twice."""
    if not all(isinstance(name, yaml.ScalarNode) for name, _ in node.value):
        raise ValueError("a name is a list or a group")
    values = {str(name.value): _value(inner) for name, inner in node.value}
    if len(values) < len(node.value):
        raise ValueError("a field stands there twice")
    return values


def _value(node: yaml.Node) -> Value:
    if isinstance(node, yaml.MappingNode):
        return _group(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(inner) for inner in node.value]
    return str(node.value)


def _may_alias(text: str) -> bool:
    """Whether it may hold an alias. A look for its signs takes far less time than the search."""
    return ("&" in text or "*" in text) and bool(_ALIAS.search(text))


def _may_be_deep(text: str) -> bool:
    """Whether it may be very deep. That most texts aren't is seen without the slow search."""
    has_few = text.count("[") + text.count("{") < 40
    if has_few and not any(end in text for end in _LINE_ENDS):
        return bool(_FAR.search(f"\n{text}"))
    return bool(_MANY.search(text))


def _is_too_much(text: str) -> bool:
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > FATHOM:
            return True
    return False
