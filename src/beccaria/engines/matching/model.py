"""The model of a linkage: how telling each level is, learnt from the tables themselves without any labels."""

import json
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from beccaria.engines.matching.comparisons import Comparison
from beccaria.engines.matching.levels import columns_of, level_sql

SEED: Final = 20260822
_U_RECORDS: Final = 4_000
_U_SHARE: Final = 20
_EM_PAIRS: Final = 1_000_000
_LEAST_M: Final = 1e-4
# What pairs are made by while learning, and so what is not learnt from them: fields that seldom go wrong together.
_LEARN_BY: Final = (
    ("born",),
    ("given", "surname"),
    ("phone",),
    ("document",),
    ("postcode", "surname"),
    ("number", "street", "given"),
    ("email",),
    ("amount", "day"),
    ("note", "amount"),
)


@dataclass(frozen=True, slots=True)
class Model:
    """Splink's settings with every probability filled in."""

    settings: dict[str, Any]

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
    comparisons: tuple[Comparison, ...], keys: tuple[str, ...], *, two_sides: bool, dialect: str = "duckdb"
) -> dict[str, Any]:
    """Splink's settings before anything is learnt."""
    return {
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


def learn(
    con: duckdb.DuckDBPyConnection, settings: dict[str, Any], filled: frozenset[str], *, two_sides: bool
) -> Model:
    """Learn u from random pairs and m by expectation maximisation, from pairs alike in one thing after the other."""
    with quiet():
        learnt = _learn_u(con, settings, two_sides=two_sides)
        return Model(_complete(_learn_m(con, learnt, filled, two_sides=two_sides)))


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


def _learn_u(con: duckdb.DuckDBPyConnection, settings: dict[str, Any], *, two_sides: bool) -> dict[str, Any]:
    """Count each level among pairs drawn by a fixed seed: with hardly a true pair among them, that is u."""
    left = "side = 0" if two_sides else f"hash(unique_id + {SEED}) % 2 = 0"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE drawn_l AS SELECT *, row_number() OVER (ORDER BY hash(unique_id + {SEED}), "
        f"unique_id) AS place FROM records WHERE {left} QUALIFY place <= {_U_RECORDS}"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE drawn_r AS SELECT *, row_number() OVER (ORDER BY hash(unique_id + {SEED}), "
        f"unique_id) AS place FROM records WHERE NOT ({left}) QUALIFY place <= {_U_RECORDS}"
    )
    columns = sorted({column for c in settings["comparisons"] for column in columns_of(c)})
    pair = ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in columns)
    gammas = ", ".join(f"{level_sql(c)} AS {c['output_column_name']}" for c in settings["comparisons"])
    names = [c["output_column_name"] for c in settings["comparisons"]]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE drawn AS SELECT {gammas} FROM (SELECT {pair} FROM drawn_l l JOIN drawn_r r "
        f"ON (l.place + r.place) % {_U_SHARE} = 0)"
    )
    for comparison, field in zip(settings["comparisons"], names, strict=True):
        counts = dict(con.execute(f"SELECT {field}, count(*) FROM drawn GROUP BY 1").fetchall())
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        total = sum(counts.get(place, 0) for place in range(len(levels))) or 1
        for place, level in enumerate(levels):
            level["u_probability"] = max(counts.get(place, 0), 0.3) / total
    return settings


def _learn_m(
    con: duckdb.DuckDBPyConnection, settings: dict[str, Any], filled: frozenset[str], *, two_sides: bool
) -> dict[str, Any]:
    from splink import block_on  # noqa: PLC0415  two seconds of import
    from splink.internals.exceptions import EMTrainingException  # noqa: PLC0415

    settings.pop("sql_dialect", None)
    linker = open_linker(con, settings, two_sides=two_sides)
    for columns in _LEARN_BY:
        if set(columns) <= filled:
            try:
                linker.training.estimate_parameters_using_expectation_maximisation(
                    block_on(*columns), estimate_without_term_frequencies=True, max_pairs=_EM_PAIRS
                )
            # Splink says ValueError where a level is never seen: nothing can be learnt this way, others remain.
            except (EMTrainingException, ValueError):
                continue
    return dict(linker.misc.save_model_to_json())


def _complete(settings: dict[str, Any]) -> dict[str, Any]:
    """Give what was never seen a small probability, and let each comparison sum to one."""
    for comparison in settings["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for what, least in (("m_probability", _LEAST_M), ("u_probability", 1e-7)):
            found = [max(least, float(level.get(what) or 0.0)) for level in levels]
            for level, value in zip(levels, found, strict=True):
                level[what] = value / sum(found)
    settings.pop("sql_dialect", None)
    return settings
