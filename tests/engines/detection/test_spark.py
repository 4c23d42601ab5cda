"""The same expressions on Spark and on DuckDB give the same findings, row by row."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.engines.detection import reading, spark
from beccaria.engines.detection.running import run
from beccaria.lib import patterns
from tests.engines.detection.test_running import END, rows

BOTH = [patterns.every()["number-several-prisons"], patterns.every()["calls-in-step"]]


@pytest.mark.filterwarnings(
    "ignore:.*:DeprecationWarning", "ignore:.*:FutureWarning", "ignore:.*:ResourceWarning"
)
def test_spark_finds_what_duckdb_finds(tmp_path: Path) -> None:
    if wanting := spark.missing():
        pytest.skip(wanting)
    sources = {}
    for kind, some in rows().items():
        path = tmp_path / f"{kind}.parquet"
        pq.write_table(reading.arrow(SERVICE_FILES[kind], some), path)
        sources[kind] = [path]
    tables = reading.opened(reading.connect(spill=tmp_path), sources)
    here = run(BOTH, tables, until=END)
    with spark.session(tmp_path) as con:
        there = run(BOTH, spark.moved(con, tables, tmp_path), until=END)
    assert {one.pattern for one in here} == {one.id for one in BOTH}
    assert repr(there) == repr(here)


def test_what_is_wanting_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(spark.REMOTE, raising=False)
    monkeypatch.setenv("PATH", "")
    wanting = spark.missing()
    assert wanting is not None
    assert wanting.endswith(".")
