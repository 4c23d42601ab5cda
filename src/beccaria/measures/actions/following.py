"""What follows a measure: a look at health, contact that somebody states, a contest and its answer."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.clocks import COUNTS, Company, Way
from beccaria.core.clocks.doors import LONGEST_OUT
from beccaria.core.ids import new_id
from beccaria.core.letters import ANSWER_WITHIN
from beccaria.core.markings import Marking, columns
from beccaria.core.measures import Standing
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.measures.actions.proposing import SHORT
from beccaria.measures.models import DoorEvent, Fit, HealthCheck, Measure, MeasureContest
from beccaria.measures.models.doors import STATED
from beccaria.measures.queries import reading, seen
from beccaria.measures.queries.shapes import Line
from beccaria.people import api as people

STATE_WITHIN: Final = timedelta(days=3)
"""How long after it happened contact may be stated: later nobody remembers, and a clock could be turned back."""


@transaction.atomic
def check_health(
    measure_id: str, *, fit: str, by_whom: str, seen_at: datetime, change: str = "", by: Actor, at: datetime
) -> str:
    """Write down that somebody of the health service saw him, and whether the measure may go on; nothing of illness.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = seen.measure(measure_id, by=by)
    require(Act.MEASURE_CHECK, by, seen.reached(row))
    if Line.of(row, at=at).standing is not Standing.IN_FORCE:
        raise Cannot("It is not in force: there is nothing to look at.")
    if fit not in set(Fit):
        raise BadInput("Say whether it may go on: yes, changed or no.")
    if not row.starts_at <= seen_at <= at:
        raise BadInput("The look at health lies outside the measure: write the moment he was seen.")
    made = HealthCheck.objects.create(
        measure=row,
        seen_at=seen_at,
        fit=fit,
        by_whom=words(by_whom, what="The profession of who saw him", longest=SHORT),
        change=words(change, what="What must change", longest=SHORT, empty=fit != Fit.CHANGED),
        recorded_by=by.user,
        recorded_at=at,
    )
    _record(Act.MEASURE_CHECK, row, "checked", by=by, at=at)
    return made.id


@transaction.atomic
def state_contact(
    person_id: str, *, starts: datetime, ends: datetime, company: str, by: Actor, at: datetime
) -> None:
    """State in one's own name that he was among others from then until then. It is never changed.

    Raises BadInput, Hidden, Refused.
    """
    person = people.named([person_id], by=by).get(person_id)
    if person is None:
        raise BadInput("This person is not found: choose him from the list.")
    marking = Marking(site=person.site, level=Level(person.level), handling=frozenset(person.handling))
    require(Act.DOOR_STATE, by, marking)
    if company not in COUNTS:
        raise BadInput("This is no contact with others: choose what he did with them.")
    if ends <= starts:
        raise BadInput("It would end before it begins: correct one of the two moments.")
    if ends > at:
        raise BadInput("It lies in the future: state contact once it was.")
    if ends - starts > LONGEST_OUT:
        raise BadInput(
            "Nobody is out of his cell for longer than 16 hours: write one time out after another."
        )
    if at - starts > STATE_WITHIN:
        raise BadInput("It is more than 3 days ago: what the doors recorded then stands.")
    key = new_id()
    for way, moment in ((Way.OUT, starts), (Way.BACK, ends)):
        DoorEvent.objects.create(
            source=STATED,
            key=f"{key}:{way.value}",
            person_id=person.id,
            at=moment,
            way=way.value,
            company=Company(company).value,
            stated_by=by.user,
            recorded_at=at,
            **columns(marking),
        )
    ledger.record(
        Act.DOOR_STATE,
        by=by,
        subjects=[f"person:{person.id}"],
        at=at,
        detail={"minutes": int((ends - starts) / timedelta(minutes=1)), "day": day_of(starts).isoformat()},
    )


@transaction.atomic
def contest(measure_id: str, *, raised_for: str, text: str, by: Actor, at: datetime) -> str:
    """Take down what the person says against a measure; answered within 28 days. Raises BadInput, Cannot, Hidden."""
    row = seen.measure(measure_id, by=by)
    require(Act.MEASURE_CONTEST, by, seen.reached(row))
    if row.in_force_at is None:
        raise Cannot("Nothing is decided yet: there is nothing to contest.")
    made = MeasureContest.objects.create(
        measure=row,
        raised_for=words(raised_for, what="Who contests it", longest=SHORT),
        text=words(text, what="What he says"),
        decided_by=row.decided_by,
        received_by=by.user,
        received_at=at,
        due=day_of(at + ANSWER_WITHIN),
        **columns(row.marking),
    )
    _record(Act.MEASURE_CONTEST, row, "contested", by=by, at=at)
    return made.id


@transaction.atomic
def answer(contest_id: str, *, upheld: bool, text: str, by: Actor, at: datetime) -> str:
    """Answer a contest with reasons; what is upheld is to be looked at again at once. Returns the measure.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = seen.contest(contest_id, by=by, lock=True)
    if row.answered_at:
        raise Cannot("This contest is answered already.")
    if why := reading.why_not_answered(row, by=by):
        raise Refused(why)
    row.upheld, row.answer = upheld, words(text, what="The answer")
    row.answered_by, row.answered_at = by.user, at
    row.save(update_fields=["upheld", "answer", "answered_by", "answered_at"])
    whole = row.measure
    if upheld and Line.of(whole, at=at).holds and whole.review_due > at:
        Measure.objects.filter(pk=whole.id).update(review_due=at)
    _record(Act.MEASURE_ANSWER, whole, "upheld" if upheld else "not upheld", by=by, at=at)
    return whole.id


def _record(act: Act, row: Measure, what: str, *, by: Actor, at: datetime) -> None:
    ledger.record(
        act, by=by, subjects=[f"measure:{row.id}", f"person:{row.person_id}"], at=at, detail={"what": what}
    )
