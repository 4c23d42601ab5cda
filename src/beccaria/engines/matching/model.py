"""The model of a linkage: how telling each level is, learnt from the tables themselves without any labels."""

import json
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from beccaria.engines.matching import learning, shipped
from beccaria.engines.matching.comparisons import Comparison

_RARENESS_FROM: Final = 2_000


@dataclass(frozen=True, slots=True)
class Model:
    """Splink's settings with every probability filled in."""

    settings: dict[str, Any]
    learnt_by: tuple[str, ...] = ()

    def as_json(self) -> str:
        """As it is kept for review."""
        return json.dumps(self.settings, indent=1, ensure_ascii=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Splink's advice to its programmer is nothing for our users."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logging.disable(before)


def settings_of(
    comparisons: tuple[Comparison, ...],
    keys: tuple[str, ...],
    *,
    two_sides: bool,
    records: int,
    dialect: str = "duckdb",
) -> dict[str, Any]:
    """Splink's settings before anything is learnt: with what the shipped model says."""
    settings = {
        "link_type": "link_only" if two_sides else "dedupe_only",
        "unique_id_column_name": "unique_id",
        "source_dataset_column_name": "source_dataset",
        "comparisons": [comparison.settings(dialect) for comparison in comparisons],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.{key} = r.{key}", "sql_dialect": dialect} for key in keys
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "probability_two_random_records_match": 1e-4,
        "em_convergence": 1e-3,
        "max_iterations": 20,
    }
    shipped.begin(settings)
    _weigh_rareness(settings, min(1.0, records / _RARENESS_FROM))
    return settings


def _weigh_rareness(settings: dict[str, Any], part: float) -> None:
    """A small table does not know how rare a name is in the world: its own counts then weigh less."""
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if "tf_adjustment_weight" in level:
                level["tf_adjustment_weight"] *= part


def learn(
    con: duckdb.DuckDBPyConnection, settings: dict[str, Any], filled: frozenset[str], *, two_sides: bool
) -> Model:
    """Fill in m and u from the tables themselves, without labels."""
    learning.learn_u(con, settings, two_sides=two_sides)
    return Model(settings, tuple(learning.learn_m(con, settings, filled, two_sides=two_sides)))


def _linker(con: duckdb.DuckDBPyConnection, settings: Mapping[str, Any], sides: list[str]) -> Any:
    from splink import DuckDBAPI, Linker, SettingsCreator  # noqa: PLC0415  two seconds of import

    api = DuckDBAPI(con)
    tables = [api.register(side, dataset_display_name=side) for side in sides]
    return Linker(tables if len(tables) > 1 else tables[0], SettingsCreator(**settings))


def _sides(*, two_sides: bool, prefix: str = "side") -> list[str]:
    return [f"{prefix}_0", f"{prefix}_1"] if two_sides else [f"{prefix}_all"]


def open_linker(con: duckdb.DuckDBPyConnection, settings: Mapping[str, Any], *, two_sides: bool) -> Any:
    """A Splink linker on `records`."""
    for side in (0, 1) if two_sides else ("all",):
        where = f"WHERE side = {side}" if two_sides else ""
        con.execute(f"CREATE OR REPLACE VIEW side_{side} AS SELECT * EXCLUDE (side, id) FROM records {where}")
    return _linker(con, settings, _sides(two_sides=two_sides))
