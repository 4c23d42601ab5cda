"""Say in one sentence why two records are held to be one person: from the levels their fields reached."""

from typing import Any

import duckdb
import pyarrow as pa

from beccaria.engines.matching.comparisons import Comparison
from beccaria.engines.matching.levels import columns_of, level_sql
from beccaria.engines.matching.sqltext import literal


def explained(con: duckdb.DuckDBPyConnection, pairs: str, compared: tuple[Comparison, ...]) -> pa.Table:
    """The pairs of the table `pairs` (l, r, probability) as left_id, right_id, probability, why, in a fixed order."""
    settings = [comparison.settings("duckdb") for comparison in compared]
    columns = sorted({column for one in settings for column in columns_of(one)})
    both = ", ".join(f"a.{column} AS {column}_l, b.{column} AS {column}_r" for column in columns)
    words = ", ".join(map(_words, compared, settings))
    return con.execute(
        f"SELECT left_id, right_id, round(probability, 6) AS probability, "
        f"coalesce(nullif(concat_ws(', ', {words}), ''), 'nothing in common') || "
        "CASE WHEN through THEN '; joined through others who are like both' ELSE '' END AS why FROM "
        f"(SELECT p.*, a.id AS left_id, b.id AS right_id, {both} FROM {pairs} p "
        "JOIN records a ON a.unique_id = p.l JOIN records b ON b.unique_id = p.r) ORDER BY l, r"
    ).to_arrow_table()


def _words(comparison: Comparison, settings: dict[str, Any]) -> str:
    """SQL: the words of the level that was reached."""
    cases = []
    for place, level in enumerate(comparison.levels):
        parts = [
            literal(part) for part in level.says.replace("{l}", "\0l\0").replace("{r}", "\0r\0").split("\0")
        ]
        values = {"'l'": f"{comparison.field}_l", "'r'": f"{comparison.field}_r"}
        cases.append(
            f"WHEN {place} THEN " + " || ".join(values.get(part, part) for part in parts if part != "''")
        )
    return f"CASE {level_sql(settings)} {' '.join(cases)} END"
