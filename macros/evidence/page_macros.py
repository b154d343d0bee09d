"""The macros of a page that people write: what the site shows in their place. None is run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError
from markupsafe import Markup, escape

from macros.catalogue.macro_table import MACROS

_MARKS = re.compile("[\ue000\ue001]")
_MARK = re.compile("\ue000(\\d+)\ue001")
_CALL = re.compile(r"""\s*([\w.]+)\s*(?:\(\s*(?:name\s*=\s*)?["']([^"']*)["'])?""")


class MarkedPage(NamedTuple):
    """A page with a mark for each macro, and the sentences that the marks stand for."""

    text: str
    sentences: tuple[str, ...] = ()


def without_marks(text: str) -> str:
    """A page's text without the letters that marks are made of, so that it can't forge one."""
    return _MARKS.sub("", text)


def without_macros(text: str) -> MarkedPage:
    """A page with its macros named and not run. One whose macros can't be read stays as it is."""
    try:
        tokens = list(Environment(autoescape=True, keep_trailing_newline=True).lex(text))
    except TemplateSyntaxError:
        return MarkedPage(text)
    kept: list[str] = []
    sentences: list[str] = []
    call: list[str] = []
    inside = False
    for _, kind, value in tokens:
        if kind == "variable_begin":
            inside, call = True, []
        elif kind == "variable_end":
            inside = False
            kept.append(f"\ue000{len(sentences)}\ue001")
            sentences.append(_sentence("".join(call)))
        elif inside:
            call.append(value)
        elif kind == "data":
            kept.append(value)
    return MarkedPage("".join(kept), tuple(sentences))


def _sentence(call: str) -> str:
    """What stands on the site in a macro's place."""
    match = _CALL.match(call)
    name, named = (match[1], match[2] or "") if match else (call.strip(), "")
    macro = MACROS.get(name)
    if macro and macro.printed and named:
        return macro.printed.format(named)
    words = name.removeprefix("landlord.").replace("_", " ")
    if name.startswith("landlord."):
        return f"[{words} of the landlord]"
    return f"[On the site, '{words}' stands here, made from the registers.]"


def with_sentences(html: str, sentences: Sequence[str]) -> Markup:
    """A page's safe HTML with an escaped sentence for each mark; a mark of none goes."""
    by_mark = {str(number): escape(sentence) for number, sentence in enumerate(sentences)}
    safe = _MARK.sub(lambda match: by_mark.get(match[1], ""), html)
    return Markup(safe)  # noqa: S704 - the HTML is sanitised and the sentences are escaped
