"""Keep when a record first appeared, and tell the owners of other records that their person was seen: never where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.judging import Prompt
from beccaria.ledger.api import record
from beccaria.people.models import Appearance

ALMOST_CERTAIN, LIKELY, POSSIBLE = "almost certain", "likely", "possible"
_LIKELY_FROM: Final = 0.8
_SUBJECTS: Final = 200

# An earlier row that comes in later moves the first appearance back.
_APPEAR = """
WITH told AS (
  SELECT DISTINCT ON (person, prompt) person, prompt, ref, at
  FROM unnest(%(people)s::text[], %(prompts)s::text[], %(refs)s::text[], %(moments)s::timestamptz[])
    AS told(person, prompt, ref, at)
  ORDER BY person, prompt, at, ref
)
INSERT INTO people_appearance AS known (id, person_id, prompt, ref, at)
SELECT gen_random_uuid()::text, person, prompt, ref, at FROM told
ON CONFLICT (person_id, prompt) DO UPDATE SET ref = excluded.ref, at = excluded.at WHERE excluded.at < known.at
RETURNING person_id, prompt, ref, at, (xmax = 0)
"""

# The owner of another record is told when what appeared belongs elsewhere, and when his record was there by then: a
# record that itself came into being by something that happened later could not have been recognised yet. Two records of
# one load of the register tell nobody anything: nobody appeared. When what is known of a record changed, only those
# are told whose records are judged to be like it from now on.
_TELL = """
INSERT INTO people_recognition
  (id, person_id, prompt, certainty, because, occurred_at, recorded_at, answered_by, answer,
   site, level, compartments, handling)
SELECT gen_random_uuid()::text, told.*, %(at)s, '', '', owner.site, owner.level, owner.compartments, owner.handling
FROM (
  SELECT DISTINCT ON (other.id, seen.prompt, seen.at) other.id AS person_id, seen.prompt,
    CASE WHEN held.verdict = 'same' THEN %(certain)s WHEN held.score >= %(likely_from)s THEN %(likely)s
         ELSE %(possible)s END AS certainty, held.because, seen.at AS occurred_at
  FROM unnest(%(people)s::text[], %(prompts)s::text[], %(moments)s::timestamptz[], %(sites)s::text[])
    AS seen(person, prompt, at, site)
  CROSS JOIN LATERAL (
    SELECT seen.person AS other_id, 'same' AS verdict, 1.0::double precision AS score, '{}'::text[] AS because,
           NULL::timestamptz AS since
    UNION ALL
    SELECT right_id, verdict, score, because, since FROM people_judgement
    WHERE left_id = seen.person AND until IS NULL AND verdict IN ('same', 'unsure')
    UNION ALL
    SELECT left_id, verdict, score, because, since FROM people_judgement
    WHERE right_id = seen.person AND until IS NULL AND verdict IN ('same', 'unsure')
  ) held
  JOIN people_person other ON other.id = held.other_id AND other.site IS DISTINCT FROM seen.site
  WHERE (seen.prompt <> 'register' OR other.recorded_at < %(at)s)
    AND (seen.prompt <> 'evidence' OR held.since = %(at)s)
    AND NOT EXISTS (
      SELECT 1 FROM people_recognition known
      WHERE known.person_id = other.id AND known.prompt = seen.prompt AND known.occurred_at = seen.at)
    AND coalesce((
      SELECT min(earlier.at) FROM people_appearance earlier
      WHERE earlier.person_id = other.id AND earlier.prompt <> 'register'), seen.at) <= seen.at
  ORDER BY other.id, seen.prompt, seen.at, held.verdict, held.score DESC
) told
JOIN people_person owner ON owner.id = told.person_id
RETURNING person_id
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """When and by what a record appeared."""

    prompt: Prompt
    ref: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Appeared:
    """A record that appeared in a way in which it had not been seen before; `site` is where."""

    person: str
    moment: Moment
    site: str | None


def appear(told: Iterable[tuple[str, Moment, str | None]]) -> list[Appeared]:
    """Keep the first appearance of each record in each way, given with where it was; returns those that are new."""
    rows = list(told)
    sites = {(person, moment.prompt, moment.ref): site for person, moment, site in rows}
    said = {
        "people": [person for person, _moment, _site in rows],
        "prompts": [moment.prompt.value for _person, moment, _site in rows],
        "refs": [moment.ref for _person, moment, _site in rows],
        "moments": [moment.at for _person, moment, _site in rows],
    }
    return [
        Appeared(person, Moment(Prompt(prompt), ref, at), sites[person, Prompt(prompt), ref])
        for person, prompt, ref, at, new in _rows(_APPEAR, said)
        if new
    ]


def first_appearances(people: Iterable[str]) -> dict[str, Moment]:
    """When each first appeared: by what happened, and by its entry in a register only if nothing ever did."""
    found: dict[str, Moment] = {}
    rows = Appearance.objects.filter(person_id__in=list(people)).order_by("at", "id")
    for one in sorted(rows, key=lambda row: row.prompt == Prompt.REGISTER):
        found.setdefault(one.person_id, Moment(Prompt(one.prompt), one.ref, one.at))
    return found


def tell_owners(appeared: Iterable[Appeared], *, by: Actor, at: datetime) -> int:
    """Tell the owners of records elsewhere that their person, or one like him, appeared. Returns how many were told."""
    rows = list(appeared)
    said = {
        "people": [one.person for one in rows],
        "prompts": [one.moment.prompt.value for one in rows],
        "moments": [one.moment.at for one in rows],
        "sites": [one.site for one in rows],
        "at": at,
        "certain": ALMOST_CERTAIN,
        "likely": LIKELY,
        "possible": POSSIBLE,
        "likely_from": _LIKELY_FROM,
    }
    told = sorted({row[0] for row in _rows(_TELL, said)})
    for start in range(0, len(told), _SUBJECTS):
        subjects = [f"person:{one}" for one in told[start : start + _SUBJECTS]]
        record(Act.PERSON_LOAD, by=by, subjects=subjects, at=at, detail={"kind": "recognition"})
    return len(told)


def _rows(statement: str, said: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, said)
        return list(cursor.fetchall())
