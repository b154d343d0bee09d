"""kim ask: whether a question was answered before, and how well such answers are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import click

from macros.catalogue.read import read
from macros.cli.scores import printed
from macros.cli.start import as_json, main, project_root, with_form, with_today
from macros.cli.streams import say
from macros.model import Audience, Key
from macros.model.text import counted
from macros.site import alarms
from macros.site.alarms import Danger
from macros.site.answers import answers
from macros.site.matching import Fits, engine
from macros.site.replay import Gap, Replayed, back_test, gaps
from macros.site.score import scores
from macros.view.view import View, view

COULD_HAVE = (
    "could have been answered from what was published before them, by the earlier request or the "
    "question and answer that they name."
)
NOT_SURE = "It is not sure which of these is meant:"
NAME_NOTHING = "name nothing that had answered them."
WOULD_HAVE = "the box would have suggested something; nobody has judged whether it fits."


@main.command()
@click.argument("question", default="")
@click.option(
    "--back-test",
    "replay",
    is_flag=True,
    help="Replay past requests: which could have been answered by what was published before them?",
)
@click.option(
    "--score",
    "measure",
    is_flag=True,
    help="Ask sentences whose answers are known: how many are answered right?",
)
@click.option("--staff", is_flag=True, help="Ask all records, as the staff site's search does.")
@with_form("How to print what is found.", "json")
@with_today
def ask(question: str, replay: bool, measure: bool, staff: bool, form: str, today: date) -> None:
    """Say whether a question has been answered before.

    It answers as the tenants' site does: by the same code, over the same answers.

    Example: kim ask "there is mould on my wall"
    """
    if [bool(question), replay, measure].count(True) != 1:
        raise click.UsageError("Give a question in quotes, or --back-test, or --score.")
    catalogue, _ = read(project_root())
    public = view(catalogue, "public", today)
    if measure:
        views: dict[Audience, View] = {"public": public, "staff": view(catalogue, "staff", today)}
        say(printed(scores(project_root(), views), form))
        return
    if replay:
        say(_back_tested(public, form))
        return
    asked = view(catalogue, "staff", today) if staff else public
    say(_printed(alarms.raised(public, question), _fits(asked, question), form))


def _fits(seen: View, question: str) -> Fits:
    with engine() as over:
        return over(answers(seen))(question)


def _printed(dangers: Sequence[Danger], fits: Fits, form: str) -> str:
    """What to do in danger first, above all else, and last the way to us in another language."""
    if form == "json":
        suggestions = [{**fit._asdict(), "sure": fits.sure} for fit in fits.suggestions]
        return as_json([*dangers, *suggestions, *(text._asdict() for text in fits.languages)])
    lines = [line for danger in dangers for line in _what_to_do(danger)]
    lines += [] if fits.sure else [NOT_SURE]
    lines += [f"{fit.id}: {fit.title} ({fit.kind})" for fit in fits.suggestions]
    lines += [
        ": ".join(filter(None, (text.title, text.text, text.href))) for text in fits.languages
    ]
    nothing = ("Nothing that is published answers this.", fits.elsewhere)
    return "\n".join(lines or [" ".join(filter(None, nothing))])


def _what_to_do(danger: Danger) -> Iterator[str]:
    yield f"{danger['id']}: {danger['title']} ({danger['kind']})"
    for call in danger["contacts"]:
        when = ", ".join(words.rstrip(".") for words in (call["cost"], call["answered"]) if words)
        title = f"{call['title']} (example)" if call["example"] else call["title"]
        yield f"    {title}: {call['telephone']} ({when})"
    yield from (f"    {number}. {step}" for number, step in enumerate(danger["steps"], 1))


def _back_tested(public: View, form: str) -> str:
    """How many past requests could have been answered, and which topics have no answer."""
    replayed, topics = back_test(public), gaps(public)
    if form == "json":
        return _for_programs(replayed, topics)
    return _for_people(public, replayed, topics)


def _for_programs(replayed: Sequence[Replayed], topics: Sequence[Gap]) -> str:
    known = [request for request in replayed if request.known]
    return as_json(
        {
            "requests": len(replayed),
            "answerable": len(known),
            "found": sum(request.is_answered for request in known),
            "rows": [_row(request) for request in replayed],
            "gaps": [gap._asdict() for gap in topics],
        }
    )


def _row(request: Replayed) -> Mapping[str, object]:
    return {
        "id": request.id,
        "question": request.question,
        "answered_by": request.known,
        "found": request.is_answered if request.known else None,
        "suggestions": [suggestion._asdict() for suggestion in request.suggestions],
    }


def _for_people(public: View, replayed: Sequence[Replayed], topics: Sequence[Gap]) -> str:
    lines = [line for request in replayed for line in _request(request)]
    return "\n".join([*lines, "", *_totals(replayed), *_unanswered(public, topics)])


def _totals(replayed: Sequence[Replayed]) -> Iterator[str]:
    known = [request for request in replayed if request.known]
    silent = [request for request in replayed if not request.known]
    shown = sum(request.is_answered for request in known)
    guessed = sum(bool(request.suggestions) for request in silent)
    yield f"{counted(len(replayed), 'published request')}: {len(known)} {COULD_HAVE}"
    yield f"The box would have shown it for {shown} of these {len(known)}."
    yield f"The other {len(silent)} {NAME_NOTHING} For {guessed} {WOULD_HAVE}"


def _unanswered(public: View, topics: Sequence[Gap]) -> Iterator[str]:
    """The topics that were asked about and have no answer."""
    for gap in topics:
        for key in public.ids.get(gap.category, ()):
            yield _asked(public, key, gap)


def _asked(public: View, key: Key, gap: Gap) -> str:
    times = f"{counted(len(gap.requests), 'time')} ({', '.join(gap.requests)})"
    return f"{public.label(key)}: asked {times}, no question and answer"


def _request(request: Replayed) -> tuple[str, str]:
    suggested = ", ".join(suggestion.id for suggestion in request.suggestions) or "nothing"
    return f"{request.id}: {request.question}", f"    {_verdict(request)}; suggested: {suggested}"


def _verdict(request: Replayed) -> str:
    if not request.known:
        return "no earlier answer is named"
    return f"answered by {', '.join(request.known)}: {'shown' if request.is_answered else 'missed'}"
