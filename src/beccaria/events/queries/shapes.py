"""What is told of events: frozen values, without the tables they came from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

from beccaria.events.models import CallRequest, Find, Incident, Movement, Payment, Visit
from beccaria.people.api import PersonShown


class Lane(StrEnum):
    """The lanes of a timeline."""

    MOVES = "moves"
    VISITS = "visits"
    PAYMENTS = "payments"
    CALLS = "calls"
    INCIDENTS = "incidents"
    FINDS = "finds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event on a timeline. `code` is its kind, family, outcome or item.

    `person` is the person a move or find is about, or the prisoner of a visit; `visitor` is who visited him,
    paid for him or is to be called. `parts`
    are the parts that the person asked about had in an incident. `record` is the one of his records that it hangs on,
    told when he has several.
    """

    lane: Lane
    id: str
    at: datetime
    site: str | None
    level: int
    handling: tuple[str, ...]
    code: str
    person: str | None = None
    visitor: str | None = None
    visitor_name: str = ""
    relationship: str = ""
    from_place: str = ""
    to_place: str = ""
    wing: str = ""
    cell: str = ""
    severity: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    how: str = ""
    text: str = ""
    parts: tuple[str, ...] = ()
    record: str | None = None

    @classmethod
    def of_movement(cls, row: Movement) -> Self:
        """From its row."""
        return cls(
            lane=Lane.MOVES,
            id=row.id,
            at=row.at,
            site=row.site,
            level=row.level,
            handling=tuple(row.handling),
            code=row.kind,
            person=row.person_id,
            from_place=row.from_establishment,
            to_place=row.to_establishment,
            wing=row.to_wing,
            cell=row.to_cell,
            text=row.reason,
        )

    @classmethod
    def of_visit(cls, row: Visit) -> Self:
        """From its row."""
        return cls(
            lane=Lane.VISITS,
            id=row.id,
            at=row.at,
            site=row.site,
            level=row.level,
            handling=tuple(row.handling),
            code=row.outcome,
            person=row.prisoner_id,
            visitor=row.visitor_id or row.described_id,
            visitor_name=row.visitor_name,
            relationship=row.relationship,
            how=row.kind,
            text=row.reason,
        )

    @classmethod
    def of_payment(cls, row: Payment) -> Self:
        """From its row; the payer stands where a visitor would."""
        return cls(
            lane=Lane.PAYMENTS,
            id=row.id,
            at=row.at,
            site=row.site,
            level=row.level,
            handling=tuple(row.handling),
            code=row.direction,
            person=row.prisoner_id,
            visitor=row.described_id,
            visitor_name=row.payer_name,
            quantity=row.amount,
            unit=row.currency,
            how=row.method,
        )

    @classmethod
    def of_call_request(cls, row: CallRequest) -> Self:
        """From its row; who is to be called stands where a visitor would."""
        return cls(
            lane=Lane.CALLS,
            id=row.id,
            at=row.at,
            site=row.site,
            level=row.level,
            handling=tuple(row.handling),
            code=row.decision,
            person=row.prisoner_id,
            visitor=row.described_id,
            visitor_name=row.contact_name,
            relationship=row.relationship,
            how=row.number,
            text=row.reason,
        )

    @classmethod
    def of_incident(cls, row: Incident, parts: tuple[str, ...] = ()) -> Self:
        """From its row; `parts` are those of the person asked about."""
        return cls(
            lane=Lane.INCIDENTS,
            id=row.id,
            at=row.at,
            site=row.site,
            level=row.level,
            handling=tuple(row.handling),
            code=row.family,
            wing=row.wing,
            severity=row.severity,
            text=row.text,
            parts=parts,
        )

    @classmethod
    def of_find(cls, row: Find) -> Self:
        """From its row."""
        return cls(
            lane=Lane.FINDS,
            id=row.id,
            at=row.at,
            site=row.site,
            level=row.level,
            handling=tuple(row.handling),
            code=row.item,
            person=row.person_id,
            wing=row.wing,
            cell=row.cell,
            quantity=row.quantity,
            unit=row.unit,
            how=row.how,
            text=row.text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the day `since` until the day `until`, both included; None where it is open."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Some of what happened, newest first; how much of each lane there is; the cursor of what is earlier."""

    happenings: tuple[Happening, ...]
    counts: dict[Lane, int]
    earlier: str | None


@dataclass(frozen=True, slots=True)
class IncidentRead:
    """An incident with the parts that persons had in it, of those the reader may see."""

    happening: Happening
    source: str
    recorded_at: datetime
    parts: tuple[tuple[PersonShown, str], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """One kind of link between a person and another: what they shared, who had which part, how often, when last.

    Two kinds of link between the same two persons are two of these.
    """

    other: PersonShown
    lane: Lane
    code: str
    mine: str
    theirs: str
    times: int
    last: datetime
