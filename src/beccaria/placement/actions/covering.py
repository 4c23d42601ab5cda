"""Write covers down in a compartment, and make of them rules for all who look alike (ADR 0018): the service does that.

The ledger keeps who wrote a cover and which, never of whom: an entry about a person would tell those who may read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app as queue

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.actors import Level as Clearance
from beccaria.core.acts import Act
from beccaria.core.allocation import Level, unit
from beccaria.core.markings import Marking, columns
from beccaria.core.placement import Covered
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.placement.models import ClassRule, Cover
from beccaria.placement.queries import covering

WIDEN: Final = "placement.widen"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCover:
    """Somebody who must not meet another, and in which compartment that is known."""

    person: str
    away_from: str
    apart: Level
    kind: Covered
    why: str
    compartment: str
    level: Clearance = Clearance.SECRET


@transaction.atomic
def open_cover(new: NewCover, *, by: Actor, at: datetime) -> str:
    """Write it down in its compartment; the rule for all who look alike follows within seconds.

    Raises BadInput, Refused.
    """
    if new.person == new.away_from:
        raise BadInput("This is one and the same person: choose the other one.")
    if not new.compartment:
        raise BadInput("Say in which compartment this is known.")
    marking = Marking(level=min(new.level, by.level), compartments=frozenset({new.compartment}))
    require(Act.COVER_WRITE, by, marking)
    row = Cover.objects.create(
        person_id=new.person,
        away_from_id=new.away_from,
        apart=new.apart.value,
        kind=new.kind.value,
        why=words(new.why, what="Why they must not meet"),
        opened_by=by.user,
        opened_at=at,
        **columns(marking),
    )
    _record(row, by=by, at=at)
    return row.id


@transaction.atomic
def end_cover(cover_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It is over, with a reason. Raises BadInput, Cannot, Hidden, Refused."""
    row = covering.cover(cover_id, by=by)
    require(Act.COVER_WRITE, by, row.marking)
    if row.ended_at is not None:
        raise Cannot("It was ended already.")
    row.ended_by, row.ended_at, row.ended_why = by.user, at, words(why, what="The reason")
    row.save(update_fields=["ended_by", "ended_at", "ended_why"])
    _record(row, by=by, at=at)


def waiting(*, by: Actor) -> bool:
    """Whether the service has anything to widen or to end."""
    require(Act.COVER_WIDEN, by)
    return Cover.objects.filter(ended_at=None, rule=None).exists() or _idle().exists()


@transaction.atomic
def widen(alike: Mapping[str, Sequence[str]], *, by: Actor, at: datetime) -> int:
    """Give every cover the rule for its class, and end rules that no cover needs. Returns how many rules were made.

    A cover is never left out because another rule says the same today: if that one ended, the new rule would point at
    whom it was about. Who is not held now waits until he is. Raises Refused.
    """
    require(Act.COVER_WIDEN, by)
    made = 0
    for row in Cover.objects.filter(ended_at=None, rule=None).order_by("id").select_for_update():
        members = sorted({*alike.get(row.person_id, ())} - {row.away_from_id})
        if not members:
            continue
        apart = unit(Level(row.apart)).value
        rule = ClassRule.objects.filter(
            away_from=row.away_from_id, apart=apart, ended_at=None, members__contains=[row.person_id]
        ).first()
        if rule is None:
            rule = ClassRule.objects.create(
                away_from=row.away_from_id, members=members, apart=apart, made_at=at
            )
            made += 1
        row.rule = rule
        row.save(update_fields=["rule"])
    over = _idle().update(ended_at=at)
    if made or over:
        ledger.record(Act.COVER_WIDEN, by=by, at=at, detail={"made": made, "ended": over})
    return made


def _idle() -> QuerySet[ClassRule]:
    needed = Cover.objects.filter(ended_at=None, rule__isnull=False).values("rule_id")
    return ClassRule.objects.filter(ended_at=None).exclude(pk__in=needed)


def _record(row: Cover, *, by: Actor, at: datetime) -> None:
    queue.configure_task(name=WIDEN).defer()
    ledger.record(Act.COVER_WRITE, by=by, subjects=[f"cover:{row.id}"], at=at)
