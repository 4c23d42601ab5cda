"""Who decides a measure in a country, how long one may last there, and when it is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from beccaria.core.classification import Route
from beccaria.core.countries import (
    Clock,
    Decides,
    Designator,
    Duration,
    RegimeKind,
    designated,
    designator,
    interval,
    sure,
)
from beccaria.core.measures.model import LONGEST_WITHOUT_LAW, Kind
from beccaria.core.refusal import BadInput

if TYPE_CHECKING:
    from beccaria.core.countries import Fact, Interval, Pack, Regime


def regimes(pack: Pack | None) -> tuple[Regime, ...]:
    """The special regimes of a country: sets of measures that its law names. Nothing without a pack."""
    return tuple(one for one in pack.regimes if one.kind is RegimeKind.SPECIAL_REGIME) if pack else ()


def regime_named(pack: Pack | None, name: str) -> Regime:
    """One of them. Raises BadInput."""
    found = next((one for one in regimes(pack) if one.id == name), None)
    if found is None:
        raise BadInput("The country of this prison has no regime of that name: choose one of its list.")
    return found


def parts_named(pack: Pack | None, regime: str) -> dict[Kind, Fact]:
    """Which measures the country's sources say that a regime consists of: of each kind the fact that names it.

    Where several do, one that is verified. What no source names is not guessed; a person decides each.
    """
    found = next((one for one in regimes(pack) if one.id == regime), None)
    told = sorted(found.parts, key=lambda one: not sure(one[1])) if found else []
    return {Kind(kind): fact for kind, fact in reversed(told)}


def route(pack: Pack | None, kind: Kind, regime: str = "", *, trait_named: bool = False) -> Route:
    """Who decides: the authority the law is known to name, else the governor with a second person (rule 6)."""
    named = _named(pack, kind, regime)
    return Route(named, two_people=trait_named or not named.known)


def _named(pack: Pack | None, kind: Kind, regime: str) -> Designator:
    if kind is not Kind.REGIME:
        return designator(pack, Decides.MEASURES)
    own = designated(regime_named(pack, regime).authority)
    return own if own.known else designator(pack, Decides.SPECIAL_REGIME)


def review(pack: Pack | None, kind: Kind) -> Interval:
    """After how long it is looked at again, and on whose word."""
    clock = {
        Kind.REGIME: Clock.SPECIAL_REGIME,
        Kind.ISOLATION: Clock.SEPARATION,
        Kind.SEPARATION: Clock.SEPARATION,
    }
    return interval(pack, clock.get(kind, Clock.MEASURES))


def longest(pack: Pack | None, kind: Kind, regime: str, *, renewed: bool) -> timedelta:
    """How long one decision may last: what the law is verified to allow a regime, else a month.

    A renewal of a regime lasts no longer than half of its first duration where the pack words no figure of its own: the
    packs word renewals in sentences, and of two readings the shorter one holds.
    """
    if kind is not Kind.REGIME:
        return LONGEST_WITHOUT_LAW
    fact = regime_named(pack, regime).longest_first
    if not sure(fact):
        return LONGEST_WITHOUT_LAW
    first = timedelta(days=Duration.read(fact.words).days)
    return first / 2 if renewed else first


def latest_review(starts: datetime, ends: datetime, clock: Interval) -> datetime:
    """The last moment to look at it again: the interval, or its end if that is earlier."""
    return min(ends, starts + timedelta(days=clock.days))
