"""Where the references of old states lead. Those are followed again that could lead elsewhere now.

Pure. Most records are in one state as in the one before it, and so is what they refer to.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from macros.catalogue.references import Meant, followed, meant_by
from macros.model import Key, Record, Reference, Register
from macros.model.latest import Latest


class Led(NamedTuple):
    """What the references of a register's records can mean, by record, and where they lead.

    `targets` are all records that any of them can mean.
    """

    register: Register
    meant: Mapping[Key, Sequence[Meant]]
    references: Mapping[Key, tuple[Reference, ...]]
    targets: frozenset[Key]


class OldLinks:
    """Where the references of the last state led, for the next one."""

    def __init__(self) -> None:
        self._meant: Latest[Key, Record, Sequence[Meant]] = Latest()
        self._led: Mapping[str, Led] = {}
        self._known: frozenset[Key] = frozenset()

    def follow(self, registers: Mapping[str, Register]) -> Mapping[Key, tuple[Reference, ...]]:
        """Where the references of each record of a state lead."""
        every = chain.from_iterable(register.records for register in registers.values())
        known = frozenset(record.key for record in every)
        came_or_went = known ^ self._known
        kept = {
            name: led for name, led in self._led.items() if led.targets.isdisjoint(came_or_went)
        }
        self._known = known
        self._led = {
            name: self._of_register(register, known, kept.get(name))
            for name, register in registers.items()
        }
        references: dict[Key, tuple[Reference, ...]] = {}
        for led in self._led.values():
            references.update(led.references)
        return references

    def _of_register(self, register: Register, known: Container[Key], was: Led | None) -> Led:
        """Where a register's references lead. `was` is where they led, if those still do."""
        if was and was.register is register:
            return was
        meant = {
            record.key: self._meant.of(
                record.key, record, partial(meant_by, record, register.schema)
            )
            for record in register.records
        }
        references: dict[Key, tuple[Reference, ...]] = {}
        for key, every in meant.items():
            if was and was.meant.get(key) is every:
                references[key] = was.references[key]
            else:
                references[key] = tuple(followed(every, known))
        every_target = chain.from_iterable(chain.from_iterable(meant.values()))
        return Led(register, meant, references, frozenset(each.target for each in every_target))
