"""kim diff: what differs between two commits, what to look at in it, and who approves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from macros.cli.changes import change_lines, noun
from macros.cli.diff_approvals import approval_lines, approvers_of, digital_posts
from macros.cli.diff_markdown import as_markdown
from macros.cli.schema_lines import for_programs, schema_lines, summary, told_of, what_it_is
from macros.cli.start import as_json, main, project_root, with_form
from macros.cli.streams import say
from macros.history import git
from macros.history.approvals import program_parts
from macros.history.compare import Comparison, Difference, compare
from macros.history.describe import labelled, users
from macros.history.look_at import Point
from macros.history.schema_groups import told_together
from macros.model import Change, Reference, SchemaDifference, dotted
from macros.model.outside import on_terminal
from macros.model.text import one_line


@main.command()
@click.argument("base")
@click.argument("head", default="HEAD")
@with_form("How to print the changes.", "markdown", "json")
def diff(base: str, head: str, form: str) -> None:
    """Say what differs between two commits, record by record.

    It says what schemas and settings opened to everybody, closed or asked for, and for which
    records; what each change touches, what in it to look at, and which posts have to approve. BASE
    and HEAD are branches, tags or commits. What isn't committed is left out.

    Example: kim diff main my-branch --format markdown
    """
    comparison = compare(git.open_repository(project_root()), base, head)
    if form == "json":
        say(as_json(_for_programs(comparison)))
    else:
        lines = as_markdown(comparison) if form == "markdown" else _as_text(comparison)
        say("\n".join(lines))


# ------------------------------------------------------------------------------ for programs


def _for_programs(comparison: Comparison) -> Sequence[Mapping[str, Any]]:
    """The contract of `kim diff --format json`.

    A page of docs/ has its path as id and an empty register. So has a schema, a file of settings
    and a folder of the program, which has nothing but its name and who approves it.
    """
    digital = digital_posts(comparison)
    empty = {"register": "", "kind": "changed", "changes": [], "used_by": []}
    by_digital = {"look_at": [], "approve": digital}
    return [
        *(_record_for_programs(difference) for difference in comparison.differences),
        *({**for_programs(difference), **by_digital} for difference in comparison.told),
        *({"id": part, **empty, **by_digital} for part in program_parts(comparison.program)),
    ]


def _record_for_programs(difference: Difference) -> Mapping[str, Any]:
    return {
        "id": difference.key.id,
        "register": difference.key.register,
        "kind": difference.kind,
        "changes": [_change(change) for change in difference.changes],
        "used_by": [_user(reference) for reference in difference.used_by],
        "look_at": [_point(point) for point in difference.points],
        "approve": list(difference.owners),
    }


def _point(point: Point) -> Mapping[str, str]:
    return {"about": point.about, "path": dotted(point.path), "says": point.says()}


def _change(change: Change) -> Mapping[str, Any]:
    return {"path": dotted(change.path), "old": change.old, "new": change.new}


def _user(reference: Reference) -> Mapping[str, str]:
    source = reference.source
    return {"field": dotted(reference.path), "id": source.id, "register": source.register}


# -------------------------------------------------------------------------------- for people


def _as_text(comparison: Comparison) -> Iterator[str]:
    yield summary(comparison)
    told = told_of(comparison)
    for schemas in told_together(comparison.told):
        yield from ("", *_schema_as_text(schemas, told.following.get(schemas.register, ())))
    for difference in told.differences:
        yield from ("", *_record_as_text(comparison, difference))
    if approvers := approvers_of(comparison):
        yield from ("", "Who has to approve:")
        yield from (f"    {line}" for line in approval_lines(comparison, approvers, on_terminal))


def _record_as_text(comparison: Comparison, difference: Difference) -> Iterator[str]:
    key, kind = difference.key, difference.kind
    schema = comparison.schemas.get(key.register)
    yield f"{on_terminal(f'{key.id} {difference.label}')} ({noun(key, schema)}): {kind}"
    yield from change_lines(schema, kind, difference.changes, labelled(comparison.labels))
    yield from (f"    Look at this: {point.says(on_terminal)}" for point in difference.points)
    if difference.used_by:
        owners = f"; their owners: {on_terminal(difference.user_owners)}"
        behind = owners if difference.user_owners else ""
        yield f"    Used by {users(difference.used_by, comparison.schemas)}{behind}"


def _schema_as_text(difference: SchemaDifference, following: Sequence[str]) -> Iterator[str]:
    yield f"{one_line(difference.title)} ({what_it_is(difference)})"
    yield from (f"    {line}" for line in schema_lines(difference, following))
