"""What the database hands out for monitoring: rows without names, of assessments that the asking duty may count.

`risk_watched` asks as the reader: row security leaves out what he may not see, people and incidents too. Who oversees
may not read assessments; `risk_watched_overseen` gives him the same rows, judges numbered, of what his clearance
reaches and no compartment holds. What handling keeps at its prison is counted there only.
"""

from collections.abc import Iterator
from typing import Final

from beccaria.core.actors import Duty
from beccaria.core.handling import HELD_BACK
from beccaria.core.happenings import Part

FOLLOW_DAYS: Final = 180
"""How long after an assessment an incident counts as its outcome."""
PARTS: Final = (Part.ASSAILANT, Part.FIGHTER, Part.SUSPECT)
"""Parts in an incident that are his own doing; being its victim or hurting oneself is none."""

_COLUMNS: Final = (
    "version integer, finished timestamptz, started timestamptz, proposed text, decided text, ratings jsonb,"
    " who bigint, judge text, sex text, born date, nationality text, incident timestamptz"
)
_LISTED: Final = "coalesce((SELECT app_list('sites')), '{}')::text[]"
_MAY_GO: Final = f"(NOT judged.handling && ARRAY{HELD_BACK}::text[] OR judged.site = ANY ({_LISTED}))"
_OVERSEEN: Final = (
    "(SELECT app_text('duty')) = '{duty}' AND {row}.level <= (SELECT app_level()) AND {row}.compartments = '{{}}'"
    " AND ((SELECT app_text('sites')) = '*' OR {row}.site = ANY ((SELECT app_list('sites'))::text[]))"
)


def statements() -> Iterator[str]:
    """Run by `migrate` after the row policies are written."""
    yield from _watched("risk_watched", "INVOKER", judge="judged.assessor")
    yield from _watched(
        "risk_watched_overseen",
        "DEFINER",
        judge="'#' || dense_rank() OVER (ORDER BY md5(judged.assessor))",
        may=_OVERSEEN.format(duty=Duty.DPO.value, row="judged"),
        incident=_OVERSEEN.format(duty=Duty.DPO.value, row="happened"),
    )


def _watched(
    name: str, rights: str, *, judge: str, may: str = "true", incident: str = "true"
) -> Iterator[str]:
    parts = ", ".join(f"'{part.value}'" for part in PARTS)
    # One human may have several records: his incidents count under each, and he is one person to those who compare.
    yield f"""CREATE OR REPLACE FUNCTION {name}(wanted text) RETURNS TABLE ({_COLUMNS})
      LANGUAGE sql STABLE SECURITY {rights} SET search_path = public, pg_temp AS $watched$
      SELECT judged.version, judged.finished_at, judged.started_at, judged.proposed_band, judged.decided_band,
        coalesce((SELECT jsonb_object_agg(rating.item, rating.level) FROM risk_rating rating
          WHERE rating.assessment_id = judged.id AND rating.ended_at IS NULL), '{{}}'),
        dense_rank() OVER (ORDER BY md5(person.cluster)), {judge}, known.sex, person.born, known.nationality,
        (SELECT min(happened.at) FROM events_incident happened
          JOIN events_incidentpart part ON part.incident_id = happened.id AND part.part IN ({parts})
          JOIN people_person same ON same.id = part.person_id AND same.cluster = person.cluster
          WHERE happened.at > judged.finished_at
            AND happened.at <= judged.finished_at + interval '{FOLLOW_DAYS} days' AND {incident})
      FROM risk_assessment judged
      JOIN people_person person ON person.id = judged.person_id
      LEFT JOIN LATERAL (SELECT identity.sex, identity.nationality FROM people_identity identity
        WHERE identity.person_id = person.id AND identity.until IS NULL
        ORDER BY identity.since DESC, identity.id LIMIT 1) known ON true
      WHERE judged.instrument = wanted AND judged.finished_at IS NOT NULL AND {_MAY_GO} AND {may}
      ORDER BY judged.finished_at, judged.id $watched$"""  # noqa: S608  constants
    yield f"""CREATE OR REPLACE FUNCTION {name}_counts()
      RETURNS TABLE (instrument text, version integer, many bigint, last timestamptz)
      LANGUAGE sql STABLE SECURITY {rights} SET search_path = public, pg_temp AS $counts$
      SELECT judged.instrument, judged.version, count(*), max(judged.finished_at) FROM risk_assessment judged
      JOIN people_person person ON person.id = judged.person_id
      WHERE judged.finished_at IS NOT NULL AND {_MAY_GO} AND {may} GROUP BY 1, 2 ORDER BY 1, 2 $counts$"""  # noqa: S608  constants
    for signature in (f"{name}(text)", f"{name}_counts()"):
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {signature} TO beccaria_web"
