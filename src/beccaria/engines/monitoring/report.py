"""Put together what is known of one instrument in use: the figures, and alarms in plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from beccaria.core.instruments import Agreement
from beccaria.core.refusal import Phrase
from beccaria.engines.monitoring import alarms, alarms_groups
from beccaria.engines.monitoring.alarm import Alarm
from beccaria.engines.monitoring.bands import Shift, Spread, shifts, yearly
from beccaria.engines.monitoring.calibration import Calibration, calibration
from beccaria.engines.monitoring.disparity import Disparity, GroupSpread, disparities, spreads
from beccaria.engines.monitoring.drift import Watch, patience, watch
from beccaria.engines.monitoring.limits import Limits
from beccaria.engines.monitoring.usage import Usage, usage
from beccaria.engines.monitoring.values import Assessed, Month, Watched, check, followed, monthly

_PLAIN: Final = Limits()
_YEAR: Final = 12
_LONG: Final = 120
_TWICE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitored:
    """One instrument at one day.

    `followed` of the assessments have an outcome after their whole follow-up; `waiting` are too recent, `lost` old
    enough but without a result or an outcome. `outcomes` and `gaps_left` are charts of the outcome's rate and of the
    incomplete share.
    """

    what: Watched
    at: date
    followed: int
    waiting: int
    lost: int
    usage: Usage
    spreads: tuple[Spread, ...]
    shifts: tuple[Shift, ...]
    calibration: Calibration | None
    outcomes: Watch
    gaps_left: Watch
    disparities: tuple[Disparity, ...]
    group_spreads: tuple[GroupSpread, ...]
    agreement: Agreement | None
    alarms: tuple[Alarm, ...]
    notes: tuple[Phrase, ...]


def monitor(
    what: Watched,
    cases: Sequence[Assessed],
    *,
    at: date,
    agreement: Agreement | None = None,
    limits: Limits = _PLAIN,
) -> Monitored:
    """Monitor an instrument over all its assessments up to `at`; `agreement` is what core's `compare_judges` found.

    Raises BadInput for assessments that are not of this instrument, or later than `at`.
    """
    check(what, cases, at=at)
    ripe = followed(what, cases, at=at)
    late = sum((at - case.on).days < what.follow_days for case in cases)
    used = usage(what, cases)
    over_years = yearly(what, cases)
    # A year of few is held against nothing: the alarm would tell of them.
    moved = shifts([year for year in over_years if year.of >= _TWICE * limits.smallest])
    came_true = calibration(what, ripe)
    outcomes = _chart(monthly(ripe, lambda case: bool(case.happened)), limits)
    gaps_left = _chart(used.months, limits)
    apart = disparities(what, ripe, smallest=limits.smallest)
    return Monitored(
        what=what,
        at=at,
        followed=len(ripe),
        waiting=late,
        lost=len(cases) - late - len(ripe),
        usage=used,
        spreads=over_years,
        shifts=moved,
        calibration=came_true,
        outcomes=outcomes,
        gaps_left=gaps_left,
        disparities=apart,
        group_spreads=spreads(what, cases, smallest=limits.smallest),
        agreement=agreement,
        alarms=(
            *alarms.of_use(used, cases, at, limits),
            *alarms.of_gaps_left(gaps_left),
            *alarms.of_shifts(what, moved, limits),
            *alarms.of_outcomes(what, outcomes),
            *alarms.of_calibration(what, came_true, limits),
            *alarms_groups.of_disparities(what, apart, limits),
            *alarms.of_agreement(agreement),
        ),
        notes=(*alarms_groups.notes(what, apart), *_too_few(outcomes, limits)),
    )


def _chart(months: Sequence[Month], limits: Limits) -> Watch:
    return watch(months, reference=limits.reference_months, odds=limits.odds, quiet_years=limits.quiet_years)


def _too_few(chart: Watch, limits: Limits) -> tuple[Phrase, ...]:
    """That too little happens, or is assessed, for the chart to notice a change in useful time."""
    if not chart.is_watching:
        return (
            Phrase("The base rate is not watched yet: there are too few months whose follow-up is over."),
        )
    latest = chart.points[-_YEAR:]
    a_month = sum(point.month.of for point in latest) / len(latest)
    months = patience(chart, a_month, odds=limits.odds)
    if months is None or months <= limits.patience_months:
        return ()
    values: dict[str, object] = {"a_month": f"{a_month:.0f}"}
    if months > _LONG:
        return (
            Phrase(
                "With %(a_month)s assessments a month, twice the odds would not be noticed within ten years: quiet "
                "proves nothing.",
                values,
            ),
        )
    return (
        Phrase(
            "With %(a_month)s assessments a month, twice the odds would be noticed only after about %(months)s months: "
            "quiet proves nothing.",
            {**values, "months": f"{months:.0f}"},
        ),
    )
