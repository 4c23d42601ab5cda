"""Take in, in order of time and in helpings, everybody who arrived by the rows of one load."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from beccaria.core.actors import Actor
from beccaria.events.actions.arriving import PAYMENT, VISIT, take_in
from beccaria.lib.staging import learn, rows

_BATCH = 5_000
_PEOPLE = ("people_person", "people_identity", "people_personkey", "people_judgement", "people_appearance")
# A row that a later load corrects is taken in again when it now describes somebody else: his record is another.
_LOADED = """
SELECT event.id FROM incoming
JOIN {table} event ON event.source = 'register' AND event.key = incoming.{key}
WHERE {wanted} ORDER BY event.at, event.id
"""
_VISITS = _LOADED.format(table="events_visit", key="visit_id", wanted="true")
_PAYMENTS = _LOADED.format(table="events_payment", key="payment_id", wanted="event.direction = 'in'")


def _take_in(what: str, loaded: str, *, by: Actor, at: datetime) -> None:
    learn("events_visit", "events_payment", *_PEOPLE)
    ids = [row[0] for row in rows(loaded)]
    for start in range(0, len(ids), _BATCH):
        take_in(what, ids[start : start + _BATCH], by=by, at=at)


TAKE_IN: Final[dict[str, Callable[..., None]]] = {
    "visits": partial(_take_in, VISIT, _VISITS),
    "payments": partial(_take_in, PAYMENT, _PAYMENTS),
}
