"""What one audience sees on one day: the boundary that everything shown has to pass.

Deny by default. For the public, a record is there only where it says `publish: public`, and of it
only the fields that the schema marks `x-audience: public`. A reference to a record that the
audience can't see is absent, text and arrow: pages, exports and search come from a View alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as part
from datetime import date
from functools import cached_property, partial
from itertools import chain

from macros.catalogue.confirmations import Link
from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.references import label, resolve
from macros.history.made import made_days
from macros.history.revisions import History
from macros.history.snapshots import Snapshot, days, snapshots_of
from macros.model import (
    Audience,
    Catalogue,
    Field,
    Key,
    OpenTable,
    Page,
    PageKind,
    Record,
    Reference,
    Register,
    Schema,
)
from macros.model.mappings import grouped
from macros.rules.kept_records import Kinds, kinds_in
from macros.view.confirmed import Confirmed, made_from_earlier
from macros.view.due import all_due
from macros.view.due_thing import DUE_WITHIN, Due
from macros.view.last_changed import Changed, last_changed
from macros.view.moved_pages import moved_pages, same_address
from macros.view.page_kinds import pages_by_kind
from macros.view.public import published
from macros.view.warned import warnings_by_file


@dataclass(frozen=True)
class View:
    """The registers as one audience sees them on one day."""

    audience: Audience
    today: date
    registers: Mapping[str, Register]
    references: Mapping[Key, tuple[Reference, ...]]
    used_by: Mapping[Key, tuple[Reference, ...]]
    warnings: Mapping[str, tuple[tuple[str, str], ...]]
    """For staff: by file, what a check warns of, as (message, hint)."""
    past: History | None = None
    """For staff: all that happened. The public sees no name, message, commit or old value."""
    forge: str = ""
    """For staff: the address of the repository on the web."""
    editor: str = ""
    """For staff: where a file is edited on the web, with {path} for its name in the repository."""
    left_out: frozenset[Key] = frozenset()
    """For staff: pages that the generator leaves out of this site."""
    has_feeds: bool = False  # for staff: a feed needs the site's whole address
    changed: Mapping[Key, tuple[Changed, ...]] = part(default_factory=dict)
    """For the public: when a record's published fields changed, newest first."""
    moved: Mapping[Key, Key] = part(default_factory=dict)
    """Written pages that moved, and where each is now."""
    tables: Mapping[str, OpenTable] = part(default_factory=dict)
    """Tables that everybody may take away, by the name of the file."""
    list_due: Callable[[Mapping[Key, date]], Iterable[Due]] = lambda _: ()
    earlier: Mapping[Key, str] = part(default_factory=dict)
    """Records made from an earlier text of another (`x-earlier`), and the field that says so."""
    titles: Mapping[str, str] = part(default_factory=dict)
    """For staff: what each written page is called, by its file under docs/."""
    written: Mapping[str, Page] = part(default_factory=dict)
    """For staff: the written pages, by their file under docs/."""
    confirmed: Confirmed = Confirmed()  # noqa: RUF009 - it never changes
    """For staff: what became of links that were confirmed."""
    kinds: Mapping[PageKind, tuple[Page, ...]] = part(default_factory=dict)
    """For staff: the written pages of each kind."""

    @property
    def is_staff(self) -> bool:
        """Whether this is what staff see, and so everything."""
        return self.audience == "staff"

    @property
    def is_public(self) -> bool:
        """Whether this is what everybody may see."""
        return self.audience == "public"

    @cached_property
    def records(self) -> Mapping[Key, Record]:
        """Every record that can be seen, by key."""
        registers = self.registers.values()
        return {record.key: record for register in registers for record in register.records}

    @cached_property
    def places(self) -> Mapping[Key, int]:
        """How many records of its register stand before each record."""
        registers = (enumerate(register.records) for register in self.registers.values())
        return {record.key: place for place, record in chain.from_iterable(registers)}

    @cached_property
    def due(self) -> tuple[Due, ...]:
        """For staff: what is to be done by when, worked out where a page asks for it."""
        return tuple(self.list_due(self.made))

    @cached_property
    def made(self) -> Mapping[Key, date]:
        """For staff: on which day each record and page was made, where the history is known."""
        return made_days(self.past) if self.past else {}

    @property
    def suspect_links(self) -> Mapping[Key, tuple[Link, ...]]:
        """For staff: links confirmed before the other record changed, by either record."""
        return self.confirmed.suspect if self.is_staff else {}

    @cached_property
    def kinds_kept(self) -> Kinds:
        """By which classes records are kept, and what holds them, for each page that says so."""
        return kinds_in(self.registers)

    @cached_property
    def ids(self) -> Mapping[str, tuple[Key, ...]]:
        """The keys that an id can mean, by id."""
        by_id = grouped((key.id, key) for key in self.records)
        return {name: tuple(keys) for name, keys in by_id.items()}

    @cached_property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """For staff: the registers at each quarter's end, at each tag, and now; oldest first."""
        return tuple(snapshots_of(self.past, days(self.past, self.today))) if self.past else ()

    def elsewhere(self, key: Key) -> bool:
        """For staff: whether only the history of a page stands here, such as of tenants' pages."""
        return key.is_page and (
            key.id.startswith(PUBLIC)
            or key in self.left_out
            or bool(self.past and (key in self.past.never_there or self.past.deleted(key)))
        )

    @cached_property
    def after_others(self) -> Mapping[Key, int]:
        """For staff: how many others have the address of a record or page, and come first.

        T-9 and t-9 have one address, and so have guides.md and guides/index.md.
        """
        told = (*self.past.trails, *self.past.never_there) if self.past else ()
        today = [key for key in told if key in self.records]
        gone = [key for key in told if key not in self.records and self._is_shown(key)]
        taken, before = Counter[Key](), dict[Key, int]()
        for key in (*today, *gone):
            address = same_address(key)
            before[key] = taken[address]
            taken[address] += 1
        return before

    def _is_shown(self, key: Key) -> bool:
        """Whether what isn't there today, or not as a record, has a page of its own here."""
        return not key.is_page or self.elsewhere(key)

    def schema(self, key: Key) -> Schema:
        """The schema of the register that a record is in."""
        return self.registers[key.register].schema

    def label(self, key: Key) -> str:
        """What a record that can be seen is called."""
        return label(self.schema(key), self.records[key].values)

    def home(self, schema: Schema) -> str:
        """The page that lists a register: its own, or the one written for tenants."""
        written = schema.public.page if schema.public and self.is_public else ""
        return written or f"registers/{schema.name}/index.md"

    def listed(self, schema: Schema) -> bool:
        """Whether a register is for this audience to read, not only for the site to work with."""
        return self.is_staff or schema.public is None or schema.public.listed

    @cached_property
    def readable(self) -> Mapping[str, Register]:
        """The registers that are for this audience to read."""
        named = self.registers.items()
        return {name: register for name, register in named if self.listed(register.schema)}

    def together(self, schema: Schema) -> bool:
        """Whether a register's records stand together on one written page, and on none alone."""
        return self.is_public and schema.public is not None and schema.public.together

    @cached_property
    def paged(self) -> Mapping[str, Register]:
        """The registers each of whose records has a page of its own."""
        readable = self.readable.items()
        return {name: register for name, register in readable if not self.together(register.schema)}

    def find(self, field: Field, text: str) -> Key | None:
        """The record that a reference field means, if this audience can see it."""
        return resolve(field, text, self.records)


def view(
    catalogue: Catalogue,
    audience: Audience,
    today: date,
    past: History | None = None,
    forge: str = "",
) -> View:
    """The catalogue, and what happened to it, cut down to what `audience` may see.

    `past` is needed for pages; what only asks about the present does without.
    """
    if audience == "staff":
        return View(
            audience,
            today,
            catalogue.registers,
            catalogue.references,
            catalogue.used_by,
            warnings_by_file(catalogue),
            past,
            forge,
            moved=moved_pages(past, audience) if past else {},
            tables=catalogue.tables,
            list_due=partial(all_due, catalogue, today, DUE_WITHIN),
            earlier=made_from_earlier(catalogue),
            titles={page.file[5:]: str(page.values["title"]) for page in catalogue.pages},
            written={page.file[5:]: page for page in catalogue.pages},
            confirmed=Confirmed(catalogue),
            kinds=pages_by_kind(catalogue),
        )
    public = published(catalogue)
    return View(
        audience,
        today,
        public.registers,
        public.references,
        public.used_by,
        {},
        changed=last_changed(public, past) if past else {},
        moved=moved_pages(past, audience) if past else {},
        tables=catalogue.tables,
        earlier={
            key: name for key, name in made_from_earlier(catalogue).items() if key in public.keys
        },
    )
