"""Find one assessment for somebody: what he may not see raises the same Hidden as what never was."""

from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.risk.models import Assessment
from beccaria.risk.models.columns import HELD_BACK

Rows = TypeVar("Rows", bound=Model)


def one(rows: QuerySet[Rows]) -> Rows:
    """The only row, or Hidden."""
    found = rows.first()
    if found is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found


def day_of(at: datetime) -> date:
    """The day of a moment where the service is."""
    return timezone.localtime(at).date()


def may_go(by: Actor) -> Q:
    """What handling keeps at its prison is there for that prison's duties only, national ones included (rule 2)."""
    return ~Q(handling__overlap=HELD_BACK) | Q(site__in=sorted(by.sites))


def assessments(*, by: Actor) -> QuerySet[Assessment]:
    """Assessments that the reader may see of people he may see: the join drops the others."""
    return Assessment.objects.filter(
        may_go(by) | Q(assessor=by.user), person__recorded_at__isnull=False
    ).select_related("person")


def assessment(assessment_id: str, *, by: Actor, lock: bool = False) -> Assessment:
    """An assessment. Raises Hidden."""
    rows = assessments(by=by).filter(pk=assessment_id)
    return one(rows.select_for_update(of=("self",)) if lock else rows)


def reached(row: Assessment, *, by: Actor, author: str = "") -> Marking:
    """The marking of an assessment: it follows its person to the prison that holds him now."""
    held = frozenset({row.person.site}) if row.person.site else frozenset[str]()
    kept_here = set(row.handling) & set(HELD_BACK)
    return row.marking_for(
        reaches=frozenset() if kept_here else held, author=by.user if author == by.user else None
    )
