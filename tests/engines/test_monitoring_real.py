"""Monitoring proved on published panels: the known error rates come out, jumps are noticed, quiet times stay quiet."""

import csv
from datetime import date
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from beccaria.engines.monitoring import Assessed, Monitored, Watched, monitor
from beccaria.engines.monitoring.alarms_groups import by_name
from beccaria.engines.monitoring.drift import Watch, watch
from beccaria.engines.monitoring.values import Month, monthly
from tests.engines.monitored_data import COMPAS, CUSTODY, compas, custody, custody_months, folder

Counts = NDArray[np.int64]
# Long after the last screening: nobody waits, as in ProPublica's own tables.
PUBLISHED = date(2016, 12, 31)
# The last day on which ProPublica looked into the registers; two years before, screenings end that could be followed.
LOOKED = date(2016, 3, 31)


@cache
def of_compas(at: date) -> Monitored:
    return monitor(COMPAS, compas(), at=at)


def when(found: Watch) -> list[tuple[bool, date]]:
    return [(signal.is_up, signal.since) for signal in found.signals]


@pytest.mark.parametrize(
    ("group", "false_alarm", "missed"), [("African-American", 44.85, 27.99), ("Caucasian", 23.45, 47.72)]
)
def test_the_published_error_rates_come_out(group: str, false_alarm: float, missed: float) -> None:
    # Angwin et al. 2016: everybody in the two-year file, a warning is Medium or High.
    race = next(one for one in of_compas(PUBLISHED).disparities if one.dimension == "race")
    found = by_name(race, group)
    assert found.false_alarm.share is not None
    assert found.missed.share is not None
    assert round(100 * found.false_alarm.share, 2) == false_alarm
    assert round(100 * found.missed.share, 2) == missed


def test_the_smallest_groups_are_not_shown() -> None:
    race = next(one for one in of_compas(PUBLISHED).disparities if one.dimension == "race")
    assert [one.group for one in race.groups] == ["African-American", "Caucasian", "Hispanic", "all others"]
    assert sum(one.happened.of for one in race.groups) == 7214


def test_the_unequal_errors_are_an_alarm_and_the_dilemma_is_said() -> None:
    found = of_compas(PUBLISHED)
    alarms = [str(alarm.what) for alarm in found.alarms if alarm.kind == "disparity"]
    assert any("False alarms" in what and "Caucasian" in what for what in alarms)
    assert any("39 % of Caucasian and 51 % of African-American" in str(note) for note in found.notes)


def test_the_known_error_of_the_published_file_raises_the_alarm() -> None:
    # Barenstein 2019: who was screened after March 2014 is in the file only if something happened.
    found = of_compas(PUBLISHED)
    assert when(found.outcomes) == [(True, date(2014, 4, 1))]
    assert found.outcomes.signals[0].month == date(2014, 4, 1)
    assert {"base rate", "calibration"} <= {alarm.kind for alarm in found.alarms}


def test_waiting_for_the_end_of_the_follow_up_mends_it() -> None:
    # Barenstein's corrected two-year rate is 36.2 %; without waiting it is 45.1 %.
    found = of_compas(LOOKED)
    assert found.followed == 6216
    share = sum(month.hits for month in monthly(compas(), lambda case: bool(case.happened))) / 7214
    assert round(100 * share, 1) == 45.1
    assert found.calibration is not None
    hits, of = (sum(getattr(year.seen, name) for year in found.calibration.years) for name in ("hits", "of"))
    assert round(100 * hits / of, 1) == 36.2
    assert found.outcomes.signals == ()
    assert not {"base rate", "calibration", "discrimination", "bands"} & {
        alarm.kind for alarm in found.alarms
    }


def test_the_jump_of_infractions_in_2020_raises_the_alarm() -> None:
    ninety, sixty = watch(custody_months(90)), watch(custody_months(60))
    assert (True, date(2020, 4, 1)) in when(ninety)
    assert (True, date(2020, 4, 1)) in when(sixty)
    for found in (ninety, sixty):
        signal = next(one for one in found.signals if one.since == date(2020, 4, 1))
        assert signal.month <= date(2020, 7, 1)
        assert signal.now.hits / signal.now.of > 1.3 * signal.reference.rate.hits / signal.reference.rate.of


def test_the_collapse_of_recorded_infractions_in_2021_raises_the_alarm() -> None:
    downward = [signal for signal in watch(custody_months(30)).signals if not signal.is_up]
    assert [signal.since for signal in downward] == [date(2021, 11, 1)]
    assert downward[0].now.hits / downward[0].now.of < 0.015


def test_the_same_infractions_in_shuffled_months_stay_quiet() -> None:
    months = [month for month in custody_months(60) if month.first < date(2020, 1, 1)]
    of, hits = np.array([month.of for month in months]), sum(month.hits for month in months)
    rng = np.random.default_rng(7)
    years, alarms, delays = 0.0, 0, []
    for _ in range(200):
        drawn = rng.multivariate_hypergeometric(of, hits)
        found = watch(
            [Month(month.first, int(many), month.of) for month, many in zip(months, drawn, strict=True)]
        )
        years += len(found.points) / 12
        alarms += len(found.signals)
        delays.append(_delay(months, drawn, of, rng))
    assert years > 450
    assert alarms / years <= 0.05
    assert max(delays) <= 2


def _delay(months: list[Month], drawn: Counts, of: Counts, rng: np.random.Generator) -> int:
    """Months until the alarm when from the 25th on the odds are doubled; 99 when there is none."""
    share = drawn.sum() / of.sum()
    more = rng.binomial(of - drawn, (2 * share / (1 + share) - share) / (1 - share))
    hits = np.where(np.arange(len(of)) >= 24, drawn + more, drawn)
    found = watch([Month(month.first, int(many), month.of) for month, many in zip(months, hits, strict=True)])
    later = [
        place
        for place, month in enumerate(months[24:], 1)
        for one in found.signals
        if one.month == month.first
    ]
    return min(later, default=99)


def test_the_custody_level_is_watched_whole() -> None:
    found = monitor(CUSTODY, custody(), at=date(2023, 12, 31))
    # Half of the admissions have no level on record, and monitoring says so before anything else.
    assert found.alarms[0].kind == "completeness"
    assert found.usage.assessments > 200_000
    assert found.calibration is not None
    years = {year.year: year for year in found.calibration.years}
    assert years[2016].is_yardstick
    assert years[2020].gap.low > 0.05
    assert years[2022].gap.high < 0
    ages = next(one for one in found.disparities if one.dimension == "age band")
    assert {one.group for one in ages.groups} == {"under 25", "25 to 44", "45 and over"}
    # Maximum custody had more infractions than minimum in every year: the order of the bands held.
    assert all(not year.upside_down for year in years.values())


def test_small_panels_say_what_they_can_and_no_more() -> None:
    with (folder("recidivism_small") / "Rossi.csv").open(encoding="utf-8") as file:
        cases = [
            Assessed(
                on=date(1971, 1, 1),
                band="none or one" if int(row["prio"]) < 2 else "two or more",
                groups={"married": row["mar"]},
                happened=row["arrest"] == "1",
            )
            for row in csv.DictReader(file)
        ]
    what = Watched(
        instrument="prior-convictions",
        version=1,
        title="Prior convictions",
        items=(),
        bands=("none or one", "two or more"),
        flagged_from="two or more",
        outcome="an arrest within a year",
        follow_days=365,
    )
    found = monitor(what, cases, at=date(1972, 12, 31))
    # Rossi, Berk and Lenihan 1980: 114 of 432 were arrested within the year.
    assert found.calibration is not None
    assert found.calibration.years[0].seen.hits == 114
    assert found.followed == 432
    # Too few of the married were missed for a table: nothing is shown of them, nor what would give them away.
    assert found.disparities == ()
    assert not found.outcomes.is_watching
