"""Read where people decided otherwise than an instrument proposed: each with its reason, and how often by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q, QuerySet

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.assessing import Direction
from beccaria.core.markings import Marking
from beccaria.risk.models import Assessment
from beccaria.risk.queries import seen

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Overridden:
    """One decision on another band than proposed. `disputed`: a second person did not agree with the assessor."""

    id: str
    person: str
    version: int
    proposed: str
    decided: str
    way: Direction
    reason: str
    disputed: bool
    assessor: str
    by: str
    at: datetime
    marking: Marking


@dataclass(frozen=True, slots=True)
class Counted:
    """How often somebody decided, or somebody's assessments were decided on, and how often otherwise than proposed."""

    user: str
    decided: int
    raised: int
    lowered: int


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the reader may see of one instrument: the newest first, and counted by who decided and by who assessed."""

    rows: tuple[Overridden, ...]
    deciders: tuple[Counted, ...]
    assessors: tuple[Counted, ...]


def overrides(instrument: str, *, by: Actor) -> Overrides:
    """Decisions otherwise than proposed, of all versions of an instrument. Raises Refused."""
    require(Act.MONITORING_SEE, by)
    decided = seen.assessments(by=by).filter(instrument=instrument, decided_at__isnull=False)
    rows = decided.exclude(override="").order_by("-decided_at", "id")[:MOST]
    return Overrides(
        tuple(_overridden(row) for row in rows),
        _counted("decided_by", decided),
        _counted("assessor", decided),
    )


def _overridden(row: Assessment) -> Overridden:
    assert row.decided_at is not None  # noqa: S101  asked for above
    return Overridden(
        id=row.id,
        person=row.person_id,
        version=row.version,
        proposed=row.proposed_band,
        decided=row.decided_band,
        way=Direction(row.override),
        reason=row.override_reason,
        disputed=row.second_agrees is False,
        assessor=row.assessor,
        by=row.decided_by,
        at=row.decided_at,
        marking=row.marking,
    )


def _counted(who: str, decided: QuerySet[Assessment]) -> tuple[Counted, ...]:
    rows = (
        decided.order_by()
        .values(who)
        .annotate(
            many=Count("id"),
            raised=Count("id", filter=Q(override=Direction.UP.value)),
            lowered=Count("id", filter=Q(override=Direction.DOWN.value)),
        )
    )
    found = (Counted(row[who], row["many"], row["raised"], row["lowered"]) for row in rows)
    return tuple(sorted(found, key=lambda one: (-(one.raised + one.lowered), -one.decided, one.user)))
