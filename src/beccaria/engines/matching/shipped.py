"""The model that comes with the service: what tables too small to learn from are compared by, kept for review."""

import functools
import json
from pathlib import Path
from typing import Any, Final

PLACE: Final = Path(__file__).parents[2] / "reference" / "matching" / "persons.json"


@functools.cache
def comparisons() -> dict[str, dict[str, dict[str, float]]]:
    """For each field and level (by its words): m, how often true pairs show it, and u, how often strangers do."""
    if not PLACE.exists():
        return {}
    found: dict[str, dict[str, dict[str, float]]] = json.loads(PLACE.read_text(encoding="utf-8"))[
        "comparisons"
    ]
    return found


def begin(settings: dict[str, Any]) -> None:
    """Write the shipped m and u into Splink's settings, for every comparison that has the same levels."""
    for comparison in settings["comparisons"]:
        known = comparisons().get(comparison["output_column_name"], {})
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        if [level["label_for_charts"] for level in levels] == list(known):
            for level in levels:
                one = known[level["label_for_charts"]]
                level["m_probability"], level["u_probability"] = one["m"], one["u"]
