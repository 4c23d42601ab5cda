"""Give records of people in the columns of their file, for calculations over feeds; never what may not count."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.engines.names_fold import phone_key
from beccaria.lib.many import as_text

# Nationality and languages are left out: no calculation over feeds may see them.
_COLUMNS: Final = (
    *("person_id", "role", "number", "given_names", "surname", "born", "phone", "establishment", "wing"),
    *("cell", "status", "category", "received", "release_due"),
)
_ROWS: Final = """
SELECT CASE WHEN person.source = 'register' THEN person.key ELSE person.id END, person.role, person.number,
  said.given_names, said.surname, person.born, said.phone, held.establishment, held.wing, held.cell, held.status,
  held.category, held.starts_at, held.release_due
FROM people_person person
LEFT JOIN LATERAL (SELECT * FROM people_identity told WHERE told.person_id = person.id AND told.until IS NULL
  ORDER BY told.since DESC, told.id LIMIT 1) said ON true
LEFT JOIN people_custodyperiod held ON held.person_id = person.id AND held.ends_at IS NULL
"""
_OF_SOME: Final = """
WHERE person.id IN (
  SELECT id FROM people_person WHERE id = ANY (string_to_array(%(records)s, chr(31)))
  UNION SELECT id FROM people_person WHERE source = 'register' AND key = ANY (string_to_array(%(records)s, chr(31)))
  UNION SELECT person_id FROM people_identity
    WHERE phone_key <> '' AND phone_key = ANY (string_to_array(%(phones)s, chr(31))) AND until IS NULL)
"""
_IN_ORDER: Final = "ORDER BY 1"


def as_file(*, by: Actor) -> Iterator[dict[str, Any]]:
    """Every record the reader may see, empty texts as nothing."""
    del by  # judged by the row policy of this transaction
    with connection.cursor() as cursor:
        cursor.execute(_ROWS + _IN_ORDER)
        for row in cursor:
            yield _named(row)


def some_as_file(
    persons: Collection[str], phones: Collection[str], *, by: Actor
) -> tuple[dict[str, Any], ...]:
    """Of these rows, those with one of these identifiers, ours or the register's, or with one of these telephones.

    A telephone of fewer than six digits is nobody's.
    """
    del by  # judged by the row policy of this transaction
    asked = set(phones)
    said = {"records": as_text(persons), "phones": as_text(filter(None, map(phone_key, asked)))}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS + _OF_SOME + _IN_ORDER, said)
        rows = [_named(row) for row in cursor]
    wanted = set(persons)
    return tuple(row for row in rows if row["person_id"] in wanted or row["phone"] in asked)


def _named(row: tuple[Any, ...]) -> dict[str, Any]:
    return {name: value or None for name, value in zip(_COLUMNS, row, strict=True)}
