"""Read proposals to score anew: how far they are, and what they would change, counted from what the reader may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, QuerySet

from beccaria.access.api import may_go, only
from beccaria.core.actors import Actor
from beccaria.core.assessing import State
from beccaria.core.instruments import Instrument
from beccaria.core.rescoring import Moved
from beccaria.lib import paging
from beccaria.risk.models import Rescoring, Restated, Stage
from beccaria.risk.queries import instruments, seen

MOST: Final = 50
AT_ONCE: Final = 25


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal. `share` is how much of it is worked out, 0 to 100: never how many, for some may be hidden."""

    id: str
    instrument: str
    title: str
    version: int
    why: str
    stage: Stage
    share: int
    site: str | None
    level: int
    asked_by: str
    asked_at: datetime
    computed_at: datetime | None
    answered_by: str
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Anew:
    """What the new version makes of one assessment, beside what stood before and what a person decided."""

    id: str
    assessment: str
    person: str
    before: str
    band_low: str
    band: str
    band_high: str
    version: int
    moved: Moved
    lost: int
    decided: str
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """How many bands move in which direction: altogether, by unit, and from which band to which."""

    all: dict[Moved, int]
    units: dict[str, dict[Moved, int]]
    bands: dict[tuple[str, str], int]
    lost: int


@dataclass(frozen=True, slots=True)
class Report:
    """A proposal with what it would change, and some of those whose band moves."""

    proposal: Proposal
    instrument: Instrument | None
    moves: Moves
    moved: paging.Page[Anew]


def proposals(*, by: Actor) -> tuple[Proposal, ...]:
    """The newest proposals of the reader's prison, or of every prison for whoever has the whole service."""
    del by  # judged by the row policy
    return tuple(_proposal(row) for row in Rescoring.objects.order_by("-asked_at", "-id")[:MOST])


def proposal(rescoring_id: str, *, by: Actor) -> Proposal:
    """One proposal. Raises Hidden."""
    del by  # the same
    return _proposal(only(Rescoring.objects.filter(pk=rescoring_id)))


def report(rescoring_id: str, *, by: Actor, cursor: str | None = None) -> Report:
    """What a proposal would change of what the reader may see; those whose band moves, page by page. Raises Hidden."""
    row = only(Rescoring.objects.filter(pk=rescoring_id))
    known = instruments.of_version(row.instrument, row.version)
    return Report(_proposal(row), known, _moves(_rows(row.id, by)), _page(row.id, cursor, by))


def last_restated(assessment_id: str, *, by: Actor) -> Anew | None:
    """What the newest approved version makes of an assessment; None while none was approved. Raises nothing."""
    rows = Restated.objects.filter(
        assessment__in=seen.assessments(by=by).filter(pk=assessment_id), rescoring__stage=Stage.APPROVED
    )
    found = rows.select_related("assessment").order_by("-version").first()
    return _anew(found) if found else None


def to_rescore(*, by: Actor) -> tuple[Instrument, ...]:
    """The instruments of which older versions than the newest stand for somebody the reader may see."""
    found = []
    for kept in instruments.for_people():
        one = kept.instrument
        older = seen.assessments(by=by).filter(
            state=State.DECIDED, instrument=one.id, version__lt=one.version
        )
        if one.version > 1 and older.exists():
            found.append(one)
    return tuple(found)


def _rows(rescoring_id: str, by: Actor) -> QuerySet[Restated]:
    return Restated.objects.filter(may_go(by, of="assessment__"), rescoring_id=rescoring_id)


def _moves(rows: QuerySet[Restated]) -> Moves:
    every: dict[Moved, int] = dict.fromkeys(Moved, 0)
    units: dict[str, dict[Moved, int]] = {}
    bands: dict[tuple[str, str], int] = {}
    lost = 0
    counted = rows.values_list("assessment__site", "moved", "before", "band", "lost").annotate(
        many=Count("id")
    )
    for site, way, before, band, missing, many in counted:
        moved = Moved(way)
        every[moved] += many
        unit = units.setdefault(site or "", dict.fromkeys(Moved, 0))
        unit[moved] += many
        bands[before, band] = bands.get((before, band), 0) + many
        lost += many if missing else 0
    return Moves(every, units, bands, lost)


def _page(rescoring_id: str, cursor: str | None, by: Actor) -> paging.Page[Anew]:
    rows = _rows(rescoring_id, by).exclude(moved=Moved.SAME).select_related("assessment")
    found = list(paging.newest_first(rows, "computed_at", paging.after(cursor), AT_ONCE))
    return paging.page(found, [_anew(one) for one in found], "computed_at", AT_ONCE)


def _anew(row: Restated) -> Anew:
    judged = row.assessment
    return Anew(
        id=row.id,
        assessment=judged.id,
        person=judged.person_id,
        before=row.before,
        band_low=row.band_low,
        band=row.band,
        band_high=row.band_high,
        version=row.version,
        moved=Moved(row.moved),
        lost=row.lost,
        decided=judged.decided_band,
        level=judged.level,
        handling=tuple(judged.handling),
    )


def _proposal(row: Rescoring) -> Proposal:
    one = instruments.of_version(row.instrument, row.version)
    stage = Stage(row.stage)
    share = 100 if stage is not Stage.COMPUTING else min(99, 100 * row.done // row.total) if row.total else 0
    return Proposal(
        id=row.id,
        instrument=row.instrument,
        title=one.title if one else row.instrument,
        version=row.version,
        why=row.why,
        stage=stage,
        share=share,
        site=row.site,
        level=row.level,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        computed_at=row.computed_at,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        answer=row.answer,
    )
