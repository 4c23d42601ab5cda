"""Who was held together: in one cell, or on one wing, at the same time."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.lib.many import as_text


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


_TOGETHER = (
    "SELECT * FROM people_together(string_to_array(%s, chr(31)), %s, %s, %s::timestamptz, %s::timestamptz)"
)


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

    With `among` only these with each other.
    """
    del by  # judged in the function, under the policy of persons
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER, [as_text(records), wing, among, since or "-infinity", until or "infinity"])
        return [CoLocated(*row) for row in cursor.fetchall()]
