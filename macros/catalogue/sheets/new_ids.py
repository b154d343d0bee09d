"""Ids for new records: the next free number, of the year that a date names, or from the title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from macros.catalogue.new_record import next_id
from macros.catalogue.references import label
from macros.model import Schema, Values
from macros.model.text import natural

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_LAST = re.compile(r"[0-9]+\Z")


class NewIds:
    """Gives ids of a register, none of them twice. `taken` are all that were ever given."""

    def __init__(self, schema: Schema, taken: Iterable[str]) -> None:
        self._schema = schema
        field = schema.field("id")
        self._pattern = field.pattern if field and field.pattern else ""
        self._taken = {id_.casefold(): id_ for id_ in taken if self._fits(id_)}

    def take(self, id_: str) -> None:
        """Count an id as given."""
        self._taken[id_.casefold()] = id_

    def was_given(self, id_: str) -> bool:
        """Whether an id was given before, in whatever capitals."""
        return id_.casefold() in self._taken

    def next_for(self, values: Values) -> str:
        """An id for a new record with these values; empty where none can be told."""
        id_ = self._numbered(values) or self._named(values)
        if id_:
            self.take(id_)
        return id_

    def _numbered(self, values: Values) -> str:
        year = self._year(values)
        if not year:
            return next_id(self._schema, list(self._taken.values()))
        known = [id_ for id_ in self._taken.values() if year in _YEAR.findall(id_)[:1]]
        return self._after(max(known, key=natural)) if known else self._first_of(year)

    def _after(self, id_: str) -> str:
        """The id with the next number at its end, as wide as it is."""
        next_one = _LAST.sub(lambda last: str(int(last[0]) + 1).zfill(len(last[0])), id_)
        return next_one if next_one != id_ and self._fits(next_one) else ""

    def _year(self, values: Values) -> str:
        """The year that stands in the id, by the field that says so (`x-year-in`)."""
        dated = (field.name for field in self._schema.fields if field.year_in == "id")
        return next((str(values[name])[:4] for name in dated if name in values), "")

    def _first_of(self, year: str) -> str:
        """The first id of a year, after the schema's example."""
        field = self._schema.field("id")
        for example in map(str, field.examples if field else ()):
            id_ = re.sub(
                r"[0-9]+\Z", lambda last: "1".zfill(len(last[0])), _YEAR.sub(year, example)
            )
            if year in id_ and self._fits(id_) and not self.was_given(id_):
                return id_
        return ""

    def _named(self, values: Values) -> str:
        """An id made of the title, where the register's ids are words."""
        field = self._schema.field("id")
        example = str(field.examples[0]) if field and field.examples else ""
        prefix = re.match(r"[A-Z]+-", example)
        plain = unicodedata.normalize("NFKD", label(self._schema, values)).encode("ascii", "ignore")
        words = re.findall(r"[a-z0-9]+", plain.decode().casefold().replace("'", ""))
        id_ = f"{prefix[0] if prefix else ''}{'-'.join(words[:8])}"
        return id_ if words and self._fits(id_) and not self.was_given(id_) else ""

    def _fits(self, id_: str) -> bool:
        return not self._pattern or bool(re.search(self._pattern, id_))
