"""Read the tension map: which groups stand on which wings of an establishment now, and who is hostile to whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Final

from django.db.models import Q

from beccaria.access.api import refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.groups import RelationKind, Support
from beccaria.core.markings import Marking
from beccaria.lib import moments
from beccaria.networks.models import Membership
from beccaria.networks.queries import judged, seen
from beccaria.people import api as people
from beccaria.places import api as places

HOSTILE: Final = (RelationKind.FEUD, RelationKind.RIVAL)
_COUNTS: Final = frozenset({Support.SUPPORTED, Support.SUSPECTED})


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody of a group who is held here now: his membership, the record it hangs on, and what supports it."""

    membership: str
    person: str
    who: str
    support: Support


@dataclass(frozen=True, slots=True)
class GroupHere:
    """A group with its people by wing."""

    id: str
    name: str
    kind: str
    wings: dict[str, tuple[Standing, ...]]

    def on(self, wing: str) -> tuple[Standing, ...]:
        """Its people on one wing."""
        return self.wings.get(wing, ())

    @property
    def people(self) -> int:
        """How many of them are here."""
        return len({one.who for several in self.wings.values() for one in several})


@dataclass(frozen=True, slots=True)
class Hostility:
    """Two groups that feud or are rivals, and a wing on which people of both are held."""

    kind: RelationKind
    one: GroupHere
    other: GroupHere
    wing: str

    @property
    def is_supported(self) -> bool:
        """Whether on both sides somebody is there whose membership two bases support."""
        return all(
            any(member.support is Support.SUPPORTED for member in group.on(self.wing))
            for group in (self.one, self.other)
        )


@dataclass(frozen=True, slots=True)
class TensionMap:
    """One establishment: its wings in order with their names, the groups that have people there, what is hostile."""

    site: str
    wings: dict[str, str]
    groups: tuple[GroupHere, ...]
    hostile: tuple[Hostility, ...]
    level: int
    handling: tuple[str, ...]

    def at(self, group: str, wing: str) -> tuple[Hostility, ...]:
        """What is hostile to a group on a wing."""
        return tuple(one for one in self.hostile if one.wing == wing and group in {one.one.id, one.other.id})


def tension(site: str, *, by: Actor, at: datetime) -> TensionMap:
    """The map of one establishment, made of memberships, groups and people that the reader may see. Raises Refused.

    Whoever has several records counts once. Lapsed and ended memberships do not count. A feud holds for as long as both
    groups, and the relation, are written down and not ended.
    """
    require(Act.TENSION_SEE, by, Marking(site=site))
    on = moments.day_of(at)
    where = people.wings_now(site, by=by)
    rows = list(
        seen.memberships(by=by).filter(person_id__in=where, ended_at=None, group__ended_at=None)
        if where
        else ()
    )
    supports = judged.standings(rows, on=on, by=by)
    counted = [row for row in rows if supports[row.id].support in _COUNTS]
    groups = _groups(counted, where, {key: one.support for key, one in supports.items()})
    wings = _wings(site, where, by=by)
    return TensionMap(
        site,
        wings,
        groups,
        tuple(_hostile(groups, wings, on=on)),
        max((max(row.level, row.group.level, row.person.level) for row in counted), default=0),
        tuple(
            sorted(
                {code for row in counted for part in (row, row.group, row.person) for code in part.handling}
            )
        ),
    )


def feuds_on_one_wing(*, by: Actor, at: datetime) -> tuple[tuple[TensionMap, Hostility], ...]:
    """At every establishment of the reader's duty: feuding groups whose people share a wing, each with its map.

    A duty for every establishment hears of none here: it is for those who can move people.
    """
    mine = sorted(site for site in by.sites if refusal(Act.TENSION_SEE, by, Marking(site=site)) is None)
    return tuple(
        (found, one)
        for found in (tension(site, by=by, at=at) for site in mine)
        for one in found.hostile
        if one.kind is RelationKind.FEUD
    )


def _groups(
    rows: Iterable[Membership], where: dict[str, tuple[str, str]], supports: dict[str, Support]
) -> tuple[GroupHere, ...]:
    """Groups by name. Of two memberships of one person in one group, on two records, the supported one counts."""
    best: dict[tuple[str, str], tuple[Standing, str]] = {}
    named: dict[str, Membership] = {}
    for row in sorted(rows, key=lambda one: one.id):
        who, wing = where[row.person_id]
        named[row.group_id] = row
        known = best.get((row.group_id, who))
        if known is None or supports[row.id] is Support.SUPPORTED:
            best[row.group_id, who] = (Standing(row.id, row.person_id, who, supports[row.id]), wing)
    held: dict[str, dict[str, list[Standing]]] = defaultdict(lambda: defaultdict(list))
    for (group, _who), (standing, wing) in best.items():
        held[group][wing].append(standing)
    made = (
        GroupHere(
            key,
            named[key].group.name,
            named[key].group.kind,
            {
                wing: tuple(sorted(several, key=lambda one: one.person))
                for wing, several in sorted(by_wing.items())
            },
        )
        for key, by_wing in held.items()
    )
    return tuple(sorted(made, key=lambda one: (one.name.casefold(), one.id)))


def _wings(site: str, where: dict[str, tuple[str, str]], *, by: Actor) -> dict[str, str]:
    """The wings of the register by code, and those on which people stand though the register does not know them."""
    known = {unit.code: unit.name for unit in places.units(site, by=by) if unit.kind == "wing"}
    others = sorted({wing for _who, wing in where.values()} - set(known))
    return known | {wing: wing.removeprefix(f"{site}-") for wing in others}


def _hostile(groups: tuple[GroupHere, ...], wings: Iterable[str], *, on: date) -> Iterable[Hostility]:
    """Feuds first, then rivals; by wing."""
    by_id = {one.id: one for one in groups}
    related = seen.relations().filter(
        Q(since=None) | Q(since__lte=on),
        Q(until=None) | Q(until__gte=on),
        group_id__in=by_id,
        other_id__in=by_id,
        kind__in=[kind.value for kind in HOSTILE],
        ended_at=None,
    )
    kinds: dict[frozenset[str], RelationKind] = {}
    for row in related:
        pair, kind = frozenset((row.group_id, row.other_id)), RelationKind(row.kind)
        if kinds.get(pair) is not RelationKind.FEUD:
            kinds[pair] = kind
    pairs = [(one, other) for one, other in combinations(groups, 2) if frozenset((one.id, other.id)) in kinds]
    for kind in HOSTILE:
        for wing in wings:
            for one, other in pairs:
                alike = kinds[frozenset((one.id, other.id))] is kind
                if alike and wing and one.on(wing) and other.on(wing):
                    yield Hostility(kind, one, other, wing)
