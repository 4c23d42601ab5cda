"""Read one assessment as it is to be looked at again: what changed since, and what was said when it was looked at."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.assessing import State
from beccaria.core.policy import refusal
from beccaria.core.refusal import Cannot
from beccaria.core.reviews import until
from beccaria.lib import moments
from beccaria.risk.models import Of, Review
from beccaria.risk.queries import seen
from beccaria.risk.queries.calendar import changes
from beccaria.risk.queries.calendar_shapes import Changed, Fall

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What somebody said who looked again."""

    id: str
    words: str
    looked_at: str
    next_due: date
    by: str
    at: datetime
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToReview:
    """An assessment that stands, the changes since that the reader sees, and the reviews he may read."""

    fall: Fall
    changed: tuple[Changed, ...]
    reviews: tuple[Reviewed, ...]
    may_review: bool


def to_review(assessment_id: str, *, by: Actor) -> ToReview:
    """One assessment to look at again. Raises Cannot for one that does not stand, Hidden."""
    row = seen.assessment(assessment_id, by=by)
    if row.state != State.DECIDED or row.decided_at is None or row.review_due is None:
        raise Cannot("This assessment does not stand: only one that was decided and stands is reviewed.")
    changed = changes([row.id]).get(row.id, ())
    first = min((one.told_on for one in changed), default=None)
    fall = Fall(
        of=Of.ASSESSMENT,
        judged=row.id,
        person=row.person_id,
        what=row.instrument,
        value=row.decided_band,
        until=until(row.review_due, first),
        since=moments.day_of(row.decided_at),
        level=row.level,
        handling=tuple(row.handling),
        establishment=row.site or "",
        wing="",
        changes=len(changed),
    )
    may = refusal(Act.REVIEW_DO, by, seen.reached(row, by=by)) is None
    return ToReview(fall, changed, reviews(row.id), may)


def reviews(judged: str) -> tuple[Reviewed, ...]:
    """What was said of a judgement when it was looked at again, the newest first; as far as the reader may read it."""
    rows = Review.objects.filter(judged=judged).order_by("-reviewed_at", "-id")[:MOST]
    return tuple(
        Reviewed(
            row.id,
            row.words,
            row.looked_at,
            row.next_due,
            row.reviewed_by,
            row.reviewed_at,
            row.level,
            tuple(row.handling),
        )
        for row in rows
    )
