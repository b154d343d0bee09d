from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros.catalogue.call import Known
from macros.catalogue.front_matter import read_page
from macros.catalogue.page_checks import leans_on
from macros.catalogue.schemas import Schemas
from macros.model import Document, Mark, Page, Problem

REGISTERS = ("tasks", "roles")
KNOWN = Known(dict.fromkeys(REGISTERS), {"tasks": ["T-1", "T-2", "IA3"]})
HEADING = (
    "---\ntitle: Tasks\nowner_role: ROLE-keeper\naudience: staff\nnext_review: 2027-05-22\n---\n"
)
PIECES = (
    "---\n",
    "title: Tasks\n",
    "title: 'x\n",
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "count(",
    '"tasks"',
    ")",
    "\n",
    "{#",
    "#}",
    "for x in y",
    "|",
    "'",
    "x.y",
    "\t",
    "\r\n",
)


def page(text: str, macros: bool = True) -> Page:
    return Page("docs/page.md", {"render_macros": macros}, Document({}, {}, {}), text, 7)


def told(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in leans_on(page(text), KNOWN)]


def read(text: str | bytes, schemas: Schemas) -> tuple[Page | None, list[Problem]]:
    return read_page(text if isinstance(text, bytes) else text.encode(), "docs/page.md", schemas)


# ----------------------------------------------------------------------------------------- headings


@pytest.mark.parametrize("end", ["---\n", "---   \n", "---"])
def test_a_page_is_its_heading_its_text_and_the_line_where_the_text_starts(
    end: str, real_schemas: Schemas
) -> None:
    page, problems = read(
        HEADING.removesuffix("---\n") + end + ("" if end == "---" else "\nText.\n"), real_schemas
    )
    assert problems == []
    assert page is not None
    assert page.values["title"] == "Tasks"
    assert page.start == 5
    assert page.text == ("" if end == "---" else "\n\nText.\n")
    assert page.document.mark(("owner_role",)) == Mark(3, 13)
    assert page.document.keys["owner_role",] == Mark(3, 1)


def test_windows_line_ends_change_nothing_in_a_page(real_schemas: Schemas) -> None:
    text = HEADING + "\nText.\n"
    assert read(text.replace("\n", "\r\n"), real_schemas) == read(text, real_schemas)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Tasks\n",
        "\n" + HEADING,
        " " + HEADING,
        "--\n",
        "---\ntitle: Tasks\n",
        "---\ntitle: Tasks\n ---\n",
        "----\n----\n",
    ],
)
def test_a_page_without_a_heading_is_told(text: str, real_schemas: Schemas) -> None:
    page, [problem] = read(text, real_schemas)
    assert page is None
    assert (problem.rule, problem.line, problem.column) == ("page-heading", 1, 1)


@pytest.mark.parametrize("text", ["---\n---\n", "---\n\n---\n", "---\n# Nothing yet.\n---\n"])
def test_an_empty_heading_is_told_as_that_and_not_as_an_empty_file(
    text: str, real_schemas: Schemas
) -> None:
    page, [problem] = read(text, real_schemas)
    assert page is None
    assert "file" not in problem.message
    assert "record" not in problem.hint


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        (HEADING.replace("staff", "'staff"), "unclosed", 4, 11),
        (HEADING.replace("audience:", "audience"), "missing-colon", 4, 1),
        (HEADING.replace("staff", "everybody"), "not-a-choice", 4, 11),
        (HEADING.replace("audience:", "audiance:"), "unknown-field", 4, 1),
        (HEADING.replace("title: Tasks", "title: Ta\tsks"), "tab", 2, 10),
        (HEADING.replace("2027-05-22", "22/05/2027"), "when", 5, 14),
    ],
)
def test_what_is_wrong_in_a_heading_is_said_in_the_lines_of_the_page(
    text: str, rule: str, line: int, column: int, real_schemas: Schemas
) -> None:
    problems = read(text, real_schemas)[1]
    assert (rule, line, column) in [
        (problem.rule, problem.line, problem.column) for problem in problems
    ]


def test_a_heading_with_wrong_values_is_still_a_page_so_that_its_macros_are_checked(
    real_schemas: Schemas,
) -> None:
    page, problems = read(HEADING.replace("staff", "everybody"), real_schemas)
    assert page is not None
    assert [problem.rule for problem in problems] == ["not-a-choice"]


def test_a_page_that_is_not_utf8_is_told(real_schemas: Schemas) -> None:
    page, [problem] = read(HEADING.encode() + b"Caf\xe9\n", real_schemas)
    assert page is None
    assert (problem.rule, problem.line, problem.column) == ("not-utf8", 7, 4)


def test_whatever_a_page_holds_it_is_read_or_told_and_never_thrown(real_schemas: Schemas) -> None:
    """Hypothesis writes each argument of an example down, which takes seconds for all schemas."""

    @given(
        content=st.binary(max_size=40)
        | st.lists(st.sampled_from(PIECES), max_size=12).map(lambda all_: "".join(all_).encode())
    )
    @example(content=b"---\n\xff\n---\n")
    @example(content="---\ntitle: \ufffe\n---\n".encode())
    @example(content=b"---\ntitle: a\rb: c\n---\n")
    def is_read_or_told(content: bytes) -> None:
        page, problems = read(content, real_schemas)
        assert page is not None or problems
        text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        assert all(1 <= problem.line <= len(text.split("\n")) for problem in problems)

    is_read_or_told()


# ------------------------------------------------------------------------------------------- macros


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{{ register_tabel("tasks") }}', 8, "There is no macro 'register_tabel'."),
        ('\n\n{{ open("/etc/passwd") }}', 10, "There is no macro 'open'."),
        ('{{ count("task") }}', 8, "There is no register 'task'."),
        ('{{ count(name="task") }}', 8, "There is no register 'task'."),
        ('{% if count("task") %}x{% endif %}', 8, "There is no register 'task'."),
        ('{% set x = count("task") %}', 8, "There is no register 'task'."),
        (
            '{{ register_table("tasks",\n  caption=count("task")) }}',
            9,
            "There is no register 'task'.",
        ),
        ("{{ count(7) }}", 8, "'name' of 'count' is the name of a register, in quotes."),
        ('{{ count("tasks" }}', 8, "This can't be read as a macro: unexpected '}', expected ')'."),
        ("{{ git.author }}", 8, "A page can't print 'git'."),
        ("{{ config.plugins.kim.secrets }}", 8, "A page can't print 'config'."),
        ("{{ count }}", 8, "A page can't print 'count'."),
        ('{{ count("ta" ~ "sks") }}', 8, "'name' of 'count' is the name of a register, in quotes."),
        ('{{ count("tasks", {[1]: 2}) }}', 8, "'where' of 'count' is fields and their values."),
        (
            '{{ count("tasks" * 9999999999) }}',
            8,
            "'name' of 'count' is the name of a register, in quotes.",
        ),
        ("\n{% endfor %}", 9, "This can't be read as a macro: Encountered unknown tag 'endfor'."),
    ],
)
def test_a_macro_that_cannot_work_is_told_with_its_line(text: str, line: int, message: str) -> None:
    assert told(text) == [(line, message)]


@pytest.mark.parametrize(
    "text",
    [
        '{{ count("tasks") }}',
        "{{ warnings() }}",
        "{{ landlord.name }}",
        "{% raw %}{{ open() }}{% endraw %}",
        "{# {{ open() }} #}",
        "",
    ],
)
def test_a_macro_that_works_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '{{ landlord.name.format("x") }}',
        '{{ count("tasks").upper() }}',
        '{{ ("a" ~ "b")() }}',
        '{{ {}["x"]() }}',
    ],
)
def test_only_a_macro_can_be_called_and_no_method_of_a_value(text: str) -> None:
    [(line, message)] = told(text)
    assert line == 8
    assert message.startswith("There is no macro ")


@pytest.mark.parametrize(
    "text", ["{{ count() }}", "{{ count(landlord.name) }}", '{{ count(where="tasks") }}']
)
def test_a_macro_that_names_no_register_is_told(text: str) -> None:
    [(line, message)] = told(text)
    assert line == 8
    assert "register" in message


def test_a_page_that_says_it_calls_no_macros_is_not_read_for_them() -> None:
    assert list(leans_on(page("{{ open() }}", macros=False), KNOWN)) == []


@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30))
@example(text="{{ " + "(" * 3000 + " }}")
@example(text="{{ " + "1" * 5000 + " }}")
def test_whatever_stands_in_a_page_its_macros_are_told_and_never_thrown(text: str) -> None:
    for problem in leans_on(page(text), KNOWN):
        assert problem.line > 7
        assert problem.message
