"""Patterns over the feeds: time and memory at four sizes, one more day, and how both grow.

BENCH_DETECT_SIZES="120:90000:365" adds sizes (prisons:prisoners:days). What the patterns find: `detect_worlds`.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from math import log
from pathlib import Path

import psutil
from _detecting_peers import naive_sql, with_pandas
from _service import BECCARIA, directory

from beccaria.config.benchmarking import Report

SIZES = ((6, 750, 60), (6, 1_500, 60), (12, 3_000, 60), (24, 6_000, 60))
_ALL = 50_000_000
_PANDAS_MOST = 10_000_000
_PAUSE = 0.2


def run(report: Report) -> None:
    """Worlds of growing size, each run in a process of its own."""
    with directory() as home:
        _growing(report, home)
    report.note(
        "Seconds are those of the command `detect`, its imports included; every second of reading CSV is in them. The"
        " naive query is the rule of the trade: a number that two prisoners call."
    )


def _sizes() -> list[tuple[int, ...]]:
    more = os.environ.get("BENCH_DETECT_SIZES", "")
    return [*SIZES, *(tuple(int(part) for part in one.split(":")) for one in more.split(",") if one)]


def _growing(report: Report, home: Path) -> None:
    measured: list[tuple[int, float]] = []
    for world in _sizes():
        folder, state = home / "growing", home / "state"
        calls = simulate(folder, 1, world)
        size = f"{world[0]} prisons, {world[1]:,} people, {world[2]} days, {calls:,} calls"
        large = calls > _ALL * 0.8
        last = date.fromisoformat(json.loads((folder / "truth.json").read_text())["plan"]["until"])
        before = last - timedelta(days=1)
        first = _detect(folder, state, "--until", str(before))
        measured.append((calls, first["seconds"]))
        report.row(
            "all patterns, first time",
            size=size,
            ours=first["seconds"],
            peer=naive_sql(folder),
            unit="s",
            most=600 if large else None,
        )
        if calls <= _PANDAS_MOST:
            report.row(
                "all patterns against pandas, one rule",
                size=size,
                ours=first["seconds"],
                peer=with_pandas(folder),
                unit="s",
            )
        report.row("processor time, first time", size=size, ours=first["processor"], unit="s")
        report.row("memory (PSS)", size=size, ours=first["memory"], unit="MB", most=8_000 if large else None)
        more = _detect(folder, state, "--until", str(last), "--since", str(last))
        report.row("one more day", size=size, ours=more["seconds"], unit="s", most=30 if large else None)
        report.row("processor time, one more day", size=size, ours=more["processor"], unit="s")
        shutil.rmtree(folder)
        shutil.rmtree(state)
    report.row(
        "growth: exponent of time in calls",
        size=f"{len(measured)} sizes",
        ours=_slope(measured),
        unit="",
        most=1.1,
    )


def _slope(measured: list[tuple[int, float]]) -> float:
    """The slope of the logarithms by least squares."""
    fit = statistics.linear_regression([log(x) for x, _ in measured], [log(y) for _, y in measured])
    return round(fit.slope, 3)


def simulate(out: Path, seed: int, world: tuple[int, ...]) -> int:
    """Simulate a world of so many prisons, prisoners and days; the number of its calls."""
    sites, prisoners, days = world
    words = ["--out", str(out), "--seed", str(seed), "--sites", str(sites), "--prisoners", str(prisoners)]
    said = json.loads(_command("simulate", *words, "--days", str(days), "--json"))
    return int(said["files"]["calls"])


def _command(*words: str) -> str:
    done = subprocess.run([*BECCARIA, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"beccaria {' '.join(words)}: {done.stdout[-1000:]}{done.stderr[-1000:]}")
    return done.stdout


def _detect(folder: Path, state: Path, *words: str) -> dict[str, float]:
    """Seconds, seconds of processor and memory of one run of the command."""
    command = [*BECCARIA, "detect", "--feeds", str(folder), "--state", str(state), "--json", *words]
    most = 0.0
    out = state.parent / "found.json"
    used = _children()
    began = time.monotonic()
    with (
        out.open("w", encoding="utf-8") as file,
        subprocess.Popen(command, stdout=file, stderr=sys.stderr) as process,
    ):
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            time.sleep(_PAUSE)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return {
        "seconds": round(time.monotonic() - began, 1),
        "processor": round(_children() - used, 1),
        "memory": round(most),
    }


def _children() -> float:
    """Seconds of processor of all that was started and has ended."""
    times = resource.getrusage(resource.RUSAGE_CHILDREN)
    return times.ru_utime + times.ru_stime


def _memory(pid: int) -> float:
    try:
        return float(psutil.Process(pid).memory_full_info().pss) / 1e6
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        # It ended while we looked.
        return 0.0
