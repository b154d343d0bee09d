"""What people write leads to what answers it, and what nothing answers gets an honest no."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from macros.cli.scores import printed
from macros.model import Audience, Catalogue
from macros.pages.tenants import MATCHING
from macros.site.answers import Answer, Answering, Answers, answers
from macros.site.matching import FILE, LEARNING, Fits, Suggest, engine, loaded, parted
from macros.site.score import Score, Sentence, score, scores
from macros.view.view import View, view
from tests.projects import TODAY

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def suggest(real: Catalogue) -> Iterator[Suggest]:
    """What the tenants' question box says, over the real registers."""
    with engine() as over:
        yield over(answers(view(real, "public", TODAY)))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("reapir", "FAQ-005"),
        ("toliet wont flush", "FAQ-005"),
        ("skint", "FAQ-020"),
        ("arears", "FAQ-020"),
        ("mold", "FAQ-012"),
        ("swop", "FAQ-026"),
        ("put my girlfreind on the tenancy", "FAQ-029"),
        ("ASB", "FAQ-032"),
        ("bigger house", "FAQ-025"),
        ("the flat above is so loud", "FAQ-032"),
        ("NSP", "FAQ-020"),
        ("moisissure", "FAQ-012"),
        ("pleśń", "FAQ-012"),
        ("رطوبة", "FAQ-012"),
        ("faq-037", "FAQ-037"),
        ("damp", "FAQ-012"),
    ],
)
def test_a_question_in_peoples_own_words_gets_its_answer_first(
    suggest: Suggest, question: str, first: str
) -> None:
    fits = suggest(question)
    assert [fit.id for fit in fits.suggestions][:1] == [first]


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("council tax refund", "council's tax team"),
        ("stray dog in the road", "main website"),
        ("hello", ""),
        ("asdfgh qwerty", ""),
        ("", ""),
    ],
)
def test_what_nothing_answers_gets_no_suggestion_and_the_way_to_others(
    suggest: Suggest, question: str, others: str
) -> None:
    fits = suggest(question)
    assert fits.suggestions == ()
    assert others in fits.elsewhere


def known(*titles: str, answering: bool = True) -> Answers:
    """Records of one register, called A, B and so on."""
    records = [
        Answer(id=chr(ord("A") + number), title=title, words=[], text="")
        for number, title in enumerate(titles)
    ]
    register = Answering(
        kind="answer",
        title="Answers",
        place="registers/x/",
        rank=1,
        answers=answering,
        asked=[],
        records=records,
    )
    synonyms = [["Cash", "money", "hard-earned dosh"]]
    return Answers(
        registers=[register], synonyms=synonyms, elsewhere=[], floor=0, margin=0, languages=[]
    )


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("rats", ""),  # no slip of "rate"
        ("rtae", "A"),  # two letters in each other's place are one slip
        ("srpnikler", "B"),  # and so they are in a long word, with another beside them
        ("sprinklers", "B"),
        ("sprink", "B"),  # still being typed
        ("dosh hard earned", ""),  # not the words that were said to mean it
        ("hard earned dosh", "C"),
        ("what is the rate of the zeppelin", "A"),  # not every word has to match
        ("b", "B"),  # a reference is that record
    ],
)
def test_slips_beginnings_and_other_words(question: str, first: str) -> None:
    with engine() as over:
        fits = over(known("Rate", "Sprinkler", "Cash"))(question)
    assert "".join(fit.id for fit in fits.suggestions[:1]) == first


@pytest.mark.parametrize("question", ["rate", "b"])
def test_what_answers_no_question_is_found_by_the_search_alone(question: str) -> None:
    others = known("Rate", "Sprinkler", answering=False)
    with engine() as over:
        assert over(others)(question).suggestions == ()
    with loaded(LEARNING) as running:
        files = {name: json.loads(text) for name, text in parted(others).items()}
        running.eval(f"globalThis.find = KimMatch.matcher({json.dumps(files.pop(FILE))})")
        for name, part in files.items():
            running.eval(f"find.add({json.dumps(Path(name).stem)}, {json.dumps(part)})")
        searched = f"find.answer({json.dumps(question)}, 5, '', [], true).suggestions.length"
        assert running.eval(searched) == 1


CLOSE = known("Rate of rent", "Rate of interest", "Sprinkler", "Cash")


@pytest.mark.parametrize(
    ("question", "ids", "sure"),
    [
        ("rate", "AB", False),
        ("the rate of interest", "BA", True),
        ("sprinkler", "C", True),
        ("zeppelin", "", True),
        ("a", "A", True),  # a reference is that record, whatever else it says
    ],
)
def test_what_fits_alike_is_to_choose_from(question: str, ids: str, sure: bool) -> None:
    with engine() as over:
        fits = over(CLOSE)(question)
    assert ("".join(fit.id for fit in fits.suggestions), fits.sure) == (ids, sure)


@pytest.mark.parametrize(
    ("question", "ids", "sure"),
    [
        ("rate", "ADB", False),  # one record has it more often than each of the many others
        ("rate zeppelin", "ADB", False),
        ("rate of tax owed", "DAB", True),
        ("tax", "D", True),
    ],
)
def test_a_word_that_many_have_makes_none_of_them_sure(question: str, ids: str, sure: bool) -> None:
    many = known("Rate", "Rate of rent due", "Rate of interest paid", "Rate of tax owed")
    with engine() as over:
        fits = over(many)(question)
    assert ("".join(fit.id for fit in fits.suggestions), fits.sure) == (ids, sure)


def test_a_vague_word_is_seldom_answered_as_if_it_were_certain(suggest: Suggest) -> None:
    rows = yaml.safe_load((PROJECT / "tests/answers/vague_develop.yml").read_text("utf-8"))
    vague = [row["text"] for row in rows if row["right"] != "sure"]
    named = [text for text in vague if suggest(text).suggestions and suggest(text).sure]
    assert len(named) <= len(vague) // 5, named


def test_a_vague_word_that_may_mean_what_we_answer_gets_a_choice(suggest: Suggest) -> None:
    rows = yaml.safe_load((PROJECT / "tests/answers/vague_develop.yml").read_text("utf-8"))
    vague = [row["text"] for row in rows if row["right"] == "choice"]
    silent = [text for text in vague if not suggest(text).suggestions]
    assert len(silent) <= len(vague) // 10, silent


def test_a_score_counts_each_sentence_once() -> None:
    def suggest(question: str, _: Iterable[str] = (), /) -> Fits:
        with engine() as over:
            return over(CLOSE)(question)

    asked = [
        Sentence("sprinkler", frozenset("C")),
        Sentence("sprinkler", frozenset("A")),
        Sentence("rate of interest", frozenset("A")),
        Sentence("rate", frozenset("B")),
        Sentence("rate", frozenset("C")),  # a choice of wrong ones
        Sentence("zeppelin", frozenset("A")),
        Sentence("zeppelin", frozenset()),
        Sentence("rate", frozenset()),
    ]
    counted = Score(
        "staff",
        "develop",
        answerable=6,
        first=1,
        three=3,
        unsure=1,
        wrong=3,
        none=1,
        unanswerable=2,
        false=1,
    )
    assert score("staff", "develop", asked, suggest) == counted


def test_the_guide_shows_how_well_questions_are_answered(real: Catalogue) -> None:
    """After a change of words: `kim ask --score`, and its table into the guide."""
    views: dict[Audience, View] = {
        "public": view(real, "public", TODAY),
        "staff": view(real, "staff", TODAY),
    }
    table = printed(scores(PROJECT, views), "text")
    assert table in (PROJECT / "docs/guides/answers.md").read_text("utf-8")


def test_pages_load_what_the_command_runs() -> None:
    script = (PROJECT / "macros/theme/assets/kim.js").read_text("utf-8")
    listed = re.search(r"const MATCHING = \[(.*?)\]", script, re.DOTALL)
    assert listed
    assert tuple(re.findall(r'"([^"]+)"', listed[1])) == (*MATCHING, "kim-filter.js")
    folder = PROJECT / "macros/theme/assets"
    assert all((folder / name).is_file() for name in (*MATCHING, "kim-filter.js"))
