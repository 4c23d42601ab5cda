"""Write down what links somebody outside with a prisoner: visits, payments, wishes to telephone."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.happenings import Decision, Direction, Outcome, VisitKind
from beccaria.core.ids import EventId, PersonId, new_id
from beccaria.core.refusal import BadInput
from beccaria.events.actions.arriving import CALL_REQUEST, PAYMENT, VISIT, take_in_later
from beccaria.events.actions.common import Happened, common, known, may_add, recorded
from beccaria.events.models import CallRequest, Payment, Visit
from beccaria.events.privilege import Outside, keep_out, privileged, privileged_payer

_CURRENCY: Final = re.compile(r"([A-Z]{3})?")
_FEWEST_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVisit:
    """A visit as the visits desk wrote it; `visitor` only when that record is known to be his."""

    happened: Happened
    prisoner: PersonId
    visitor_name: str
    outcome: Outcome
    visitor: PersonId | None = None
    born: date | None = None
    document: str = ""
    phone: str = ""
    address: str = ""
    relationship: str = ""
    kind: VisitKind = VisitKind.SOCIAL
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayment:
    """Money for a prisoner or out of his account, with the payer as the bank or the cash desk wrote him."""

    happened: Happened
    prisoner: PersonId
    payer_name: str
    amount: Decimal
    account: str = ""
    address: str = ""
    currency: str = ""
    direction: Direction = Direction.IN
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCallRequest:
    """A prisoner asks to have a number on the list of those he may call."""

    happened: Happened
    prisoner: PersonId
    contact_name: str
    number: str
    relationship: str = ""
    decision: Decision = Decision.REQUESTED
    reason: str = ""


def add_visit(new: NewVisit, *, by: Actor, at: datetime) -> EventId:
    """Write down a visit, booked or over. Raises Refused, BadInput."""
    may_add(new.happened, by, at, may_be_ahead=new.outcome is Outcome.BOOKED)
    named = [person for person in (new.prisoner, new.visitor) if person]
    known(named, by=by)
    if not new.visitor_name.strip():
        raise BadInput("A visit needs the visitor's name as he gave it.")
    if privileged(new.relationship):
        raise BadInput(
            "Visits of lawyers, courts, ombudsmen, inspectors and doctors are privileged and never enter."
        )
    keep_out(
        Outside(
            name=new.visitor_name,
            number=new.phone,
            relationship=new.relationship,
            texts=(new.document, new.address, new.reason),
        ),
        by=by,
    )
    if new.outcome is Outcome.REFUSED and not new.reason.strip():
        raise BadInput("A refused visit needs its reason: write why.")
    made = new_id()
    Visit.objects.create(
        **common(new.happened, made, at),
        prisoner_id=new.prisoner,
        visitor_id=new.visitor,
        visitor_name=new.visitor_name.strip(),
        visitor_born=new.born,
        visitor_document=new.document,
        visitor_phone=new.phone,
        visitor_address=new.address,
        relationship=new.relationship,
        kind=new.kind.value,
        outcome=new.outcome.value,
        reason=new.reason.strip(),
    )
    take_in_later(VISIT, made)
    return recorded("visit", made, named, by=by, at=at)


def add_payment(new: NewPayment, *, by: Actor, at: datetime) -> EventId:
    """Write down a payment. Raises Refused, BadInput."""
    may_add(new.happened, by, at)
    known([new.prisoner], by=by)
    if not new.payer_name.strip():
        raise BadInput("A payment needs the payer's name as the bank gave it.")
    if privileged_payer(new.payer_name):
        raise BadInput("Payments of lawyers, courts, consulates and the like are privileged and never enter.")
    keep_out(
        Outside(name=new.payer_name, account=new.account, texts=(new.address, new.method)),
        by=by,
    )
    if new.amount <= 0:
        raise BadInput("An amount is more than nothing: look at the figure again.")
    if not _CURRENCY.fullmatch(new.currency):
        raise BadInput("A currency is three capital letters, such as EUR.")
    made = new_id()
    Payment.objects.create(
        **common(new.happened, made, at),
        prisoner_id=new.prisoner,
        payer_name=new.payer_name.strip(),
        payer_account=new.account.strip(),
        payer_address=new.address.strip(),
        amount=new.amount,
        currency=new.currency,
        direction=new.direction.value,
        method=new.method.strip(),
    )
    take_in_later(PAYMENT, made)
    return recorded("payment", made, [new.prisoner], by=by, at=at)


def add_call_request(new: NewCallRequest, *, by: Actor, at: datetime) -> EventId:
    """Write down that a prisoner asks to have a number on his list. Raises Refused, BadInput."""
    may_add(new.happened, by, at)
    known([new.prisoner], by=by)
    if not new.contact_name.strip():
        raise BadInput("A wish to call somebody needs his name.")
    if sum(mark.isdigit() for mark in new.number) < _FEWEST_DIGITS:
        raise BadInput("A telephone number has at least six digits: look at it again.")
    if privileged(new.relationship):
        raise BadInput(
            "Calls to lawyers, courts, ombudsmen, inspectors and doctors are privileged and never enter."
        )
    keep_out(
        Outside(name=new.contact_name, number=new.number, relationship=new.relationship, texts=(new.reason,)),
        by=by,
    )
    if new.decision is Decision.REFUSED and not new.reason.strip():
        raise BadInput("A refused number needs its reason: write why.")
    made = new_id()
    CallRequest.objects.create(
        **common(new.happened, made, at),
        prisoner_id=new.prisoner,
        contact_name=new.contact_name.strip(),
        number=new.number.strip(),
        relationship=new.relationship.strip(),
        decision=new.decision.value,
        reason=new.reason.strip(),
    )
    take_in_later(CALL_REQUEST, made)
    return recorded("call request", made, [new.prisoner], by=by, at=at)
