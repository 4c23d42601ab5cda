"""Look at a category or status again: whoever could decide it says in fresh words that it holds, until its end."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.classification import Kind, State, clock_of, stands
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import said_before, words
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.risk.actions.reviewing import StillHolds, keep_review
from beccaria.risk.models import Classification, Of, Review
from beccaria.risk.queries import classifications as queries
from beccaria.risk.queries.law import pack_at

_SHORTEST: Final = 20


@transaction.atomic
def classification_still_holds(classification_id: str, new: StillHolds, *, by: Actor, at: datetime) -> str:
    """Say that a category or status still holds, in words of today; returns the identifier of the review.

    It is for those who may decide it, and not for who proposed it. It settles the changes the reviewer sees. The day of
    the next look moves on by the country's clock and never past the end of a status: that needs a new decision. It does
    not move where the review must be kept from some who read the decision. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = queries.row_of(classification_id, by=by, lock=True)
    require(Act.CLASSIFICATION_DECIDE, by, queries.reached(row))
    today = day_of(at)
    if not stands(state=State(row.state), starts=row.starts, until=row.until, on=today):
        raise Cannot("It does not stand: only what is in force is looked at again.")
    if row.proposed_by == by.user:
        raise Cannot("You proposed this: somebody else looks at it again.")
    said, looked_at = _fresh(row, new)
    due = _next_due(row, by=by, today=today)
    made, _settled = keep_review(row, Of.CLASSIFICATION, StillHolds(said, looked_at), due=due, by=by, at=at)
    subjects = [f"classification:{row.id}", f"person:{row.person_id}", f"review:{made.id}"]
    ledger.record(
        Act.CLASSIFICATION_DECIDE, by=by, subjects=subjects, at=at, detail={"came_to": "still_holds"}
    )
    return made.id


def _next_due(row: Classification, *, by: Actor, today: date) -> date:
    after = clock_of(pack_at(row.person.site or row.site, by=by), Kind(row.kind)).after(today)
    return min(after, row.until) if row.until else after


def _fresh(row: Classification, new: StillHolds) -> tuple[str, str]:
    """Words nobody used before of this decision: nothing is extended silently (rule 7)."""
    said = words(new.words, what="Why it still holds")
    looked_at = words(new.looked_at, what="What you looked at")
    earlier = Review.objects.filter(judged=row.id).values_list("words", flat=True)
    if len(said) < _SHORTEST:
        raise BadInput("Say in a sentence of your own why it still holds.")
    if said_before(said, (row.why, row.against, *row.answer.splitlines(), *earlier)):
        raise BadInput("These words were used before: say what makes it hold today, or end it.")
    return said, looked_at
