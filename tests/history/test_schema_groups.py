"""What a commit did to a shared part is told once, with the registers that have it."""

from __future__ import annotations

from collections.abc import Sequence

from macros.history.schema_groups import told_together
from macros.history.schema_words import in_words
from macros.model import SchemaChange, SchemaDifference, SchemaWords

OPENED = SchemaChange("opened", ("notes",), "Notes")
HELP = SchemaChange("worded", ("title",), "Title")
RULES = SchemaChange("rules", (), "Rules")


def schema(name: str, *changes: SchemaChange) -> SchemaDifference:
    words = tuple(map(in_words, changes))
    return SchemaDifference(f"schemas/{name}.schema.json", name, name.title(), words, changes)


def lines(differences: Sequence[SchemaDifference]) -> list[str]:
    return [f"{each.title}: {about}: {says}" for each in differences for about, says in each.words]


SETTINGS = SchemaDifference("mkdocs.yml", "", "mkdocs.yml", (SchemaWords("nav", "Other."),), ())


def test_what_three_registers_have_alike_is_told_once_and_first() -> None:
    differences = [
        schema("assets", OPENED._replace(ids=("A-1",)), RULES),
        schema("boards", OPENED, RULES, HELP),
        schema("claims", OPENED._replace(ids=("C-1", "C-2")), RULES),
        schema("duties", HELP, RULES),
        SETTINGS,
    ]
    told = told_together(differences)
    assert lines(told) == [
        (
            "Several registers: Notes: Opened: everybody may see it. "
            "3 published records show it: A-1, C-1 and C-2. In 3 registers: "
            "Assets, Boards and Claims."
        ),
        "Assets: Rules: The rules by which fields go together changed.",
        "Boards: Rules: The rules by which fields go together changed.",
        "Boards: Title: Its help, examples, form or further use changed.",
        "Claims: Rules: The rules by which fields go together changed.",
        "Duties: Title: Its help, examples, form or further use changed.",
        "Duties: Rules: The rules by which fields go together changed.",
        "mkdocs.yml: nav: Other.",
    ]
    assert (told[0].file, told[0].register, told[0].changes) == ("schemas/", "", (OPENED,))
    assert told[1].changes == (RULES,)


def test_what_two_have_alike_is_told_of_each() -> None:
    differences = [schema("assets", OPENED), schema("boards", OPENED), schema("claims", RULES)]
    assert told_together(differences) == differences


def test_of_more_than_six_registers_only_the_number_is_told_and_none_comes_twice() -> None:
    names = ["assets", "boards", "claims", "duties", "errors", "forms", "guides"]
    seven = told_together([schema(name, OPENED) for name in names])
    assert len(seven) == 1
    assert lines(seven) == [
        (
            "Several registers: Notes: Opened: everybody may see it. No published record shows it. "
            "In 7 registers: Assets, Boards, Claims, Duties, Errors, Forms and 1 more."
        )
    ]
    six = told_together([schema(name, OPENED) for name in names[:6]])
    (line,) = lines(six)
    assert line.endswith(" In 6 registers: Assets, Boards, Claims, Duties, Errors and Forms.")
