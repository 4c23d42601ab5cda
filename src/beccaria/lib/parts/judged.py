"""Name what is judged: a range on a scale, never a bare number."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a scale: from (included) to, in the scale's own units."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RangeBar:
    """A judged value as a range: low, high, a tick for the middle, and what unknowns could still do."""

    kind: ClassVar[str] = "range"
    title: str
    words: str
    low: float
    high: float
    middle: float
    bands: tuple[Band, ...]
    could_fall_to: float | None = None
    could_rise_to: float | None = None

    @property
    def start(self) -> float:
        """Lowest value of the scale."""
        return self.bands[0].low

    def percent(self, value: float) -> float:
        """Where on the bar a value lies, 0 to 100."""
        span = self.bands[-1].high - self.start
        return round(max(0.0, min(100.0, 100 * (value - self.start) / span)), 2)
