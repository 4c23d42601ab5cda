"""Read contests: those of a decision, and those that somebody must answer."""

from dataclasses import dataclass

from django.db.models import QuerySet

from beccaria.access.api import ContestSaid, contests_said, may_go, only, refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.lib import paging
from beccaria.lib.paging import First
from beccaria.risk.models import Contest
from beccaria.risk.queries.decisions import Decision, Kind
from beccaria.risk.queries.letters import MOST, key_of, marking


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestShown(ContestSaid):
    """A contest of a decision, as it is marked."""

    of: Kind
    decision: str
    marking: Marking


def rows(*, by: Actor) -> QuerySet[Contest]:
    """Contests that the reader may see, of people he may see."""
    return Contest.objects.filter(may_go(by), person__recorded_at__isnull=False).select_related(
        "person", "classification"
    )


def row(contest_id: str, *, by: Actor, lock: bool = False) -> Contest:
    """A contest. Raises Hidden."""
    found = rows(by=by).filter(pk=contest_id)
    return only(found.select_for_update(of=("self",)) if lock else found)


def of_decision(found: Decision, *, by: Actor) -> tuple[ContestShown, ...]:
    """The contests of a decision, newest first."""
    mine = rows(by=by).filter(**key_of(found)).order_by("-received_at", "id")[:MOST]
    return shown(list(mine), by=by)


def to_answer(*, by: Actor, at_most: int = MOST) -> First[ContestShown]:
    """Contests that the reader may answer, the one due first on top."""
    open_ones = rows(by=by).filter(answered_at=None).exclude(decided_by=by.user).order_by("due", "id")
    mine = paging.first_of(open_ones, lambda one: why_not_answered(one, by=by) is None, at_most)
    return paging.first(shown(list(mine), by=by), at_most, more=mine.more)


def decided_by(one: Contest) -> frozenset[str]:
    """Who decided what is contested: of a category or status also the second person who stood for it."""
    second = one.classification.second_by if one.classification else ""
    return frozenset({one.decided_by, second} - {""})


def why_not_answered(one: Contest, *, by: Actor) -> str | None:
    """Why the reader may not answer it, in a sentence; None when he may."""
    if one.answered_at:
        return "This contest is answered already."
    if by.user in decided_by(one):
        return "Somebody other than the people who decided must answer."
    return refusal(Act.CONTEST_ANSWER, by, marking(one, by=by))


def shown(found: list[Contest], *, by: Actor) -> tuple[ContestShown, ...]:
    """These contests as pages show them."""
    return tuple(
        ContestShown(
            **said,
            person=one.person_id,
            of=Kind.ASSESSMENT if one.assessment_id else Kind.CLASSIFICATION,
            decision=one.assessment_id or one.classification_id or "",
            marking=one.marking,
            why_not=why_not_answered(one, by=by),
        )
        for one, said in zip(found, contests_said(found), strict=True)
    )
