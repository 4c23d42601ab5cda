"""Read which prisons and wings have, offer or serve something, as far as anybody has written it down."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from beccaria.core.actors import Actor
from beccaria.core.circumstances import Provides
from beccaria.engines.folding import fold
from beccaria.places.models import Establishment, Unit
from beccaria.places.models_provided import Provision

Asked = Mapping[Provides, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Provided:
    """Where each of what was asked for is: prisons that have it as a whole, and wings. Empty: nobody wrote it down."""

    prisons: Mapping[tuple[Provides, str], frozenset[str]]
    wings: Mapping[tuple[Provides, str], frozenset[str]]

    def known(self, kind: Provides, what: str) -> bool:
        """Whether any place is known to have it."""
        return bool(self.prisons.get((kind, what)) or self.wings.get((kind, what)))


def provided(asked: Asked, *, by: Actor, on: date) -> Provided:
    """Where these are, in prisons the reader may look into. A wing has what one of its landings and cells has."""
    del by  # judged by the row policy of this transaction
    wanted = Q()
    for kind, values in asked.items():
        wanted |= Q(kind=kind.value, what__in=sorted(values))
    prisons: dict[tuple[Provides, str], set[str]] = defaultdict(set)
    wings: dict[tuple[Provides, str], set[str]] = defaultdict(set)
    if any(asked.values()):
        found = Provision.objects.filter(wanted).filter(Q(over_from=None) | Q(over_from__gt=on))
        units = []
        for said, what, site, unit in found.values_list("kind", "what", "site", "unit_id"):
            if unit is None:
                prisons[Provides(said), what].add(site or "")
            else:
                units.append(((Provides(said), what), unit))
        above = _wings({unit for _key, unit in units})
        for key, unit in units:
            if unit in above:
                wings[key].add(above[unit])
    return Provided(
        {key: frozenset(codes) for key, codes in prisons.items()},
        {key: frozenset(codes) for key, codes in wings.items()},
    )


def _wings(units: Iterable[str]) -> dict[str, str]:
    """The wing in which each of these wings, landings and cells lies: at most two steps up."""
    columns = ("id", "kind", "code", *(f"parent__{name}" for name in ("kind", "code")))
    higher = ("parent__parent__kind", "parent__parent__code")
    found = {}
    for one in Unit.objects.filter(pk__in=sorted(units)).values_list(*columns, *higher):
        ways = zip(one[1::2], one[2::2], strict=True)
        if code := next((code for kind, code in ways if kind == "wing"), None):
            found[one[0]] = code
    return found


def towns(
    names: Iterable[str], *, by: Actor
) -> dict[str, tuple[tuple[str, ...], tuple[float, float] | None]]:
    """Of each of these towns, folded, the prisons there and about where it lies, where the estate knows the town."""
    del by  # establishments are known to everybody
    wanted = {fold(name) for name in names} - {""}
    if not wanted:
        return {}
    there: dict[str, list[Establishment]] = defaultdict(list)
    for one in Establishment.objects.exclude(town="").order_by("code"):
        if (name := fold(one.town)) in wanted:
            there[name].append(one)
    return {name: (tuple(one.code for one in some), _middle(some)) for name, some in there.items()}


def _middle(some: Iterable[Establishment]) -> tuple[float, float] | None:
    points = [
        (one.latitude, one.longitude)
        for one in some
        if one.latitude is not None and one.longitude is not None
    ]
    if not points:
        return None
    return sum(one for one, _ in points) / len(points), sum(one for _, one in points) / len(points)
