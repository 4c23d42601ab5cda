"""Say of everybody who is held now where, and under which status and category, for counting over many."""

from typing import Final, NamedTuple

from django.db import connection

from beccaria.core.actors import Actor

# Somebody may have several records: each of them leads to the one under which he is held.
_NOW: Final = """
SELECT DISTINCT ON (fellow.id) fellow.id, fellow.cluster, held.establishment, held.status, held.category
FROM people_custodyperiod held
JOIN people_person holder ON holder.id = held.person_id
JOIN people_person fellow ON fellow.cluster = holder.cluster
WHERE held.ends_at IS NULL
ORDER BY fellow.id, held.starts_at DESC
"""


class HeldNow(NamedTuple):
    """Where somebody is held; `who` is the same word for all records of one person."""

    who: str
    establishment: str
    status: str
    category: str


def held_now(*, by: Actor) -> dict[str, HeldNow]:
    """Everybody held now, by each of his records; of those the reader may see. One statement."""
    del by  # judged by the row policies of this transaction
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        return {record: HeldNow(*row) for record, *row in cursor.fetchall()}
