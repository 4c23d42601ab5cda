"""Find what the unit has to take up, filtered and in either order, and count how far remarks come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.reporting import Stage
from beccaria.lib import paging
from beccaria.reports.models import Dissemination, Observation, ObservationStage, ReporterFeedback
from beccaria.reports.queries import seen
from beccaria.reports.queries.observing import line
from beccaria.reports.queries.shapes import ObservationLine, Page


class Heap(StrEnum):
    """The heaps of the inbox."""

    NEW = "new"
    ASKED = "asked"
    TAKEN = "taken"
    ALL = "all"


_OF_HEAP: dict[Heap, Q] = {
    Heap.NEW: Q(stage=Stage.SUBMITTED, report=None),
    Heap.ASKED: Q(stage=Stage.RETURNED),
    Heap.TAKEN: Q(stage=Stage.SUBMITTED, report__isnull=False),
    Heap.ALL: Q(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list is narrowed to; empty means everything."""

    heap: Heap = Heap.NEW
    site: str = ""
    place: str = ""
    kind: str = ""
    since: datetime | None = None
    oldest_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """How far the remarks of a period came; each number is part of the one before, except `answered`."""

    sent: int
    graded: int
    acted_on: int
    answered: int


def triage(wanted: Wanted, *, by: Actor, cursor: str | None = None) -> Page[ObservationLine]:
    """Observations of a heap, filtered. Raises BadInput for a foreign cursor, Refused outside the duty."""
    require(Act.INBOX_SEE, by)
    rows, at_most, place = _rows(wanted, by), paging.size(None), paging.after(cursor)
    if wanted.oldest_first:
        found = list(_oldest_first(rows, place, at_most))
    else:
        found = list(paging.newest_first(rows, "received_at", place, at_most))
    return paging.page(found, [line(row) for row in found], "received_at", at_most)


def answered(observations: Iterable[str], *, by: Actor) -> frozenset[str]:
    """Which of these came back with an answer. The row policy leaves out what the actor may not see."""
    require(Act.INBOX_SEE, by)
    moves = ObservationStage.objects.filter(
        observation__in=list(observations), before=Stage.RETURNED, after=Stage.SUBMITTED
    )
    return frozenset(moves.values_list("observation_id", flat=True))


def funnel(*, by: Actor, since: datetime, until: datetime) -> Funnel:
    """Count the remarks received in a period by how far they came: graded, acted on (given out), answered."""
    require(Act.INBOX_SEE, by)
    given = Dissemination.objects.filter(version__report_id=OuterRef("report_id"), recalled_at=None)
    told = ReporterFeedback.objects.filter(observation_id=OuterRef("pk"))
    rows = Observation.objects.filter(
        seen.sites(by) & seen.elsewhere(by), received_at__gte=since, received_at__lt=until
    )
    graded = Q(stage=Stage.GRADED) | Q(stage__in=[Stage.CLOSED, Stage.ARCHIVED], report__isnull=False)
    found = rows.annotate(given=Exists(given), told=Exists(told)).aggregate(
        sent=Count("pk"),
        graded=Count("pk", filter=graded),
        acted_on=Count("pk", filter=graded & Q(given=True)),
        answered=Count("pk", filter=Q(told=True)),
    )
    return Funnel(**found)


def _rows(wanted: Wanted, by: Actor) -> QuerySet[Observation]:
    rows = Observation.objects.filter(seen.sites(by) & seen.elsewhere(by), _OF_HEAP[wanted.heap])
    if wanted.site:
        rows = rows.filter(site=wanted.site)
    if wanted.place:
        rows = rows.filter(place__icontains=wanted.place)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.since:
        rows = rows.filter(received_at__gte=wanted.since)
    return rows


def _oldest_first(
    rows: QuerySet[Observation], place: paging.After | None, at_most: int
) -> QuerySet[Observation]:
    if place is not None:
        later = Q(received_at__gt=place.moment) | Q(received_at=place.moment, id__gt=place.id)
        rows = rows.filter(Q(received_at__gte=place.moment) & later)
    return rows.order_by("received_at", "id")[: at_most + 1]
