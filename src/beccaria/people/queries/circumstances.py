"""Read of many people at once where their families live and what they need, on whichever of their records it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from beccaria.core.actors import Actor, Level
from beccaria.core.circumstances import Need, Tie
from beccaria.core.markings import Marking
from beccaria.lib.many import as_text

# Somebody may have several records: what is written down on any of them holds for him.
_STANDING: Final = """
SELECT asked.id, {columns}, fellow.level, fellow.handling
FROM people_person asked
JOIN people_person fellow ON fellow.cluster = asked.cluster
JOIN {table} told ON told.person_id = fellow.id
WHERE asked.id = ANY (string_to_array(%(records)s, chr(31))) AND {holds}
ORDER BY asked.id, {order}, told.id
"""
HOLDS: Final = "told.since <= %(on)s AND (told.over_from IS NULL OR told.over_from > %(on)s)"


@dataclass(frozen=True, slots=True)
class HomeRead:
    """Where who keeps his family tie lives. Without a point only the town is known."""

    id: str
    tie: Tie
    town: str
    latitude: float | None
    longitude: float | None
    since: date
    written_at: datetime
    marking: Marking


@dataclass(frozen=True, slots=True)
class NeedRead:
    """What the place must have where he lives."""

    id: str
    need: Need
    since: date
    over_from: date | None
    written_at: datetime
    marking: Marking


def homes(ids: Iterable[str], *, by: Actor, on: date) -> dict[str, HomeRead]:
    """Of each of these records the home that holds on a day, the newest; of those the reader may see. One statement."""
    columns = ("id", "tie", "town", "latitude", "longitude", "since", "written_at")
    rows = standing("people_home", columns, ids, order="told.since, told.written_at", by=by, on=on)
    return {row[0]: HomeRead(*[row[1], Tie(row[2]), *row[3:9]]) for row in rows}


def needs(ids: Iterable[str], *, by: Actor, on: date) -> dict[str, tuple[NeedRead, ...]]:
    """What each of these needs on a day. One statement for however many."""
    columns = ("id", "need", "since", "over_from", "written_at")
    found: dict[str, tuple[NeedRead, ...]] = {}
    for row in standing("people_needofperson", columns, ids, order="told.since", by=by, on=on):
        read = NeedRead(*[row[1], Need(row[2]), *row[3:7]])
        found[row[0]] = (*found.get(row[0], ()), read)
    return found


def standing(
    table: str,
    columns: Sequence[str],
    ids: Iterable[str],
    *,
    order: str,
    by: Actor,
    on: date,
    holds: str = HOLDS,
) -> list[tuple[Any, ...]]:
    """Rows of a table about persons, for these records: the record asked for, the columns, and the marking
    of the record on which it stands.

    What stands on another record of the same person counts as his. `holds` and `order` are written by us, never typed.
    """
    del by  # judged by the row policies of this transaction
    listed = ", ".join(f"told.{name}" for name in columns)
    statement = _STANDING.format(table=table, columns=listed, holds=holds, order=order)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"records": as_text(sorted(set(ids))), "on": on})
        return [(*row[:-2], _marking(row[-2], row[-1])) for row in cursor.fetchall()]


def _marking(level: int, handling: Iterable[str]) -> Marking:
    return Marking(level=Level(level), handling=frozenset(handling))
