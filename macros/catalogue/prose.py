"""Numbers and statuses in a page's words that the records know better, and the macro to write.

A page that says "27 actions" is wrong one day, and nobody notices. Words are a register's own: what
its schema calls one record and many, and the choices of its field 'status'. What is found is a
warning, so it leans to saying nothing: a rule ("an action is complete when ..."), a limit ("at
least two actions") or a reference ("section 4") is no claim about what the records hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.catalogue.call import Known
from macros.catalogue.nouns import Nouns, any_of, named, plain_noun, read_nouns
from macros.model import Page, Problems, Schema, warning
from macros.model.text import NUMBER_WORDS

_HIDDEN = re.compile(
    r"""
      ^(```|~~~).*?^\1[`~]*[ \t]*$            # a block of code
    | \{%[ ]*raw[ ]*%\}.*?\{%[ ]*endraw[ ]*%\}
    | \{\{.{0,2000}?\}\} | \{\#.{0,2000}?\#\} | \{%.{0,200}?%\}   # macros
    | <!--.{0,2000}?--> | `[^`\n]*` | <[^<>\n]+>     # comments, code and HTML
    | (?<=\])\([^()\n]*\)                     # where a link leads
    | ^\#+[ ].*?$                             # headings can't hold a macro
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
"""What is not read as words."""

RULE = "number-in-prose"

_LONGEST_FIRST = sorted(NUMBER_WORDS, key=len, reverse=True)
_FIRST_LETTERS = "".join(sorted({word[0] for word in NUMBER_WORDS}))
_NUMBER = (
    rf"(?=[0-9{_FIRST_LETTERS}])"  # most words are none of so many
    rf"(?:{'|'.join([r'[0-9]{1,3}(?:,[0-9]{3})+', r'[0-9]+', *_LONGEST_FIRST])})"
)
_SMALL = (
    "about|above|after|all|among|and|any|are|as|at|be|because|before|beside|between|but|by|can"
    "|do|does|each|every|for|from|had|has|have|if|in|into|is|it|like|made|may|more|must|need"
    "|needs|of|on|only|or|our|out|over|per|says|should|so|stand|stands|than|that|the|their|them"
    "|then|these|they|this|those|to|under|until|up|was|we|were|what|when|where|which|who|will"
    "|with|you|your|january|february|march|april|june|july|august|september|october|november"
    "|december"
)
_WORD = rf"(?!(?:{_SMALL})\b)[a-z][\w'-]*"
"""A word that may stand between a number and what is counted: no preposition, verb or month."""

_LIMIT = re.compile(
    r"(?:\b(?:at least|at most|up to|more than|less than|fewer than|no more than|first|last|next"
    r"|every|each|within|than|or|between|other|page|part|section|step|version|level|line|stage"
    r"|phase|chapter|appendix|article|regulation|schedule|figure|type)"
    r"|\b[0-9]+ (?:to|and|or)|[£$€§#])\s*$",
    re.IGNORECASE,
)
"""What stands before a number that counts no records: a limit, or the number of something."""

_RULE_WORDS = re.compile(
    r"\b(?:if|when|once|until|unless|must|may|should|can|could|would|whether|as far as)\b"
    r"|\x01",
    re.IGNORECASE,
)
"""What makes a sentence a rule and no claim. A macro in it: the number is the macro's."""

_PARAGRAPH = re.compile(r"\S.*?(?=\n[ \t]*\n|\n[ \t]*(?:[-*]|[0-9]+\.)[ \t]|\Z)", re.DOTALL)
_SENTENCE = re.compile(r"\S.*?(?:[.!?:](?=[\s*\"')\]]|\Z)|\Z)", re.DOTALL)
_ALL_BUT = re.compile(rf"\ball but (?:one|{_NUMBER})\b", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:nobody|no one|none|no status)\b", re.IGNORECASE)
_CALL = re.compile(r"\{\{(?=\s*\w+\(\s*(?:name\s*=\s*)?[\"']([^\"']*)[\"'])")
"""A macro, and the register that it names first."""

_ALL_OR_NONE = re.compile(r"\b(?:no|not one|none|every|each|all)\b", re.IGNORECASE)
"""With what each sentence that `_quantified` finds something in begins to speak of records."""


class Claim(NamedTuple):
    """A claim in the words of a page: where it starts, what it says, and about which register."""

    start: int
    text: str
    schema: Schema
    counts: bool = False
    status: str = ""
    """The status that the text speaks of, as records have it."""


def check_prose(page: Page, known: Known) -> Problems:
    """Each number and status that a macro could give, with the macro that gives it."""
    for finding in findings(page.text, known):
        before = page.text[: finding.start]
        line = before.count("\n") + 1
        column = finding.start - (before.rfind("\n") + 1) + 1
        message, hint = _told(finding, len(known.ids.get(finding.schema.name, ())))
        if page.values.get("render_macros") is not True:
            hint += " Macros work where the page's heading says 'render_macros: true'."
        yield warning(page.place_in_text(line, column), RULE, message, hint=hint)


def _told(finding: Claim, records: int) -> tuple[str, str]:
    """What is wrong and what to write instead."""
    name, text = finding.schema.name, " ".join(finding.text.split())
    field = finding.schema.field("status")
    status = finding.status or (field.options[0] if field and field.options else "...")
    where = f'where={{"status": "{status}"}}'
    if finding.counts:
        today = f"The register '{name}' holds {records:,} today."
        every, some = f'{{{{ count("{name}") }}}}', f'{{{{ count("{name}", {where}) }}}}'
        hint = f"Write {every} for all, or {some} for some."
        otherwise = "If it counts something else, say so in other words."
        return f"'{text}' stays as it is when records change. {today}", f"{hint} {otherwise}"
    message = f"'{text}' speaks of all records in '{name}', and stays as it is when one changes."
    share = f'{{{{ share("{name}", {where}, singular="is", plural="are") }}}}'
    sentence = f'{{{{ sentence("{name}", {where}, if_all="...", if_some="...", if_none="...") }}}}'
    return message, f"Begin with {share}, or give each case words of its own: {sentence}."


def findings(text: str, known: Known) -> list[Claim]:
    """Every claim in a text, in the order of the text; of two that overlap, the first."""
    nouns = read_nouns(known)
    if not nouns.plurals:
        return []
    words = _HIDDEN.sub(_hide, text)
    claims = [*_counted(words, nouns)]
    on_page = _shown(text, nouns) if _speaks_of_all(words) else []
    for paragraph in _PARAGRAPH.finditer(words):
        about = [*named(paragraph[0], nouns), *on_page] if _speaks_of_all(paragraph[0]) else []
        for sentence in _SENTENCE.finditer(paragraph[0]):
            claims += _claims(sentence[0], paragraph.start() + sentence.start(), nouns, about)
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.start, -len(claim.text))):
        if not kept or claim.start >= kept[-1].start + len(kept[-1].text):
            kept.append(claim)
    return kept


def _hide(hidden: re.Match[str]) -> str:
    """As many marks as there were characters, so that places stay; another mark for a macro's."""
    return re.sub(r"[^\n]", "\x01" if hidden[0].startswith("{{") else "\x00", hidden[0])


def _speaks_of_all(text: str) -> bool:
    """Whether something is said of nearly all records or of none, which few texts do."""
    return bool(_ALL_BUT.search(text) or _NOBODY.search(text))


def _shown(text: str, nouns: Nouns) -> list[Schema]:
    """The registers that a macro on the page shows or counts."""
    names = {call[1] for call in _CALL.finditer(text)}
    return [schema for schema in nouns.singulars.values() if schema.name in names]


def _counted(words: str, nouns: Nouns) -> Iterator[Claim]:
    """27 actions; fifty-three new answers; six of our leaflets; only one action."""
    between = rf"(?:\s+of\s+(?:the|our|these|those|all|its))?(?:\s+{_WORD}){{0,2}}?\s+"
    number = rf"(?<![\w.,/'-])(?P<number>{_NUMBER})"
    several = rf"{number}{between}(?P<noun>{any_of(nouns.plurals)})\b"
    single = rf"\b(?:only|just|exactly)\s+one{between}(?P<noun>{any_of(nouns.singulars)})\b"
    for match in re.finditer(several, words, re.IGNORECASE):
        before = words[max(0, match.start() - 40) : match.start()]
        if not _is_year(match["number"]) and not _LIMIT.search(before):
            schema = nouns.plurals[plain_noun(match["noun"])]
            yield Claim(match.start(), match[0], schema, counts=True)
    for match in re.finditer(single, words, re.IGNORECASE):
        schema = nouns.singulars[plain_noun(match["noun"])]
        yield Claim(match.start(), match[0], schema, counts=True)


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


def _claims(sentence: str, start: int, nouns: Nouns, about: Sequence[Schema]) -> Iterator[Claim]:
    """What a sentence says of all records, of none or of all but a few.

    `about` are the registers of which it may be speaking.
    """
    if _RULE_WORDS.search(sentence):
        return
    for schema, quantifier in _quantified(sentence, nouns):
        yield from _of_status(sentence, quantifier.start(), schema, start)
    all_but, nobody = _ALL_BUT.search(sentence), _NOBODY.search(sentence)
    for schema in about:
        if all_but:
            yield Claim(start + all_but.start(), all_but[0], schema)
        if nobody:
            yield from _of_status(sentence, nobody.start(), schema, start)


def _of_status(sentence: str, place: int, schema: Schema, start: int) -> Iterator[Claim]:
    """The words from a place in a sentence to the first status of the register after it."""
    text = sentence[place:]
    if status := _status(text, schema):
        yield Claim(start + place, text[: status.end], schema, status=status.option)


def _quantified(sentence: str, nouns: Nouns) -> Iterator[tuple[Schema, re.Match[str]]]:
    """No action; every action; none of the actions; all our actions."""
    if not _ALL_OR_NONE.search(sentence):
        return
    which = r"(?:the|our|these|those)"
    each = r"\b(?:no|every|each|not one)"
    every = rf"\b(?:none\s+of\s+{which}|all(?:\s+of)?(?:\s+{which})?|no)"
    for quantifier, words in ((each, nouns.singulars), (every, nouns.plurals)):
        pattern = rf"{quantifier}\s+(?:{_WORD}\s+)?(?P<noun>{any_of(words)})\b"
        for match in re.finditer(pattern, sentence, re.IGNORECASE):
            yield words[plain_noun(match["noun"])], match


class Status(NamedTuple):
    """A status in a text: which, and where its words end."""

    option: str
    end: int


def _status(text: str, schema: Schema) -> Status | None:
    """The first of the register's statuses in a text, or that something has a status at all."""
    field = schema.field("status")
    options = field.options if field else ()
    words = {option.removeprefix("not-").replace("-", " "): option for option in options}
    if options:
        words |= {"has a status": options[0], "have a status": options[0]}
    match = re.search(rf"\b(?:{'|'.join(words)})\b", text, re.IGNORECASE) if words else None
    return Status(words[match[0].lower()], match.end()) if match else None
