"""Hold the limits from which monitoring speaks up. They are ours, in one place, and a service may set its own."""

from dataclasses import dataclass

from beccaria.engines.monitoring.drift import ODDS, QUIET_YEARS, REFERENCE
from beccaria.engines.monitoring.pooling import SMALLEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to speak up.

    incomplete, unknown, overridden: shares whose interval must lie above the limit. lopsided: the chance below which
    overriding in one direction is no accident. index, chance: how far bands must have shifted, and how surely. off: the
    factor between observed and expected that matters (either way), beyond its 99 % interval. slope: below it the bands
    tell people too little apart, if its 99 % interval lies below 1. apart: the difference between groups that matters,
    with `chance`. idle_days: without an assessment for so long, nobody seems to use it. patience_months: a chart
    that would need longer to notice twice the odds is said to prove nothing.
    """

    incomplete: float = 0.1
    unknown: float = 0.4
    overridden: float = 0.2
    lopsided: float = 0.01
    index: float = 0.1
    chance: float = 0.01
    off: float = 1.25
    slope: float = 0.8
    apart: float = 0.05
    idle_days: int = 180
    patience_months: int = 24
    reference_months: int = REFERENCE
    odds: float = ODDS
    quiet_years: int = QUIET_YEARS
    smallest: int = SMALLEST
