"""Commands about what happened: history, diff."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from macros.catalogue.load import load
from macros.catalogue.references import label
from macros.cli import completion
from macros.cli.start import main, project_root
from macros.history import git
from macros.history.compare import Comparison, Difference, compare
from macros.history.describe import (
    LabelOf,
    by_sentence,
    describe_change,
    heading,
    labelled,
    users,
    values_in_words,
)
from macros.history.load import load_history
from macros.history.pull_requests import pull_request
from macros.history.revisions import History
from macros.history.versions import key_of
from macros.model import PAGES, Catalogue, Change, Key, Kind, Pending, Revision, Schema, dotted
from macros.model.errors import KimError
from macros.model.text import both, counted, either, nearest, one_line
from macros.rules.calendar import local_day, say_date

# ---------------------------------------------------------------------------------------------- history


@main.command()
@click.argument("name", metavar="ID", shell_complete=completion.ids)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print the story.",
)
def history(name: str, form: str) -> None:
    """Print the story of a record, newest first.

    It says who changed which field, when and why. A record that was deleted has one too, and so has each page of docs/, by its path. What isn't committed yet
    comes first. An author's name is what Git was told.

    Example: kim history IA3
    """
    root = project_root()
    past = load_history(root)
    key = _find(past, name)
    if form == "json":
        click.echo(json.dumps(_story(past, key), indent=2, ensure_ascii=False))
        return
    catalogue, schemas = load(root)
    click.echo("\n".join(_told(past, key, schemas.registers.get(key.register), catalogue)))


def _find(past: History, name: str) -> Key:
    """The record or page that is meant by an id, by a register and an id, or by a path; also where it is gone."""
    known = dict.fromkeys((*past.trails, *past.pending))
    by_path = key_of(name.removeprefix("./"))
    if by_path in known:
        return by_path
    said = name.casefold()
    found = [
        key for key in known if said in (key.id.casefold(), f"{key.register}/{key.id}".casefold())
    ]
    here = [key for key in found if key in past.pending or not past.deleted(key)] or found[-1:]
    if len(here) > 1:
        raise KimError(
            f"'{name}' stands in {counted(len(here), 'register')}: ask for {either([f'{key.register}/{key.id}' for key in here])}."
        )
    if here:
        return here[0]
    guess = nearest(name, [key.id for key in known])
    raise KimError(
        f"There is no record '{name}', and never was one.{f' Did you mean {guess!r}?' if guess else ''}"
    )


def _story(past: History, key: Key) -> list[Mapping[str, Any]]:
    """The contract of `kim history --format json`."""
    pending = [_pending(past.pending[key])] if key in past.pending else []
    return [*pending, *(_revision(past, revision) for revision in reversed(past.trail(key)))]


def _pending(pending: Pending) -> Mapping[str, Any]:
    nothing = dict.fromkeys(
        (
            "commit",
            "date",
            "author",
            "message",
            "written",
            "landed",
            "committer",
            "known_as",
            "pull_request",
            "signature",
        )
    )
    return {
        **nothing,
        "approvals": [],
        "kind": pending.kind,
        "changes": [_change(change) for change in pending.changes],
    }


def _revision(past: History, revision: Revision) -> Mapping[str, Any]:
    commit = revision.commit
    brought = pull_request(commit.subject, commit.body)
    return {
        "commit": commit.id,
        "date": commit.committed.isoformat(),
        "author": commit.author.name,
        "message": commit.message,
        "written": commit.written.isoformat(),
        "landed": revision.landed.isoformat(),
        "committer": commit.committer.name,
        "known_as": commit.author.renamed or None,
        "pull_request": brought.number if brought else None,
        "signature": past.signatures.get(commit.id),
        "approvals": list(commit.approvals),
        "kind": revision.kind,
        "changes": [_change(change) for change in revision.changes],
    }


def _change(change: Change) -> Mapping[str, Any]:
    by = {"commit": change.by.id, "author": change.by.author.name} if change.by else None
    return {
        "path": dotted(change.path),
        "old": change.old,
        "new": change.new,
        "by": by,
        "made_in_merge": change.merged,
    }


def _told(past: History, key: Key, schema: Schema | None, catalogue: Catalogue) -> Iterator[str]:
    names = {
        record.key: label(register.schema, record.values)
        for register in catalogue.registers.values()
        for record in register.records
    }
    label_of = labelled(names)
    kind = "page" if key.register == PAGES else schema.singular if schema else key.register
    gone = key in past.trails and past.deleted(key) and key not in past.pending
    name = f"{key.id} {names[key]}" if key in names else key.id
    yield f"{one_line(name)} ({kind}{', deleted' if gone else ''})"
    if key in past.pending:
        pending = past.pending[key]
        yield from ("", f"Not yet committed: {pending.kind}")
        yield from (
            f"    {line}" for line in _lines(schema, pending.kind, pending.changes, label_of)
        )
    for revision in reversed(list(by_sentence(schema, past.trail(key)))):
        yield from _revision_told(past, key, revision, schema, label_of)


def _revision_told(
    past: History, key: Key, revision: Revision, schema: Schema | None, label_of: LabelOf
) -> Iterator[str]:
    commit = revision.commit
    known_as = f" (known as {commit.author.renamed})" if commit.author.renamed else ""
    yield ""
    yield (
        one_line(
            f"{say_date(local_day(commit.committed))}, {commit.author.name}{known_as}: {revision.kind}"
        )
        + f" [{commit.id[:12]}]"
    )
    yield from (f"  {one_line(line)}" for line in commit.message.split("\n") if line.strip())
    if (brought := pull_request(commit.subject, commit.body)) is not None:
        yield f"  Pull request {brought.number}"
    if commit.approvals:
        yield f"  Approved by {one_line(both(commit.approvals))}"
    if signature := past.signatures.get(commit.id):
        yield f"  Signature: {signature}"
    if local_day(commit.committed) != local_day(revision.landed):
        yield f"  Landed by {say_date(local_day(revision.landed))}: the commit's own day is earlier than that of one before it"
    if revision.was:
        yield f"  Before: {one_line(revision.was)}"
    if revision.moved and revision.kind == "deleted":
        yield f"  It goes on as {one_line(revision.moved.id)}"
    yield from (f"    {line}" for line in _lines(schema, revision.kind, revision.changes, label_of))


def _lines(
    schema: Schema | None, kind: Kind, done: Sequence[Change], label_of: LabelOf
) -> Iterator[str]:
    """Each change as a line: 'Retention period: 6 years → 7 years'."""
    for change in done:
        yield f"{heading(schema, change.path)}: {describe_change(kind, *values_in_words(schema, change, label_of))}{_by(change)}"


def _by(change: Change) -> str:
    if change.merged:
        return " [made in the merge itself]"
    return f" [{one_line(change.by.author.name)}, {change.by.id[:12]}]" if change.by else ""


# ------------------------------------------------------------------------------------------------- diff


@main.command()
@click.argument("base")
@click.argument("head", default="HEAD")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="How to print the changes.",
)
def diff(base: str, head: str, form: str) -> None:
    """Say what differs between two commits, record by record.

    It says what that touches, too. BASE and HEAD are branches, tags or commits. What isn't committed is left out.

    Example: kim diff main my-branch --format markdown
    """
    found = compare(git.open_repository(project_root()), base, head)
    click.echo({"text": _diff_text, "markdown": _diff_markdown, "json": _diff_json}[form](found))


def _diff_json(found: Comparison) -> str:
    """The contract of `kim diff --format json`. A page of docs/ has its path as id and an empty register."""
    rows = [
        {
            "id": one.key.id,
            "register": one.key.register,
            "kind": one.kind,
            "changes": [
                {"path": dotted(change.path), "old": change.old, "new": change.new}
                for change in one.changes
            ],
            "used_by": [
                {"field": dotted(user.path), "id": user.source.id, "register": user.source.register}
                for user in one.used_by
            ],
        }
        for one in found.differences
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _summary(found: Comparison) -> str:
    if not found.differences:
        return f"No record or page differs between {found.base[:12]} and {found.head[:12]}."
    records = sum(one.key.register != PAGES for one in found.differences)
    parts = [
        counted(records, "record") if records else "",
        counted(pages, "page") if (pages := len(found.differences) - records) else "",
    ]
    return f"{both([part for part in parts if part])} differ{'s' if len(found.differences) == 1 else ''} between {found.base[:12]} and {found.head[:12]}."


def _diff_text(found: Comparison) -> str:
    lines = [_summary(found)]
    for one in found.differences:
        schema = found.schemas.get(one.key.register)
        lines += ["", f"{one_line(f'{one.key.id} {one.label}')} ({_noun(one, schema)}): {one.kind}"]
        lines += [
            f"    {line}" for line in _lines(schema, one.kind, one.changes, labelled(found.labels))
        ]
        lines += [f"    Used by {users(one.used_by, found.schemas)}"] if one.used_by else []
    return "\n".join(lines)


def _noun(one: Difference, schema: Schema | None) -> str:
    return (
        "page"
        if one.key.register == PAGES
        else one_line(schema.singular if schema else one.key.register)
    )


def _diff_markdown(found: Comparison) -> str:
    """For a pull request. What comes from a record, or from a schema that is proposed, stands as code: it is no markup."""
    lines = [_summary(found)]
    for one in found.differences:
        schema = found.schemas.get(one.key.register)
        name = " ".join(part for part in (code(one.key.id), code(one.label)) if part)
        lines += ["", f"### {name}", "", f"{code(_noun(one, schema))}: {one.kind}", ""]
        for change in one.changes:
            old, new = values_in_words(schema, change, labelled(found.labels))
            lines.append(
                f"- {code(heading(schema, change.path))}: {describe_change(one.kind, old, new, code)}"
            )
        lines += ["", f"Used by {code(users(one.used_by, found.schemas))}"] if one.used_by else []
    return "\n".join(lines)


def code(text: str) -> str:
    """A text as Markdown code on one line: nothing in it is markup, a mention, a link or a picture."""
    text = one_line(text)
    if not text:
        return ""
    longest, run = 0, 0
    for letter in text:
        run = run + 1 if letter == "`" else 0
        longest = max(longest, run)
    pad = " " if "`" in (text[0], text[-1]) else ""
    return f"{'`' * (longest + 1)}{pad}{text}{pad}{'`' * (longest + 1)}"
