"""Read who arrived by an order and what is not cleared yet, and with whom he is from whom he is kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from beccaria.access.api import only, refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.escorts import CLEAR_WITHIN, Clear
from beccaria.core.markings import Marking
from beccaria.core.placement import OrderState
from beccaria.core.refusal import Hidden
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import Cleared, MovementOrder
from beccaria.placement.queries import keeping
from beccaria.placement.queries.sharing import shares

# An arrival that is not cleared is shown for so long, one that is for an hour.
_SHOWN: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class ClearedRead:
    """One thing that somebody saw to."""

    what: Clear
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who arrived: when, where, what is cleared, and when the governor was told that it was not."""

    order: str
    person: PersonShown
    establishment: str
    wing: str
    cell: str
    at: datetime
    cleared: tuple[ClearedRead, ...]
    told_at: datetime | None
    level: int
    handling: tuple[str, ...]

    @property
    def due(self) -> datetime:
        """When the hour is over."""
        return self.at + CLEAR_WITHIN

    @property
    def open(self) -> tuple[Clear, ...]:
        """What nobody has cleared yet."""
        done = {one.what for one in self.cleared}
        return tuple(one for one in Clear if one not in done)


def arrivals(*, by: Actor, at: datetime) -> tuple[Arrival, ...]:
    """Arrivals of the last two days at the reader's prisons that are not all cleared, those due first."""
    rows = (
        MovementOrder.objects.filter(state=OrderState.DONE.value, done_at__gt=at - _SHOWN, done_at__lte=at)
        .select_related("arrival_told")
        .order_by("done_at", "id")
    )
    mine = [row for row in rows if _may(row, by) and (row.from_establishment, row.from_wing) != _to(row)]
    return tuple(one for one in _read(mine, by=by) if one.open)


def arrival(order_id: str, *, by: Actor) -> Arrival:
    """One arrival. Raises Hidden."""
    row = order_row(order_id)
    found = _read([row], by=by) if row.state == OrderState.DONE and _may(row, by) else ()
    if not found:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found[0]


def order_row(order_id: str) -> MovementOrder:
    """The order. Raises Hidden."""
    return only(MovementOrder.objects.filter(pk=order_id).select_related("arrival_told"))


def together(order_id: str, *, by: Actor, at: datetime) -> tuple[tuple[PersonShown, Level], ...]:
    """From whom he is kept who is now where he is, as near as that forbids; of those the reader is told of."""
    row = order_row(order_id)
    here = people.named([row.person_id], by=by).get(row.person_id)
    if here is None or here.held is None:
        return ()
    on = day_of(at)
    kept: dict[str, list[Level]] = {}
    for one in keeping.of_person(row.person_id, by=by, on=on).rows:
        if one.other:
            kept.setdefault(one.other.id, []).append(one.apart)
    for rule in keeping.told([row.person_id], by=by, on=on):
        kept.setdefault(rule.other, []).append(rule.apart)
    others = people.named(kept, by=by)
    return tuple(
        (others[other], level)
        for other, levels in kept.items()
        for level in dict.fromkeys(levels)
        if other in others and (held := others[other].held) is not None and shares(here.held, held, level)
    )


def _to(row: MovementOrder) -> tuple[str, str]:
    return row.to_establishment, row.to_wing


def _may(row: MovementOrder, by: Actor) -> bool:
    marking = Marking(site=row.to_establishment, level=row.marking.level)
    return refusal(Act.ARRIVAL_CLEAR, by, marking) is None


def _read(rows: Sequence[MovementOrder], *, by: Actor) -> tuple[Arrival, ...]:
    known = people.named({row.person_id for row in rows}, by=by)
    done: dict[str, list[ClearedRead]] = {row.id: [] for row in rows}
    for one in Cleared.objects.filter(order__in=list(done)).order_by("cleared_at"):
        done[one.order_id].append(ClearedRead(Clear(one.what), one.words, one.cleared_by, one.cleared_at))
    return tuple(
        _arrival(row, known[row.person_id], tuple(done[row.id])) for row in rows if row.person_id in known
    )


def _arrival(row: MovementOrder, person: PersonShown, cleared: tuple[ClearedRead, ...]) -> Arrival:
    told = getattr(row, "arrival_told", None)
    return Arrival(
        row.id,
        person,
        row.to_establishment,
        row.to_wing,
        row.to_cell,
        row.done_at or row.due,
        cleared,
        told.told_at if told else None,
        max(row.level, person.level),
        tuple(sorted({*row.handling, *person.handling})),
    )
