"""Set and end standing rules for groups: which are kept apart, and how many of one may live together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import may_go, only, require
from beccaria.core.actors import Actor
from beccaria.core.actors import Level as Clearance
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.markings import Marking, columns, inherited
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.networks import api as networks
from beccaria.placement.models import Dispersal, GroupApart

_MOST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroupApart:
    """Two groups whose people are not to share a unit of the level."""

    group: str
    other: str
    apart: Level
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDispersal:
    """At most so many of a group (each group, when none is named), and of its leaders, in a unit of the level."""

    most: int
    why: str
    apart: Level = Level.WING
    group: str = ""
    leaders: int | None = None


@transaction.atomic
def set_group_apart(new: NewGroupApart, *, by: Actor, at: datetime) -> str:
    """Decide it, and return its identifier. Raises BadInput, Cannot, Hidden, Refused."""
    if new.group == new.other:
        raise BadInput("This is one and the same group: choose the other one.")
    marking = inherited(
        by.own, Clearance.OFFICIAL, *(_group(one, by=by, at=at) for one in (new.group, new.other))
    )
    require(Act.APART_RULES_SET, by, marking)
    one, other = sorted((new.group, new.other))
    if GroupApart.objects.filter(group_id=one, other_id=other, site=marking.site, ended_at=None).exists():
        raise Cannot("These groups are kept apart already: end that decision first.")
    row = GroupApart.objects.create(
        group_id=one,
        other_id=other,
        apart=new.apart.value,
        why=words(new.why, what="Why they are kept apart"),
        decided_by=by.user,
        decided_at=at,
        **columns(marking),
    )
    _record(row, f"group:{one}", f"group:{other}", by=by, at=at)
    return row.id


@transaction.atomic
def set_dispersal(new: NewDispersal, *, by: Actor, at: datetime) -> str:
    """Decide it, and return its identifier. Raises BadInput, Hidden, Refused."""
    if not 1 <= new.most <= _MOST:
        raise BadInput("How many may live together lies between 1 and %(most)s.", most=_MOST)
    if new.leaders is not None and not 1 <= new.leaders <= new.most:
        raise BadInput("Of leaders at least one and at most as many as of all may live together.")
    about = [_group(new.group, by=by, at=at)] if new.group else []
    marking = inherited(by.own, Clearance.OFFICIAL, *about)
    require(Act.APART_RULES_SET, by, marking)
    row = Dispersal.objects.create(
        group_id=new.group or None,
        most=new.most,
        leaders=new.leaders,
        apart=new.apart.value,
        why=words(new.why, what="Why"),
        decided_by=by.user,
        decided_at=at,
        **columns(marking),
    )
    _record(row, *([f"group:{new.group}"] if new.group else []), by=by, at=at)
    return row.id


@transaction.atomic
def end_rule(rule_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It no longer holds, with a reason. Raises BadInput, Cannot, Hidden, Refused."""
    pairs = GroupApart.objects.filter(may_go(by), pk=rule_id).select_for_update().first()
    row = pairs or only(Dispersal.objects.filter(may_go(by), pk=rule_id).select_for_update())
    require(Act.APART_RULES_SET, by, row.marking)
    if row.ended_at is not None:
        raise Cannot("It was ended already.")
    row.ended_by, row.ended_at, row.ended_why = by.user, at, words(why, what="The reason")
    row.save(update_fields=["ended_by", "ended_at", "ended_why"])
    _record(row, by=by, at=at)


def _group(group_id: str, *, by: Actor, at: datetime) -> Marking:
    """The marking of a group the writer may read. Raises Hidden."""
    line = networks.group(group_id, by=by, at=at).line
    return Marking(level=Clearance(line.level), handling=frozenset(line.handling))


def _record(row: GroupApart | Dispersal, *more: str, by: Actor, at: datetime) -> None:
    detail = {"ended": row.ended_at is not None}
    ledger.record(Act.APART_RULES_SET, by=by, subjects=[f"apart_rule:{row.id}", *more], at=at, detail=detail)
