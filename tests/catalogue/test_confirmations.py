"""Links that remember: what is confirmed or to be looked at, and what `kim confirm` writes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.confirmations import fingerprint, links, suspect_links
from macros.catalogue.edit import EditError, with_confirmation
from macros.catalogue.load import load
from macros.catalogue.yaml_reader import parse
from macros.cli import main
from macros.model import Catalogue, Field, Key, Value
from macros.model.seen import as_seen
from macros.pages.records import record_page
from macros.view.view import view
from tests.conftest import make_schema

DAY = date(2026, 3, 3)


@pytest.fixture
def project(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    monkeypatch.chdir(base)
    return base


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def states(root: Path) -> dict[tuple[str, str], str]:
    catalogue, _ = load(root)
    return {
        (link.source.id, link.target.id): link.state
        for link in links(catalogue.registers, catalogue.references)
    }


def doubtful(root: Path) -> set[Key]:
    """The records whose pages say that a link is to be looked at."""
    return set(view(load(root)[0], "staff", DAY).suspect_links)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# ------------------------------------------------------------------------------------- fingerprints


def test_a_fingerprint_is_of_the_chosen_fields_as_text() -> None:
    # printf '{"homes":"12","title":"The plan"}' | sha256sum
    assert (
        fingerprint({"title": "The plan", "homes": "12", "notes": "x"}, ["title", "homes"])
        == "e80f043c7db5"
    )
    assert (
        fingerprint({"title": "The plan", "homes": 12}, ["homes", "title", "status"])
        == "e80f043c7db5"
    )
    assert fingerprint({"urgent": True}, ["urgent"]) == fingerprint({"urgent": "true"}, ["urgent"])
    assert fingerprint({"steps": [{"done": False}]}, ["steps"]) == fingerprint(
        {"steps": [{"done": "false"}]}, ["steps"]
    )
    assert fingerprint({"title": "The plan"}, ["title"]) != fingerprint(
        {"title": "the plan"}, ["title"]
    )


NAMES = st.sampled_from(["a", "b", "c"])


@given(
    first=st.dictionaries(NAMES, st.text(max_size=3)),
    other=st.dictionaries(NAMES, st.text(max_size=3)),
    chosen=st.sets(NAMES, min_size=1),
)
def test_two_fingerprints_are_alike_just_where_the_chosen_fields_are(
    first: dict[str, Value], other: dict[str, Value], chosen: set[str]
) -> None:
    same = {name: as_seen(str(first[name])) for name in chosen if name in first} == {
        name: as_seen(str(other[name])) for name in chosen if name in other
    }
    assert (fingerprint(first, chosen) == fingerprint(other, chosen)) == same


# -------------------------------------------------------------------------------------- kim confirm


def test_a_link_is_not_confirmed_then_confirmed_then_to_be_looked_at_until_it_is_confirmed_again(
    project: Path,
) -> None:
    assert set(states(project).values()) == {"not confirmed"}
    result = kim("confirm", "t-1", "doc-plan", "--today", "2026-03-03")
    assert result.exit_code == 0
    assert (
        "registers/tasks/T-1.yml: confirmed on 3 March 2026 that the link to DOC-plan "
        "(The plan) is right." in result.stdout
    )
    assert "git commit registers/tasks/T-1.yml" in result.stdout
    assert states(project) == {
        ("T-1", "ROLE-officer"): "not confirmed",
        ("T-1", "DOC-plan"): "confirmed",
    }

    plan = project / "registers/documents/DOC-plan.yml"
    rewrite(plan, "part: Page 1", "part: Page 2")  # a field that doesn't matter
    assert states(project)["T-1", "DOC-plan"] == "confirmed"
    rewrite(plan, "title: The plan", "title: The new plan")
    assert states(project)["T-1", "DOC-plan"] == "suspect"
    assert kim("check").exit_code == 0  # to be looked at is no mistake

    assert kim("confirm", "T-1", "DOC-plan", "--today", "2026-04-04").exit_code == 0
    assert states(project)["T-1", "DOC-plan"] == "confirmed"
    text = (project / "registers/tasks/T-1.yml").read_text("utf-8")
    assert text.count("DOC-plan") == 3
    assert "on: 2026-04-04" in text
    assert "2026-03-03" not in text


def test_all_links_of_a_record_are_confirmed_at_once_and_a_second_time_changes_nothing(
    project: Path,
) -> None:
    file = project / "registers/tasks/T-1.yml"
    before = file.read_text("utf-8")
    assert kim("confirm", "T-1", "--today", "2026-03-03").exit_code == 0
    after = file.read_text("utf-8")
    assert set(states(project).values()) == {"confirmed"}
    added = re.sub(
        r"[0-9a-f]{12}",
        "F",
        after.replace(before.split("notes:")[0], "").replace(
            f"notes:{before.split('notes:')[1]}", ""
        ),
    )
    assert added == (
        "confirmed:\n  - record: ROLE-officer\n    fingerprint: F\n    on: 2026-03-03\n"
        "  - record: DOC-plan\n    fingerprint: F\n    on: 2026-03-03\n"
    )
    again = kim("confirm", "T-1", "--today", "2026-05-05")
    assert again.exit_code == 0
    assert "ROLE-officer and DOC-plan are confirmed already. Nothing was changed." in again.stdout
    assert file.read_text("utf-8") == after
    assert kim("check").exit_code == 0


def test_the_links_of_a_retired_record_rest(project: Path) -> None:
    assert kim("confirm", "T-1", "DOC-plan", "--today", "2026-03-03").exit_code == 0
    rewrite(project / "registers/documents/DOC-plan.yml", "title: The plan", "title: The new plan")
    assert doubtful(project) == {Key("tasks", "T-1"), Key("documents", "DOC-plan")}
    rewrite(project / "registers/tasks/T-1.yml", "status: done", "status: retired")
    assert states(project) == {}
    assert doubtful(project) == set()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("T-1", "DOC-plam"),
            (
                "T-1 doesn't refer to 'DOC-plam' in a field that can be confirmed. "
                "Did you mean 'DOC-plan'?"
            ),
        ),
        (("T-1", "zebra"), "It can be ROLE-officer and DOC-plan."),
        (("T-1", "T-2"), "T-1 doesn't refer to 'T-2'"),
        (("T-2",), "T-2 has no link that can be confirmed."),
        (("T-3",), "T-3 is retired"),
        (("DOC-plam",), "There is no record 'DOC-plam' that can be read. Did you mean 'DOC-plan'?"),
        (("zebra",), "There is no record 'zebra' that can be read. Run kim check."),
    ],
)
def test_what_cannot_be_confirmed_is_said_and_nothing_is_written(
    project: Path, words: tuple[str, ...], says: str
) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.yml")}
    result = kim("confirm", *words)
    assert result.exit_code == 1
    assert says in result.stderr
    assert {path: path.read_bytes() for path in project.rglob("*.yml")} == before


@pytest.mark.parametrize("file", ["registers/tasks/T-1.yml", "registers/documents/DOC-plan.yml"])
def test_nothing_is_confirmed_while_either_record_has_an_error(project: Path, file: str) -> None:
    rewrite(project / file, "owner_role: ROLE-keeper", "owner_role: ROLE-keper")
    before = (project / "registers/tasks/T-1.yml").read_bytes()
    result = kim("confirm", "T-1", "DOC-plan")
    assert result.exit_code == 1
    assert f"{file}:" in result.stderr
    assert "Nothing was changed" in result.stderr
    assert (project / "registers/tasks/T-1.yml").read_bytes() == before


# -------------------------------------------------------------------------------- the smallest edit


def amended(text: str, project: Path) -> str:
    schema = load(project)[0].registers["tasks"].schema
    document, problems = parse(text.encode(), "T-9.yml")
    assert document, problems
    return with_confirmation(
        text.encode(), document, schema, "DOC-plan", "0123456789ab", DAY
    ).decode()


NEW = "confirmed:\n  - record: DOC-plan\n    fingerprint: 0123456789ab\n    on: 2026-03-03\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: T-9\n", f"id: T-9\n{NEW}"),
        ("id: T-9", f"id: T-9\n{NEW}"),
        ("id: T-9\nnotes: Last\n", f"id: T-9\n{NEW}notes: Last\n"),
        (
            "# Ours\nid: T-9 # the first\n\n# About\nnotes: Last\n",
            f"# Ours\nid: T-9 # the first\n{NEW}\n# About\nnotes: Last\n",
        ),
        (
            "id: T-9\ntext: |\n  One\n\n  # two\n\n# notes\nnotes: N\n",
            f"id: T-9\ntext: |\n  One\n\n  # two\n{NEW}\n# notes\nnotes: N\n",
        ),
        ("id: T-9\ntext: |+\n  One\n\nnotes: N\n", f"id: T-9\ntext: |+\n  One\n\n{NEW}notes: N\n"),
        ("notes: N\nid: T-9\ntitle: T\n", f"notes: N\nid: T-9\ntitle: T\n{NEW}"),
        ("notes: N\n", f"{NEW}notes: N\n"),
        ("id: T-9\r\nnotes: N\r\n", "id: T-9\r\n" + NEW.replace("\n", "\r\n") + "notes: N\r\n"),
        (
            (
                "id: T-9\nconfirmed:\n- record: T-2 # ours\n  fingerprint: 'aaaaaaaaaaaa'\n"
                "\n# end\nnotes: N\n"
            ),
            (
                "id: T-9\nconfirmed:\n- record: T-2 # ours\n  fingerprint: 'aaaaaaaaaaaa'\n"
                "- record: DOC-plan\n  fingerprint: 0123456789ab\n"
                "  on: 2026-03-03\n\n# end\nnotes: N\n"
            ),
        ),
        (
            (
                "id: T-9\nconfirmed:\n  - fingerprint: 'aaaaaaaaaaaa' # then\n"
                "    record: DOC-plan\nnotes: N\n"
            ),
            (
                "id: T-9\nconfirmed:\n  - fingerprint: '0123456789ab' # then\n"
                "    on: 2026-03-03\n    record: DOC-plan\nnotes: N\n"
            ),
        ),
        (
            (
                'id: T-9\nconfirmed: [{record: DOC-plan, on: "2026-01-01", '
                "fingerprint: aaaaaaaaaaaa}]\n"
            ),
            (
                'id: T-9\nconfirmed: [{record: DOC-plan, on: "2026-03-03", '
                "fingerprint: 0123456789ab}]\n"
            ),
        ),
    ],
)
def test_a_confirmation_changes_the_fewest_lines(project: Path, before: str, after: str) -> None:
    assert amended(before, project) == after


@pytest.mark.parametrize(
    "text",
    [
        "{id: T-9}\n",
        "id: T-9\nconfirmed: [{record: T-2, fingerprint: aaaaaaaaaaaa}]\n",
        "id: T-9\nconfirmed: [{record: DOC-plan, fingerprint: aaaaaaaaaaaa}]\n",
        "id: T-9\n...\n",
        "id: T-9\nconfirmed: []\n",
        "id: T-9\nconfirmed:\n  - record: DOC-plan\n",
        "id: T-9\ntext: |\n  A line end put here would be part of the text",
    ],
)
def test_a_file_that_cannot_be_changed_by_lines_is_left(project: Path, text: str) -> None:
    with pytest.raises(EditError):
        amended(text, project)


def test_an_unusual_layout_is_said_with_what_to_write(project: Path) -> None:
    file = project / "registers/tasks/T-5.yml"
    file.write_text(
        "{id: T-5, title: Count the lamps, kind: routine, status: planned, "
        "owner_role: ROLE-keeper, helpers: [DOC-plan], illustrative: true}\n",
        "utf-8",
    )
    before = file.read_bytes()
    result = kim("confirm", "T-5")
    assert result.exit_code == 1
    assert "Write it yourself, under 'confirmed': record: DOC-plan, fingerprint: " in result.stderr
    assert file.read_bytes() == before


FIELDS = st.lists(
    st.sampled_from(
        [
            "# a comment",
            "",
            "title: A 'title'",
            'kind: "one-off"',
            "text: |\n  One\n\n    two\n  # three",
            "notes: >-\n  Folded\n  text",
            "homes: 12",
        ]
    ),
    unique=True,
)


@given(lines=FIELDS)
def test_whatever_the_layout_only_the_confirmation_is_new(lines: list[str]) -> None:
    text = "\n".join(["id: T-9", *lines]) + "\n"
    document, problems = parse(text.encode(), "")
    assert document, problems
    names = ("id", "title", "kind", "text", "homes", "confirmed", "notes")
    schema = make_schema("tasks", [_named(name) for name in names])
    after = with_confirmation(
        text.encode(), document, schema, "DOC-plan", "0123456789ab", DAY
    ).decode()
    changed, _ = parse(after.encode(), "")
    assert changed
    assert {
        name: value for name, value in changed.value.items() if name != "confirmed"
    } == document.value
    assert after.replace(NEW, "", 1).rstrip("\n") == text.rstrip("\n")


def _named(name: str) -> Field:
    return Field(name, name, "", "string")


# ------------------------------------------------------------------------------------ what it shows


def test_a_stale_link_is_told_at_both_ends_on_the_staff_site_and_nowhere_for_the_public(
    project: Path,
) -> None:
    kim("confirm", "T-1", "--today", "2026-03-03")
    rewrite(
        project / "registers/documents/DOC-plan.yml", "title: The plan", "title: The <new> plan"
    )
    rewrite(project / "registers/tasks/T-1.yml", "publish: staff", "publish: public")
    catalogue, _ = load(project)
    staff, public = (view(catalogue, audience, DAY) for audience in ("staff", "public"))
    source, target = Key("tasks", "T-1"), Key("documents", "DOC-plan")
    pages = {
        key: " ".join(
            re.sub(r"<[^>]+>", "", str(record_page(staff, staff.records[key]).html)).split()
        )
        for key in (source, target)
    }
    assert (
        "To be looked at. The &lt;new&gt; plan (DOC-plan) has changed since this link was "
        "confirmed on 3 March 2026." in pages[source]
    )
    assert (
        "Check the boilers (T-1) refers to this record, which has changed since that link was "
        "confirmed on 3 March 2026." in pages[target]
    )
    for key in (source, target):
        page = str(record_page(public, public.records[key]).html)
        assert "looked at" not in page
        assert "onfirmed" not in page
    assert public.suspect_links == {}


def test_the_links_to_be_looked_at_are_given_by_the_record_at_either_end(project: Path) -> None:
    kim("confirm", "T-1")
    rewrite(project / "registers/documents/DOC-plan.yml", "title: The plan", "title: The new plan")
    catalogue, _ = load(project)
    suspects = suspect_links(links(catalogue.registers, catalogue.references))
    assert set(suspects) == {Key("tasks", "T-1"), Key("documents", "DOC-plan")}
    assert {link.target.id for some in suspects.values() for link in some} == {"DOC-plan"}


def test_the_real_registers_confirm_translations_and_what_was_read(real: Catalogue) -> None:
    every = list(links(real.registers, real.references, real.pages))
    assert {(link.source.register, link.target.register) for link in every} >= {
        ("faqs", "leaflets"),
        ("assets", "retention"),
        ("leaflets", "documents"),
    }
    confirmed = {link.source.register for link in every if link.state == "confirmed"}
    assert confirmed == {"translations", "acknowledgements"}
    others = {link.state for link in every if link.source.register not in confirmed}
    assert others == {"not confirmed"}
