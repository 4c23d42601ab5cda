"""Tell who approached prisoners otherwise than in person: money that came in for them, numbers they ask to call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import starmap
from typing import Any, Final, Self

from beccaria.core.actors import Actor
from beccaria.core.happenings import Direction
from beccaria.events.models import CallRequest, Payment

_OF_PAYMENT: Final = ("payer_account", "payer_address")


@dataclass(frozen=True, slots=True)
class Approacher:
    """An outsider as somebody described him; `record` is the record made of it, where one is known."""

    record: str | None
    name: str
    account: str = ""
    address: str = ""
    phone: str = ""


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

    @property
    def approacher(self) -> Approacher:
        """Who it was, as he was described."""
        return Approacher(self.record, self.name, self.account, self.address, self.phone)

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


def approachers(site: str, *, since: datetime, by: Actor) -> set[Approacher]:
    """Who paid in or was asked for at an establishment since a moment, each description once."""
    del by  # judged by the row policy of this transaction
    paid = Payment.objects.filter(**_when(site, since), direction=Direction.IN).order_by()
    asked = CallRequest.objects.filter(**_when(site, since)).order_by()
    return {
        *starmap(Approacher, paid.values_list("described_id", "payer_name", *_OF_PAYMENT).distinct()),
        *(
            Approacher(record, name, phone=number)
            for record, name, number in asked.values_list("described_id", "contact_name", "number").distinct()
        ),
    }


def approaches(site: str, *, since: datetime, of: Collection[Approacher], by: Actor) -> list[Approach]:
    """What these outsiders paid in or were asked for at an establishment since a moment, the newest first."""
    del by  # judged by the row policy of this transaction
    names = {one.name for one in of}
    when = _when(site, since)
    paid = Payment.objects.filter(**when, direction=Direction.IN, payer_name__in=names)
    asked = CallRequest.objects.filter(**when, contact_name__in=names)
    found = [*map(Approach.of_payment, paid), *map(Approach.of_request, asked)]
    wanted = [one for one in found if one.approacher in of]
    return sorted(wanted, key=lambda one: (-one.at.timestamp(), one.id))


def _when(site: str, since: datetime) -> dict[str, Any]:
    return {"site": site, "at__gte": since, "prisoner__recorded_at__isnull": False}
