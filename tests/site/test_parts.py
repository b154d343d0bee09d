"""A question that has fetched only what it needs is answered as one that has everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from macros.model import Catalogue
from macros.pages.tenants import MATCHING as SCRIPTS
from macros.site.answers import answers
from macros.site.matching import FILE, loaded, parted
from macros.site.score import READERS, sentences
from macros.site.unseen import unseen
from macros.view.view import view
from tests.conftest import PROJECT
from tests.projects import TODAY

FETCHING = """
const whole = KimMatch.matcher(file);
for (const name in parts) whole.add(name, parts[name]);
function ask(known, text) {
  return JSON.stringify([known.answer(text), known.answer(text, 5, "", [], true)]);
}
/** The parts that a question fetches, in turn, and whether it is answered as with all. */
function asked(text) {
  const known = KimMatch.matcher(file), names = [];
  for (let more = known.needed(text); more.length; more = known.needed(text)) {
    for (const name of more) known.add(name, parts[name]);
    names.push(...more);
  }
  return [names, ask(known, text) === ask(whole, text)];
}
/** Whether a question may be in another language, and whether words of others say anything. */
function foreign(text, languages) {
  const read = KimLanguage.reader(languages)(text);
  const changed = read.texts.length > 0 || read.asked !== text;
  return [KimLanguage.strange(text) || whole.isForeign(text), changed];
}
"""
HALF_TYPED = [
    "bla",
    "repor",
    "compla",
    "toliet",
    "boler br",
    "pleśń",
    "asdf",
    "FAQ-012",
    "",
    "1989",
]
EVERY = 9
"""Of so many sentences one is asked: what all of them fetch was compared once."""


class Fetching:
    """The files of an audience, and what questions fetch of them."""

    def __init__(self, run: Any, files: dict[str, Any]) -> None:
        self._run = run
        self.file = files.pop(FILE)
        self.parts = {Path(name).stem: part for name, part in files.items()}
        run.eval(f"var file = {json.dumps(self.file)}, parts = {json.dumps(self.parts)};")
        run.eval(FETCHING)

    def asked(self, text: str) -> tuple[list[str], bool]:
        """The parts that a question fetches, and whether its answers are those of all parts."""
        names, same = json.loads(str(self._run.eval(f"JSON.stringify(asked({json.dumps(text)}))")))
        return names, same

    def foreign(self, text: str, languages: object) -> tuple[bool, bool]:
        """Whether the words of other languages are fetched, and whether they say anything."""
        call = f"JSON.stringify(foreign({json.dumps(text)}, {json.dumps(languages)}))"
        fetched, changed = json.loads(str(self._run.eval(call)))
        return fetched, changed


@pytest.fixture(scope="module", params=READERS)
def reader(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def fetching(real: Catalogue, reader: str) -> Iterator[Fetching]:
    seen = view(real, READERS[reader], TODAY)
    files = {name: json.loads(text) for name, text in parted(answers(seen), unseen(seen)).items()}
    with loaded(SCRIPTS) as run:
        yield Fetching(run, files)


def test_a_question_is_answered_by_what_it_needs_as_by_all(fetching: Fetching, reader: str) -> None:
    asked = [sentence.text for sentence in sentences(PROJECT, reader, "develop")][::EVERY]
    fetched = [fetching.asked(text) for text in [*asked, *HALF_TYPED]]
    assert all(same for _, same in fetched)
    assert max(len(names) for names, _ in fetched) < len(fetching.parts) - 1
    assert fetching.asked("FAQ-012" if reader == "tenants" else "RET-001") == ([], True)


def test_a_word_that_is_spelt_right_fetches_its_range_and_a_slip_the_names_of_all(
    fetching: Fetching,
) -> None:
    (own,) = fetching.asked("boiler")[0]
    assert own != "names"
    slipped, _ = fetching.asked("boilre")
    assert "names" in slipped
    assert own in slipped


def test_a_range_has_so_many_words_that_it_tells_little_of_what_was_typed(
    fetching: Fetching,
) -> None:
    for name, part in fetching.parts.items():
        if name != "names":
            names = part["counts"]["names"] + part["words"]["terms"]
            assert sum(map(str.isupper, names)) >= 40, name


def test_words_that_nobody_is_to_be_seen_typing_fetch_nothing(real: Catalogue) -> None:
    seen = view(real, "public", TODAY)
    files = {name: json.loads(text) for name, text in parted(answers(seen), unseen(seen)).items()}
    with loaded(SCRIPTS) as run:
        fetching = Fetching(run, files)
        for words in ("domestic abuse", "hit", "violent", "refuge", "stalker"):
            assert fetching.asked(words)[0] in ([], ["names"]), words


def test_words_of_other_languages_are_fetched_where_they_say_something(
    fetching: Fetching, real: Catalogue, reader: str
) -> None:
    languages = answers(view(real, READERS[reader], TODAY))["languages"]
    needs = chain.from_iterable(text["needs"] for text in languages)
    groups = [[text["words"] for text in languages], [need["words"] for need in needs]]
    phrases = list(chain.from_iterable(chain.from_iterable(groups)))
    sentences_asked = [sentence.text for sentence in sentences(PROJECT, reader, "develop")]
    told = [fetching.foreign(text, languages) for text in [*phrases[::5], *sentences_asked[::5]]]
    assert all(fetched for fetched, changed in told if changed)
    assert sum(not fetched for fetched, _ in told) > len(sentences_asked[::5]) // 3


def test_files_are_named_for_what_they_hold(real: Catalogue) -> None:
    seen = view(real, "public", TODAY)
    known = answers(seen)
    first, again, other = parted(known), parted(known), parted({**known, "floor": 9})
    assert first == again
    assert json.loads(first[FILE])["parts"] != json.loads(other[FILE])["parts"]
