"""Write down that two people must be kept apart, with the reason and a day to look again; end it with a reason."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.actors import Level as Clearance
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.markings import Marking, columns, inherited
from beccaria.core.placement import Cause, Part
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import KeepApart
from beccaria.placement.queries import keeping
from beccaria.reports import api as reports

USUAL: Final = timedelta(days=90)
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeepApart:
    """Two people, what each is in it, how far apart, why, what shows it, and until when. `review` None: in 90 days."""

    person: str
    other: str
    apart: Level
    cause: Cause
    why: str
    his_part: Part = Part.NOT_KNOWN
    other_part: Part = Part.NOT_KNOWN
    reference: str = ""
    review: date | None = None
    until: date | None = None
    level: Clearance = Clearance.OFFICIAL


@transaction.atomic
def open_keep_apart(new: NewKeepApart, *, by: Actor, at: datetime) -> str:
    """Write it down and return its identifier; it binds at once. Raises BadInput, Cannot, Refused."""
    first, second = _two(new, by=by)
    site = _site(first, second, by=by)
    review, until = _days(new, today=day_of(at))
    reference, source = reports.rests_on(new.reference, site=site, by=by)
    about = [Marking(level=Clearance(one.level), handling=frozenset(one.handling)) for one in (first, second)]
    marking = inherited(site, new.level, source, *about)
    require(Act.KEEP_APART_OPEN, by, marking)
    in_order = first.id < second.id
    one, other = (first.id, second.id) if in_order else (second.id, first.id)
    parts = (new.his_part, new.other_part) if in_order else (new.other_part, new.his_part)
    _once(one, other, new.apart, marking, by=by)
    row = KeepApart.objects.create(
        one_id=one,
        other_id=other,
        one_part=parts[0].value,
        other_part=parts[1].value,
        apart=new.apart.value,
        cause=new.cause.value,
        why=words(new.why, what="Why they are kept apart"),
        reference=reference,
        review_due=review,
        until=until,
        opened_by=by.user,
        opened_at=at,
        **columns(marking),
    )
    _record(Act.KEEP_APART_OPEN, row, by=by, at=at)
    return row.id


@transaction.atomic
def close_keep_apart(keep_apart_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It no longer binds, with a reason. Nothing is erased. Raises BadInput, Cannot, Hidden, Refused."""
    row = keeping.row_of(keep_apart_id, by=by, lock=True)
    require(Act.KEEP_APART_CLOSE, by, keeping.reached(row, by=by))
    if row.closed_at is not None:
        raise Cannot("It was ended already.")
    row.closed_by, row.closed_at = by.user, at
    row.closed_why = words(why, what="Why they need not be kept apart any more")
    row.save(update_fields=["closed_by", "closed_at", "closed_why"])
    _record(Act.KEEP_APART_CLOSE, row, by=by, at=at)


def _two(new: NewKeepApart, *, by: Actor) -> tuple[PersonShown, PersonShown]:
    known = people.named([new.person, new.other], by=by)
    if new.person not in known or new.other not in known:
        raise BadInput("One of these persons is not found: choose each from the list.")
    if new.other in people.records_of(new.person, by):
        raise BadInput("This is one and the same person: choose the other one.")
    return known[new.person], known[new.other]


def _site(first: PersonShown, second: PersonShown, *, by: Actor) -> str | None:
    for one in (first.site, second.site):
        if one is not None and (by.everywhere or one in by.sites):
            return one
    return None


def _days(new: NewKeepApart, *, today: date) -> tuple[date, date | None]:
    if new.until is not None and new.until < today:
        raise BadInput("It would be over already: choose a later day, or none.")
    review = new.review or min(today + USUAL, new.until or date.max)
    if review < today:
        raise BadInput("The day to look again lies in the past: choose a later one.")
    if review > today + LONGEST:
        raise BadInput("Somebody must look again within a year: choose an earlier day.")
    if new.until is not None and new.until < review:
        raise BadInput("It would end before anybody looks again: choose an earlier day to look again.")
    return review, new.until


def _once(one: str, other: str, apart: Level, marking: Marking, *, by: Actor) -> None:
    open_ones = keeping.seen(by=by).filter(one_id=one, other_id=other, apart=apart.value, closed_at=None)
    if open_ones.filter(site=marking.site, level=marking.level).exists():
        raise Cannot("They are kept apart so already: end that first, or choose how far apart anew.")


def _record(act: Act, row: KeepApart, *, by: Actor, at: datetime) -> None:
    subjects = [f"keep_apart:{row.id}", f"person:{row.one_id}", f"person:{row.other_id}"]
    ledger.record(act, by=by, subjects=subjects, at=at, detail={"apart": row.apart})
