"""Say which groups have members in one prison now, who may lead them there, and who stands against whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.groups import RelationKind, Role, Support
from beccaria.core.markings import Marking
from beccaria.core.policy import refusal
from beccaria.core.refusal import Hidden
from beccaria.lib import moments
from beccaria.networks.queries import members, seen
from beccaria.networks.queries.card_shapes import GroupName
from beccaria.networks.queries.scorecards import named
from beccaria.networks.queries.shapes import MemberLine
from beccaria.people import api as people

_HOSTILE = frozenset({RelationKind.FEUD, RelationKind.RIVAL})
_LEADING = frozenset({Role.LEADER, Role.ORGANISER, Role.INTERMEDIARY})


@dataclass(frozen=True, slots=True)
class Leading:
    """Somebody here who may lead: which role, what speaks for it and what against. Always a hypothesis."""

    member: MemberLine
    role: Role
    because: str
    against: str


@dataclass(frozen=True, slots=True)
class Against:
    """A group this one is in a feud with or a rival of; `here` whether that one has members here too."""

    other: GroupName
    kind: RelationKind
    here: bool


@dataclass(frozen=True, slots=True)
class Here:
    """One group in one prison: its members there, each once, who may lead them, whom they stand against."""

    group: GroupName
    members: tuple[MemberLine, ...]
    leading: tuple[Leading, ...]
    against: tuple[Against, ...]

    def count(self, support: Support) -> int:
        """How many are held here whose membership comes to this."""
        return sum(one.standing.support is support for one in self.members)

    @property
    def in_feud_here(self) -> bool:
        """Whether a group it is in a feud with has members here too."""
        return any(one.here and one.kind is RelationKind.FEUD for one in self.against)


def here(site: str, *, by: Actor, at: datetime) -> tuple[Here, ...]:
    """The groups with members in a prison now, those in a feud there first, then the largest.

    A person with several records counts once. Raises Hidden for a prison the actor does not act for.
    """
    if refusal(Act.TENSION_SEE, by, Marking(site=site)):
        raise Hidden("There is no such record, or it is not yours to see.")
    on = moments.day_of(at)
    rows = list(
        seen.memberships(by=by).filter(ended_at=None, group__ended_at=None, person__site=site).order_by("id")
    )
    groups = {row.group_id: named(row.group) for row in rows}
    held = [one for one in members.lines(rows, on=on, by=by) if one.person.held]
    by_group = _each_once(held, by=by)
    leading = _leading(held, by=by)
    against = _against(groups, set(by_group))
    found = [
        Here(
            groups[group],
            tuple(several),
            tuple(leading[one.id] for one in several if one.id in leading),
            tuple(against.get(group, ())),
        )
        for group, several in by_group.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.in_feud_here, -len(one.members), one.group.name)))


def _each_once(held: list[MemberLine], *, by: Actor) -> dict[str, list[MemberLine]]:
    """By group; of several records of one person the best supported."""
    fellows = people.fellows({one.person.id for one in held}, by)
    order = list(Support)
    best: dict[tuple[str, str], MemberLine] = {}
    for one in sorted(
        held, key=lambda each: (order.index(each.standing.support), -each.standing.bases, each.id)
    ):
        best.setdefault((one.group, fellows[one.person.id][0]), one)
    found: dict[str, list[MemberLine]] = defaultdict(list)
    for (group, _), one in best.items():
        found[group].append(one)
    return found


def _leading(held: list[MemberLine], *, by: Actor) -> dict[str, Leading]:
    members_by_id = {one.id: one for one in held}
    wanted = [role.value for role in _LEADING]
    rows = seen.roles(by=by).filter(membership__in=list(members_by_id), ended_at=None, role__in=wanted)
    found: dict[str, Leading] = {}
    for row in rows.order_by("-added_at", "id"):
        role = Role(row.role)
        one = Leading(members_by_id[row.membership_id], role, row.because, row.against)
        if row.membership_id not in found or role is Role.LEADER:
            found[row.membership_id] = one
    return found


def _against(groups: dict[str, GroupName], here_too: set[str]) -> dict[str, list[Against]]:
    """Feuds and rivalries that last, from both sides."""
    found: dict[str, list[Against]] = defaultdict(list)
    rows = seen.relations().filter(ended_at=None, kind__in=[kind.value for kind in _HOSTILE], until=None)
    for row in rows.order_by("kind", "id"):
        for one, other in ((row.group, row.other), (row.other, row.group)):
            if one.id in groups and other.ended_at is None:
                found[one.id].append(Against(named(other), RelationKind(row.kind), other.id in here_too))
    return found
