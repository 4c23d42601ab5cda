"""Find records by an identifier somebody gives: ours, the register's, or a prison number. Never by a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.persons import Role
from beccaria.lib.many import as_text
from beccaria.people.queries.clusters import fellows

_REGISTER: Final = "register"
# Lists number their rows 1, 2, 3: a short number says nothing of a prison's.
_TELLING: Final = 5
# All at once: of a million identifiers hardly any is found, and the table of persons is then read through once.
_FOUND: Final = """
WITH asked AS MATERIALIZED (SELECT one FROM unnest(string_to_array(%(keys)s, chr(31))) AS one)
SELECT asked.one, person.id FROM asked JOIN people_person person ON person.id = asked.one
UNION
SELECT asked.one, person.id FROM asked JOIN people_person person
  ON person.source = %(register)s AND person.key = asked.one
UNION
SELECT asked.one, person.id FROM asked JOIN people_person person
  ON person.role = %(prisoner)s AND person.number = asked.one
"""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Whose identifiers these are: the leading record of each, and those that several people have."""

    found: dict[str, str]
    several: frozenset[str]


def numbered(keys: Iterable[str], *, by: Actor) -> Numbered:
    """Whose record, register key or prison number each of these is, among those the reader may see.

    A short number without a letter is nobody's, and one that several people have is left open.
    """
    telling = (one for one in keys if one and not (one.isdecimal() and len(one) < _TELLING))
    said = {"keys": as_text(telling), "register": _REGISTER, "prisoner": Role.PRISONER.value}
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, said)
        pairs = cursor.fetchall()
    leads = fellows([person for _key, person in pairs], by)
    held: dict[str, set[str]] = defaultdict(set)
    for key, person in pairs:
        held[key].add(leads[person][0])
    return Numbered(
        {key: next(iter(people)) for key, people in held.items() if len(people) == 1},
        frozenset(key for key, people in held.items() if len(people) > 1),
    )
