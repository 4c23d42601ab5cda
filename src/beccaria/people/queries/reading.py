"""Read persons: their lines, all that was asserted of one, where he was on a day, who could be taken for him."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from beccaria.core.actors import Actor
from beccaria.lib.many import as_text
from beccaria.people.models import CustodyPeriod, Identity, Person
from beccaria.people.queries.clusters import fellows, records_of
from beccaria.people.queries.shapes import Asserted, Held, PersonRead, PersonShown

_MOST_NAMESAKES = 12
_MOST_COMPARED = 400
# Lists show hundreds of people: their lines come in two statements, and nothing is carried that no line says.
_LINES = """
SELECT person.id, person.role, person.name, person.sorts, person.number, person.born, person.site, person.level,
  person.handling, person.source, held.establishment, held.wing, held.cell, held.status, held.category, held.starts_at,
  held.ends_at, held.release_due, held.source, held.recorded_at
FROM people_person person
LEFT JOIN people_custodyperiod held ON held.person_id = person.id AND held.ends_at IS NULL
WHERE person.id = ANY (string_to_array(%(records)s, chr(31)))
"""
_ALIASES = """
SELECT person_id, aliases FROM people_identity
WHERE person_id = ANY (string_to_array(%(records)s, chr(31))) AND until IS NULL AND aliases <> '{}'
ORDER BY since, id
"""


def lines(ids: Sequence[str], *, by: Actor) -> list[PersonShown]:
    """These persons in this order; those the reader may not see are simply not among them."""
    del by  # judged by the row policy of this transaction
    asked = {"records": as_text(ids)}
    with connection.cursor() as cursor:
        cursor.execute(_ALIASES, asked)
        aliases: dict[str, list[str]] = defaultdict(list)
        for person, some in cursor.fetchall():
            aliases[person] += some
        cursor.execute(_LINES, asked)
        found = {row[0]: _line(row, aliases[row[0]]) for row in cursor.fetchall()}
    return [found[one] for one in ids if one in found]


def _line(row: tuple[Any, ...], aliases: Iterable[str]) -> PersonShown:
    """A line from one row of the statement above: the person, then where he is held."""
    person, role, name, sorts, number, born, site, level, handling, source, *held = row
    return PersonShown(
        id=person,
        role=role,
        name=name,
        sorts=sorts,
        number=number,
        born=born,
        site=site,
        level=level,
        handling=tuple(handling),
        aliases=tuple(dict.fromkeys(aliases)),
        held=Held(*held) if held[0] is not None else None,
        source=source,
    )


def is_known(person_id: str, *, by: Actor) -> bool:
    """Whether the reader may see such a person; False for hidden and invented ones alike."""
    del by
    return Person.objects.filter(pk=person_id).exists()


def named(ids: Iterable[str], *, by: Actor) -> dict[str, PersonShown]:
    """The lines by identifier, of those the reader may see."""
    return {one.id: one for one in lines(sorted(set(ids)), by=by)}


def person(person_id: str, *, by: Actor) -> PersonRead:
    """One person with all that was asserted and everywhere he was held, on all his records that the reader may see.

    Raises Person.DoesNotExist when hidden.
    """
    records = _records(person_id, by)
    first, *others = lines(records, by=by)
    identities = Identity.objects.filter(person_id__in=records).order_by("-since", "id")
    custody = CustodyPeriod.objects.filter(person_id__in=records).order_by("-starts_at", "id")
    held = first.held or next((one.held for one in others if one.held), None)
    line = replace(first, also=tuple(others), held=held)
    return PersonRead(line, tuple(map(Asserted.of, identities)), tuple(map(Held.of, custody)))


def together(ids: Sequence[str], *, by: Actor, leads: bool = True) -> list[PersonShown]:
    """Of these records each person once, in their order, with his other records beside.

    He stands under the record that leads; unless `leads`, under the first of his among these.
    """
    of = fellows(ids, by)
    shown: dict[str, str] = {}
    for one in ids:
        if one in of:
            shown.setdefault(of[one][0], of[one][0] if leads else one)
    records = {one: of[key] for key in of for one in [shown[of[key][0]]]}
    known = named((record for told in records.values() for record in told), by=by)
    return [
        replace(known[one], also=tuple(known[other] for other in records[one] if other != one))
        for one in shown.values()
    ]


def _records(person_id: str, by: Actor) -> tuple[str, ...]:
    found = records_of(person_id, by)
    if not found:
        raise Person.DoesNotExist
    return found


def custody_on(person_id: str, *, on: datetime, known_at: datetime, by: Actor) -> Held | None:
    """Where the person was held at the moment `on`, by what had been recorded until `known_at`; None when nowhere.

    Raises Person.DoesNotExist when hidden.
    """
    records = _records(person_id, by)
    still = Q(ends_at=None) | Q(ends_at__gt=on) | Q(ended_recorded_at__gt=known_at)
    found = (
        CustodyPeriod.objects.filter(
            still, person_id__in=records, starts_at__lte=on, recorded_at__lte=known_at
        )
        .order_by("-starts_at")
        .first()
    )
    return Held.of(found) if found else None


def custody_of(ids: Sequence[str], *, by: Actor) -> dict[str, tuple[Held, ...]]:
    """Everywhere these records of people were held, each in order of time; of those the reader may see."""
    del by  # judged by the row policy of this transaction
    found: dict[str, list[Held]] = defaultdict(list)
    for one in CustodyPeriod.objects.filter(person_id__in=list(ids)).order_by("starts_at", "id"):
        found[one.person_id].append(Held.of(one))
    return {person: tuple(held) for person, held in found.items()}


def identities_on(person_id: str, *, known_at: datetime, by: Actor) -> tuple[Asserted, ...]:
    """What was held of the person for true at a moment. Raises Person.DoesNotExist when hidden."""
    records = _records(person_id, by)
    found = Identity.objects.filter(
        Q(until=None) | Q(until__gt=known_at), person_id__in=records, since__lte=known_at
    )
    return tuple(Asserted.of(one) for one in found.order_by("since", "id"))


def taken_for(one: PersonShown, *, by: Actor) -> list[PersonShown]:
    """Persons the reader may see who could be taken for this one: same names, or same surname and birth date."""
    others = Q(sorts=one.sorts) | (Q(born=one.born) if one.born else Q())
    found = (
        Person.objects.filter(others)
        .exclude(pk__in=_records(one.id, by))
        .order_by("sorts", "id")
        .values_list("pk", "sorts")
    )
    # The surname is compared here: under row security only equality reaches an index.
    surname = one.sorts.split()[:1]
    alike = [other for other, sorts in found[:_MOST_COMPARED] if sorts.split()[:1] == surname]
    return lines(alike[:_MOST_NAMESAKES], by=by)


def held_at(
    establishment: str, *, by: Actor, wing: str = "", cell: str = "", at_most: int = 200
) -> list[PersonShown]:
    """Who is held in a place now, by surname; of those the reader may see."""
    place = {
        "establishment": establishment,
        **({"wing": wing} if wing else {}),
        **({"cell": cell} if cell else {}),
    }
    held = CustodyPeriod.objects.filter(ends_at=None, **place).values("person_id")
    found = Person.objects.filter(pk__in=held).order_by("sorts", "id").values_list("pk", flat=True)
    return lines(list(found[:at_most]), by=by)
