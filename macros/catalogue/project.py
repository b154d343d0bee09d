"""All that was read of a folder, for the checks to look at. Nothing here reads a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain, product
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from macros.catalogue.entries import KEEP, Entry
from macros.catalogue.front_matter import PAGE_ENDINGS, PUBLIC
from macros.catalogue.landlord import FILE as SETTINGS
from macros.catalogue.names import Name, texts_in
from macros.catalogue.published_list import NAME as PUBLISHED_LIST
from macros.catalogue.references import Links, Named, link, names
from macros.catalogue.remade import FileFault, Remade
from macros.catalogue.schema_names import registers_named
from macros.catalogue.schemas import Schemas
from macros.model import Field, Fields, Key, Page, Permitted, Record, Register, Schema

if TYPE_CHECKING:  # what looks for personal data and remakes pictures takes long to load
    from macros.catalogue.permitted import Allowance
    from macros.catalogue.personal import PersonalData, Search

Wanted: TypeAlias = Callable[[Field], object]
"""Whether something is asked of a field."""

EMPTY = Schemas({}, (), {}, {}, frozenset())
"""The schemas of a project that has none."""


class Mention(NamedTuple):
    """A reference as a record or a page writes it, and the record that it leads to, if any."""

    source: Record | Page
    named: Named
    target: Record | None


@dataclass(frozen=True)
class Project:
    """What lies in a folder, and what it says where it could be read.

    `missing` are folders that have to be there. `folders` says what lies in `schemas`, `registers`,
    each register, and under `docs`. `schema_files` and `docs` are contents, by file name and path,
    as are `register_files`, `settings_files` and `published_list`, all without the `debris`.
    """

    name: str = ""
    missing: tuple[str, ...] = ()
    folders: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    schema_files: Mapping[str, bytes] = field(default_factory=dict)
    docs: Mapping[str, bytes] = field(default_factory=dict)
    schemas: Schemas = EMPTY
    registers: Mapping[str, Register] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    published_list: bytes | None = None
    debris: tuple[Entry, ...] = ()
    today: date = date.max
    register_files: Mapping[str, bytes] = field(default_factory=dict)
    settings_files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def settings(self) -> bytes:
        """What mkdocs.yml holds; nothing where there is none."""
        return self.settings_files.get(SETTINGS, b"")

    @cached_property
    def names(self) -> Sequence[str]:
        """The registers that there are schemas for, also where a schema can't be used."""
        return registers_named(self.schema_files)

    @cached_property
    def records(self) -> Mapping[Key, Record]:
        """Every record that could be read, by key."""
        return {record.key: record for record in self.each_record()}

    @cached_property
    def record_texts(self) -> Sequence[tuple[Record, Name]]:
        """Every text that a record holds, with its field, in the order of the schemas."""
        return tuple(self._record_texts())

    def _record_texts(self) -> Iterator[tuple[Record, Name]]:
        for record in self.each_record():
            for text in texts_in(self.schema(record).fields, record.values):
                yield record, text

    @cached_property
    def published(self) -> frozenset[Key]:
        """The records that everybody may see."""
        public = (register.published for register in self.registers.values())
        return frozenset(record.key for record in chain.from_iterable(public))

    @cached_property
    def ids(self) -> Mapping[str, Sequence[str]]:
        """What the files of each register are called, also those that can't be read."""
        return {name: self._ids(name) for name in self.names}

    def _ids(self, register: str) -> list[str]:
        return [entry.path.stem for entry in self.lies(register) if entry.path.suffix == ".yml"]

    @cached_property
    def published_ids(self) -> Mapping[str, Sequence[str]]:
        """The ids of the records that everybody may see, by register."""
        return {
            name: [record.key.id for record in register.published]
            for name, register in self.registers.items()
        }

    @cached_property
    def page_files(self) -> Sequence[str]:
        """The pages that people write, also those that can't be read."""
        paths = [str(entry.path) for entry in self.folders.get("docs", ())]
        return [path for path in paths if path.endswith(".md")]

    @cached_property
    def remade(self) -> Mapping[str, Remade | FileFault]:
        """What would be published beside the pages, made anew, by its path."""
        from macros.catalogue.assets import remade  # noqa: PLC0415 - see above

        return {
            file: remade(PurePosixPath(file), content)
            for file, content in self.docs.items()
            if file.startswith(PUBLIC) and not file.lower().endswith(PAGE_ENDINGS)
        }

    @cached_property
    def unread(self) -> frozenset[Key]:
        """What lies in a register and is no record: what is wrong is told there, once."""
        keys = (Key(name, entry.path.stem) for name in self.registers for entry in self.lies(name))
        return frozenset(keys).difference(self.records)

    @cached_property
    def links(self) -> Links:
        """Every reference that leads to a record, both ways."""
        return link(self.registers)

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """Every reference that records and pages make, whether it leads anywhere or not."""
        return tuple(self._mentions())

    def _mentions(self) -> Iterator[Mention]:
        for record in self.each_record():
            yield from self._made_by(record, self.schema(record).fields)
        for page in self.pages:
            for mention in self._made_by(page, self.schemas.page):
                if any(self._holds_records(name) for name in mention.named.field.refs):
                    yield mention  # into empty registers there is nothing to name yet

    def _holds_records(self, name: str) -> bool:
        return name in self.registers and bool(self.registers[name].records)

    def _made_by(self, source: Record | Page, fields: Fields) -> Iterator[Mention]:
        for named in names(fields, source.values):
            key = named.target(self.records)
            yield Mention(source, named, self.records[key] if key else None)

    @cached_property
    def permitted(self) -> Permitted:
        """What looks personal and may stand everywhere."""
        from macros.catalogue.permitted import permitted  # noqa: PLC0415 - see above

        return permitted(self.settings, self.registers)

    @cached_property
    def allowances(self) -> Sequence[Allowance]:
        """What is allowed in one file until a day."""
        from macros.catalogue.permitted import allowances  # noqa: PLC0415 - see above

        return allowances(self.registers)

    @cached_property
    def search(self) -> Search:
        """What looked through the project's texts, and knows what of them it couldn't read."""
        from macros.catalogue.personal import Search  # noqa: PLC0415 - see above

        return Search(self.permitted)

    @cached_property
    def all_personal_data(self) -> Sequence[PersonalData]:
        """Everything personal in the project's texts, allowed or not; what is of nobody isn't."""
        from macros.catalogue.of_nobody import meant  # noqa: PLC0415 - see above
        from macros.catalogue.read_alone import read_alone  # noqa: PLC0415 - see above

        search, files = self.search, self.texts
        folders = {str(entry.path) for entries in self.folders.values() for entry in entries}
        inside = [search.in_file(file, files[file]) for file in files]
        every = [*search.in_names(sorted(folders.union(files))), *chain(*inside)]
        every += read_alone(search, self.registers, every)
        return meant(every, self.records, self.registers)

    @cached_property
    def personal_data(self) -> Sequence[PersonalData]:
        """The same, but for what is allowed."""
        from macros.catalogue.permitted import not_allowed  # noqa: PLC0415 - see above

        return not_allowed(self.all_personal_data, self.allowances, self.today)

    @cached_property
    def permitted_here(self) -> Permitted:
        """What may stand everywhere, and what is allowed: a site is made of many files."""
        left = set(self.personal_data)
        allowed = {(data.kind, data.plain) for data in self.all_personal_data if data not in left}
        return self.permitted._replace(data=self.permitted.data | allowed)

    @cached_property
    def texts(self) -> Mapping[str, bytes]:
        """Every file that holds words of the landlord's, with its content."""
        schemas = {f"schemas/{name}": content for name, content in self.schema_files.items()}
        if self.published_list is not None:
            schemas[f"schemas/{PUBLISHED_LIST}"] = self.published_list
        return {**schemas, **self.register_files, **self.docs, **self.settings_files}

    def schema(self, record: Record) -> Schema:
        """The schema of the register that a record is in."""
        return self.registers[record.key.register].schema

    def lies(self, register: str) -> Iterator[Entry]:
        """What lies in the folder of a register, but for what keeps it in Git."""
        for entry in self.folders.get(f"registers/{register}", ()):
            if entry.path.name != KEEP:
                yield entry

    def each_record(self) -> Iterator[Record]:
        """Every record, register by register."""
        for register in self.registers.values():
            yield from register.records

    def each_with(self, wanted: Wanted) -> Iterator[tuple[Record, Field]]:
        """Every record with each field of its register that is wanted."""
        for register in self.registers.values():
            yield from product(register.records, filter(wanted, register.schema.fields))
