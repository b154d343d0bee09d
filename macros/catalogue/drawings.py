"""Drawings (SVG), made anew: read by a real parser, and written again from allowed parts alone.

Three things can become of a part. `drawing_parts` lists what is kept. What draws nothing, as notes
of a drawing program, is left out and named. Whatever else there is would make another picture if it
were left out, or is no picture's business, so the file is refused: programs, links, style sheets.

The parser is lxml's, with no entities, no DTD and no network. Cleaners that there are (nh3 for
HTML, svg-hush for SVG) keep text that nobody sees, and don't say what they took out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from macros.catalogue.drawing_parts import (
    ATTRIBUTES,
    ELEMENTS,
    PLACE,
    SHAPES,
    SILENT,
    SVG,
    UNSEEN,
    WORDS,
    XLINK,
    XML,
    is_editors,
)
from macros.catalogue.drawing_references import MOST_DRAWN, drawn, drop_unshown
from macros.catalogue.remade import FileFault, Remade
from macros.model.text import printable

LARGEST = 1024 * 1024

_PLAIN = "Save it as a plain SVG that consists of shapes, or as a PNG."
_HINTS: Mapping[str, str] = {
    "style": "Save it again with 'presentation attributes' for styles.",
    "image": "Save the picture inside as a PNG or JPEG of its own.",
    "script": "Take it out: a picture has no program.",
}
_NOTES = "what a drawing program noted"
_OUTSIDE = re.compile(r"url\s*\(|:|\\|@|/\*", re.IGNORECASE)
_COMMENT = type(etree.Comment())
_NOTHING = re.compile(r"-.*|\+?(?:0+(?:\.0*)?|\.0+)(?:e.*)?%?", re.IGNORECASE)
_MOVES = ("animate", "set", "discard", "mpath")


class _RefusedError(Exception):
    """Something in a drawing that can't be left out. Carries the fault."""

    def __init__(self, message: str, hint: str = _PLAIN) -> None:
        self.fault = FileFault(message, hint)
        super().__init__(message)


def made_anew(content: bytes) -> Remade | FileFault:
    """The same drawing from allowed parts, and what else was in it; or why that can't be."""
    try:
        old = _read(content)
        maker = _Maker()
        new = maker.start(old)
    except _RefusedError as refused:
        return refused.fault
    if drop_unshown(new):
        maker.leave_out("parts that nothing shows")
    if drawn(new) > MOST_DRAWN:
        return FileFault("The picture repeats its own parts more often than can be drawn.", _PLAIN)
    text = etree.tostring(new, encoding="unicode") + "\n"
    return Remade(text.encode(), tuple(maker.left_out))


def _read(content: bytes) -> etree._Element:
    """The root of a drawing in UTF-8, without a DTD."""
    if len(content) > LARGEST:
        raise _RefusedError("The drawing has more than 1 MB, too much for a page.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        message = "The drawing is not saved as UTF-8."
        raise _RefusedError(message, "Save it again with the encoding 'UTF-8'.") from reason
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        message = "The drawing starts with a DTD (<!DOCTYPE ...>), which can bring in anything."
        raise _RefusedError(message, "Take that part out, or save it again as a plain SVG.")
    try:
        root = etree.fromstring(text.encode(), _parser())
    except etree.XMLSyntaxError as reason:
        line = reason.lineno or 1
        raise _RefusedError(f"This can't be read as a drawing: line {line} is no XML.") from reason
    if root.tag != f"{{{SVG}}}svg":
        start = f'<svg xmlns="{SVG}">'
        raise _RefusedError("No browser would show this as a drawing.", f"It starts with {start}.")
    return root


def _parser() -> etree.XMLParser[etree._Element]:
    return etree.XMLParser(
        encoding="utf-8",  # whatever the file claims
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )


class _Maker:
    """Makes a drawing anew, and keeps what it left out, each once."""

    def __init__(self) -> None:
        self.left_out: dict[str, None] = {}

    def leave_out(self, what: str) -> None:
        self.left_out[what] = None

    def start(self, old: etree._Element) -> etree._Element:
        new = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
        for beside in (*old.itersiblings(preceding=True), *old.itersiblings()):
            self._is_kept(beside)
        self._fill(new, old)
        return new

    def _fill(self, new: etree._Element, old: etree._Element) -> None:
        """Attributes, words and parts of one element into the new one."""
        for name, value in self._attributes(old):
            new.set(name, value)
        self._say(new, old.text)
        for child in old:
            if self._is_kept(child):
                self._fill(etree.SubElement(new, child.tag), child)
            self._say(new, child.tail)

    def _say(self, new: etree._Element, words: str | None) -> None:
        """Words stand inside text alone; behind the last part of it, if it has parts."""
        if not words:
            return
        if etree.QName(new).localname not in WORDS:
            if words.strip():
                self.leave_out("words between the shapes")
        elif len(new):
            new[-1].tail = (new[-1].tail or "") + words
        else:
            new.text = (new.text or "") + words

    def _is_kept(self, part: etree._Element) -> bool:
        """Whether a part is kept. Raises where it can be neither kept nor left out."""
        if not isinstance(part.tag, str):
            self.leave_out("a comment" if isinstance(part, _COMMENT) else _NOTES)
            return False
        name = etree.QName(part)
        if is_editors(name.namespace or ""):
            self.leave_out(_NOTES)
            return False
        if name.namespace == SVG and name.localname in UNSEEN:
            self.leave_out(UNSEEN[name.localname])
            return False
        if name.namespace != SVG or name.localname not in ELEMENTS:
            raise _strange(part, name.localname)
        if _is_hidden(part, name.localname):
            self.leave_out("parts that are hidden")
            return False
        return True

    def _attributes(self, part: etree._Element) -> Iterator[tuple[str, str]]:
        for name, value in _stated(part):
            form = PLACE if name == "href" else ATTRIBUTES.get(name)
            if form and form.fullmatch(value):
                yield name, value
            elif name.lower().startswith("on"):
                message = f"The picture holds code ('{printable(name)}')."
                raise _RefusedError(message, _HINTS["script"])
            elif name == "href" or (form and _OUTSIDE.search(value)):
                message = f"The picture leads out of itself: '{printable(name)}' may name only"
                raise _RefusedError(f"{message} a part of it.")
            elif name not in SILENT:
                self.leave_out(_NOTES if name == "" else f"'{printable(name)}'")


def _strange(part: etree._Element, name: str) -> _RefusedError:
    shown = printable(f"{part.prefix}:{name}" if part.prefix else name)
    if name.startswith(_MOVES):
        return _RefusedError(f"The picture moves or changes (<{shown}>).", "Save it without that.")
    message = f"The picture holds <{shown}> in line {part.sourceline}, which can't be published."
    return _RefusedError(message, _HINTS.get(name, _PLAIN))


def _stated(part: etree._Element) -> Iterator[tuple[str, str]]:
    """Attributes and what `style` says instead of some, by name; '' for a drawing program's own."""
    stated: dict[str, str] = {}
    for full, value in part.attrib.items():
        name = etree.QName(full)
        if name.namespace is None or (name.namespace, name.localname) == (XLINK, "href"):
            stated[name.localname] = str(value).strip()
        elif name.namespace == XLINK or is_editors(name.namespace):
            stated[""] = ""
        elif name.namespace != XML:
            stated[full] = ""
    return iter({**stated, **_style(stated.get("style", ""))}.items())


def _style(text: str) -> Mapping[str, str]:
    """The declarations of a `style`. They are split plainly: no value that is kept holds a ';'."""
    pairs = (declaration.partition(":") for declaration in text.split(";"))
    plain = {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}
    return {name: value for name, value in plain.items() if name and not name.startswith("-")}


def _is_hidden(part: etree._Element, name: str) -> bool:
    """Whether a part draws nothing, as a layer that was switched off."""
    if name not in SHAPES | WORDS | {"g", "svg", "use"}:
        return False
    stated = dict(_stated(part))
    if stated.get("display") == "none" or stated.get("visibility") in ("hidden", "collapse"):
        return True
    return _NOTHING.fullmatch(stated.get("opacity", "1")) is not None
