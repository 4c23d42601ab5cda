"""Make something of an alert: a report, a warning, a task, a review of somebody's risk. A person decides each.

What is made inherits how the alert must be handled, or is not made. An alert of a compartment stays in it.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from beccaria.access.api import may_go
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.alerts import Answer, Becomes
from beccaria.core.handling import Audience, from_codes, why_not_given_to
from beccaria.core.refusal import Cannot, Hidden
from beccaria.detection.actions.answering import answer, at_desk
from beccaria.detection.models import Alert, AlertPerson, Outcome, ReviewAsked
from beccaria.detection.queries.alerts import one_alert
from beccaria.detection.queries.standing import desk
from beccaria.ledger import api as ledger
from beccaria.people import api as people
from beccaria.reports import api as reports
from beccaria.warnings import api as warnings
from beccaria.warnings.api import NewWarning


@transaction.atomic
def become_report(alert_id: str, *, text: str, by: Actor, at: datetime) -> str:
    """Write down in one's own words what the alert shows, and open a report of it. Returns the report's identifier.

    Somebody else grades it, as with every observation. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = _usable(alert_id, by=by)
    _no_stricter_than_usual(row)
    site = desk(row, by=by)
    seen = people.named(row.people.filter(may_go(by)).values_list("person_id", flat=True), by=by)
    named = [key for key, one in seen.items() if one.site == site]
    taken = reports.submit_observation(text=text, occurred_at=at, by=by, at=at, people=named, site=site)
    made = reports.open_report(observation_ids=[taken.id], by=by, at=at)
    return _became(row, Becomes.REPORT, f"report:{made}", by=by, at=at)


@transaction.atomic
def become_task(
    alert_id: str, *, text: str, due_at: datetime, given_to: str = "", by: Actor, at: datetime
) -> str:
    """Give somebody in the unit something to do about it. Raises BadInput, Cannot, Hidden, Refused."""
    row = _usable(alert_id, by=by)
    _no_stricter_than_usual(row)
    made = reports.set_task(text=text, due_at=due_at, given_to=given_to, site=desk(row, by=by), by=by, at=at)
    return _became(row, Becomes.TASK, f"task:{made}", by=by, at=at)


@transaction.atomic
def become_warning(alert_id: str, new: Callable[[Level], NewWarning], *, by: Actor, at: datetime) -> str:
    """Warn other prisons, in one's own words, at the alert's level or above. Returns the warning's identifier.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = _usable(alert_id, by=by)
    handling = from_codes(row.handling)
    if why := why_not_given_to(handling, Audience.OTHER_PRISON, sanitised=True, originator_agrees=False):
        raise Cannot(why)
    if row.handling:
        raise Cannot(
            "This rests on something with handling conditions: write the warning yourself, from that record."
        )
    made = warnings.write(new(Level(row.level)), by=by, at=at)
    return _became(row, Becomes.WARNING, f"warning:{made.id}", by=by, at=at)


@transaction.atomic
def become_review(alert_id: str, person_id: str, *, by: Actor, at: datetime) -> str:
    """Ask that somebody named in it be assessed anew: who judges risk is told by the database (ADR 0015).

    Raises Cannot, Hidden, Refused.
    """
    row = _usable(alert_id, by=by)
    named = AlertPerson.objects.filter(may_go(by), alert=row, person_id=person_id)
    if not named.exists() or not people.is_known(person_id, by=by):
        raise Hidden("There is no such record, or it is not yours to see.")
    ReviewAsked.objects.create(person_id=person_id, by=by.user, at=at, **at_desk(row, by=by))
    return _became(row, Becomes.REVIEW, f"person:{person_id}", by=by, at=at, person=person_id)


def _usable(alert_id: str, *, by: Actor) -> Alert:
    row = one_alert(alert_id, by=by)
    if row.compartments:
        raise Cannot("This alert stays in its compartment: work on it there.")
    return row


def _no_stricter_than_usual(row: Alert) -> None:
    if row.level > Level.RESTRICTED or row.handling:
        raise Cannot(
            "This rests on something that is handled more strictly: open the report or the task from that record."
        )


def _became(
    row: Alert, became: Becomes, reference: str, *, by: Actor, at: datetime, person: str | None = None
) -> str:
    answer(row.id, Answer.WORTH_WORK, by=by, at=at)
    marked = at_desk(row, by=by)
    Outcome.objects.create(
        alert=row, became=became.value, reference=reference, person_id=person, by=by.user, at=at, **marked
    )
    ledger.record(
        Act.ALERT_TRIAGE,
        by=by,
        subjects=[f"alert:{row.id}", reference],
        at=at,
        detail={"became": became.value},
    )
    return reference.partition(":")[2]
