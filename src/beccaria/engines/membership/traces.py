"""What is read: traces that people leave by their own choice, and what explains company innocently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from beccaria.core.groups import Basis


class TraceKind(StrEnum):
    """What a trace is. What somebody is (born where, believing what, related to whom) is none."""

    TOGETHER = "together"
    CALL = "call"
    VISIT = "visit"
    PAYMENT = "payment"
    SAME_SIDE = "same_side"
    SIGN = "sign"
    MATERIAL = "material"


BASES: Final[dict[TraceKind, Basis]] = {
    TraceKind.TOGETHER: Basis.ASSOCIATION,
    TraceKind.CALL: Basis.COMMUNICATION,
    TraceKind.VISIT: Basis.ASSOCIATION,
    TraceKind.PAYMENT: Basis.FINANCE,
    TraceKind.SAME_SIDE: Basis.JOINT_OFFENCE,
    TraceKind.SIGN: Basis.SIGN,
    TraceKind.MATERIAL: Basis.MATERIAL,
}
OUTSIDE: Final = frozenset({TraceKind.CALL, TraceKind.VISIT, TraceKind.PAYMENT})
"""Kinds that tie one person in custody to somebody outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One record that shows something. `people` are persons in custody, each one person whatever his records.

    `outsider` is who called, visited or paid is held to be (a person, a number, an account); `group` the key of a group
    whose sign was seen. `reference` is the record, such as `visit:ID`.
    """

    kind: TraceKind
    reference: str
    on: date
    people: tuple[str, ...]
    outsider: str = ""
    group: str = ""

    @property
    def origin(self) -> str:
        """Whose voice it is: one person outside is one voice, however he shows; a remark is its own."""
        return f"outside:{self.outsider}" if self.kind in OUTSIDE else self.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What explains company innocently. Nothing here ever speaks for a membership.

    `kin` are pairs held to be family, of people inside or outside; `placed` pairs whom a cell, a workshop, a choir or a
    prayer brings together, with the word for it; `everybodys` those outside who are there for everybody: lawyers,
    helplines, charities.
    """

    kin: frozenset[frozenset[str]] = frozenset()
    placed: Mapping[frozenset[str], str] = field(default_factory=dict)
    everybodys: frozenset[str] = frozenset()

    def are_kin(self, one: str, other: str) -> bool:
        """Whether these two are held to be family."""
        return frozenset((one, other)) in self.kin

    def why_together(self, one: str, other: str) -> str:
        """The innocent reason for which these two are near each other; empty when none is known."""
        return "family" if self.are_kin(one, other) else self.placed.get(frozenset((one, other)), "")


def in_order(traces: Iterable[Trace]) -> list[Trace]:
    """Each record once, in an order that does not depend on how they came."""
    once = {(one.reference, one.kind, one.people, one.outsider): one for one in traces}
    return [once[key] for key in sorted(once)]
