"""Say on which wing of an establishment everybody stands now, by any of his records."""

from django.db import connection

from beccaria.core.actors import Actor

# A membership may hang on a record other than the one that is in custody: every record of his cluster is told.
_WINGS = """
SELECT DISTINCT ON (fellow.cluster, fellow.id) fellow.cluster, fellow.id, held.wing
FROM people_custodyperiod held
JOIN people_person holder ON holder.id = held.person_id
JOIN people_person fellow ON fellow.cluster = holder.cluster
WHERE held.ends_at IS NULL AND held.establishment = %s
ORDER BY fellow.cluster, fellow.id, held.starts_at DESC
"""


def wings_now(establishment: str, *, by: Actor) -> dict[str, tuple[str, str]]:
    """For every record of everybody held there now, as far as the reader may see: who he is, and his wing.

    Who he is stands as the same word for all records of one person; the wing is empty where none is known.
    """
    del by  # judged by the row policy of this transaction
    with connection.cursor() as cursor:
        cursor.execute(_WINGS, [establishment])
        return {record: (cluster, wing) for cluster, record, wing in cursor.fetchall()}
