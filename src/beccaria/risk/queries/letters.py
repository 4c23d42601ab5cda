"""Read letters of reasons: one, those of a decision, those of a person, those that wait, and what was kept back."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from beccaria.access.api import may_go, only, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import HELD_BACK
from beccaria.core.ids import UserId
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.lib import paging
from beccaria.lib.paging import First
from beccaria.people import api as people
from beccaria.risk.models import Contest, Letter
from beccaria.risk.queries.decisions import Decision, Kind, decision

MOST = 100


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One reason in a letter; `ground` where it was kept back."""

    kind: str
    record: str
    told: bool
    known: bool
    text: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShown:
    """A letter as lists and pages show it. `mine`: the reader wrote it."""

    id: str
    person: str
    of: Kind
    decision: str
    site: str | None
    marking: Marking
    language: str
    interpreter: bool
    matter: str
    outcome: str
    ground: str
    remedy: str
    decided_by: str
    decided_on: date
    until: date | None
    review_on: date | None
    reasons: tuple[ReasonShown, ...]
    written_by: str
    written_at: datetime
    sent_at: datetime | None
    returned_why: str
    approved_by: str
    approved_at: datetime | None
    delivered_by: str
    delivered_at: datetime | None
    delivered_how: str
    mine: bool

    @property
    def told(self) -> tuple[str, ...]:
        """The reasons that are told, in order."""
        return tuple(one.text for one in self.reasons if one.told)


def rows(*, by: Actor) -> QuerySet[Letter]:
    """Letters that the reader may see, about people he may see: the join drops the others."""
    return Letter.objects.filter(may_go(by), person__recorded_at__isnull=False).select_related("person")


def row(letter_id: str, *, by: Actor, lock: bool = False) -> Letter:
    """A letter. Raises Hidden."""
    found = rows(by=by).filter(pk=letter_id)
    return only(found.select_for_update(of=("self",)) if lock else found)


def letter(letter_id: str, *, by: Actor) -> LetterShown:
    """One letter. Raises Hidden, Refused."""
    found = row(letter_id, by=by)
    require(Act.LETTER_READ, by, marking(found, by=by))
    return _shown(found, by)


def of_decision(found: Decision, *, by: Actor) -> tuple[LetterShown, ...]:
    """The letters of a decision, newest first."""
    mine = rows(by=by).filter(**key_of(found)).order_by("-written_at", "id")
    return tuple(_shown(one, by) for one in mine[:MOST])


def of_person(person_id: str, *, by: Actor) -> tuple[LetterShown, ...]:
    """The letters of a person on all his records, newest first. Raises Hidden."""
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    mine = rows(by=by).filter(person__in=records).order_by("-written_at", "id")
    return tuple(_shown(one, by) for one in mine[:MOST])


def waiting(*, by: Actor, at_most: int = MOST) -> First[LetterShown]:
    """Letters that wait for somebody the reader may be: to approve, or to deliver; the oldest first."""
    sent = rows(by=by).filter(sent_at__isnull=False, delivered_at=None).order_by("sent_at", "id")
    mine = paging.first_of(sent, lambda one: _goes_on(one, by=by), at_most)
    return paging.first([_shown(one, by) for one in mine], at_most, more=mine.more)


def _goes_on(one: Letter, *, by: Actor) -> bool:
    """Whether the reader may do the next step: approve, or deliver."""
    mark = marking(one, by=by)
    approves = refusal(Act.LETTER_APPROVE, by, mark) is None
    return approves or (one.approved_at is not None and refusal(Act.LETTER_WRITE, by, mark) is None)


def kept_back(*, by: Actor) -> tuple[LetterShown, ...]:
    """Letters in which something was kept back, newest first: for who oversees. Raises Refused."""
    require(Act.LETTER_READ, by, Marking(site=by.home))
    mine = rows(by=by).filter(reasons__told=False).order_by("-written_at", "id").distinct()
    return tuple(_shown(one, by) for one in mine[:MOST])


def key_of(found: Decision) -> dict[str, str]:
    """The column that says of which decision something is, with its value."""
    return {f"{found.kind.value}_id": found.id}


def decision_of(of: Letter | Contest, *, by: Actor) -> Decision:
    """The decision that a letter or a contest is of. Raises Hidden."""
    if of.assessment_id:
        return decision(Kind.ASSESSMENT, of.assessment_id, by=by)
    return decision(Kind.CLASSIFICATION, of.classification_id or "", by=by)


def marking(of: Letter | Contest, *, by: Actor) -> Marking:
    """The marking of a letter or a contest: it follows its person, and names the author where that is the reader."""
    author = of.written_by if isinstance(of, Letter) else of.decided_by
    held = _held(of.person.site, of.handling)
    return of.marking_for(reaches=held, author=UserId(author) if author == by.user else None)


def marking_of(found: Decision, *, by: Actor) -> Marking:
    """The marking of a decision as the rules judge who may write of it: without an author, reaching whom it reaches."""
    here = people.named([found.person], by=by).get(found.person)
    return replace(found.marking, reaches=_held(here.site if here else None, found.marking.handling))


def _held(site: str | None, handling: Collection[str]) -> frozenset[str]:
    """The prison that holds the person, unless handling keeps the record where it was written."""
    return frozenset({site}) if site and not set(handling) & set(HELD_BACK) else frozenset()


def _shown(one: Letter, by: Actor) -> LetterShown:
    reasons = one.reasons.order_by("place")
    names = ("kind", "record", "told", "known", "text", "ground")
    return LetterShown(
        id=one.id,
        person=one.person_id,
        of=Kind.ASSESSMENT if one.assessment_id else Kind.CLASSIFICATION,
        decision=one.assessment_id or one.classification_id or "",
        marking=one.marking,
        reasons=tuple(ReasonShown(**{name: getattr(each, name) for name in names}) for each in reasons),
        mine=one.written_by == by.user,
        **{name: getattr(one, name) for name in _COLUMNS},
    )


_COLUMNS = (
    *("site", "language", "interpreter", "matter", "outcome", "ground", "remedy", "decided_by", "decided_on"),
    *(
        "until",
        "review_on",
        "written_by",
        "written_at",
        "sent_at",
        "returned_why",
        "approved_by",
        "approved_at",
    ),
    *("delivered_by", "delivered_at", "delivered_how"),
)
