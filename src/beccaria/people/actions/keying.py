"""Keep the keys by which records are brought together in step with what is asserted of them."""

from collections.abc import Iterable

from django.db import connection

from beccaria.engines.persons_compare import MARK, holding_keys
from beccaria.people.models import Person
from beccaria.people.queries.describing import described

_ADD = """
INSERT INTO people_personkey (key, site, person_id)
SELECT DISTINCT key, %(site)s, %(person)s FROM unnest(%(keys)s::bigint[]) key
ON CONFLICT DO NOTHING
"""
_ADD_MANY = """
INSERT INTO people_personkey (key, site, person_id)
SELECT key, site, person
FROM unnest(%(keys)s::bigint[], %(sites)s::text[], %(people)s::text[]) AS made(key, site, person)
ON CONFLICT DO NOTHING
"""
_FOLLOW = """
UPDATE people_personkey SET site = %(site)s
WHERE key = ANY (%(keys)s::bigint[]) AND person_id = %(person)s AND site <> %(site)s
"""
_WITHOUT = """
SELECT person.id FROM people_person person
WHERE NOT EXISTS (
  SELECT 1 FROM people_personkey keys
  WHERE keys.key = %(mark)s AND keys.site = coalesce(person.site, '') AND keys.person_id = person.id
) LIMIT %(at_most)s
"""


def write_keys(person_id: str) -> None:
    """Add the keys of all that is and was asserted of a person; keys are never taken away."""
    row = Person.objects.get(pk=person_id)
    keys = sorted(holding_keys(described([person_id])[person_id]))
    _run(_ADD, keys, row)


def follow_site(person_id: str) -> None:
    """Let the keys belong to the establishment to which the person belongs now."""
    row = Person.objects.get(pk=person_id)
    keys = sorted(holding_keys(described([person_id])[person_id]))
    _run(_FOLLOW, keys, row)


def fill_missing(at_most: int = 5_000) -> int:
    """Write the keys of persons who lack those of today, as after an upgrade; returns for how many."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT, {"mark": MARK, "at_most": at_most})
        ids = [row[0] for row in cursor.fetchall()]
    sites = dict(Person.objects.filter(pk__in=ids).values_list("pk", "site"))
    write_made_keys((person, sites[person], holding_keys(known)) for person, known in described(ids).items())
    return len(ids)


def write_made_keys(made: Iterable[tuple[str, str | None, Iterable[int]]]) -> None:
    """Write the keys of many persons at once, given with where they belong."""
    rows = [(key, site or "", person) for person, site, keys in made for key in sorted(keys)]
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD_MANY,
            {
                "keys": [key for key, _site, _person in rows],
                "sites": [site for _key, site, _person in rows],
                "people": [person for _key, _site, person in rows],
            },
        )


def _run(statement: str, keys: list[int], row: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"keys": keys, "site": row.site or "", "person": row.pk})
