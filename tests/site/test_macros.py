"""The table of macros and what is made from it: the macros, the checks, the guide's list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from macros.catalogue.call import Known
from macros.catalogue.load import load
from macros.catalogue.macro_parts import Argument
from macros.catalogue.macro_table import MACROS
from macros.catalogue.page_checks import leans_on
from macros.catalogue.prose import check_prose
from macros.catalogue.schemas import Schemas
from macros.history.revisions import History
from macros.model import Audience, Catalogue, Document, Page, Problem, Record
from macros.model.text import number_word, share_of, takes_one
from macros.pages.macros_list import example
from macros.site import macros as macros_module
from macros.site.macros import page_macros
from macros.site.placeholders import Placeholders
from macros.view.view import View, view
from tests.projects import change

TODAY = date(2026, 11, 22)
PROJECT = Path(__file__).parents[2]
LANDLORD = dict.fromkeys(("name", "short_name", "service", "contact"), "A")


def problems(text: str, catalogue: Catalogue, file: str = "docs/page.md") -> list[Problem]:
    """What the check says of a page with this text."""
    registers = catalogue.registers
    schemas = {name: register.schema for name, register in registers.items()}
    ids = {name: ids_of(register.records) for name, register in registers.items()}
    published = {name: ids_of(register.published) for name, register in registers.items()}
    public = file.startswith("docs/public/")
    values = {"render_macros": True, "audience": "public" if public else "staff"}
    page = Page(file, values, Document({}, {}, {}), text, 0)
    known = Known(schemas, published if public else ids, public)
    return [*leans_on(page, known), *check_prose(page, known)]


def ids_of(records: Sequence[Record]) -> list[str]:
    return [record.key.id for record in records]


def words(text: str, catalogue: Catalogue, audience: Audience = "staff") -> str:
    """A text as a reader has it: each macro run, each token swapped, without HTML."""
    placeholders = Placeholders()
    functions = page_macros(view(catalogue, audience, TODAY), placeholders)
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    rendered = environment.from_string(text).render({**functions, "landlord": LANDLORD})
    for token, piece in placeholders.fragments.items():
        rendered = rendered.replace(token, piece.html.striptags())
    return " ".join(rendered.split())


def test_words_that_stand_alone_keep_their_paragraph_and_a_block_takes_its_place() -> None:
    placeholders = Placeholders()
    pieces = ("Some words.", '<a href="x">A link</a>', "<table></table>", "")
    text = "".join(f"<p>{placeholders.store(Markup(piece))}</p>" for piece in pieces)  # noqa: S704
    assert placeholders.swap(text) == (
        '<p>Some words.</p><p><a href="x">A link</a></p><table></table>'
    )


# --------------------------------------------------------------------------------------- the table


@pytest.fixture(scope="module")
def staff(real: Catalogue, real_past: History) -> View:
    """What staff see, of the history too: some macros tell of it."""
    return view(real, "staff", TODAY, real_past)


@pytest.fixture(scope="module")
def public(real: Catalogue) -> View:
    return view(real, "public", TODAY)


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_passes_the_check_and_shows_something(
    name: str, real: Catalogue, staff: View
) -> None:
    call = example(MACROS[name], real.registers)
    assert problems(call, real) == []
    placeholders = Placeholders()
    functions = page_macros(staff, placeholders)
    token = Environment(autoescape=True).from_string(call).render(functions)
    assert token in placeholders.fragments
    if name != "sentence":
        assert placeholders.fragments[token].html.striptags().strip()


@pytest.mark.parametrize("name", [name for name, macro in MACROS.items() if macro.public])
def test_every_public_macro_works_on_a_public_page(
    name: str, real: Catalogue, public: View
) -> None:
    call = example(MACROS[name], public.registers)
    assert problems(call, real, "docs/public/page.md") == []
    placeholders = Placeholders()
    Environment(autoescape=True).from_string(call).render(page_macros(public, placeholders))
    assert len(placeholders.fragments) == 1


@pytest.mark.parametrize("name", [name for name, macro in MACROS.items() if not macro.public])
def test_a_macro_is_for_staff_unless_the_table_says_otherwise(name: str, real: Catalogue) -> None:
    [problem] = problems(f"{{{{ {name}() }}}}", real, "docs/public/page.md")
    assert problem.message == f"The macro '{name}' is for staff, and this page is for the public."


@pytest.mark.parametrize("name", MACROS)
def test_what_no_macro_takes_is_refused_and_what_it_needs_is_missed(
    name: str, real: Catalogue
) -> None:
    first = problems(f"{{{{ {name}(colour=1) }}}}", real)[0]
    assert (first.message, first.column > 3) == (f"'{name}' has no place for 'colour'.", True)
    messages = " ".join(problem.message for problem in problems(f"{{{{ {name}() }}}}", real))
    needed = [argument.name for argument in MACROS[name].takes if argument.needed]
    assert re.findall("lacks '(.*?)'", messages) == needed


COUNT = MACROS["count"].takes
OTHER_TABLES = [
    ("count", COUNT[:-1]),
    ("count", (*COUNT, Argument("more", "text", needed=False))),
    ("how_long", (Argument("name", "register", needed=False),)),
]


@pytest.mark.parametrize(("name", "takes"), OTHER_TABLES)
def test_a_table_that_says_something_else_stops_the_start(
    name: str, takes: tuple[Argument, ...], staff: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {**MACROS, name: MACROS[name]._replace(takes=takes)}
    monkeypatch.setattr(macros_module, "MACROS", table)
    with pytest.raises(TypeError, match=f"'{name}'"):
        page_macros(staff, Placeholders())


def test_a_macro_that_stands_in_the_table_alone_stops_the_start(
    staff: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(macros_module, "MACROS", {**MACROS, "weather": MACROS["warnings"]})
    with pytest.raises(TypeError, match="weather"):
        page_macros(staff, Placeholders())


# ----------------------------------------------------------------------------- what calls may name


WRONG_NAMES = [
    ('how_long("retenton")', "There is no register 'retenton'.", "'retention'?"),
    ('how_long("actions")', "has no field that 'how_long' could show.", "'retention'"),
    ('share("actions", where={"status": "done"})', "'done' is not a value of", "'complete'"),
    ('count("actions", where={"ombudsman_recommendation": "yes"})', "is true or false.", "quotes"),
    ('count("commitments", where={"sources.document": "DOC-plna"})', "no record", "there"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message", "hint"), WRONG_NAMES)
def test_what_an_argument_names_is_there(
    call: str, message: str, hint: str, real: Catalogue
) -> None:
    [problem] = problems(f"{{{{ {call} }}}}", real)
    assert message in problem.message
    assert hint in problem.hint
    assert problem.column > 5


@pytest.mark.parametrize(
    "text",
    [
        '{{ count("actions", filled=["notes"]) }}',
        '{{ count("actions", where={"owner_roles": "ROLE-nobody"}) }}',
        '{{ share("actions", empty=["owner_roles"]) }}',
        '{{ share("commitments", unless={"sources.document": "DOC-canterbury-strategy"}) }}',
        '{{ share("assets") }}',
    ],
)
def test_no_public_number_rests_on_what_the_public_cannot_see(text: str, real: Catalogue) -> None:
    assert len(problems(text, real, "docs/public/page.md")) == 1


def test_a_field_for_staff_stops_the_public_build_even_unchecked(real: Catalogue) -> None:
    with pytest.raises(ValueError, match="'notes'"):
        words('{{ count("actions", empty=["notes"]) }}', real, "public")


# ----------------------------------------------------------------------------------------- numbers


SHARES = {
    (0, 0): "no actions have",
    (0, 1): "no action has",
    (1, 1): "the only action has",
    (0, 2): "none of the two actions has",
    (1, 2): "one of the two actions has",
    (2, 2): "both actions have",
    (2, 3): "two of the three actions have",
    (3, 3): "all three actions have",
    (3, 4): "all but one of the four actions have",
    (0, 27): "none of the 27 actions has",
    (1, 27): "one of the 27 actions has",
    (2, 27): "2 of the 27 actions have",
    (23, 27): "23 of the 27 actions have",
    (24, 27): "all but 3 of the 27 actions have",
    (26, 27): "all but one of the 27 actions have",
    (27, 27): "all 27 actions have",
}


@pytest.mark.parametrize(("number", "total"), SHARES)
def test_a_share_is_said_as_people_say_it(number: int, total: int) -> None:
    verb = "has" if takes_one(number, total) else "have"
    words_ = share_of(number, total, "action", "actions")
    assert f"{words_} {verb}" == SHARES[number, total]


def test_the_public_reads_figures() -> None:
    figures = [number_word(number, figures=True) for number in (1, 2, 9, 1200)]
    assert figures == ["one", "2", "9", "1,200"]
    assert [number_word(number) for number in (1, 2, 9, 10)] == ["one", "two", "nine", "10"]
    assert share_of(2, 5, "answer", "answers", figures=True) == "2 of the 5 answers"


SENTENCE = (
    '{{ sentence("tasks", where={"status": "done"}, if_all="All.",'
    ' if_some="{number} of {total}, not {rest} {x}.", if_none="None.") }}'
)


def test_a_sentence_follows_the_records(base: Path) -> None:
    assert words(SENTENCE, load(base)[0]) == "one of six, not five {x}."
    for number in (1, 2, 3, 4, 5, 10):
        file = base / f"registers/tasks/T-{number}.yml"
        file.write_text(re.sub("(?m)^status: .*", "status: done", file.read_text("utf-8")), "utf-8")
    assert words(SENTENCE, load(base)[0]) == "All."
    for number in (1, 2, 3, 4, 5, 10):
        change(base, f"registers/tasks/T-{number}.yml", "status: done", "status: planned")
    assert words(SENTENCE, load(base)[0]) == "None."


def test_text_of_a_page_is_no_html_and_no_format(staff: View) -> None:
    call = '{{ sentence("actions", if_all="<b>{total.__class__}</b> {total}") }}'
    placeholders = Placeholders()
    Environment(autoescape=True).from_string(call).render(page_macros(staff, placeholders))
    [piece] = placeholders.fragments.values()
    assert piece.html == "&lt;b&gt;{total.__class__}&lt;/b&gt; 27"


CHOICES = [
    ('where={"helpers": "ROLE-officer"}', "1 task"),
    ('unless={"helpers": "ROLE-officer"}', "5 tasks"),
    ('filled=["steps.what"]', "1 task"),
    ('empty=["steps.what"]', "5 tasks"),
    ('where={"sources.document": "EXP-act"}, filled=["urgent"]', "1 task"),
    ('filled=["urgent", "superseded_by"]', "0 tasks"),
]


@pytest.mark.parametrize(("choice", "number"), CHOICES)
def test_records_are_chosen_by_what_they_hold(
    choice: str, number: str, base_loaded: tuple[Catalogue, Schemas]
) -> None:
    assert words(f'{{{{ count("tasks", {choice}) }}}}', base_loaded[0]) == number


def test_with_one_action_complete_no_page_says_that_nobody_has_reported(tmp_path: Path) -> None:
    for folder in ("docs", "registers", "schemas"):
        copytree(PROJECT / folder, tmp_path / folder)
    evidence = "evidence:\n  - what: Minutes of the board\n    holds_for: 2026-10-30"
    complete = f"status: complete\nstatus_date: 2026-11-01\n{evidence}"
    change(tmp_path, "registers/actions/IA2.yml", "status: not-reported", complete)
    catalogue = load(tmp_path, warnings=False)[0]
    assert catalogue.errors == ()
    pages = {page.file.removeprefix("docs/"): page.text for page in catalogue.pages}
    progress, about = (words(pages[file], catalogue, "public") for file in PUBLIC_PAGES)
    assert "For 26 of 27 pieces of work, nobody has reported yet how far we have got." in progress
    assert "How far we have got with 26 of 27 planned pieces of work." in about
    for file in ("about/content.md", "action-plan/by-owner.md", "strategy/commitments.md"):
        assert "One of the 27 actions has a reported status." in words(pages[file], catalogue)
    for file, says in (("index", "say "), ("by-quarter", "have no reported status")):
        text = words(pages[f"action-plan/{file}.md"], catalogue)
        assert f"All but one of the 27 actions {says}" in text


PUBLIC_PAGES = ("public/strategy/progress.md", "public/about.md")
