"""Say of many people at once what placing them needs to know, and of every wing how many people are in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.lib.many import as_text
from beccaria.people.models import CustodyPeriod

# Somebody may have several records: he is held under one of them, and what is known of him stands on any.
_PLACED: Final = """
SELECT asked.id, coalesce(held.person_id, asked.id), asked.name, asked.born,
  coalesce(said.sex, ''), coalesce(said.languages, '{}'), coalesce(held.status, ''), coalesce(held.category, ''),
  coalesce(held.establishment, ''), coalesce(held.wing, ''), coalesce(held.cell, ''), asked.level, asked.handling
FROM people_person asked
LEFT JOIN LATERAL (
  SELECT custody.* FROM people_person fellow
  JOIN people_custodyperiod custody ON custody.person_id = fellow.id AND custody.ends_at IS NULL
  WHERE fellow.cluster = asked.cluster ORDER BY custody.starts_at DESC LIMIT 1
) held ON true
LEFT JOIN LATERAL (
  SELECT max(one.sex) AS sex, array_agg(DISTINCT spoken) FILTER (WHERE spoken IS NOT NULL) AS languages
  FROM people_person fellow JOIN people_identity one ON one.person_id = fellow.id AND one.until IS NULL
  LEFT JOIN LATERAL unnest(one.languages) AS spoken ON true
  WHERE fellow.cluster = asked.cluster
) said ON true
WHERE asked.id = ANY (string_to_array(%(records)s, chr(31)))
"""
_INSIDE: Final = """
SELECT establishment, wing, category, count(*) FROM people_custodyperiod WHERE ends_at IS NULL
GROUP BY establishment, wing, category
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody as placing needs him. `holder` is the record he is held under, the same for all his records."""

    id: str
    holder: str
    name: str
    born: date | None
    sex: str
    languages: tuple[str, ...]
    status: str
    category: str
    establishment: str
    wing: str
    cell: str
    level: int
    handling: tuple[str, ...]


def placed(ids: Iterable[str], *, by: Actor) -> dict[str, Placed]:
    """These records of people, by identifier; of those the reader may see. One statement for however many."""
    del by  # judged by the row policy of this transaction
    with connection.cursor() as cursor:
        cursor.execute(_PLACED, {"records": as_text(sorted(set(ids)))})
        return {row[0]: _of(row) for row in cursor.fetchall()}


def _of(row: Sequence[Any]) -> Placed:
    values: list[Any] = [tuple(cell) if isinstance(cell, list) else cell for cell in row]
    return Placed(*values)


def inside(*, by: Actor) -> dict[tuple[str, str], dict[str, int]]:
    """How many people of each category are held on each wing (establishment, wing), of those the reader may see."""
    del by  # the same
    found: dict[tuple[str, str], dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_INSIDE)
        for establishment, wing, category, count in cursor.fetchall():
            found.setdefault((establishment, wing), {})[category] = count
    return found


def held_in(establishment: str, *, by: Actor, wing: str = "") -> list[str]:
    """The records under which people are held there now, in a steady order."""
    del by  # the same
    held = CustodyPeriod.objects.filter(ends_at=None, establishment=establishment)
    if wing:
        held = held.filter(wing=wing)
    return list(held.order_by("person_id").values_list("person_id", flat=True))
