"""kim diff: what differs between two commits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from macros.cli.changes import change_lines, noun
from macros.cli.schema_lines import for_programs, schema_lines, told_of, what_it_is
from macros.cli.start import as_json, main, project_root, with_form
from macros.cli.streams import say
from macros.history import git
from macros.history.compare import Comparison, Difference, compare
from macros.history.describe import describe_change, heading, labelled, users, values_in_words
from macros.history.schema_groups import told_together
from macros.history.told_once import say_following
from macros.model import Change, Reference, SchemaDifference, dotted
from macros.model.outside import isolate, on_terminal, plainly
from macros.model.text import both, counted, one_line


@main.command()
@click.argument("base")
@click.argument("head", default="HEAD")
@with_form("How to print the changes.", "markdown", "json")
def diff(base: str, head: str, form: str) -> None:
    """Say what differs between two commits, record by record.

    It says what schemas and settings opened to everybody, closed or asked for, and for which
    records; and what each change touches. BASE and HEAD are branches, tags or commits. What isn't
    committed is left out.

    Example: kim diff main my-branch --format markdown
    """
    comparison = compare(git.open_repository(project_root()), base, head)
    say(_printed(comparison, form))


def _printed(comparison: Comparison, form: str) -> str:
    if form == "json":
        schemas = [for_programs(difference) for difference in comparison.told]
        return as_json([*map(_for_programs, comparison.differences), *schemas])
    told = told_of(comparison)
    lines_of, schema = (
        (_as_markdown, _schema_as_markdown) if form == "markdown" else (_as_text, _schema_as_text)
    )
    lines = [_summary(comparison)]
    for schemas_difference in told_together(comparison.told):
        following = told.following.get(schemas_difference.register, ())
        lines += ["", *schema(schemas_difference, following)]
    for difference in told.differences:
        lines += ["", *lines_of(comparison, difference)]
    return "\n".join(lines)


def _summary(comparison: Comparison) -> str:
    between = f"between {comparison.base[:12]} and {comparison.head[:12]}"
    total = len(comparison.differences) + len(comparison.told)
    if not total:
        return f"No record, page, schema or setting differs {between}."
    pages = sum(difference.key.is_page for difference in comparison.differences)
    schemas = sum(bool(difference.register) for difference in comparison.told)
    counts = (
        (len(comparison.differences) - pages, "record", ""),
        (pages, "page", ""),
        (schemas, "schema", ""),
        (len(comparison.told) - schemas, "file of settings", "files of settings"),
    )
    words = both([counted(number, *name) for number, *name in counts if number])
    return f"{words} {'differs' if total == 1 else 'differ'} {between}."


# ------------------------------------------------------------------------------ for programs


def _for_programs(difference: Difference) -> Mapping[str, Any]:
    """The contract of `kim diff --format json`.

    A page of docs/ has its path as id and an empty register.
    """
    return {
        "id": difference.key.id,
        "register": difference.key.register,
        "kind": difference.kind,
        "changes": [_change(change) for change in difference.changes],
        "used_by": [_user(reference) for reference in difference.used_by],
    }


def _change(change: Change) -> Mapping[str, Any]:
    return {"path": dotted(change.path), "old": change.old, "new": change.new}


def _user(reference: Reference) -> Mapping[str, str]:
    source = reference.source
    return {"field": dotted(reference.path), "id": source.id, "register": source.register}


# -------------------------------------------------------------------------------- for people


def _as_text(comparison: Comparison, difference: Difference) -> Iterator[str]:
    key, label, kind, changes, used_by = difference
    schema = comparison.schemas.get(key.register)
    yield f"{on_terminal(f'{key.id} {label}')} ({noun(key, schema)}): {kind}"
    yield from change_lines(schema, kind, changes, labelled(comparison.labels))
    if used_by:
        yield f"    Used by {users(used_by, comparison.schemas)}"


def _schema_as_text(difference: SchemaDifference, following: Sequence[str]) -> Iterator[str]:
    yield f"{one_line(difference.title)} ({what_it_is(difference)})"
    yield from (f"    {line}" for line in schema_lines(difference, following))


def _schema_as_markdown(difference: SchemaDifference, following: Sequence[str]) -> Iterator[str]:
    """Our words hold titles and choices that somebody proposes, so all of it stands as code."""
    yield f"### {code(difference.title)}"
    yield from ("", f"{what_it_is(difference)}: {code(difference.file)}", "")
    yield from (f"- {line}" for line in schema_lines(difference, following, code))


def _as_markdown(comparison: Comparison, difference: Difference) -> Iterator[str]:
    """For a pull request.

    What comes from a record, or from a schema that is proposed, stands as code: it is no markup.
    """
    key, label, kind, changes, used_by = difference
    schema = comparison.schemas.get(key.register)
    yield f"### {code(key.id)} {code(label)}".rstrip()
    yield from ("", f"{code(noun(key, schema))}: {kind}", "")
    for change in changes:
        old, new = values_in_words(schema, change, labelled(comparison.labels))
        words = say_following(change) or describe_change(kind, old, new, code)
        name = heading(schema, change.path)
        yield f"- {code(name)}: {words}"
    if used_by:
        yield from ("", f"Used by {code(users(used_by, comparison.schemas))}")


def code(text: str) -> str:
    """A text as Markdown code on one line.

    Nothing in it is markup, a mention, a link or a picture, or turns what stands beside it.
    """
    text = one_line(text)
    if not text:
        return ""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return plainly(isolate(f"{fence}{pad}{text}{pad}{fence}"))
