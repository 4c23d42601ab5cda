"""Write an escort pack, hand it over before anybody leaves, acknowledge it there, sign it when nothing is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.escorts import Equipment, EscortLevel, Why, missing
from beccaria.core.handling import HELD_BACK
from beccaria.core.kept import as_kept
from beccaria.core.markings import Marking, columns
from beccaria.core.placement import EscortState, OrderState
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import Escort, EscortRoute, MovementOrder
from beccaria.placement.queries import escorts as queries
from beccaria.placement.queries import known, near
from beccaria.placement.queries.handing import sentences
from beccaria.places import api as places

_SHORT: Final = 200
_LONG: Final = 2000
_MOST_HOURS: Final = 240
_MOST_OFFICERS: Final = 50
_MOST_ROUTES: Final = 6
_AHEAD: Final = timedelta(days=31)
_OPEN: Final = (EscortState.DRAFT, EscortState.SENT, EscortState.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoute:
    """A way that may be driven: its name, how long it takes, what is on it."""

    name: str
    minutes: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What can be planned anew until it is signed. `hours` is the whole journey with the stay."""

    starts: datetime
    hours: float
    level: EscortLevel
    officers: int
    equipment: Iterable[Equipment]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEscort:
    """A pack: whom, why, where to, by which ways, and what whoever writes it knows beside what is decided of him.

    `to_establishment` is the code of the prison that receives him; empty for a hospital or a court.
    """

    person: str
    why: Why
    goal: str
    to_establishment: str
    planned: Planned
    routes: Sequence[NewRoute]
    order: str = ""
    help_outside: bool = False
    tried: bool = False
    near: int = 0
    rests_on: str = ""
    notes: str = ""


@transaction.atomic
def write_escort(new: NewEscort, *, by: Actor, at: datetime) -> str:
    """Write a pack and return its identifier. Nobody leaves by it. Raises BadInput, Hidden, Refused."""
    line = people.named([new.person], by=by).get(new.person) if new.person else None
    if line is None:
        raise Hidden("There is no such person, or he is not yours to see.")
    judged = known.judged(line.id, by=by, at=at)
    site = line.held.establishment if line.held else line.site
    goal = words(new.goal, what="Where he is taken", longest=_SHORT)
    _check(new, site=site, at=at, by=by)
    close = near.near(line.id, [goal, *(one.name for one in new.routes)], by=by, at=at)
    marking = _marking(site, line, judged, close)
    require(Act.ESCORT_WRITE, by, marking)
    row = Escort.objects.create(
        person_id=line.id,
        who=" · ".join(part for part in (line.name, line.number) if part),
        told=[as_kept(one) for one in sentences(judged, near=len(close))],
        order_id=_order(new, line, by=by),
        why=new.why.value,
        goal=goal,
        to_establishment=new.to_establishment,
        help_outside=new.help_outside,
        tried=new.tried or judged.tried,
        near=max(new.near, len(close)),
        rests_on=words(new.rests_on, what="What it rests on", longest=_LONG, empty=True),
        notes=words(new.notes, what="The notes", longest=_LONG, empty=True),
        written_by=by.user,
        written_at=at,
        **_planned(new.planned),
        **columns(marking),
    )
    _write_routes(row, new.routes)
    _record(Act.ESCORT_WRITE, row, "written", by=by, at=at)
    return row.id


@transaction.atomic
def plan_anew(escort_id: str, planned: Planned, *, by: Actor, at: datetime) -> None:
    """Plan it otherwise. Who had it must get it again, and acknowledge it again. Raises BadInput, Cannot, Refused."""
    row = _row(escort_id, by=by)
    require(Act.ESCORT_WRITE, by, row.marking)
    _still_open(row)
    _check_plan(planned, at=at)
    for name, value in _planned(planned).items():
        setattr(row, name, value)
    row.state, row.sent_by, row.sent_at, row.told_at = EscortState.DRAFT.value, "", None, None
    row.acknowledged_by, row.acknowledged_as, row.acknowledged_at = "", "", None
    row.acknowledged_words = ""
    row.save()
    _record(Act.ESCORT_WRITE, row, "planned anew", by=by, at=at)


@transaction.atomic
def send_handover(escort_id: str, *, by: Actor, at: datetime) -> None:
    """Hand the pack over to where he goes, before he goes. Raises Cannot, Hidden, Refused."""
    row = _row(escort_id, by=by)
    require(Act.ESCORT_WRITE, by, row.marking)
    _still_open(row)
    if row.sent_at is not None:
        raise Cannot("It was handed over already.")
    if row.to_establishment and set(row.handling) & set(HELD_BACK):
        raise Cannot(
            "What this rests on must not leave its prison: ask its originator, then write the pack anew."
        )
    row.sent_by, row.sent_at, row.state = by.user, at, EscortState.SENT.value
    row.save(update_fields=["sent_by", "sent_at", "state"])
    _record(Act.ESCORT_WRITE, row, "handed over", by=by, at=at)


@transaction.atomic
def acknowledge_handover(escort_id: str, *, said: str, by: Actor, at: datetime) -> None:
    """Say, where he goes, who receives him and how. Where no prison of this service receives him, a colleague of the
    writer's says whom he told there. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = _row(escort_id, by=by)
    if row.to_establishment:
        require(Act.ESCORT_ACKNOWLEDGE, by, queries.reached(row))
    else:
        require(Act.ESCORT_WRITE, by, row.marking)
    if row.state != EscortState.SENT:
        raise Cannot("There is no handover to acknowledge: it was not sent, or somebody has.")
    if by.user == row.written_by:
        raise Cannot("You wrote this pack: somebody else acknowledges it.")
    row.acknowledged_words = words(said, what="Who receives him, and how", longest=_LONG)
    row.acknowledged_by, row.acknowledged_as, row.acknowledged_at = by.user, by.duty.value, at
    row.state = EscortState.ACKNOWLEDGED.value
    row.save()
    _record(Act.ESCORT_ACKNOWLEDGE, row, "acknowledged", by=by, at=at)


@transaction.atomic
def sign_escort(escort_id: str, *, by: Actor, at: datetime) -> None:
    """Answer for it: now he may be taken out. Refused while anything is missing, whoever asks.

    What is known of him is looked up anew, so that a pack of yesterday is not signed on what was known yesterday.
    Raises Cannot, Hidden, Refused.
    """
    row = _row(escort_id, by=by)
    require(Act.ESCORT_SIGN, by, row.marking)
    _still_open(row)
    if by.user in (row.written_by, row.acknowledged_by):
        raise Cannot("You wrote or acknowledged this pack: somebody else signs it.")
    read = queries.escort(escort_id, by=by)
    close = near.near(row.person_id, [read.goal, *(way.name for way in read.routes)], by=by, at=at)
    now = replace(read, near=max(read.near, len(close)))
    lacking = missing(read.pack, now.known(known.judged(row.person_id, by=by, at=at)), at=at)
    if lacking:
        raise Cannot("It cannot be signed yet. %(why)s", why=lacking[0])
    row.signed_by, row.signed_at, row.state = by.user, at, EscortState.SIGNED.value
    row.save(update_fields=["signed_by", "signed_at", "state"])
    _record(Act.ESCORT_SIGN, row, "signed", by=by, at=at)


@transaction.atomic
def end_escort(escort_id: str, *, over: bool, why: str, by: Actor, at: datetime) -> None:
    """He is there, or it will not be; with words. Raises BadInput, Cannot, Hidden, Refused."""
    row = _row(escort_id, by=by)
    require(Act.ESCORT_WRITE, by, row.marking)
    if row.ended_at is not None:
        raise Cannot("This escort is over already.")
    if over and row.state != EscortState.SIGNED:
        raise Cannot("It was never signed: nobody may have left by it. Cancel it, and say what happened.")
    row.state = (EscortState.OVER if over else EscortState.CANCELLED).value
    row.ended_by, row.ended_at = by.user, at
    row.ended_why = words(why, what="What happened", longest=_LONG)
    row.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
    _record(Act.ESCORT_WRITE, row, row.state, by=by, at=at)


def _row(escort_id: str, *, by: Actor) -> Escort:
    return queries.row_of(escort_id, by=by, lock=True)


def _still_open(row: Escort) -> None:
    if row.state not in {one.value for one in _OPEN}:
        raise Cannot("This pack is signed or over: write a new one.")


def _check(new: NewEscort, *, site: str | None, at: datetime, by: Actor) -> None:
    if new.to_establishment and new.to_establishment not in places.codes(by=by):
        raise BadInput("There is no establishment with the code %(code)s.", code=new.to_establishment)
    if new.to_establishment and new.to_establishment == site:
        raise BadInput("He is there already: an escort leads out of his prison.")
    if new.why is Why.TRANSFER and not new.to_establishment:
        raise BadInput("A transfer goes to a prison: say to which.")
    if not 1 <= len(new.routes) <= _MOST_ROUTES:
        raise BadInput(
            "Write down from one to %(most)s ways, two at least before it is signed.", most=_MOST_ROUTES
        )
    if any(one.minutes < 1 for one in new.routes):
        raise BadInput("A way takes a minute or more: write how long it takes.")
    if (new.help_outside or new.near or new.tried) and not new.rests_on.strip():
        raise BadInput("Say who or what tells of help outside, of people near or of an escape.")
    _check_plan(new.planned, at=at)


def _check_plan(planned: Planned, *, at: datetime) -> None:
    if not at <= planned.starts <= at + _AHEAD:
        raise BadInput("The start must lie in the next 31 days.")
    if not 0 < planned.hours <= _MOST_HOURS:
        raise BadInput("Write how many hours it takes, up to %(most)s.", most=_MOST_HOURS)
    if not 1 <= planned.officers <= _MOST_OFFICERS:
        raise BadInput("Write how many officers go along, from 1 to %(most)s.", most=_MOST_OFFICERS)


def _order(new: NewEscort, line: PersonShown, *, by: Actor) -> str | None:
    """The order to move that this carries out, if one is named. Raises BadInput."""
    if not new.order:
        return None
    row = MovementOrder.objects.filter(pk=new.order, state=OrderState.ORDERED.value).first()
    if row is None or row.person_id not in people.records_of(line.id, by):
        raise BadInput("There is no open order to move him with this identifier.")
    return row.id


def _marking(
    site: str | None, line: PersonShown, judged: known.Judged, close: Sequence[near.Associate]
) -> Marking:
    """As strict as everything it says (rule 2)."""
    level = max(Level.RESTRICTED, line.level, judged.level, *(one.level for one in close))
    codes = {*line.handling, *judged.handling, *(code for one in close for code in one.handling)}
    return Marking(site=site, level=Level(level), handling=frozenset(codes))


def _planned(planned: Planned) -> dict[str, Any]:
    return {
        "starts": planned.starts,
        "hours": planned.hours,
        "escort_level": int(planned.level),
        "officers": planned.officers,
        "equipment": sorted(one.value for one in planned.equipment),
    }


def _write_routes(row: Escort, routes: Sequence[NewRoute]) -> None:
    EscortRoute.objects.bulk_create(
        EscortRoute(
            escort=row,
            number=number,
            name=words(one.name, what="The name of a way", longest=_SHORT),
            minutes=one.minutes,
            words=words(one.words, what="What is on a way", longest=_LONG, empty=True),
        )
        for number, one in enumerate(routes, start=1)
    )


def _record(act: Act, row: Escort, outcome: str, *, by: Actor, at: datetime) -> None:
    subjects = [f"escort:{row.id}", f"person:{row.person_id}"]
    ledger.record(act, by=by, subjects=subjects, at=at, detail={"came_to": outcome})
