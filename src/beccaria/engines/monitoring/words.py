"""Word figures the same way everywhere: shares in percent, rates with their interval, chances to three digits."""

from datetime import date
from typing import Final

from beccaria.core.refusal import Phrase
from beccaria.engines.rates import Rate

_LEAST: Final = 0.001
_MONTHS: Final = (
    *(Phrase("January"), Phrase("February"), Phrase("March"), Phrase("April"), Phrase("May"), Phrase("June")),
    *(Phrase("July"), Phrase("August"), Phrase("September"), Phrase("October")),
    *(Phrase("November"), Phrase("December")),
)


def percent(share: float | None, digits: int = 0) -> str:
    """A share as percent; a dash where there is none."""
    return "-" if share is None else f"{100 * share:.{digits}f} %"


def said(rate: Rate) -> Phrase:
    """A rate with its interval."""
    if rate.share is None:
        return Phrase("nothing counted")
    return Phrase(
        "%(share)s (%(hits)s of %(all)s; 95 %% interval %(low)s to %(high)s)",
        {
            "share": percent(rate.share, 1),
            # As texts: whoever reads the English sentence finds the whole number there.
            "hits": str(rate.hits),
            "all": str(rate.of),
            "low": percent(rate.low, 1),
            "high": percent(rate.high, 1),
        },
    )


def chance_said(chance: float) -> Phrase | str:
    """A probability."""
    return Phrase("less than %(least)s", {"least": str(_LEAST)}) if chance < _LEAST else f"{chance:.3f}"


def month(day: date) -> Phrase:
    """The month and the year of a day."""
    return Phrase("%(month)s %(year)s", {"month": _MONTHS[day.month - 1], "year": str(day.year)})


def begun(phrase: str) -> str:
    """A phrase as the beginning of a sentence."""
    return phrase[:1].upper() + phrase[1:]
