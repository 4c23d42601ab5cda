"""Measures over REST: those of a person or the register, one whole, proposing, deciding; doors, and who is alone."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from beccaria.access.api import answered, asked, idempotent, performs, show
from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.lib import batches
from beccaria.measures.actions import deciding, proposing
from beccaria.measures.actions.sending_doors import take_doors
from beccaria.measures.queries import isolation, reading
from beccaria.measures.queries import register as registering
from beccaria.measures.queries.register import Wanted
from beccaria.measures.queries.shapes import Line, Read
from beccaria.risk import api as risk

router = Router(tags=["measures"])
Answer = tuple[int, dict[str, Any]]


class FactIn(Schema):
    """One fact, as for a classification."""

    ground: str
    text: str
    observed: date
    judged: bool = False
    conduct: bool = False
    reference: str = ""


class MeasureIn(Schema):
    """A proposal. Moments carry their offset; `contact_hours` only of what keeps somebody apart."""

    person: str
    kind: str
    regime: str = ""
    what: str
    article: str
    office: str
    starts: AwareDatetime
    ends: AwareDatetime
    contact_hours: Decimal | None = None
    limit_told: str = ""
    remedy: str
    proportionate: str
    accountable: str
    necessary: str
    non_discriminatory: str
    alternatives: str
    told: str = ""
    not_told: bool = False
    facts: list[FactIn] = Field(default_factory=list)
    level: int = 0


class DecisionIn(Schema):
    """Yes or no, with reasons; the number of the named authority's decision where the law names one."""

    yes: bool
    answer: str
    authority_note: str = ""


@router.get("/measures")
@performs(Act.MEASURE_READ)
def measures(request: HttpRequest, person: str = "", kind: str = "") -> dict[str, Any]:
    """The measures of a person, newest first; without one the first that wait for the reader's decision.

    `more` says whether more of them wait than are told.
    """
    one, more = asked(request), False
    if person:
        found = reading.of_person(person, by=one.actor, at=one.at)
        show(request, f"person:{person}")
    else:
        waits = reading.waiting(by=one.actor, at=one.at, at_most=50)
        found, more = tuple(line for line, _person in waits), waits.more
    shown = [line for line in found if kind in ("", line.kind.value)]
    show(request, *(f"measure:{line.id}" for line in shown), *(f"person:{line.person}" for line in shown))
    return {"items": [told(line) for line in shown], "next": None, "more": more}


@router.get("/measures/register")
@performs(Act.MEASURE_REGISTER)
def register(request: HttpRequest, site: str = "", after: str = "") -> dict[str, Any]:
    """The register, for who decides and who oversees."""
    one = asked(request)
    found = registering.register(Wanted(site=site[:12]), by=one.actor, at=one.at, cursor=after or None)
    show(
        request,
        *(f"measure:{line.id}" for line in found.items),
        *(f"person:{line.person}" for line in found.items),
    )
    return {"items": [told(line) for line in found.items], "next": found.next}


@router.get("/measures/{measure_id}")
@performs(Act.MEASURE_READ)
def measure(request: HttpRequest, measure_id: str) -> dict[str, Any]:
    """One measure; its reasons only where they are the reader's."""
    one = asked(request)
    read = reading.measure(measure_id, by=one.actor, at=one.at)
    show(request, f"measure:{measure_id}", f"person:{read.line.person}")
    return whole(read)


@router.post("/measures", response={201: dict[str, Any]})
@performs(Act.MEASURE_PROPOSE)
@answered
@idempotent
def propose(request: HttpRequest, body: MeasureIn) -> Answer:
    """Propose a measure; nothing holds by it."""
    one = asked(request)
    given = body.dict()
    level, facts = given.pop("level"), given.pop("facts")
    if level not in set(Level):
        raise BadInput("A level is a number from 0 to 3.")
    new = proposing.NewMeasure(**given, level=Level(level), facts=[risk.NewFact(**fact) for fact in facts])
    made = proposing.propose(new, by=one.actor, at=one.at)
    return 201, whole(reading.measure(made, by=one.actor, at=one.at))


@router.post("/measures/{measure_id}/decision", response={201: dict[str, Any]})
@performs(Act.MEASURE_DECIDE)
@answered
@idempotent
def decide(request: HttpRequest, measure_id: str, body: DecisionIn) -> Answer:
    """Say yes or no, as first person or second."""
    one = asked(request)
    deciding.decide(measure_id, risk.Decided(**body.dict()), by=one.actor, at=one.at)
    return 201, whole(reading.measure(measure_id, by=one.actor, at=one.at))


@router.get("/persons/{person_id}/isolation")
@performs(Act.DOOR_READ)
def isolation_of(request: HttpRequest, person_id: str) -> dict[str, Any]:
    """How many days in a row somebody is alone, day by day, with the limit that holds."""
    one = asked(request)
    found = isolation.of_person(person_id, by=one.actor, at=one.at)
    show(request, f"person:{person_id}")
    return {
        "person": person_id,
        "days_in_a_row": found.counted,
        "limit_days": found.most,
        "limit_known": found.limit_known,
        "days_left": found.left,
        "days": [
            {
                "day": day.day.isoformat(),
                "hours_among_others": day.hours,
                "shown": day.shown.value,
                "apart": day.apart,
            }
            for day in found.days[-31:]
        ],
    }


@router.post("/doors", response={200: dict[str, Any]}, openapi_extra=batches.BODY)
@performs(Act.DOOR_LOAD)
@answered
@batches.sized
@idempotent
def doors(request: HttpRequest) -> Answer:
    """Take events of doors in: each row an object of columns, as in a file of doors; of the sender's prisons only.

    `each` says for every row, by its place, how it fared: taken, unchanged, corrected or rejected. A moment without its
    offset refuses the whole (422). At most 5,000 rows and 2 MB; more is answered 413.
    """
    one = asked(request)
    sent = batches.sent(request.body)
    found = take_doors(sent, by=one.actor, at=one.at)
    count = {how: found.count(how) for how in ("taken", "corrected", "rejected")}
    return 200, {
        "rows": len(sent.rows),
        "new": count["taken"],
        "corrected": count["corrected"],
        "unchanged": len(sent.rows) - sum(count.values()),
        "rejected": count["rejected"],
        "notes": list(found.notes),
        "each": batches.each_row(len(sent.rows), found.each),
    }


def told(line: Line) -> dict[str, Any]:
    """A measure in a list."""
    return {
        "id": line.id,
        "person": line.person,
        "kind": line.kind.value,
        "regime": line.regime or None,
        "what": line.what,
        "ground": line.article,
        "office": line.office,
        "standing": line.standing.value,
        "starts": line.starts_at.isoformat(),
        "ends": line.over_at.isoformat(),
        "review_due": line.review_due.isoformat(),
        "contact_hours": None if line.contact_hours is None else float(line.contact_hours),
        "isolates": line.isolates,
        "renews": line.renews,
        "alike": line.alike,
        "level": int(line.marking.level),
        "handling": sorted(line.marking.handling),
    }


def whole(read: Read) -> dict[str, Any]:
    """One measure with its reasons, or `reasons` null."""
    said = read.reasons
    reasons = said and {
        "necessary": said.necessary,
        "proportionate": said.proportionate,
        "alternatives": said.alternatives,
        "non_discriminatory": said.non_discriminatory,
        "accountable": said.accountable,
        "told": said.told,
        "facts": [
            {"ground": one.ground.value, "text": one.text, "observed": one.observed.isoformat()}
            for one in said.facts
        ],
    }
    return told(read.line) | {"remedy": read.remedy, "reasons": reasons}
