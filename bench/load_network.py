"""`load network` of long lists of ties: how long, how much memory, and how both grow with the list.

Two sizes by default; BENCH_EDGES=5000000 adds one more. No peer loads a network into a database with rights and a
ledger: beside it stands what pandas needs to read the same file, add up its pairs and number its people.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from _live_service import empty
from _service import BECCARIA, ROOT, directory

from beccaria.config.benchmarking import Report

SIZES = (50_000, 500_000)
_PER_PERSON = 5
_SEED = 7
_PEER = """
import sys
import tempfile
import pandas
rows = pandas.read_csv(sys.argv[1], dtype={"source": str, "target": str})
low, high = rows[["source", "target"]].min(axis=1), rows[["source", "target"]].max(axis=1)
pairs = rows.groupby([low, high])["weight"].sum().reset_index()
print(len(pairs), pandas.unique(pairs[["level_0", "level_1"]].to_numpy().ravel()).size)
"""


def run(report: Report) -> None:
    """Load a list of each size into an empty service, once anew and once again."""
    more = [int(one) for one in os.environ.get("BENCH_EDGES", "").split(",") if one]
    took: dict[int, float] = {}
    with directory() as folder:
        for edges in (*SIZES, *more):
            path = folder / f"{edges}.csv"
            write(path, edges)
            with empty() as service:
                first, memory = load(path, service.home)
                again, _memory = load(path, service.home)
            took[edges] = first
            theirs = peer(path)
            size = f"{edges:,} ties, {edges // _PER_PERSON:,} people"
            report.row("load network", size=size, unit="s", ours=round(first, 2), peer=round(theirs, 2))
            report.row("the same file again", size=size, unit="s", ours=round(again, 2))
            report.row("most memory of the load", size=size, unit="MB", ours=round(memory))
    least, most = min(took), max(took)
    growth = (took[most] / most) / (took[least] / least)
    report.row(
        "time a tie, the longest list against the shortest",
        size=f"{least:,} and {most:,} ties",
        unit="times",
        ours=round(growth, 2),
        most=1.5,
    )
    report.note(
        "Uniform random pairs with repeats, weights and self-loops. The peer reads the file with pandas, adds up its "
        "pairs and numbers its people; it keeps nothing. Memory is the most the command held, the database apart."
    )


def write(path: Path, edges: int) -> None:
    """A list of ties; a few repeat, a few tie somebody to himself."""
    rng = np.random.default_rng(_SEED)
    people = edges // _PER_PERSON
    with path.open("w", encoding="utf-8") as file:
        file.write("source,target,weight\n")
        for start in range(0, edges, 100_000):
            count = min(100_000, edges - start)
            rows = zip(
                *rng.integers(0, people, (2, count)).tolist(), rng.integers(1, 9, count).tolist(), strict=True
            )
            file.writelines(f"n{one},n{other},{weight}\n" for one, other, weight in rows)


def load(path: Path, home: Path) -> tuple[float, float]:
    """Seconds, and the most memory in MB, of one load."""
    words = ("load", "network", str(path), "--name", "bench", "--data-dir", str(home))
    return measured([*BECCARIA, *words])


def peer(path: Path) -> float:
    """Seconds of the peer."""
    return measured([sys.executable, "-c", _PEER, str(path)])[0]


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds and the most memory (MB) of a process."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        _pid, status, used = os.wait4(process.pid, 0)
        took = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(output.read().decode(errors="replace")[-2000:])
    return took, used.ru_maxrss / 1024
