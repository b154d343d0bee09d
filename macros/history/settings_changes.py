"""Files that say what is published, besides schemas and pages: settings, lists, public files.

Pure. Settings and lists are compared as values. Of any other public file, only that it came, went
or is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.published_list import FILE as PUBLISHED_LIST
from macros.catalogue.yaml_plain import read_plainly
from macros.history.diff import changes
from macros.model import Change, SchemaWords, Value, Values, dotted, each
from macros.model.text import both, decoded, one_line

SCHEMAS = "schemas/"
MENU = "nav"


def is_setting(path: str) -> bool:
    """Whether a file says what is published: the sites' settings, and lists beside the schemas."""
    is_of_site = path.startswith("mkdocs") and "/" not in path
    return path.endswith((".yml", ".yaml")) and (path.startswith(SCHEMAS) or is_of_site)


def is_public_file(path: str) -> bool:
    """Whether everybody can fetch a file that is no page, such as a picture."""
    return path.startswith(PUBLIC) and not path.endswith(".md")


class FileVersions(NamedTuple):
    """What a file held before and after; None where it wasn't there."""

    path: str
    old: bytes | None
    new: bytes | None


def files_in_words(files: Iterable[FileVersions]) -> Iterator[tuple[str, list[SchemaWords]]]:
    """What these files say otherwise, by path; the public files, all under their folder.

    Nothing of a file that is only written otherwise.
    """
    public: list[SchemaWords] = []
    for file in sorted(files, key=lambda file: file.path):
        if is_public_file(file.path):
            name = one_line(file.path.removeprefix(PUBLIC))
            public.append(SchemaWords(name, _came_or_went(file)))
        elif words := _settings_in_words(file):
            yield file.path, words
    if public:
        yield PUBLIC, public


def _settings_in_words(file: FileVersions) -> list[SchemaWords]:
    old, new = (_values(content) for content in (file.old, file.new))
    if old is None or new is None:
        words = "This version or the one before can't be read, so what changed can't be said."
        return [SchemaWords("The file", words)]
    if file.path == PUBLISHED_LIST:
        return list(_list_in_words(old, new))
    whole = [] if file.old and file.new else [SchemaWords("The file", _came_or_went(file))]
    made = changes(old, new)
    menu = [SchemaWords(MENU, "The menu changed.")] if any(map(_is_menu, made)) else []
    return [*whole, *menu, *(_change_in_words(change) for change in made if not _is_menu(change))]


def _is_menu(change: Change) -> bool:
    return change.path[0] == MENU


def _came_or_went(file: FileVersions) -> str:
    everybody = ": everybody can fetch it" if is_public_file(file.path) else ""
    if file.old is None:
        return f"Added{everybody}."
    if file.new is None:
        return "Taken out."
    return f"Another content{everybody}."


def _values(content: bytes | None) -> Values | None:
    text = decoded(content or b"")
    return read_plainly(text) if text.strip() else {}


def _list_in_words(old: Values, new: Values) -> Iterator[SchemaWords]:
    """Each register with what is listed otherwise; several to which the same happened, together."""
    registers: dict[str, list[str]] = {}
    for name in sorted({*old, *new}):
        before, after = (list(map(str, each(listed.get(name)))) for listed in (old, new))
        come = [field for field in after if field not in before]
        gone = [field for field in before if field not in after]
        if come:
            registers.setdefault(f"Listed as public: {_names(come)}.", []).append(name)
        if gone:
            registers.setdefault(f"No longer listed as public: {_names(gone)}.", []).append(name)
    for says, names in registers.items():
        yield SchemaWords(_names(names), says)


def _names(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return one_line(both([*names[:NAMED], *([f"{more} more"] if more > 0 else [])]))


NAMED = 20
"""Fields or registers that are named; of more, only how many there are."""


def _change_in_words(change: Change) -> SchemaWords:
    old, new = map(_plain, change.values)
    about = one_line(dotted(change.path))
    if not new:
        return SchemaWords(about, f"Taken out: {old}.")
    return SchemaWords(about, f"{old} became {new}." if old else f"Added: {new}.")


LONG = 200
"""Letters of a value that are shown."""


def _plain(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        text = "; ".join(f"{name}: {_plain(inner)}" for name, inner in value.items())
    else:
        text = ", ".join(map(_plain_part, each(value)))
    text = one_line(text) or "nothing"
    return text if len(text) <= LONG else f"{text[:LONG].rsplit(' ', 1)[0]} …"


def _plain_part(value: Value) -> str:
    return _plain(value) if isinstance(value, Mapping) else str(value)
