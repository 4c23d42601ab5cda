"""Make the solver's question of the service's own tables, as one reader may know them; what nobody knows is said.

Only who is asked about and those he must be kept from, or whose group he is of, are listed one by one; everybody else
on a wing is a number. So a question about one of 90,000 people costs what he costs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from beccaria.core.actors import Actor, Level
from beccaria.core.allocation import Apart, Ask, Between, Instance, Mode, Person, Weights
from beccaria.core.allocation import Level as Share
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Hidden
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.people.api import Placed
from beccaria.placement.models import KeepApart
from beccaria.placement.queries import groups, keeping
from beccaria.placement.queries.estate import NOT_SAID, Estate, estate
from beccaria.placement.queries.weighed import Weighed, weighed
from beccaria.risk import api as risk

MOST: Final = 50_000
# Said wherever it is shown: a rule about a class, never about him (ADR 0018).
OF_CLASS: Final = "he and all who are recorded as he is are kept from somebody there"
NO_REASON: Final = "must not share it"
_REGIME: Final = "standard"
_ADULT: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: one person, a list of people, a wing to be emptied, or an establishment set right in K moves."""

    mode: Mode
    people: tuple[str, ...] = ()
    wing: str = ""
    moves: int | None = None
    establishment: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """A question ready to be answered. `people` holds everybody listed by the name he has in it, `unknown` what the
    tables do not hold, `marking` the strictest of everything that was used.
    """

    instance: Instance
    people: Mapping[str, Placed]
    estate: Estate
    unknown: tuple[str, ...]
    marking: Marking


def built(asked: Asked, *, by: Actor, at: datetime) -> Built:
    """The question as the reader may ask it. Raises BadInput, Hidden."""
    on = day_of(at)
    placed = _asked(asked, by=by)
    records = {one.holder for one in placed.values()}
    told = keeping.told(records, by=by, on=on)
    known = groups.belonging(records, by=by, at=at)
    company = {one.other for one in told} | set(known.roles)
    others = people.placed(company - placed.keys(), by=by)
    everybody = placed | {one.id: one for one in others.values()}
    holders = {record: one.holder for record, one in everybody.items()}
    categories = risk.categories(records, by=by, on=on)
    made = _people(everybody, known, categories, asked=records, mode=asked.mode, on=on)
    weigh = weighed(made, _estate(made, by=by), records, by=by, at=at)
    made, found = weigh.people, weigh.estate
    made = {name: one for name, one in made.items() if one.wing in found.wings or name in records}
    readable = keeping.whole(sorted(records), by=by, on=on)
    pairs, classes = _told(told, holders, made, readable)
    limits, sides = groups.rules(
        known, {record: to for record, to in holders.items() if to in made}, by=by, at=at
    )
    instance = Instance(
        on=on,
        weights=Weights(),
        prisons=found.prisons,
        wings=found.wings,
        people=_where(made, found),
        ask=Ask(asked.mode, tuple(sorted(records)), asked.wing, asked.moves),
        apart=(*pairs, *limits),
        between=(*classes, *sides),
        members={
            group: tuple(sorted({holders[one] for one in known.members(group) if holders.get(one) in made}))
            for group in known.names
        },
    )
    listed = {one.holder: one for one in everybody.values() if one.holder in made}
    marking = _marking(
        listed, known, categories, records, (*(row.marking for row in readable), *weigh.markings), by=by
    )
    return Built(instance, listed, found, _unknown(instance, records, weigh), marking)


def _asked(asked: Asked, *, by: Actor) -> dict[str, Placed]:
    """Whom it is about. Raises BadInput, Hidden."""
    ids: Iterable[str] = asked.people
    if asked.mode is Mode.CLOSE:
        if not asked.wing:
            raise BadInput("Say which wing is to be closed.")
        ids = people.held_in(asked.establishment, by=by, wing=asked.wing)
    elif asked.mode is Mode.ESTATE:
        ids = people.held_in(asked.establishment, by=by)
    found = people.placed(ids, by=by)
    if asked.people and found.keys() != set(asked.people):
        raise Hidden("There is no such person, or he is not yours to see.")
    if not found:
        raise BadInput("Nobody is to be placed: choose people, or a wing that somebody is on.")
    if len(found) > MOST:
        raise BadInput("These are %(count)s people: ask about at most %(most)s.", count=len(found), most=MOST)
    return found


def _people(
    placed: Mapping[str, Placed],
    known: groups.Belonging,
    categories: Mapping[str, tuple[str, int, tuple[str, ...]]],
    *,
    asked: set[str],
    mode: Mode,
    on: date,
) -> dict[str, Person]:
    """Everybody listed, under the record he is held under. BadInput for somebody asked about without category."""
    roles: dict[str, dict[str, str]] = {}
    for record, one in placed.items():
        roles.setdefault(one.holder, {}).update(known.roles.get(record, {}))
    made, missing = {}, []
    for one in placed.values():
        category = categories.get(one.holder, (one.category, 0, ()))[0]
        if one.holder in asked and not category:
            missing.append(one)
            continue
        made[one.holder] = Person(
            id=one.holder,
            sex=one.sex or NOT_SAID,
            category=category or NOT_SAID,
            age=_age(one.born, on),
            status=one.status or NOT_SAID,
            regime=_REGIME,
            wing=one.wing,
            groups=tuple(sorted(roles[one.holder].items())),
        )
    _classified(missing, mode)
    return made


def _classified(missing: list[Placed], mode: Mode) -> None:
    """Raises BadInput; when a whole estate is set right, who has no category stays where he is."""
    if not missing or mode is Mode.ESTATE:
        return
    if len(missing) == 1:
        raise BadInput("%(name)s has no category: classify first, then place.", name=missing[0].name)
    raise BadInput(
        "%(count)s of these people have no category: classify them first, then place.", count=len(missing)
    )


def _age(born: date | None, on: date) -> int:
    if born is None:
        return _ADULT
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def _estate(made: Mapping[str, Person], *, by: Actor) -> Estate:
    categories = frozenset(one.category for one in made.values())
    found = estate(by=by, categories=categories, regimes=frozenset({_REGIME}))
    if not found.wings:
        raise BadInput("No wing with a known number of places is yours to fill: load the estate first.")
    return found.without(one.wing for one in made.values())


def _where(made: Mapping[str, Person], found: Estate) -> dict[str, Person]:
    """Somebody on a wing that the register does not know is nowhere, as far as the solver goes."""
    return {name: one if one.wing in found.wings else _nowhere(one) for name, one in sorted(made.items())}


def _nowhere(one: Person) -> Person:
    return Person(one.id, one.sex, one.category, one.age, one.status, regime=one.regime, groups=one.groups)


def _told(
    told: Iterable[keeping.Told],
    holders: Mapping[str, str],
    made: Mapping[str, Person],
    readable: Iterable[KeepApart],
) -> tuple[tuple[Apart, ...], tuple[Between, ...]]:
    """Bare rules as limits; where the reader may read why, with that word."""
    causes = {
        (frozenset(holders.get(each, each) for each in (row.one_id, row.other_id)), row.apart): row.cause
        for row in readable
    }
    pairs: dict[tuple[str, str, Share], Apart] = {}
    classes: dict[tuple[str, str, Share], Between] = {}
    for one in told:
        two = sorted({holders.get(each, each) for each in (one.person, one.other)})
        if len(two) != 2 or not all(each in made for each in two):  # noqa: PLR2004  a pair
            continue
        key = two[0], two[1], one.apart
        if one.kind == keeping.PAIR:
            cause = causes.get((frozenset(two), one.apart.value), NO_REASON)
            pairs[key] = Apart((two[0], two[1]), one.apart, 1, cause.replace("_", " "))
        else:
            classes[key] = Between((two[0],), (two[1],), one.apart, OF_CLASS)
    return (
        tuple(pairs[key] for key in sorted(pairs)),
        tuple(classes[key] for key in sorted(classes)),
    )


def _marking(
    listed: Mapping[str, Placed],
    known: groups.Belonging,
    categories: Mapping[str, tuple[str, int, tuple[str, ...]]],
    asked: set[str],
    more: Iterable[Marking],
    *,
    by: Actor,
) -> Marking:
    """As strict as everything that was used (rule 2), at the prison that holds the first of those asked about."""
    sites = {listed[one].establishment for one in asked if one in listed} - {""}
    site = sites.pop() if len(sites) == 1 else None
    if site is None or not (by.everywhere or site in by.sites):
        site = by.home
    careful = [(one.level, one.handling) for one in listed.values()]
    careful += [(level, handling) for _value, level, handling in categories.values()]
    careful += [(one.level, tuple(one.handling)) for one in more]
    careful.append((known.level, tuple(known.handling)))
    return Marking(
        site=site,
        level=Level(max(level for level, _codes in careful)),
        handling=frozenset(code for _level, codes in careful for code in codes),
    )


def _unknown(instance: Instance, asked: set[str], weigh: Weighed) -> tuple[str, ...]:
    """What would matter and no table holds, as codes that pages put in words."""
    persons = [instance.people[one] for one in sorted(asked) if one in instance.people]
    gaps = {
        **dict.fromkeys(sorted(weigh.unknown), True),
        "sex": any(one.sex == NOT_SAID for one in persons),
        "age": any(one.age == _ADULT for one in persons),
        "status": any(one.status == NOT_SAID for one in persons),
        "wing_category": bool(weigh.estate.open_to),
        "capacity": bool(weigh.estate.no_capacity),
    }
    return tuple(name for name, missing in gaps.items() if missing)
