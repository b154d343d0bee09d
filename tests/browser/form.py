"""How a test fills in the form on which staff change a record."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page


def fill(label: str, text: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_label(label, exact=True).fill(text)


def choose(label: str, words: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_label(label, exact=True).select_option(label=words)

    return act


def group(page: Page, title: str) -> Locator:
    """A list or a group by its name."""
    return page.get_by_role("group", name=title, exact=True)


def add(title: str, text: str) -> Callable[[Page], None]:
    """Put one more value into a list."""

    def act(page: Page) -> None:
        group(page, title).get_by_role("button", name="Add").click()
        page.keyboard.type(text)

    return act
