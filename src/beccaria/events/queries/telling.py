"""Tell what happened to a person, or in a place, in one order of time over all lanes."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from heapq import merge
from typing import Any

from django.db.models import Q, QuerySet

from beccaria.core.actors import Actor
from beccaria.core.refusal import Hidden
from beccaria.events.models import CallRequest, Find, Incident, IncidentPart, Movement, Payment, Visit
from beccaria.events.queries.shapes import Happening, Lane, Period, Told
from beccaria.lib import paging
from beccaria.lib.days import begins, ends
from beccaria.people import api as people

EVERYTHING = frozenset(Lane)
ALWAYS = Period()
_Rows = dict[Lane, QuerySet[Any]]


def timeline(
    person_id: str,
    *,
    by: Actor,
    lanes: frozenset[Lane] = EVERYTHING,
    period: Period = ALWAYS,
    cursor: str | None = None,
    at_most: int = 40,
) -> Told:
    """What happened to a person, newest first, on all his records; each says on which one it hangs.

    Raises Hidden for a person the reader may not see, or BadInput.
    """
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    mine: dict[str, list[str]] = defaultdict(list)
    record: dict[str, str] = {}
    parts = IncidentPart.objects.filter(person_id__in=records)
    for incident, part, own in parts.values_list("incident_id", "part", "person_id"):
        mine[incident].append(part)
        record[incident] = own
    rows: _Rows = {
        Lane.MOVES: Movement.objects.filter(person_id__in=records),
        Lane.VISITS: _with_a_prisoner(Visit).filter(
            _of(records) | Q(visitor_id__in=records),
        ),
        Lane.PAYMENTS: _with_a_prisoner(Payment).filter(_of(records)),
        Lane.CALLS: _with_a_prisoner(CallRequest).filter(_of(records)),
        Lane.INCIDENTS: Incident.objects.filter(pk__in=list(mine)),
        Lane.FINDS: Find.objects.filter(person_id__in=records),
    }
    told = _told(_within(rows, period), mine, lanes=lanes, cursor=cursor, at_most=at_most)
    if records == (person_id,):
        return told
    hung = (_hung(one, person_id, frozenset(records), record.get(one.id)) for one in told.happenings)
    return replace(told, happenings=tuple(hung))


def _hung(one: Happening, asked: str, records: frozenset[str], of_incident: str | None) -> Happening:
    """The happening as one of the person asked about, and the record of his that it hangs on."""
    own = of_incident or (one.person if one.person in records else one.visitor)
    return replace(
        one,
        person=asked if one.person in records else one.person,
        visitor=asked if one.visitor in records else one.visitor,
        record=own,
    )


def about_person(person_id: str, *, by: Actor, at_most: int = 40) -> tuple[Happening, ...]:
    """The newest of what happened to a person. Raises Hidden."""
    return timeline(person_id, by=by, at_most=at_most).happenings


def at_place(
    site: str,
    *,
    by: Actor,
    wing: str = "",
    lanes: frozenset[Lane] = EVERYTHING,
    period: Period = ALWAYS,
    cursor: str | None = None,
    at_most: int = 40,
) -> Told:
    """What happened in an establishment, or in one wing of it: as far as the reader's duty goes. Raises BadInput."""
    del by  # judged by the row policy of this transaction
    inside = Q(wing=wing) if wing else Q()
    rows: _Rows = {
        Lane.MOVES: Movement.objects.filter(
            Q(to_wing=wing) if wing else Q(), site=site, person__recorded_at__isnull=False
        ),
        Lane.VISITS: Visit.objects.none() if wing else _with_a_prisoner(Visit).filter(site=site),
        Lane.PAYMENTS: Payment.objects.none() if wing else _with_a_prisoner(Payment).filter(site=site),
        Lane.CALLS: CallRequest.objects.none() if wing else _with_a_prisoner(CallRequest).filter(site=site),
        Lane.INCIDENTS: Incident.objects.filter(inside, site=site),
        Lane.FINDS: Find.objects.filter(inside, site=site),
    }
    return _told(_within(rows, period), {}, lanes=lanes, cursor=cursor, at_most=at_most)


def _with_a_prisoner(model: type[Visit | Payment | CallRequest]) -> QuerySet[Any]:
    """Those of prisoners the reader may see: the join meets the row policy of persons, so others fall away."""
    found: QuerySet[Any] = model.objects.filter(prisoner__recorded_at__isnull=False)
    return found


def _of(records: Sequence[str]) -> Q:
    """The prisoner's own, and those of the record made of how somebody outside described himself."""
    return Q(prisoner_id__in=records) | Q(described_id__in=records)


def _told(
    within: _Rows, mine: dict[str, list[str]], *, lanes: frozenset[Lane], cursor: str | None, at_most: int
) -> Told:
    place = paging.after(cursor)
    make: dict[Lane, Callable[[Any], Happening]] = {
        Lane.MOVES: Happening.of_movement,
        Lane.VISITS: Happening.of_visit,
        Lane.PAYMENTS: Happening.of_payment,
        Lane.CALLS: Happening.of_call_request,
        Lane.INCIDENTS: lambda row: Happening.of_incident(row, tuple(mine.get(row.id, ()))),
        Lane.FINDS: Happening.of_find,
    }
    streams = (
        [make[lane](row) for row in paging.newest_first(found, "at", place, at_most)]
        for lane, found in within.items()
        if lane in lanes
    )
    together = list(merge(*streams, key=lambda one: (one.at, one.id), reverse=True))[: at_most + 1]
    page = paging.page(together, together, "at", at_most)
    return Told(page.items, {lane: found.count() for lane, found in within.items()}, page.next)


def _within(rows: _Rows, period: Period) -> _Rows:
    inside = Q()
    if period.since:
        inside &= Q(at__gte=begins(period.since))
    if period.until:
        inside &= Q(at__lt=ends(period.until))
    return {lane: found.filter(inside) for lane, found in rows.items()}
