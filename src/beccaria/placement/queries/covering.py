"""Read covers inside their compartment; and divide the open register into look-alikes, without looking at any cover."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from beccaria.access.api import names_of, only
from beccaria.core.actors import Actor, Duty, Level, Purpose, system_actor
from beccaria.core.allocation import Level as Apart
from beccaria.core.allocation import Person, classes
from beccaria.core.ids import UserId
from beccaria.core.markings import Marking
from beccaria.core.placement import Covered
from beccaria.core.refusal import BadInput
from beccaria.people import api as people
from beccaria.placement.models import Cover
from beccaria.placement.queries import groups
from beccaria.places import api as places

FEWEST: Final = 12
# Look-alikes are divided by what many know: nothing confidential and nothing of a compartment may shape a class, for
# whoever meets its rule learns who is in it.
OPEN_READER: Final = Actor(
    user=UserId(system_actor("placement").user),
    duty=Duty.ANALYST,
    sites=frozenset({"*"}),
    level=Level.RESTRICTED,
    purpose=Purpose.PLACEMENT,
)


@dataclass(frozen=True, slots=True)
class CoveredPerson:
    """Somebody as the keeper of a cover is told of him: name, number, and where he is held now."""

    id: str
    holder: str
    name: str
    number: str
    establishment: str
    wing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverRead:
    """One cover. Who is not the reader's to be told is None; `binds`: the rule for all who look alike is made."""

    id: str
    person: CoveredPerson | None
    away_from: CoveredPerson | None
    apart: Apart
    kind: Covered
    why: str
    compartments: tuple[str, ...]
    binds: bool
    opened_by: str
    opened_at: datetime
    ended_at: datetime | None
    ended_why: str
    marking: Marking


def covers_read(*, by: Actor) -> tuple[CoverRead, ...]:
    """Every cover of the reader's compartments with names, those that hold first, then the newest."""
    rows = list(covers(by=by).order_by("ended_at", "-opened_at", "id"))
    rows.sort(key=lambda row: row.ended_at is not None)
    known = _people([one for row in rows for one in (row.person_id, row.away_from_id)], "")
    names = names_of({row.opened_by for row in rows})
    return tuple(
        CoverRead(
            id=row.id,
            person=known.get(row.person_id),
            away_from=known.get(row.away_from_id),
            apart=Apart(row.apart),
            kind=Covered(row.kind),
            why=row.why,
            compartments=tuple(row.compartments),
            binds=row.rule_id is not None,
            opened_by=names.get(row.opened_by, ""),
            opened_at=row.opened_at,
            ended_at=row.ended_at,
            ended_why=row.ended_why,
            marking=row.marking,
        )
        for row in rows
    )


def by_number(number: str, *, by: Actor) -> CoveredPerson:
    """Whose prison number this is, under the record he is held under. Raises BadInput."""
    del by  # judged by the function itself
    typed = number.strip()
    found = {one.holder: one for one in _people([], typed).values()}
    if len(found) != 1:
        raise BadInput(
            "“%(number)s” is nobody's number here, or that of several: write the whole prison number.",
            number=typed[:40],
        )
    return next(iter(found.values()))


def _people(ids: Iterable[str], number: str) -> dict[str, CoveredPerson]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM placement_cover_people(%s, %s)", [sorted(set(ids)), number])
        return {row[0]: CoveredPerson(*row) for row in cursor.fetchall()}


def covers(*, by: Actor) -> QuerySet[Cover]:
    """The covers of the reader's compartments."""
    del by  # judged by the row policy of this transaction
    return Cover.objects.order_by("opened_at", "id")


def cover(cover_id: str, *, by: Actor) -> Cover:
    """One of them. Raises Hidden."""
    return only(covers(by=by).filter(pk=cover_id).select_for_update())


def alike(*, by: Actor, at: datetime) -> dict[str, tuple[str, ...]]:
    """Everybody's look-alikes among those who are held now, by the record each is held under."""
    held = [one for code in sorted(places.codes(by=by)) for one in people.held_in(code, by=by)]
    known = people.placed(held, by=by)
    belongs = groups.belonging(held, by=by, at=at)
    persons = [
        Person(
            id=one.id,
            sex=one.sex,
            category="",
            age=0,
            status="",
            groups=tuple(sorted(belongs.roles.get(one.id, {}).items())),
        )
        for one in known.values()
    ]
    return classes(sorted(persons, key=lambda one: one.id), FEWEST)
