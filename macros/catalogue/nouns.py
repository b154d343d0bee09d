"""What one record and many are called, in words that pages use; made from the schemas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from macros.catalogue.call import Known
from macros.model import Schema


class Nouns(NamedTuple):
    """What one record and many are called, each with its register."""

    singulars: Mapping[str, Schema]
    plurals: Mapping[str, Schema]


def read_nouns(known: Known) -> Nouns:
    """What records of each register are called: by staff, and on public pages by the public too."""
    singulars: dict[str, Schema] = {}
    plurals: dict[str, Schema] = {}
    for schema in known.registers.values():
        if schema is None or (known.public and not (schema.public and schema.public.listed)):
            continue
        for singular, plural in _words_for(schema, known.public):
            singulars.setdefault(singular.lower(), schema)
            plurals.setdefault(plural.lower(), schema)
    return Nouns(singulars, plurals)


def _words_for(schema: Schema, public: bool) -> Iterator[tuple[str, str]]:
    yield schema.singular, schema.plural
    if public and schema.public and schema.public.singular:
        singular = schema.public.singular
        yield singular, schema.public.plural or f"{singular}s"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, wherever a line may break in one."""
    return _any_of(tuple(words))


@lru_cache(maxsize=16)
def _any_of(words: Sequence[str]) -> str:
    """The same, made once for all sentences of a page, and for all pages of one audience."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def plain_noun(noun: str) -> str:
    """A word of a text as it stands in `Nouns`."""
    return " ".join(noun.lower().split())


def named(text: str, nouns: Nouns) -> list[Schema]:
    """The registers whose records a text speaks of."""
    every = {**nouns.singulars, **nouns.plurals}
    names = re.finditer(rf"\b(?:{any_of(every)})\b", text, re.IGNORECASE)
    return [every[plain_noun(name[0])] for name in names]
