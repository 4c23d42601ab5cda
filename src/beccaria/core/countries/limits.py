"""What a pack permits: the strictest limit where it is silent, no sharing and nobody who decides unless verified.

Sources: United Nations Standard Minimum Rules (Nelson Mandela Rules) 43 to 45: solitary confinement is 22 hours a day
or more without meaningful human contact, prolonged when it lasts longer than 15 days in a row; European Prison Rules
53 and 53A and the 21st General Report of the Committee for the Prevention of Torture for the intervals of review.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from beccaria.core.countries.model import Clock, Duration, Fact, sure

if TYPE_CHECKING:
    from beccaria.core.countries.model import Decides, Pack, Recipient

MANDELA_HOURS: Final = Duration(22, "hour")
MANDELA_DAYS: Final = Duration(15, "day")
ALLOWED: Final = "allowed"
NOT_ALLOWED: Final = "not_allowed"
DEFAULT_CLOCKS: Final = {
    Clock.CATEGORY: Duration(6, "month"),
    Clock.LISTING: Duration(6, "month"),
    Clock.MEASURES: Duration(1, "month"),
    Clock.SPECIAL_REGIME: Duration(12, "month"),
    Clock.REGIME_INTELLIGENCE: Duration(6, "month"),
    Clock.SEPARATION: Duration(1, "month"),
    Clock.GROUP_SCORE: Duration(3, "month"),
    Clock.ALERT: Duration(12, "month"),
}
"""How often to look again where a country says nothing: the strictest interval that any source names."""


@dataclass(frozen=True, slots=True)
class Isolation:
    """From how many hours a day being alone is solitary, and after how many days in a row it must have stopped."""

    hours_a_day: Duration
    days: Duration


def strictest(limit: Fact, rule: Duration) -> Duration:
    """The shorter of a country's limit and the rule; the rule when the country's is unknown or cannot be read.

    A limit that nobody verified may tighten the rule and never loosens it; nor does national law that allows more.
    """
    said = _duration(limit)
    return rule if said is None else min(said, rule, key=lambda each: each.days)


def isolation(pack: Pack | None) -> Isolation:
    """The limits on isolation that hold under this pack; those of the Mandela Rules where there is none."""
    if pack is None:
        return Isolation(MANDELA_HOURS, MANDELA_DAYS)
    return Isolation(
        strictest(pack.isolation_hours, MANDELA_HOURS), strictest(pack.isolation_days, MANDELA_DAYS)
    )


def clock(pack: Pack | None, about: Clock) -> Duration:
    """After how long to look again: what the country is verified to say, else no later than ours."""
    fact = pack.clocks.get(about) if pack else None
    if fact is None:
        return DEFAULT_CLOCKS[about]
    said = _duration(fact)
    return said if said is not None and sure(fact) else strictest(fact, DEFAULT_CLOCKS[about])


def allows(pack: Pack | None, recipient: Recipient) -> bool:
    """Whether the law of the country is known to allow giving intelligence to this recipient. Unknown is no."""
    fact = pack.sharing.get(recipient) if pack else None
    return fact is not None and sure(fact) and fact.value == ALLOWED


def determiners(pack: Pack | None) -> frozenset[str]:
    """Who is known to determine organised-crime status there; nobody when it is not verified."""
    return _named(pack.determined_by if pack else None)


def deciders(pack: Pack | None, what: Decides) -> frozenset[str]:
    """Who is known to take a decision there; nobody when it is not verified."""
    return _named(pack.decides.get(what) if pack else None)


def _named(fact: Fact | None) -> frozenset[str]:
    if fact is None or not sure(fact):
        return frozenset()
    return frozenset(fact.value if isinstance(fact.value, tuple) else (str(fact.value),))


def _duration(fact: Fact) -> Duration | None:
    try:
        return Duration.read(fact.value) if isinstance(fact.value, str) else None
    except ValueError:
        return None
