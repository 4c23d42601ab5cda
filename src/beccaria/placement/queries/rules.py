"""Read the rules that bind groups: feuds and rivals of networks, and standing decisions about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from beccaria.access.api import may_go, refusal
from beccaria.core.actors import Actor
from beccaria.core.actors import Level as Clearance
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.markings import Marking
from beccaria.lib.moments import day_of
from beccaria.networks import api as networks
from beccaria.networks.api import Opposed
from beccaria.placement.models import Dispersal, GroupApart


@dataclass(frozen=True, slots=True)
class RuleRead:
    """A standing decision with the names of its groups; `most` and `leaders` only for dispersal."""

    id: str
    group: str
    other: str
    apart: Level
    most: int
    leaders: int | None
    why: str
    may_end: bool
    marking: Marking


@dataclass(frozen=True, slots=True)
class Rules:
    """What binds groups on a day, as far as the reader may see it."""

    hostile: tuple[Opposed, ...]
    apart: tuple[RuleRead, ...]
    dispersal: tuple[RuleRead, ...]

    @property
    def markings(self) -> tuple[Marking, ...]:
        """How everything here is marked."""
        told = (Marking(level=Clearance(one.level), handling=frozenset(one.handling)) for one in self.hostile)
        return (*told, *(one.marking for one in (*self.apart, *self.dispersal)))


def rules(*, by: Actor, at: datetime) -> Rules:
    """Everything that binds groups now."""
    pairs = (
        GroupApart.objects.filter(may_go(by), ended_at=None)
        .select_related("group", "other")
        .order_by("decided_at", "id")
    )
    seen = Q(group=None) | Q(group__written_at__isnull=False)
    limits = (
        Dispersal.objects.filter(may_go(by), seen, ended_at=None)
        .select_related("group")
        .order_by("decided_at", "id")
    )
    return Rules(
        networks.opposed(by=by, on=day_of(at)),
        tuple(_reads(pairs, by=by)),
        tuple(_reads(limits, by=by)),
    )


def _reads(rows: Iterable[GroupApart | Dispersal], *, by: Actor) -> Iterable[RuleRead]:
    for row in rows:
        limit = row if isinstance(row, Dispersal) else None
        pair = row if isinstance(row, GroupApart) else None
        yield RuleRead(
            row.id,
            row.group.name if row.group else "",
            pair.other.name if pair else "",
            Level(row.apart),
            limit.most if limit else 0,
            limit.leaders if limit else None,
            row.why,
            refusal(Act.APART_RULES_SET, by, row.marking) is None,
            row.marking,
        )
