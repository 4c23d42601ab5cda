"""Read whom somebody may meet, and who is banned from visiting him (as warnings says it)."""

from dataclasses import dataclass
from datetime import date, datetime

from beccaria.access.api import may_go, refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.happenings import Decision
from beccaria.core.markings import Marking
from beccaria.lib.moments import day_of
from beccaria.measures.models import ContactAsked
from beccaria.measures.queries import seen


@dataclass(frozen=True, slots=True)
class ContactShown:
    """One contact: asked, allowed or refused until a day. `holds`: that day is not over."""

    id: str
    name: str
    relationship: str
    decision: Decision
    reason: str
    until: date | None
    holds: bool
    marking: Marking
    why_not: str | None


def of_person(person_id: str, *, by: Actor, at: datetime) -> tuple[ContactShown, ...]:
    """Whom he asked to meet, the newest first. Raises Hidden."""
    rows = ContactAsked.objects.filter(
        may_go(by), person__in=seen.records(person_id, by=by), person__recorded_at__isnull=False
    ).select_related("person")
    today = day_of(at)
    return tuple(
        ContactShown(
            one.id,
            one.name,
            one.relationship,
            Decision(one.decision),
            one.reason,
            one.until,
            one.until is not None and one.until >= today,
            seen.reached(one),
            refusal(Act.CONTACT_DECIDE, by, seen.reached(one)) if one.decision == Decision.REQUESTED else "",
        )
        for one in rows.order_by("-asked_at", "id")[:100]
    )
