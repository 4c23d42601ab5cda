"""Find what shows that somebody belongs to a circle, leaving out company that may be chance or leads nowhere."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from beccaria.core.groups import Basis
from beccaria.engines.membership.circles import PAIRS_SEEN, Circle, by_choice
from beccaria.engines.membership.traces import BASES, Explained, Trace, TraceKind


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence: its basis, whose voice it is, the record, the day, with whom, and through whom outside."""

    basis: Basis
    kind: TraceKind
    origin: str
    reference: str
    on: date
    others: tuple[str, ...]
    outsider: str = ""


def shown_by(circle: Circle, explained: Explained) -> dict[str, list[Shown]]:
    """The evidence on everybody of a circle, without company that may be chance or leads nowhere."""
    found: dict[str, list[Shown]] = {person: [] for person in circle.people}
    for shared in circle.outside:
        for contact in shared.contacts:
            met = tuple(
                one
                for one in shared.people
                if one != contact.person and not explained.are_kin(one, contact.person)
            )
            if met and contact.person in found:
                found[contact.person] += [_piece(one, met, shared.outsider) for one in contact.traces]
    company = _company(circle, explained)
    for person, ties in _tied_otherwise(circle, found, company).items():
        for one, others in company.get(person, ()):
            kept = tuple(other for other in others if ties[other])
            if kept or one.kind is TraceKind.SIGN:
                found[person].append(_piece(one, kept))
    return found


def _piece(one: Trace, others: tuple[str, ...], outsider: str = "") -> Shown:
    return Shown(BASES[one.kind], one.kind, one.origin, one.reference, one.on, others, outsider)


def _company(circle: Circle, explained: Explained) -> dict[str, list[tuple[Trace, tuple[str, ...]]]]:
    """For everybody the traces of company with others of the circle.

    Where all hang on one person outside, who may pay people who do not know each other, two who are seen together
    once may have met by chance: company counts from the second day on, unless enough of the pairs were seen.
    """
    members = set(circle.people)
    days: dict[frozenset[str], set[date]] = defaultdict(set)
    for one in circle.among:
        for pair in by_choice(one, explained):
            days[pair].add(one.on)
    pairs = len(members) * (len(members) - 1) / 2
    star = len(circle.outside) == 1 and sum(pair <= members for pair in days) < PAIRS_SEEN * pairs
    found: dict[str, list[tuple[Trace, tuple[str, ...]]]] = defaultdict(list)
    for one in circle.among:
        met: dict[str, list[str]] = {person: [] for person in one.people if person in members}
        for pair in by_choice(one, explained):
            if pair <= members and (not star or one.kind is not TraceKind.TOGETHER or len(days[pair]) > 1):
                left, right = sorted(pair)
                met[left].append(right)
                met[right].append(left)
        for person, others in met.items():
            if others or one.kind is TraceKind.SIGN:
                found[person].append((one, tuple(sorted(others))))
    return found


def _tied_otherwise(
    circle: Circle,
    outside: dict[str, list[Shown]],
    company: dict[str, list[tuple[Trace, tuple[str, ...]]]],
) -> dict[str, dict[str, bool]]:
    """For everybody, of each other person, whether something besides their own company ties that one to the circle.

    Somebody whom nothing but a friend ties to a circle is no member whose company would show anything of that friend.
    """
    ties: dict[str, dict[str, bool]] = {}
    for person in circle.people:
        ties[person] = {}
        for other in circle.people:
            elsewhere = {one for _trace, met in company.get(other, ()) for one in met} - {person, other}
            ties[person][other] = bool(outside[other] or elsewhere)
    return ties
