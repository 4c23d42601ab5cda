"""Judge a near miss: it is somebody else's and may come in, or it is privileged and never will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feeds import Verdict
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot
from beccaria.engines.privilege import Sort
from beccaria.feeds.actions.sites import Sites
from beccaria.feeds.models import Cleared, Held
from beccaria.feeds.queries import guarding
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


@transaction.atomic
def clear(sort: Sort, value: str, *, by: Actor, at: datetime) -> None:
    """Say of what somebody could not type, at a gate or a cash desk, that it is not the register's but another's.

    Only a keyed digest of it is kept, and it holds for every feed and every desk. Raises Refused, BadInput.
    """
    require(Act.FEED_JUDGE, by, Marking(site=Sites(by=by, only=None).own))
    judging = guarding.judge(by=by)
    near = judging.guard.judge(sort, value.strip())
    if near is None:
        raise BadInput("Nothing keeps this out: see whether it is written as it was at the desk.")
    if near.near is None:
        raise BadInput(
            "This stands in the register itself and never enters: if that is wrong, mend the register."
        )
    digest = judging.digest_of(sort, value)
    said = {"verdict": Verdict.CLEARED, "said_by": str(by.user), "said_at": at}
    Held.objects.filter(digest=digest, verdict=Verdict.WAITING).update(**said)
    Cleared.objects.update_or_create(digest=digest, defaults=said)
    ledger.record(
        Act.FEED_JUDGE,
        by=by,
        subjects=["register:privileged"],
        at=at,
        detail={"verdict": Verdict.CLEARED.value, "sort": sort.value},
    )
