"""What matters for where somebody lives over REST: reading it, writing it down, and that it is over."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import AwareDatetime

from beccaria.access.api import answered, asked, idempotent, performs, show
from beccaria.core.acts import Act
from beccaria.core.circumstances import LAST, Need, Tie, Wait
from beccaria.core.refusal import BadInput, Hidden
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.placement.actions import waiting
from beccaria.placement.queries import weighed
from beccaria.placement.queries.weighed import Matters

router = Router(tags=["placement"])
Answer = tuple[int, dict[str, Any]]
Choice = TypeVar("Choice", bound=StrEnum)
_ENDS: Final[dict[str, Callable[..., str]]] = {
    "homes": people.end_home,
    "needs": people.end_need,
    "hearings": events.call_off_hearing,
    "waiting": waiting.end_waiting,
}


class HomeIn(Schema):
    """Who keeps the family tie, and in which town; a point where the estate does not know the town."""

    tie: str
    town: str
    latitude: float | None = None
    longitude: float | None = None


class NeedIn(Schema):
    """What the place must have, and the last day on which he needs it."""

    need: str
    until: date | None = None


class HearingIn(Schema):
    """When he must appear before which court. The moment carries its offset."""

    at: AwareDatetime
    court: str
    town: str = ""


class WaitingIn(Schema):
    """What he waits for; 1 is the most urgent, 5 the least."""

    kind: str
    name: str
    priority: int = LAST


@router.get("/persons/{person_id}/matters")
@performs(Act.CIRCUMSTANCE_READ)
def matters(request: HttpRequest, person_id: str) -> dict[str, Any]:
    """What matters for where somebody lives."""
    by, at = asked(request).actor, asked(request).at
    if not people.records_of(person_id, by):
        raise Hidden("There is no such person, or he is not yours to see.")
    known = weighed.matters([person_id], by=by, at=at)[person_id]
    show(request, f"person:{person_id}")
    return _told(person_id, known)


@router.post("/persons/{person_id}/homes", response={201: dict[str, Any]})
@performs(Act.CIRCUMSTANCE_WRITE)
@answered
@idempotent
def home(request: HttpRequest, person_id: str, body: HomeIn) -> Answer:
    """Write down who keeps the family tie, and where; what held before ends."""
    new = people.NewHome(person=person_id, **(body.dict() | {"tie": _one_of(Tie, body.tie)}))
    return _made(request, people.write_home, new)


@router.post("/persons/{person_id}/needs", response={201: dict[str, Any]})
@performs(Act.CIRCUMSTANCE_WRITE)
@answered
@idempotent
def need(request: HttpRequest, person_id: str, body: NeedIn) -> Answer:
    """Write down what he needs where he lives."""
    new = people.NewNeed(person=person_id, need=_one_of(Need, body.need), until=body.until)
    return _made(request, people.write_need, new)


@router.post("/persons/{person_id}/hearings", response={201: dict[str, Any]})
@performs(Act.CIRCUMSTANCE_WRITE)
@answered
@idempotent
def hearing(request: HttpRequest, person_id: str, body: HearingIn) -> Answer:
    """Write down a hearing."""
    return _made(request, events.write_hearing, events.NewHearing(person=person_id, **body.dict()))


@router.post("/persons/{person_id}/waiting", response={201: dict[str, Any]})
@performs(Act.CIRCUMSTANCE_WRITE)
@answered
@idempotent
def wait(request: HttpRequest, person_id: str, body: WaitingIn) -> Answer:
    """Put him on a waiting list."""
    given = body.dict() | {"kind": _one_of(Wait, body.kind)}
    return _made(request, waiting.write_waiting, waiting.NewWaiting(person=person_id, **given))


@router.post("/matters/{kind}/{record_id}/end", response={201: dict[str, Any]})
@performs(Act.CIRCUMSTANCE_WRITE)
@answered
@idempotent
def end(request: HttpRequest, kind: str, record_id: str) -> Answer:
    """It no longer holds; `kind` is homes, needs, hearings or waiting."""
    if kind not in _ENDS:
        raise BadInput("What ends is one of %(choices)s.", choices=", ".join(_ENDS))
    _ENDS[kind](record_id, by=asked(request).actor, at=asked(request).at)
    return 201, {"id": record_id, "state": "ended"}


def _made(request: HttpRequest, act: Callable[..., str], new: object) -> Answer:
    return 201, {"id": act(new, by=asked(request).actor, at=asked(request).at)}


def _one_of(kind: type[Choice], said: str) -> Choice:
    try:
        return kind(said)
    except ValueError:
        raise BadInput(
            "%(said)s is not one of %(choices)s.", said=said[:40], choices=", ".join(kind)
        ) from None


def _told(person_id: str, known: Matters) -> dict[str, Any]:
    home = known.home
    marks = known.markings
    return {
        "person": person_id,
        "home": home and {"id": home.id, "tie": home.tie.value, "town": home.town},
        "needs": [
            {"id": one.id, "need": one.need.value, "over_from": one.over_from and one.over_from.isoformat()}
            for one in known.needs
        ],
        "hearings": [
            {"id": one.id, "at": one.at.isoformat(), "court": one.court, "town": one.town or None}
            for one in known.hearings
        ],
        "waiting": [
            {"id": one.id, "kind": one.kind.value, "name": one.name, "priority": one.priority}
            for one in known.waits
        ],
        "languages": [one.name for one in known.languages],
        "level": max((int(one.level) for one in marks), default=0),
        "handling": sorted({code for one in marks for code in one.handling}),
    }
