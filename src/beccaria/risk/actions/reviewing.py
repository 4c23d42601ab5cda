"""Look at a judgement again: say in fresh words that it still holds, or let a new one take its place."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.assessing import State
from beccaria.core.markings import columns, inherited
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.reviews import clock_days
from beccaria.core.wording import said_before
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.people import api as people
from beccaria.risk.actions.taking_down import needed
from beccaria.risk.models import Assessment, Change, Classification, Of, Review
from beccaria.risk.queries import instruments, law, seen

_SHORTEST: Final = 20


@dataclass(frozen=True, slots=True)
class StillHolds:
    """Why an assessment still holds, in words of today, and what was looked at for it."""

    words: str
    looked_at: str


@transaction.atomic
def still_holds(assessment_id: str, new: StillHolds, *, by: Actor, at: datetime) -> str:
    """Say that an assessment still holds; returns the identifier of the review.

    It settles the changes that the reviewer sees, and no others. The day until which it holds moves on, unless the
    review itself must be kept from some who read the assessment: to them nothing moves, and their review stays due.
    Words used for an earlier review are refused: a restriction is never extended silently (DESIGN rule 7).
    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = seen.assessment(assessment_id, by=by, lock=True)
    require(Act.REVIEW_DO, by, seen.reached(row, by=by))
    if row.state != State.DECIDED:
        raise Cannot("This assessment does not stand: only one that was decided and stands is reviewed.")
    words, looked_at = _fresh(row, new)
    due = next_due(row, by=by, on=moments.day_of(at))
    made, settled = keep_review(row, Of.ASSESSMENT, StillHolds(words, looked_at), due=due, by=by, at=at)
    subjects = [f"person:{row.person_id}", f"assessment:{row.id}", f"review:{made.id}"]
    ledger.record(Act.REVIEW_DO, by=by, subjects=subjects, at=at, detail={"changes": settled})
    return made.id


def keep_review(
    row: Assessment | Classification, of: Of, said: StillHolds, *, due: date, by: Actor, at: datetime
) -> tuple[Review, int]:
    """Write a review down and settle the changes that its reviewer sees; how many these were.

    The day of the next look moves on, unless the review must be kept from some who read the judgement.
    """
    waiting = list(Change.objects.filter(judged=row.pk, settled_at=None, told_at__lte=at).select_for_update())
    strict = inherited(row.site, row.marking.level, row.marking, *(one.marking for one in waiting))
    made = Review.objects.create(
        of=of.value,
        judged=row.pk,
        words=said.words,
        looked_at=said.looked_at,
        next_due=due,
        reviewed_by=by.user,
        reviewed_at=at,
        **columns(strict),
    )
    Change.objects.filter(pk__in=[one.pk for one in waiting]).update(settled_at=at)
    if columns(strict) == columns(inherited(row.site, row.marking.level, row.marking)):
        row.review_due = due
        row.save(update_fields=["review_due"])
    return made, len(waiting)


def next_due(row: Assessment, *, by: Actor, on: date) -> date:
    """The last day until which an assessment holds that is judged or reviewed on a day.

    The interval is the instrument's, or that of the country of the prison when it is shorter. An instrument whose file
    is gone is looked at again the day after.
    """
    one = instruments.of_version(row.instrument, row.version)
    days = clock_days(one.review_days if one else 1, law.pack_at(row.site, by=by))
    return date.fromordinal(on.toordinal() + days)


def had_before(row: Assessment, *, by: Actor, at: datetime) -> int:
    """Note that who finishes a new assessment had these changes before him: deciding it settles them.

    Called by him who finishes, in his own transaction: what he does not see is not settled by him. Returns how many.
    """
    standing = Assessment.objects.filter(
        person__in=people.records_of(row.person_id, by), instrument=row.instrument, state=State.DECIDED
    )
    judged = list(standing.values_list("pk", flat=True))
    waiting = Change.objects.filter(judged__in=judged, settled_at=None, told_at__lte=at)
    return waiting.update(seen_in=row.pk)


def _fresh(row: Assessment, new: StillHolds) -> tuple[str, str]:
    words = needed(new.words, "Say in a sentence of your own why it still holds.")
    looked_at = needed(new.looked_at, "Say what you looked at: which records, whom you asked, since when.")
    if len(words) < _SHORTEST:
        raise BadInput("Say in a sentence of your own why it still holds.")
    said = [row.what, row.to_whom, row.when, row.how_likely, row.what_would_change]
    earlier = Review.objects.filter(judged=row.id).values_list("words", flat=True)
    if said_before(words, (*said, *earlier)):
        raise BadInput("These words were used before: say what makes it hold today, or assess anew.")
    return words, looked_at
