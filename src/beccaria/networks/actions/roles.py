"""Say what somebody may do in a group, what speaks for it and what against; a hypothesis until somebody ends it."""

from datetime import datetime

from django.db import transaction

from beccaria.access.api import only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.groups import Role
from beccaria.core.markings import columns, inherited
from beccaria.core.refusal import Cannot
from beccaria.core.wording import words
from beccaria.networks.actions import taking_down
from beccaria.networks.actions.belonging import open_row, recorded
from beccaria.networks.actions.taking_down import word
from beccaria.networks.models import RoleHypothesis
from beccaria.networks.queries import seen

_LONGEST = 1000


@transaction.atomic
def suppose_role(
    membership_id: str, *, role: str, because: str, against: str, by: Actor, at: datetime, by_rule: str = ""
) -> str:
    """Write down a role as a hypothesis, with both sides; return its identifier.

    `by_rule` names the calculation that proposed it. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = open_row(membership_id, Act.MEMBERSHIP_WRITE, by=by)
    supposed = word(Role, role, what="role")
    if row.roles.filter(role=supposed, ended_at=None).exists():
        raise Cannot("This role is supposed already: end that first.")
    marking = inherited(taking_down.site_for(by, near=row.person.site), row.marking.level)
    require(Act.MEMBERSHIP_WRITE, by, marking)
    made = RoleHypothesis.objects.create(
        membership=row,
        role=supposed,
        because=words(because, what="What speaks for it", longest=_LONGEST),
        against=words(against, what="What speaks against it", longest=_LONGEST),
        by_rule=by_rule,
        added_by=by.user,
        added_at=at,
        **columns(marking),
    )
    recorded(Act.MEMBERSHIP_WRITE, row, "role", by=by, at=at)
    return made.id


@transaction.atomic
def end_role(role_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It is supposed no longer. Raises BadInput, Cannot, Hidden, Refused."""
    found = only(seen.roles(by=by).filter(pk=role_id).select_for_update())
    row = open_row(found.membership_id, Act.MEMBERSHIP_WRITE, by=by)
    if found.ended_at:
        raise Cannot("This role is supposed no longer.")
    found.ended_at, found.ended_why = at, taking_down.reason(why)
    found.save(update_fields=["ended_at", "ended_why"])
    recorded(Act.MEMBERSHIP_WRITE, row, "role ended", by=by, at=at)
