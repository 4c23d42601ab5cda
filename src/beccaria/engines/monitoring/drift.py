"""Raise an alarm when a rate that is counted month by month has changed, soon after it did and seldom when it did not.

The chart is Page's cumulative sum of log-likelihood ratios (Page 1954, Biometrika 41:100-115) on binomial months, one
upward (odds `ODDS` times those of the reference) and one downward. By Lorden (1971, Annals of Mathematical Statistics
42:1897-1908) such a sum passes ln(A) in quiet times after A months or more on the average, whatever the sizes of the
months; A is twice the promised months, because there are two sums. So the promise, at most five false alarms in a
hundred quiet years, is a bound and no approximation, where the rate in quiet times is known.

It is not known but counted in the reference months, and that makes it an approximation after all. So each sum is held
not against the reference's share but against a rate half a standard error towards its own side (a quarter of the 95 %
interval's half): simulated with 20 to 1,000 assessments a month and shares of 2 to 30 %, the promise is kept twice over
and alarms come hardly later (docs/explanation/monitoring.md has the figures). Months that scatter more than chance
(seasons, one large incident) have the interval widened and the sum divided by the dispersion (Pearson's chi-square over
its degrees of freedom; McCullagh and Nelder 1989, section 4.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, log, sqrt
from typing import Final

from beccaria.engines.monitoring.values import Month
from beccaria.engines.rates import Rate
from beccaria.engines.tails import chi_squared

ODDS: Final = 1.5
REFERENCE: Final = 12
AGAIN: Final = 6
QUIET_YEARS: Final = 20
_MARGIN: Final = 0.25
_UNLIKE: Final = 0.001
_EDGE: Final = 1e-4
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The months against which later ones are held. `is_alike` is False where chance hardly explains their scatter.

    The sums are held against `low` and `high`.
    """

    first: date
    last: date
    rate: Rate
    dispersion: float
    low: float
    high: float
    is_alike: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One month on the chart and both sums after it; an alarm is a sum of `Watch.limit` or more."""

    month: Month
    up: float
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """An alarm: in which month, in which direction, since when presumably, and the rates before and since."""

    month: date
    is_up: bool
    since: date
    reference: Reference
    now: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The chart of a rate: after an alarm it starts again with a new, shorter reference from the month after."""

    limit: float
    quiet_years: int
    references: tuple[Reference, ...]
    points: tuple[Point, ...]
    signals: tuple[Signal, ...]

    @property
    def is_watching(self) -> bool:
        """Whether any month was held against a reference."""
        return bool(self.points)


def watch(
    months: Sequence[Month], *, reference: int = REFERENCE, odds: float = ODDS, quiet_years: int = QUIET_YEARS
) -> Watch:
    """Chart a rate. `odds` is the change of odds worth an alarm; in quiet times one comes in `quiet_years` at most.

    Raises ValueError for a reference of fewer than two months, odds not above 1, or no years.
    """
    if reference < 2 or odds <= 1 or quiet_years < 1:  # noqa: PLR2004  two months are the fewest that can scatter
        raise ValueError("A chart needs two months of reference, odds above 1, and a year or more.")
    limit = log(2 * _MONTHS * quiet_years)
    left = [month for month in months if month.of]
    references: list[Reference] = []
    points: list[Point] = []
    signals: list[Signal] = []
    while len(left) >= (length := AGAIN if signals else reference):
        # So few months tell little of their scatter: that of the months before counts on.
        base = _reference(left[:length], references[-1].dispersion if references else 1.0)
        references.append(base)
        run, signal = _run(left[length:], base, odds, limit)
        points += run
        if signal is None:
            break
        signals.append(signal)
        left = left[length + len(run) :]
    return Watch(
        limit=limit,
        quiet_years=quiet_years,
        references=tuple(references),
        points=tuple(points),
        signals=tuple(signals),
    )


def patience(chart: Watch, a_month: float, *, odds: float = ODDS, changed: float = 2.0) -> float | None:
    """About how many months with so many assessments pass until odds `changed` are noticed; None without a reference.

    The limit over the mean step of the upward sum. Where it is long the chart is of no use, and its reader must know.
    """
    if not chart.references or not a_month:
        return None
    base = chart.references[-1]
    share = base.rate.hits / base.rate.of
    now = changed * share / (1 - share + changed * share)
    step = _expected(now, base.high, odds) * a_month / base.dispersion
    return chart.limit / step if step > 0 else inf


def _expected(now: float, share: float, odds: float) -> float:
    other = odds * share / (1 - share + odds * share)
    return now * log(other / share) + (1 - now) * log((1 - other) / (1 - share))


def _reference(months: Sequence[Month], least: float) -> Reference:
    rate = Rate(sum(month.hits for month in months), sum(month.of for month in months))
    share = rate.hits / rate.of
    spread = share * (1 - share)
    scatter = (
        sum((month.hits - month.of * share) ** 2 / (month.of * spread) for month in months) if spread else 0.0
    )
    dispersion = max(least, scatter / (len(months) - 1))
    margin = _MARGIN * sqrt(dispersion)
    low, high = share - (share - rate.low) * margin, share + (rate.high - share) * margin
    return Reference(
        first=months[0].first,
        last=months[-1].first,
        rate=rate,
        dispersion=dispersion,
        low=min(max(low, _EDGE), 1 - _EDGE),
        high=min(max(high, _EDGE), 1 - _EDGE),
        is_alike=chi_squared(len(months) - 1, scatter) >= _UNLIKE,
    )


def _run(
    months: Sequence[Month], base: Reference, odds: float, limit: float
) -> tuple[list[Point], Signal | None]:
    up = down = 0.0
    points: list[Point] = []
    starts = {True: 0, False: 0}
    for place, month in enumerate(months):
        up = max(0.0, up + _step(month, base.high, odds) / base.dispersion)
        down = max(0.0, down + _step(month, base.low, 1 / odds) / base.dispersion)
        points.append(Point(month, up, down))
        for is_up, total in ((True, up), (False, down)):
            if total >= limit:
                since = months[starts[is_up] : place + 1]
                now = Rate(sum(one.hits for one in since), sum(one.of for one in since))
                return points, Signal(
                    month=month.first, is_up=is_up, since=since[0].first, reference=base, now=now
                )
            if not total:
                starts[is_up] = place + 1
    return points, None


def _step(month: Month, share: float, odds: float) -> float:
    """The log-likelihood ratio of one month: odds changed against odds as they were."""
    other = odds * share / (1 - share + odds * share)
    return month.hits * log(other / share) + (month.of - month.hits) * log((1 - other) / (1 - share))
