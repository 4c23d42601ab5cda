"""Compare the pairs on Spark instead of DuckDB, where pyspark and Java are there; learning stays where it was."""

import importlib
import importlib.util
import os
import shutil
from pathlib import Path
from typing import Any, Final

import duckdb

from beccaria.engines.matching.comparisons import Comparison
from beccaria.engines.matching.sqltext import literal

REMOTE: Final = "SPARK_REMOTE"


def missing() -> str | None:
    """What is wanting, as one sentence; None when Spark can be used."""
    if importlib.util.find_spec("pyspark") is None:
        return "Spark is not installed here: install pyspark, or leave out --on spark."
    if not (os.environ.get(REMOTE) or shutil.which("java")):
        return "Spark needs Java 17 or the address of a server in SPARK_REMOTE: give one, or leave out --on spark."
    return None


def translated(settings: dict[str, Any], compared: tuple[Comparison, ...]) -> dict[str, Any]:
    """The same model with its conditions in Spark's words."""
    comparisons = []
    for comparison, learnt in zip(compared, settings["comparisons"], strict=True):
        one = comparison.settings("spark")
        for level, known in zip(one["comparison_levels"], learnt["comparison_levels"], strict=True):
            level |= {key: value for key, value in known.items() if key != "sql_condition"}
        comparisons.append(one)
    rules = [{**rule, "sql_dialect": "spark"} for rule in settings["blocking_rules_to_generate_predictions"]]
    return {**settings, "comparisons": comparisons, "blocking_rules_to_generate_predictions": rules}


def score(
    con: duckdb.DuckDBPyConnection,
    settings: dict[str, Any],
    compared: tuple[Comparison, ...],
    *,
    two_sides: bool,
    folder: Path,
    least: float,
) -> str:
    """Compare on Spark; the SQL of a table with unique_id_l, unique_id_r and match_weight from `least` upwards."""
    from splink import Linker, SettingsCreator  # noqa: PLC0415  two seconds of import
    from splink.backends.spark import SparkAPI  # noqa: PLC0415  needs pyspark

    session = _session(folder)
    try:
        api = SparkAPI(spark_session=session)  # type: ignore[no-untyped-call]  # Splink's
        tables = []
        for side in (0, 1) if two_sides else (0,):
            path = folder / f"side_{side}.parquet"
            con.execute(
                f"COPY (SELECT * EXCLUDE (side, id) FROM records WHERE side = {side}) TO {literal(str(path))}"
            )
            tables.append(api.register(session.read.parquet(str(path)), dataset_display_name=f"side_{side}"))
        linker = Linker(tables if two_sides else tables[0], SettingsCreator(**translated(settings, compared)))
        found = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
        done = folder / "scored.parquet"
        wanted = found.as_spark_dataframe().select("unique_id_l", "unique_id_r", "match_weight")
        wanted.write.mode("overwrite").parquet(str(done))
    finally:
        session.stop()
    return f"read_parquet({literal(f'{done}/*.parquet')})"


def _session(folder: Path) -> Any:
    sql = importlib.import_module("pyspark.sql")  # only there where it is wished
    from splink.backends.spark import similarity_jar_location  # noqa: PLC0415  needs pyspark

    builder = sql.SparkSession.builder.appName("beccaria match people")
    if remote := os.environ.get(REMOTE):
        return builder.remote(remote).getOrCreate()
    settings = {
        "spark.jars": similarity_jar_location(),
        "spark.driver.memory": "2g",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "8",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.master("local[*]").getOrCreate()
    session.sparkContext.setCheckpointDir(str(folder / "checkpoints"))
    return session
