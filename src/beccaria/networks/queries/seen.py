"""Find one record for somebody: what he may not see raises the same Hidden as what never was."""

from django.db.models import QuerySet

from beccaria.access.api import may_go, only
from beccaria.core.actors import Actor
from beccaria.core.markings import Marking
from beccaria.networks.models import Evidence, Group, GroupRelation, Membership, RoleHypothesis


def live_groups() -> QuerySet[Group]:
    """Groups that are not over."""
    return Group.objects.filter(ended_at=None)


def one_group(group_id: str, *, lock: bool = False) -> Group:
    """A group. Raises Hidden."""
    rows = Group.objects.filter(pk=group_id)
    return only(rows.select_for_update() if lock else rows)


def memberships(*, by: Actor) -> QuerySet[Membership]:
    """Memberships whose group and person the reader may see too: the joins drop the others."""
    return Membership.objects.filter(
        may_go(by), group__written_at__isnull=False, person__recorded_at__isnull=False
    ).select_related("group", "person")


def membership(membership_id: str, *, by: Actor, lock: bool = False) -> Membership:
    """A membership. Raises Hidden."""
    rows = memberships(by=by).filter(pk=membership_id)
    return only(rows.select_for_update(of=("self",)) if lock else rows)


def reached(row: Membership, *, by: Actor, author: str = "") -> Marking:
    """The marking of a membership: it follows its person to the prison that holds him now."""
    held = frozenset({row.person.site} - {None}) if row.person.site else frozenset[str]()
    return row.marking_for(reaches=held, author=by.user if author == by.user else None)


def evidence(*, by: Actor) -> QuerySet[Evidence]:
    """Evidence the reader may see, withdrawn pieces included."""
    return Evidence.objects.filter(may_go(by))


def roles(*, by: Actor) -> QuerySet[RoleHypothesis]:
    """Role hypotheses the reader may see, ended ones included."""
    return RoleHypothesis.objects.filter(may_go(by))


def relations() -> QuerySet[GroupRelation]:
    """Relations of which the reader may see both groups."""
    return GroupRelation.objects.filter(
        group__written_at__isnull=False, other__written_at__isnull=False
    ).select_related("group", "other")


def known_at(row: Group | GroupRelation) -> frozenset[str]:
    """The prisons besides its own that know a group or a relation, for the judgement in Python."""
    return frozenset(row.reaches)
