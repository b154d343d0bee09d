"""Commands for those who keep records right: due, confirm."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from macros.catalogue.confirmations import Link, of_record
from macros.catalogue.edit import EditError, with_confirmation
from macros.catalogue.load import load
from macros.catalogue.posts import post_names
from macros.catalogue.references import label
from macros.catalogue.yaml_reader import parse
from macros.cli import completion
from macros.cli.start import main, project_root, with_today
from macros.model import Catalogue, Key, Record
from macros.model.errors import KimError
from macros.model.text import both, counted, either, nearest
from macros.rules.calendar import say_date
from macros.view.due import DUE_WITHIN, Due, State, all_due

# -------------------------------------------------------------------------------------------------- due


@main.command()
@click.option(
    "--owner",
    default="",
    metavar="ROLE",
    shell_complete=completion.ids,
    help="Only what this post answers for or does: its id, its title or another of its names.",
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=None,
    metavar="DAYS",
    help="Only what is overdue or due within so many days.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print the list.",
)
@with_today
def due(owner: str, within: int | None, form: str, today: date) -> None:
    """List what is to be done by when.

    That is reviews, deadlines, and links whose other end has changed. Without --within, what is
    later is listed too, and "due" means within 30 days.

    Example: kim due --owner ROLE-business-support-manager --within 60
    """
    catalogue, _ = load(project_root())
    found = all_due(catalogue, today, DUE_WITHIN if within is None else within)
    if owner:
        role = _role(catalogue, owner)
        found = [one for one in found if role in (one.owner_role, *one.by)]
    if within is not None:
        found = [one for one in found if one.state != "later"]
    click.echo(
        json.dumps([_row(one) for one in found], indent=2, ensure_ascii=False)
        if form == "json"
        else _as_text(found)
    )
    if catalogue.errors:
        click.echo(
            "Some files have errors, so something may be missing here: run kim check.", err=True
        )


def _role(catalogue: Catalogue, owner: str) -> str:
    """The id of the post that is meant by an id, a title or another name that is recorded."""
    posts = list(post_names(catalogue))
    meant = list(dict.fromkeys(id_ for name, id_ in posts if name.casefold() == owner.casefold()))
    if len(meant) > 1:
        raise KimError(f"'{owner}' is the name of several posts: ask for {either(meant)}.")
    if meant:
        return meant[0]
    guess = nearest(owner, [name for name, _ in posts])
    raise KimError(f"There is no post '{owner}'.{f' Did you mean {guess!r}?' if guess else ''}")


def _row(one: Due) -> Mapping[str, Any]:
    """The contract of `kim due --format json`. `due` is null for a link: no day was set for it.

    `state` is "overdue", "no-report" (the day has passed and nobody has reported), "due" or "later".
    """
    return {
        "what": one.what,
        "id": one.key.id,
        "owner_role": one.owner_role,
        "due": one.due.isoformat() if one.due else None,
        "state": one.state,
        "register": one.key.register,
        "by": list(one.by),
        "field": one.field,
        "target": one.target.id if one.target else None,
    }


def _as_text(found: list[Due]) -> str:
    if not found:
        return "Nothing is due."
    numbers = {state: sum(due.state == state for due in found) for state in _STATES}
    parts = [f"{number} {_STATES[state]}" for state, number in numbers.items() if number]
    total = f"{counted(len(found), 'thing')} to do: {both(parts)}."
    return "\n".join([*(_line(due) for due in found), total])


_STATES: Mapping[State, str] = {
    "overdue": "overdue",
    "no-report": "without a report since then",
    "due": "due",
    "later": "later",
}
"""How many there are of each, in words."""


def _line(due: Due) -> str:
    what = f"{due.target.id} has changed since the link was confirmed" if due.target else due.what
    name = f"{due.key.id} {due.label}" if due.label != due.key.id else due.key.id
    return f"{_when(due)}{name}: {what} ({', '.join(due.by) or due.owner_role})"


def _when(due: Due) -> str:
    if due.due is None:
        return f"{due.state}: "
    day = due.due.isoformat()
    return f"no report since {day}: " if due.state == "no-report" else f"{due.state}: {day} "


# ---------------------------------------------------------------------------------------------- confirm


@main.command()
@click.argument("name", metavar="ID", shell_complete=completion.ids)
@click.argument("target", required=False, default="", shell_complete=completion.ids)
@with_today
def confirm(name: str, target: str, today: date) -> None:
    """Keep in a record that its links were read and found right.

    Those are its links to TARGET, or all of them. When the other record changes in a field that matters, the link is to be looked at again.

    Example: kim confirm FAQ-001 EZR-02
    """
    root = project_root()
    catalogue, _ = load(root)
    record = _record(catalogue, name)
    found = _chosen(of_record(catalogue, record), record, target)
    _refuse_broken(catalogue, record, found)
    fresh = [link for link in found if link.state != "confirmed"]
    if not fresh:
        click.echo(
            f"{record.file}: {both([link.target.id for link in found])} {'is' if len(found) == 1 else 'are'} confirmed already. Nothing was changed."
        )
        return
    path = root / record.file
    path.write_bytes(_amended(path.read_bytes(), catalogue, record, fresh, today))
    says = both([f"{link.target.id} ({_label(catalogue, link.target)})" for link in fresh])
    click.echo(f"{record.file}: confirmed on {say_date(today)} that the link to {says} is right.")
    click.echo(
        f"Now commit it, and say in the message what you looked at: git commit {record.file}"
    )


def _record(catalogue: Catalogue, name: str) -> Record:
    records = [record for register in catalogue.registers.values() for record in register.records]
    found = next(
        (record for record in records if record.key.id.casefold() == name.casefold()), None
    )
    guess = nearest(name, [record.key.id for record in records])
    if found:
        return found
    raise KimError(
        f"There is no record '{name}' that can be read.{f' Did you mean {guess!r}?' if guess else ' Run kim check.'}"
    )


def _label(catalogue: Catalogue, key: Key) -> str:
    register = catalogue.registers[key.register]
    return next(
        label(register.schema, record.values) for record in register.records if record.key == key
    )


def _chosen(found: tuple[Link, ...], record: Record, target: str) -> tuple[Link, ...]:
    """The links to confirm, or why there are none."""
    if record.retired:
        raise KimError(f"{record.key.id} is retired: its links need no confirming.")
    if not found:
        raise KimError(
            f"{record.key.id} has no link that can be confirmed. Its register's schema says with 'x-confirm' which can."
        )
    chosen = tuple(link for link in found if target.casefold() in ("", link.target.id.casefold()))
    if not chosen:
        guess = nearest(target, [link.target.id for link in found])
        hint = (
            f"Did you mean '{guess}'?"
            if guess
            else f"It can be {both([link.target.id for link in found])}."
        )
        raise KimError(
            f"{record.key.id} doesn't refer to '{target}' in a field that can be confirmed. {hint}"
        )
    return chosen


def _refuse_broken(catalogue: Catalogue, record: Record, found: tuple[Link, ...]) -> None:
    """Nothing is confirmed that the checks find wrong, at either end."""
    records = {
        one.key: one for link in found for one in catalogue.registers[link.target.register].records
    }
    files = (record.file, *(records[link.target].file for link in found))
    for problem in catalogue.errors:
        if problem.file in files:
            raise KimError(
                f"{problem.file}:{problem.line}: {problem.message} Nothing was changed: put that right first, then confirm."
            )


def _amended(
    content: bytes, catalogue: Catalogue, record: Record, fresh: list[Link], today: date
) -> bytes:
    schema = catalogue.registers[record.key.register].schema
    for link in fresh:
        document, _ = parse(content, record.file)
        assert document, "what has no errors can be read"
        try:
            content = with_confirmation(
                content, document, schema, link.target.id, link.fingerprint, today
            )
        except EditError as reason:
            raise KimError(
                f"{record.file}: {reason} Write it yourself, under 'confirmed': record: {link.target.id}, fingerprint: {link.fingerprint}."
            ) from reason
    return content
