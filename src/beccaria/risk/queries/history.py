"""Read how a person was judged over time: ranges of each instrument from decision to decision, and what happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.classification import State as Standing
from beccaria.core.refusal import Hidden
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.risk.queries import assessments, classifications, contests, letters, seen
from beccaria.risk.queries.shapes import Line

MOST_EVENTS: Final = 40


class Happened(StrEnum):
    """What can be marked on the history."""

    CATEGORY = "category"
    STATUS = "status"
    ENDED = "ended"
    LETTER = "letter"
    CONTEST = "contest"
    MOVE = "move"
    INCIDENT = "incident"


@dataclass(frozen=True, slots=True)
class Span:
    """One decision and how long it held; `end` None: it holds."""

    line: Line
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One instrument with its decisions, the earliest first."""

    instrument: str
    title: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened: `reference` is what it was, such as `classification:ID`; `code` its kind or value."""

    what: Happened
    at: datetime
    code: str
    reference: str


@dataclass(frozen=True, slots=True)
class History:
    """How a person was judged, and what happened meanwhile, as far as the reader may see."""

    person: str
    dimensions: tuple[Dimension, ...]
    marks: tuple[Mark, ...]


def history(person_id: str, *, by: Actor, at: datetime) -> History:
    """The history of one person on all his records. What is hidden leaves no gap: only what is seen is counted.

    Raises Hidden for a person the reader may not see.
    """
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    rows = seen.assessments(by=by).filter(person__in=records, decided_at__isnull=False)
    ended = dict(rows.values_list("id", "superseded_at"))
    lines = assessments.lines(list(rows.order_by("decided_at", "id")[: assessments.MOST_LINES]))
    found: dict[str, list[Span]] = {}
    for line in lines:
        if line.decided:
            found.setdefault(line.instrument, []).append(Span(line, line.decided.at, ended[line.id]))
    dimensions = [Dimension(name, spans[-1].line.title, tuple(spans)) for name, spans in found.items()]
    marks = [
        *_classified(person_id, by=by, at=at),
        *_told(person_id, records, by=by),
        *_events(person_id, by=by),
    ]
    return History(
        person_id,
        tuple(sorted(dimensions, key=lambda one: one.title)),
        tuple(sorted(marks, key=lambda one: (one.at, one.reference))),
    )


def _classified(person_id: str, *, by: Actor, at: datetime) -> list[Mark]:
    if not may_ever(Act.CLASSIFICATION_READ, by):
        return []
    found = []
    for one in classifications.of_person(person_id, by=by, at=at):
        if one.in_force_at is None:
            continue
        reference, code = f"classification:{one.id}", f"{one.kind.value}:{one.value}"
        found.append(Mark(Happened(one.kind.value), one.in_force_at, code, reference))
        if one.ended_at and one.state is Standing.ENDED:
            found.append(Mark(Happened.ENDED, one.ended_at, code, reference))
    return found


def _told(person_id: str, records: tuple[str, ...], *, by: Actor) -> list[Mark]:
    """Letters he was given, and what he contested."""
    if not may_ever(Act.LETTER_READ, by):
        return []
    found = [
        Mark(Happened.LETTER, one.delivered_at, "", f"letter:{one.id}")
        for one in letters.of_person(person_id, by=by)
        if one.delivered_at
    ]
    contested = contests.rows(by=by).filter(person__in=records).order_by("received_at")[: letters.MOST]
    return found + [Mark(Happened.CONTEST, one.received_at, "", f"contest:{one.id}") for one in contested]


def _events(person_id: str, *, by: Actor) -> list[Mark]:
    if not may_ever(Act.EVENT_READ, by):
        return []
    lanes = {events.Lane.MOVES: Happened.MOVE, events.Lane.INCIDENTS: Happened.INCIDENT}
    told = events.timeline(person_id, by=by, lanes=frozenset(lanes), at_most=MOST_EVENTS)
    return [Mark(lanes[one.lane], one.at, one.code, f"event:{one.id}") for one in told.happenings]
