"""Tell who is held or proposed to belong to which group on two bases, and who may lead: for measuring only."""

from dataclasses import dataclass
from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.core.groups import Role, Support
from beccaria.lib import moments
from beccaria.networks.models import OutsideLead, Proposal, RoleHypothesis
from beccaria.networks.queries import judged, seen
from beccaria.people import api as people


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody named: the register's identifier of his record, the group or circle, his place among its leaders.

    `outside` says that he is only supposed to lead, from outside: nobody proposes that he belongs.
    """

    record: str
    group: str
    lead: int | None
    outside: bool = False


def found(*, by: Actor, at: datetime) -> tuple[Found, ...]:
    """Everybody whose membership two bases support now, and everybody proposed on two and not yet decided on."""
    rows = list(seen.memberships(by=by).filter(ended_at=None, group__ended_at=None))
    supports = judged.standings(rows, on=moments.day_of(at), by=by)
    leading = set(
        RoleHypothesis.objects.filter(role=Role.LEADER, ended_at=None).values_list("membership_id", flat=True)
    )
    named = [
        (row.person_id, row.group_id, 1 if row.id in leading else None)
        for row in rows
        if supports[row.id].support is Support.SUPPORTED
    ]
    named += [
        (row.person_id, row.group_id or row.circle, row.lead)
        for row in Proposal.objects.filter(accepted=None)
    ]
    circles = {
        row.circle: row.group_id or row.circle
        for row in Proposal.objects.filter(accepted=None).order_by("group_id")
    }
    outside = [
        (row.person_id, circles[row.circle], row.place)
        for row in OutsideLead.objects.filter(circle__in=list(circles))
    ]
    keys = people.register_keys((person for person, _group, _lead in (*named, *outside)), by=by)
    return tuple(
        sorted(
            {Found(keys[person], group, lead) for person, group, lead in named if person in keys}
            | {
                Found(keys[person], group, lead, outside=True)
                for person, group, lead in outside
                if person in keys
            },
            key=lambda one: (one.group, one.record, one.lead or 0),
        )
    )
