"""Find the country pack that holds at a prison, and what it says of decisions and their clocks."""

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from beccaria.core.actors import Actor
from beccaria.core.classification import Kind, Route, clock_of, route
from beccaria.core.countries import Interval, Isolation, Pack, isolation
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class Law:
    """What holds at a prison: who decides, when it is looked at again, how long somebody may be alone."""

    pack: Pack | None
    route: Route
    clock: Interval
    isolation: Isolation


def pack_at(site: str | None, *, by: Actor) -> Pack | None:
    """The one pack that holds at a prison; None, which takes the strictest limits, where none or several do."""
    if site is None:
        return None
    try:
        country = places.establishment(site, by=by).country
    except ObjectDoesNotExist:  # a register's code that our estate does not have
        return None
    return places.pack_of(country, by=by)


def law_of(pack: Pack | None, kind: Kind, code: str, *, trait_named: bool = False) -> Law:
    """What a pack says of one category or status."""
    return Law(pack, route(pack, kind, code, trait_named=trait_named), clock_of(pack, kind), isolation(pack))
