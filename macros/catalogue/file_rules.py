"""The rules that a file is read by, one file at a time. The readers hold to them."""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.rule import Rule

_BYTES: Mapping[str, str] = {
    "too-large": "A file is too large for a record or a page.",
    "not-utf8": "A file is in another encoding than UTF-8.",
    "byte-order-mark": "A file starts with an invisible mark that some editors add.",
    "tab": "A tab, which can't be told from spaces by eye.",
    "invisible-character": "A character that nobody sees.",
    "look-alike": "A character that only looks like one that YAML knows.",
    "empty-file": "A file holds nothing, or only comments.",
}

_YAML: Mapping[str, str] = {
    "alias": "A value would copy text from elsewhere in the file.",
    "anchor": "A value would be marked to be copied elsewhere.",
    "character": "A value starts with a character that needs quotes.",
    "duplicate-key": "A field stands twice in one group.",
    "empty-value": "A field has no value.",
    "hash": "Text after ' #' would be lost as a comment.",
    "indent": "A line doesn't fit the lines above it.",
    "key": "The name of a field is a list or a group.",
    "missing-colon": "A field and its value have no colon between them.",
    "not-a-record": "A file holds no fields.",
    "second-document": "A second record starts in the same file.",
    "tag": "A value would be given a kind of its own.",
    "too-deep": "Lists and groups stand too deep inside each other.",
    "unclosed": "A quote, bracket or brace isn't closed.",
    "unfinished-merge": "Two versions of the same lines, between which nobody has decided.",
    "unquoted-colon": "A value with a colon in it has no quotes.",
    "yaml": "A line can't be read, and nothing better can be said.",
}

_VALUES: Mapping[str, str] = {
    "condition": "Fields don't fit each other.",
    "missing-field": "A field is missing.",
    "not-a-choice": "A value isn't one of those that the field can have.",
    "not-allowed": "A field doesn't belong there, given the other fields.",
    "out-of-range": "A number is too small or too large.",
    "pattern": "A text isn't in the field's form.",
    "too-long": "A text or a list is too long.",
    "too-short": "A text or a list is too short.",
    "twice": "A value stands twice in one list.",
    "unknown-field": "There is no such field.",
    "value": "A value doesn't fit the other fields.",
    "wrong-type": "A value is of another kind than its field.",
}

_FORMATS: Mapping[str, str] = {
    "date": "A day isn't written as year-month-day, or there is no such day.",
    "email": "An email address isn't one.",
    "line": "A text that should be one line is more.",
    "partial-date": "A year, month or day isn't written as one.",
    "quarter": "A quarter of a financial year isn't written as one.",
    "page": "What should name a page's file doesn't.",
    "telephone": "A telephone number isn't figures in groups.",
    "timescale": "A timescale is neither a quarter nor a day nor a word for none.",
    "when": "A day isn't written as a day, nor as a month, a quarter or a year.",
    "url": "A web address isn't whole.",
}

_PAGES_AND_SCHEMAS: Mapping[str, str] = {
    "page-heading": "A page doesn't say whose it is and whom it is for.",
    "schema": "A schema isn't as the schema of schemas asks, or names what isn't there.",
}

_ALL = {**_BYTES, **_YAML, **_VALUES, **_FORMATS, **_PAGES_AND_SCHEMAS}

FILE_RULES = tuple(Rule(name, "error", says) for name, says in _ALL.items())
"""Every rule of this kind. All are errors: what can't be read can't be shown."""
