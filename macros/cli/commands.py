"""Every command by name, so that help and completion import none, nor a library that one needs."""

from __future__ import annotations

import errno
import gc
import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

import click

from macros.cli.streams import print_anywhere, say
from macros.model.errors import KimError
from macros.model.machine import refused
from macros.model.outside import plainly

SELDOM = (50_000, 20, 50)
"""How seldom Python looks for rubbish: a command makes many small values and keeps most of them.

Looking among them in vain took a tenth of its time.
"""

_PART = re.compile(r"[Qq]\d")
_YEAR = re.compile(r"\d{4}/\d{2}")


class Later(NamedTuple):
    """A command that isn't imported yet: its module, and the first sentence of its help."""

    module: str
    summary: str


COMMANDS = {
    "approvers": Later("approvers", "Say which team of the forge approves which file."),
    "as-at": Later("as_at", "Write the registers as they stood at the end of a day."),
    "ask": Later("ask", "Say whether a question has been answered before."),
    "build": Later("sites", "Check everything, then build the sites."),
    "check": Later("check", "Say everything that is wrong with registers, schemas and pages."),
    "confirm": Later("confirm", "Keep in a record that its links were read and found right."),
    "diff": Later("diff", "Say what differs between two commits, record by record."),
    "due": Later("due", "List what is to be done by when, and why."),
    "export": Later("export", "Write a register as a workbook, as a table or as JSON."),
    "history": Later("history", "Print the story of a record, newest first."),
    "import": Later("import_sheet", "Put a spreadsheet into a register: CSV, XLSX, ODS or XLS."),
    "new": Later("new", "Start a record: a file in which every field is explained."),
    "pack": Later("pack", "Make an evidence pack: the registers of a day, and their past."),
    "published": Later("published", "Say where schemas and the list of what is public differ."),
    "redaction": Later("redaction", "State what was removed from the history, and why."),
    "remind": Later("remind", "Write a message to each post about what it has to do."),
    "report": Later("report", "Write the board's report for a quarter: PDF, HTML or Word."),
    "review": Later("review", "Keep in a record, or in a page, what came of a review."),
    "scan": Later("scan", "Look for personal data, and say where it is, not what."),
    "seal": Later("seal", "Seal the history with a signed tag, so that a cut shows."),
    "serve": Later("sites", "Show a site while you write, and again after each change."),
    "set": Later("set_values", "Change fields of a record, each by its name or its title."),
    "show": Later("show", "Print one record and what follows from it."),
    "start": Later("new_project", "Start a project for another landlord, in a new folder."),
    "tidy": Later("tidy", "Take out of names what nobody sees, such as doubled spaces."),
    "upgrade": Later("upgrade", "Take the installed version's schemas, and move the records."),
    "verify": Later("verify", "Say whether a pack is whole, or whether all seals hold."),
}


def summaries() -> list[click.Command]:
    """What stands for each command until it is called."""
    return [click.Command(name, help=later.summary) for name, later in COMMANDS.items()]


def with_whole_quarters(args: Sequence[str]) -> list[str]:
    """The words of a call, with `Q3 2026/27` as one: nobody thinks of quotes there."""
    words: list[str] = []
    for word in args:
        if words and _PART.fullmatch(words[-1]) and _YEAR.fullmatch(word):
            words[-1] = f"{words[-1]} {word}"
        else:
            words.append(word)
    return words


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called, from its module, which puts it into this group."""
        if args[0] in COMMANDS:
            import_module(f"macros.cli.{COMMANDS[args[0]].module}")
        return super().resolve_command(ctx, with_whole_quarters(args))

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """The whole of a call, from its words to its exit status."""
        print_anywhere()
        gc.set_threshold(*SELDOM)
        return super().main(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. Where it can't go on, say why once all that it had open is closed.

        It ends with 1: the input is at fault, or the machine, and not the call.
        """
        try:
            return super().invoke(ctx)
        except KimError as error:
            why = str(error)
        except click.ClickException as error:
            error.message = plainly(error.message)  # type: ignore[misc]  # no copy keeps its kind
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read along has seen enough: click ends that
                raise
            why = refused(error)
        say(why, err=True)
        return ctx.exit(1)
