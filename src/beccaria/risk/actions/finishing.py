"""Word the judgement and finish it: every item answered or unknown, likelihood and confidence apart."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.assessing import Confidence, Likelihood, State
from beccaria.core.instruments import UNKNOWN, score
from beccaria.core.refusal import BadInput
from beccaria.ledger import api as ledger
from beccaria.risk.actions.rating import draft, saved
from beccaria.risk.actions.reviewing import had_before
from beccaria.risk.actions.taking_down import needed, words
from beccaria.risk.models import Assessment, Judging
from beccaria.risk.queries import instruments
from beccaria.risk.queries.assessments import levels_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFormulation:
    """The judgement in words: what could happen, to whom, when, how likely, and what would change it."""

    what: str = ""
    to_whom: str = ""
    when: str = ""
    how_likely: str = ""
    what_would_change: str = ""
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None


@transaction.atomic
def formulate(assessment_id: str, new: NewFormulation, *, by: Actor, at: datetime) -> None:
    """Keep the wording of one's own draft, finished or not. Raises BadInput, Cannot, Hidden, Refused."""
    row = draft(assessment_id, by=by)
    _worded(row, new)
    saved(row, at=at)
    _recorded(row, "formulate", by=by, at=at)


@transaction.atomic
def finish(assessment_id: str, new: NewFormulation | None = None, *, by: Actor, at: datetime) -> None:
    """Finish one's own draft: from now on others may see it, and it does not change. Raises as `formulate` does."""
    row = draft(assessment_id, by=by)
    if new is not None:
        _worded(row, new)
    one = instruments.used(row.instrument, row.version)
    levels = levels_of([row.id])[row.id]
    if missing := [item.question for item in one.items if item.id not in levels]:
        raise BadInput(
            "%(count)s questions have no answer: answer them or say unknown, first “%(first)s”",
            count=len(missing),
            first=missing[0],
        )
    _complete(row)
    found = score(one, levels)
    row.proposed_band, row.band_low, row.band_high = found.band, found.band_low, found.band_high
    row.score, row.low, row.high = found.score, found.low, found.high
    row.unknowns = sum(level == UNKNOWN for level in levels.values())
    row.state, row.finished_at = State.RATED, at
    saved(row, at=at)
    had_before(row, by=by, at=at)
    end_judging(row, at=at)
    _recorded(row, "finish", by=by, at=at)


@transaction.atomic
def put_aside(assessment_id: str, why: str, *, by: Actor, at: datetime) -> None:
    """Give up one's own draft, with a reason; nobody else ever saw it. Raises BadInput, Cannot, Hidden, Refused."""
    row = draft(assessment_id, by=by)
    row.superseded_why = needed(why, "Say why it is put aside.")
    row.state, row.superseded_at = State.SUPERSEDED, at
    saved(row, at=at)
    end_judging(row, at=at)
    _recorded(row, "put aside", by=by, at=at)


def end_judging(row: Assessment, *, at: datetime) -> None:
    """From now on its writer may see what others judged meanwhile."""
    Judging.objects.filter(
        assessor=row.assessor, person=row.person_id, instrument=row.instrument, ended_at=None
    ).update(ended_at=at)


def _worded(row: Assessment, new: NewFormulation) -> None:
    row.what, row.to_whom, row.when = words(new.what), words(new.to_whom), words(new.when)
    row.how_likely, row.what_would_change = words(new.how_likely), words(new.what_would_change)
    row.likelihood = new.likelihood or ""
    row.confidence = new.confidence or ""


def _complete(row: Assessment) -> None:
    needed(row.what, "Say what could happen.")
    needed(row.to_whom, "Say to whom it could happen.")
    needed(row.when, "Say when, or in which situations.")
    needed(row.what_would_change, "Say what would change this judgement.")
    if not row.likelihood:
        raise BadInput("Choose how likely it is.")
    if not row.confidence:
        raise BadInput("Choose how sure you are: that is another thing than how likely it is.")


def _recorded(row: Assessment, step: str, *, by: Actor, at: datetime) -> None:
    ledger.record(
        Act.ASSESSMENT_WRITE,
        by=by,
        subjects=[f"assessment:{row.id}", f"person:{row.person_id}"],
        at=at,
        detail={"step": step, "instrument": row.instrument, "version": row.version},
    )
