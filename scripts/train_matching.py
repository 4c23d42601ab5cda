"""Learn the shipped model of `match people` from open and made-up tables without a label; write its JSON."""

import argparse
import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from beccaria.engines.matching import learning, link, model, shipped

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
HIDDEN = {"cluster", "ent_id", "ground_truth", "group"}
TABLES = {
    "FEBRL data set 3 (5,000 records, BSD-3)": ("febrl/dataset3.csv",),
    "FEBRL data sets 4a and 4b (10,000 records, BSD-3)": ("febrl/dataset4a.csv", "febrl/dataset4b.csv"),
    "fake_20000 of Splink's demonstrations (20,000 records, MIT)": ("splink/fake_20000.csv",),
    "transactions of Splink's demonstrations (90,652 records, MIT)": (
        "splink/transactions_origin.parquet",
        "splink/transactions_destination.parquet",
    ),
}


def main() -> None:
    """`train_matching.py DATE`: the day is written into the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("when", help="the day, YYYY-MM-DD")
    when = parser.parse_args().when
    shipped.PLACE.unlink(missing_ok=True)
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for settings in _learnt():
        for comparison in settings["comparisons"]:
            levels = found.setdefault(comparison["output_column_name"], {})
            for level in comparison["comparison_levels"]:
                if not level.get("is_null_level"):
                    one = (level["m_probability"], level["u_probability"])
                    levels.setdefault(level["label_for_charts"], []).append(one)
    comparisons = {field: _mean(levels) for field, levels in sorted(found.items())}
    written = {
        "what": "Where `match people` begins: m is how often one person's records reach a level, u strangers'.",
        "trained_on": [*TABLES, "a made-up register of bench/_register.py (20,000 records, seed 42)"],
        "labels": "none were looked at",
        "seed": learning.SEED,
        "when": when,
        "splink": version("splink"),
        "comparisons": comparisons,
    }
    shipped.PLACE.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _learnt() -> Iterator[dict[str, Any]]:
    for files in TABLES.values():
        yield _learn([_read(DATA / file) for file in files])
    sys.path.append(str(ROOT / "bench"))
    from _register import register

    yield _learn([register(20_000).drop_columns(["cluster"])])


def _read(path: Path) -> pa.Table:
    con = duckdb.connect()
    source = f"'{path}'" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar = true)"
    headings = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]  # noqa: S608  names of ours
    named = ", ".join(
        f'nullif(trim(CAST("{h}" AS VARCHAR)), \'\') AS "{h.strip()}"'
        for h in headings
        if h.strip() not in HIDDEN
    )
    return con.execute(f"SELECT {named} FROM {source}").to_arrow_table()  # noqa: S608  names of ours


def _learn(tables: list[pa.Table]) -> dict[str, Any]:
    run = link._Linkage(duckdb.connect(), tables, link.Options(), ROOT)
    run._prepare()
    settings = model.settings_of(run.compared, (), two_sides=run.two_sides, records=run.records)
    return model.learn(run.con, settings, run.filled, two_sides=run.two_sides).settings


def _mean(levels: dict[str, list[tuple[float, float]]]) -> dict[str, dict[str, float]]:
    """The mean of m and the geometric mean of u over the tables, each summing to one over the levels."""
    m = np.array([np.mean([one for one, _ in seen]) for seen in levels.values()])
    u = np.array([np.exp(np.mean([np.log(other) for _, other in seen])) for seen in levels.values()])
    m, u = m / m.sum(), u / u.sum()
    return {
        label: {"m": float(f"{one:.4g}"), "u": float(f"{other:.4g}")}
        for label, one, other in zip(levels, m, u, strict=True)
    }


if __name__ == "__main__":
    main()
