"""What a public page may not lean on, and what may not lie beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.model import Problem
from macros.model.mappings import grouped
from tests.catalogue.pictures import dots, exif, jpeg, png, saved, with_chunk
from tests.projects import lay_small

HEADING = (
    "---\ntitle: A page\nowner_role: ROLE-siro\naudience: {audience}\n"
    "next_review: 2027-05-22\nrender_macros: true\n---\n\n"
)


@pytest.fixture
def project(shared_project: Path) -> Path:
    return shared_project


def errors(project: Path) -> list[Problem]:
    return list(load(project, warnings=False)[0].errors)


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
REFUSED = [
    ("list.xlsx", b"PK"),
    ("letter.docx", b"PK"),
    ("notice.pdf", b"%PDF"),
    ("page.html", b"<p>"),
    ("a.css", b"p {}"),
    (".hidden.svg", DRAWING % b""),
    ("a.svg", DRAWING % b"<script>1</script>"),
    ("e.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    ("f.jpg", png()),
]
CARRYING = [
    ("a.svg", DRAWING % b"<!-- by somebody -->", "a comment"),
    ("b.png", with_chunk(b"tEXt", b"Author\0Somebody"), "text that nobody sees"),
    (
        "c.jpg",
        saved(dots(), "JPEG", exif=exif(place=True)),
        "the place where it was taken (GPS) and EXIF data on when and with what it was taken",
    ),
]
PLAIN = [("a.svg", DRAWING % b"<path d='M0 0'/>"), ("b.png", png()), ("c.jpg", jpeg())]


LEANING = [
    (
        '{{ register_table("faqs", columns=["id", "notes"]) }}',
        "The field 'notes' of 'faqs' is for staff",
    ),
    (
        '{{ register_table("requests", where={"hours_spent": 3}) }}',
        "The field 'hours_spent' of 'requests' is for staff",
    ),
    ('{{ listing("requests", text="public_interest_test") }}', "is for staff"),
    ('{{ listing("faqs", "notes") }}', "The field 'notes' of 'faqs' is for staff"),
    ('{{ register_table("faqs", unnamed_by="leaflets") }}', "'unnamed_by' can't be used here"),
    ('{{ register_table("assets") }}', "The register 'assets' is not shown to the public"),
    ('{{ record("DS-01") }}', "There is no public record 'DS-01'"),
    ('{{ field("title", of="IAR-001") }}', "There is no public record 'IAR-001'"),
    ('{{ whole_record("ACC-staff") }}', "There is no public record 'ACC-staff'"),
    (
        "[the strategy](../strategy/index.md)",
        "This public page leans on '../strategy/index.md', which is for staff.",
    ),
    ("![the plan](../assets/plan.svg)", "leans on '../assets/plan.svg'"),
    ('<img src="../assets/plan.svg" alt="">', "leans on '../assets/plan.svg'"),
    ("[a]: ../strategy/index.md", "leans on '../strategy/index.md'"),
    ('--8<-- "docs/index.md"', "A public page can't take in another file."),
    ('{% include "index.md" %}', "Only macros stand between braces"),
    ("{{ landlord | upper }}", "Only macros stand between braces"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Problem]]:
    """What is told of each page and file, all of which one project has, by its place in docs/."""
    project = lay_small(tmp_path_factory.mktemp("public"))
    for number, (text, _) in enumerate(LEANING):
        page = project / f"docs/public/leaning-{number}.md"
        page.write_text(HEADING.format(audience="public") + text + "\n", "utf-8")
    for folder, named in (("refused", REFUSED), ("carrying", CARRYING), ("plain", PLAIN)):
        (project / "docs/public" / folder).mkdir()
        for name, content, *_ in named:
            (project / "docs/public" / folder / name).write_bytes(content)
    return grouped((problem.file, problem) for problem in load(project)[0].problems)


@pytest.mark.parametrize("number", range(len(LEANING)), ids=lambda number: LEANING[number][0])
def test_a_public_page_that_leans_on_the_staff_site_stops_the_build_and_names_the_line(
    told: Mapping[str, list[Problem]], number: int
) -> None:
    (problem,) = told[f"docs/public/leaning-{number}.md"]
    assert LEANING[number][1] in problem.message
    assert (problem.severity, problem.line) == ("error", 9)
    assert problem.hint


def test_a_page_is_where_its_audience_is(project: Path) -> None:
    (project / "docs/public/for-staff.md").write_text(HEADING.format(audience="staff"), "utf-8")
    (project / "docs/for-all.md").write_text(HEADING.format(audience="public"), "utf-8")
    assert [(problem.file, problem.field, problem.line) for problem in errors(project)] == [
        ("docs/for-all.md", "audience", 4),
        ("docs/public/for-staff.md", "audience", 4),
    ]


@pytest.mark.parametrize("name", [name for name, _ in REFUSED])
def test_a_file_that_cannot_be_made_anew_is_refused(
    told: Mapping[str, list[Problem]], name: str
) -> None:
    (problem,) = told[f"docs/public/refused/{name}"]
    assert (problem.severity, problem.rule) == ("error", "public-file")
    assert problem.hint


@pytest.mark.parametrize(("name", "what"), [(name, what) for name, _, what in CARRYING])
def test_what_is_left_out_of_a_picture_is_told(
    told: Mapping[str, list[Problem]], name: str, what: str
) -> None:
    (problem,) = told[f"docs/public/carrying/{name}"]
    assert (problem.rule, problem.severity) == ("public-file-carries", "warning")
    assert problem.message == (
        f"The file carries {what}. What is published is made anew without that."
    )


def test_a_plain_picture_is_welcome(told: Mapping[str, list[Problem]]) -> None:
    assert [file for file in told if "/plain/" in file] == []


def test_a_record_can_be_published_only_where_the_register_has_a_public_name(project: Path) -> None:
    file = project / "registers/datasets/DS-01.yml"
    file.write_text(file.read_text("utf-8") + "publish: public\n", "utf-8")
    (problem,) = errors(project)
    assert (problem.rule, problem.field) == ("not-for-public", "publish")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "You can choose someone to talk to us for you.",
            (
                "You can choose someone who will then talk to us for you about the things in your "
                "home."
            ),
            "easy read has at most 15",
        ),
        (
            "You can choose someone to talk to us for you.",
            "You can choose. We listen.",
            "This is not one sentence.",
        ),
        (
            "You can choose someone to talk to us for you.",
            "You can ask the ICO.",
            "'ICO' is a short form.",
        ),
        (
            "hard_word: support worker",
            "hard_word: advocate",
            "'advocate' does not stand in the sentence.",
        ),
        ("    alt: A house.\n", "", "alt"),
    ],
)
def test_a_leaflet_keeps_the_rules_of_easy_read_that_can_be_measured(
    project: Path, old: str, new: str, message: str
) -> None:
    file = project / "registers/leaflets/EZR-01.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    problems = errors(project)
    assert any(message in problem.message for problem in problems)
    assert all(problem.field.startswith("statements[") for problem in problems)


def test_an_answer_with_a_figure_says_for_when_it_holds(project: Path) -> None:
    file = next(
        path
        for path in sorted((project / "registers/faqs").glob("*.yml"))
        if "figures_as_at" in path.read_text("utf-8")
    )
    file.write_text(
        "".join(
            line
            for line in file.read_text("utf-8").splitlines(keepends=True)
            if not line.startswith("figures_as_at")
        ),
        "utf-8",
    )
    assert [problem.field for problem in errors(project)] == ["figures_as_at"]
