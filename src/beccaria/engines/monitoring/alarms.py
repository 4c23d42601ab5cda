"""Turn figures that pass a limit into alarms: what changed, how sure that is, and what to do about it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from beccaria.core.instruments import Agreement
from beccaria.core.instruments.agreement import TENTATIVE
from beccaria.engines.monitoring.alarm import Alarm
from beccaria.engines.monitoring.bands import Shift
from beccaria.engines.monitoring.calibration import Calibration, Year
from beccaria.engines.monitoring.drift import Signal, Watch
from beccaria.engines.monitoring.limits import Limits
from beccaria.engines.monitoring.usage import Usage
from beccaria.engines.monitoring.values import Assessed, Watched
from beccaria.engines.monitoring.words import begun, chance_said, percent, said
from beccaria.engines.rates import Rate

_SURELY: Final = 2.575829


def of_use(used: Usage, cases: Sequence[Assessed], at: date, limits: Limits) -> Iterator[Alarm]:
    """Not used, not completed, much unknown, overridden often or in one direction."""
    last = max((case.on for case in cases), default=None)
    if last is None or (at - last).days > limits.idle_days:
        when = f"since {last.isoformat()}" if last else "at all"
        yield Alarm(
            "use",
            f"Nobody has used this instrument {when}.",
            f"Counted up to {at.isoformat()}.",
            "Withdraw it, or find out why.",
        )
    gaps = Rate(used.complete.of - used.complete.hits, used.complete.of)
    if gaps.low > limits.incomplete:
        yield Alarm(
            "completeness",
            "Many assessments are not complete.",
            f"Without a result or with blank items: {said(gaps)}.",
            "Ask who leaves items blank, and why; 'unknown' is an answer, a blank is none.",
        )
    if used.unknown.low > limits.unknown:
        worst, rate = used.unknown_items[0]
        yield Alarm(
            "unknown",
            "Much of what the instrument asks is not known.",
            f"Answered 'unknown': {said(used.unknown)}; most of all {worst}, {said(rate)}.",
            "Find out where this could be known from, or drop the item in a new version.",
        )
    yield from _of_overrides(used, limits)


def _of_overrides(used: Usage, limits: Limits) -> Iterator[Alarm]:
    if used.overridden.low > limits.overridden:
        yield Alarm(
            "override",
            "People often decide otherwise than the instrument proposes.",
            f"Overridden: {said(used.overridden)}; raised {used.raised.hits}, lowered {used.lowered.hits}.",
            "Read the reasons given: either the instrument misses something, or it is not used as meant.",
        )
    up, down = used.raised.share, used.lowered.share
    if up is not None and down is not None and used.lopsided < limits.lopsided:
        way = "raise" if up > down else "lower"
        yield Alarm(
            "override direction",
            f"People {way} the proposed band more readily than they {'lower' if up > down else 'raise'} it.",
            f"Raised where possible: {said(used.raised)}; lowered where possible: {said(used.lowered)}; by chance with "
            f"probability {chance_said(used.lopsided)}.",
            "Read the reasons: a band that people correct in one direction is set wrongly, or they are more "
            f"{'careful' if way == 'raise' else 'lenient'} than the instrument was meant to be.",
        )


def of_gaps_left(chart: Watch) -> Iterator[Alarm]:
    """The share of incomplete assessments changed."""
    for signal in chart.signals:
        way = "less" if signal.is_up else "more"
        yield Alarm(
            "completeness drift",
            f"Assessments have become {way} complete {_since(signal)}: incomplete were {_then_now(signal)}.",
            _sure(chart, signal),
            "Ask what changed: a form, a feed, a unit, a rule.",
        )


def of_outcomes(what: Watched, chart: Watch) -> Iterator[Alarm]:
    """The rate of the outcome itself changed, whatever the bands say."""
    for signal in chart.signals:
        way = "more" if signal.is_up else "less"
        yield Alarm(
            "base rate",
            f"{begun(what.outcome)} has become {way} frequent {_since(signal)}: {_then_now(signal)}.",
            _sure(chart, signal),
            "Do not read bands as before: find out whether the people, the place, the rules or the recording changed; "
            "then set expectations anew.",
        )


def of_shifts(what: Watched, moved: Sequence[Shift], limits: Limits) -> Iterator[Alarm]:
    """The bands of a year are spread otherwise than those of the first."""
    for one in moved:
        if one.index < limits.index or one.chance >= limits.chance:
            continue
        apart = [
            (
                after / one.after.of - before / one.before.of,
                band,
                before / one.before.of,
                after / one.after.of,
            )
            for band, before, after in zip(what.bands, one.before.counts, one.after.counts, strict=True)
        ]
        _, band, before, after = max(apart, key=lambda each: abs(each[0]))
        yield Alarm(
            "bands",
            f"In {one.after.period} the bands are spread otherwise than in {one.before.period}: "
            f"{band} {percent(before)} then, {percent(after)} now.",
            f"Stability index {one.index:.2f}; by chance with probability {chance_said(one.chance)}.",
            "Find out whether other people are assessed, or the same people otherwise.",
        )


def of_calibration(what: Watched, found: Calibration | None, limits: Limits) -> Iterator[Alarm]:
    """What was expected does not come true, or bands stand in the wrong order."""
    for year in found.years if found else ():
        if not year.is_yardstick:
            yield from _of_gap(what, year, limits)
            yield from _of_slope(year, limits)
        for milder, graver in year.upside_down:
            rates = {one.band: one.seen for one in year.bands}
            yield Alarm(
                "order of bands",
                f"In {year.year}, {what.outcome} was more frequent in band {milder} than in band {graver}.",
                f"{milder}: {said(rates[milder])}; {graver}: {said(rates[graver])}; the difference is beyond chance.",
                "Do not rank people by these bands until it is known why. Measures taken in the graver band may be "
                "what prevented it there.",
            )


def _of_gap(what: Watched, year: Year, limits: Limits) -> Iterator[Alarm]:
    share = year.seen.hits / year.seen.of
    factor = share / year.expected
    if abs(year.gap.value) > _SURELY * year.gap.error and not 1 / limits.off < factor < limits.off:
        way = "more" if factor > 1 else "less"
        yield Alarm(
            "calibration",
            f"In {year.year}, {what.outcome} was {way} frequent than expected of these bands: {percent(share, 1)} in "
            f"place of {percent(year.expected, 1)}.",
            f"{said(year.seen)}; beyond chance at 99 %.",
            "Set the expectation of each band anew, and tell those who use it.",
        )


def _of_slope(year: Year, limits: Limits) -> Iterator[Alarm]:
    slope = year.slope
    if slope is not None and slope.value < limits.slope and slope.value + _SURELY * slope.error < 1:
        yield Alarm(
            "discrimination",
            f"In {year.year} the bands tell people apart less than expected.",
            f"Slope {slope.value:.2f}, 95 % interval {slope.low:.2f} to {slope.high:.2f}; 1 is expected.",
            "Look which items no longer tell anything, or are rated alike for everybody.",
        )


def of_agreement(found: Agreement | None) -> Iterator[Alarm]:
    """Several judges of the same people do not agree."""
    if found is not None and found.overall.value is not None and found.overall.value < TENTATIVE:
        yield Alarm(
            "agreement",
            "Judges who rate the same people do not agree enough to rest a decision on it.",
            f"Krippendorff's alpha {found.overall.value:.2f} over {found.overall.units} answers; .67 is the least.",
            "Talk the items over on which they are apart, and train on examples.",
        )


def _since(signal: Signal) -> str:
    return f"since about {signal.since:%B %Y} (noticed with {signal.month:%B %Y})"


def _then_now(signal: Signal) -> str:
    before = signal.reference
    return (
        f"{said(before.rate)} from {before.first:%B %Y} to {before.last:%B %Y}, "
        f"{percent(signal.now.share, 1)} since"
    )


def _sure(chart: Watch, signal: Signal) -> str:
    words = f"In quiet times this chart gives at most one false alarm in {chart.quiet_years} years."
    if signal.reference.is_alike:
        return words
    return f"{words} The months it is compared with differ more among themselves than chance explains, so be less sure."
