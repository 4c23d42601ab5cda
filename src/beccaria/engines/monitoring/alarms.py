"""Turn figures that pass a limit into alarms: what changed, how sure that is, and what to do about it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from beccaria.core.instruments import Agreement
from beccaria.core.instruments.agreement import TENTATIVE
from beccaria.core.refusal import Phrase
from beccaria.engines.monitoring.alarm import Alarm
from beccaria.engines.monitoring.bands import Shift
from beccaria.engines.monitoring.calibration import Calibration, Year
from beccaria.engines.monitoring.drift import Signal, Watch
from beccaria.engines.monitoring.limits import Limits
from beccaria.engines.monitoring.usage import Usage
from beccaria.engines.monitoring.values import Assessed, Watched
from beccaria.engines.monitoring.words import begun, chance_said, month, percent, said
from beccaria.engines.rates import Rate

_SURELY: Final = 2.575829


def of_use(used: Usage, cases: Sequence[Assessed], at: date, limits: Limits) -> Iterator[Alarm]:
    """Not used, not completed, much unknown, overridden often or in one direction."""
    last = max((case.on for case in cases), default=None)
    if last is None or (at - last).days > limits.idle_days:
        yield Alarm(
            "use",
            Phrase("Nobody has used this instrument since %(last)s.", {"last": last})
            if last
            else Phrase("Nobody has used this instrument at all."),
            Phrase("Counted up to %(at)s.", {"at": at}),
            Phrase("Withdraw it, or find out why."),
        )
    gaps = Rate(used.complete.of - used.complete.hits, used.complete.of)
    if gaps.low > limits.incomplete:
        yield Alarm(
            "completeness",
            Phrase("Many assessments are not complete."),
            Phrase("Without a result or with blank items: %(rate)s.", {"rate": said(gaps)}),
            Phrase("Ask who leaves items blank, and why; 'unknown' is an answer, a blank is none."),
        )
    if used.unknown.low > limits.unknown:
        worst, rate = used.unknown_items[0]
        yield Alarm(
            "unknown",
            Phrase("Much of what the instrument asks is not known."),
            Phrase(
                "Answered 'unknown': %(all)s; most of all %(worst)s, %(rate)s.",
                {"all": said(used.unknown), "worst": worst, "rate": said(rate)},
            ),
            Phrase("Find out where this could be known from, or drop the item in a new version."),
        )
    yield from _of_overrides(used, limits)


def _of_overrides(used: Usage, limits: Limits) -> Iterator[Alarm]:
    if used.overridden.low > limits.overridden:
        values = {"rate": said(used.overridden), "up": used.raised.hits, "down": used.lowered.hits}
        yield Alarm(
            "override",
            Phrase("People often decide otherwise than the instrument proposes."),
            Phrase("Overridden: %(rate)s; raised %(up)s, lowered %(down)s.", values),
            Phrase(
                "Read the reasons given: either the instrument misses something, or it is not used as meant."
            ),
        )
    up, down = used.raised.share, used.lowered.share
    if up is None or down is None or used.lopsided >= limits.lopsided:
        return
    yield Alarm(
        "override direction",
        Phrase("People raise the proposed band more readily than they lower it.")
        if up > down
        else Phrase("People lower the proposed band more readily than they raise it."),
        Phrase(
            "Raised where possible: %(up)s; lowered where possible: %(down)s; by chance with probability %(chance)s.",
            {"up": said(used.raised), "down": said(used.lowered), "chance": chance_said(used.lopsided)},
        ),
        Phrase(
            "Read the reasons: a band that people correct in one direction is set wrongly, or they are more careful "
            "than the instrument was meant to be."
        )
        if up > down
        else Phrase(
            "Read the reasons: a band that people correct in one direction is set wrongly, or they are more lenient "
            "than the instrument was meant to be."
        ),
    )


def of_gaps_left(chart: Watch) -> Iterator[Alarm]:
    """The share of incomplete assessments changed."""
    for signal in chart.signals:
        values = _then_now(signal)
        yield Alarm(
            "completeness drift",
            Phrase(
                "Assessments have become less complete since about %(since)s (noticed with %(noticed)s): incomplete "
                "were %(before)s from %(first)s to %(last)s, %(now)s since.",
                values,
            )
            if signal.is_up
            else Phrase(
                "Assessments have become more complete since about %(since)s (noticed with %(noticed)s): incomplete "
                "were %(before)s from %(first)s to %(last)s, %(now)s since.",
                values,
            ),
            _sure(chart, signal),
            Phrase("Ask what changed: a form, a feed, a unit, a rule."),
        )


def of_outcomes(what: Watched, chart: Watch) -> Iterator[Alarm]:
    """The rate of the outcome itself changed, whatever the bands say."""
    for signal in chart.signals:
        values = {"outcome": begun(what.outcome), **_then_now(signal)}
        yield Alarm(
            "base rate",
            Phrase(
                "%(outcome)s has become more frequent since about %(since)s (noticed with %(noticed)s): %(before)s "
                "from %(first)s to %(last)s, %(now)s since.",
                values,
            )
            if signal.is_up
            else Phrase(
                "%(outcome)s has become less frequent since about %(since)s (noticed with %(noticed)s): %(before)s "
                "from %(first)s to %(last)s, %(now)s since.",
                values,
            ),
            _sure(chart, signal),
            Phrase(
                "Do not read bands as before: find out whether the people, the place, the rules or the recording "
                "changed; then set expectations anew."
            ),
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
        years = {"year": str(one.after.period), "earlier": str(one.before.period)}
        yield Alarm(
            "bands",
            Phrase(
                "In %(year)s the bands are spread otherwise than in %(earlier)s: %(band)s %(before)s then, %(after)s "
                "now.",
                {**years, "band": band, "before": percent(before), "after": percent(after)},
            ),
            Phrase(
                "Stability index %(index)s; by chance with probability %(chance)s.",
                {"index": f"{one.index:.2f}", "chance": chance_said(one.chance)},
            ),
            Phrase("Find out whether other people are assessed, or the same people otherwise."),
        )


def of_calibration(what: Watched, found: Calibration | None, limits: Limits) -> Iterator[Alarm]:
    """What was expected does not come true, or bands stand in the wrong order."""
    for year in found.years if found else ():
        if not year.is_yardstick:
            yield from _of_gap(what, year, limits)
            yield from _of_slope(year, limits)
        for milder, graver in year.upside_down:
            rates = {one.band: one.seen for one in year.bands}
            bands = {"milder": milder, "graver": graver}
            yield Alarm(
                "order of bands",
                Phrase(
                    "In %(year)s, %(outcome)s was more frequent in band %(milder)s than in band %(graver)s.",
                    {"year": str(year.year), "outcome": what.outcome, **bands},
                ),
                Phrase(
                    "%(milder)s: %(one)s; %(graver)s: %(other)s; the difference is beyond chance.",
                    {**bands, "one": said(rates[milder]), "other": said(rates[graver])},
                ),
                Phrase(
                    "Do not rank people by these bands until it is known why. Measures taken in the graver band may be "
                    "what prevented it there."
                ),
            )


def _of_gap(what: Watched, year: Year, limits: Limits) -> Iterator[Alarm]:
    share = year.seen.hits / year.seen.of
    factor = share / year.expected
    if abs(year.gap.value) <= _SURELY * year.gap.error or 1 / limits.off < factor < limits.off:
        return
    values = {
        "year": str(year.year),
        "outcome": what.outcome,
        "seen": percent(share, 1),
        "expected": percent(year.expected, 1),
    }
    yield Alarm(
        "calibration",
        Phrase(
            "In %(year)s, %(outcome)s was more frequent than expected of these bands: %(seen)s in place of "
            "%(expected)s.",
            values,
        )
        if factor > 1
        else Phrase(
            "In %(year)s, %(outcome)s was less frequent than expected of these bands: %(seen)s in place of "
            "%(expected)s.",
            values,
        ),
        Phrase("%(rate)s; beyond chance at 99 %%.", {"rate": said(year.seen)}),
        Phrase("Set the expectation of each band anew, and tell those who use it."),
    )


def _of_slope(year: Year, limits: Limits) -> Iterator[Alarm]:
    slope = year.slope
    if slope is not None and slope.value < limits.slope and slope.value + _SURELY * slope.error < 1:
        figures = {"slope": slope.value, "low": slope.low, "high": slope.high}
        yield Alarm(
            "discrimination",
            Phrase("In %(year)s the bands tell people apart less than expected.", {"year": str(year.year)}),
            Phrase(
                "Slope %(slope)s, 95 %% interval %(low)s to %(high)s; 1 is expected.",
                {name: f"{figure:.2f}" for name, figure in figures.items()},
            ),
            Phrase("Look which items no longer tell anything, or are rated alike for everybody."),
        )


def of_agreement(found: Agreement | None) -> Iterator[Alarm]:
    """Several judges of the same people do not agree."""
    if found is not None and found.overall.value is not None and found.overall.value < TENTATIVE:
        yield Alarm(
            "agreement",
            Phrase("Judges who rate the same people do not agree enough to rest a decision on it."),
            Phrase(
                "Krippendorff's alpha %(alpha)s over %(units)s answers; .67 is the least.",
                {"alpha": f"{found.overall.value:.2f}", "units": found.overall.units},
            ),
            Phrase("Talk the items over on which they are apart, and train on examples."),
        )


def _then_now(signal: Signal) -> dict[str, object]:
    """Since when, and how often it was before and is since."""
    before = signal.reference
    return {
        "since": month(signal.since),
        "noticed": month(signal.month),
        "before": said(before.rate),
        "first": month(before.first),
        "last": month(before.last),
        "now": percent(signal.now.share, 1),
    }


def _sure(chart: Watch, signal: Signal) -> Phrase:
    years = {"years": chart.quiet_years}
    if signal.reference.is_alike:
        return Phrase("In quiet times this chart gives at most one false alarm in %(years)s years.", years)
    return Phrase(
        "In quiet times this chart gives at most one false alarm in %(years)s years. The months it is compared with "
        "differ more among themselves than chance explains, so be less sure.",
        years,
    )
