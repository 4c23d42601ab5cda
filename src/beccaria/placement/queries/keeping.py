"""Read who is kept apart from whom: whole where the reader may know why, and as a bare rule where he places people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet

from beccaria.access.api import may_ever, may_go, names_of, only, refusal, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.handling import HELD_BACK
from beccaria.core.markings import Marking
from beccaria.core.placement import Cause, Part
from beccaria.core.refusal import Hidden
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import KeepApart

_TOLD: Final = "SELECT person, other, apart, kind FROM placement_must_not_share(%s, %s)"
PAIR: Final = "pair"


@dataclass(frozen=True, slots=True)
class Told:
    """The bare rule: these two must not share; `kind` says whether it is of two people or of a class (ADR 0018)."""

    person: str
    other: str
    apart: Level
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Two people kept apart, as seen from `person`. `other` is None where his record is not the reader's to see."""

    id: str
    person: str
    other: PersonShown | None
    his_part: Part
    other_part: Part
    apart: Level
    cause: Cause
    why: str
    reference: str
    review_due: date
    until: date | None
    opened_by: str
    opened_on: date
    closed_on: date | None
    closed_why: str
    may_close: bool
    marking: Marking

    def holds(self, on: date) -> bool:
        """Whether it binds on a day."""
        return self.closed_on is None and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Kepts:
    """What somebody who keeps people safe must know of one person: whole rows, and bare rules beside them."""

    rows: tuple[Kept, ...]
    bare: tuple[tuple[PersonShown, Level], ...]


def seen(*, by: Actor) -> QuerySet[KeepApart]:
    """Those the reader may see; what handling keeps at its prison is for that prison's duties (rule 2)."""
    return KeepApart.objects.filter(may_go(by))


def row_of(keep_apart: str, *, by: Actor, lock: bool = False) -> KeepApart:
    """One row. Raises Hidden."""
    rows = seen(by=by).filter(pk=keep_apart)
    return only(rows.select_for_update() if lock else rows)


def reached(row: KeepApart, *, by: Actor) -> Marking:
    """Its marking: it reaches the prisons that hold one of the two now, unless handling keeps it."""
    if set(row.handling) & set(HELD_BACK):
        return row.marking
    held = people.named([row.one_id, row.other_id], by=by).values()
    return row.marking_for(reaches=frozenset(one.site for one in held if one.site))


def told(persons: Iterable[str], *, by: Actor, on: date) -> tuple[Told, ...]:
    """The bare rules that bind these people on a day. None for duties that do not place people."""
    wanted = sorted(set(persons))
    if not wanted or not may_ever(Act.KEEP_APART_TOLD, by):
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [wanted, on])
        rows = cursor.fetchall()
    return tuple(Told(person, other, Level(apart), kind) for person, other, apart, kind in sorted(rows))


def whole(persons: Sequence[str], *, by: Actor, on: date) -> list[KeepApart]:
    """The rows that bind these records of people on a day and that the reader may read."""
    wanted = list(persons)
    return list(
        seen(by=by)
        .filter(
            Q(one_id__in=wanted) | Q(other_id__in=wanted), Q(until=None) | Q(until__gte=on), closed_at=None
        )
        .order_by("opened_at", "id")
    )


def of_person(person_id: str, *, by: Actor, on: date, closed: bool = False) -> Kepts:
    """From whom somebody is kept, on all his records. Raises Hidden."""
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    rows = seen(by=by).filter(Q(one_id__in=records) | Q(other_id__in=records))
    if not closed:
        rows = rows.filter(Q(until=None) | Q(until__gte=on), closed_at=None)
    found = list(rows.order_by("closed_at", "opened_at", "id"))
    others = people.named({_other(row, records) for row in found}, by=by)
    names = names_of({row.opened_by for row in found}) if may_ever(Act.KEEP_APART_OPEN, by) else {}
    whole_rows = tuple(_kept(row, records, others, names, by=by) for row in found)
    return Kepts(whole_rows, _bare(records, whole_rows, by=by, on=on))


def keep_apart(keep_apart_id: str, *, by: Actor) -> Kept:
    """One of them, as seen from the first of the two whom the reader may see. Raises Hidden, Refused."""
    row = row_of(keep_apart_id, by=by)
    require(Act.KEEP_APART_READ, by, reached(row, by=by))
    known = people.named([row.one_id, row.other_id], by=by)
    first = row.one_id if row.one_id in known else row.other_id
    names = names_of({row.opened_by}) if may_ever(Act.KEEP_APART_OPEN, by) else {}
    return _kept(row, (first,), known, names, by=by)


def _bare(
    records: Sequence[str], rows: Iterable[Kept], *, by: Actor, on: date
) -> tuple[tuple[PersonShown, Level], ...]:
    """The rules of two people of which the reader is told no more than that, each once."""
    known = {(one.other.id, one.apart) for one in rows if one.other and one.holds(on)}
    rules = {
        (one.other, one.apart)
        for one in told(records[:1], by=by, on=on)
        if one.kind == PAIR and (one.other, one.apart) not in known
    }
    named = people.named({other for other, _level in rules}, by=by)
    return tuple((named[other], level) for other, level in sorted(rules) if other in named)


def _other(row: KeepApart, records: Sequence[str]) -> str:
    return row.other_id if row.one_id in records else row.one_id


def _kept(
    row: KeepApart,
    records: Sequence[str],
    others: dict[str, PersonShown],
    names: dict[str, str],
    *,
    by: Actor,
) -> Kept:
    first = row.one_id in records
    parts = Part(row.one_part), Part(row.other_part)
    return Kept(
        id=row.id,
        person=row.one_id if first else row.other_id,
        other=others.get(_other(row, records)),
        his_part=parts[0] if first else parts[1],
        other_part=parts[1] if first else parts[0],
        apart=Level(row.apart),
        cause=Cause(row.cause),
        why=row.why,
        reference=row.reference,
        review_due=row.review_due,
        until=row.until,
        opened_by=names.get(row.opened_by, ""),
        opened_on=day_of(row.opened_at),
        closed_on=day_of(row.closed_at) if row.closed_at else None,
        closed_why=row.closed_why,
        may_close=row.closed_at is None and refusal(Act.KEEP_APART_CLOSE, by, reached(row, by=by)) is None,
        marking=row.marking,
    )
