"""Word figures the same way everywhere: shares in percent, rates with their interval, chances to three digits."""

from beccaria.engines.rates import Rate

_LEAST = 0.001


def percent(share: float | None, digits: int = 0) -> str:
    """A share as percent; a dash where there is none."""
    return "-" if share is None else f"{100 * share:.{digits}f} %"


def said(rate: Rate) -> str:
    """A rate with its interval."""
    if rate.share is None:
        return "nothing counted"
    ends = f"{percent(rate.low, 1)} to {percent(rate.high, 1)}"
    return f"{percent(rate.share, 1)} ({rate.hits} of {rate.of}; 95 % interval {ends})"


def chance_said(chance: float) -> str:
    """A probability."""
    return f"less than {_LEAST}" if chance < _LEAST else f"{chance:.3f}"


def begun(phrase: str) -> str:
    """A phrase as the beginning of a sentence."""
    return phrase[:1].upper() + phrase[1:]
