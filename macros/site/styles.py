"""The theme's styles as they are sent: without the rules that nothing on the site goes by.

Material's are made for all that a site of anybody may hold, and reading them keeps a page from
being drawn: on a telephone they were half of what a tenant waited for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import tinycss2
from tinycss2.ast import (
    AtRule,
    Declaration,
    IdentToken,
    LiteralToken,
    Node,
    ParseError,
    QualifiedRule,
)

from macros.site.asked import Asked
from macros.site.folder_files import files_in
from macros.site.minified import minified

FOLDERS = ("assets", "assets/stylesheets")
"""Where they are. What stands in other folders is the work of one page, or of the project."""

_WORD = re.compile(r"-{0,2}[a-z][\w-]*")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_GROUPS = frozenset(("media", "supports", "layer", "container"))
"""Rules that hold others (CSS Conditional Rules Module Level 5)."""

_MOST = 128
"""Scripts and styles remembered as they were read: the theme's are the same for each site."""

_SHORT = 3
"""Letters of a word that is too short to be how a class begins."""


class Known(NamedTuple):
    """Classes that an element may have, in small letters: whole, or how they begin."""

    whole: frozenset[str]
    begun: tuple[str, ...]

    def have(self, name: str) -> bool:
        """Whether an element may have this class."""
        return name.lower() in self.whole or name.lower().startswith(self.begun)


def cut_styles(folder: Path, asked: Asked) -> None:
    """Put shorter styles in the place of those of the site in `folder`, whose pages `asked` so.

    A rule stays that elements without classes go by, or elements of classes that pages name or a
    script may give them: that is each word of all scripts. So does a custom property that a page, a
    script or a rule uses, those of styles that stay whole too.
    """
    styles = dict(files_in(folder, ".css"))
    ours = {place for place in styles if place.rpartition("/")[0] in FOLDERS}
    others = (path for place, path in styles.items() if place not in ours)
    words = _words(chain(others, (path for _, path in files_in(folder, ".js"))))
    names = asked.classes | words
    known = Known(names, tuple(filter(_begins, words)))
    change = partial(_of_known, known=known)
    wholes = {styles[place]: styles[place].read_text("utf-8") for place in ours}
    cut = {path: _each_changed(_rules(style), change) for path, style in wholes.items()}
    for path, style in _without_unused(cut, asked.properties | words).items():
        path.write_text(minified("text/css", style), "utf-8")
        path.with_name(f"{path.name}.map").unlink(missing_ok=True)  # of the whole one


def _words(paths: Iterable[Path]) -> frozenset[str]:
    return frozenset().union(*(_words_in(path.read_text("utf-8")) for path in paths))


@lru_cache(maxsize=_MOST)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _begins(word: str) -> bool:
    """Whether a script may put something behind it."""
    return len(word) > _SHORT and word.endswith(("-", "_"))


# ------------------------------------------------------------------------------ rules


def _each_changed(rules: Iterable[Node], change: Callable[[QualifiedRule], str]) -> str:
    """Rules as text, each changed, those in groups too. A group that holds none is none."""
    return "".join(_changed(rule, change) for rule in rules if not _is_fault(rule))


def _changed(rule: Node, change: Callable[[QualifiedRule], str]) -> str:
    if isinstance(rule, QualifiedRule):
        return change(rule)
    if not (isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPS and rule.content):
        return str(rule.serialize())
    inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    kept = _each_changed(inner, change)
    return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}" if kept else ""


@lru_cache(maxsize=_MOST)
def _rules(style: str) -> tuple[Node, ...]:
    return tuple(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))


def _of_known(rule: QualifiedRule, known: Known) -> str:
    """A rule with those of its selectors that may meet an element, or nothing."""
    selectors = [each for each in _selectors(rule.prelude) if _may_meet(each, known)]
    if not selectors or any(map(_is_fault, rule.prelude)):
        return ""
    prelude = ",".join(tinycss2.serialize(each).strip() for each in selectors)
    return f"{prelude}{{{tinycss2.serialize(rule.content)}}}"


def _selectors(prelude: Iterable[Node]) -> list[list[Node]]:
    selectors: list[list[Node]] = [[]]
    for token in prelude:
        if _is(token, ","):
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _may_meet(selector: list[Node], known: Known) -> bool:
    """Whether an element may have all classes named: what a function such as `:is()` holds is."""
    named = (name for dot, name in pairwise(selector) if _is(dot, ".") and _is_name(name))
    return all(known.have(name.value) for name in named)


def _is(token: Node, sign: str) -> bool:
    return isinstance(token, LiteralToken) and bool(token.value == sign)


def _is_name(token: Node) -> bool:
    return isinstance(token, IdentToken)


# ------------------------------------------------------------------------------ properties


def _without_unused(styles: Mapping[Path, str], names: frozenset[str]) -> Mapping[Path, str]:
    """The same without custom properties that have none of these `names` and that no rule uses.

    One may be used by another alone, which nothing uses.
    """
    while True:
        used = names.union(*(_USED.findall(style.lower()) for style in styles.values()))
        change = partial(_of_used, used=used)
        left = {path: _each_changed(_rules(style), change) for path, style in styles.items()}
        if left == styles:
            return left
        styles = left


def _of_used(rule: QualifiedRule, used: frozenset[str]) -> str:
    parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    left = [part.serialize() for part in parts if not _is_fault(part) | _is_unused(part, used)]
    return f"{tinycss2.serialize(rule.prelude)}{{{';'.join(left)}}}" if left else ""


def _is_fault(node: Node) -> bool:
    """Whether a browser passes over it, since it can't be read (CSS Syntax Module Level 3)."""
    return isinstance(node, ParseError)


def _is_unused(part: Node, used: frozenset[str]) -> bool:
    if not isinstance(part, Declaration):
        return False
    return bool(part.name.startswith("--") and part.name.lower() not in used)
