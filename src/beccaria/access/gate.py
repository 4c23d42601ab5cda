"""Ask the policy table, and wrap every way in: one transaction, one actor, one act, and one kind of refusal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from beccaria.access import context
from beccaria.core import policy
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import NOTHING_MARKED, Marking
from beccaria.core.refusal import Refused
from beccaria.ledger import api as ledger

refusal: Callable[[Act, Actor, Marking], str | None] = policy.refusal


def require(act: Act, actor: Actor, marking: Marking = NOTHING_MARKED) -> None:
    """Refuse in one sentence unless the policy allows the act."""
    if why := policy.refusal(act, actor, marking):
        raise Refused(why)


def may_ever(act: Act, actor: Actor) -> bool:
    """Whether the actor's duty includes the act at all, whatever the record: for navigation and at the door."""
    return any(
        all(
            rule.about_record or rule.name == "stepped_up" or rule.holds(actor, NOTHING_MARKED)
            for rule in row
        )
        for row in policy.POLICY.get(act, ())
    )


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """A transaction in which the database knows who is acting. Commands and jobs use it; views have `performs`."""
    with transaction.atomic():
        context.enter(actor)
        yield actor


def record_refusal(act: Act, actor: Actor, *, at: datetime, subjects: Sequence[str], why: str) -> None:
    """Put a refusal in the ledger, in a transaction of its own: the refused one is undone."""
    with transaction.atomic():
        context.enter(actor)
        ledger.record(
            Act.REFUSAL,
            by=actor,
            subjects=subjects,
            at=at,
            detail={"act": act.value, "why": why[:200]},
            outcome="refused",
        )
