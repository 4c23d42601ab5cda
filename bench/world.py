"""The simulated service: the demonstration's world, growth over four sizes, and a whole country for a year."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from _service import BECCARIA, directory

from beccaria.config.benchmarking import Report

DEMONSTRATION = (12, 3_000, 180)
SIZES = ((10, 5_000, 60), (20, 10_000, 60), (40, 20_000, 60), (80, 40_000, 60))
COUNTRY = (120, 90_000, 365)
_PAUSE = 0.5


def run(report: Report) -> None:
    """Each world in its own process, so that time and memory are its own."""
    with directory() as path:
        figures = _simulate(path / "demonstration", DEMONSTRATION)
        size = _words(DEMONSTRATION, figures)
        report.row("simulate, the demonstration's world", size=size, ours=figures["wall"], unit="s", most=30)
        first = None
        for world in SIZES:
            figures = _simulate(path / "growing", world)
            per_row = figures["wall"] / figures["rows"] * 1e6
            first = first or per_row
            size = _words(world, figures)
            report.row("simulate", size=size, ours=figures["wall"], unit="s")
            report.row("seconds per million rows", size=size, ours=per_row, unit="s", most=1.5 * first)
        figures = _simulate(path / "country", COUNTRY)
        size = _words(COUNTRY, figures)
        report.row(
            "simulate, a country for a year", size=size, ours=figures["wall"] / 60, unit="min", most=20
        )
        report.row("memory of all processes (PSS)", size=size, ours=figures["memory"], unit="MB", most=6_000)
        report.row("files", size=size, ours=figures["bytes"] / 1e9, unit="GB")
    report.note(
        "Two processes. No peer: no other system simulates a prison service. Near-linear means that a million rows"
        " of the largest size cost at most half as much again as those of the smallest."
    )


def _simulate(out: Path, world: tuple[int, int, int]) -> dict[str, Any]:
    """Simulate one world, watching the memory of the process and its children; the files are thrown away."""
    sites, prisoners, days = world
    options = ["--sites", str(sites), "--prisoners", str(prisoners), "--days", str(days), "--json"]
    began = time.monotonic()
    command = [*BECCARIA, "simulate", "--out", str(out), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sys.stderr, text=True) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            time.sleep(_PAUSE)
        said = json.loads(process.stdout.read() if process.stdout else "")
    wall = time.monotonic() - began
    size = sum(file.stat().st_size for file in out.iterdir())
    for file in out.iterdir():
        file.unlink()
    return {
        "wall": wall,
        "memory": most,
        "rows": sum(said["files"].values()),
        "calls": said["files"]["calls"],
        "bytes": size,
    }


def _memory(pid: int) -> float:
    """Memory of a process and its children in MB, shared pages counted once."""
    total = 0.0
    try:
        parent = psutil.Process(pid)
        for one in (parent, *parent.children(recursive=True)):
            total += one.memory_full_info().pss / 1e6
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        # It ended while we looked: what was counted until then is still true.
        return total
    return total


def _words(world: tuple[int, int, int], figures: dict[str, Any]) -> str:
    sites, prisoners, days = world
    return f"{sites} prisons, {prisoners:,} people, {days} days, {figures['calls']:,} calls"
