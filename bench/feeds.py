"""Calls taken in from Parquet and CSV: rows a second, memory, and how both grow; pandas beside it in the same run.

Two sizes by default; BENCH_CALLS=10000000,50000000 adds more. The peer reads the same file with pandas, types it, drops
doubles and writes Parquet by month and prison: it knows nobody who is privileged, judges no row and keeps no account.
"""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
from _service import BECCARIA, ROOT, directory
from load_network import measured

from beccaria.config.benchmarking import Report

SIZES = (100_000, 1_000_000)
SITES, REGISTER, NUMBERS = 120, 2_300, 1_000_000
_PEER = """
import sys
import pandas
path, out = sys.argv[1:]
rows = pandas.read_parquet(path) if path.endswith("parquet") else pandas.read_csv(path, dtype=str)
rows["at"] = pandas.to_datetime(rows["at"], utc=True, errors="coerce")
rows["seconds"] = pandas.to_numeric(rows["seconds"], errors="coerce")
rows = rows.dropna(subset=["at", "seconds"])
rows = rows.drop_duplicates("call_id")
rows["month"] = rows["at"].dt.strftime("%Y-%m")
rows.to_parquet(out, partition_cols=["month", "establishment"])
"""


def run(report: Report) -> None:
    """Take calls of each size in, as Parquet and as CSV, then the same again."""
    more = [int(one) for one in os.environ.get("BENCH_CALLS", "").split(",") if one]
    took: dict[int, float] = {}
    with directory() as folder:
        for count in (*SIZES, *more):
            for form in ("parquet", "csv"):
                seconds = _one(folder, count, form, report)
                if form == "parquet":
                    took[count] = seconds
    least, most = min(took), max(took)
    report.row(
        "time a row, the longest file against the shortest",
        size=f"{least:,} and {most:,} calls",
        unit="times",
        ours=round((took[most] / most) / (took[least] / least), 2),
        most=1.1,
    )
    report.note(
        f"Calls of half a year in {SITES} prisons, {REGISTER:,} entries in the register of the privileged, one call in "
        "a hundred theirs, one row in a hundred broken. Seconds hold the start of the program. Memory is the most the "
        "command held, the database apart; the peer's is that of the whole process."
    )


def _one(folder: Path, count: int, form: str, report: Report) -> float:
    home = folder / f"{count}-{form}"
    path = folder / f"calls-{count}.{form}"
    for words in (("migrate",), ("database", "start")):
        _beccaria(home, *words)
    try:
        _beccaria(home, "load", "estate", str(_estate(folder)))
        _beccaria(home, "load", "privileged", str(_register(folder)))
        _calls(path, count, form)
        command = [*BECCARIA, "load", "calls", str(path), "--data-dir", str(home)]
        first, memory = measured(command)
        again, _memory = measured(command)
    finally:
        _beccaria(home, "database", "stop")
    theirs, their_memory = measured(
        [sys.executable, "-c", _PEER, str(path), str(folder / f"peer-{count}-{form}")]
    )
    size = f"{count:,} calls as {form}"
    report.row("taken in", size=size, ours=count / first, peer=count / theirs, unit="rows per second")
    report.row("most memory", size=size, ours=round(memory), peer=round(their_memory), unit="MB")
    report.row("the same file again", size=size, ours=round(again, 1), unit="s")
    path.unlink()
    return first


def _beccaria(home: Path, *words: str) -> None:
    environment = os.environ | {"BECCARIA_DEMONSTRATION": "yes"}
    command = [*BECCARIA, *words, "--data-dir", str(home)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"beccaria {' '.join(words)}: {done.stdout}{done.stderr}")


def _estate(folder: Path) -> Path:
    path = folder / "estate.csv"
    lines = [f"P{n:03},establishment,Prison {n},IT,2026-01-01" for n in range(SITES)]
    path.write_text("\n".join(("code,level,name,country,as_of", *lines, "")), encoding="utf-8")
    return path


def _register(folder: Path) -> Path:
    path = folder / "privileged.csv"
    lines = [f"R{n},lawyer,Avv. Number {n},+390931{100_000 + 300 * n % 800_000:06}" for n in range(REGISTER)]
    path.write_text("\n".join(("privileged_id,kind,name,number", *lines, "")), encoding="utf-8")
    return path


_CALLS = """
SELECT 'C' || lpad(n::VARCHAR, 9, '0') AS call_id,
  CASE WHEN n % 100 = 7 THEN 'never' ELSE strftime(
    current_date - INTERVAL 170 DAY + to_seconds((n * (168 * 86400.0 / $count))::BIGINT), '%Y-%m-%d %H:%M:%S'
  ) END AS at,
  10 + hash(n) % 900 AS seconds,
  'P' || lpad((hash(n, 1) % $sites)::VARCHAR, 3, '0') AS establishment,
  'A-' || hash(n, 2) % 90000 AS prisoner_id,
  CASE WHEN n % 100 = 3
    THEN '+390931' || lpad((100000 + 300 * (hash(n, 3) % $register) % 800000)::VARCHAR, 6, '0')
    ELSE '+3933' || lpad((hash(n, 4) % $numbers * 97 % 100000000)::VARCHAR, 8, '0') END AS number,
  'out' AS direction, 'answered' AS outcome
FROM range($count) t(n)
"""


def _calls(path: Path, count: int, form: str) -> None:
    """Calls of the half year before today, ordered by time, as a source writes them."""
    options = "(FORMAT parquet)" if form == "parquet" else "(FORMAT csv, HEADER)"
    con = duckdb.connect()
    try:
        con.execute("SET threads = 2")
        said = {"count": count, "sites": SITES, "register": REGISTER, "numbers": NUMBERS}
        con.execute(f"COPY ({_CALLS}) TO '{path}' {options}", said)
    finally:
        con.close()
