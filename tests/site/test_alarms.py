"""Words of danger: how many sentences are reached, what is no danger, and what is said first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

import pytest
import yaml
from click.testing import CliRunner
from lxml import html

from macros.catalogue.load import load
from macros.cli import main
from macros.model import Catalogue, register_of
from macros.site import alarms
from macros.site.exits import speaks_of
from macros.site.matching import loaded
from macros.view.view import view
from tests.conftest import PROJECT
from tests.projects import TODAY, BuiltSites

SET = PROJECT / "tests" / "answers"

Tell = Callable[[str], list[str]]
"""A text in, the ids of the dangers that it tells of out."""


class Sentence(NamedTuple):
    text: str
    kind: str


@cache
def sentences(part: str) -> tuple[Sentence, ...]:
    rows = yaml.safe_load((SET / f"danger_{part}.yml").read_text("utf-8"))
    return tuple(Sentence(row["text"], row["kind"]) for row in rows)


@pytest.fixture(scope="module")
def over() -> Iterator[Callable[[list[alarms.Alarm]], Tell]]:
    """The matching that the site runs, over dangers of a test's choice."""
    with loaded(alarms.LEARNING) as running:

        def matcher(known: list[alarms.Alarm]) -> Tell:
            learned = f"KimSenseLearn.pack({json.dumps(known)}, [])"
            running.eval(f"globalThis.tell = KimDanger.matcher({learned})")

            def tell(text: str) -> list[str]:
                call = f"tell({json.dumps(text)}).map(function (danger) {{ return danger.id; }})"
                return list(json.loads(str(running.eval(f"JSON.stringify({call})"))))

            return tell

        yield matcher


# ---------------------------------------------------------------------- the set


@pytest.fixture(scope="module")
def fetched(real: Catalogue) -> str:
    """The file that a page of the real site fetches."""
    return alarms.as_json(view(real, "public", TODAY))


@pytest.fixture(scope="module")
def kinds(real: Catalogue, fetched: str) -> Iterator[Tell]:
    """The kinds of danger that a text tells of, by the real register."""
    register = register_of(real.registers, "danger")
    assert register
    kind = {record.key.id: str(record.values["danger"]) for record in register.records}
    with loaded(alarms.SCRIPTS) as running:
        running.eval(f"globalThis.tell = KimDanger.matcher({fetched})")

        def tell(text: str) -> list[str]:
            call = f"tell({json.dumps(text)}).map(function (danger) {{ return danger.id; }})"
            return [kind[name] for name in json.loads(str(running.eval(f"JSON.stringify({call})")))]

        yield tell


def test_every_sentence_of_danger_to_work_with_is_reached(kinds: Tell) -> None:
    told = [sentence for sentence in sentences("develop") if sentence.kind != "none"]
    assert len(told) >= 40
    assert [sentence.text for sentence in told if sentence.kind not in kinds(sentence.text)] == []


def test_near_misses_to_work_with_raise_nothing(kinds: Tell) -> None:
    near = [sentence for sentence in sentences("develop") if sentence.kind == "none"]
    assert len(near) >= 40
    assert [
        (sentence.text, kinds(sentence.text)) for sentence in near if kinds(sentence.text)
    ] == []


def held_out(kinds: Tell) -> tuple[float, float]:
    """The shares that are reached, and of near misses that raise a danger: no sentence is shown."""
    told = [sentence for sentence in sentences("held_out") if sentence.kind != "none"]
    near = [sentence for sentence in sentences("held_out") if sentence.kind == "none"]
    reached = sum(sentence.kind in kinds(sentence.text) for sentence in told)
    return reached / len(told), sum(bool(kinds(sentence.text)) for sentence in near) / len(near)


def test_sentences_that_nobody_worked_with_are_counted_and_not_shown(kinds: Tell) -> None:
    reached, raised = held_out(kinds)
    assert (reached >= REACHED, raised <= RAISED) == (True, True), f"{reached:.3f}, {raised:.3f}"


REACHED, RAISED = 0.95, 0.15
"""Shares on the part that nobody reads: 85 of 89 and 7 of 47 when it was last counted."""


def test_a_slip_of_the_keys_in_any_long_word_is_forgiven(kinds: Tell) -> None:
    told = [sentence for sentence in sentences("develop") if sentence.kind != "none"]
    slips = [(sentence.kind, slip) for sentence in told for slip in slips_of(sentence.text)]
    missed = [slip for kind, slip in slips if kind not in kinds(slip)]
    assert len(missed) / len(slips) <= 0.08, missed


def slips_of(text: str) -> Iterator[str]:
    """The text with two letters in each other's place, once in each of its long words."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if len(word) >= 6 and word.isascii() and word.isalpha() and word[2] != word[3]:
            slip = f"{word[:2]}{word[3]}{word[2]}{word[4:]}"
            yield " ".join([*words[:at], slip, *words[at + 1 :]])


# ---------------------------------------------------------------------- how words are met


def alarm(name: str = "DAN-01", **words: list[str]) -> alarms.Alarm:
    lists = {"phrases": ["x"], "alone": [], "harmless": [], "not_slips": []}
    lists = {**lists, "ways_said": [], "near": [], **words}
    frame = {"id": name, "kind": "danger", "title": "", "text": "", "href": "", "exit": False}
    return cast("alarms.Alarm", {**frame, "contacts": [], "steps": [], **lists})


@pytest.mark.parametrize(
    ("phrase", "text", "is_told"),
    [
        ("smell gas", "gas, I can smell it", True),
        ("smell gas", "smells of gas", True),
        ("smell gas", "gas bill", False),
        ("smell/stink gas", "the gas stinks", True),
        ("on-fire", "the shed is on fire", True),
        ("on-fire", "fire on", False),
        ("on-fire", "on the big fire", True),
        ("on-fire", "on a cold and wet evening a fire", False),
        ("smell gas", "smel of gas", True),
        ("smell gas", "sticky samll gas", False),
        ("flooding", "flodding", True),
        ("boiler", "toiler", False),
        ("smell gas", "smell gsa", False),
        ("smell gas", "smellin gas", True),
        ("smell-gas kitchen", "smellgas in kitchen", True),
        ("kill-myself", "killmyself", True),
        ("newborn cold", "cold new born", True),
        ("gasleak", "ga sleak", True),
        ("flood", "flooooood!", True),
        ("flood", "bloooood", False),
        ("kill-myself", "killjoy", False),
        ("gas gas", "gas", False),
        ("not-breathe", "I can't breathe", True),
        ("pozar", "Pożar!", True),
        ("حريق", "يوجد حريق", True),
        ("smell gas", "smell " + " ".join(["and the rest of it"] * 4) + " gas", False),
    ],
)
def test_a_phrase_is_met_where_its_words_stand_together(
    phrase: str, text: str, is_told: bool, over: Callable[[list[alarms.Alarm]], Tell]
) -> None:
    assert bool(over([alarm(phrases=[phrase])])(text)) == is_told


def test_words_that_say_something_else_are_passed_over_and_the_rest_counts(
    over: Callable[[list[alarms.Alarm]], Tell],
) -> None:
    tell = over([alarm(phrases=["fire", "alarm ringing"], harmless=["fire door/alarm"])])
    assert tell("the fire door squeaks") == []
    assert tell("the fire doors squeak") == []
    assert tell("the fire door is on fire") == ["DAN-01"]
    assert tell("the fire alarm is ringing") == [], "the alarm is passed over with its fire"
    named = over([alarm(phrases=["fire-alarm ringing"], harmless=["fire alarm"])])
    assert named("the fire alarm is ringing") == ["DAN-01"], "a phrase that names both means both"


def test_words_alone_count_where_nothing_else_is_said(
    over: Callable[[list[alarms.Alarm]], Tell],
) -> None:
    tell = over([alarm(alone=["gas"])])
    assert tell("GAS!") == ["DAN-01"]
    assert tell("please help, gas") == ["DAN-01"]
    assert tell("gas safety check") == []


def test_another_word_is_no_slip(over: Callable[[list[alarms.Alarm]], Tell]) -> None:
    assert over([alarm(phrases=["smell"])])("small") == ["DAN-01"]
    assert over([alarm(phrases=["smell"], not_slips=["small"])])("small") == []
    assert over([alarm(phrases=["smell"]), alarm("DAN-02", phrases=["small"])])("small") == [
        "DAN-02"
    ]


# ---------------------------------------------------------------------- what is shown


@pytest.fixture(scope="module")
def small(small_sites: BuiltSites) -> Path:
    return small_sites.project


def asked(project: Path, *words: str) -> str:
    with chdir(project):
        run = CliRunner().invoke(main, ["ask", *words])
    assert run.exit_code == 0, run.output
    return run.output


def test_kim_ask_says_first_what_to_do_in_danger(small: Path) -> None:
    first, *rest = json.loads(asked(small, "--format", "json", "husband beats me, and the damp"))
    assert (first["id"], first["kind"]) == ("DAN-02", "danger")
    assert first["title"] == "You are not safe at home"
    assert first["text"] == "In danger now? Call 999. Call the helpline."
    assert [call["telephone"] for call in first["contacts"]] == ["999", "01632 960123"]
    assert first["contacts"][0]["call"] == "tel:999"
    assert [call["example"] for call in first["contacts"]] == [False, True]
    assert "phrases" not in first
    assert all(row["kind"] != "danger" for row in rest)
    lines = asked(small, "smoke pouring out").splitlines()
    assert lines[:2] == [
        "DAN-01: Fire or smoke (danger)",
        "    Police, fire and ambulance: 999 (Free, Day and night, every day)",
    ]


def test_kim_ask_says_nothing_of_danger_where_there_is_none(small: Path) -> None:
    assert "danger" not in asked(small, "the fire door squeaks")


@pytest.fixture(scope="module")
def site(small_sites: BuiltSites) -> Path:
    return small_sites.public


def test_a_page_that_speaks_of_harm_at_home_can_be_left_at_once_and_no_other(site: Path) -> None:
    with_exit = {
        file.parent.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if "data-kim-exit" in file.read_text("utf-8")
    }
    assert {"danger", "danger/private", "registers/dangers/dan-02"} <= with_exit
    assert not {".", "questions", "registers/dangers/dan-01", "registers/faqs/faq-012"} & with_exit
    page = html.fromstring((site / "danger" / "private" / "index.html").read_bytes())
    button = page.cssselect("main > [data-kim-exit] a")[0]
    assert str(button.get("href")).startswith("https://"), "without JavaScript it is a link"


@pytest.mark.parametrize(
    ("text", "is_spoken"),
    [
        ("<p>We talk of <b>domestic</b>\n abuse.</p>", True),
        ("<p>Domestic&nbsp;Abuse</p>", True),
        ("<p>domestic abusers</p>", False),
        ("<p>abuse, domestic</p>", False),
    ],
)
def test_words_are_met_whole_and_in_order_whatever_stands_between(
    text: str, is_spoken: bool
) -> None:
    assert speaks_of(text, ["domestic abuse"]) == is_spoken


def test_an_answer_shows_how_to_reach_whom_it_names(site: Path) -> None:
    page = html.fromstring((site / "registers/faqs/faq-001/index.html").read_bytes())
    (number,) = page.cssselect("main .kim-contacts a.kim-tel")
    assert (number.get("href"), number.text) == ("tel:01632960123", "01632 960123")
    foot = page.cssselect("footer a.kim-tel")
    assert [link.get("href") for link in foot] == ["tel:01632960123", "tel:999"]


def test_what_the_browser_fetches_holds_only_what_is_published(small: Path, site: Path) -> None:
    text = (site / alarms.FILE).read_text("utf-8")
    told = json.loads(text)
    assert [danger["id"] for danger in told["dangers"]] == ["DAN-01", "DAN-02"]
    assert text == alarms.as_json(view(load(small)[0], "public", TODAY))
    assert set(told["dangers"][0]) == {"id", "title", "href", "contacts", "steps", "exit"}
    assert [contact["telephone"] for contact in told["contacts"]] == ["999", "01632 960123"]
    assert set(told) == {"dangers", "contacts", "form", "letters", "told", "likelier"}
