"""The site's own matching: which records answer a question, and what the site fetches for it.

It is JavaScript: the command line and the browser give the same answers because they run the same
files, here in an engine of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple, Protocol

from py_mini_racer import MiniRacer

from macros.pages.tenants import MATCHING
from macros.site import learning
from macros.site.answers import Answers
from macros.site.kept import kept


class Suggestion(NamedTuple):
    """An answer that fits a question, and how well (at most about 1)."""

    id: str
    kind: str
    title: str
    href: str
    score: float


class InLanguage(NamedTuple):
    """The way to a text in the language of a question: what it is called, and what it is about."""

    id: str
    kind: str
    title: str
    text: str
    href: str
    language: str


class Fits(NamedTuple):
    """What fits a question, the best first; or none, and who else may have an answer.

    Where it is not `sure` which is meant, they are to choose from, and the first isn't the answer.
    `languages` are for whoever writes in another language, whatever fits.
    """

    suggestions: tuple[Suggestion, ...]
    sure: bool = True
    elsewhere: str = ""
    languages: tuple[InLanguage, ...] = ()


LEARNING = (*MATCHING, *("kim-encode.js", "kim-learn.js", "kim-pack.js", "kim-vectors-learn.js"))
"""What makes a file of answers, too: pages have no need of it."""

CUTTING = (*LEARNING, "kim-cut.js")
"""What cuts it into parts as well."""

FILE = "answers.json"
FOLDER = "answers-"
"""What a page fetches with every question, and how the folder of its parts begins."""

LETTERS = 10
"""How many of the sum's letters stand in that folder's name."""


class Suggest(Protocol):
    """A question in, at most three suggestions out, none of them of the ids in `without`."""

    def __call__(self, question: str, without: Iterable[str] = (), /) -> Fits:
        """What fits a question."""


@contextmanager
def engine() -> Iterator[Callable[[Answers], Suggest]]:
    """A set of answers in, and out what suggests some of them.

    Nothing is suggested where nothing is near enough. The engine ends with the context, since it
    has a thread of its own; it works over one set of answers at a time.
    """
    with loaded(MATCHING) as running:

        def suggest(question: str, without: Iterable[str] = (), /) -> Fits:
            asked, passed_over = json.dumps(question), json.dumps(sorted(without))
            answered = f"known.answer(read.asked, 0, '', {passed_over})"
            both = f"(function (read) {{ return [{answered}, read.texts]; }})(spoken({asked}))"
            return _fits(*json.loads(str(running.eval(f"JSON.stringify({both})"))))

        def over(known: Answers) -> Suggest:
            running.eval(f"globalThis.whole = {_cut(known, ())}")
            running.eval("globalThis.known = KimMatch.matcher(whole.file)")
            running.eval("for (const name in whole.parts) known.add(name, whole.parts[name])")
            running.eval(
                f"globalThis.spoken = KimLanguage.reader({json.dumps(known['languages'])})"
            )
            return suggest

        yield over


def packed(known: Answers) -> str:
    """A set of answers as one file, with words as the matching has them."""
    return learned(LEARNING, f"KimMatch.pack({parsed(known)})")


def parted(known: Answers, unseen: Iterable[str] = ()) -> Mapping[str, str]:
    """A set of answers as the files that a page fetches, by their places: one, and its parts.

    Which of the parts are fetched tells a server in which ranges of the alphabet the words of a
    question stand. Words of the phrases `unseen` that tell something stand in the one file. The
    folder is named for what is in it: other parts have other addresses.
    """
    cut = json.loads(_cut(known, tuple(unseen)))
    parts = {name: _plain(part) for name, part in cut["parts"].items()}
    whole = "\n".join([_plain(cut["file"]), *(f"{name} {parts[name]}" for name in sorted(parts))])
    folder = f"{FOLDER}{sha256(whole.encode()).hexdigest()[:LETTERS]}/"
    return {
        **{f"{folder}{name}.json": part for name, part in parts.items()},
        FILE: _plain({**cut["file"], "parts": folder}),  # last: what it names is there by then
    }


def _plain(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _cut(known: Answers, unseen: Sequence[str]) -> str:
    """The file and its parts by name, as JSON."""
    whole = parsed(json.loads(packed(known)))
    return learned(CUTTING, f"KimCut.cut({whole}, {parsed(unseen)})")


def parsed(values: object) -> str:
    """Plain values, for a call: as JSON they take V8 a part of the time and memory of code."""
    return f"JSON.parse({json.dumps(json.dumps(values))})"


def learned(scripts: Sequence[str], call: str) -> str:
    """What a call of the site's scripts gives, as JSON.

    To learn takes seconds, so it is kept for the next build.
    """
    code = [*map(_script, scripts), f"JSON.stringify({call})"]
    run = learning.run_apart if sum(map(len, code)) > learning.LARGE else learning.run
    return kept("\n".join(code), lambda: run(code[:-1], code[-1]))


def loaded(scripts: Sequence[str]) -> AbstractContextManager[MiniRacer]:
    """An engine that has run scripts of the site, in this order. It ends with the context."""
    return learning.loaded([_script(script) for script in scripts])


def _script(name: str) -> str:
    return (files("macros") / "theme" / "assets" / name).read_text("utf-8")


def _fits(match: Mapping[str, Any], languages: Iterable[Mapping[str, str]]) -> Fits:
    elsewhere = match["elsewhere"]
    return Fits(
        tuple(_suggestion(fit) for fit in match["suggestions"]),
        match["sure"],
        elsewhere["text"] if elsewhere else "",
        tuple(InLanguage(*(text[name] for name in InLanguage._fields)) for text in languages),
    )


def _suggestion(fit: Mapping[str, Any]) -> Suggestion:
    score = round(fit["score"], 2)
    return Suggestion(fit["id"], fit["kind"], fit["title"], fit["href"], score)
