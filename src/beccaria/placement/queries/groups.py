"""Turn what the reader may know of groups into rules of placing: rivals apart, a group's own people dispersed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from beccaria.access.api import may_go
from beccaria.core.actors import Actor
from beccaria.core.allocation import Apart, Between, Level
from beccaria.core.groups import Position, RelationKind, Role, Support
from beccaria.lib.moments import day_of
from beccaria.networks import api as networks
from beccaria.placement.models import Dispersal, GroupApart

COUNTS: Final = frozenset({Support.SUPPORTED.value, Support.SUSPECTED.value})
_LEADER: Final = "leader"
_MEMBER: Final = "member"


@dataclass
class Belonging:
    """Who may belong to what (record to group to role), and how everything that says so is marked."""

    roles: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[str, str] = field(default_factory=dict)
    level: int = 0
    handling: set[str] = field(default_factory=set)

    def members(self, group: str) -> tuple[str, ...]:
        """The records of those who may belong to a group."""
        return tuple(sorted(record for record, groups in self.roles.items() if group in groups))


def belonging(asked: Iterable[str], *, by: Actor, at: datetime) -> Belonging:
    """The groups of these records of people, everybody of those groups, and of groups that are hostile to them.

    Lapsed memberships bind nobody. What is only suspected does: it protects, and decides nothing about him.
    """
    made, first = Belonging(), list(asked)
    groups = _take(made, networks.marks(first, by=by, at=at))
    hostile = networks.opposed(by=by, on=day_of(at), groups=groups) if groups else ()
    standing = _standing(groups, by=by)
    more = groups | {one for rule in hostile for one in (rule.one, rule.other)}
    more |= {one for rule in standing for one in (rule.group_id, rule.other_id)}
    others = {record for some in networks.belonging(more, by=by).values() for record in some} - set(first)
    _take(made, networks.marks(others, by=by, at=at), only=more)
    return made


def rules(
    known: Belonging, holders: Mapping[str, str], *, by: Actor, at: datetime
) -> tuple[tuple[Apart, ...], tuple[Between, ...]]:
    """Dispersal as limits, hostility as sides; in people by the record they are held under."""
    members = {group: _held(known.members(group), holders) for group in known.names}
    between = []
    for rule in networks.opposed(by=by, on=day_of(at), groups=known.names):
        known.level = max(known.level, rule.level)
        known.handling |= set(rule.handling)
        words = "feud" if rule.kind is RelationKind.FEUD else "rivals"
        between.append(_between(members, (rule.one, rule.other), Level.WING, words, known.names))
    for standing in _standing(known.names, by=by):
        sides = standing.group_id, standing.other_id
        between.append(_between(members, sides, Level(standing.apart), "kept apart by decision", known.names))
    apart = [limit for rule in dispersals(by=by) for limit in _limits(rule, members, known, holders)]
    return tuple(apart), tuple(one for one in between if one)


def dispersals(*, by: Actor) -> list[Dispersal]:
    """The limits that hold, as far as the reader may see them."""
    return list(Dispersal.objects.filter(may_go(by), ended_at=None).order_by("decided_at", "id"))


def _standing(groups: Iterable[str], *, by: Actor) -> list[GroupApart]:
    wanted = set(groups)
    rows = GroupApart.objects.filter(may_go(by), ended_at=None).order_by("decided_at", "id")
    return [row for row in rows if wanted & {row.group_id, row.other_id}]


def _take(
    made: Belonging, found: Mapping[str, Iterable[networks.Mark]], *, only: set[str] | None = None
) -> set[str]:
    groups = set()
    for record, marks in found.items():
        for mark in marks:
            if mark.support not in COUNTS or (only is not None and mark.group not in only):
                continue
            leads = mark.role == Role.LEADER or mark.position == Position.PRINCIPAL
            made.roles[record][mark.group] = _LEADER if leads else mark.role or _MEMBER
            made.names[mark.group] = mark.name
            made.level = max(made.level, mark.level)
            made.handling |= set(mark.handling)
            groups.add(mark.group)
    return groups


def _held(records: Iterable[str], holders: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({holders[one] for one in records if one in holders}))


def _between(
    members: Mapping[str, tuple[str, ...]],
    groups: tuple[str, str],
    level: Level,
    why: str,
    names: Mapping[str, str],
) -> Between | None:
    left, right = (members.get(one, ()) for one in groups)
    # Whoever may belong to both stands on neither side: he cannot be kept from himself.
    both = set(left) & set(right)
    sides = (tuple(one for one in left if one not in both), tuple(one for one in right if one not in both))
    if not all(sides):
        return None
    one, other = (names.get(group, "another group") for group in groups)
    return Between(*sides, level, f"{why}: {one} and {other}")


def _limits(
    rule: Dispersal,
    members: Mapping[str, tuple[str, ...]],
    known: Belonging,
    holders: Mapping[str, str],
) -> Iterable[Apart]:
    for group in [rule.group_id] if rule.group_id else sorted(members):
        people = members.get(group, ())
        name = known.names.get(group, "")
        if len(people) > rule.most:
            yield Apart(people, Level(rule.apart), rule.most, f"at most {rule.most} of {name} together")
        leaders = _held((one for one in known.members(group) if known.roles[one][group] == _LEADER), holders)
        if rule.leaders is not None and len(leaders) > rule.leaders:
            words = f"at most {rule.leaders} leaders of {name} together"
            yield Apart(leaders, Level(rule.apart), rule.leaders, words)
