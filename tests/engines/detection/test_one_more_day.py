"""One more day: what is told since a day is what all rows give since that day, for every pattern."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from beccaria.core.patterns import Case, Found, Pattern
from beccaria.engines.detection import reading
from beccaria.engines.detection.cases import planned
from beccaria.engines.detection.running import run
from beccaria.engines.detection.state import Kept
from beccaria.engines.detection.summaries import SUMMARIES, OnTheSpot
from beccaria.engines.detection.tables import AS_WRITTEN, Tables
from beccaria.lib import patterns

CASES = [
    pytest.param(one, next(case for case in one.cases if case.found), id=one.id)
    for one in patterns.every().values()
]
_KEPT = {one.kind for one in SUMMARIES.values()}


def _newest(one: Found) -> datetime:
    return max([one.at, *(each.at for each in one.evidence)])


@pytest.mark.parametrize(("one", "case"), CASES)
def test_one_more_day_tells_what_rests_on_it(one: Pattern, case: Case, tmp_path: Path) -> None:
    con = reading.connect(threads=1)
    rows = {kind: list(planned(kind, case.tables.get(kind, ()))) for kind in one.reads}
    tables = reading.rows_as_tables(con, rows)
    until = datetime.fromisoformat(case.until).replace(tzinfo=UTC)
    said = {one.id: case.parameters}
    every = run([one], tables, until=until, parameters=said)
    since = min(max(map(_newest, every)), until - timedelta(days=1))
    since = since.replace(hour=0, minute=0, second=0, microsecond=0)
    if _KEPT & set(one.reads):
        run([one], tables, until=since, parameters=said, summaries=Kept(con, tmp_path))
    kept = Kept(con, tmp_path, since=since)
    told = run([one], tables, until=until, since=since, parameters=said, summaries=kept)
    assert told
    assert repr(told) == repr([each for each in every if _newest(each) >= since])


def test_groups_with_a_new_row_are_asked_for_whole_and_no_others() -> None:
    """By any of the columns: whoever pays or is paid on the new day, with all that was ever paid by or to him."""
    con = reading.connect(threads=1)
    paid = [("a", "X", 1), ("b", "X", 2), ("c", "Y", 3), ("a", "Z", 9), ("d", "Y", 1), ("e", "W", 9)]
    rows = [
        {"payment_id": str(turn), "payer_account": payer, "prisoner_id": who, "at": datetime(2026, 1, day)}  # noqa: DTZ001  feeds are in UTC without a zone
        for turn, (payer, who, day) in enumerate(paid)
    ]
    tables = reading.rows_as_tables(con, {"payments": rows})
    until, since = (datetime(2026, 1, day, tzinfo=UTC) for day in (10, 9))
    every = Tables(tables, until, OnTheSpot())
    assert every.touched(every["payments"], "payer_account").count().to_pyarrow().as_py() == len(paid)
    asked = Tables(tables, until, OnTheSpot(), since=since)

    def keys(*columns: str) -> set[str]:
        return set(asked.touched(asked["payments"], *columns).to_pyarrow()["payment_id"].to_pylist())

    assert keys("payer_account") == {"0", "3", "5"}
    assert keys("prisoner_id") == {"3", "5"}
    assert keys("payer_account", "prisoner_id") == {"0", "3", "5"}


def test_moments_of_parquet_are_compared_as_the_file_wrote_them(tmp_path: Path) -> None:
    """Parquet says moments with their zone: patterns get them without, and nothing of how they were written."""
    moments = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3)]
    path = tmp_path / "calls.parquet"
    parquet.write_table(pa.table({"call_id": ["1", "2", "3"], "at": pa.array(moments)}), path)
    raw = reading.opened(reading.connect(threads=1), {"calls": [path]})
    assert AS_WRITTEN in raw["calls"].columns
    seen = Tables(raw, moments[2], OnTheSpot())
    begin, end = (moment.replace(tzinfo=None) for moment in moments[1:])
    assert AS_WRITTEN not in seen["calls"].columns
    assert sorted(seen["calls"].to_pyarrow()["call_id"].to_pylist()) == ["1", "2"]
    assert seen.between("calls", begin, end).to_pyarrow()["at"].to_pylist() == [begin]
    # Nothing after the moment of the tables, whatever end is said.
    assert seen.between("calls", begin, datetime(2027, 1, 1)).to_pyarrow()["call_id"].to_pylist() == ["2"]  # noqa: DTZ001  the same


def test_a_month_kept_up_to_the_new_rows_takes_only_those(tmp_path: Path) -> None:
    """What is added up of a kept month and a day is what the month gives anew."""
    con = reading.connect(threads=1)
    called = [
        {"call_id": str(turn), "prisoner_id": f"P{turn % 2}", "number": f"N{turn % 3}", "establishment": "E",
         "wing": "W", "direction": "out", "at": datetime(2026, 3, 1 + turn)}  # noqa: DTZ001  feeds are in UTC without a zone
        for turn in range(20)
    ]  # fmt: skip
    tables = reading.rows_as_tables(con, {"calls": called})
    since, until = datetime(2026, 3, 15, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    for name in ("pairs", "wing_days"):
        Kept(con, tmp_path).summary(name, Tables(tables, since, OnTheSpot()))
        seen = Tables(tables, until, OnTheSpot())
        kept = Kept(con, tmp_path, since=since).summary(name, seen)
        rows, anew = kept.to_pyarrow().to_pylist(), seen.summary(name).to_pyarrow().to_pylist()
        assert sorted(map(repr, rows)) == sorted(map(repr, anew))
