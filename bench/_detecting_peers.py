"""The rule of the trade, twice: a number that two prisoners call, as plain SQL and in pandas."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd

from beccaria.world.evaluation import Alert, Truth

_PAIRS = """
SELECT number, list(DISTINCT prisoner_id) AS people
FROM {calls} WHERE prisoner_id IS NOT NULL GROUP BY number HAVING count(DISTINCT prisoner_id) >= 2
"""


def _calls(folder: Path) -> Path:
    return next(path for name in ("calls.parquet", "calls.csv") if (path := folder / name).is_file())


def _scan(folder: Path) -> str:
    path = _calls(folder)
    return (
        f"read_parquet('{path}')" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar = true)"
    )


def naive_sql(folder: Path) -> float:
    """Seconds of the plain query."""
    began = time.monotonic()
    duckdb.sql(_PAIRS.format(calls=_scan(folder))).fetchall()
    return round(time.monotonic() - began, 2)


def with_pandas(folder: Path) -> float:
    """Seconds of the same rule in pandas."""
    began = time.monotonic()
    path = _calls(folder)
    wanted = ["number", "prisoner_id", "at"]
    rows = (
        pd.read_parquet(path, columns=wanted)
        if path.suffix == ".parquet"
        else pd.read_csv(path, usecols=wanted)
    )
    several = rows.groupby("number")["prisoner_id"].nunique()
    numbers = several[several > 1].index
    rows[rows["number"].isin(numbers)].groupby("number")["prisoner_id"].unique()
    return round(time.monotonic() - began, 2)


def naive_alerts(folder: Path, truth: Truth) -> list[Alert]:
    """What the plain query would have raised by the end: a number each."""
    last = datetime.fromisoformat(str(truth.document["plan"]["until"])).replace(tzinfo=UTC) + timedelta(
        days=1
    )
    return [
        Alert(f"naive:{number}", last, "naive", frozenset(people))
        for number, people in duckdb.sql(_PAIRS.format(calls=_scan(folder))).fetchall()
    ]
