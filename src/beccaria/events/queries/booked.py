"""Tell which visits are booked: at one establishment in a period, one of them, or everywhere for the service itself."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from beccaria.core.actors import Actor
from beccaria.core.happenings import Outcome
from beccaria.core.refusal import Hidden
from beccaria.events.models import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A visit with its visitor as he said he is; `visitor` is his record, where one is known."""

    id: str
    site: str
    at: datetime
    ends_at: datetime | None
    level: int
    handling: tuple[str, ...]
    prisoner: str
    visitor: str | None
    visitor_name: str
    born: date | None
    document: str
    phone: str
    address: str
    relationship: str
    kind: str
    outcome: str
    reason: str

    @classmethod
    def of(cls, row: Visit) -> Self:
        """From its row."""
        return cls(
            id=row.id,
            site=row.site or "",
            at=row.at,
            ends_at=row.ends_at,
            level=row.level,
            handling=tuple(row.handling),
            prisoner=row.prisoner_id,
            visitor=row.visitor_id,
            visitor_name=row.visitor_name,
            born=row.visitor_born,
            document=row.visitor_document,
            phone=row.visitor_phone,
            address=row.visitor_address,
            relationship=row.relationship,
            kind=row.kind,
            outcome=row.outcome,
            reason=row.reason,
        )


def bookings(site: str, *, since: datetime, until: datetime, by: Actor, at_most: int = 500) -> list[Booked]:
    """The visits of an establishment that begin in a period, in order of time, cancelled ones left out."""
    del by  # judged by the row policy of this transaction
    rows = Visit.objects.filter(site=site, at__gte=since, at__lt=until, prisoner__recorded_at__isnull=False)
    return [Booked.of(row) for row in rows.exclude(outcome=Outcome.CANCELLED).order_by("at", "id")[:at_most]]


def booking(visit: str, *, by: Actor) -> Booked:
    """One visit. Raises Hidden."""
    del by
    row = Visit.objects.filter(pk=visit, prisoner__recorded_at__isnull=False).first()
    if row is None:
        raise Hidden("There is no such visit, or it is not yours to see.")
    return Booked.of(row)


def ahead(*, since: datetime, until: datetime, by: Actor) -> list[Booked]:
    """What is booked in a period at every establishment the reader sees: all of them for the service itself."""
    del by
    rows = Visit.objects.filter(at__gte=since, at__lt=until, outcome=Outcome.BOOKED)
    return [Booked.of(row) for row in rows.order_by("at", "id")]
