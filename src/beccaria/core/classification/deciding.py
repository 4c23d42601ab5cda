"""Who decides a category or status in a country, and how many people of the service must stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from beccaria.core.classification.model import Kind
from beccaria.core.countries import Clock, Decides, Designator, designator, interval, sure

if TYPE_CHECKING:
    from beccaria.core.countries import Interval, Pack

_DECIDES: Final = {Kind.CATEGORY: Decides.CATEGORY, Kind.STATUS: Decides.STATUS}
_CLOCK: Final = {Kind.CATEGORY: Clock.CATEGORY, Kind.STATUS: Clock.LISTING}
_NOBODY: Final = Designator("", "", "", known=False)


@dataclass(frozen=True, slots=True)
class Route:
    """How a decision is taken here.

    Where the law is known, the person on duty writes down what the named authority decided, with its number. Where it
    is not, the governor decides and a second person stands for it; `sentence` says so, for pages.
    """

    designator: Designator
    two_people: bool
    sentence: str


def route(pack: Pack | None, kind: Kind, code: str, *, trait_named: bool = False) -> Route:
    """Who decides this one. Two people also wherever a ground names a faith, origin or nationality (rule 9)."""
    named = _named(pack, kind, code)
    where = pack.english_name.words if pack else "this prison's country"
    if not named.known:
        said = f"Who decides this in {where} no source says: the governor decides, and a second person stands for it."
        return Route(named, two_people=True, sentence=said)
    said = f"In {where} this is decided by: {named.words}"
    if trait_named:
        said += " A second person stands for it, because a ground names a faith, an origin or a nationality."
    return Route(named, two_people=trait_named, sentence=said)


def _named(pack: Pack | None, kind: Kind, code: str) -> Designator:
    """The pack's word for one category goes before its word for all; and holds for no other category."""
    if pack and kind is Kind.CATEGORY:
        own = {one.code: one.decided_by for one in pack.categories if one.decided_by}
        if code in own:
            fact = own[code]
            return (
                Designator(fact.words, fact.source or "", fact.note, known=True)
                if fact and sure(fact)
                else _NOBODY
            )
        if own:
            return _NOBODY
    return designator(pack, _DECIDES[kind])


def clock_of(pack: Pack | None, kind: Kind) -> Interval:
    """After how long a decision of this kind is looked at again, and on whose word."""
    return interval(pack, _CLOCK[kind])


def decided_under(pack: Pack | None) -> str:
    """The pack a decision is taken under, as it is kept with it; empty when none holds for the prison."""
    return pack.id if pack else ""
