"""Record who is trained in an instrument and until when: nobody assesses with one he does not know."""

from datetime import date, datetime

from django.db import transaction

from beccaria.access.api import colleagues, only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.risk.models import Trained
from beccaria.risk.queries import instruments
from beccaria.risk.queries.training import TRAINEES


@transaction.atomic
def record_training(
    user: str, instrument: str, *, until: date, by: Actor, at: datetime, site: str | None = None
) -> str:
    """Record that somebody of one's prison is trained in an instrument up to and including a day. Returns its id.

    What was recorded of the same training before ends. Raises BadInput, Refused.
    """
    one = instruments.newest(instrument).instrument
    where = site or by.home
    require(Act.TRAINING_RECORD, by, Marking(site=where))
    if until < moments.day_of(at):
        raise BadInput("This day is over: give the last day on which the training holds.")
    if site is None and user not in {known for known, _name in colleagues(by=by, duties=TRAINEES, at=at)}:
        raise BadInput("Nobody of this prison who assesses has this name: choose from the list.")
    Trained.objects.filter(user=user, instrument=one.id, site=where, ended_at=None).update(ended_at=at)
    row = Trained.objects.create(
        user=user, instrument=one.id, until=until, recorded_by=by.user, recorded_at=at, site=where
    )
    ledger.record(Act.TRAINING_RECORD, by=by, subjects=[f"user:{user}"], at=at, detail={"instrument": one.id})
    return row.id


@transaction.atomic
def end_training(training_id: str, *, by: Actor, at: datetime) -> None:
    """End a training: from now on he may not begin an assessment with this instrument. Raises Hidden, Refused."""
    row = only(Trained.objects.select_for_update().filter(pk=training_id, ended_at=None))
    require(Act.TRAINING_RECORD, by, row.marking)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    ledger.record(
        Act.TRAINING_RECORD,
        by=by,
        subjects=[f"user:{row.user}"],
        at=at,
        detail={"instrument": row.instrument, "ended": True},
    )
