"""Ask that assessments be scored by a newer version of their instrument, and answer such a proposal: somebody else."""

from datetime import datetime
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app as queue

from beccaria.access.api import only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.assessing import State
from beccaria.core.refusal import Cannot, Refused
from beccaria.core.rescoring import check
from beccaria.ledger import api as ledger
from beccaria.risk.actions.taking_down import needed
from beccaria.risk.models import Assessment, Rescoring, Stage
from beccaria.risk.queries import instruments

COMPUTE: Final = "risk.rescore"
FALL_DUE: Final = "risk.fall_due"


@transaction.atomic
def ask_rescoring(instrument_id: str, *, why: str, by: Actor, at: datetime) -> str:
    """Ask for current assessments to be scored by the newest version of their instrument; the worker does it.

    Those of the asker's own prison; of every prison for whoever has the whole service. Nothing changes by it. Returns
    the identifier of the proposal. Raises BadInput, Cannot (nothing is added up, nothing older, one is open), Refused.
    """
    site = by.own
    new = instruments.newest(instrument_id).instrument
    row = Rescoring(
        instrument=new.id,
        version=new.version,
        why=needed(why, "Say why the assessments are to be scored anew."),
        asked_by=by.user,
        asked_at=at,
        site=site,
    )
    require(Act.RESCORING_ASK, by, row.marking)
    check(new)
    open_ones = Rescoring.objects.filter(
        instrument=new.id, version=new.version, site=site, stage__in=[Stage.COMPUTING, Stage.PROPOSED]
    )
    if open_ones.exists():
        raise Cannot("This version is being tried already: answer that proposal first.")
    older = Assessment.objects.filter(state=State.DECIDED, instrument=new.id, version__lt=new.version)
    if not (older.filter(site=site) if site else older).exists():
        raise Cannot("Nobody stands assessed by an older version of this instrument: there is nothing to do.")
    row.save(force_insert=True)
    queue.configure_task(name=COMPUTE).defer(rescoring_id=row.id)
    _recorded(Act.RESCORING_ASK, row, by=by, at=at)
    return row.id


@transaction.atomic
def answer_rescoring(rescoring_id: str, *, agrees: bool, why: str, by: Actor, at: datetime) -> None:
    """Approve a proposal or reject it, with a reason, as somebody other than who asked.

    Approved, each assessment shows what the new version makes of it; where the band differs, it falls due for review.
    What people decided stays as it was. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = only(Rescoring.objects.filter(pk=rescoring_id).select_for_update())
    require(Act.INSTRUMENT_APPROVE, by, row.marking)
    require(Act.RESCORING_SEE, by, row.marking)
    if row.asked_by == by.user:
        raise Refused("You asked for this yourself: somebody else answers.")
    if row.stage != Stage.PROPOSED:
        raise Cannot("This proposal is not ready, or was answered already: look at it again.")
    row.answer = needed(why, "Say why you approve or reject it.")
    row.stage = Stage.APPROVED if agrees else Stage.REJECTED
    row.answered_by, row.answered_at = by.user, at
    row.save(update_fields=["stage", "answer", "answered_by", "answered_at"])
    if agrees:
        # By the service: the approver need not see every assessment of his prison.
        queue.configure_task(name=FALL_DUE).defer(rescoring_id=row.id)
    _recorded(Act.INSTRUMENT_APPROVE, row, by=by, at=at, agrees=agrees)


def _recorded(act: Act, row: Rescoring, *, by: Actor, at: datetime, **detail: bool) -> None:
    ledger.record(
        act,
        by=by,
        subjects=[f"rescoring:{row.id}"],
        at=at,
        detail={"instrument": row.instrument, "version": row.version, **detail},
    )
