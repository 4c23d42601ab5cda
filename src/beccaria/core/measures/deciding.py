"""Who decides a measure in a country, how long one may last there, and when it is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from beccaria.core.classification import Route
from beccaria.core.countries import (
    Clock,
    Decides,
    Designator,
    Duration,
    RegimeKind,
    designator,
    interval,
    sure,
)
from beccaria.core.measures.model import LONGEST_WITHOUT_LAW, Kind
from beccaria.core.refusal import BadInput

if TYPE_CHECKING:
    from beccaria.core.countries import Fact, Interval, Pack, Regime

_UNKNOWN: Final = (
    "Who decides this in %s no source says: the governor decides, and a second person stands for it."
)


def regimes(pack: Pack | None) -> tuple[Regime, ...]:
    """The special regimes of a country: sets of measures that its law names. Nothing without a pack."""
    return tuple(one for one in pack.regimes if one.kind is RegimeKind.SPECIAL_REGIME) if pack else ()


def regime_named(pack: Pack | None, name: str) -> Regime:
    """One of them. Raises BadInput."""
    found = next((one for one in regimes(pack) if one.id == name), None)
    if found is None:
        raise BadInput("The country of this prison has no regime of that name: choose one of its list.")
    return found


def route(pack: Pack | None, kind: Kind, regime: str = "", *, trait_named: bool = False) -> Route:
    """Who decides: the authority the law is known to name, else the governor with a second person (rule 6)."""
    named = _named(pack, kind, regime)
    where = pack.english_name.words if pack else "this prison's country"
    if not named.known:
        return Route(named, two_people=True, sentence=_UNKNOWN % where)
    return Route(named, two_people=trait_named, sentence=f"In {where} this is decided by: {named.words}")


def _named(pack: Pack | None, kind: Kind, regime: str) -> Designator:
    if kind is not Kind.REGIME:
        return designator(pack, Decides.MEASURES)
    found: Fact = regime_named(pack, regime).authority
    if sure(found):
        return Designator(found.words, found.source or "", found.note, known=True)
    return designator(pack, Decides.SPECIAL_REGIME)


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
