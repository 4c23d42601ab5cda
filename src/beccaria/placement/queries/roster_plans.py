"""Read the rosters that were proposed: the one that is open, and what people decided about those before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from beccaria.access.api import may_go, names_of, only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.kept import as_phrase
from beccaria.core.markings import Marking
from beccaria.core.refusal import Phrase
from beccaria.placement.models import RosterPlan
from beccaria.placement.queries.rostering import Change

_LISTED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRead:
    """A roster as it was proposed, who asked for it, and who accepted it or put it aside with which reason."""

    id: str
    changes: tuple[Change, ...]
    against: tuple[Phrase, ...]
    shifts: int
    over_now: int
    over_then: int
    longest_now: int
    longest_then: int
    proven: bool
    proposed_by: str
    proposed_at: datetime
    accepted: bool
    decided_by: str
    decided_at: datetime | None
    decided_why: str
    marking: Marking


def open_plan(site: str, *, by: Actor) -> PlanRead | None:
    """The proposal that waits for a decision. Raises Refused."""
    require(Act.ROSTER_READ, by, Marking(site=site))
    rows = RosterPlan.objects.filter(may_go(by), site=site, accepted_at=None, aside_at=None)
    return next(iter(_read(rows.order_by("-proposed_at", "id")[:1])), None)


def decided_plans(site: str, *, by: Actor) -> tuple[PlanRead, ...]:
    """The last ones that somebody decided about, the newest first. Raises Refused."""
    require(Act.ROSTER_READ, by, Marking(site=site))
    rows = RosterPlan.objects.filter(may_go(by), site=site).exclude(accepted_at=None, aside_at=None)
    return tuple(_read(rows.order_by("-proposed_at", "id")[:_LISTED]))


def plan_row(plan_id: str, *, by: Actor) -> RosterPlan:
    """One row, locked. Raises Hidden."""
    return only(RosterPlan.objects.filter(may_go(by), pk=plan_id).select_for_update())


def changes_of(row: RosterPlan) -> tuple[Change, ...]:
    """The changes of a proposal."""
    return tuple(map(_change, row.changes))


def _change(one: dict[str, Any]) -> Change:
    moments = {name: datetime.fromisoformat(one[name]) for name in ("starts", "ends")}
    return Change(**(one | moments))


def _read(rows: Iterable[RosterPlan]) -> list[PlanRead]:
    found = list(rows)
    names = names_of(
        {user for row in found for user in (row.proposed_by, row.accepted_by, row.aside_by)} - {""}
    )
    return [
        PlanRead(
            id=row.id,
            changes=changes_of(row),
            against=tuple(map(as_phrase, row.against)),
            shifts=row.shifts,
            over_now=row.over_now,
            over_then=row.over_then,
            longest_now=row.longest_now,
            longest_then=row.longest_then,
            proven=row.proven,
            proposed_by=names.get(row.proposed_by, ""),
            proposed_at=row.proposed_at,
            accepted=row.accepted_at is not None,
            decided_by=names.get(row.accepted_by or row.aside_by, ""),
            decided_at=row.accepted_at or row.aside_at,
            decided_why=row.accepted_why or row.aside_why,
            marking=row.marking,
        )
        for row in found
    ]
