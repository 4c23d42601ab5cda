"""Find measures for somebody: what he may not see raises the same Hidden as what never was."""

from django.db.models import QuerySet

from beccaria.access.api import may_go, only, require
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.measures.models import ContactAsked, DoorEvent, Measure, MeasureContest, Reasons
from beccaria.people import api as people


def measures(*, by: Actor) -> QuerySet[Measure]:
    """Measures the reader may see, of people he may see: the join drops the others.

    The service itself sees all: no day alone is lost to its clock because a record must not leave its prison.
    """
    rows = Measure.objects.filter(person__recorded_at__isnull=False).select_related("person")
    return rows if by.duty is Duty.SYSTEM else rows.filter(may_go(by))


def measure(measure_id: str, *, by: Actor, lock: bool = False) -> Measure:
    """One of them. Raises Hidden."""
    rows = measures(by=by).filter(pk=measure_id)
    return only(rows.select_for_update(of=("self",)) if lock else rows)


def records(person_id: str, *, by: Actor) -> tuple[str, ...]:
    """Every record of one person that the reader may see. Raises Hidden."""
    found = people.records_of(person_id, by)
    if not found:
        raise Hidden("There is no such person, or he is not yours to see.")
    return found


def reached(row: Measure | DoorEvent | ContactAsked) -> Marking:
    """Its marking: it follows its person to the prison that holds him now, unless handling keeps it."""
    held = frozenset({row.person.site} if row.person.site else ())
    kept_here = set(row.handling) & set(HELD_BACK)
    return row.marking_for(reaches=frozenset() if kept_here else held)


def reasons(row: Measure, *, by: Actor) -> Reasons | None:
    """Why it was decided; None where that is not the reader's to see, as if it were written nowhere."""
    return Reasons.objects.filter(may_go(by), measure_id=row.id).first()


def contest(contest_id: str, *, by: Actor, lock: bool = False) -> MeasureContest:
    """A contest of a measure the reader may see. Raises Hidden, Refused."""
    rows = MeasureContest.objects.filter(pk=contest_id).select_related("measure__person")
    found = only(rows.select_for_update(of=("self",)) if lock else rows)
    require(Act.MEASURE_CONTEST, by, reached(found.measure))
    return found


def contact(contact_id: str, *, by: Actor, lock: bool = False) -> ContactAsked:
    """Somebody whom a prisoner asks to meet. Raises Hidden."""
    rows = ContactAsked.objects.filter(
        may_go(by), pk=contact_id, person__recorded_at__isnull=False
    ).select_related("person")
    return only(rows.select_for_update(of=("self",)) if lock else rows)
