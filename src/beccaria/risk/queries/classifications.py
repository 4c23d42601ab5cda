"""Read categories and statuses: one, those of a person now and on a day, and those that wait for somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import connection
from django.db.models import Q, QuerySet

from beccaria.access.api import may_ever, may_go, names_of, only, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.classification import Ground, Kind, State, stands
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.events import api as events
from beccaria.lib import paging
from beccaria.lib.moments import day_of
from beccaria.lib.paging import First
from beccaria.networks import api as networks
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.reports import api as reports
from beccaria.risk.models import Classification, Review
from beccaria.risk.queries import calendar
from beccaria.risk.queries import seen as rows_seen
from beccaria.risk.queries.calendar_shapes import Changed

MOST = 100
_HIDDEN = "There is no such record, or it is not yours to see."


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact; `reference` is empty where the reader may not read what it cites himself."""

    ground: Ground
    text: str
    observed: date
    judged: bool
    conduct: bool
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One category or status as lists show it; `holds` is whether it stands on the day it was asked of."""

    id: str
    person: str
    kind: Kind
    value: str
    pack: str
    article: str
    state: State
    starts: date
    until: date | None
    review_due: date
    designated_by: str
    not_told: bool
    in_force_at: datetime | None
    ended_at: datetime | None
    marking: Marking
    holds: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What somebody said who looked again."""

    who: str
    at: datetime
    words: str
    looked_at: str
    marking: Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One of them whole, with its facts. Names are of those who acted; for readers who only read they are empty."""

    line: Line
    person: PersonShown
    why: str
    against: str
    names_a_trait: bool
    facts: tuple[FactShown, ...]
    designated_note: str
    answer: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    second_by: str
    second_at: datetime | None
    ended_why: str
    mine: bool
    decided_by_me: bool
    changed: tuple[Changed, ...]
    reviews: tuple[Reviewed, ...]


def seen(*, by: Actor) -> QuerySet[Classification]:
    """Those the reader may see, of people he may see; what handling keeps at its prison is for that prison (rule 2).

    What was only proposed, or not accepted, is for duties that could propose: to others it would be a label.
    """
    rows = Classification.objects.filter(may_go(by), person__recorded_at__isnull=False).select_related(
        "person"
    )
    return rows if may_ever(Act.CLASSIFICATION_PROPOSE, by) else rows.filter(in_force_at__isnull=False)


def row_of(classification_id: str, *, by: Actor, lock: bool = False) -> Classification:
    """One row. Raises Hidden."""
    rows = seen(by=by).filter(pk=classification_id)
    return only(rows.select_for_update(of=("self",)) if lock else rows)


def reached(row: Classification) -> Marking:
    """Its marking: it follows its person to the prison that holds him now, unless handling keeps it."""
    held = frozenset({row.person.site} if row.person.site else ())
    return row.marking_for(reaches=frozenset() if set(row.handling) & set(HELD_BACK) else held)


def replaced_by(row: Classification, *, by: Actor) -> list[Classification]:
    """What stands in its place until now: the one category, or the same status, as far as whoever decides sees it.

    Two who decide of one person at once wait for each other, so that the later one sees the earlier.
    """
    records = people.records_of(row.person_id, by)
    with connection.cursor() as cursor:
        # By who he is and not by his records: two readers need not see the same ones.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 16))", [row.person.cluster])
    same = seen(by=by).filter(person__in=records, kind=row.kind, state=State.IN_FORCE)
    if row.kind == Kind.STATUS:
        same = same.filter(value=row.value)
    found = same.exclude(pk=row.id).select_for_update(of=("self",))
    return [one for one in found if refusal(Act.CLASSIFICATION_DECIDE, by, reached(one)) is None]


def classification(classification_id: str, *, by: Actor, at: datetime) -> Read:
    """One with its facts. Raises Hidden, Refused."""
    row = row_of(classification_id, by=by)
    require(Act.CLASSIFICATION_READ, by, reached(row))
    person = people.named([row.person_id], by=by).get(row.person_id)
    if person is None:
        raise Hidden(_HIDDEN)
    working = may_ever(Act.CLASSIFICATION_PROPOSE, by)
    reviews = list(Review.objects.filter(judged=row.id).order_by("-reviewed_at", "id"))
    acted = {row.proposed_by, row.decided_by, row.second_by, *(one.reviewed_by for one in reviews)} - {""}
    names = names_of(acted) if working else {}
    read = readable(by)
    return Read(
        line=_line(row, on=day_of(at)),
        person=person,
        why=row.why,
        against=row.against,
        names_a_trait=row.names_a_trait,
        facts=tuple(
            FactShown(
                Ground(one.ground), one.text, one.observed, one.judged, one.conduct, read(one.reference)
            )
            for one in row.facts.order_by("-observed", "id")
        ),
        designated_note=row.designated_note,
        answer=row.answer,
        proposed_by=names.get(row.proposed_by, ""),
        proposed_at=row.proposed_at,
        decided_by=names.get(row.decided_by, ""),
        decided_at=row.decided_at,
        second_by=names.get(row.second_by, ""),
        second_at=row.second_at,
        ended_why=row.ended_why,
        mine=row.proposed_by == by.user,
        decided_by_me=row.decided_by == by.user,
        changed=calendar.changes([row.id]).get(row.id, ()),
        reviews=tuple(
            Reviewed(names.get(one.reviewed_by, ""), one.reviewed_at, one.words, one.looked_at, one.marking)
            for one in reviews
        ),
    )


def of_person(person_id: str, *, by: Actor, at: datetime) -> tuple[Line, ...]:
    """Everything proposed and decided of a person on all his records, the newest first. Raises Hidden."""
    rows = _rows(person_id, by=by).order_by("-proposed_at", "id")[:MOST]
    return tuple(_line(row, on=day_of(at)) for row in rows)


def decided_on(person_id: str, *, by: Actor, on: date, known: datetime) -> tuple[Line, ...]:
    """What stood of a person on a day, as it was known at a moment; categories first. Raises Hidden.

    A decision counts from the moment it came into force and until the moment it was ended, whatever days it names: what
    was decided later about that day was not known then.
    """
    rows = (
        _rows(person_id, by=by)
        .filter(in_force_at__lte=known, starts__lte=on)
        .filter(Q(until=None) | Q(until__gte=on), Q(ended_at=None) | Q(ended_at__gt=known))
        .order_by("kind", "-in_force_at", "id")
    )
    return tuple(_line(row, on=on, then=True) for row in rows)


def now(person_id: str, *, by: Actor, at: datetime) -> tuple[Line, ...]:
    """What stands of a person now. Raises Hidden."""
    return decided_on(person_id, by=by, on=day_of(at), known=at)


def waiting(*, by: Actor, at: datetime, at_most: int = 20) -> First[tuple[Line, PersonShown]]:
    """Proposals that the reader could decide on, the oldest first."""
    rows = (
        seen(by=by)
        .filter(state__in=[State.PROPOSED, State.FIRST])
        .exclude(proposed_by=by.user)
        .exclude(decided_by=by.user)
        .order_by("proposed_at", "id")
    )
    may = paging.first_of(
        rows, lambda row: refusal(Act.CLASSIFICATION_DECIDE, by, reached(row)) is None, at_most
    )
    persons = people.named((row.person_id for row in may), by=by)
    told = [(_line(row, on=day_of(at)), persons[row.person_id]) for row in may if row.person_id in persons]
    return paging.first(told, at_most, more=may.more)


def may(act: Act, classification_id: str, *, by: Actor) -> str | None:
    """Why the reader may not do this to one of them, or None."""
    return refusal(act, by, reached(row_of(classification_id, by=by)))


def _rows(person_id: str, *, by: Actor) -> QuerySet[Classification]:
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    return seen(by=by).filter(person__in=records)


def _line(row: Classification, *, on: date, then: bool = False) -> Line:
    state = State.IN_FORCE if then else State(row.state)
    return Line(
        id=row.id,
        person=row.person_id,
        kind=Kind(row.kind),
        value=row.value,
        pack=row.pack,
        article=row.article,
        state=State(row.state),
        starts=row.starts,
        until=row.until,
        review_due=row.review_due,
        designated_by=row.designated_by,
        not_told=row.not_told,
        in_force_at=row.in_force_at,
        ended_at=row.ended_at,
        marking=reached(row),
        holds=stands(state=state, starts=row.starts, until=row.until, on=on),
    )


def readable(by: Actor) -> Callable[[str], str]:
    """What is cited, where the reader may read it himself; nothing where not, so that no number gives it away."""

    @cache
    def read(reference: str) -> str:
        kind, _colon, key = reference.partition(":")
        match kind:
            case "event":
                known = events.marking_of(key, by=by) is not None
            case "assessment":
                known = rows_seen.assessments(by=by).filter(pk=key).exists()
            case "membership":
                known = key in networks.markings_of([key], by=by)
            case _:
                known = bool(reference) and reports.cited(reference, by=by) is not None
        return reference if known else ""

    return read
