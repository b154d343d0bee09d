"""kim confirm: keep in a record that its links were read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import click

from macros.catalogue.confirmations import Link, of_record
from macros.catalogue.edit import EditError, with_confirmation
from macros.catalogue.load import load
from macros.catalogue.references import label
from macros.catalogue.yaml_reader import parse
from macros.cli import completion
from macros.cli.start import main, project_root, unknown, with_today
from macros.cli.streams import say
from macros.cli.whole_file import write_whole
from macros.model import Catalogue, Key, Record, Schema
from macros.model.errors import KimError
from macros.model.text import both, guess_or, is_or_are
from macros.rules.calendar import say_date

NEXT = "Now commit it, and say in the message what you looked at:"


@main.command()
@click.argument("name", metavar="ID", shell_complete=completion.ids)
@click.argument("target", required=False, default="", shell_complete=completion.ids)
@with_today
def confirm(name: str, target: str, today: date) -> None:
    """Keep in a record that its links were read and found right.

    Those are its links to TARGET, or all of them. When the other record changes in a field that
    matters, the link is to be looked at again.

    Example: kim confirm FAQ-001 EZR-02
    """
    root = project_root()
    catalogue, _ = load(root, warnings=False)
    record = find_record(catalogue, name)
    links = _chosen(record, of_record(catalogue, record), target)
    _refuse_broken(catalogue, record, links)
    fresh = [link for link in links if link.state != "confirmed"]
    if not fresh:
        say(f"{record.file}: {_all_confirmed(links)} Nothing was changed.")
        return
    path, schema = root / record.file, catalogue.registers[record.key.register].schema
    write_whole(path, _confirmed(path.read_bytes(), record, schema, fresh, today))
    names = both([f"{link.target.id} ({_label(catalogue, link.target)})" for link in fresh])
    say(f"{record.file}: confirmed on {say_date(today)} that the link to {names} is right.")
    say(f"{NEXT} git commit {record.file}")


def find_record(catalogue: Catalogue, name: str) -> Record:
    """The record with an id, in whatever capitals. Raises KimError."""
    records = [record for register in catalogue.registers.values() for record in register.records]
    for record in records:
        if record.key.id.casefold() == name.casefold():
            return record
    words = f"There is no record '{name}' that can be read."
    ids = [record.key.id for record in records]
    raise unknown(words, name, ids, "Run kim check.")


def _label(catalogue: Catalogue, key: Key) -> str:
    if key.is_page:
        return next(str(page.values["title"]) for page in catalogue.pages if page.file == key.id)
    register = catalogue.registers[key.register]
    return next(
        label(register.schema, record.values) for record in register.records if record.key == key
    )


def _all_confirmed(links: Sequence[Link]) -> str:
    are = is_or_are(len(links))
    return f"{both([link.target.id for link in links])} {are} confirmed already."


def _chosen(record: Record, links: Sequence[Link], target: str) -> Sequence[Link]:
    """The links to confirm. Raises KimError where there are none."""
    id_ = record.key.id
    if record.retired:
        raise KimError(f"{id_} is retired: its links need no confirming.")
    if not links:
        raise KimError(
            f"{id_} has no link that can be confirmed. Its register's schema says with "
            "'x-confirm' which can."
        )
    chosen = [link for link in links if target.casefold() in ("", link.target.id.casefold())]
    if not chosen:
        ids = [link.target.id for link in links]
        hint = guess_or(target, ids, f"It can be {both(ids)}.")
        words = f"{id_} doesn't refer to '{target}' in a field that can be confirmed."
        raise KimError(f"{words} {hint}")
    return chosen


def _refuse_broken(catalogue: Catalogue, record: Record, links: Sequence[Link]) -> None:
    """Nothing is confirmed that the checks find wrong, at either end."""
    files = {
        record.file,
        *(link.target.id for link in links),
        *_files(catalogue, {link.target for link in links}),
    }
    for problem in catalogue.errors:
        if problem.file in files:
            raise KimError(
                f"{problem.file}:{problem.line}: {problem.message} "
                "Nothing was changed: put that right first, then confirm."
            )


def _files(catalogue: Catalogue, keys: Collection[Key]) -> Iterator[str]:
    """Where these records stand."""
    for register in catalogue.registers.values():
        yield from (record.file for record in register.records if record.key in keys)


def _confirmed(
    content: bytes, record: Record, schema: Schema, links: Sequence[Link], today: date
) -> bytes:
    """The record's file with these confirmations in it."""
    for link in links:
        document, _ = parse(content, record.file)
        assert document, "what has no errors can be read"
        id_, fingerprint = link.target.id, link.fingerprint
        try:
            content = with_confirmation(content, document, schema, id_, fingerprint, today)
        except EditError as error:
            raise KimError(
                f"{record.file}: {error} Write it yourself, under 'confirmed': "
                f"record: {id_}, fingerprint: {fingerprint}."
            ) from error
    return content
