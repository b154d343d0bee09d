"""The macros that draw records or numbers, each with the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from macros.model import Field, Record, Register, Values
from macros.pages import (
    asked_again,
    charts,
    counting,
    coverage_picture,
    freshness,
    group_answers,
    group_sums,
    maps,
    pictures,
    proof_trail,
    request_figures,
    sums,
    waits,
)
from macros.pages.first_records import nothing
from macros.pages.fragments import Fragment
from macros.site.placeholders import Placeholders
from macros.view.view import View

Draws = Callable[[Register], Fragment | Markup]


class PictureMacros:
    """Each takes the register's name first, where it is about one."""

    def __init__(self, view: View, placeholders: Placeholders) -> None:
        self._view = view
        self._store = placeholders.store

    def chain_picture(self, name: str, by: str, title: str, more: str = "") -> str:
        """A picture of what follows from what."""
        return self._draw(
            name, lambda register: pictures.chain(self._view, register, by, more, title)
        )

    def lanes_picture(self, name: str, by: str, title: str) -> str:
        """A picture of the records in lanes."""
        return self._draw(name, lambda register: pictures.lanes(self._view, register, by, title))

    def bars_picture(
        self,
        name: str,
        by: str,
        title: str,
        parts: str = "",
        where: Values | None = None,
        every: bool = False,
        small: bool = False,
    ) -> str:
        """How many records there are for each value of a field, as bars."""

        def draw(register: Register, rows: Field) -> Markup:
            columns, records = register.schema.field(parts), _chosen(register, where)
            chart = charts.Chart("bars", records, rows, columns, title, every, small)
            return charts.figure(self._view, register, chart)

        return self._draw_by(name, by, draw)

    def squares_picture(
        self,
        name: str,
        by: str,
        across: str,
        title: str,
        where: Values | None = None,
        every: bool = False,
    ) -> str:
        """How many records there are for each pair of values, as squares."""

        def draw(register: Register, rows: Field) -> Markup:
            columns, records = register.schema.field(across), _chosen(register, where)
            chart = charts.Chart("squares", records, rows, columns, title, every)
            return charts.figure(self._view, register, chart)

        return self._draw_by(name, by, draw)

    def answers_picture(self, name: str, of: str, across: str, title: str, by: str = "") -> str:
        """How many parts of a group have the first choice, as squares."""

        def draw(register: Register, columns: Field) -> Markup:
            group, rows = register.schema.field(of), register.schema.field(by)
            if group is None:
                return nothing().html
            return group_answers.answers(self._view, register, group, columns, rows, title)

        return self._draw_by(name, across, draw)

    def sums_picture(
        self, name: str, by: str, parts: Sequence[str], title: str, where: Values | None = None
    ) -> str:
        """What numbers of records come to, as bars."""

        def draw(register: Register, rows: Field) -> Markup:
            numbers = [field for part in parts if (field := register.schema.field(part))]
            records = _chosen(register, where)
            return sums.sums(self._view, register, records, rows, numbers, title)

        return self._draw_by(name, by, draw)

    def group_sums_picture(self, name: str, of: str, title: str) -> str:
        """What numbers in lists of groups come to, as bars."""
        draw = group_sums.group_sums
        return self._draw_by(name, of, lambda own, groups: draw(self._view, own, groups, title))

    def waits_picture(self, name: str, by: str, title: str) -> str:
        """Which records wait for which others."""
        draw = waits.waits
        return self._draw_by(name, by, lambda own, field: draw(self._view, own, field, title))

    def keeping_map(self, name: str, by: str, made_from: Sequence[str], title: str) -> str:
        """What is kept where, and what is made from what."""

        def draw(register: Register, place: Field) -> Markup:
            fields = [field for part in made_from if (field := register.schema.field(part))]
            return maps.keeping_map(self._view, register, place, fields, title)

        return self._draw_by(name, by, draw)

    def proof_picture(self, name: str, by: str, title: str) -> str:
        """What keeps each record, with reports and evidence."""
        draw = proof_trail.proof_trail
        return self._draw_by(name, by, lambda own, field: draw(self._view, own, field, title))

    def asked_again_picture(self, name: str, by: str, answer: str, title: str) -> str:
        """What was asked more than once, and whether it has an answer for all."""

        def draw(register: Register, earlier: Field) -> Markup:
            field = register.schema.field(answer)
            if field is None:
                return nothing().html
            return asked_again.asked_again(self._view, register, earlier, field, title)

        return self._draw_by(name, by, draw)

    def ages_picture(self, name: str, by: str, title: str) -> str:
        """How long ago records of a register were looked at."""
        draw = freshness.ages
        return self._draw_by(name, by, lambda own, field: draw(self._view, own, field, title))

    def coverage_picture(self, name: str, title: str, small: bool = False) -> str:
        """How many records of a register have which hole."""
        draw = coverage_picture.coverage_picture
        return self._draw(name, lambda register: draw(self._view, register, title, small=small))

    def answer_times(self, name: str, title: str, small: bool = False) -> str:
        """In what time requests were answered, by quarter."""
        draw = request_figures.answer_times
        return self._draw(name, lambda register: draw(self._view, register, title, small=small))

    def request_numbers(self, name: str) -> str:
        """Requests by quarter as a table."""
        return self._draw(
            name, lambda register: request_figures.request_table(self._view, register)
        )

    def refusals_picture(self, name: str, title: str) -> str:
        """Why something was held back."""
        return self._draw(
            name, lambda register: request_figures.refusals(self._view, register, title)
        )

    def freshness_picture(self, title: str, small: bool = False) -> str:
        """How long ago records were looked at."""
        return self._store(freshness.freshness(self._view, title, small=small))

    def _draw_by(self, name: str, by: str, draw: Callable[[Register, Field], Markup]) -> str:
        """A picture by a field of the register; nothing where it has no such field."""

        def show(register: Register) -> Fragment | Markup:
            field = register.schema.field(by)
            return draw(register, field) if field else nothing().html

        return self._draw(name, show)

    def _draw(self, name: str, draw: Draws) -> str:
        register = self._view.registers.get(name)
        if register is None or not register.records:
            return self._store(nothing())
        return self._store(draw(register))


def _chosen(register: Register, where: Values | None) -> Sequence[Record]:
    """The records that hold some values; all, where none are asked for."""
    return counting.matching(register, counting.Chosen(where or {}, {}, (), ()))
