"""Read measures: one whole, those of a person, those that wait for somebody, those that end soon."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery

from beccaria.access.api import contests_said, may_ever, names_of, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.classification import Ground
from beccaria.core.handling import HELD_BACK
from beccaria.core.letters import why_not_told
from beccaria.core.markings import Marking
from beccaria.core.measures import State
from beccaria.core.refusal import Hidden
from beccaria.lib import paging
from beccaria.lib.paging import First
from beccaria.measures.models import Fit, HealthCheck, LookedAgain, Measure, MeasureContest, MeasureFact
from beccaria.measures.queries import seen
from beccaria.measures.queries.shapes import (
    CheckShown,
    ContestShown,
    FactShown,
    Line,
    Read,
    ReasonsShown,
    ReviewShown,
)
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk import api as risk

MOST = 200


def measure(measure_id: str, *, by: Actor, at: datetime) -> Read:
    """One measure with its reasons as far as they are the reader's. Raises Hidden, Refused."""
    row = seen.measure(measure_id, by=by)
    require(Act.MEASURE_READ, by, seen.reached(row))
    person = people.named([row.person_id], by=by).get(row.person_id)
    if person is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    before = seen.measures(by=by).filter(pk=row.renews_id).first() if row.renews_id else None
    works = may_ever(Act.MEASURE_REASONS, by)
    names = names_of({row.proposed_by, row.decided_by, row.second_by} - {""}) if works else {}
    checks = HealthCheck.objects.filter(measure_id=row.id).order_by("-seen_at", "id")[:MOST]
    return Read(
        line=Line.of(row, at=at),
        person=person,
        pack=row.pack,
        limit_told=row.limit_told,
        remedy=row.remedy,
        designated_by=row.designated_by,
        designated_note=row.designated_note,
        proposed_by=names.get(row.proposed_by, ""),
        proposed_at=row.proposed_at,
        decided_by=names.get(row.decided_by, ""),
        decided_at=row.decided_at,
        second_by=names.get(row.second_by, ""),
        second_at=row.second_at,
        ended_why=row.ended_why if works else "",
        mine=row.proposed_by == by.user,
        decided_by_me=row.decided_by == by.user,
        reasons=reasons_of(row, by=by, at=at),
        before=reasons_of(before, by=by, at=at) if before else None,
        before_line=Line.of(before, at=at) if before else None,
        checks=tuple(map(CheckShown.of, checks)),
        contests=contests_of(row, by=by),
        reviews=_reviews(row, by=by, at=at),
    )


def reasons_of(row: Measure, *, by: Actor, at: datetime) -> ReasonsShown | None:
    """The reasons and facts of a measure; None where they are not the reader's to see."""
    said = seen.reasons(row, by=by)
    if said is None or refusal(Act.MEASURE_REASONS, by, _as_strict(row, said.marking)):
        return None
    facts = MeasureFact.objects.filter(measure_id=row.id).order_by("-observed", "id")
    return ReasonsShown(
        proportionate=said.proportionate,
        accountable=said.accountable,
        necessary=said.necessary,
        non_discriminatory=said.non_discriminatory,
        alternatives=said.alternatives,
        told=said.told,
        names_a_trait=said.names_a_trait,
        answer=said.answer,
        facts=tuple(_fact(one, by=by, at=at) for one in facts),
        marking=said.marking,
    )


def _reviews(row: Measure, *, by: Actor, at: datetime) -> tuple[ReviewShown, ...]:
    """What was said when somebody looked again, for who may read the reasons."""
    if reasons_of(row, by=by, at=at) is None:
        return ()
    rows = LookedAgain.objects.filter(measure=row).order_by("-at", "id")[:MOST]
    return tuple(ReviewShown(one.at, one.words, one.looked_at) for one in rows)


def of_person(person_id: str, *, by: Actor, at: datetime) -> tuple[Line, ...]:
    """Every measure of a person on all his records, the newest first. Raises Hidden."""
    rows = seen.measures(by=by).filter(person__in=seen.records(person_id, by=by))
    return tuple(Line.of(row, at=at) for row in rows.order_by("-starts_at", "id")[:MOST])


def parts_of(measure_id: str, *, by: Actor, at: datetime) -> tuple[Line, ...]:
    """What a regime consists of, as far as the reader sees it, the newest first."""
    rows = seen.measures(by=by).filter(part_of_id=measure_id)
    return tuple(Line.of(row, at=at) for row in rows.order_by("-starts_at", "kind", "id")[:MOST])


def waiting(*, by: Actor, at: datetime, at_most: int = 20) -> First[tuple[Line, PersonShown]]:
    """Proposals that the reader could decide on, the oldest first."""
    rows = (
        seen.measures(by=by)
        .filter(state__in=[State.PROPOSED, State.FIRST], ends_at__gt=at)
        .exclude(proposed_by=by.user)
        .exclude(decided_by=by.user)
        .order_by("proposed_at", "id")
    )
    return _of_whom_may(Act.MEASURE_DECIDE, rows, by=by, at=at, at_most=at_most)


def ending(
    act: Act, *, by: Actor, at: datetime, within: timedelta, at_most: int = 20
) -> First[tuple[Line, PersonShown]]:
    """Decided measures that end soon, the next first: of those to which the reader may do this."""
    rows = seen.measures(by=by).filter(state=State.DECIDED, ends_at__gt=at, ends_at__lte=at + within)
    return _of_whom_may(act, rows.order_by("ends_at", "id"), by=by, at=at, at_most=at_most)


def to_look_at(
    *, by: Actor, at: datetime, within: timedelta, at_most: int = 20
) -> First[tuple[Line, PersonShown]]:
    """Measures in force that are to be looked at again by then, the one due first on top.

    Of those that the reader could decide and did not propose: nobody looks at his own.
    """
    rows = _in_force(by=by, at=at).filter(review_due__lte=at + within, review_due__lt=F("ends_at"))
    rows = rows.exclude(proposed_by=by.user).order_by("review_due", "id")
    return _of_whom_may(Act.MEASURE_DECIDE, rows, by=by, at=at, at_most=at_most)


def unfit(*, by: Actor, at: datetime, at_most: int = 20) -> First[tuple[Line, PersonShown]]:
    """Measures in force of which the health service said last that they must not go on so; who decides ends them."""
    last = HealthCheck.objects.filter(measure=OuterRef("pk")).order_by("-seen_at", "-recorded_at", "id")
    rows = _in_force(by=by, at=at).annotate(fit=Subquery(last.values("fit")[:1])).filter(fit=Fit.NO)
    rows = rows.order_by("starts_at", "id")
    return _of_whom_may(Act.MEASURE_DECIDE, rows, by=by, at=at, at_most=at_most)


def _in_force(*, by: Actor, at: datetime) -> QuerySet[Measure]:
    return seen.measures(by=by).filter(state=State.DECIDED, starts_at__lte=at, ends_at__gt=at)


def _of_whom_may(
    act: Act, rows: QuerySet[Measure], *, by: Actor, at: datetime, at_most: int
) -> First[tuple[Line, PersonShown]]:
    may = paging.first_of(rows, lambda row: refusal(act, by, seen.reached(row)) is None, at_most)
    told = with_persons((Line.of(row, at=at) for row in may), by=by)
    return paging.first(told, at_most, more=may.more)


def with_persons(lines: Iterable[Line], *, by: Actor) -> tuple[tuple[Line, PersonShown], ...]:
    """These with the person of each, as far as the reader may see him."""
    found = tuple(lines)
    persons = people.named((one.person for one in found), by=by)
    return tuple((one, persons[one.person]) for one in found if one.person in persons)


def latest_alike(row_kind: str, regime: str, person: str, *, by: Actor) -> Measure | None:
    """The measure of the same kind that this person had last, as far as the reader sees it: a new one renews it."""
    rows = seen.measures(by=by).filter(
        person__in=seen.records(person, by=by), kind=row_kind, regime=regime, in_force_at__isnull=False
    )
    return rows.order_by("-ends_at", "id").first()


def may(act: Act, measure_id: str, *, by: Actor) -> str | None:
    """Why the reader may not do this to a measure, or None. Raises Hidden."""
    return refusal(act, by, seen.reached(seen.measure(measure_id, by=by)))


def contests_of(row: Measure, *, by: Actor) -> tuple[ContestShown, ...]:
    """The contests of a measure, newest first."""
    return contests_shown(MeasureContest.objects.filter(measure=row).order_by("-received_at", "id"), by=by)


def contests_open(*, by: Actor, at_most: int = MOST) -> First[ContestShown]:
    """Contests that the reader may answer, the one due first on top."""
    rows = (
        MeasureContest.objects.filter(answered_at=None, measure__person__recorded_at__isnull=False)
        .exclude(decided_by=by.user)
        .exclude(measure__second_by=by.user)
        .select_related("measure__person")
        .order_by("due", "id")
    )
    found = paging.first_of(rows, lambda one: why_not_answered(one, by=by) is None, at_most)
    return paging.first(contests_shown(found, by=by), at_most, more=found.more)


def contests_shown(rows: Iterable[MeasureContest], *, by: Actor) -> tuple[ContestShown, ...]:
    """These contests as pages show them."""
    found = list(rows)
    return tuple(
        ContestShown(
            **said,
            measure=one.measure_id,
            person=one.measure.person_id,
            why_not=why_not_answered(one, by=by),
        )
        for one, said in zip(found, contests_said(found), strict=True)
    )


def why_not_answered(one: MeasureContest, *, by: Actor) -> str | None:
    """Why the reader may not answer a contest, in a sentence; None when he may."""
    if one.answered_at:
        return "This contest is answered already."
    if by.user in {one.decided_by, one.measure.second_by}:
        return "Somebody other than the people who decided must answer."
    return refusal(Act.MEASURE_ANSWER, by, seen.reached(one.measure))


def _as_strict(row: Measure, marking: Marking) -> Marking:
    """The marking of the reasons, which follow the person as far as their own handling lets them."""
    held = seen.reached(row).reaches
    kept_here = set(marking.handling) & set(HELD_BACK)
    return Marking(
        site=marking.site,
        level=marking.level,
        compartments=marking.compartments,
        handling=marking.handling,
        reaches=frozenset() if kept_here else held,
    )


def _fact(row: MeasureFact, *, by: Actor, at: datetime) -> FactShown:
    source = risk.source_of_fact(row.reference, row.marking, by=by, at=at)
    return FactShown(
        Ground(row.ground),
        row.text,
        row.observed,
        row.judged,
        risk.readable(by)(row.reference),
        why_not_told([source]),
    )
