"""Judge a near miss: it is somebody else's and may come in, or it is privileged and never will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feeds import Verdict
from beccaria.core.refusal import Cannot
from beccaria.feeds.models import Cleared, Held
from beccaria.ledger import api as ledger

if TYPE_CHECKING:
    from datetime import datetime

    from beccaria.core.actors import Actor


def judge(held_id: str, verdict: Verdict, *, by: Actor, at: datetime) -> None:
    """Say what a value is that was held. It holds for every feed from now on. Raises DoesNotExist, Refused, Cannot."""
    one = Held.objects.select_for_update().get(pk=held_id)
    require(Act.FEED_JUDGE, by, one.marking)
    if one.verdict != Verdict.WAITING:
        raise Cannot("Somebody has judged this already: see what was said.")
    same = Held.objects.filter(digest=one.digest, verdict=Verdict.WAITING)
    same.update(verdict=verdict, said_by=str(by.user), said_at=at)
    Cleared.objects.update_or_create(
        digest=one.digest, defaults={"verdict": verdict, "said_by": str(by.user), "said_at": at}
    )
    ledger.record(
        Act.FEED_JUDGE, by=by, subjects=[f"held:{one.id}"], at=at, detail={"verdict": verdict.value}
    )
