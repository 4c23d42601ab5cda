"""Add to a question of placement where families live, which hearings lie ahead, what is needed, waited for, spoken.

Each kind is read by one statement for everybody asked about. What nobody has written down, or what cannot be compared
because no place says that it has it, is left out and named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.core.allocation import Person, Prison, Wing
from beccaria.core.circumstances import Provides, Wait
from beccaria.core.markings import Marking
from beccaria.engines.folding import fold
from beccaria.engines.plane import plane
from beccaria.events import api as events
from beccaria.events.api import HearingRead
from beccaria.lib.moments import day_of
from beccaria.measures import api as measures
from beccaria.measures.api import UnderRegime
from beccaria.people import api as people
from beccaria.people.api import HomeRead, NeedRead
from beccaria.placement.queries import spoken
from beccaria.placement.queries.estate import Estate
from beccaria.placement.queries.spoken import SpokenRead
from beccaria.placement.queries.waiting import WaitRead, waits
from beccaria.places import api as places

Point = tuple[float, float]
PROVIDED = {Wait.PROGRAMME: Provides.PROGRAMME, Wait.WORK: Provides.WORK}


@dataclass(frozen=True, slots=True)
class Matters:
    """What matters for where one person lives, as the reader may know it."""

    home: HomeRead | None
    needs: tuple[NeedRead, ...]
    hearings: tuple[HearingRead, ...]
    waits: tuple[WaitRead, ...]
    regime: UnderRegime | None = None
    languages: tuple[SpokenRead, ...] = ()

    @property
    def markings(self) -> tuple[Marking, ...]:
        """Of everything that is said here."""
        found = [one.marking for one in (self.home, self.regime) if one]
        found += [one.marking for one in self.needs]
        found += [one.marking for one in self.hearings]
        found += [one.marking for one in self.languages]
        return (*found, *(one.marking for one in self.waits))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The same people and estate with what matters; the codes of what is not known; the markings of what was used."""

    people: dict[str, Person]
    estate: Estate
    unknown: frozenset[str]
    markings: tuple[Marking, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """What of the estate answers to it: where homes and prisons lie, who serves which court, who has what, which
    languages staff speak on which wing (none where nobody has written any down).
    """

    homes: Mapping[str, tuple[int, int]]
    prisons: Mapping[str, tuple[int, int]]
    courts: Mapping[str, frozenset[str]]
    provided: places.Provided
    spoken: Mapping[str, frozenset[str]] = field(default_factory=dict)


def matters(ids: Iterable[str], *, by: Actor, at: datetime) -> dict[str, Matters]:
    """What matters for each of these records of people, on whichever of a person's records it stands."""
    asked, on = sorted(set(ids)), day_of(at)
    homes, needs = people.homes(asked, by=by, on=on), people.needs(asked, by=by, on=on)
    hearings, waiting = events.hearings(asked, by=by, on=on), waits(asked, by=by, on=on)
    regimes = measures.regimes_in_force(asked, by=by, at=at)
    languages = spoken.languages(asked, by=by, on=on)
    return {
        one: Matters(
            homes.get(one),
            needs.get(one, ()),
            hearings.get(one, ()),
            waiting.get(one, ()),
            regimes.get(one),
            languages.get(one, ()),
        )
        for one in asked
    }


def of_one(person: str, sites: Iterable[str], *, by: Actor, at: datetime) -> tuple[Matters, Reach]:
    """What matters for one person, and what of these prisons answers to it."""
    known = matters([person], by=by, at=at)
    return known[person], reached(known, sites, by=by, at=at)


def sites_of_wings(*, by: Actor) -> dict[str, str]:
    """The prison of each wing on which somebody could be placed: as the solver is asked about them."""
    wings = places.wings(by=by)
    return {one.code: one.site for one in wings if one.open is not False and one.capacity is not None}


def weighed(
    made: Mapping[str, Person], found: Estate, asked: Iterable[str], *, by: Actor, at: datetime
) -> Weighed:
    """Everybody asked about with what matters for him, and the estate with what it has of that."""
    known = {one: said for one, said in matters(asked, by=by, at=at).items() if one in made}
    reach = reached(known, found.prisons, by=by, at=at)
    persons = dict(made) | {one: _person(made[one], said, reach) for one, said in known.items()}
    prisons = {
        code: Prison(code, reach.prisons.get(code, one.at), _courts(code, reach))
        for code, one in found.prisons.items()
    }
    wings = _wings(found.wings, reach.provided, reach.spoken)
    return Weighed(
        persons,
        replace(found, prisons=prisons, wings=wings),
        _unknown(known, reach),
        tuple(one for said in known.values() for one in said.markings),
    )


def reached(known: Mapping[str, Matters], sites: Iterable[str], *, by: Actor, at: datetime) -> Reach:
    """Where all this is, in these prisons. Nothing is asked of what nobody needs."""
    hearings = [one for said in known.values() for one in said.hearings]
    homes = {one: said.home for one, said in known.items() if said.home}
    asked: dict[Provides, set[str]] = defaultdict(set)
    asked[Provides.COURT] |= {fold(one.court) for one in hearings}
    for said in known.values():
        asked[Provides.NEED] |= {one.need.value for one in said.needs}
        for wait in said.waits:
            asked[PROVIDED[wait.kind]].add(wait.what)
        if said.regime:
            asked[Provides.REGIME].add(fold(said.regime.regime))
    wanted = {kind: frozenset(some) for kind, some in asked.items()}
    provided = places.provided(wanted, by=by, on=day_of(at))
    unplaced = [one.town for one in homes.values() if one.latitude is None]
    towns = places.towns([*unplaced, *(one.town for one in hearings)], by=by)
    courts: dict[str, set[str]] = defaultdict(set)
    for one in hearings:
        there, _at = towns.get(fold(one.town), ((), None))
        courts[one.court] |= {*there, *provided.prisons.get((Provides.COURT, fold(one.court)), ())}
    points = {one: point for one, home in homes.items() if (point := _point(home, towns))}
    laid, prisons = _laid(points, set(sites), by=by)
    served = {court: frozenset(some) for court, some in courts.items() if some}
    asks = any(said.languages for said in known.values())
    return Reach(laid, prisons, served, provided, spoken.spoken_on(sites, by=by, at=at) if asks else {})


def _point(home: HomeRead, towns: Mapping[str, tuple[tuple[str, ...], Point | None]]) -> Point | None:
    if home.latitude is not None and home.longitude is not None:
        return home.latitude, home.longitude
    return towns.get(fold(home.town), ((), None))[1]


def _laid(
    points: Mapping[str, Point], sites: set[str], *, by: Actor
) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Homes and prisons on one plane. Where nobody knows where one of the prisons lies, no distance is fair: none."""
    prisons: dict[str, Point] = {}
    for one in places.establishments(by=by) if points else ():
        if one.code in sites:
            if one.latitude is None or one.longitude is None:
                return {}, {}
            prisons[one.code] = (one.latitude, one.longitude)
    lay = plane(prisons.values())
    return (
        {name: lay(*point) for name, point in points.items()},
        {name: lay(*point) for name, point in prisons.items()},
    )


def _person(one: Person, said: Matters, reach: Reach) -> Person:
    return replace(
        one,
        regime=_equipped(said, reach) or one.regime,
        home=reach.homes.get(one.id),
        hearings=tuple((day_of(each.at), each.court) for each in said.hearings if each.court in reach.courts),
        needs=frozenset(
            each.need.value for each in said.needs if reach.provided.known(Provides.NEED, each.need.value)
        ),
        waits=frozenset(
            _offer(each) for each in said.waits if reach.provided.known(PROVIDED[each.kind], each.what)
        ),
        languages=frozenset(each.language for each in said.languages if reach.spoken),
    )


def _equipped(said: Matters, reach: Reach) -> str:
    """The folded regime he is under, if some wing is known to be equipped for it; else empty."""
    name = fold(said.regime.regime) if said.regime else ""
    return name if name and reach.provided.known(Provides.REGIME, name) else ""


def _offer(one: WaitRead) -> str:
    """A programme and a work of one name are two."""
    return f"{one.kind.value}: {one.what}"


def _courts(site: str, reach: Reach) -> frozenset[str]:
    return frozenset(court for court, some in reach.courts.items() if site in some)


def _wings(
    wings: Mapping[str, Wing], provided: places.Provided, said: Mapping[str, frozenset[str]]
) -> dict[str, Wing]:
    """Wings with what they have; who has nothing of it stays the object he was."""
    has: dict[str, set[str]] = defaultdict(set)
    offers: dict[str, set[str]] = defaultdict(set)
    regimes: dict[str, set[str]] = defaultdict(set)
    sites: dict[str, list[str]] = defaultdict(list)
    for code, one in wings.items():
        sites[one.prison].append(code)
    for where, spread in ((provided.wings, False), (provided.prisons, True)):
        for (kind, what), codes in where.items():
            for code in (wing for each in codes for wing in (sites.get(each, ()) if spread else (each,))):
                if kind is Provides.NEED:
                    has[code].add(what)
                elif kind is Provides.REGIME:
                    regimes[code].add(what)
                elif kind is not Provides.COURT:
                    offers[code].add(f"{kind.value}: {what}")
    return dict(wings) | {
        code: replace(
            wings[code],
            has=frozenset(has[code]),
            programmes=frozenset(offers[code]),
            regimes=wings[code].regimes | regimes[code],
            languages=said.get(code, frozenset()),
        )
        for code in {*has, *offers, *regimes, *said}
        if code in wings
    }


def _unknown(known: Mapping[str, Matters], reach: Reach) -> frozenset[str]:
    """What would matter: nobody wrote it down, or no place says that it has it."""
    return frozenset(gap for one, said in known.items() for gap in _gaps(one, said, reach))


def _gaps(one: str, said: Matters, reach: Reach) -> Iterator[str]:
    provided = reach.provided
    needs = all(provided.known(Provides.NEED, each.need.value) for each in said.needs)
    offered = all(provided.known(PROVIDED[each.kind], each.what) for each in said.waits)
    yield from _gap("home", written=said.home is not None, compared=one in reach.homes)
    yield from _gap(
        "court",
        written=bool(said.hearings),
        compared=all(each.court in reach.courts for each in said.hearings),
    )
    yield from _gap("needs", written=bool(said.needs), compared=needs)
    yield from _gap("waits", written=bool(said.waits), compared=offered)
    yield from _gap("languages", written=bool(said.languages), compared=bool(reach.spoken))
    if said.regime and not _equipped(said, reach):
        yield "regime"


def _gap(name: str, *, written: bool, compared: bool) -> Iterator[str]:
    if not written:
        yield name
    elif not compared:
        yield f"{name}_place"
