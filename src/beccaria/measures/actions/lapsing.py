"""What the service does by itself: write down what is over, tell who is alone for long, stop what may not go on.

Nothing waits for it: that a measure is over stands in its end, whoever reads it (core.measures.standing).
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.measures import State
from beccaria.ledger import api as ledger
from beccaria.lib.many import batches
from beccaria.measures.actions.deciding import end_row
from beccaria.measures.models import AlarmKind, IsolationAlarm, Measure
from beccaria.measures.queries import isolation
from beccaria.measures.queries.isolation import Clock
from beccaria.people.api import PersonShown

_SUBJECTS: Final = 200
STOPPED: Final = "He was alone for as many days in a row as may be."
_HERE: Final = "governor and head of intelligence of the prison"


@transaction.atomic
def lapse(*, by: Actor, at: datetime) -> int:
    """Write into the ledger which measures are over by their end, each once. Returns how many. Raises Refused."""
    require(Act.MEASURE_LAPSE, by)
    over = Measure.objects.filter(state=State.DECIDED, ends_at__lte=at, lapsed_at=None).select_for_update()
    found = list(over.order_by("ends_at", "id").values_list("pk", flat=True))
    for some in batches(found, _SUBJECTS):
        Measure.objects.filter(pk__in=some).update(lapsed_at=at)
        ledger.record(
            Act.MEASURE_LAPSE,
            by=by,
            subjects=[f"measure:{one}" for one in some],
            at=at,
            detail={"what": "over by its end"},
        )
    return len(found)


@transaction.atomic
def tell(*, by: Actor, at: datetime) -> int:
    """Tell, once a run, that the limit is near and that it is reached; then end what keeps him alone. Raises Refused.

    Returns how many alarms are new.
    """
    require(Act.MEASURE_LAPSE, by)
    told = 0
    for clock, person in isolation.running(by=by, at=at, doors=True):
        if clock.near:
            told += _alarm(clock, person, AlarmKind.NEAR, _HERE, by=by, at=at)
        if clock.reached:
            told += _alarm(clock, person, AlarmKind.STOP, _authority(clock, by=by), by=by, at=at)
        if clock.counted > clock.most:
            _stop(clock, by=by, at=at)
    return told


def _alarm(clock: Clock, person: PersonShown, kind: AlarmKind, told: str, *, by: Actor, at: datetime) -> int:
    run = clock.run
    if run is None:
        return 0
    made, new = IsolationAlarm.objects.get_or_create(
        person_id=person.id,
        first=run.first,
        kind=kind.value,
        defaults={
            "day": run.counted,
            "unknown": run.unknown,
            "told": told,
            "told_at": at,
            "site": clock.site,
            "level": person.level,
            "handling": list(person.handling),
        },
    )
    if new:
        ledger.record(
            Act.MEASURE_LAPSE,
            by=by,
            subjects=[f"person:{person.id}"],
            at=at,
            detail={"what": f"alone: {kind.value}", "day": made.day, "unknown": made.unknown},
        )
    return int(new)


def _authority(clock: Clock, *, by: Actor) -> str:
    """The authority that the newest measure names; where none does, the governor's own superiors."""
    rows = isolation.isolating(clock.person, by=by).order_by("-starts_at", "id")
    return rows.values_list("limit_told", flat=True).first() or "the authority above the governor"


def _stop(clock: Clock, *, by: Actor, at: datetime) -> None:
    """End every measure that by its own words keeps him alone; what promises more contact stands and is not kept."""
    rows = isolation.isolating(clock.person, by=by).filter(state=State.DECIDED, ends_at__gt=at)
    for row in rows.select_for_update(of=("self",)):
        end_row(row, why=STOPPED, by=by, at=at)
