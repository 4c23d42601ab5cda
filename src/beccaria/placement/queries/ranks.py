"""Put categories in the order of their country's scale, the least secure first; an alphabet knows no security."""

from collections.abc import Iterable

from beccaria.core.actors import Actor
from beccaria.core.classification import Kind, choices
from beccaria.places import api as places


def in_order(categories: Iterable[str], site: str, *, by: Actor) -> tuple[str, ...]:
    """Each once, as they may be decided in this prison's country, lowest first; then what its scale does not know."""
    pack = places.pack_of(places.establishment(site, by=by).country, by=by)
    rank = {one.code: place for place, one in enumerate(choices(pack, Kind.CATEGORY))}
    return tuple(sorted({one for one in categories if one}, key=lambda one: (rank.get(one, len(rank)), one)))
