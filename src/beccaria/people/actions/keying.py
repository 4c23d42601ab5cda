"""Keep the keys by which records are brought together in step with what is asserted of them."""

from django.db import connection

from beccaria.engines.persons_compare import MARK, holding_keys
from beccaria.people.models import Person, PersonKey
from beccaria.people.queries.describing import described

_ADD = """
INSERT INTO people_personkey (key, site, person_id)
SELECT DISTINCT key, %(site)s, %(person)s FROM unnest(%(keys)s::bigint[]) key
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
    rows = [
        PersonKey(key=key, site=sites[person] or "", person_id=person)
        for person, known in described(ids).items()
        for key in sorted(holding_keys(known))
    ]
    PersonKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5_000)
    return len(ids)


def _run(statement: str, keys: list[int], row: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"keys": keys, "site": row.site or "", "person": row.pk})
