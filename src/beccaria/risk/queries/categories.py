"""Say of many people at once which category was decided of them and stands, in one statement."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.handling import HELD_BACK
from beccaria.lib.many import as_text

_STANDS = """
SELECT DISTINCT ON (asked.id) asked.id, decided.value, decided.level, decided.handling
FROM people_person asked
JOIN people_person fellow ON fellow.cluster = asked.cluster
JOIN risk_classification decided ON decided.person_id = fellow.id
WHERE asked.id = ANY (string_to_array(%(records)s, chr(31)))
  AND decided.kind = 'category' AND decided.state = 'in_force' AND decided.starts <= %(day)s
  AND (decided.until IS NULL OR decided.until >= %(day)s)
  AND (NOT decided.handling && %(held_back)s OR decided.site = ANY (%(sites)s))
ORDER BY asked.id, decided.in_force_at DESC, decided.id
"""


def categories(ids: Iterable[str], *, by: Actor, on: date) -> dict[str, tuple[str, int, tuple[str, ...]]]:
    """Category, level and handling by record, for those of whom one stands that the reader may see."""
    wanted: dict[str, Any] = {
        "records": as_text(sorted(set(ids))),
        "day": on,
        "held_back": HELD_BACK,
        "sites": sorted(by.sites),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, wanted)
        return {person: (value, level, tuple(handling)) for person, value, level, handling in cursor}
