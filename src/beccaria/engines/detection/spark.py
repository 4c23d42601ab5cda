"""Open the feeds on a Spark session instead of DuckDB: the same expressions, the same rows, more machines."""

import importlib
import importlib.util
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import ibis
from ibis.expr.types import Table

from beccaria.engines.detection.tables import AS_WRITTEN

REMOTE: Final = "SPARK_REMOTE"
_PLAIN: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.memory": "2g",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
}


def missing() -> str | None:
    """What is wanting, as one sentence; None when Spark can be used."""
    if importlib.util.find_spec("pyspark") is None:
        return "Spark is not installed here: install ibis-framework[pyspark], or leave out --on spark."
    if not (os.environ.get(REMOTE) or shutil.which("java")):
        return "Spark needs Java 17 or the address of a server in SPARK_REMOTE: give one, or leave out --on spark."
    return None


@contextmanager
def session(folder: Path) -> Iterator[Any]:
    """A Spark of its own on this machine, or the one that SPARK_REMOTE names, through Ibis; it ends with the work."""
    sql = importlib.import_module("pyspark.sql")  # only there where it is wished
    builder = sql.SparkSession.builder.appName("beccaria detect")
    remote = os.environ.get(REMOTE)
    if remote:
        builder = builder.remote(remote)
    else:
        own = {"spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder / "warehouse")}
        for name, value in (_PLAIN | own).items():
            builder = builder.config(name, value)
        builder = builder.master("local[2]")
    started = builder.getOrCreate()
    started.conf.set("spark.sql.session.timeZone", "UTC")
    try:
        yield ibis.pyspark.connect(started)
    finally:
        started.stop()


def moved(con: Any, tables: Mapping[str, Table], folder: Path) -> dict[str, Table]:
    """Tables of DuckDB as tables of Spark, by way of Parquet in `folder`, which a cluster must see under the same path.

    Types are settled by the one reader, so that both engines compute on the same rows.
    """
    there = {}
    for kind, table in tables.items():
        path = folder / f"spark-{kind}.parquet"
        table.drop(*({AS_WRITTEN} & set(table.columns))).to_parquet(str(path))
        there[kind] = con.read_parquet(str(path), table_name=f"feed_{kind}")
    return there
