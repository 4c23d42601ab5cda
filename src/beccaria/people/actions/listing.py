"""Take in people whom somebody's list names: records of that list alone. A name there is matched with nobody."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import new_id
from beccaria.core.persons import Role
from beccaria.engines import names_fold
from beccaria.engines.persons_compare import describe, holding_keys
from beccaria.lib.staging import run
from beccaria.people.models import Person

# A list may name a million: they come as one stream, and few statements take them over.
_INCOMING: Final = """
CREATE TEMPORARY TABLE incoming_person (id text, key text, given_names text, surname text, name text, sorts text,
  words tsvector, keys bigint[]) ON COMMIT DROP
"""
_COPY: Final = "COPY incoming_person (id, key, given_names, surname, name, sorts, words, keys) FROM STDIN"
_ADD: Final = (
    """
INSERT INTO people_person (id, cluster, source, key, role, name, number, sorts, searched, recorded_at,
  site, level, compartments, handling)
SELECT id, gen_random_uuid()::text, %(source)s, key, %(role)s, name, '', sorts, words, %(at)s,
  %(site)s, %(level)s, '{}', '{}'
FROM incoming_person
""",
    """
INSERT INTO people_identity (id, person_id, source, key, asserted_by, role, number, given_names, surname, aliases,
  sex, nationality, languages, document, document_key, phone, phone_key, address, since)
SELECT gen_random_uuid()::text, id, %(source)s, key, %(source)s, %(role)s, '', given_names, surname, '{}',
  '', '', '{}', '', '', '', '', '', %(at)s
FROM incoming_person
""",
    # In their order, because the index of millions of keys is then written page after page.
    """
INSERT INTO people_personkey (key, site, person_id)
SELECT made.key, coalesce(%(site)s, ''), id FROM incoming_person CROSS JOIN LATERAL unnest(keys) AS made(key)
ORDER BY made.key
""",
    "DROP TABLE incoming_person",
)


@transaction.atomic
def take_listed(
    names: Mapping[str, str],
    *,
    source: str,
    site: str | None,
    level: Level,
    by: Actor,
    at: datetime,
) -> tuple[dict[str, str], int]:
    """The record of everybody of a list, by his identifier there, and how many are new. `names` may be empty texts.

    Whoever has no name is called by his identifier. Doing it again adds nobody and changes nothing. Two of one name
    stay two, and nobody is compared with anybody. Raises Refused.
    """
    require(Act.PERSON_LOAD, by)
    known = dict(Person.objects.filter(source=source).values_list("key", "pk").iterator())
    made = {key: known[key] for key in names if key in known}
    new = {key: new_id() for key in names if key not in known}
    if new:
        said = {"source": source, "site": site, "level": int(level), "at": at, "role": Role.CONTACT.value}
        _write(((new[key], key, names[key] or key) for key in new), said)
    return made | new, len(new)


def _write(listed: Iterable[tuple[str, str, str]], said: Mapping[str, Any]) -> None:
    run(_INCOMING)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in _rows(listed):
            copy.write_row(row)
    for statement in _ADD:
        run(statement, said)


def _rows(listed: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
    for row, key, named in listed:
        given, surname = _parts(named)
        name = names_fold.full_name(given, surname)
        words = " ".join(names_fold.search_words(given, surname))
        keys = ",".join(map(str, sorted(holding_keys(describe((name,))))))
        yield row, key, given, surname, name, names_fold.sort_name(given, surname), words, f"{{{keys}}}"


def _parts(name: str) -> tuple[str, str]:
    """Given names and surname of a name in one piece: the last word is taken for the surname, to sort by."""
    given, _space, surname = " ".join(name.split()).rpartition(" ")
    return given, surname
