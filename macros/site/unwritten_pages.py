"""The pages that nobody wrote, as the generator gets them: tokens and marks, and no record's words.

The generator renders one shell for all pages that differ in nothing else than the words in the
places of the marks: its navigation and links are right for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from macros.model import Register
from macros.pages.fragments import SECRET, GeneratedPage, anchor
from macros.pages.generated import generated_pages
from macros.pages.overview import GROUPS, grouped, register_page
from macros.site.placeholders import Placeholders
from macros.view.view import View

TITLE = f"kim{SECRET}titlez"
"""Stands for the title of the record in a shell."""

BODY = f"kim{SECRET}bodyz"
"""Stands for what is on the page."""

SEGMENT = f"kim{SECRET}segmentz"
"""Stands for the record's part of the address; a shell's own folder has this name."""

FILE = f"kim{SECRET}filez"
"""Stands for the name of the record's file."""

REGISTERS = "registers/index.md"
"""The page in the navigation under which every register stands."""


class UnwrittenPage(NamedTuple):
    """A page in place of a written one: `settings` are the lines of its front matter.

    An empty `edit_uri` leaves it to the generator to say where the page can be edited.
    """

    uri: str
    title: str
    content: str
    settings: Sequence[str]
    in_nav: bool = False
    edit_uri: str = ""

    @property
    def text(self) -> str:
        """The page as it would stand in a file."""
        settings = [f'title: "{self.title}"', "render_macros: false", *self.settings]
        return "\n".join(["---", *settings, "---", "", self.content, ""])


def register_index(
    view: View, register: Register, placeholders: Placeholders, *, in_nav: bool
) -> UnwrittenPage:
    """The page of a register for which nobody wrote one."""
    uri, home = _index(register), view.home(register.schema)
    token = placeholders.store(register_page(view, register))
    settings = _under(home if home != uri else "")
    return UnwrittenPage(uri, register.schema.title, token, settings, in_nav)


def record_shell(view: View, register: Register) -> UnwrittenPage:
    """The shell of a register's records. Its addresses for editing name the record's own file."""
    name = register.schema.name
    settings = _under(view.home(register.schema))
    form = [f'form: "edit/{name}/?id={FILE}"'] if view.is_staff else []
    return UnwrittenPage(
        f"registers/{name}/{SEGMENT}.md",
        TITLE,
        BODY,
        ["hide: [toc]", *settings, *form],
        edit_uri=f"../registers/{name}/{FILE}.yml",
    )


def generated_shell(uri: str, under: str) -> UnwrittenPage:
    """The shell of generated pages."""
    return UnwrittenPage(uri, TITLE, BODY, ["hide: [toc]", *_under(under)])


def generated_shells(view: View) -> Mapping[str, str]:
    """The page under which each shell of generated pages stands, by the shell's own."""
    return {shell_of(page): page.under for page in generated_pages(view)}


def shell_of(page: GeneratedPage) -> str:
    """The shell from which a generated page is stamped: as deep as it, and under the same page."""
    head = f"{SEGMENT}-{anchor(page.under)}" if page.under else SEGMENT
    return "/".join([head, *[SEGMENT] * (page.depth - 1)]) + ".md"


def register_homes(view: View) -> Iterator[tuple[str, str]]:
    """The shell and the page of each register, each with the page that lists the register."""
    for register in view.paged.values():
        home = view.home(register.schema)
        yield f"registers/{register.schema.name}/{SEGMENT}.md", home
        yield _index(register), home


def with_registers(nav: Any, view: View) -> Any:
    """The navigation with every register under the page of registers, by group."""
    if isinstance(nav, list):
        return [with_registers(entry, view) for entry in nav]
    if isinstance(nav, dict):
        return {title: _entry(target, view) for title, target in nav.items()}
    return nav


def _entry(target: Any, view: View) -> Any:
    if target != REGISTERS:
        return with_registers(target, view)
    return [REGISTERS, *({GROUPS[name]: _links(group)} for name, _, group in grouped(view))]


def _links(registers: Sequence[Register]) -> list[Mapping[str, str]]:
    return [{register.schema.title: _index(register)} for register in registers]


def _index(register: Register) -> str:
    return f"registers/{register.schema.name}/index.md"


def _under(uri: str) -> list[str]:
    return [f'under: "{uri}"'] if uri else []
