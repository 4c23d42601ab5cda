"""Read which records are held to be one person now, as far as the reader may see them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.persons import Role
from beccaria.lib.many import as_text

_MERGED = """
SELECT one.key, other.key FROM people_person one
JOIN people_person other ON other.cluster = one.cluster AND other.source = one.source AND one.key < other.key
WHERE one.source = %s ORDER BY one.key, other.key
"""
_FELLOWS = """
WITH asked AS MATERIALIZED (SELECT id, cluster FROM people_person WHERE id = ANY (string_to_array(%s, chr(31))))
SELECT fellow.id, fellow.cluster, fellow.role, extract(epoch FROM fellow.recorded_at)::float8,
  EXISTS (SELECT 1 FROM asked WHERE asked.id = fellow.id)
FROM people_person fellow WHERE fellow.cluster IN (SELECT asked.cluster FROM asked)
"""
_REGISTER = "register"


def fellows(person_ids: Iterable[str], by: Actor) -> dict[str, tuple[str, ...]]:
    """For each record the reader may see: all records he may see that are held to be the same person, itself included.

    A prisoner's record comes first, then the newest: the first one leads the cluster wherever it is shown once.
    Records the reader may not see are simply not among them.
    """
    del by  # judged by the row policy of this transaction
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    asked: dict[str, str] = {}
    members: dict[str, list[tuple[bool, float, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_FELLOWS, [as_text(wanted)])
        for key, cluster, role, recorded, is_asked in cursor.fetchall():
            members[cluster].append((role != Role.PRISONER, -recorded, key))
            if is_asked:
                asked[key] = cluster
    ordered = {cluster: tuple(key for *_order, key in sorted(rows)) for cluster, rows in members.items()}
    return {key: ordered[cluster] for key, cluster in asked.items()}


def records_of(person_id: str, by: Actor) -> tuple[str, ...]:
    """The records of one person; none when the reader may not see the one asked for."""
    return fellows([person_id], by).get(person_id, ())


def leading(person_ids: Sequence[str], by: Actor) -> dict[str, tuple[str, ...]]:
    """The first record of each person among these, in their order, with all his records."""
    told = fellows(person_ids, by)
    return {told[key][0]: told[key] for key in person_ids if key in told}


def merged_pairs(by: Actor) -> list[tuple[str, str]]:
    """Every two keys of the register that are held to be one person now: for measuring how well we tell them apart."""
    del by  # judged by the row policy of this transaction
    with connection.cursor() as cursor:
        cursor.execute(_MERGED, [_REGISTER])
        return [(one, other) for one, other in cursor.fetchall()]
