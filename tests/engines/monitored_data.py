"""Read the published outcome panels beside this repository as assessments, without names; skip plainly without them."""

import csv
import gzip
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from beccaria.engines.monitoring import Assessed, Watched
from beccaria.engines.monitoring.values import Month

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

COMPAS = Watched(
    instrument="compas",
    version=1,
    title="COMPAS",
    items=(),
    bands=("Low", "Medium", "High"),
    flagged_from="Medium",
    outcome="a new charge within two years",
    follow_days=730,
)
CUSTODY = Watched(
    instrument="custody-level",
    version=1,
    title="Custody level at admission",
    items=("level",),
    bands=("MIN", "MED", "MAX"),
    flagged_from="MAX",
    outcome="a disciplinary infraction within 60 days of admission",
    follow_days=60,
)


def folder(name: str) -> Path:
    if not (DATA / name).is_dir():
        pytest.skip(f"The data set {name} is not beside this repository.")
    return DATA / name


def compas() -> list[Assessed]:
    """ProPublica's two-year cohort as published: everybody in the file, a warning is a score text other than Low."""
    path = folder("compas") / "compas-scores-two-years_deidentified.csv"
    with path.open(encoding="utf-8") as file:
        return [
            Assessed(
                on=date.fromisoformat(row["compas_screening_date"]),
                band=row["score_text"],
                groups={"race": row["race"], "sex": row["sex"], "age": row["age_cat"]},
                happened=row["two_year_recid"] == "1",
            )
            for row in csv.DictReader(file)
        ]


@cache
def custody_rows() -> tuple[tuple[str, str, str, str, int], ...]:
    """Episodes that began while the panel was watching, from the first whole month on.

    Month of admission, custody level, sex, age, and days until the first infraction on record (-1 none).
    """
    path = folder("rikers_custody_panel") / "episodes_2016_2023.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return tuple(
            (row["admit_month"], row["custody_first"], row["gender"], row["age"], int(row["day_infr"] or -1))
            for row in csv.DictReader(file)
            if row["left_truncated"] == "0" and row["admit_month"] >= "2016-07"
        )


def custody_months(days: int) -> tuple[Month, ...]:
    """Admissions with an infraction within so many days; without the months whose follow-up reaches into 2024."""
    counts: dict[str, list[int]] = {}
    for month, _, _, _, day in custody_rows():
        count = counts.setdefault(month, [0, 0])
        count[0] += 0 <= day <= days
        count[1] += 1
    months = [Month(date.fromisoformat(f"{month}-01"), *counts[month]) for month in sorted(counts)]
    return tuple(month for month in months if month.first <= date(2023, 12 - days // 30, 1))


def custody() -> list[Assessed]:
    """The custody level at admission as the band; the outcome is an infraction within 60 days."""
    return [
        Assessed(
            # The panel tells the month: everybody counts as admitted in the middle of it.
            on=date.fromisoformat(f"{month}-15"),
            band=level,
            blank=frozenset() if level else frozenset({"level"}),
            groups={"sex": sex, "age band": age_band(age)},
            happened=0 <= day <= CUSTODY.follow_days,
        )
        for month, level, sex, age, day in custody_rows()
    ]


def age_band(age: str) -> str:
    """Under 25, 25 to 44, 45 and over; empty when unknown."""
    if not age:
        return ""
    return "under 25" if int(age) < 25 else "25 to 44" if int(age) < 45 else "45 and over"
