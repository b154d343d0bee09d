"""Commands about the registers: check, build, serve, show, new, ask."""

from __future__ import annotations

import errno
import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from macros.catalogue.load import load
from macros.catalogue.new_record import next_id, scaffold
from macros.catalogue.reporter import as_github, as_json, as_text, summary
from macros.catalogue.schemas import Schemas
from macros.cli import completion
from macros.cli.progress import Step, progress
from macros.cli.start import DayType, main, project_root, stood_on, stop, with_today
from macros.history import snapshots
from macros.history.git import HistoryError
from macros.history.load import load_history
from macros.history.revisions import History
from macros.history.snapshots import Snapshot
from macros.model import (
    PAGES,
    Audience,
    Catalogue,
    Key,
    Problem,
    Record,
    Schema,
    Severity,
    Unreadable,
    dotted,
)
from macros.model.text import counted, did_you_mean, nearest
from macros.rules.calendar import local_day, say_date
from macros.rules.dates import dates
from macros.site import answers, replay, run_mkdocs
from macros.site import serve as live
from macros.view.view import View, view

SITES: Mapping[str, str] = {"staff": "mkdocs.yml", "public": "mkdocs.public.yml"}
"""The sites, and the file that describes each."""


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
        click.echo(as_text(problems, catalogue.count, _painted))
    else:
        show = {"json": as_json, "github": as_github}[form]
        click.echo(show(problems, catalogue.count))
    sys.exit(any(problem.severity == "error" for problem in problems))


def _painted(severity: Severity) -> str:
    """How bad a problem is, in colour, which click takes out where none can be seen."""
    return click.style(severity, fg="red" if severity == "error" else "yellow", bold=True)


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
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where to put the sites.  [default: site]",
)
@with_today
def build(out: Path | None, today: date) -> None:
    """Check everything, then build the sites.

    Where something is wrong, nothing is built and the old sites stay as they are.

    Example: kim build --out /tmp/kim --today 2026-11-22
    """
    root = project_root()
    built: list[str] = []
    try:
        with progress(2 + len(SITES)) as step:
            checked = _build(root, (out or root / "site").resolve(), today, built.append, step)
    except run_mkdocs.BuildFailedError as reason:
        stop("\n".join([*built, str(reason)]))
    click.echo("\n".join([*built, checked]))


def _build(root: Path, out: Path, today: date, say: Callable[[str], None], step: Step) -> str:
    """Build each site, say where it is, and give back what was checked. Raises BuildFailedError."""
    step("checking the registers")
    catalogue, _ = load(root)
    if catalogue.errors:
        raise run_mkdocs.BuildFailedError(as_text(catalogue.problems, catalogue.count, _painted))
    step("reading the history")
    try:
        past = load_history(root)
    except HistoryError as reason:
        raise run_mkdocs.BuildFailedError(f"{reason}\nNothing was built.") from reason
    for site, config in SITES.items():
        step(f"building the {site} site")
        try:
            run_mkdocs.generate(root / config, out / site, today, catalogue, past)
        except run_mkdocs.BuildFailedError as reason:
            raise run_mkdocs.BuildFailedError(
                f"{reason}\nThe {site} site was not built."
            ) from reason
        say(f"{site}: {out / site}")
    return summary(catalogue.problems, catalogue.count)


@main.command()
@click.option("--public", is_flag=True, help="Show the tenants' site instead of the staff site.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
def serve(public: bool, address: str) -> None:
    """Show a site while you write, and again after each change.

    What is wrong is said here and in the browser, until it is mended.

    Example: kim serve --public
    """
    host, port = _host_and_port(address)
    root, audience = project_root(), _audience(public)
    site = live.Site(root, root / SITES[audience], audience)
    try:
        live.serve(site, host, port, click.echo)
    except OSError as reason:
        stop(_cannot_listen(reason, address, host, port))


def _audience(public: bool) -> Audience:
    return "public" if public else "staff"


def _host_and_port(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or port is None or parts.path:
        message = f"'{address}' is not an address. Write a host and a port, as in 127.0.0.1:8000."
        raise click.BadParameter(message, param_hint="--address")
    return host, port


def _cannot_listen(reason: OSError, address: str, host: str, port: int) -> str:
    if reason.errno == errno.EADDRINUSE:
        another = f"kim serve --address {address.removesuffix(str(port))}{port + 1}"
        return f"{address} is in use, perhaps by another kim serve. Choose another port, as in '{another}'."
    if reason.errno in (errno.EACCES, errno.EPERM):
        return f"You may not listen at {address}. Choose a port from 1024 on, as in '{host}:8000'."
    return f"Nothing can listen at {address}: {reason.strerror or reason}."


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
    held = state.held[key]
    if isinstance(held.version, Unreadable):
        return _unreadable(key, held.last.file, held.version.text, state.day.called, form)
    whole = view(snapshots.catalogue(schemas.registers, state.held), "staff", day)
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
        stop(f"There is no record '{name}', and there never was.{hint}")
    for key in keys:
        last = next(
            (one for one in reversed(past.trail(key)) if one.landed <= state.day.until), None
        )
        if last and last.key in state.held:
            return last.key
    return stop(_not_there(past, keys[0], state.day))


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
    return stop(f"There is no record '{name}'.{hint}")


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
        stop(_ask_for_id(schema))
    if id_.casefold() in {one.casefold() for one in taken}:
        stop(f"'{id_}' is taken. An id is never used twice: choose another.")
    _check_form(schema, id_)
    path = home / f"{id_}.yml"
    home.mkdir(parents=True, exist_ok=True)
    path.write_text(scaffold(schema, id_), "utf-8")
    click.echo(f"{path.relative_to(root).as_posix()}: fill it in, then run kim check.")


def _schema(schemas: Schemas, register: str) -> Schema:
    if register in schemas.registers:
        return schemas.registers[register]
    if register in schemas.broken:
        stop(f"The schema of '{register}' can't be used: run kim check.")
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
        stop(
            f"'{id_}' is not in the form of this register's ids. It looks like '{field.examples[0] if field.examples else field.pattern}'."
        )


@main.command()
@click.argument("question", default="")
@click.option(
    "--back-test",
    "replay",
    is_flag=True,
    help="Replay past requests: which could have been answered by what was published before them?",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print what is found.",
)
@with_today
def ask(question: str, replay: bool, form: str, today: date) -> None:
    """Say whether a question has been answered before.

    It answers as the tenants' site does: by the same code, over the same answers.

    Example: kim ask "there is mould on my wall"
    """
    if bool(question) == replay:
        raise click.UsageError("Give a question in quotes, or --back-test.")
    catalogue, _ = load(project_root())
    public = view(catalogue, "public", today)
    if replay:
        click.echo(_back_tested(public, form))
        return
    with answers.engine() as over:
        found = over(answers.answers(public))(question)
    if form == "json":
        click.echo(json.dumps([one._asdict() for one in found], indent=2, ensure_ascii=False))
    elif found:
        click.echo("\n".join(f"{one.id}: {one.title} ({one.kind})" for one in found))
    else:
        click.echo("Nothing that is published answers this.")


def _back_tested(public: View, form: str) -> str:
    """How many past requests could have been answered, and which topics have no question and answer."""
    replayed, gaps = replay.back_test(public), replay.gaps(public)
    known, silent = (
        [one for one in replayed if one.known],
        [one for one in replayed if not one.known],
    )
    if form == "json":
        return json.dumps(
            {
                "requests": len(replayed),
                "answerable": len(known),
                "found": sum(one.found for one in known),
                "rows": [
                    {
                        "id": one.id,
                        "question": one.question,
                        "answered_by": one.known,
                        "found": one.found if one.known else None,
                        "suggestions": [found._asdict() for found in one.suggestions],
                    }
                    for one in replayed
                ],
                "gaps": [gap._asdict() for gap in gaps],
            },
            indent=2,
            ensure_ascii=False,
        )
    asked = [
        f"{public.label(key)}: asked {counted(len(gap.requests), 'time')} ({', '.join(gap.requests)}), no question and answer"
        for gap in gaps
        for key in public.ids.get(gap.category, ())
    ]
    return "\n".join(
        [
            *(line for one in replayed for line in _replayed(one)),
            "",
            (
                f"{counted(len(replayed), 'published request')}: {len(known)} could have been answered from what was published before them, "
                "by the earlier request or the question and answer that they name."
            ),
            f"The box would have shown it for {sum(one.found for one in known)} of these {len(known)}.",
            (
                f"The other {len(silent)} name nothing that had answered them. For {sum(bool(one.suggestions) for one in silent)} the box would have "
                "suggested something; nobody has judged whether it fits."
            ),
            *asked,
        ]
    )


def _replayed(one: replay.Replayed) -> list[str]:
    shown = ", ".join(found.id for found in one.suggestions) or "nothing"
    verdict = (
        f"answered by {', '.join(one.known)}: {'shown' if one.found else 'missed'}"
        if one.known
        else "no earlier answer is named"
    )
    return [f"{one.id}: {one.question}", f"    {verdict}; suggested: {shown}"]
