"""Learn, without labels, how often true pairs and strangers reach each level: the m and u of Fellegi and Sunter.

u is counted among pairs drawn by a fixed seed. m comes from expectation maximisation (Fellegi and Sunter 1969; Winkler
1988), u held, among pairs that agree on one thing; what they agree on is learnt from pairs that agree on another.
What a table is too small to teach, the shipped model says: it counts like `_PRIOR` true pairs and `_U_PRIOR` strangers.
"""

from collections.abc import Sequence
from typing import Any, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from beccaria.engines.matching.levels import columns_of, level_sql

SEED: Final = 20260822
_DRAWN: Final = 4_000
_SHARE: Final = 20
_PAIRS: Final = 400_000
_PRIOR: Final = 20.0
_U_PRIOR: Final = 3_000.0
_FEWEST_TRUE: Final = 20.0
_CROWD: Final = 3_000  # so many alike in one thing teach nothing
_LEAST_U: Final = 0.3  # of a pair, where none of those drawn reached the level
# What pairs are made by while learning, and so what is not learnt from them.
BLOCKS: Final = (
    ("born",),
    ("given", "surname"),
    ("phone",),
    ("document",),
    ("email",),
    ("postcode", "surname"),
    ("number", "street", "given"),
    ("amount", "day"),
    ("note", "amount"),
)

Settings = dict[str, Any]
_Floats = NDArray[np.float64]


def learn_u(con: duckdb.DuckDBPyConnection, settings: Settings, *, two_sides: bool) -> None:
    """Fill in every u_probability."""
    left = "side = 0" if two_sides else f"hash(unique_id + {SEED}) % 2 = 0"
    for name, where in (("drawn_l", left), ("drawn_r", f"NOT ({left})")):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT *, row_number() OVER (ORDER BY hash(unique_id + {SEED}), "
            f"unique_id) AS place FROM records WHERE {where} QUALIFY place <= {_DRAWN}"
        )
    counted = _patterns(con, settings, f"drawn_l l JOIN drawn_r r ON (l.place + r.place) % {_SHARE} = 0")
    for name in ("drawn_l", "drawn_r"):
        con.execute(f"DROP TABLE {name}")
    patterns, counts = counted
    for place, comparison in enumerate(settings["comparisons"]):
        levels = _levels(comparison)
        seen = np.array([counts[patterns[:, place] == level].sum() for level in range(len(levels))])
        before = np.array([level.get("u_probability") or 0.0 for level in levels])
        seen = np.maximum(seen, _LEAST_U if not before.any() else 0.0) + _U_PRIOR * before
        for level, share in zip(levels, seen / max(seen.sum(), 1.0), strict=True):
            level["u_probability"] = float(max(share, 1e-7))


def learn_m(
    con: duckdb.DuckDBPyConnection, settings: Settings, filled: frozenset[str], *, two_sides: bool
) -> list[str]:
    """Fill in every m_probability; the pairs that were learnt from, in words."""
    prior = [np.array([level["m_probability"] for level in _levels(c)]) for c in settings["comparisons"]]
    total = [_PRIOR * each / each.sum() for each in prior]
    learnt_by = []
    for block in BLOCKS:
        if not set(block) <= filled:
            continue
        patterns, counts = _patterns(con, settings, _block(con, block, two_sides=two_sides))
        held = [not columns_of(c) & set(block) for c in settings["comparisons"]]
        if not len(counts) or not any(held):
            continue
        found, true = _maximise(settings, patterns, counts, held, prior)
        if true < _FEWEST_TRUE:
            continue
        learnt_by.append(f"{true:,.0f} pairs alike in {' and '.join(block)}")
        for place, each in enumerate(found):
            if each is not None:
                # A large block does not silence the others.
                total[place] = total[place] + each * min(1.0, 2_000.0 / max(each.sum(), 1.0))
    for comparison, counted in zip(settings["comparisons"], total, strict=True):
        for level, m in zip(_levels(comparison), counted / counted.sum(), strict=True):
            level["m_probability"] = float(max(m, 1e-5))
    return learnt_by


def _levels(comparison: Settings) -> list[Settings]:
    return [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]


def _block(con: duckdb.DuckDBPyConnection, block: Sequence[str], *, two_sides: bool) -> str:
    """The pairs alike in these columns; of too many, those of a fixed part of the left records."""
    same = " AND ".join(f"l.{column} = r.{column}" for column in block)
    sides = "l.side = 0 AND r.side = 1" if two_sides else "l.unique_id < r.unique_id"
    pairs = "a * b" if two_sides else "n * (n - 1) / 2"
    known = " AND ".join(f"{column} IS NOT NULL" for column in block)
    found = con.execute(
        f"SELECT sum({pairs}) FILTER (n < {_CROWD}), max(n) FROM (SELECT count(*)::DOUBLE AS n, "
        "count(*) FILTER (side = 0)::DOUBLE AS a, count(*) FILTER (side = 1)::DOUBLE AS b "
        f"FROM records WHERE {known} GROUP BY {', '.join(block)})"
    ).fetchone()
    possible, largest = (found[0] or 0, found[1] or 0) if found else (0, 0)
    part = max(1, int(possible / _PAIRS))
    source = "records"
    if largest >= _CROWD:
        source = f"(FROM records QUALIFY count(*) OVER (PARTITION BY {', '.join(block)}) < {_CROWD})"
    return f"{source} l JOIN {source} r ON {same} AND {sides} WHERE hash(l.unique_id + {SEED}) % {part} = 0"


def _patterns(
    con: duckdb.DuckDBPyConnection, settings: Settings, pairs: str
) -> tuple[NDArray[np.int64], _Floats]:
    """Each pattern of levels among these pairs (0 is equal, -1 not known) and how often it occurs."""
    columns = sorted({column for c in settings["comparisons"] for column in columns_of(c)})
    both = ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in columns)
    names = [f"g{place}" for place in range(len(settings["comparisons"]))]
    levels = ", ".join(f"{level_sql(c)} AS {g}" for c, g in zip(settings["comparisons"], names, strict=True))
    together = ", ".join(names)
    got = con.execute(
        f"SELECT {together}, count(*) AS pairs FROM (SELECT {levels} FROM (SELECT {both} FROM {pairs})) "
        f"GROUP BY {together} ORDER BY {together}"
    ).fetchnumpy()
    patterns = np.column_stack([np.asarray(got[name], dtype=np.int64) for name in names])
    return patterns, np.asarray(got["pairs"], dtype=np.float64)


def _maximise(
    settings: Settings, patterns: NDArray[np.int64], counts: _Floats, held: list[bool], prior: list[_Floats]
) -> tuple[list[_Floats | None], float]:
    """The expected number of true pairs at each level of the comparisons in `held`, and of true pairs at all."""
    u = [np.log(np.array([level["u_probability"] for level in _levels(c)])) for c in settings["comparisons"]]
    m = [each / each.sum() for each in prior]
    share, total = 0.2, counts.sum()
    places = [place for place, one in enumerate(held) if one]
    for _ in range(60):
        bits = np.zeros(len(counts))
        for place in places:
            ratio = np.append(np.log(m[place]) - u[place], 0.0)  # the last stands for -1, not known
            bits += ratio[patterns[:, place]]
        true = counts / (1 + np.exp(np.clip(np.log((1 - share) / share) - bits, -700, 700)))
        new = min(max(true.sum() / total, 1e-9), 1 - 1e-6)
        for place in places:
            seen = np.bincount(patterns[:, place] + 1, weights=true, minlength=len(m[place]) + 1)[1:]
            m[place] = (seen + _PRIOR * prior[place] / prior[place].sum()) / (seen.sum() + _PRIOR)
        done = abs(new - share) < 1e-5 * share
        share = new
        if done:
            break
    found: list[_Floats | None] = [None] * len(held)
    for place in places:
        seen = np.bincount(patterns[:, place] + 1, weights=true, minlength=len(m[place]) + 1)[1:]
        found[place] = np.asarray(seen, dtype=np.float64)
    return found, float(true.sum())
