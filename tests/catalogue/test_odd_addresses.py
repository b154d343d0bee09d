"""Addresses that aren't what they look like, and those in other alphabets that are."""

from __future__ import annotations

import pytest

from macros.catalogue.odd_addresses import odd_addresses

AN_O, AN_A, AN_E, AN_P = "\u043e", "\u0430", "\u0435", "\u0440"
"""Cyrillic letters that look like Latin ones."""

PUNYCODE = f"g{AN_O}v".encode("punycode").decode()

ODD = {
    f"https://www.g{AN_O}v.uk/repairs": (13, f"'www.g{AN_O}v.uk'", "look like 'o'", "'www.gov.uk'"),
    f"See https://g{AN_O}v.uk, please": (13, "cyrillic small letter o (U+043E)", "'o'", "'gov.uk'"),
    f"https://{AN_A}{AN_P}{AN_P}{AN_E}.example/": (8, "U+0430", "'a'", "'appe.example'"),
    "https://\uff47ov.uk/": (8, "fullwidth latin small letter g (U+FF47)", "'g'", "'gov.uk'"),
    "https://gov\uff0euk/": (11, "U+FF0E", "'.'", "'gov.uk'"),
    "https://gov.uk\u2215evil.example/": (14, "division slash (U+2215)", "'/'", "gov.uk/evil"),
    "https://gov\u2010rents.example/": (11, "hyphen (U+2010)", "a hyphen", "gov-rents"),
    "https://\u03b1pple.example": (8, "greek small letter alpha", "'a'", "'apple.example'"),
    "https://gov.\u0433\u0431uk/": (12, "U+0433", "'r'", "gov.r"),
    "https://go\u0432.uk/": (10, "cyrillic small letter ve (U+0432) among Latin", "", "Copy the"),
    f"https://xn--{PUNYCODE}.uk/": (8, f"stands for 'g{AN_O}v.uk', which holds", "'o'", "'gov.uk'"),
    f"https://XN--{PUNYCODE}.uk/": (8, f"stands for 'g{AN_O}v.uk', which holds", "'o'", "'gov.uk'"),
    "https://g%D0%BEv.uk/": (9, "U+043E", "'o'", "'gov.uk'"),
    f"https://me@g{AN_O}v.uk:80/": (12, "U+043E", "'o'", "'gov.uk'"),
    f"https://{AN_O}ne.example https://two.example": (8, "U+043E", "'o'", "'one.example'"),
    f"www.g{AN_O}v.uk/x": (5, "U+043E", "'o'", "'www.gov.uk'"),
    f"//g{AN_O}v.uk": None,
    f"[x](//g{AN_O}v.uk)": (7, "U+043E", "'o'", "'gov.uk'"),
    f"[x](https://g{AN_O}v.uk 'title')": (13, "U+043E", "'o'", "'gov.uk'"),
    f"[x](guides/p{AN_A}ge.md)": (12, f"'p{AN_A}ge' in this address", "'a'", "'page'"),
    f"https://gov.uk/rep{AN_A}irs": (18, f"'rep{AN_A}irs'", "'a'", "'repairs'"),
    f"https://gov.uk/x?q=rep{AN_A}irs#y": (22, f"'rep{AN_A}irs'", "'a'", "'repairs'"),
    "https://gov.uk/rep%D0%B0irs": (18, "U+0430", "'a'", "'repairs'"),
    "https://gov.uk/\uff11": (15, "U+FF11", "'1'", "'1'"),
    f"desk@g{AN_O}v.uk": (6, "U+043E", "'o'", "'gov.uk'"),
    f"mailto:desk@g{AN_O}v.uk?subject=x": (13, "U+043E", "'o'", "'gov.uk'"),
    f"<a href='https://g{AN_O}v.uk'>": (18, "U+043E", "'o'", "'gov.uk'"),
}

PLAIN = [
    "https://www.gov.uk/bank-holidays#x?y=%20z",
    "https://m\u00fcnchen.de/stra\u00dfe",
    "https://xn--mnchen-3ya.de/",
    "https://caf\u00e9.example/\u0142\u00f3d\u017a",
    "https://\u65e5\u672c\u8a9e.jp/",
    "https://sony\u65e5\u672c.jp/",
    "https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/",
    "https://xn--e1afmkfd.xn--p1ai/",
    "https://\u0440\u043e\u0441.\u0440\u0444/",
    "https://ru.wikipedia.org/wiki/\u041c\u043e\u0441\u043a\u0432\u0430",
    "https://ru.wikipedia.org/wiki/%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0",
    "https://el.wikipedia.org/wiki/\u0395\u03bb\u03bb\u03ac\u03b4\u03b1",
    "https://example.org/\u03b1-helix",
    "https://example.org/2019\u201320",
    "https://example.org/kad\u0131n",
    "https://example.org/5\u00b5m",
    f"The word g{AN_O}v.uk with no scheme, and {AN_O}ther words",
    "xn-- alone and 5% of 10%",
    "https://xn--",
    "https://",
    "https://./",
    "at @ home, a@b",
    "https://\u0627\u0645\u0627\u0631\u0627\u062a.\u0627\u0645\u0627\u0631\u0627\u062a/",
]


@pytest.mark.parametrize("text", [text for text, odd in ODD.items() if odd])
def test_an_odd_letter_is_named_with_its_place_and_what_it_looks_like(text: str) -> None:
    (odd,) = odd_addresses(text)
    start, words, seems, hint = ODD[text] or (0, "", "", "")
    assert odd.start == start
    assert words in odd.message
    assert seems.removeprefix("look like ") in odd.message
    assert hint in odd.hint


@pytest.mark.parametrize("text", PLAIN)
def test_an_address_of_another_alphabet_or_with_accents_is_what_it_looks_like(text: str) -> None:
    assert list(odd_addresses(text)) == []


def test_of_each_address_the_first_letter_is_told() -> None:
    text = f"https://g{AN_O}v.uk/p{AN_A}ge and https://{AN_O}{AN_O}ne.example"
    assert [odd.start for odd in odd_addresses(text)] == [9, 32]
