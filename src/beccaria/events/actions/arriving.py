"""Hand those who arrived by an event to people, who find or make their records and compare them with all others."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection
from procrastinate.contrib.django import app as queue

from beccaria.core.actors import Actor
from beccaria.core.happenings import Direction
from beccaria.core.judging import Prompt
from beccaria.events.models import CallRequest, Payment, Visit
from beccaria.people import api as people

JOB: Final = "events.take_in"
_DESCRIBED: Final = """
UPDATE {table} event SET described_id = told.person
FROM unnest(%s::text[], %s::text[]) AS told(id, person) WHERE event.id = told.id
"""
VISIT, PAYMENT, CALL_REQUEST = "visit", "payment", "call_request"


def take_in_later(what: str, event_id: str) -> None:
    """Have the service take in who arrived by this event, once this transaction is done.

    By name: the job is a way in, above this module. It carries an identifier, for everybody can read the queue.
    """
    queue.configure_task(name=JOB).defer(what=what, event_id=event_id)


def take_in(what: str, event_ids: Sequence[str], *, by: Actor, at: datetime) -> None:
    """Take in who arrived by these events, in order of time. Twice is as once. Raises Refused."""
    model, arrived = _KINDS[what]
    rows = list(model.objects.filter(pk__in=event_ids).order_by("at", "id"))
    told = {row.pk: arrived(row) for row in rows if _is_outside(row)}
    records = people.arrive(told.values(), by=by, at=at)
    described = {
        row.pk: record
        for row in rows
        if row.pk in told
        and (record := records.get(told[row.pk].ref))
        and record not in {row.described_id, getattr(row, "visitor_id", None)}
    }
    if described:
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(_DESCRIBED.format(table=table), [list(described), list(described.values())])


def _is_outside(row: Any) -> bool:
    """What goes out of an account is spent by the prisoner himself."""
    return not (isinstance(row, Payment) and row.direction == Direction.OUT)


def _visit(row: Visit) -> people.Arrived:
    return people.Arrived(
        site=row.site or "",
        prompt=Prompt.VISIT,
        ref=f"visits:{row.key}",
        at=row.at,
        name=row.visitor_name,
        person=row.visitor_id,
        born=row.visitor_born,
        document=row.visitor_document,
        phone=row.visitor_phone,
        address=row.visitor_address,
    )


def _payment(row: Payment) -> people.Arrived:
    return people.Arrived(
        site=row.site or "",
        prompt=Prompt.PAYMENT,
        ref=f"payments:{row.key}",
        at=row.at,
        name=row.payer_name,
        address=row.payer_address,
        account=row.payer_account,
    )


def _call_request(row: CallRequest) -> people.Arrived:
    return people.Arrived(
        site=row.site or "",
        prompt=Prompt.CALL_REQUEST,
        ref=f"calls:{row.key}",
        at=row.at,
        name=row.contact_name,
        phone=row.number,
    )


_KINDS: Final[dict[str, tuple[Any, Callable[[Any], people.Arrived]]]] = {
    VISIT: (Visit, _visit),
    PAYMENT: (Payment, _payment),
    CALL_REQUEST: (CallRequest, _call_request),
}
