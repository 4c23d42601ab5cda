"""Find one record for somebody: what he may not see raises the same Hidden as what never was."""

from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.networks.models import Evidence, Group, GroupRelation, Membership, RoleHypothesis
from beccaria.networks.models.columns import HELD_BACK

Rows = TypeVar("Rows", bound=Model)


def one(rows: QuerySet[Rows]) -> Rows:
    """The only row, or Hidden."""
    found = rows.first()
    if found is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found


def day_of(at: datetime) -> date:
    """The day of a moment where the service is."""
    return timezone.localtime(at).date()


def may_go(by: Actor) -> Q:
    """What handling keeps at its prison is there for that prison's duties only, national ones included (rule 2)."""
    return ~Q(handling__overlap=HELD_BACK) | Q(site__in=sorted(by.sites))


def live_groups() -> QuerySet[Group]:
    """Groups that are not over."""
    return Group.objects.filter(ended_at=None)


def one_group(group_id: str, *, lock: bool = False) -> Group:
    """A group. Raises Hidden."""
    rows = Group.objects.filter(pk=group_id)
    return one(rows.select_for_update() if lock else rows)


def memberships(*, by: Actor) -> QuerySet[Membership]:
    """Memberships whose group and person the reader may see too: the joins drop the others."""
    return Membership.objects.filter(
        may_go(by), group__written_at__isnull=False, person__recorded_at__isnull=False
    ).select_related("group", "person")


def membership(membership_id: str, *, by: Actor, lock: bool = False) -> Membership:
    """A membership. Raises Hidden."""
    rows = memberships(by=by).filter(pk=membership_id)
    return one(rows.select_for_update(of=("self",)) if lock else rows)


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
