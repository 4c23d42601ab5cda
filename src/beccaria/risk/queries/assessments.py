"""Read assessments: one with its ratings and evidence, those of a person, and one's own."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from beccaria.access.api import may_go, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.assessing import State, sealed
from beccaria.core.refusal import Hidden
from beccaria.people import api as people
from beccaria.risk.models import Assessment, Cited, Rating
from beccaria.risk.queries import instruments, seen
from beccaria.risk.queries.shapes import Citation, Line, Rated, Read, line_of, read_of

MOST_LINES = 200


def assessment(assessment_id: str, *, by: Actor) -> Read:
    """One assessment with the answers that hold. Raises Hidden, Refused."""
    row = seen.assessment(assessment_id, by=by)
    require(Act.ASSESSMENT_READ, by, seen.reached(row, by=by))
    return read_of(row, ratings_of(row, by=by))


def ratings_of(row: Assessment, *, by: Actor, ended: bool = False) -> dict[str, Rated]:
    """The answers by item: those that hold, or with `ended` the last one of each that held once."""
    rows = Rating.objects.filter(assessment=row)
    rows = rows if ended else rows.filter(ended_at=None)
    cited = _cited(Cited.objects.filter(may_go(by), rating__in=rows))
    found = {}
    for one in rows.order_by("rated_at", "id"):
        mine = cited[one.id]
        known = tuple(Citation.of(each) for each in mine)
        found[one.item] = Rated.of(one, known, withheld=one.seal != sealed(each.id for each in mine))
    return found


def _cited(rows: QuerySet[Cited]) -> dict[str, list[Cited]]:
    by_rating: dict[str, list[Cited]] = defaultdict(list)
    for row in rows.order_by("cited_at", "id"):
        by_rating[row.rating_id].append(row)
    return by_rating


def of_person(person_id: str, *, by: Actor, superseded: bool = False) -> tuple[Line, ...]:
    """The assessments of a person on all his records, newest first; those superseded only if asked. Raises Hidden."""
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    rows = seen.assessments(by=by).filter(person__in=records)
    if not superseded:
        rows = rows.exclude(state=State.SUPERSEDED)
    return lines(list(rows.order_by("-started_at", "-id")[:MOST_LINES]))


def mine(*, by: Actor) -> tuple[Line, ...]:
    """What the actor is assessing or has assessed, what is open first."""
    rows = seen.assessments(by=by).filter(assessor=by.user).exclude(state=State.SUPERSEDED)
    found = lines(list(rows.order_by("-saved_at", "-id")[:MOST_LINES]))
    return tuple(sorted(found, key=lambda line: line.state is not State.DRAFT))


def to_decide(*, by: Actor) -> tuple[Line, ...]:
    """Finished assessments on which the actor may decide, or be the second person; the oldest first."""
    rows = seen.assessments(by=by).filter(state=State.RATED).order_by("finished_at", "id")[:MOST_LINES]
    waiting = [row for row in rows if _may_go_on(row, by=by)]
    return lines(waiting)


def _may_go_on(row: Assessment, *, by: Actor) -> bool:
    one = instruments.of_version(row.instrument, row.version)
    if one is None:
        return False
    marking = seen.reached(row, by=by, author=row.assessor)
    if row.second_at is None and one.needs_second(row.proposed_band):
        return refusal(Act.ASSESSMENT_COUNTERSIGN, by, marking) is None
    named = not one.decided_by or by.duty.value in one.decided_by
    return named and refusal(Act.ASSESSMENT_DECIDE, by, marking) is None


def lines(rows: Sequence[Assessment]) -> tuple[Line, ...]:
    """These assessments as a list tells them."""
    levels = levels_of([row.id for row in rows])
    return tuple(line_of(row, levels[row.id]) for row in rows)


def levels_of(assessment_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """Per assessment the level of each item, of those that hold."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = Rating.objects.filter(assessment__in=list(assessment_ids), ended_at=None)
    for assessment_id, item, level in rows.values_list("assessment_id", "item", "level"):
        found[assessment_id][item] = level
    return found


def may(act: Act, read: Line, *, by: Actor) -> str | None:
    """Why the reader may not do this to this assessment, or None."""
    row = seen.assessment(read.id, by=by)
    return refusal(act, by, seen.reached(row, by=by, author=row.assessor))


def in_force(person_id: str, *, by: Actor, at: datetime) -> tuple[Line, ...]:
    """The decided assessments of a person, one for each instrument, the newest decision of each. Raises Hidden."""
    newest: dict[str, Line] = {}
    for line in of_person(person_id, by=by):
        if line.state is State.DECIDED and line.decided and line.decided.at <= at:
            held = newest.get(line.instrument)
            if held is None or held.decided is None or line.decided.at > held.decided.at:
                newest[line.instrument] = line
    return tuple(sorted(newest.values(), key=lambda line: line.title))
