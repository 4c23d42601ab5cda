"""Record linkage: tables with known truth, and registers of up to a million; beside Splink as its manual shows it."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import linkage_households
from _linkage_run import DATA, make

from beccaria.config.benchmarking import Report

REGISTERS = (20_000, 100_000, 1_000_000)
# What was promised: the least F1 of pairs and of clusters.
TABLES = {
    "FEBRL 4": (0.995, None),
    "historical_50k": (0.80, 0.86),
    "dsgen A": (0.999, None),
    "dsgen D": (None, None),
    "fake_1000": (None, None),
}


def run(report: Report) -> None:
    """All rows; `BECCARIA_BENCH_SMALL` leaves out the million."""
    if DATA.is_dir():
        for name, (pairs, clusters) in TABLES.items():
            _table(report, name, pairs, clusters)
    else:
        report.note("The tables with known truth are not here: only made-up registers were measured.")
    sizes = [size for size in REGISTERS if size < 1_000_000 or not os.environ.get("BECCARIA_BENCH_SMALL")]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            _register(report, size, Path(folder) / f"{size}.parquet")
    for row in linkage_households.rows():
        report.row(
            row.what,
            size=row.size,
            ours=row.ours,
            unit=row.unit,
            peer=row.peer,
            least=row.least,
            most=row.most,
        )
    report.note(
        "Ours finds the columns, learns and sets its threshold by itself; no label is used. The peer is Splink with the"
        " comparisons and rules of its manual's examples, on the same tables in the same run, each in a process of its"
        " own, at the best of seven thresholds by the truth. F1 of clusters is counted over all pairs inside them."
        " FEBRL 4 is linked without the social security number. The registers are made up, a third of the records"
        " being somebody who stands twice."
    )


def _measured(who: str, name: str) -> dict[str, Any]:
    # The folder goes to the end of the path: its `warnings` must not stand before Python's own.
    folder = str(Path(__file__).parent)
    start = f"import sys; sys.path.append({folder!r}); import _linkage_run; _linkage_run.main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", start, who, name], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _table(report: Report, name: str, pairs: float | None, clusters: float | None) -> None:
    mine, theirs = _measured("ours", name), _measured("peer", name)
    for what, least in (("pairs", pairs), ("clusters", clusters)):
        if what == "pairs" or clusters:
            report.row(
                f"{name}, {what}",
                size="without labels",
                ours=round(mine[what]["f1"], 4),
                peer=round(theirs[what]["f1"], 4),
                unit="F1",
                least=least,
            )


def _register(report: Report, size: int, path: Path) -> None:
    make(str(path), size)
    mine, theirs = (_measured(who, f"register {path}") for who in ("ours", "peer"))
    shown = f"{size:,} records"
    large = size >= 1_000_000
    report.row(
        "register, clusters",
        size=shown,
        ours=round(mine["clusters"]["f1"], 4),
        peer=round(theirs["clusters"]["f1"], 4),
        unit="F1",
        least=0.87 if large else 0.93,
    )
    report.row(
        "register, from table to links",
        size=shown,
        ours=mine["seconds"],
        peer=theirs["seconds"],
        unit="s",
        most=60 if large else None,
    )
    report.row(
        "register, memory",
        size=shown,
        ours=mine["peak_mb"],
        peer=theirs["peak_mb"],
        unit="MB",
        most=4096 if large else None,
    )
