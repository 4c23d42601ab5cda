"""Whom a prisoner asks to meet: written down, vetted, allowed or refused until a day; privileged people never enter."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.happenings import Decision
from beccaria.core.markings import Marking, columns
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.events import api as events
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.measures.actions.proposing import SHORT
from beccaria.measures.models import ContactAsked
from beccaria.measures.queries import seen
from beccaria.people import api as people

LONGEST_HELD: Final = timedelta(days=366)
"""No refusal and no leave of a contact lasts longer than a year without being looked at again: our rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDecided:
    """What was decided of a contact: why, on what vetting, and until which day."""

    allowed: bool
    vetted: str
    reason: str
    until: date


@transaction.atomic
def ask_contact(person_id: str, *, name: str, relationship: str, by: Actor, at: datetime) -> str:
    """Write down whom he asks to meet. Lawyers, courts and the like need nobody's leave: refused. Raises BadInput."""
    person = people.named([person_id], by=by).get(person_id)
    if person is None:
        raise BadInput("This person is not found: choose him from the list.")
    marking = Marking(site=person.site, level=Level(person.level), handling=frozenset(person.handling))
    require(Act.CONTACT_ASK, by, marking)
    called = words(name, what="The name", longest=SHORT)
    tie = words(relationship, what="What he is to him", longest=SHORT)
    if events.privileged(tie) or events.privileged_payer(called):
        raise BadInput(
            "Lawyers, courts, ombudsmen, inspectors, doctors and consuls need nobody's leave, and what they do is not "
            "written down: leave this out."
        )
    events.keep_out(events.Outside(name=called, relationship=tie), by=by)
    row = ContactAsked.objects.create(
        person_id=person.id, name=called, relationship=tie, asked_by=by.user, asked_at=at, **columns(marking)
    )
    _record(Act.CONTACT_ASK, row, "asked", by=by, at=at)
    return row.id


@transaction.atomic
def decide_contact(contact_id: str, said: ContactDecided, *, by: Actor, at: datetime) -> str:
    """Allow or refuse a contact until a day, with reasons. Returns the person. Raises BadInput, Cannot, Hidden."""
    row = seen.contact(contact_id, by=by, lock=True)
    require(Act.CONTACT_DECIDE, by, seen.reached(row))
    if row.decision != Decision.REQUESTED:
        raise Cannot("Somebody decided on this already.")
    today = day_of(at)
    if said.until < today:
        raise BadInput("It would end before it begins: write a later last day.")
    if said.until - today > LONGEST_HELD:
        raise BadInput("It would last longer than a year: write an earlier last day.")
    row.decision = (Decision.ALLOWED if said.allowed else Decision.REFUSED).value
    row.vetted = words(said.vetted, what="What was looked at")
    row.reason = words(said.reason, what="The reason")
    row.until, row.decided_by, row.decided_at = said.until, by.user, at
    row.save()
    _record(Act.CONTACT_DECIDE, row, row.decision, by=by, at=at)
    return row.person_id


def _record(act: Act, row: ContactAsked, what: str, *, by: Actor, at: datetime) -> None:
    ledger.record(
        act, by=by, subjects=[f"contact:{row.id}", f"person:{row.person_id}"], at=at, detail={"what": what}
    )
