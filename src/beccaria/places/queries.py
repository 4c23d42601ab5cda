"""Find establishments and what is inside them; the row policies of the transaction judge what the reader sees."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, Q

from beccaria.access.api import refusal
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.engines.folding import fold
from beccaria.places.models import Establishment, EstablishmentName, Statement, Unit, UnitStatement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from beccaria.core.actors import Actor

_CLOSE_ENOUGH = 0.72
_MOST_GUESSES = 8
# The newest figure of each wing is looked up by itself: what was said of it on all other days is not read.
_WINGS = """
SELECT unit.code, unit.name, coalesce(unit.site, ''), prison.name, unit.category,
  coalesce(nullif(unit.sex, ''), prison.sex), CASE WHEN prison.open IS FALSE THEN false ELSE unit.open END,
  newest.capacity, newest.unavailable, prison.latitude, prison.longitude
FROM places_unit unit
JOIN places_establishment prison ON prison.id = unit.establishment_id
LEFT JOIN LATERAL (
  SELECT said.capacity, said.unavailable FROM places_unitstatement said
  WHERE said.unit_id = unit.id AND said.capacity IS NOT NULL ORDER BY said.as_of DESC, said.source LIMIT 1
) newest ON true
WHERE unit.kind = 'wing'
ORDER BY unit.site, unit.name, unit.code
"""


@dataclass(frozen=True, slots=True)
class Occupancy:
    """The newest figures of a place. `usable` is capacity without places out of use."""

    capacity: int | None
    unavailable: int | None
    present: int | None

    @property
    def usable(self) -> int | None:
        """Places that can be slept in."""
        return None if self.capacity is None else max(0, self.capacity - (self.unavailable or 0))

    @property
    def share(self) -> float | None:
        """People per usable place, as the Council of Europe's statistics count it; None when unknown."""
        return None if not self.usable or self.present is None else self.present / self.usable


@dataclass(frozen=True, slots=True)
class Wing:
    """A wing with what the register says of it and of its prison. Empty or None: the register does not say."""

    code: str
    name: str
    site: str
    site_name: str
    category: str
    sex: str
    open: bool | None
    capacity: int | None
    latitude: float | None
    longitude: float | None


def wings(*, by: Actor) -> list[Wing]:
    """Every wing the reader may see, by prison and name, with the newest number of usable places."""
    del by  # judged by the row policy of this transaction
    with connection.cursor() as cursor:
        cursor.execute(_WINGS)
        return [_wing(*row) for row in cursor.fetchall()]


def _wing(*row: Any) -> Wing:
    """Of its row: how many places of it can be slept in stands where its two figures stood."""
    *said, capacity, unavailable, latitude, longitude = row
    values: list[Any] = [*said, Occupancy(capacity, unavailable, None).usable, latitude, longitude]
    return Wing(*values)


def establishments(
    *, by: Actor, term: str = "", country: str = "", region: str = "", only_open: bool = False
) -> list[Establishment]:
    """Establishments by name, town or code, forgiving about accents, order and slips of the pen; all without a term."""
    del by  # judged by the row policy of this transaction
    found = Establishment.objects.order_by("name", "code")
    if country:
        found = found.filter(country=country)
    if region:
        found = found.filter(region=region)
    if only_open:
        found = found.exclude(open=False)
    words = fold(term).split()
    if not words:
        return list(found)
    wanted = Q()
    for word in words:
        wanted &= Q(folded__contains=word)
    if exact := list(found.filter(wanted)):
        return sorted(exact, key=lambda place: (fold(place.name) != " ".join(words), place.name))
    return _guesses(words, found)


def _guesses(words: list[str], places: Iterable[Establishment]) -> list[Establishment]:
    """The establishments whose names are nearest to what was typed, nearest first."""
    near = [(_nearness(words, place.folded), place) for place in places]
    good = sorted(
        (pair for pair in near if pair[0] >= _CLOSE_ENOUGH), key=lambda pair: (-pair[0], pair[1].name)
    )
    return [place for _, place in good[:_MOST_GUESSES]]


def _nearness(words: list[str], folded: str) -> float:
    """How well each typed word is met by some word of the names, on average: 0 to 1."""
    known = set(folded.replace("|", " ").split())
    best = (
        max((difflib.SequenceMatcher(None, word, one).ratio() for one in known), default=0.0)
        for word in words
    )
    return sum(best) / len(words)


def establishment(code: str, *, by: Actor) -> Establishment:
    """One establishment. Raises Establishment.DoesNotExist, which the door answers as not found."""
    del by
    return Establishment.objects.get(code=code)


def codes(*, by: Actor) -> set[str]:
    """The codes of all establishments."""
    del by
    return set(Establishment.objects.values_list("code", flat=True))


def named(codes: Iterable[str], *, by: Actor) -> dict[str, str]:
    """The names of establishments by code; a code that no register knows stands for itself."""
    del by
    wanted = sorted(set(codes))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        # By hand: nearly every page asks it.
        cursor.execute("SELECT code, name FROM places_establishment WHERE code = ANY (%s)", [wanted])
        return {code: code for code in wanted} | dict(cursor.fetchall())


def occupancy(*, by: Actor, establishments: Iterable[Establishment] | None = None) -> dict[str, Occupancy]:
    """The newest known figures per establishment id."""
    del by
    found = Statement.objects.filter(Q(capacity__isnull=False) | Q(present__isnull=False))
    if establishments is not None:
        found = found.filter(establishment_id__in=[place.pk for place in establishments])
    newest = found.order_by("establishment_id", "-as_of").distinct("establishment_id")
    rows = newest.values_list("establishment_id", "capacity", "unavailable", "present")
    return {
        place: Occupancy(capacity, unavailable, present) for place, capacity, unavailable, present in rows
    }


def statements(establishment_id: str, *, by: Actor) -> list[Statement]:
    """Everything that was said of an establishment, newest first."""
    del by
    return list(Statement.objects.filter(establishment_id=establishment_id).order_by("-as_of", "source"))


def may_look_inside(site: str, *, by: Actor) -> bool:
    """Whether the reader's duty includes the layout of this establishment."""
    return refusal(Act.PLACE_INSIDE, by, Marking(site=site)) is None


def may_read_events(site: str, *, by: Actor) -> bool:
    """Whether the reader's duty includes what happened at this establishment."""
    return refusal(Act.EVENT_READ, by, Marking(site=site)) is None


def units(site: str, *, by: Actor) -> list[Unit]:
    """Wings, landings and cells of an establishment, in the order of their names; none without a duty there."""
    del by
    return list(Unit.objects.filter(site=site).order_by("kind", "name", "code"))


def unit_occupancy(site: str, *, by: Actor) -> dict[str, Occupancy]:
    """The newest known figures per unit id of an establishment."""
    del by
    newest = UnitStatement.objects.filter(unit__site=site).order_by("unit_id", "-as_of").distinct("unit_id")
    rows = newest.values_list("unit_id", "capacity", "unavailable", "present")
    return {unit: Occupancy(capacity, unavailable, present) for unit, capacity, unavailable, present in rows}


def unit_sites(*, by: Actor) -> dict[str, tuple[str, str]]:
    """Code of every wing, landing and cell the reader may see, with its kind and establishment."""
    del by
    return {code: (kind, site or "") for code, kind, site in Unit.objects.values_list("code", "kind", "site")}


def regions(*, by: Actor) -> list[str]:
    """The regions that have establishments."""
    del by
    found = (
        Establishment.objects.exclude(region="")
        .order_by("region")
        .values_list("region", flat=True)
        .distinct()
    )
    return list(found)


def names(establishment_id: str, *, by: Actor) -> list[tuple[str, str, date | None, date | None]]:
    """Every name of an establishment: name, source, since, until; those in use first."""
    del by
    found = EstablishmentName.objects.filter(establishment_id=establishment_id)
    ordered = found.order_by(F("until").desc(nulls_first=True), "name")
    return list(ordered.values_list("name", "source", "since", "until"))


def units_named(term: str, *, by: Actor) -> list[Unit]:
    """Wings, landings and cells the reader may see whose name or code holds the term."""
    del by
    found = Unit.objects.filter(Q(name__icontains=term) | Q(code__icontains=term)).exclude(open=False)
    return list(found.order_by("code")[:20])


def site_finder(*, by: Actor) -> Callable[[str], str | None]:
    """A function that finds an establishment's code by code, whatever its case, or by a name only it has."""
    del by
    found = {code.casefold(): code for code in Establishment.objects.values_list("code", flat=True)}
    by_name: dict[str, set[str]] = {}
    for name, code in EstablishmentName.objects.values_list("name", "establishment__code"):
        by_name.setdefault(fold(name), set()).add(code)
    for name, named in by_name.items():
        if len(named) == 1:
            found.setdefault(name, next(iter(named)))
    return lambda text: found.get(text.casefold()) or found.get(fold(text))
