"""Tell who approached prisoners otherwise than in person: money that came in for them, numbers they ask to call."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Self

from beccaria.core.actors import Actor
from beccaria.core.happenings import Direction
from beccaria.events.models import CallRequest, Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """A payment or a request for a number, with the outsider as the cash desk or the prisoner described him.

    `record` is the record made of that description, where one is known; `amount` is None for a number.
    """

    id: str
    site: str
    at: datetime
    level: int
    handling: tuple[str, ...]
    prisoner: str
    record: str | None
    name: str
    account: str = ""
    address: str = ""
    phone: str = ""
    relationship: str = ""
    amount: Decimal | None = None
    currency: str = ""
    decision: str = ""

    @classmethod
    def of_payment(cls, row: Payment) -> Self:
        """From its row."""
        return cls(
            id=row.id,
            site=row.site or "",
            at=row.at,
            level=row.level,
            handling=tuple(row.handling),
            prisoner=row.prisoner_id,
            record=row.described_id,
            name=row.payer_name,
            account=row.payer_account,
            address=row.payer_address,
            amount=row.amount,
            currency=row.currency,
        )

    @classmethod
    def of_request(cls, row: CallRequest) -> Self:
        """From its row."""
        return cls(
            id=row.id,
            site=row.site or "",
            at=row.at,
            level=row.level,
            handling=tuple(row.handling),
            prisoner=row.prisoner_id,
            record=row.described_id,
            name=row.contact_name,
            phone=row.number,
            relationship=row.relationship,
            decision=row.decision,
        )


def approaches(site: str, *, since: datetime, by: Actor, at_most: int = 5_000) -> list[Approach]:
    """Payments in and requests for numbers at an establishment since a moment, the newest first."""
    del by  # judged by the row policy of this transaction
    when = {"site": site, "at__gte": since, "prisoner__recorded_at__isnull": False}
    paid = Payment.objects.filter(**when, direction=Direction.IN).order_by("-at", "id")[:at_most]
    asked = CallRequest.objects.filter(**when).order_by("-at", "id")[:at_most]
    found = [*map(Approach.of_payment, paid), *map(Approach.of_request, asked)]
    return sorted(found, key=lambda one: (-one.at.timestamp(), one.id))[:at_most]
