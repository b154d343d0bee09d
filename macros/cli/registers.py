"""Commands about the registers: check, show, new."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from macros.catalogue.load import load
from macros.catalogue.new_record import next_id, scaffold
from macros.catalogue.reporter import as_github, as_json, as_text
from macros.catalogue.schemas import Schemas
from macros.cli import completion
from macros.cli.past import stood_on
from macros.cli.start import DayType, main, painted, project_root, with_today
from macros.history import old_registers, snapshots
from macros.history.revisions import History
from macros.history.snapshots import Snapshot
from macros.model import PAGES, Catalogue, Key, Problem, Record, Schema, Unreadable, dotted
from macros.model.errors import KimError
from macros.model.text import did_you_mean, nearest
from macros.rules.calendar import local_day, say_date
from macros.rules.dates import dates
from macros.view.view import View, view


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print what is found.",
)
def check(paths: tuple[Path, ...], form: str) -> None:
    """Say everything that is wrong with registers, schemas and pages.

    With PATHS, only what is wrong in those files and folders.

    Example: kim check registers/actions
    """
    root = project_root()
    catalogue, _ = load(root)
    problems = _within(catalogue.problems, root, paths)
    if form == "text":
        click.echo(as_text(problems, catalogue.count, painted))
    else:
        show = {"json": as_json, "github": as_github}[form]
        click.echo(show(problems, catalogue.count))
    sys.exit(any(problem.severity == "error" for problem in problems))


def _within(
    problems: tuple[Problem, ...], root: Path, paths: tuple[Path, ...]
) -> tuple[Problem, ...]:
    places = []
    for path in paths:
        if not path.exists():
            raise click.UsageError(f"There is no '{path}'.")
        if not path.resolve().is_relative_to(root.resolve()):
            raise click.UsageError(f"'{path}' is not in {root.name}.")
        places.append(path.resolve().relative_to(root.resolve()).as_posix())
    chosen = tuple(
        problem
        for problem in problems
        if any(
            place in (".", problem.file) or problem.file.startswith(f"{place}/") for place in places
        )
    )
    return chosen if paths else problems


@main.command()
@click.argument("name", metavar="ID", shell_complete=completion.ids)
@click.option(
    "--as-at",
    "day",
    type=DayType(),
    default=None,
    help="The record as it stood at the end of that day, as year-month-day.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print the record.",
)
@with_today
def show(name: str, day: date | None, form: str, today: date) -> None:
    """Print one record and what follows from it.

    That is its fields, the days that follow from them, what it names and what names it.

    Example: kim show IA3 --as-at 2026-03-31
    """
    catalogue, schemas = load(project_root())
    if day:
        click.echo(_as_it_stood(schemas, name, day, today, form))
        return
    whole = view(catalogue, "staff", today)
    record = _find(catalogue, whole, name)
    click.echo(_as_json(whole, record) if form == "json" else _as_text(whole, record))


def _as_it_stood(schemas: Schemas, name: str, day: date, today: date, form: str) -> str:
    """One record on a day, in the same form as today's."""
    past, state = stood_on(project_root(), day, today)
    key = _then(past, state, name)
    held = state.records[key]
    if isinstance(held.version, Unreadable):
        return _unreadable(key, held.last.file, held.version.text, state.day.called, form)
    whole = view(old_registers.catalogue(schemas.registers, state.records), "staff", day)
    record = whole.records[key]
    if form == "json":
        return _as_json(whole, record)
    landed = local_day(held.last.landed)
    return f"As at {state.day.called}; last changed on {say_date(landed)}, in commit {held.last.commit.id[:10]}.\n{_as_text(whole, record)}"


def _then(past: History, state: Snapshot, name: str) -> Key:
    """The key that the record with this id, then or since, had on that day."""
    keys = [
        key for key in past.trails if key.register != PAGES and key.id.casefold() == name.casefold()
    ]
    if not keys:
        guess = nearest(name, [key.id for key in past.trails if key.register != PAGES])
        hint = f" Did you mean '{guess}'?" if guess else ""
        raise KimError(f"There is no record '{name}', and there never was.{hint}")
    for key in keys:
        last = next(
            (one for one in reversed(past.trail(key)) if one.landed <= state.day.until), None
        )
        if last and last.key in state.records:
            return last.key
    raise KimError(_not_there(past, keys[0], state.day))


def _not_there(past: History, key: Key, day: snapshots.SnapshotDay) -> str:
    """Why a record was not there on a day: it came later, or it was gone by then."""
    trail = past.trail(key)
    gone = [one for one in trail if one.kind == "deleted" and one.landed <= day.until]
    if not gone:
        return f"{key.id} was not there yet on {day.called}: it was created on {say_date(local_day(trail[0].landed))}."
    last = gone[-1]
    on = f" It went on as {last.moved.id}." if last.moved else ""
    back = next((one for one in trail if one.landed > last.landed and one.kind == "restored"), None)
    again = f" It was brought back on {say_date(local_day(back.landed))}." if back else ""
    return f"{key.id} was not there on {day.called}: it was deleted on {say_date(local_day(last.landed))}.{on}{again}"


def _unreadable(key: Key, file: str, text: str, called: str, form: str) -> str:
    """A version that is no record, as the text that it was."""
    if form == "text":
        return f"As at {called}, {file} could not be read as a record. It held:\n\n{text}"
    empty = {"computed": dict.fromkeys(COMPUTED), "references": [], "used_by": []}
    about = {"id": key.id, "register": key.register, "publish": "staff", "fields": {}}
    return json.dumps({**about, **empty, "unreadable": text}, indent=2, ensure_ascii=False)


def _find(catalogue: Catalogue, whole: View, name: str) -> Record:
    """The record that an id means, in whatever capitals."""
    found = [
        record for key, record in whole.records.items() if key.id.casefold() == name.casefold()
    ]
    if found:
        return found[0]
    guess = nearest(name, [key.id for key in whole.records])
    hint = f" Did you mean '{guess}'?" if guess else ""
    if catalogue.errors:
        hint += " Some files could not be read: run kim check."
    raise KimError(f"There is no record '{name}'.{hint}")


def _as_json(whole: View, record: Record) -> str:
    """The contract of `kim show --format json`."""
    return json.dumps(
        {
            "id": record.key.id,
            "register": record.key.register,
            "publish": record.values.get("publish", "staff"),
            "fields": record.values,
            "computed": {
                name: day.isoformat() if day else None
                for name, day in _computed(whole.schema(record.key), record).items()
            },
            "references": [
                {"field": dotted(one.path), "id": one.target.id, "register": one.target.register}
                for one in whole.references.get(record.key, ())
            ],
            "used_by": [
                {"field": dotted(one.path), "id": one.source.id, "register": one.source.register}
                for one in whole.used_by.get(record.key, ())
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


COMPUTED = ("due", "next_review", "disposal_due")
"""What follows from a record's own fields, in the contract of `kim show --format json`."""


def _computed(schema: Schema, record: Record) -> Mapping[str, date | None]:
    known = dates(schema, record)
    return dict(zip(COMPUTED, (known.due, known.next_review, known.disposal_due), strict=True))


def _as_text(whole: View, record: Record) -> str:
    schema = whole.schema(record.key)
    lines = [f"{record.key.id} ({schema.singular}, {record.file})", ""]
    lines += [
        f"{field.title}: {_plain(record.values[field.name])}"
        for field in schema.fields
        if field.name in record.values
    ]
    lines += [
        f"{name}: {day.isoformat()}" for name, day in _computed(schema, record).items() if day
    ]
    lines += (
        [
            f"Used by: {', '.join(sorted({one.source.id for one in whole.used_by.get(record.key, ())}))}"
        ]
        if whole.used_by.get(record.key)
        else []
    )
    return "\n".join(lines)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_plain(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())


@main.command()
@click.argument("register", shell_complete=completion.registers)
@click.option(
    "--id", "id_", default="", help="The id, where the register's ids are words and not numbers."
)
def new(register: str, id_: str) -> None:
    """Start a record: a file in which every field is explained.

    It gets the next free id of its register.

    Example: kim new faqs
    """
    root = project_root()
    _, schemas = load(root)
    schema = _schema(schemas, register)
    home = root / "registers" / register
    taken = [path.stem for path in home.glob("*.yml")] if home.is_dir() else []
    id_ = id_ or next_id(schema, taken)
    if not id_:
        raise KimError(_ask_for_id(schema))
    if id_.casefold() in {one.casefold() for one in taken}:
        raise KimError(f"'{id_}' is taken. An id is never used twice: choose another.")
    _check_form(schema, id_)
    path = home / f"{id_}.yml"
    home.mkdir(parents=True, exist_ok=True)
    path.write_text(scaffold(schema, id_), "utf-8")
    click.echo(f"{path.relative_to(root).as_posix()}: fill it in, then run kim check.")


def _schema(schemas: Schemas, register: str) -> Schema:
    if register in schemas.registers:
        return schemas.registers[register]
    if register in schemas.broken:
        raise KimError(f"The schema of '{register}' can't be used: run kim check.")
    known = sorted(schemas.registers)
    raise click.UsageError(
        f"There is no register '{register}'. {did_you_mean(register, known, '')} The registers are {', '.join(known)}."
    )


def _ask_for_id(schema: Schema) -> str:
    field = schema.field("id")
    example = field.examples[0] if field and field.examples else "..."
    return f"The ids of this register are not numbered: choose one, as in 'kim new {schema.name} --id {example}'."


def _check_form(schema: Schema, id_: str) -> None:
    field = schema.field("id")
    if field and not re.fullmatch(field.pattern.strip("^$"), id_):
        raise KimError(
            f"'{id_}' is not in the form of this register's ids. It looks like '{field.examples[0] if field.examples else field.pattern}'."
        )
