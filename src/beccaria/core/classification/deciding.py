"""Who decides a category or status in a country, and how many people of the service must stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from beccaria.core.classification.model import Kind
from beccaria.core.countries import Clock, Decides, Designator, designated, designator, interval

if TYPE_CHECKING:
    from beccaria.core.countries import Interval, Pack

_DECIDES: Final = {Kind.CATEGORY: Decides.CATEGORY, Kind.STATUS: Decides.STATUS}
_CLOCK: Final = {Kind.CATEGORY: Clock.CATEGORY, Kind.STATUS: Clock.LISTING}


@dataclass(frozen=True, slots=True)
class Route:
    """How a decision is taken here.

    Where the law is known, the person on duty writes down what the named authority decided, with its number. Where it
    is not, the governor decides and a second person stands for it.
    """

    designator: Designator
    two_people: bool


def route(pack: Pack | None, kind: Kind, code: str, *, trait_named: bool = False) -> Route:
    """Who decides this one. Two people also wherever a ground names a faith, origin or nationality (rule 9)."""
    named = _named(pack, kind, code)
    return Route(named, two_people=trait_named or not named.known)


def _named(pack: Pack | None, kind: Kind, code: str) -> Designator:
    """The pack's word for one category goes before its word for all; and holds for no other category."""
    if pack and kind is Kind.CATEGORY:
        own = {one.code: one.decided_by for one in pack.categories if one.decided_by}
        if code in own:
            return designated(own[code])
        if own:
            return designated(None)
    return designator(pack, _DECIDES[kind])


def clock_of(pack: Pack | None, kind: Kind) -> Interval:
    """After how long a decision of this kind is looked at again, and on whose word."""
    return interval(pack, _CLOCK[kind])


def decided_under(pack: Pack | None) -> str:
    """The pack a decision is taken under, as it is kept with it; empty when none holds for the prison."""
    return pack.id if pack else ""
