"""Work out a rescoring in helpings, each a transaction of its own; let what changed its band fall due once approved."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.instruments import Instrument
from beccaria.core.rescoring import moved, outcome
from beccaria.ledger import api as ledger
from beccaria.risk.models import Rescoring, Stage
from beccaria.risk.queries import instruments

AT_ONCE: Final = 5_000

# In the order of their identifiers, which are random: a helping is no prison and no day.
_OLDER: Final = """
FROM risk_assessment stands
WHERE stands.state = 'decided' AND stands.instrument = %(instrument)s AND stands.version < %(version)s
  AND (%(site)s::text IS NULL OR stands.site = %(site)s::text)"""
_COUNT: Final = f"SELECT count(*) {_OLDER}"
_READ: Final = f"""
WITH helping AS MATERIALIZED (
  SELECT stands.id, stands.proposed_band {_OLDER} AND stands.id > %(last)s ORDER BY stands.id LIMIT %(many)s
)
SELECT helping.id, coalesce(known.band, helping.proposed_band), given.levels
FROM helping
JOIN LATERAL (
  SELECT jsonb_object_agg(rating.item, rating.level)::text AS levels FROM risk_rating rating
  WHERE rating.assessment_id = helping.id AND rating.ended_at IS NULL
) given ON true
LEFT JOIN LATERAL (
  SELECT earlier.band FROM risk_restated earlier JOIN risk_rescoring whole ON whole.id = earlier.rescoring_id
  WHERE earlier.assessment_id = helping.id AND whole.stage = 'approved' ORDER BY earlier.version DESC LIMIT 1
) known ON true
ORDER BY helping.id
"""  # noqa: S608  constants
_WRITE: Final = """
INSERT INTO risk_restated (id, rescoring_id, assessment_id, version, low, high, band_low, band, band_high, before,
  moved, lost, computed_at)
SELECT gen_random_uuid()::text, %(rescoring)s, made.*, %(at)s
FROM (
  SELECT one->>0, %(version)s::integer, (one->>1)::double precision, (one->>2)::double precision, one->>3, one->>4,
    one->>5, one->>6, one->>7, (one->>8)::smallint
  FROM jsonb_array_elements(%(rows)s::jsonb) one
) made
ON CONFLICT (rescoring_id, assessment_id) DO NOTHING
"""
_DUE: Final = """
INSERT INTO risk_change (id, of, judged, kind, code, record, via, seen_in, told_at, site, level, compartments, handling)
SELECT gen_random_uuid()::text, 'assessment', stands.id, 'version', anew.moved, anew.id, '', '', %(at)s,
  stands.site, stands.level, stands.compartments, stands.handling
FROM risk_restated anew
JOIN risk_assessment stands ON stands.id = anew.assessment_id AND stands.state = 'decided'
WHERE anew.rescoring_id = %(rescoring)s AND anew.moved <> 'same'
ON CONFLICT (judged, kind, record) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What the new version makes of one assessment."""

    assessment: str
    low: float
    high: float
    band_low: str
    band: str
    band_high: str
    before: str
    moved: str
    lost: int


@transaction.atomic
def compute_some(rescoring_id: str, *, by: Actor, at: datetime, at_once: int = AT_ONCE) -> bool:
    """Work out the next helping of a rescoring; returns whether more remains. Twice is as once. Raises Refused."""
    require(Act.RESCORING_COMPUTE, by)
    row = Rescoring.objects.filter(pk=rescoring_id, stage=Stage.COMPUTING).select_for_update().first()
    if row is None:
        return False
    new = instruments.used(row.instrument, row.version)
    about: dict[str, Any] = {"instrument": row.instrument, "version": row.version, "site": row.site}
    with connection.cursor() as cursor:
        if not row.last:
            cursor.execute(_COUNT, about)
            row.total = cursor.fetchone()[0]
        cursor.execute(_READ, {**about, "last": row.last, "many": at_once})
        read = cursor.fetchall()
        made = [_made(new, key, before, json.loads(levels or "{}")) for key, before, levels in read]
        cursor.execute(
            _WRITE, {"rescoring": row.id, "version": row.version, "rows": _as_text(made), "at": at}
        )
    row.done += len(made)
    more = len(made) == at_once
    if made:
        row.last = made[-1].assessment
    if not more:
        row.stage, row.computed_at = Stage.PROPOSED, at
        ledger.record(
            Act.RESCORING_COMPUTE,
            by=by,
            subjects=[f"rescoring:{row.id}"],
            at=at,
            detail={"instrument": row.instrument, "version": row.version, "scored": row.done},
        )
    row.save(update_fields=["total", "done", "last", "stage", "computed_at"])
    return more


@transaction.atomic
def fall_due(rescoring_id: str, *, by: Actor, at: datetime) -> int:
    """Make due every assessment whose band an approved version moves. Twice is as once. Raises Refused."""
    require(Act.RESCORING_COMPUTE, by)
    if not Rescoring.objects.filter(pk=rescoring_id, stage=Stage.APPROVED).exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"rescoring": rescoring_id, "at": at})
        many = int(cursor.rowcount)
    ledger.record(
        Act.RESCORING_COMPUTE, by=by, subjects=[f"rescoring:{rescoring_id}"], at=at, detail={"due": many}
    )
    return many


def _made(new: Instrument, key: str, before: str, ratings: Mapping[str, str]) -> Made:
    found = outcome(new, ratings)
    return Made(
        *(key, found.low, found.high, found.band_low, found.band, found.band_high),
        before=before,
        moved=moved(new, before, found.band).value,
        lost=len(found.lost),
    )


def _as_text(made: Sequence[Made]) -> str:
    return json.dumps([astuple(one) for one in made])
