"""Who was held together: in one cell, or on one wing, at the same time."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from beccaria.core.actors import Actor


class CoLocated(NamedTuple):
    """Two records of people held in one place at once: where, from when, and until when if it is over."""

    person: str
    other: str
    establishment: str
    wing: str
    cell: str
    since: datetime
    until: datetime | None
    reference: str


# Each row of custody meets the policy of its person, so that whoever is hidden was nowhere.
_TOGETHER = """
SELECT mine.person_id, theirs.person_id, mine.establishment, mine.wing, mine.cell,
  greatest(mine.starts_at, theirs.starts_at), least(mine.ends_at, theirs.ends_at), least(mine.id, theirs.id)
FROM people_custodyperiod mine
JOIN people_custodyperiod theirs ON theirs.establishment = mine.establishment AND theirs.wing = mine.wing
  AND theirs.person_id <> mine.person_id
  AND theirs.starts_at < coalesce(mine.ends_at, 'infinity')
  AND coalesce(theirs.ends_at, 'infinity') > mine.starts_at
WHERE mine.person_id = ANY (%(records)s::text[])
  AND theirs.starts_at < %(until)s::timestamptz AND mine.starts_at < %(until)s::timestamptz
  AND coalesce(theirs.ends_at, 'infinity') > %(since)s::timestamptz
  AND coalesce(mine.ends_at, 'infinity') > %(since)s::timestamptz
"""
_CELL = " AND mine.cell <> '' AND theirs.cell = mine.cell"
_WING = " AND mine.wing <> ''"
_AMONG = " AND theirs.person_id = ANY (%(records)s::text[])"


def co_located(
    records: Collection[str],
    *,
    by: Actor,
    wing: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    among: bool = False,
) -> list[CoLocated]:
    """With whom these records shared a cell (or with `wing`, a wing) in a period, of those the reader may see.

    With `among` only these with each other; every two then stand twice, once each way round.
    """
    del by  # judged by the row policy of this transaction
    statement = _TOGETHER + (_WING if wing else _CELL) + (_AMONG if among else "")
    said = {"records": list(records), "since": since or "-infinity", "until": until or "infinity"}
    with connection.cursor() as cursor:
        cursor.execute(statement, said)
        return [CoLocated(*row) for row in cursor.fetchall()]
