"""What tells of a person in a text: single cases beside the set in `tests/personal`, and masks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules.personal.addresses import LONG, sentence
from macros.rules.personal.data import KINDS, fingerprint, mask
from macros.rules.personal.detect import detect
from macros.rules.personal.mailboxes import addresses_in, is_roles
from macros.rules.personal.reading import read
from macros.rules.personal.references import as_form
from macros.rules.personal.word_lists import given_names, listed


def kinds(text: str) -> set[str]:
    return {sighting.kind for sighting in detect(text)}


def marked(text: str, form: str = "text") -> list[str]:
    return [text[sighting.start : sighting.end] for sighting in detect(text, form)]


@pytest.mark.parametrize(
    ("text", "form", "written"),
    [
        ("Ring Mrs Haq now", "text", "Mrs Haq"),
        ("Ring Mrs\u00a0Ha\u0308q now", "text", "Mrs\u00a0Ha\u0308q"),
        ("Ring <b>Mrs</b>&nbsp;Haq now", "html", "Mrs</b>&nbsp;Haq"),
        ("Ring Mrs Ha&#113; now", "html", "Mrs Ha&#113;"),
        ("Ring Mrs Ha&#113;", "html", "Mrs Ha&#113;"),
        ('"Ring Mrs Ha\\u0071"', "json", "Mrs Ha\\u0071"),
        ("Ring Mrs Stra\u00df now", "text", "Mrs Stra\u00df"),
        ("Ring Mrs **Haq** now", "markdown", "Mrs **Haq"),
        ('"Ring Mrs\\u0020Haq now"', "yaml", "Mrs\\u0020Haq"),
        ("mailto:p.kaur%40mail.example", "text", "p.kaur%40mail.example"),
        ("Ring 0\uff17812 345678 now", "text", "0\uff17812 345678"),
    ],
)
def test_a_place_is_that_of_the_text_as_it_is_written(text: str, form: str, written: str) -> None:
    assert marked(text, form) == [written]


@given(st.text(max_size=60), st.sampled_from(["text", "yaml", "json", "markdown", "html", "name"]))
def test_every_letter_of_a_reading_has_a_place_in_the_text(text: str, form: str) -> None:
    reading = read(text, form)
    places = [reading.origin(offset) for offset in range(len(reading.text))]
    assert places == sorted(places)
    assert all(0 <= place < max(len(text), 1) for place in places)
    ends = [reading.end(offset + 1) for offset in range(len(reading.text))]
    assert all(place < end <= len(text) for place, end in zip(places, ends, strict=True))


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_found_stands_in_the_text_and_none_over_another(before: str, after: str) -> None:
    text = f"{before}\n\nRing Mrs Haq on 07812 345678.\n\n{after}"
    sightings = detect(text)
    assert all(0 <= sighting.start < sighting.end <= len(text) for sighting in sightings)
    ends = [0, *(sighting.end for sighting in sightings)]
    assert all(sighting.start >= end for sighting, end in zip(sightings, ends, strict=False))


@given(st.text(max_size=60))
def test_a_mask_shows_no_letter_and_no_figure(datum: str) -> None:
    assert not re.search(r"[^\W_]", mask(datum))


def test_a_fingerprint_is_of_the_file_the_kind_and_the_datum_however_it_is_written() -> None:
    first = fingerprint("a.md", "nino", "AB 12 34 56 C")
    assert fingerprint("a.md", "nino", "ab123456c") == first
    others = [("b.md", "nino"), ("a.md", "name")]
    assert first not in [fingerprint(file, kind, "AB123456C") for file, kind in others]


def test_so_many_numbers_share_a_fingerprint_that_none_can_be_worked_out() -> None:
    prints = [fingerprint("a.md", "phone", f"0781234{number:04}") for number in range(10_000)]
    alike = sum(other == prints[5678] for other in prints)
    assert 10_000_000_000 / 16**4 > 100_000
    assert alike < 10, "within a few thousand it still tells them apart"


@pytest.mark.parametrize(
    ("number", "checks"),
    [
        ("NHS record 999 086 9944", True),
        ("Room 999 086 9945", False),
        ("4095 0144 7630 3614", True),
        ("4095 0144 7630 3615", False),
        ("AB 12 34 56 C", True),
        ("GB 12 34 56 C", False),
        ("GB29 NWBK 6016 1331 9268 19", True),
        ("GB28 NWBK 6016 1331 9268 19", False),
    ],
)
def test_a_number_whose_check_fails_is_no_such_number(number: str, checks: bool) -> None:
    assert bool(kinds(number)) == checks


@pytest.mark.parametrize(
    "number",
    [
        *("01632 960999", "07700 900000", "020 7946 0999", "0161 496 0123", "0117 496 0123"),
        *("0300 123 4567", "0800 123 4567", "+44 7700 900123", "029 2018 0123", "028 9649 6123"),
    ],
)
def test_a_number_that_is_nobody_s_may_stand(number: str) -> None:
    assert kinds(f"Ring {number}.") == set()


@pytest.mark.parametrize("local", ["housing", "head.of.housing", "customerservices", "foi2", "dpo"])
def test_a_mailbox_of_a_role_is_made_of_its_words(local: str) -> None:
    assert is_roles(local)
    assert not is_roles(f"sarah.{local}")
    assert not is_roles(f"{local}e")


@pytest.mark.parametrize("local", ["a", "a.team"])
def test_one_letter_may_stand_for_a_word_where_it_stands_first(local: str) -> None:
    assert is_roles(local)
    assert not is_roles(f"team{local}")


def test_every_address_in_a_text_is_given_whoever_s_it_is() -> None:
    text = "Write to Repairs@Homes.example or p.kaur at mail dot example."
    assert list(addresses_in(text)) == ["repairs@homes.example", "p.kaur at mail dot example"]


def test_a_sentence_ends_where_its_full_stop_is_and_is_no_longer_than_its_reach() -> None:
    text = "It leaks. She has asthma! He rang."
    start = text.index("asthma")
    assert sentence(text, start, start + 6) == (10, 25)
    far = f"{'a ' * LONG}asthma{' a' * LONG}. A"
    assert sentence(far, 2 * LONG, 2 * LONG + 6) == (LONG, 3 * LONG + 6)


def test_a_landlord_s_form_is_looked_for_as_a_whole_word() -> None:
    own = [as_form("TEN-[0-9]{6}")]
    sightings = detect("TEN-123456, OTEN-123456, TEN-1234567", own=own)
    assert [sighting.datum for sighting in sightings] == ["TEN-123456"]


def test_what_is_said_of_people_at_large_is_nobody_s() -> None:
    assert kinds("A tenant who has asthma may ask for a quicker repair.") == set()
    assert kinds("If she has asthma, the repair is urgent.") == set()
    assert kinds("She has asthma.") == {"health"}
    assert kinds("Ground 14 needs a conviction.") == set()
    assert kinds("Her son was arrested.") == {"crime"}


def test_the_lists_of_given_names_hold_names_alone() -> None:
    sure, unsure = given_names("given_names"), given_names("word_names")
    assert {"sarah", "mohammed", "agnieszka", "chidi", "ffion", "priya"} <= sure
    assert {"grace", "mark", "victoria", "june"} <= unsure
    assert not sure & unsure
    assert not sure & listed("names", "things")


def test_each_kind_says_what_it_is_and_what_to_do_instead() -> None:
    for kind in KINDS.values():
        assert kind.words[0].islower()
        assert kind.instead.endswith(".")
