"""What is personal in a public value once it stands by itself, as pages show it.

In its file a title follows the name of its field: 'title: B Controller' is nobody's name. On a page
nothing stands before it, and there the last guard takes it for one. So it is told here, with its
place, before a site is built.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import accumulate

from macros.catalogue.personal import PersonalData, Search
from macros.catalogue.yaml_places import mark_in
from macros.model import Fields, Path, Record, Register, public_at, texts_in
from macros.model.mappings import grouped

_APART = "\n\n;\n\n"
"""Stands between values that are looked at together: none tells anything of another."""


def read_alone(
    search: Search, registers: Mapping[str, Register], known: Iterable[PersonalData]
) -> Iterator[PersonalData]:
    """What is personal in the public values of each register, but for what is known of its file."""
    by_file = grouped((data.file, (data.kind, data.plain)) for data in known)
    for register in registers.values():
        for record in register.published:
            names = by_file.get(record.file, ())
            yield from _in_record(search, record, register.schema.fields, names)


def _in_record(
    search: Search, record: Record, fields: Fields, known: Collection[tuple[str, str]]
) -> Iterator[PersonalData]:
    """Each once. The values are looked at together, so far apart that none tells of another."""
    values = [(path, text) for path, text in _public_texts(record, fields)]
    starts = [0, *accumulate(len(text) + len(_APART) for _, text in values)]
    for sighting in search.detected(_APART.join(text for _, text in values), "markdown"):
        number = bisect_right(starts, sighting.start) - 1
        path, text = values[number]
        start, end = sighting.start - starts[number], sighting.end - starts[number]
        mark = mark_in(record.document, path, text, start)
        data = PersonalData.of(record.file, mark, sighting, text[start:end])
        if (data.kind, data.plain) not in known:
            yield data


def _public_texts(record: Record, fields: Fields) -> Iterator[tuple[Path, str]]:
    for path, text in texts_in(record.values):
        if public_at(fields, path):
            yield path, text
