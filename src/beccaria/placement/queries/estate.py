"""Read the wings the reader may place people on, as the solver knows them; what the register does not say is named."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.allocation import Prison, Wing
from beccaria.core.persons import Sex, Status
from beccaria.people import api as people
from beccaria.places import api as places

NOT_SAID: Final = "unknown"
_KM_A_DEGREE: Final = 111.195
_EITHER: Final = frozenset({*Sex, NOT_SAID})
_SEXES: Final = {
    "male": frozenset({Sex.MALE, NOT_SAID}),
    "female": frozenset({Sex.FEMALE, NOT_SAID}),
}
_STATUSES: Final = frozenset({*(one.value for one in Status), NOT_SAID})
_AGES: Final = (18, 130)


@dataclass(frozen=True, slots=True)
class Estate:
    """Wings and prisons by identifier, with the names people use. `no_capacity` counts wings left out for that."""

    wings: Mapping[str, Wing]
    prisons: Mapping[str, Prison]
    names: Mapping[str, str]
    site_names: Mapping[str, str]
    no_capacity: int
    open_to: frozenset[str]  # wings of which the register does not say which category they take

    def without(self, listed: Iterable[str]) -> "Estate":
        """The same, where those who are listed one by one (by their wing) are not counted as inside as well."""
        wings = dict(self.wings)
        for name, many in Counter(listed).items():
            if name in wings:
                wings[name] = replace(wings[name], inside=max(0, wings[name].inside - many))
        return replace(self, wings=wings)


def estate(*, by: Actor, categories: frozenset[str], regimes: frozenset[str]) -> Estate:
    """The wings the reader may look into that are open. One statement for them, one for how many people are there.

    `categories` and `regimes` are those of the people asked about: a wing of which the register does not say whom it
    takes is open to all of these, and the answer says that it was not known.
    """
    found = places.wings(by=by)
    inside = people.inside(by=by)
    known = categories | {category for some in inside.values() for category in some}
    others = categories - {one.category for one in found}
    made: dict[str, Wing] = {}
    prisons: dict[str, Prison] = {}
    unsaid = set()
    for one in found:
        if one.open is False or one.capacity is None:
            continue
        if one.site not in prisons:
            prisons[one.site] = Prison(one.site, _at(one))
        if one.category not in known or not one.category:
            unsaid.add(one.code)
        made[one.code] = Wing(
            id=one.code,
            prison=one.site,
            capacity=one.capacity,
            comfort=one.capacity,
            sexes=_SEXES.get(one.sex, _EITHER),
            categories=_takes(one.category, known, categories, others),
            statuses=_STATUSES,
            regimes=regimes,
            ages=_AGES,
            inside=sum(inside.get((one.site, one.code), {}).values()),
        )
    left_out = sum(one.open is not False and one.capacity is None for one in found)
    names = {one.code: one.name for one in found}
    sites = {one.site: one.site_name for one in found}
    return Estate(made, prisons, names, sites, left_out, frozenset(unsaid))


def _takes(said: str, known: frozenset[str], asked: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Whose category a wing takes. A word that is nobody's category, such as "ordinary", takes everybody who has no
    wing of his own category.
    """
    if not said:
        return asked
    return frozenset({said}) if said in known else others


def _at(wing: places.Wing) -> tuple[int, int]:
    """Kilometres east and north on a plane; nothing is measured on it where nobody's home is known."""
    if wing.latitude is None or wing.longitude is None:
        return (0, 0)
    east = wing.longitude * cos(radians(wing.latitude)) * _KM_A_DEGREE
    return (round(east), round(wing.latitude * _KM_A_DEGREE))
