"""Carry out an order to move, which writes the movement, or cancel it; where he is held from then on follows."""

from datetime import datetime
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app as queue

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.actors import Level as Clearance
from beccaria.core.acts import Act
from beccaria.core.happenings import Move
from beccaria.core.ids import PersonId
from beccaria.core.placement import OrderState
from beccaria.core.refusal import Cannot
from beccaria.core.wording import words
from beccaria.events import api as events
from beccaria.ledger import api as ledger
from beccaria.people import api as people
from beccaria.placement.models import MovementOrder
from beccaria.placement.queries import proposals

FOLLOW: Final = "placement.follow"


@transaction.atomic
def carry_out(order_id: str, *, by: Actor, at: datetime) -> str:
    """He was moved: write the movement, and have custody follow it. Returns the identifier of the event.

    Raises Cannot (done or cancelled, or he is no longer where the order takes him from), Hidden, Refused.
    """
    row = _open(order_id, Act.ORDER_CARRY_OUT, by=by)
    held = people.placed([row.person_id], by=by).get(row.person_id)
    if held is None or (held.establishment, held.wing) != (row.from_establishment, row.from_wing):
        raise Cannot("He is no longer where this order takes him from: cancel it and decide anew.")
    across = row.from_establishment not in ("", row.to_establishment)
    site = row.from_establishment if across else row.to_establishment
    movement = events.NewMovement(
        happened=events.Happened(site=site, occurred_at=at, level=Clearance(row.level)),
        person=PersonId(row.person_id),
        kind=_kind(row, across=across),
        from_establishment=row.from_establishment,
        to_establishment=row.to_establishment,
        to_wing=row.to_wing,
        to_cell=row.to_cell,
    )
    row.movement = events.add_movement(movement, by=by, at=at)
    row.state, row.done_by, row.done_at = OrderState.DONE.value, by.user, at
    row.save(update_fields=["movement", "state", "done_by", "done_at"])
    queue.configure_task(name=FOLLOW).defer(order_id=row.id)
    _record(Act.ORDER_CARRY_OUT, row, by=by, at=at)
    return row.movement


@transaction.atomic
def cancel_order(order_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """He is not to be moved after all, with a reason. Raises BadInput, Cannot, Hidden, Refused."""
    row = _open(order_id, Act.ORDER_CANCEL, by=by)
    row.state, row.cancelled_by, row.cancelled_at = OrderState.CANCELLED.value, by.user, at
    row.cancelled_why = words(why, what="Why it is cancelled")
    row.save(update_fields=["state", "cancelled_by", "cancelled_at", "cancelled_why"])
    _record(Act.ORDER_CANCEL, row, by=by, at=at)


@transaction.atomic
def follow(order_id: str, *, by: Actor, at: datetime) -> None:
    """Write where he is held since he was moved; the service does, for it belongs to both prisons. Twice is as once."""
    row = MovementOrder.objects.filter(pk=order_id, state=OrderState.DONE).select_for_update().first()
    if row is None or row.done_at is None:
        return
    held = people.placed([row.person_id], by=by)[row.person_id]
    if (held.establishment, held.wing, held.cell) == (row.to_establishment, row.to_wing, row.to_cell):
        return
    lasts = people.person(row.person_id, by=by).line.held
    to = people.Place(
        establishment=row.to_establishment,
        wing=row.to_wing,
        cell=row.to_cell,
        status=held.status,
        category=held.category,
        release_due=lasts.release_due if lasts else None,
    )
    people.move(PersonId(held.holder), to, since=row.done_at, by=by, at=at)


def _open(order_id: str, act: Act, *, by: Actor) -> MovementOrder:
    row = proposals.order_row(order_id, by=by)
    require(act, by, proposals.order_marking(row))
    if row.state == OrderState.DONE:
        raise Cannot("This move was carried out already.")
    if row.state == OrderState.CANCELLED:
        raise Cannot("This order was cancelled.")
    return row


def _kind(row: MovementOrder, *, across: bool) -> Move:
    if across:
        return Move.TRANSFER
    return Move.CELL if row.from_establishment else Move.RECEPTION


def _record(act: Act, row: MovementOrder, *, by: Actor, at: datetime) -> None:
    subjects = [f"order:{row.id}", f"person:{row.person_id}"]
    ledger.record(act, by=by, subjects=subjects, at=at, detail={"state": row.state})
