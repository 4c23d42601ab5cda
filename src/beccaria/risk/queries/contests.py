"""Read contests: those of a decision, and those that somebody must answer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from beccaria.access.api import may_go, names_of, only, refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.risk.models import Contest
from beccaria.risk.queries.decisions import Decision, Kind
from beccaria.risk.queries.letters import MOST, key_of, marking


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestShown:
    """A contest and its answer. `why_not` says why the reader may not answer it; None when he may."""

    id: str
    person: str
    of: Kind
    decision: str
    marking: Marking
    raised_for: str
    text: str
    received_by: str
    received_at: datetime
    due: date
    upheld: bool | None
    answer: str
    answered_by: str
    answered_at: datetime | None
    why_not: str | None


def rows(*, by: Actor) -> QuerySet[Contest]:
    """Contests that the reader may see, of people he may see."""
    return Contest.objects.filter(may_go(by), person__recorded_at__isnull=False).select_related("person")


def row(contest_id: str, *, by: Actor, lock: bool = False) -> Contest:
    """A contest. Raises Hidden."""
    found = rows(by=by).filter(pk=contest_id)
    return only(found.select_for_update(of=("self",)) if lock else found)


def of_decision(found: Decision, *, by: Actor) -> tuple[ContestShown, ...]:
    """The contests of a decision, newest first."""
    mine = rows(by=by).filter(**key_of(found)).order_by("-received_at", "id")[:MOST]
    return shown(list(mine), by=by)


def to_answer(*, by: Actor) -> tuple[ContestShown, ...]:
    """Contests that the reader may answer, the one due first on top."""
    mine = rows(by=by).filter(answered_at=None).order_by("due", "id")[:MOST]
    return tuple(one for one in shown(list(mine), by=by) if one.why_not is None)


def why_not_answered(one: Contest, *, by: Actor) -> str | None:
    """Why the reader may not answer it, in a sentence; None when he may."""
    if one.answered_at:
        return "This contest is answered already."
    if one.decided_by == by.user:
        return "Somebody other than the person who decided must answer."
    return refusal(Act.CONTEST_ANSWER, by, marking(one, by=by))


def shown(found: list[Contest], *, by: Actor) -> tuple[ContestShown, ...]:
    """These contests as pages show them."""
    names = names_of({name for one in found for name in (one.received_by, one.answered_by) if name})
    return tuple(
        ContestShown(
            id=one.id,
            person=one.person_id,
            of=Kind.ASSESSMENT if one.assessment_id else Kind.CLASSIFICATION,
            decision=one.assessment_id or one.classification_id or "",
            marking=one.marking,
            raised_for=one.raised_for,
            text=one.text,
            received_by=names.get(one.received_by, ""),
            received_at=one.received_at,
            due=one.due,
            upheld=one.upheld,
            answer=one.answer,
            answered_by=names.get(one.answered_by, ""),
            answered_at=one.answered_at,
            why_not=why_not_answered(one, by=by),
        )
        for one in found
    )
