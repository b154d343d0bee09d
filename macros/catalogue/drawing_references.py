"""What the parts of a drawing show of each other: what nothing shows, and what is shown too often.

A part is named by its id, and shown by `use`, as paint, or as a clip, a mask or a marker.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from lxml import etree

from macros.catalogue.drawing_parts import PAINT, SVG

MOST_DRAWN = 50_000
"""Parts that a browser may have to draw, each as often as it is shown."""

_NAMED = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)", re.ASCII)
_ONLY_SHOWN = frozenset(f"{{{SVG}}}{name}" for name in (*PAINT, "symbol", "clipPath", "mask"))
_MARKER, _DEFS, _STOP = f"{{{SVG}}}marker", f"{{{SVG}}}defs", f"{{{SVG}}}stop"


def drop_unshown(root: etree._Element) -> bool:
    """Take out definitions that nothing shows, and ids that nothing names. Whether some were."""
    dropped = False
    while unshown := list(_unshown(root, frozenset(_names(root)))):
        dropped = True
        for part in unshown:
            parent = part.getparent()
            if parent is not None:
                parent.remove(part)
    names = frozenset(_names(root))
    for part in root.iter():
        if part.get("id", "") not in names:
            part.attrib.pop("id", None)
    return dropped


def _unshown(root: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    for part in root.iter():
        parent = part.getparent()
        is_defined = part.tag in {*_ONLY_SHOWN, _MARKER} and part.tag != _STOP
        if is_defined or (parent is not None and parent.tag == _DEFS):
            ids = {str(inside.get("id", "")) for inside in part.iter()}
            if names.isdisjoint(ids):
                yield part


def _names(part: etree._Element) -> Iterator[str]:
    """The ids that a part and what is in it name, as often as they do."""
    for inside in part.iter():
        for name, value in inside.attrib.items():
            if name == "href":
                yield str(value)[1:]
            else:
                yield from _NAMED.findall(str(value))


def drawn(root: etree._Element) -> float:
    """How many parts a browser draws, each as often as shown; endless where one is in itself."""
    parts = {str(part.get("id")): part for part in root.iter() if part.get("id")}
    shown = {id_: _shown(part, parts) for id_, part in parts.items()}
    weights: dict[str, int] = {}
    try:
        for id_ in TopologicalSorter(shown).static_order():
            weights[id_] = _weight(parts[id_], shown[id_], weights)
    except CycleError:
        return float("inf")
    return _weight(root, _shown(root, parts), weights)


def _shown(part: etree._Element, parts: Container[str]) -> Sequence[str]:
    return [name for name in _names(part) if name in parts]


def _weight(part: etree._Element, shown: Sequence[str], weights: Mapping[str, int]) -> int:
    return sum(1 for _ in part.iter()) + sum(weights[name] for name in shown)
