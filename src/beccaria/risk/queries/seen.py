"""Find one assessment for somebody: what he may not see raises the same Hidden as what never was."""

from django.db.models import Q, QuerySet

from beccaria.access.api import may_go, only
from beccaria.core.actors import Actor
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking
from beccaria.risk.models import Assessment


def assessments(*, by: Actor) -> QuerySet[Assessment]:
    """Assessments that the reader may see of people he may see: the join drops the others."""
    return Assessment.objects.filter(
        may_go(by) | Q(assessor=by.user), person__recorded_at__isnull=False
    ).select_related("person")


def assessment(assessment_id: str, *, by: Actor, lock: bool = False) -> Assessment:
    """An assessment. Raises Hidden."""
    rows = assessments(by=by).filter(pk=assessment_id)
    return only(rows.select_for_update(of=("self",)) if lock else rows)


def reached(row: Assessment, *, by: Actor, author: str = "") -> Marking:
    """The marking of an assessment: it follows its person to the prison that holds him now."""
    held = frozenset({row.person.site}) if row.person.site else frozenset[str]()
    kept_here = set(row.handling) & set(HELD_BACK)
    return row.marking_for(
        reaches=frozenset() if kept_here else held, author=by.user if author == by.user else None
    )
