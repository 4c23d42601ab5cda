"""SQL that says which level of a comparison a pair of records reaches, from Splink's settings."""

import re
from collections.abc import Mapping
from typing import Any


def columns_of(comparison: Mapping[str, Any]) -> set[str]:
    text = " ".join(level["sql_condition"] for level in comparison["comparison_levels"])
    return set(re.findall(r"\b(\w+)_l\b", text))


def level_sql(comparison: Mapping[str, Any]) -> str:
    """The place of the level, from equal 0 upwards; -1 where a value is not known."""
    null, *levels = comparison["comparison_levels"]
    whens = " ".join(f"WHEN {level['sql_condition']} THEN {place}" for place, level in enumerate(levels[:-1]))
    return f"CASE WHEN {null['sql_condition']} THEN -1 {whens} ELSE {len(levels) - 1} END"
