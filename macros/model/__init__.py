"""The nouns: what a register, a record, a field, a problem and a revision are.

Nothing in this room reads, writes or decides, and it imports no other room. All others speak in
its words.

- In: plain values. Out: the same values under a name, which never change once they are made.
- `problems`: what is wrong with the input, and its place. Open it to say something new of a
  problem.
- `values`: what a file holds, and the way to each value in it.
- `registers`: schemas, records, pages and the catalogue. `field`: what a field of a register is;
  open it for a new annotation. `fields`: the field at a path, and those that a record states.
- `record_kind`: the kinds of record that the program knows. Open it for a new one.
- `back_refs`: the links to a record that its register asks for.
- `reporting`: which records the board's report shows.
- `asking`: how a register's records are matched with a question.
- `page_kinds`: a kind of page, and the headings that each of its pages has.
- `public_name`: what a register is to the public.
- `kinds`: the register whose records are of a kind. `cells`: cells that no spreadsheet runs.
- `again_fields`: which say what is done again and again.
- `clock_fields`: which fields start, stop and move a clock of the law, and which make a
  period. `kept_fields`: which say how long the record is kept.
- `permitted`: what looks like personal data and may stand.
- `revisions`: commits, people, changes. Open it for something new that Git tells.
- `schema_revisions`: the same of schemas and settings.
- `coauthors`: who else wrote a commit, as its message says.
- `mappings`: what belongs under one name, what is there, and what differs.
- `errors`: what a command stops for. `machine`: what the machine refuses, in a sentence.
- `collecting`: Python's search for rubbish, put off while much is made and kept. `latest`: what was
  last made of a thing that stays the same.
- `matching`: what two sequences share, as difflib finds it.
- `text`: hints, lists in words, plurals, text that can be printed in one line. `guesses`: the
  nearest guess, which never says something else in law. `seen`: names as people see them.
- `outside`: text from outside beside our own words, which it can't turn round.
"""

from macros.model.again_fields import AgainFields
from macros.model.asking import LAST, Asking
from macros.model.back_refs import BackRef
from macros.model.cells import OpenTable
from macros.model.clock_fields import ClockFields, LongerFields, PeriodFields, WaitFields
from macros.model.field import Field, Fields
from macros.model.fields import field_at, public_at, stated, whole
from macros.model.kept_fields import EventFields, GoneFields, HoldFields, KeptFields
from macros.model.kinds import records_of, register_of
from macros.model.page_kinds import PageKind
from macros.model.permitted import Permitted
from macros.model.problems import (
    START,
    Mark,
    Place,
    Problem,
    Problems,
    Severity,
    error,
    warning,
    whole_file,
)
from macros.model.public_name import GRADE, PublicName
from macros.model.record_kind import RecordKind
from macros.model.registers import (
    PAGES,
    Audience,
    Catalogue,
    Key,
    Page,
    Record,
    Reference,
    Register,
    Schema,
)
from macros.model.reporting import Reporting, ReportPart
from macros.model.revisions import (
    Change,
    Commit,
    Kind,
    Pending,
    Person,
    Revision,
    Trail,
    Unreadable,
    Version,
)
from macros.model.schema_revisions import (
    SchemaChange,
    SchemaDifference,
    SchemaRevision,
    SchemaWords,
    What,
)
from macros.model.values import (
    NOWHERE,
    Document,
    Path,
    Value,
    Values,
    dotted,
    each,
    groups,
    is_list,
    texts_in,
)

__all__ = [
    "GRADE",
    "LAST",
    "NOWHERE",
    "PAGES",
    "START",
    "AgainFields",
    "Asking",
    "Audience",
    "BackRef",
    "Catalogue",
    "Change",
    "ClockFields",
    "Commit",
    "Document",
    "EventFields",
    "Field",
    "Fields",
    "GoneFields",
    "HoldFields",
    "KeptFields",
    "Key",
    "Kind",
    "LongerFields",
    "Mark",
    "OpenTable",
    "Page",
    "PageKind",
    "Path",
    "Pending",
    "PeriodFields",
    "Permitted",
    "Person",
    "Place",
    "Problem",
    "Problems",
    "PublicName",
    "Record",
    "RecordKind",
    "Reference",
    "Register",
    "ReportPart",
    "Reporting",
    "Revision",
    "Schema",
    "SchemaChange",
    "SchemaDifference",
    "SchemaRevision",
    "SchemaWords",
    "Severity",
    "Trail",
    "Unreadable",
    "Value",
    "Values",
    "Version",
    "WaitFields",
    "What",
    "dotted",
    "each",
    "error",
    "field_at",
    "groups",
    "is_list",
    "public_at",
    "records_of",
    "register_of",
    "stated",
    "texts_in",
    "warning",
    "whole",
    "whole_file",
]
