"""Read escort packs: those that go out or come in, one whole, and what still stands between it and a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from beccaria.access.api import may_go, only, refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.escorts import Equipment, EscortLevel, Known, Pack, Why
from beccaria.core.handling import HELD_BACK
from beccaria.core.kept import as_phrase
from beccaria.core.markings import Marking
from beccaria.core.placement import EscortState
from beccaria.core.refusal import Phrase
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import Escort, EscortRoute
from beccaria.placement.queries.known import Judged

OVER: Final = (EscortState.OVER.value, EscortState.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class RouteRead:
    """One way, with its length in minutes."""

    number: int
    name: str
    minutes: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscortRead:
    """A pack. `line` is None where his records are not the reader's to see: before he arrives, where he goes."""

    id: str
    site: str
    person: str
    line: PersonShown | None
    who: str
    told: tuple[Phrase, ...]
    order: str
    why: Why
    goal: str
    to_establishment: str
    starts: datetime
    hours: float
    escort_level: EscortLevel
    officers: int
    equipment: frozenset[Equipment]
    help_outside: bool
    tried: bool
    near: int
    rests_on: str
    notes: str
    state: EscortState
    routes: tuple[RouteRead, ...]
    written_by: str
    written_at: datetime
    sent_at: datetime | None
    acknowledged_by: str
    acknowledged_as: str
    acknowledged_at: datetime | None
    acknowledged_words: str
    signed_by: str
    signed_at: datetime | None
    told_at: datetime | None
    ended_at: datetime | None
    ended_why: str
    level: int
    handling: tuple[str, ...]
    marking: Marking

    @property
    def pack(self) -> Pack:
        """As the rules judge it."""
        return Pack(
            level=self.escort_level,
            officers=self.officers,
            why=self.why,
            hours=self.hours,
            routes=len(self.routes),
            equipment=self.equipment,
            sent_at=self.sent_at,
            acknowledged_at=self.acknowledged_at,
            starts=self.starts,
        )

    def known(self, judged: Judged) -> Known:
        """What is known of him: what is decided, and what whoever wrote the pack added."""
        return judged.known(near=self.near, help_outside=self.help_outside, tried=self.tried)


def escorts(*, by: Actor, person: str = "") -> tuple[EscortRead, ...]:
    """Packs that are not over, of the reader's prisons or sent there, by when they leave; of one person if named."""
    rows = seen(by=by).exclude(state__in=OVER)
    if person:
        rows = rows.filter(person__in=people.records_of(person, by))
    return _read(list(rows.order_by("starts", "id")[:200]), by=by)


def escort(escort_id: str, *, by: Actor) -> EscortRead:
    """One pack. Raises Hidden."""
    return _read([row_of(escort_id, by=by)], by=by)[0]


def seen(*, by: Actor) -> QuerySet[Escort]:
    """Those the reader may see; what handling keeps at its prison is for that prison's duties (rule 2)."""
    return Escort.objects.filter(may_go(by))


def row_of(escort_id: str, *, by: Actor, lock: bool = False) -> Escort:
    """The row of a pack. Raises Hidden."""
    rows = seen(by=by).filter(pk=escort_id)
    return only(rows.select_for_update() if lock else rows)


def reached(row: Escort) -> Marking:
    """Its marking: once sent it reaches where he goes, unless handling keeps it."""
    goes = bool(row.sent_at and row.to_establishment and not set(row.handling) & set(HELD_BACK))
    return row.marking_for(reaches=frozenset({row.to_establishment}) if goes else frozenset())


def may(act: Act, escort_id: str, *, by: Actor) -> str | None:
    """Why the reader may not do this to a pack, or None."""
    return refusal(act, by, reached(row_of(escort_id, by=by)))


def _read(rows: Sequence[Escort], *, by: Actor) -> tuple[EscortRead, ...]:
    known = people.named({row.person_id for row in rows}, by=by)
    ways: dict[str, list[RouteRead]] = {row.id: [] for row in rows}
    for one in EscortRoute.objects.filter(escort__in=list(ways)).order_by("number"):
        ways[one.escort_id].append(RouteRead(one.number, one.name, one.minutes, one.words))
    return tuple(_escort(row, known.get(row.person_id), tuple(ways[row.id])) for row in rows)


def _escort(row: Escort, line: PersonShown | None, routes: tuple[RouteRead, ...]) -> EscortRead:
    return EscortRead(
        id=row.id,
        site=row.site or "",
        person=row.person_id,
        line=line,
        who=row.who,
        told=tuple(as_phrase(one) for one in row.told),
        order=row.order_id or "",
        why=Why(row.why),
        goal=row.goal,
        to_establishment=row.to_establishment,
        starts=row.starts,
        hours=row.hours,
        escort_level=EscortLevel(row.escort_level),
        officers=row.officers,
        equipment=frozenset(Equipment(one) for one in row.equipment),
        help_outside=row.help_outside,
        tried=row.tried,
        near=row.near,
        rests_on=row.rests_on,
        notes=row.notes,
        state=EscortState(row.state),
        routes=routes,
        written_by=row.written_by,
        written_at=row.written_at,
        sent_at=row.sent_at,
        acknowledged_by=row.acknowledged_by,
        acknowledged_as=row.acknowledged_as,
        acknowledged_at=row.acknowledged_at,
        acknowledged_words=row.acknowledged_words,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        told_at=row.told_at,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
        level=row.level,
        handling=tuple(row.handling),
        marking=reached(row),
    )
