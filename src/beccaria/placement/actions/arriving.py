"""Clear what must be cleared within the hour after an arrival, and tell the governor of what was not."""

from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.escorts import AHEAD, CLEAR_WITHIN, ESCALATE_AFTER, Clear
from beccaria.core.markings import Marking
from beccaria.core.placement import EscortState, OrderState
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.placement.models import ArrivalTold, Cleared, Escort, MovementOrder
from beccaria.placement.queries import arrivals as queries

_LONG: Final = 2000
# What lies longer back than this was cleared by talking; nobody is told of it after a week without service.
_LOOKS_BACK: Final = timedelta(days=7)


@transaction.atomic
def clear(order_id: str, what: Clear, *, said: str = "", by: Actor, at: datetime) -> None:
    """Say that one thing is cleared: whoever signs in is who saw to it. Raises BadInput, Cannot, Hidden, Refused."""
    row = queries.order_row(order_id)
    require(Act.ARRIVAL_CLEAR, by, Marking(site=row.to_establishment, level=row.marking.level))
    if row.state != OrderState.DONE:
        raise Cannot("He has not arrived: the order to move him is not carried out.")
    blocking = queries.together(row.id, by=by, at=at) if what is Clear.KEEP_APART else ()
    if blocking:
        raise Cannot("He is with somebody from whom he is kept apart: separate them first, then clear it.")
    try:
        with transaction.atomic():
            Cleared.objects.create(
                order=row,
                what=what.value,
                words=words(said, what="What you write", longest=_LONG, empty=True),
                cleared_by=by.user,
                cleared_at=at,
            )
    except IntegrityError:
        raise Cannot("Somebody cleared this already.") from None
    subjects = [f"order:{row.id}", f"person:{row.person_id}"]
    ledger.record(Act.ARRIVAL_CLEAR, by=by, subjects=subjects, at=at, detail={"what": what.value})


@transaction.atomic
def tell_of_uncleared(*, by: Actor, at: datetime) -> int:
    """Keep, once for each arrival, that the governor was told that its hour is over. Raises Refused."""
    require(Act.ARRIVAL_ESCALATE, by)
    late = MovementOrder.objects.filter(
        state=OrderState.DONE.value,
        done_at__lt=at - CLEAR_WITHIN,
        done_at__gt=at - _LOOKS_BACK,
        arrival_told=None,
    )
    told = 0
    for row in late.select_for_update(of=("self",)):
        if len(set(row.cleared.values_list("what", flat=True))) < len(Clear):
            ArrivalTold.objects.create(order=row, told_at=at)
            subjects = [f"order:{row.id}", f"person:{row.person_id}"]
            ledger.record(Act.ARRIVAL_ESCALATE, by=by, subjects=subjects, at=at)
            told += 1
    return told


@transaction.atomic
def tell_of_unanswered(*, by: Actor, at: datetime) -> int:
    """Keep, once for each handover, that nobody has acknowledged it in time. Raises Refused."""
    require(Act.ESCORT_ESCALATE, by)
    late = Escort.objects.filter(
        Q(sent_at__lt=at - ESCALATE_AFTER) | Q(starts__lt=at + AHEAD),
        state=EscortState.SENT.value,
        told_at=None,
    )
    told = 0
    for row in late.select_for_update(of=("self",)):
        row.told_at = at
        row.save(update_fields=["told_at"])
        subjects = [f"escort:{row.id}", f"person:{row.person_id}"]
        ledger.record(Act.ESCORT_ESCALATE, by=by, subjects=subjects, at=at)
        told += 1
    return told


def what_of(said: str) -> Clear:
    """The thing to be cleared, by its word. Raises BadInput."""
    try:
        return Clear(said)
    except ValueError:
        raise BadInput("Choose what is cleared from the list.") from None
