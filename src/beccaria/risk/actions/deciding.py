"""Decide on a finished assessment: a second person where one is needed, a band, a reason for another than proposed."""

from datetime import datetime

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.assessing import State, direction
from beccaria.core.instruments import Instrument
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.people import api as people
from beccaria.risk.actions.reviewing import next_due
from beccaria.risk.actions.taking_down import needed, words
from beccaria.risk.models import Assessment
from beccaria.risk.queries import instruments, seen


@transaction.atomic
def second(assessment_id: str, *, agrees: bool, said: str, by: Actor, at: datetime) -> None:
    """Say as second person whether one agrees; disagreement needs words. Raises BadInput, Cannot, Hidden, Refused."""
    row = _finished(assessment_id, by=by)
    require(Act.ASSESSMENT_COUNTERSIGN, by, seen.reached(row, by=by, author=row.assessor))
    if row.second_at:
        raise Cannot("A second person has looked at this already.")
    row.second_words = words(said) if agrees else needed(said, "Say in what you do not agree.")
    row.second_person, row.second_at, row.second_agrees = by.user, at, agrees
    row.save(update_fields=["second_person", "second_at", "second_agrees", "second_words"])
    _recorded(Act.ASSESSMENT_COUNTERSIGN, row, by=by, at=at, agrees=agrees)


@transaction.atomic
def decide(assessment_id: str, band: str, *, reason: str = "", by: Actor, at: datetime) -> None:
    """Decide on the band. What was decided of him by this instrument before ends.

    Another band than proposed needs a reason; so does any band when the second person does not agree. Raises
    BadInput, Cannot (not finished; a second person must look first), Hidden, Refused.
    """
    row = _finished(assessment_id, by=by)
    require(Act.ASSESSMENT_DECIDE, by, seen.reached(row, by=by))
    one = _instrument(row)
    may_decide(one, by=by)
    if band not in {each.name for each in one.bands}:
        raise BadInput(
            "There is no band “%(band)s”: choose %(choices)s.",
            band=band[:40],
            choices=", ".join(each.name for each in one.bands),
        )
    graver = max((band, row.proposed_band), key=one.place)
    if one.needs_second(graver) and not row.second_at:
        raise Cannot(
            "From “%(band)s” on a second person looks first: ask one who did not write it.",
            band=one.second_from,
        )
    way = direction(tuple(each.name for each in one.bands), row.proposed_band, band)
    row.override = way.value if way else ""
    row.override_reason = needed(reason, "You decide otherwise than proposed: say why.") if way else ""
    row.despite = ""
    if row.second_agrees is False:
        row.despite = needed(reason, "The second person does not agree: say why you decide so.")
    row.decided_band, row.decided_by, row.decided_at = band, by.user, at
    row.state, row.review_due = State.DECIDED, next_due(row, by=by, on=moments.day_of(at))
    _end_earlier(row, by=by, at=at)
    row.save()
    _recorded(Act.ASSESSMENT_DECIDE, row, by=by, at=at, override=row.override)


@transaction.atomic
def supersede(assessment_id: str, why: str, *, by: Actor, at: datetime) -> None:
    """Say that an assessment holds no longer, and why. Raises BadInput, Cannot, Hidden, Refused."""
    row = seen.assessment(assessment_id, by=by, lock=True)
    require(Act.ASSESSMENT_DECIDE, by, seen.reached(row, by=by))
    if row.state not in {State.RATED, State.DECIDED}:
        raise Cannot("Only an assessment that holds can be ended.")
    may_decide(_instrument(row), by=by)
    _ended(row, needed(why, "Say why it holds no longer."), at=at)
    _recorded(Act.ASSESSMENT_DECIDE, row, by=by, at=at, ended=True)


def may_decide(one: Instrument, *, by: Actor) -> None:
    """Refuse a duty that the instrument does not name as deciding."""
    if one.decided_by and by.duty is not Duty.SYSTEM and by.duty.value not in one.decided_by:
        raise Refused("This instrument is decided on by %(duties)s.", duties=", ".join(one.decided_by))


def _end_earlier(row: Assessment, *, by: Actor, at: datetime) -> None:
    """One decision a person and instrument holds: that of before ends with this one."""
    records = people.records_of(row.person_id, by)
    earlier = seen.assessments(by=by).filter(
        person__in=records, instrument=row.instrument, state=State.DECIDED
    )
    for one in earlier.exclude(pk=row.pk).select_for_update(of=("self",)):
        _ended(one, "Decided anew.", at=at)


def _ended(row: Assessment, why: str, *, at: datetime) -> None:
    row.state, row.superseded_at, row.superseded_why = State.SUPERSEDED, at, why
    row.save(update_fields=["state", "superseded_at", "superseded_why"])


def _finished(assessment_id: str, *, by: Actor) -> Assessment:
    row = seen.assessment(assessment_id, by=by, lock=True)
    if row.state == State.DRAFT:
        raise Cannot("This assessment is still being written: finish it first.")
    if row.state != State.RATED:
        raise Cannot("This assessment was decided or ended already: assess anew.")
    return row


def _instrument(row: Assessment) -> Instrument:
    return instruments.used(row.instrument, row.version)


def _recorded(act: Act, row: Assessment, *, by: Actor, at: datetime, **detail: str | bool) -> None:
    ledger.record(
        act,
        by=by,
        subjects=[f"assessment:{row.id}", f"person:{row.person_id}"],
        at=at,
        detail={"instrument": row.instrument, "version": row.version, **detail},
    )
