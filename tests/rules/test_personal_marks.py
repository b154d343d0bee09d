"""From which letter to which a text is told of, in single sentences, and what is like it and isn't.

What is told stands in braces, with its kind.
"""

from __future__ import annotations

import re

import pytest

from macros.rules.personal.circumstance_words import Words, subjects
from macros.rules.personal.data import LONGEST, mask
from macros.rules.personal.detect import detect
from macros.rules.personal.reading import read
from macros.rules.personal.references import as_form
from macros.rules.personal.word_lists import Cues

OWN = [as_form("TEN-[0-9]{6}")]


@pytest.mark.parametrize(
    ("form", "marked"),
    [
        ("text", "Moved out of {address LS8 8TE, flat 4} on Monday."),
        ("text", "Moved out of {address LS8 8TE, flat 4}."),
        ("text", "A postcode alone, LS8 8TE, is no home."),
        ("text", "She lives at {address 27 Hazel Street} and rang."),
        ("text", "the tenant at {address 27 Hazel Street}, who rang"),
        ("text", "the tenant at 27 hazel street, who rang"),
        ("text", "4 Hazel Street is closed.\n\nWrite to us: LS8 8TE."),
        (
            "text",
            "4 Hazel Street is closed.\n\nRing.\n\nShe went to {address 6 Hazel Street, LS8 8TE}.",
        ),
        ("text", "The council office, 4 Hazel Street, LS8 8TE"),
        ("text", "The tenant of the council at {address 4 Hazel Street, LS8 8TE}"),
        ("text", "4 Hazel Street, Ls8 8tE"),
        ("text", "UPRN {uprn 100012345678}: the tenant is away."),
        ("text", "UPRN {uprn 100012345678}, Kovacs, rang."),
        ("text", "UPRN 100012345678 was checked."),
        ("text", "He was born on {birth 3 May 1961}."),
        ("text", "{birth 3 May 1961} (DOB)"),
        ("text", "Moved 3 May 1961, then {birth 4 June 1962} (DOB)."),
        ("text", "3 May 1961; DOB is held elsewhere."),
        ("text", "On 3 May 1961 the policy asked for DOB."),
        ("text", "He came on 3 May 1961, born in Leeds."),
        ("text", "3 May 1961 is a day of which much could be told (DOB)."),
        ("text", "Is it so that she has asthma?"),
        ("text", "She has {health asthma}. Is it so?"),
        ("text", "Her son, who has {health asthma}, rang."),
        ("text", "A tenant says that she has asthma."),
        ("text", "{name Mrs Haq} has {health asthma}."),
        ("text", "{name Whitfield, Sarah}"),
        ("text", '"{name Whitfield, Sarah}"'),
        ("text", "| {name Whitfield, Sarah} | 4 |"),
        ("text", "{name ZIELINSKI Marek} rang."),
        ("text", "{name ZIELINSKI, Marek} rang."),
        ("text", "REPAIRS {name Marek} rang."),
        ("text", "ZIELINSKI Boiler rang."),
        ("text", "{email p.kaur@mail.example}"),
        ("text", "icon@2x.png"),
        ("text", "ICON@2X.PNG"),
        ("text", "repairs+p.kaur@mail.example"),
        ("text", "{name Sarah}'s flat is cold."),
        ("text", "{name Sarah Whitfield}'s flat is cold."),
        ("text", "{name Sarah-Jane} rang."),
        ("text", "{name Anna-Marie Whitfield} rang."),
        ("text", "spoke to {name Grace Whitfield}"),
        ("text", "Ring {name Mrs Haq-Jones} now."),
        ("text", "It was said by\n{name Grace Whitfield} that it leaks."),
        ("text", "{nhs 999 086 9944}"),
        ("text", "{nhs 9990869944}"),
        ("text", "9990 869944"),
        ("text", "999-086-9944 is an invoice"),
        ("text", "{nhs 999-086-9944} stands well apart from what could be called an invoice"),
        ("text", "NHS {nhs 9990 869 944}"),
        ("text", "{card 4095 0144 7630 3614}"),
        ("text", "{card 4095-0144-7630-3614}"),
        ("text", "{card 4095.0144.7630.3614}"),
        ("text", "{card 4095  0144  7630  3614}"),
        ("text", "{card 4095\u20090144\u20097630\u20093614}"),
        ("text", "4095 0144-7630 3614"),
        ("text", "{card 4095_0144_7630_3614}"),
        ("text", "409 501 447 630 361 4"),
        ("text", "card {card 409 501 447 630 361 4}"),
        ("text", "{card 378282246310005}"),
        ("text", "{card 3782 822463 10005}"),
        ("text", "{bank sort code 123456, account 31926819}"),
        ("text", "123456 and 31926819 are numbers of parts."),
        ("text", "We paid into {bank 123456 and 31926819}"),
        ("text", "sort code 123456, account 12345678"),
        ("text", "It went to {bank 31926819 and 20-30-40}"),
        ("html", "Ring <b>{name Mrs</b> Haq} now"),
        ("html", "Ring {name Mrs H<wbr>aq} now"),
        ("html", "Ring {name Mrs <i>P</i>atel} now"),
        ("html", "Ring {name Mrs <em>O</em>kafor} now"),
        ("html", "Ring {name Mrs <strong>L</strong>ee} now"),
        ("html", "Ring {name Mrs <mark>K</mark>han} now"),
        ("html", "Ring {name Mrs <span>S</span>ingh} now"),
        ("html", "<p>Ring Mrs</p><p>Monday is fine</p>"),
        ("html", "{name Mrs<br>Haq}"),
        ("html", "<td>Mrs</td><td>Haq</td>"),
        ("html", "{name Mrs<em>Haq}</em>"),
        ("text", "{reference ten-123456}"),
        ("text", "{reference TEN 123456}"),
        ("text", "{reference TEN123456}"),
        ("text", "{reference TEN/123 456}"),
        ("text", "{reference TEN.12-3456}"),
        ("text", "PEN-123456"),
        ("text", "{name mrs kovacs} rang"),
        ("text", "{name mrs Kovacs} rang"),
        ("text", "{name dr kovacs} rang"),
        ("text", "it took 15 ms kovacs"),
        ("text", "1 ms kovacs"),
        ("text", "12: {name ms kovacs}"),
        ("text", "miss the bus"),
        ("text", "miss kovacs"),
        ("text", "Miss the bus"),
        ("text", "MS Word"),
        ("text", "MS KOVACS rang"),
        ("text", "{name MRS KOVACS} rang"),
        ("text", "{name DR KOVACS} rang"),
        ("text", "{name Master Kovacs} rang"),
        ("text", "Master Key is lost"),
        ("text", "{name Sir Kovacs} rang"),
        ("text", "{name Mr Li} rang"),
        ("text", "Dr Johnson Road is closed"),
        ("text", "{name Dr Johnson} road is closed"),
        ("text", "{name Mr A Kovacs} rang"),
        ("text", "{name Mr de Souza} rang"),
        ("text", "{name mrs grace} rang"),
        ("text", "mrs boiler"),
        ("text", "{name Sister Kovacs} rang"),
        ("text", "Sister Act"),
        ("text", "{name Father Kovacs}"),
        ("text", "{name Lady Kovacs}"),
        ("text", "Dr Martin Luther King"),
        ("text", "{name Mr and Mrs Kovacs}"),
        ("text", "{name P. Lomax}"),
        ("text", "| {name P. Lomax} | 4 |"),
        ("text", '"{name P. Lomax}",'),
        ("text", "spoke to {name P. Lomax}"),
        ("text", "{name P. Lomax}, the tenant, rang"),
        ("text", "Her son {name Tadhgan} rang"),
        ("text", "her son, {name Tadhgan}, rang"),
        ("text", "named {name Tadhgan}"),
        ("text", "the officer named SIRO"),
        ("text", "the tenant, {name Tadhgan}, rang"),
        ("text", "the tenant, Tadhgan Portal, rang"),
        ("text", "the tenant, {name Tadhgan Lomax}, rang"),
        ("text", "spoke to {name Tadhgan} about it"),
        ("text", "spoke to {name Tadhgan Lomax} about it"),
        ("text", "spoke to Tadhgan software"),
        ("text", "told {name Tadhgan Lomax}"),
        ("text", "spoke to {name Grace}"),
        ("text", "{name Sarah}, the tenant, rang"),
        ("text", "{name Sarah} rang"),
        ("text", "Sarah v Lomax"),
        ("text", "the Sarah Court"),
        ("text", "in Sarah House"),
        ("text", "Sarah House"),
        ("text", "v Sarah"),
        ("text", "the Sarah"),
        ("text", "Sarah's Road"),
        ("text", "Sarah is a firm"),
        ("text", "{name Sarah} is late"),
        ("text", "neighbour's son {name Tadhgan} is in"),
        ("text", "my mother-in-law {name Tadhgan}"),
        ("text", "Surname: {name Tadhgan}"),
        ("text", 'Surname: "{name Tadhgan}"'),
        ("text", "tenant: {name Tadhgan}"),
        ("text", "{vehicle AB12 CDE} was left in the yard"),
        ("text", "{vehicle ab12 cde} was left in the yard"),
        ("text", "{vehicle ab12 cde}, a car, was left"),
        ("text", "ab12 the"),
        ("text", "a car, {vehicle ab12 fed}"),
        ("text", "drawing AB12 CDE"),
        ("text", "postcode AB12 CDE"),
        ("text", "a red Ford, {vehicle A123 BCD}"),
        ("text", "A123 BCD of the plan"),
        ("text", "A123 BCD stands far from whatever could be told of the owner and their red Ford"),
        ("text", "car reg {vehicle ABC 123}"),
        ("text", "the registration is {vehicle ABC 123}"),
        ("text", "a car for ABC 123"),
        ("text", "a van, {vehicle KIZ 1234}"),
        ("text", "a van, KAB 1234"),
        ("text", "KIZ 1234 of the plan"),
        ("text", "parked outside: {vehicle KIZ 1234}"),
        ("text", "PLATE {vehicle ABC 123}"),
        ("text", "V.R.M: {vehicle ABC 123}"),
        ("text", "Ring {phone +44 7812 345678}."),
        ("text", "Ring {phone 0044 7812 345678}."),
        ("text", "Ring {phone (+44) 7812 345678}."),
        ("text", "Ring {phone (0044) 7812 345678}."),
        ("text", "Ring {phone +44 (0)7812 345678}."),
        ("text", "Ring {phone +33 6 12 34 56 78}."),
        ("text", "Ring {phone 0033 6 12 34 56 78}."),
        ("text", "Ring 0044 7700 900123."),
        ("text", "Call 7700 900123."),
        ("text", "Ring +999 12345678."),
        ("text", "Ring {phone 01099 123 456}."),
        ("text", "Ring {phone 010 991 234 56}."),
        ("text", "Ring 010 99 12 34 56."),
        ("text", "Ring {phone 0109 912 3456}."),
        ("text", "Ring 01 0991 23456."),
        ("text", "Ring 0109912345."),
        ("text", "part 7812345678 of a set, to be ordered by mobile"),
        ("text", "Ring {phone 7812 345678}, her mobile."),
        ("text", "her mobile, {phone 7812345678}"),
        ("text", "part 7812345678"),
        ("code", "Ring Mrs Haq on {phone 07812 345678}."),
        ("name", "note-{name mrs-haq}-{health asthma}.txt"),
        ("text", "Ring {name Mrs Haq}, then\n\n{name Mrs Patel}."),
        ("text", "{nino AB123456C}"),
        ("text", "AB 12 34 56"),
        ("text", "NI {nino AB 12 34 56}"),
        ("text", "en_123456a"),
        ("text", "NI no {nino en_123456a}"),
        ("text", "the tenant of 4 Person house"),
        ("text", "She lives at {address 27\nHazel Street}."),
        ("text", "She lives at {address 27 Hazel\n  Street}."),
        ("text", "SHE LIVES AT {address 27 HAZEL STREET}."),
        ("text", "She lives at {address 12 4th Avenue}."),
        ("text", "She lives at {address 12 Heol}."),
        ("text", "She lives at {address 12 B Hazel Street}."),
        ("text", "{address flat 4, LS8\n    8TE}"),
        ("text", "Ring.\n\n4 Hazel Street is closed.\n\nIt is LS8 8TE."),
        ("text", "Hub, 4 Hazel Street, LS8 8TE"),
        ("text", "UPRN 100012345678, Flat"),
        ("text", f"He was born in the place {'that we know ' * 4}of, 3 May 1961"),
        ("text", "{birth 3 May 1961} as you will ask: DOB"),
        ("text", "{health Asthma}: she has it"),
        ("text", "{name Mr Parkinson} has {health asthma}"),
        ("text", "{name PARKINSON, Sarah} has {health asthma}"),
        ("text", "The tenant, {name Mr Parkinson}, has {health asthma}"),
        ("text", "my husband was arrested/charged/convicted"),
        ("yaml", '  - "my husband was arrested/charged/convicted"\n'),
        ("text", "my husband was {crime arrested}/charged"),
        ("text", "My husband was {crime arrested}/charged/convicted."),
        ("text", "icon@dark.png"),
        ("text", "NHS no. {nhs 999 086 9945}"),
        ("text", "{nhs 999-086-9944} stands well apart from any invoice"),
        ("text", "Ring 0044 20 7946 0999."),
        ("text", "Ring +44 300 123 4567."),
        ("text", f"a car {'that is old ' * 4}, form {{vehicle AB12 CDE}}"),
        ("text", "commit ab12fed"),
        ("text", f"a car {'that is old ' * 3}by {{vehicle KIZ 1234}}"),
        ("text", f"a red Ford {'that is old ' * 3}by {{vehicle A123 BCD}}"),
    ],
)
def test_this_is_told_of_and_no_more(form: str, marked: str) -> None:
    assert told(unmarked(marked), form) == marked


def unmarked(marked: str) -> str:
    """A sentence without the braces and the kinds."""
    return re.sub(r"\{\w+ |\}", "", marked)


def told(text: str, form: str = "text") -> str:
    """A sentence with what is told of it in braces, each with its kind."""
    for sighting in reversed(detect(text, form, OWN)):
        datum = text[sighting.start : sighting.end]
        text = f"{text[: sighting.start]}{{{sighting.kind} {datum}}}{text[sighting.end :]}"
    return text


def test_a_mask_is_as_long_as_the_datum_up_to_its_longest() -> None:
    assert mask("Ab 1-\n 2") == "•• •- •"
    assert mask("a" * LONGEST) == "•" * LONGEST
    assert mask("a" * (LONGEST + 1)) == "•" * LONGEST + "…"


def test_words_of_a_subject_stand_whole_with_the_longest_first() -> None:
    words = Words(["heart", "asthma*", "heart attack", "attack"])
    text = "asthmatic, a heart  attack, a heart, hearty, asthma and an attack*"
    assert [match[0] for match in words.standing_in(text)] == [
        *("asthmatic", "heart  attack", "heart", "asthma", "attack")
    ]
    longest = Words(["asthma*", "asthma attack"]).standing_in("asthma attack")
    assert [match[0] for match in longest] == ["asthma attack"]


def test_a_word_inside_another_hides_neither() -> None:
    assert [match[0] for match in Words(["fit", "benefits"]).standing_in("benefits")] == [
        "benefits"
    ]
    cues = Cues(["fit", "benefits"], re.compile("benefits"))
    assert [match[0] for match in cues.standing_in("her benefits")] == ["benefits"]


@pytest.mark.parametrize("sign", ["", "-", "/", " ", "."])
def test_a_reference_is_known_whatever_sign_its_form_has(sign: str) -> None:
    own = [as_form(f"ten{re.escape(sign)}[0-9]{{6}}")]
    assert [sighting.datum for sighting in detect("TEN#123456", own=own)] == ["TEN#123456"]


def test_there_are_words_of_two_subjects() -> None:
    (health, illness), (crime, crimes) = subjects()
    assert (health, crime) == ("health", "crime")
    assert list(illness.standing_in("she has asthma"))
    assert list(crimes.standing_in("he was arrested"))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        *((f"H<{tag}>aq", "Haq") for tag in ("wbr", "b", "i", "em", "strong", "mark", "span")),
        ("H<EM class='a'>aq</EM>", "Haq"),
        ("Mrs<br>Haq", "Mrs Haq"),
        ("<p>a</p>b", "\n\na\n\nb"),
        ("a<TD>b", "a\n\nb"),
        ("a<!--b-->c", "a b c"),
        ("a&nbsp;b&amp;c", "a b&c"),
        ("\u200b", ""),
        ("\u2003\ufb01", " fi"),
        ("a\u2028b", "a b"),
    ],
)
def test_what_stands_round_letters_is_taken_off(html: str, text: str) -> None:
    assert read(html, "html").text == text
