"""Other languages: whose words lead where, how pages mark them, what a changed original does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup

from macros.catalogue.load import load
from macros.cli import main
from macros.model import Audience, Catalogue, Field
from macros.pages.languages import direction, in_language
from macros.pages.tenants import MATCHING
from macros.site.answers import answers
from macros.site.matching import Suggest, engine, loaded
from macros.view.view import view
from tests.projects import TODAY, BuiltSites, build_public, copy_small

ALL = "languages/"


@pytest.fixture(scope="module")
def suggest(real: Catalogue) -> Iterator[Suggest]:
    with engine() as over:
        yield over(answers(view(real, "public", TODAY)))


@pytest.mark.parametrize(
    ("typed", "answer", "languages"),
    [
        ("moisissure", "FAQ-012", ["In your language"]),
        ("pleśń", "FAQ-012", ["Polski"]),
        ("plesn", "FAQ-012", ["Polski"]),
        ("mam pleśń w łazience", "FAQ-012", ["Polski"]),
        ("czynsz za mieszkanie, nie mam pieniędzy", "FAQ-020", ["Polski"]),
        ("رطوبة", "FAQ-012", ["العربية"]),
        ("يوجد عفن في شقتي", "FAQ-012", ["العربية"]),
        ("গতকাল থেকে দেয়ালে ছত্রাক", "FAQ-012", ["বাংলা"]),
        ("کرایہ", "FAQ-020", ["اردو"]),
        ("como faço uma reclamação", "FAQ-045", ["Português"]),
        ("plângere", "FAQ-045", ["Limba română"]),
        ("kirada guriga", "FAQ-020", ["Soomaali"]),
        ("alquiler", "FAQ-020", ["Español"]),
        ("ŞİKAYET", "FAQ-045", ["In your language"]),
        ("KÜF", "FAQ-012", ["In your language"]),
        ("ਸਿੱਲ੍ਹ", "FAQ-012", ["In your language"]),
        ("в квартире плесень", "FAQ-012", ["In your language"]),
        ("urgente", "FAQ-007", ["Português", "Español"]),
        ("po polsku", "FAQ-076", ["Polski"]),
        ("polski", "FAQ-036", ["Polski"]),
        ("Я не говорю", "", ["In your language"]),
        ("你好", "", ["In your language"]),
    ],
)
def test_words_of_another_language_lead_to_the_answer_and_to_us_in_that_language(
    suggest: Suggest, typed: str, answer: str, languages: list[str]
) -> None:
    fits = suggest(typed)
    assert [fit.id for fit in fits.suggestions][:1] == [answer][: len(answer)]
    assert [text.title for text in fits.languages] == languages
    assert all(text.href.startswith(ALL) for text in fits.languages)


def test_the_name_of_a_language_that_we_have_no_text_in_leads_to_all_texts(
    suggest: Suggest,
) -> None:
    for name in ("українська", "Français", "ਪੰਜਾਬੀ", "türkçe"):
        fits = suggest(name)
        assert [text.href for text in fits.languages] == [ALL], name
        assert "FAQ-076" in [fit.id for fit in fits.suggestions], name


@pytest.mark.parametrize(
    "typed", ["damp in my bedroom", "urgent repair", "my café rent", "violence next door", ""]
)
def test_english_is_no_other_language(suggest: Suggest, typed: str) -> None:
    assert suggest(typed).languages == ()


# ---------------------------------------------------------------------- words of every script


@pytest.fixture(scope="module")
def tokens() -> Iterator[object]:
    with loaded(MATCHING) as running:

        def of(text: str) -> list[str]:
            typed = json.dumps(text)
            words = running.eval(f"JSON.stringify(KimWords.tokens({typed}))")
            return list(json.loads(str(words)))

        yield of


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("pleśń wilgoć łazienka", "PLESN wilgoc lazienka"),
        ("İŞSİZ \u0131s\u0131tma", "issiz isitma"),
        ("إيجار الإيجار", "ايجار الايجار"),
        ("رُطُوبَة", "رطوبة"),
        ("کرایه", "كرايه"),
        ("Straße", "strasse"),
    ],
)
def test_letters_with_and_without_their_marks_are_one_word(
    tokens: object, text: str, alike: str
) -> None:
    assert callable(tokens)
    assert tokens(text) == tokens(alike)


def test_the_vowels_of_a_script_are_no_accents(tokens: object) -> None:
    assert callable(tokens)
    assert tokens("বাড়ি") != tokens("বড়")
    assert len(tokens("স্যাঁতসেঁতে ছত্রাক")) == 2


# ---------------------------------------------------------------------- pages


@pytest.mark.parametrize("inside", [True, False])
def test_a_list_is_in_the_language_that_it_or_its_entries_name(inside: bool) -> None:
    entry = Field("", "", "", "string", language="code" if inside else "")
    field = Field("words", "", "", "array", language="" if inside else "code", each=entry)
    shown = in_language(field, {"code": "pl"}, Markup("woda"))
    assert shown == '<span lang="pl" dir="ltr">woda</span>'
    assert in_language(field, {}, Markup("woda")) == "woda"


@pytest.fixture(scope="module")
def site(small_sites: BuiltSites) -> Path:
    return small_sites.public


def test_each_text_is_marked_with_its_language_and_runs_its_own_way(site: Path) -> None:
    page = html.fromstring((site / "languages" / "index.html").read_bytes())
    sections = page.cssselect("section.kim-language")
    assert [(part.get("lang"), part.get("dir")) for part in sections] == [
        ("ar", "rtl"),
        ("pl", "ltr"),
    ]
    for section in sections:
        own = " ".join(section.itertext())
        english = section.cssselect("[lang=en-GB]")
        (say,) = [part for part in english if "I speak" in part.text_content()]
        assert say.get("dir") == "ltr"
        assert "01632 960123" in own
        assert "999" in own
    arabic, polish = (" ".join(section.itertext()) for section in sections)
    assert "لم يراجع مترجم هذا النص بعد" in arabic
    assert "Tłumacz jeszcze nie sprawdził" in polish
    assert "No translator has checked these texts yet." in page.text_content()


def test_the_foot_of_every_page_marks_the_language_too(site: Path) -> None:
    page = html.fromstring((site / "registers/faqs/faq-001/index.html").read_bytes())
    foot = page.cssselect("footer .kim-languages a")
    assert [(link.get("hreflang"), link.text_content()) for link in foot] == [
        ("ar", "العربية"),
        ("pl", "Polski"),
    ]
    assert [str(link.get("href")).rpartition("#")[2] for link in foot] == ["trn-04", "trn-01"]


AUDIENCES: tuple[Audience, ...] = ("staff", "public")
EARLIER = "Tekst angielski mógł się zmienić"


def changed(root: Path, file: str, old: str, new: str) -> Path:
    copy_small(root)
    path = root / "registers" / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return root


@pytest.mark.parametrize(
    ("file", "old", "new", "original"),
    [
        ("faqs/FAQ-001.yml", "question: Why do", "question: But why do", "FAQ-001"),
        ("contacts/CON-01.yml", "9am to 5pm", "9am to 4pm", "CON-01"),
    ],
)
def test_a_changed_original_is_a_warning_until_somebody_confirms_the_text(
    tmp_path: Path, file: str, old: str, new: str, original: str
) -> None:
    root = changed(tmp_path / "project", file, old, new)
    with chdir(root):
        told = CliRunner().invoke(main, ["check"])
        assert told.exit_code == 0
        assert f"'{original}' has changed since this was made from it." in told.output
        assert f"kim confirm TRN-01 {original}" in told.output
        earlier = view(load(root)[0], "public", TODAY).earlier
        assert "TRN-01" in {key.id for key in earlier}
        assert CliRunner().invoke(main, ["confirm", "TRN-01", original]).exit_code == 0
        assert f"kim confirm TRN-01 {original}" not in CliRunner().invoke(main, ["check"]).output


def test_a_page_says_in_its_language_that_its_original_changed(tmp_path: Path, site: Path) -> None:
    assert EARLIER not in (site / "languages" / "index.html").read_text("utf-8")
    root = changed(tmp_path / "project", "faqs/FAQ-001.yml", "question: Why", "question: But why")
    page = html.fromstring((build_public(root) / "languages" / "index.html").read_bytes())
    notices = page.cssselect("section[lang=pl] [role=note]")
    assert [EARLIER in notice.text_content() for notice in notices] == [True]


def test_of_a_text_for_staff_nobody_else_learns_that_its_original_changed(tmp_path: Path) -> None:
    root = changed(tmp_path / "project", "faqs/FAQ-001.yml", "question: Why do", "question: Why")
    file = root / "registers/translations/TRN-01.yml"
    file.write_text(file.read_text("utf-8").replace("publish: public\n", ""), "utf-8")
    catalogue, _ = load(root)
    earlier = {
        audience: sorted(key.id for key in view(catalogue, audience, TODAY).earlier)
        for audience in AUDIENCES
    }
    assert earlier == {"staff": ["TRN-01", "TRN-04"], "public": ["TRN-04"]}


def test_a_retired_text_is_offered_to_nobody(tmp_path: Path) -> None:
    root = changed(
        tmp_path / "project", "translations/TRN-01.yml", "status: current", "status: retired"
    )
    known = answers(view(load(root)[0], "public", TODAY))["languages"]
    assert [text["id"] for text in known] == ["TRN-04", ""]
    assert {"asked": "damp", "words": ["pleśń"]} in known[-1]["needs"]


@pytest.mark.parametrize(
    ("text", "way"), [("Polski", "ltr"), ("العربية", "rtl"), ("999 اتصل", "rtl"), ("", "ltr")]
)
def test_a_text_runs_as_most_of_its_letters_do(text: str, way: str) -> None:
    assert direction(text) == way


@given(st.text(alphabet="abcxyz .,", max_size=20), st.text(alphabet="ابتثج", max_size=30))
def test_a_few_latin_letters_turn_no_arabic_text_round(latin: str, arabic: str) -> None:
    letters = sum(letter.isalpha() for letter in latin)
    assert direction(latin + arabic) == ("rtl" if len(arabic) > letters else "ltr")
