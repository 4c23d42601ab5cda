"""Take in people whom somebody's list names: records of that list alone. A name there is matched with nobody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import new_id
from beccaria.core.persons import Role
from beccaria.engines import names_fold
from beccaria.engines.persons_compare import describe, holding_keys
from beccaria.lib.bulk import add_rows
from beccaria.lib.many import batches
from beccaria.people.actions.keying import write_made_keys
from beccaria.people.models import Identity, Person

_BATCH: Final = 2_000


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
    made: dict[str, str] = {}
    new = 0
    for some in batches(names, _BATCH):
        found = dict(Person.objects.filter(source=source, key__in=some).values_list("key", "pk"))
        rows = [_row(key, names[key], source, site, level, at) for key in some if key not in found]
        add_rows(rows)
        add_rows(_identity(row, names[row.key], at) for row in rows)
        write_made_keys((row.pk, site, holding_keys(describe((row.name,)))) for row in rows)
        made |= found | {row.key: row.pk for row in rows}
        new += len(rows)
    return made, new


def _row(  # noqa: PLR0917  what a record is made of
    key: str, name: str, source: str, site: str | None, level: Level, at: datetime
) -> Person:
    given, surname = _parts(name or key)
    return Person(
        id=new_id(),
        source=source,
        key=key,
        role=Role.CONTACT.value,
        name=names_fold.full_name(given, surname),
        sorts=names_fold.sort_name(given, surname),
        searched=" ".join(names_fold.search_words(given, surname)),
        recorded_at=at,
        site=site,
        level=level,
    )


def _identity(row: Person, name: str, at: datetime) -> Identity:
    given, surname = _parts(name or row.key)
    return Identity(
        person_id=row.pk,
        source=row.source,
        key=row.key,
        asserted_by=row.source,
        role=row.role,
        given_names=given,
        surname=surname,
        since=at,
    )


def _parts(name: str) -> tuple[str, str]:
    """Given names and surname of a name in one piece: the last word is taken for the surname, to sort by."""
    given, _space, surname = " ".join(name.split()).rpartition(" ")
    return given, surname
