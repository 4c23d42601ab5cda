"""Keep what was decided at the gate: go, stop and call, or refuse; with what was shown to who decided."""

from datetime import datetime

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.core.warning import Decision
from beccaria.ledger import api as ledger
from beccaria.warnings.models import GateDecision
from beccaria.warnings.queries import gate


@transaction.atomic
def decide(visit: str, decision: Decision, *, reason: str = "", by: Actor, at: datetime) -> str:
    """Decide about somebody who stands at the gate. What matched at this moment is kept beside it.

    To refuse needs a reason, and so does letting in somebody whom a warning or ban may mean. Raises BadInput, Hidden,
    Refused.
    """
    shown = gate.one(visit, by=by, at=at)
    booked = shown.booked
    marking = Marking(site=booked.site, level=Level(booked.level), handling=frozenset(booked.handling))
    require(Act.GATE_DECIDE, by, marking)
    said = reason.replace("\x00", "").strip()[:1000]
    if decision is Decision.REFUSE and not said:
        raise BadInput("Write why he is refused: he has a right to hear it.")
    if decision is Decision.GO and shown.stops and not said:
        raise BadInput("A warning or a ban may mean him: write why he goes in all the same.")
    row = GateDecision.objects.create(
        visit_id=booked.id,
        decision=decision,
        reason=said,
        matched=[one.kept for one in shown.matches],
        decided_by=by.user,
        decided_as=by.duty.value,
        decided_at=at,
        site=booked.site,
        level=booked.level,
        handling=list(booked.handling),
    )
    ledger.record(
        Act.GATE_DECIDE,
        by=by,
        subjects=[f"event:{booked.id}", *(f"{one.kind}:{one.id}" for one in shown.matches)],
        at=at,
        detail={"decision": decision.value, "matches": len(shown.matches)},
    )
    return row.id
