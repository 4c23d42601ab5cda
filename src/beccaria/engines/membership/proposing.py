"""Say of everybody in a circle what shows that he belongs, in how many independent ways, and what speaks against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from beccaria.core import groups
from beccaria.core.grading import Grade, Scheme
from beccaria.engines.membership.circles import Circle, circles
from beccaria.engines.membership.leading import Lead, leads
from beccaria.engines.membership.shown import Shown, shown_by
from beccaria.engines.membership.traces import Explained, Trace
from beccaria.engines.membership.words import against, because

_UNGRADED: Final = Grade(Scheme.THREE_FIVE_TWO, "2", "C")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who may belong: his evidence, in how many independent ways, what speaks for it and what against."""

    person: str
    evidence: tuple[Shown, ...]
    bases: int
    because: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether two independent bases show it (rule 8); otherwise he is only suspected."""
        return self.bases >= groups.NEEDED


@dataclass(frozen=True, slots=True)
class Proposed:
    """A circle as it is proposed: who may belong, and who may lead. `group` is a known group whose sign was seen."""

    circle: Circle
    people: tuple[Named, ...]
    leaders: tuple[Lead, ...]
    group: str = ""

    @property
    def named(self) -> tuple[Named, ...]:
        """Those whom two independent bases show."""
        return tuple(one for one in self.people if one.is_named)


def propose(
    traces: Iterable[Trace],
    explained: Explained,
    *,
    on: date,
    judged: Mapping[str, date] = MappingProxyType({}),
) -> list[Proposed]:
    """The circles in which somebody is shown by two independent bases, the largest first.

    `judged` says until which day the evidence on somebody was judged: what is not newer does not count on him again.
    """
    known = list(traces)
    made = []
    for circle in circles(known, explained):
        shown = shown_by(circle, explained)
        people = tuple(
            _judged(
                person,
                circle,
                [one for one in shown[person] if person not in judged or one.on > judged[person]],
                explained,
                on=on,
            )
            for person in circle.people
        )
        proposed = Proposed(circle, people, tuple(leads(circle)), _group(circle))
        if proposed.named:
            made.append(proposed)
    return made


def _group(circle: Circle) -> str:
    return min((one.group for one in circle.among if one.group), default="")


def _judged(person: str, circle: Circle, shown: list[Shown], explained: Explained, *, on: date) -> Named:
    evidence = tuple(sorted(shown, key=lambda one: (one.on, one.reference)))
    counted = [
        groups.Evidence(one.basis, one.origin, one.on, _UNGRADED, one.reference)
        for one in evidence
        if on - groups.OLDEST <= one.on <= on
    ]
    innocent = (
        why for other in circle.people if other != person and (why := explained.why_together(person, other))
    )
    return Named(
        person,
        evidence,
        groups.independent(counted),
        tuple(because(evidence)),
        tuple(against(evidence, innocent, on=on)),
    )
